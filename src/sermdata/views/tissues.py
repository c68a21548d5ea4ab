"""What compounds do in tissues."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ._common import consensus, joined, known_id, known_ids, opened, typed, with_code
from .sources import references

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage

TIERS: dict[str, int] = {
    "meta_analysis": 1,
    "randomized_trial": 1,
    "observational": 1,
    "case_series": 1,
    "label_statement": 2,
    "review_statement": 3,
    "animal_in_vivo": 4,
    "ex_vivo": 5,
    "in_vitro": 5,
}
"""Rank of each kind of evidence; the lowest number present decides a cell."""

WEIGHTS: dict[str, int] = {"meta_analysis": 3, "randomized_trial": 3, "observational": 2}
"""Weight of a row within its tier; 1 where not listed."""


def tissue_matrix(
    *,
    compounds: Sequence[str] | None = None,
    tissues: Sequence[str] | None = None,
    population: str | None = None,
    package: BasePackage | None = None,
) -> pd.DataFrame:
    """What each compound does in each tissue, one row a pair that has evidence.

    The rule: studies in humans decide before label statements, these before
    reviews, these before animals, these before cells (:data:`TIERS`). Within
    the deciding tier the action with the most weight wins (meta-analysis and
    randomised trial 3, observational 2, else 1); a tie gives ``mixed``.
    ``conflict`` is true if rows of the deciding tier name more than one
    action. A pair without a row is not tested and has no row here, which is
    not the same as ``neutral``.

    Columns: ``compound_id``, ``tissue_id``, ``consensus`` (ordered category),
    ``tier`` (1 to 5), ``rows`` (all evidence), ``deciding_rows``,
    ``conflict``, ``profile_ids`` (of all rows, joined by ``;``). Sorted by
    compound and tissue. ``compounds``, ``tissues`` and ``population`` keep
    only these. Raises :class:`UnknownNameError` for an unknown id. Source:
    table ``tissue_profiles``.
    """
    package = opened(package)
    profiles = _ranked(package)
    actions = profiles["action"].dtype
    for wanted, table, key in ((compounds, "compounds", "compound_id"), (tissues, "tissues", "tissue_id")):
        if wanted is not None:
            profiles = profiles[profiles[key].isin(known_ids(package, table, wanted))]
    if population is not None:
        profiles = with_code(profiles, "population", population)
    cells = []
    for (compound, tissue), group in profiles.groupby(["compound_id", "tissue_id"], sort=True):
        deciding = group[group["tier"] == group["tier"].min()]
        action, conflict = consensus(
            list(deciding["action"].astype("string")), [int(weight) for weight in deciding["weight"]]
        )
        cells.append(
            {
                "compound_id": compound,
                "tissue_id": tissue,
                "consensus": action,
                "tier": group["tier"].min(),
                "rows": len(group),
                "deciding_rows": len(deciding),
                "conflict": conflict,
                "profile_ids": joined(group["profile_id"]),
            }
        )
    return typed(
        cells,
        {
            "compound_id": "string",
            "tissue_id": "string",
            "consensus": actions,
            "tier": "Int64",
            "rows": "Int64",
            "deciding_rows": "Int64",
            "conflict": "boolean",
            "profile_ids": "string",
        },
    )


def evidence(compound: str, tissue: str, *, package: BasePackage | None = None) -> pd.DataFrame:
    """Every row behind one cell of :func:`tissue_matrix`, the deciding ones first.

    The columns of ``tissue_profiles`` with ``tier`` before and ``reference``
    (author, year, journal, DOI or PMID or address of the source) after them.
    Sorted by tier and row id. No rows if the pair was not tested. Raises
    :class:`UnknownNameError` for an unknown id. Source: ``tissue_profiles``,
    ``sources``.
    """
    package = opened(package)
    known_id(package, "compounds", compound)
    known_id(package, "tissues", tissue)
    profiles = _ranked(package).drop(columns="weight")
    rows = profiles[(profiles["compound_id"] == compound) & (profiles["tissue_id"] == tissue)]
    rows = rows.assign(reference=rows["source_id"].map(references(package=package)).astype("string"))
    first = ["tier", *(name for name in rows.columns if name != "tier")]
    return rows[first].sort_values(["tier", "profile_id"], ignore_index=True)


def _ranked(package: BasePackage) -> pd.DataFrame:
    profiles = package.load("tissue_profiles")
    kinds = profiles["evidence_type"].astype("string")
    return profiles.assign(
        tier=kinds.map(TIERS).astype("Int64"), weight=kinds.map(lambda kind: WEIGHTS.get(kind, 1)).astype("Int64")
    )
