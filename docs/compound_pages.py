"""Write one page a compound: structure, names, identifiers, actions, affinities, kinetics, decisions; from the data."""

from __future__ import annotations

from collections.abc import Callable
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
        short = SHORT.get(table)
        cells = [short(row) for row in found] if short else found
        shown = [c for c in cells[0] if c not in HIDDEN and any(row[c] for row in cells)]
        lines += [f"## {title}", "", f"From [`{table}`](../tables/{table}.md).", ""]
        lines += markdown_table((c.replace("_", " ") for c in shown), ([row[c] for c in shown] for row in cells))
    used = sorted({str(row["source_id"]) for found in evidence.values() for row in found if row.get("source_id")})
    if used:
        lines += ["## Sources", "", *(f"- {escaped(sid)}: {escaped(references[sid])}" for sid in used), ""]
    return "\n".join(lines)


def affinity(row: Cells) -> Cells:
    """The row of an affinity in four cells: its figure in one, the assay in one."""
    figure = [QUANTITIES[str(row["quantity"])], row["relation"] if row["relation"] != "=" else None, row["value"]]
    reference = row["reference_ligand"]
    if row["unit"] == "1":
        figure.append(f"({reference or 'reference'} = 1)")
    elif row["unit"] == "%":
        figure.append(f"({reference or 'reference'} = 100)")
    else:
        figure.append(row["unit"])
    assay = [row["assay_type"], row["species"], row["receptor_source"]]
    if row["radioligand"]:
        assay.append(f"against {row['radioligand']}")
    if row["temperature_c"]:
        assay.append(f"{row['temperature_c']} °C")
    return {
        "row": row["affinity_id"],
        "figure": f"{row['receptor_id']}: " + " ".join(part for part in figure if part),
        "assay": ", ".join(part.replace("_", " ") for part in assay if part),
        "source": row["source_id"],
    }


QUANTITIES = {"ki": "Ki", "kd": "Kd", "ic50": "IC50", "ec50": "EC50", "rba": "RBA"}
"""Quantities of affinities as a reader writes them."""


def kinetic(row: Cells) -> Cells:
    """The row of a kinetic figure in four cells: value and range in one, dose and population in one."""
    span = f"{row['value_low'] or ''} to {row['value_high'] or ''}" if row["value_low"] or row["value_high"] else None
    if span and row["value"]:
        span = f"({span})"
    figure = [row["parameter"], row["relation"] if row["relation"] != "=" else None, row["value"], span, row["unit"]]
    if row["statistic"] != "single":
        figure.append(f"({row['statistic']})")
    return {
        "row": row["pk_id"],
        "figure": " ".join(part for part in figure if part and part != "1").replace("_", " "),
        "given": ", ".join(part for part in (row["dose"], (row["population"] or "").replace("_", " ")) if part),
        "source": row["source_id"],
    }


def decision(row: Cells) -> Cells:
    """The row of a decision in four cells: what for in one, who decided and when in one."""
    use = [row["product"], (row["condition_id"] or "").replace("_", " "), (row["population"] or "").replace("_", " ")]
    verdict = [(row["status"] or "").replace("_", " "), row["jurisdiction"], row["agency"], row["status_date"]]
    return {
        "row": row["indication_id"],
        "use": ", ".join(part for part in [*use, row["dose"]] if part),
        "decision": ", ".join(part for part in verdict if part),
        "source": row["source_id"],
    }


SHORT: dict[str, Callable[[Cells], Cells]] = {
    "receptor_affinities": affinity,
    "pharmacokinetics": kinetic,
    "indications": decision,
}
"""Tables with too many columns for a page, and the way to say a row in four cells."""


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
