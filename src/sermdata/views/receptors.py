"""What compounds prefer among receptors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ._common import alike, joined, known_ids, opened, records, typed

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage

_ASSAY = (
    "compound_id",
    "source_id",
    "quantity",
    "assay_type",
    "unit",
    "reference_ligand",
    "radioligand",
    "temperature_c",
)
_SUBTYPE = re.compile(
    r"\b(ESR|ER|estrogen receptor)[- ]?(alpha|beta|[\u03b1\u03b2]|[12])(?![A-Za-z0-9])", re.IGNORECASE
)
_MUTANT = re.compile(r"mutant|mutated|mutation|\b[A-Z][0-9]{3}[A-Z]\b")


def subtype_selectivity(*, compounds: Sequence[str] | None = None, package: BasePackage | None = None) -> pd.DataFrame:
    """How much more a compound binds or moves ER-alpha (ESR1) than ER-beta (ESR2), by pairs of rows of one source.

    The rule: a pair is a row at ``ESR1`` and one at ``ESR2`` that agree in
    compound, source, quantity, assay type, unit, reference ligand, radioligand
    and temperature (what is empty in one is empty in the other), in species
    unless one does not state it, and in ``receptor_source`` but for the name of
    the receptor (``human ER-alpha, baculovirus`` and ``human ER-beta,
    baculovirus``). Mutant receptors never pair, nor does a row that could pair
    with several; these rows are left out, so that a compound without a row here
    may still have affinities at both.

    ``ratio`` above 1 always means that the compound prefers ER-alpha: it is the
    value at ``ESR2`` over that at ``ESR1`` for concentrations, and the inverse
    for ``rba``, where more is stronger. It is missing where a value is a bound
    (``<``, ``>``) or 0; ``~`` stays to be seen in its relation. Ratios of
    different quantities, assays or sources are not averaged.

    Columns: ``compound_id``, ``source_id``, ``quantity``, ``assay_type``,
    ``unit``, ``relation_esr1``, ``value_esr1``, ``relation_esr2``,
    ``value_esr2``, ``ratio``, ``affinity_ids`` (joined by ``;``). Sorted by
    compound, source, quantity and row ids. Raises :class:`UnknownNameError` for
    an unknown compound. Source: ``receptor_affinities``.
    """
    package = opened(package)
    frame = package.load("receptor_affinities")
    codes = {name: frame[name].dtype for name in ("quantity", "assay_type", "relation")}
    if compounds is not None:
        frame = frame[frame["compound_id"].isin(known_ids(package, "compounds", compounds))]
    rows = [row for row in records(frame) if not _MUTANT.search(row["receptor_source"] or "")]
    pairs = []
    for group in alike(rows, _ASSAY):
        sides = [[row for row in group if row["receptor_id"] == receptor] for receptor in ("ESR1", "ESR2")]
        found = [(alpha, beta) for alpha in sides[0] for beta in sides[1] if _same_system(alpha, beta)]
        seen = [row["affinity_id"] for pair in found for row in pair]
        pairs += [pair for pair in found if all(seen.count(row["affinity_id"]) == 1 for row in pair)]
    return typed(
        [_pair(alpha, beta) for alpha, beta in pairs],
        {
            "compound_id": "string",
            "source_id": "string",
            "quantity": codes["quantity"],
            "assay_type": codes["assay_type"],
            "unit": "string",
            "relation_esr1": codes["relation"],
            "value_esr1": "Float64",
            "relation_esr2": codes["relation"],
            "value_esr2": "Float64",
            "ratio": "Float64",
            "affinity_ids": "string",
        },
    ).sort_values(["compound_id", "source_id", "quantity", "affinity_ids"], ignore_index=True)


def _same_system(alpha: dict[str, Any], beta: dict[str, Any]) -> bool:
    species = {alpha["species"], beta["species"]} - {"not_stated"}
    systems = {_SUBTYPE.sub("ER", row["receptor_source"] or "") for row in (alpha, beta)}
    return len(species) < 2 and len(systems) == 1


def _pair(alpha: dict[str, Any], beta: dict[str, Any]) -> dict[str, Any]:
    strong, weak = (beta, alpha) if alpha["quantity"] == "rba" else (alpha, beta)
    exact = all(row["relation"] in ("=", "~") and row["value"] > 0 for row in (alpha, beta))
    return {
        **alpha,
        "relation_esr1": alpha["relation"],
        "value_esr1": alpha["value"],
        "relation_esr2": beta["relation"],
        "value_esr2": beta["value"],
        "ratio": weak["value"] / strong["value"] if exact else None,
        "affinity_ids": joined((alpha["affinity_id"], beta["affinity_id"])),
    }
