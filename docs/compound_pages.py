"""Write one page a compound: structure, names, identifiers, actions, affinities, kinetics, decisions; from the data."""

from __future__ import annotations

from pathlib import Path

from writing import escaped, markdown_table, write_folder

import sermdata
from sermdata.frames import read_cells

Cells = dict[str, str | None]


def write_pages(folder: Path) -> None:
    """Write all pages and drawings into ``folder``, an index included."""
    write_folder(folder, contents())


def contents() -> dict[str, str]:
    """The files by name."""
    compounds = rows("compounds")
    references = {str(k): str(v) for k, v in sermdata.views.references().items()}
    by_compound = {table: grouped(rows(table)) for table in EVIDENCE}
    matrix = sermdata.views.tissue_matrix()
    tissues = {str(row["tissue_id"]): row["name"] for row in rows("tissues")}
    cells: dict[str, list[list[str | None]]] = {}
    for row in matrix.itertuples(index=False):
        conflict = "yes" if row.conflict else ""
        line = [
            tissues[str(row.tissue_id)],
            str(row.consensus),
            str(row.tier),
            conflict,
            str(row.profile_ids).replace(";", ", "),
        ]
        cells.setdefault(str(row.compound_id), []).append(list(line))
    files = {}
    for compound in compounds:
        name = str(compound["compound_id"])
        if compound["smiles"]:
            files[f"{name}.svg"] = drawing(compound["smiles"])
        evidence = {table: by_compound[table].get(name, []) for table in EVIDENCE}
        files[f"{name}.md"] = page(compound, evidence, cells.get(name, []), references)
    files["index.md"] = index(compounds)
    return files


EVIDENCE = {
    "compound_names": "Names",
    "compound_identifiers": "Identifiers",
    "compound_components": "Components",
    "receptor_affinities": "Receptor affinities",
    "coregulator_recruitment": "Coregulators",
    "pharmacokinetics": "Pharmacokinetics",
    "metabolism": "Metabolism",
    "indications": "Indications and decisions",
}
"""Tables on a page, with the title of each section."""

HIDDEN = frozenset(
    {"compound_id", "combination_id", "locator", "credited_source_id", "basis", "reading", "note", "restrictions"}
)
"""Columns that a page leaves to the table itself."""


def page(
    compound: Cells, evidence: dict[str, list[Cells]], matrix: list[list[str | None]], references: dict[str, str]
) -> str:
    """The page of one compound."""
    name = str(compound["compound_id"])
    lines = [f"# {compound['name']}", ""]
    if compound["smiles"]:
        lines += [f"![Structure of {compound['name']}]({name}.svg)", ""]
    facts = [
        (column.title, compound[column.name])
        for column in sermdata.compounds.package.spec("compounds").columns
        if compound[column.name] and column.name not in ("name", "locator", "basis", "reading", "source_id")
    ]
    source = str(compound["source_id"])
    lines += markdown_table(("", ""), [*facts, ("Source", references[source])])
    lines += ["```python", ">>> import sermdata", f'>>> sermdata.get("compounds", "{name}").name']
    lines += [repr(compound["name"]), "", "```", ""]
    if matrix:
        lines += ["## Actions by tissue", "", "Consensus by the rule of {py:func}`sermdata.views.tissue_matrix`.", ""]
        lines += markdown_table(("tissue", "consensus", "tier", "conflict", "rows"), matrix)
    for table, title in EVIDENCE.items():
        found = evidence[table]
        if not found:
            continue
        shown = [c for c in found[0] if c not in HIDDEN and any(row[c] for row in found)]
        lines += [f"## {title}", "", f"From [`{table}`](../tables/{table}.md).", ""]
        lines += markdown_table((c.replace("_", " ") for c in shown), ([row[c] for c in shown] for row in found))
    used = sorted({str(row["source_id"]) for found in evidence.values() for row in found if row.get("source_id")})
    if used:
        lines += ["## Sources", "", *(f"- {escaped(sid)}: {escaped(references[sid])}" for sid in used), ""]
    return "\n".join(lines)


def index(compounds: list[Cells]) -> str:
    """The page that lists the compounds."""
    lines = ["# Compounds", "", f"{len(compounds)} compounds, metabolites, isomers, combinations and comparators.", ""]
    lines += ["| compound | scope | class | status | structure |", "|---|---|---|---|---|"]
    lines += [
        f"| [{escaped(c['name'])}]({c['compound_id']}.md) | {escaped(c['scope'])} | {escaped(c['chemical_class'])} "
        f"| {escaped(c['development_status'])} | {'drawn' if c['smiles'] else ''} |"
        for c in compounds
    ]
    lines += ["", "```{toctree}", ":hidden:", "", *(str(c["compound_id"]) for c in compounds), "```", ""]
    return "\n".join(lines)


def drawing(smiles: str) -> str:
    """The structure as SVG."""
    from rdkit import Chem
    from rdkit.Chem.Draw import rdMolDraw2D

    drawer = rdMolDraw2D.MolDraw2DSVG(420, 260)
    rdMolDraw2D.PrepareAndDrawMolecule(drawer, Chem.MolFromSmiles(smiles))
    drawer.FinishDrawing()
    return str(drawer.GetDrawingText())


def rows(table: str) -> list[Cells]:
    """The rows of a table as texts."""
    package = sermdata.compounds.package
    data, file = package.read(table)
    return read_cells(data, file, package.spec(table))


def grouped(found: list[Cells]) -> dict[str, list[Cells]]:
    """Rows by the compound they are of."""
    out: dict[str, list[Cells]] = {}
    for row in found:
        out.setdefault(str(row.get("compound_id") or row.get("combination_id")), []).append(row)
    return out
