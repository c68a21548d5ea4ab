"""Structures: what SMILES, InChIKey, formula and weight say of each other. RDKit is imported when used."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from .dataset import DataRow, Dataset, DataTable
from .report import Finding
from .statistics import rounding

CAS = re.compile(r"([0-9]{2,7})-([0-9]{2})-([0-9])")

IDENTIFIER_PATTERNS = {
    "cas": "[0-9]{2,7}-[0-9]{2}-[0-9]",
    "unii": "[A-Z0-9]{10}",
    "chembl": "CHEMBL[1-9][0-9]*",
    "pubchem_cid": "[1-9][0-9]*",
    "chebi": "CHEBI:[1-9][0-9]*",
    "drugbank": "DB[0-9]{5}",
    "gtopdb": "[1-9][0-9]*",
    "drugcentral": "[1-9][0-9]*",
    "rxcui": "[1-9][0-9]*",
    "mesh": "[CD][0-9]{6,9}",
    "wikidata": "Q[1-9][0-9]*",
    "kegg": "[CD][0-9]{5}",
    "nsc": "[1-9][0-9]*",
}
"""Form of an identifier in each scheme, as the registries write them."""


def check(data: Dataset) -> Iterator[Finding]:
    """All findings on structures."""
    table = data.table("compounds")
    yield from compounds(table)
    yield from components(data, table)
    yield from isomers(table)
    identifiers = data.table("compound_identifiers")
    for row in identifiers:
        pattern = IDENTIFIER_PATTERNS.get(row["scheme"] or "")
        if pattern and row["identifier"] and not re.fullmatch(pattern, row["identifier"]):
            yield identifiers.finding(
                "SD707",
                row,
                f"not of the form of {row['scheme']}",
                column="identifier",
                expected=f"text that matches {pattern}",
            )
        elif row["scheme"] == "cas" and row["identifier"] and not cas_is_valid(row["identifier"]):
            yield identifiers.finding(
                "SD706", row, "not a CAS number", column="identifier", expected="digits-digits-check digit"
            )


def cas_is_valid(number: str) -> bool:
    """Whether form and check digit of a CAS Registry Number are right.

    >>> cas_is_valid("84449-90-1"), cas_is_valid("84449-90-2")
    (True, False)
    """
    match = CAS.fullmatch(number)
    if match is None:
        return False
    digits = match.group(1) + match.group(2)
    return sum(place * int(digit) for place, digit in enumerate(reversed(digits), start=1)) % 10 == int(match.group(3))


def compounds(table: DataTable) -> Iterator[Finding]:
    """SD701, SD703 and SD704."""
    for row in table:
        if row.bad:
            continue
        if (row["parent_id"] is None) != (row["parent_relation"] is None):
            column = "parent_id" if row["parent_id"] is None else "parent_relation"
            yield table.finding("SD704", row, "half of the pair is missing", column=column, expected="both or neither")
        mixture = row["scope"] == "combination" or row["stereochemistry"] == "isomer_mixture"
        if mixture and (row["inchikey"] or row["smiles"]):
            column = "inchikey" if row["inchikey"] else "smiles"
            yield table.finding("SD701", row, "a mixture has a structure", column=column, expected="an empty cell")
            continue
        if row["smiles"]:
            yield from structure(table, row)


def structure(table: DataTable, row: DataRow) -> Iterator[Finding]:
    """SD703 for one row with SMILES."""
    # RDKit's own type stubs are incomplete, so its modules are taken as untyped
    chem: Any = import_module("rdkit.Chem")
    descriptors: Any = import_module("rdkit.Chem.Descriptors")
    formulas: Any = import_module("rdkit.Chem.rdMolDescriptors")
    import_module("rdkit.RDLogger").DisableLog("rdApp.*")
    molecule = chem.MolFromSmiles(row["smiles"])
    if molecule is None:
        yield table.finding("SD703", row, "the SMILES does not parse", column="smiles", expected="a SMILES string")
        return
    key = chem.MolToInchiKey(molecule)
    formula = formulas.CalcMolFormula(molecule)
    weight = row.number("molecular_weight")
    computed = float(descriptors.MolWt(molecule))
    wrong = []
    if row["inchikey"] and key != row["inchikey"]:
        wrong.append(("inchikey", "InChIKey", key))
    if row["molecular_formula"] and formula != row["molecular_formula"]:
        wrong.append(("molecular_formula", "formula", formula))
    # atomic weights differ a little between editions: a unit of the last digit, at least 0.05 g/mol
    if weight is not None and abs(float(weight) - computed) > max(2 * rounding(weight), 0.05):
        wrong.append(("molecular_weight", "weight", f"about {computed:.3f}"))
    if len(wrong) == 3:  # they agree against the SMILES: its fault
        message = "InChIKey, formula and weight are all of another structure"
        yield table.finding("SD703", row, message, column="smiles", expected="the SMILES of the InChIKey")
        return
    for column, what, expected in wrong:
        yield table.finding("SD703", row, f"the {what} is not that of the SMILES", column=column, expected=expected)


def isomers(table: DataTable) -> Iterator[Finding]:
    """SD702."""
    families: dict[str, list[DataRow]] = defaultdict(list)
    for row in table:
        if row["parent_relation"] == "isomer_of" and row["parent_id"]:
            families[row["parent_id"]].append(row)
    by_id = {row.row_id: row for row in table}
    for parent, children in families.items():
        family = [*([by_id[parent]] if parent in by_id else []), *children]
        keyed = [row for row in family if row["inchikey"]]
        for row in keyed[1:]:
            first = keyed[0]
            if (row["inchikey"] or "")[:14] != (first["inchikey"] or "")[:14]:
                yield table.finding(
                    "SD702",
                    row,
                    f"the skeleton differs from that of {first.row_id}",
                    column="inchikey",
                    expected=f"{(first['inchikey'] or '')[:14]}-...",
                )


def components(data: Dataset, table: DataTable) -> Iterator[Finding]:
    """SD705."""
    if not data.whole("compound_components"):
        return
    combined = {row["combination_id"] for row in data.rows("compound_components")}
    for row in table:
        if "scope" in row.bad:
            continue
        if row["scope"] == "combination" and row.row_id not in combined:
            yield table.finding(
                "SD705", row, "a combination without components", column="scope", expected="rows in compound_components"
            )
        if row["scope"] != "combination" and row.row_id in combined:
            yield table.finding(
                "SD705", row, "components of a compound that is no combination", column="scope", expected="combination"
            )
