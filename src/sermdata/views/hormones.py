"""What compounds do to hormones and other markers."""

from __future__ import annotations

from collections.abc import Sequence
from types import EllipsisType
from typing import TYPE_CHECKING

from ..errors import UnknownNameError
from ._common import consensus, joined, known_ids, opened, typed, with_code

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage

CONTROLLED = frozenset({"placebo", "vehicle", "no_treatment"})
"""Comparisons that show what the compound does, apart from time and other treatment."""


def hormone_effects(
    *,
    compounds: Sequence[str] | None = None,
    biomarkers: Sequence[str] | None = None,
    axis: str | EllipsisType | None = ...,
    population: str | None = None,
    package: BasePackage | None = None,
) -> pd.DataFrame:
    """Direction in which each compound moves each marker, by population.

    The rule: rows in humans decide before rows in animals; among these a
    comparison with placebo, vehicle or no treatment decides before one with
    baseline or another treatment. The direction that most deciding rows
    name wins; a tie gives ``mixed``. ``conflict`` is true if the deciding rows
    name more than one. A combination without a row was not tested and has no
    row here, which is not ``no_change``.

    Columns: ``compound_id``, ``biomarker_id``, ``axis``, ``population``,
    ``direction``, ``species`` (``human``, or ``animal``), ``controlled``,
    ``rows`` (all evidence), ``deciding_rows``, ``conflict``,
    ``percent_change_low`` and ``percent_change_high`` (range over the deciding
    rows that print one, in %), ``effect_ids`` (of all rows, joined by ``;``).
    Sorted by compound, marker and population. ``axis`` is an axis of the
    table ``biomarkers``, ``None`` for all; left away it is ``hpg``, and all if
    ``biomarkers`` are named. Raises :class:`UnknownNameError` for an unknown
    name, also for a marker that is not of the axis named. Source:
    ``biomarker_effects``, ``biomarkers``.
    """
    package = opened(package)
    effects = package.load("biomarker_effects")
    directions, populations = effects["direction"].dtype, effects["population"].dtype
    markers = package.load("biomarkers", columns=["biomarker_id", "axis"])
    axes = markers["axis"].dtype
    named = None if biomarkers is None else known_ids(package, "biomarkers", biomarkers)
    if isinstance(axis, EllipsisType):
        axis = "hpg" if named is None else None
    if axis is not None:
        on_axis = with_code(markers, "axis", axis)
        for name in named or ():
            if name not in set(on_axis["biomarker_id"]):
                own = markers.set_index("biomarker_id")["axis"][name]
                raise UnknownNameError(f"biomarker of the axis {axis}", name, (), remark=f"It is of the axis {own}.")
        markers = on_axis
    if compounds is not None:
        effects = effects[effects["compound_id"].isin(known_ids(package, "compounds", compounds))]
    if named is not None:
        effects = effects[effects["biomarker_id"].isin(named)]
    if population is not None:
        effects = with_code(effects, "population", population)
    effects = effects.merge(markers, on="biomarker_id")
    human = (effects["species"].astype("string") == "human").fillna(False)
    controlled = effects["compared_with"].astype("string").isin(sorted(CONTROLLED))
    effects = effects.assign(
        human=human, controlled=controlled, rank=(~human).astype("int64") * 2 + (~controlled).astype("int64")
    )
    cells = []
    keys = ["compound_id", "biomarker_id", "population"]
    for (compound, marker, group_of), group in effects.groupby(keys, sort=True, observed=True):
        deciding = group[group["rank"] == group["rank"].min()]
        direction, conflict = consensus(list(deciding["direction"].astype("string")), [1] * len(deciding))
        cells.append(
            {
                "compound_id": compound,
                "biomarker_id": marker,
                "axis": group["axis"].iloc[0],
                "population": group_of,
                "direction": direction,
                "species": "human" if deciding["human"].iloc[0] else "animal",
                "controlled": bool(deciding["controlled"].iloc[0]),
                "rows": len(group),
                "deciding_rows": len(deciding),
                "conflict": conflict,
                "percent_change_low": deciding["percent_change"].min(),
                "percent_change_high": deciding["percent_change"].max(),
                "effect_ids": joined(group["effect_id"]),
            }
        )
    return typed(
        cells,
        {
            "compound_id": "string",
            "biomarker_id": "string",
            "axis": axes,
            "population": populations,
            "direction": directions,
            "species": "string",
            "controlled": "boolean",
            "rows": "Int64",
            "deciding_rows": "Int64",
            "conflict": "boolean",
            "percent_change_low": "Float64",
            "percent_change_high": "Float64",
            "effect_ids": "string",
        },
    )
