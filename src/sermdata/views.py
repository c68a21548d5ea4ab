"""Questions that need more than one row: consensus across sources. Computed, never stored.

Each view gives a tidy frame; the docstring states the rule by which rows
become one cell, and every cell leads back to its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from . import _bundled
from .errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

    from .package import BasePackage

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
    import pandas as pd

    package = _bundled if package is None else package
    profiles = package.load("tissue_profiles")
    actions = profiles["action"].dtype
    for wanted, table in ((compounds, "compounds"), (tissues, "tissues")):
        key = f"{table[:-1]}_id"
        if wanted is not None:
            known = set(package.load(table, columns=[key])[key])
            for name in wanted:
                if name not in known:
                    raise UnknownNameError(f"row of {table}", name, known)
            profiles = profiles[profiles[key].isin(list(wanted))]
    if population is not None:
        known_populations = list(profiles["population"].cat.categories)
        if population not in known_populations:
            raise UnknownNameError("population", population, known_populations)
        profiles = profiles[profiles["population"] == population]
    kinds = profiles["evidence_type"].astype("string")
    profiles = profiles.assign(
        tier=kinds.map(TIERS).astype("Int64"), weight=kinds.map(lambda kind: WEIGHTS.get(kind, 1)).astype("Int64")
    )
    cells = [
        _cell(str(compound), str(tissue), group)
        for (compound, tissue), group in profiles.groupby(["compound_id", "tissue_id"], sort=True)
    ]
    frame = pd.DataFrame(
        cells,
        columns=["compound_id", "tissue_id", "consensus", "tier", "rows", "deciding_rows", "conflict", "profile_ids"],
    )
    return frame.astype(
        {
            "compound_id": "string",
            "tissue_id": "string",
            "consensus": actions,
            "tier": "Int64",
            "rows": "Int64",
            "deciding_rows": "Int64",
            "conflict": "boolean",
            "profile_ids": "string",
        }
    )


def _cell(compound: str, tissue: str, group: pd.DataFrame) -> tuple[str, str, str, int, int, int, bool, str]:
    tier = int(group["tier"].min())
    deciding = group[group["tier"] == tier]
    weights: dict[str, int] = {}
    for action, weight in zip(deciding["action"].astype("string"), deciding["weight"], strict=True):
        weights[action] = weights.get(action, 0) + int(weight)
    most = max(weights.values())
    winners = [action for action, weight in weights.items() if weight == most]
    consensus = winners[0] if len(winners) == 1 else "mixed"
    return (
        compound,
        tissue,
        consensus,
        tier,
        len(group),
        len(deciding),
        len(weights) > 1,
        ";".join(sorted(group["profile_id"])),
    )
