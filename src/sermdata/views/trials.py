"""Results of trials: joined, as effect sizes for a meta-analysis, and as risks from counts."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..errors import known_name
from ..statistics import (
    COUNT_MEASURES,
    EFFECTS,
    RATIO_MEASURES,
    effect_of_counts,
    effect_of_interval,
    risk_difference,
)
from ._common import alike, figures_of, joined, known_id, known_ids, opened, records, typed, with_code
from .sources import references

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage

_COUNTS = ["events", "n", "comparator_events", "comparator_n"]
_COMPARISON = [
    "trial_id",
    "endpoint_id",
    "arm_id",
    "comparator_arm_id",
    "subgroup",
    "analysis_set",
    "timepoint_months",
    "source_id",
]


def trial_results(
    *,
    trials: Sequence[str] | None = None,
    endpoints: Sequence[str] | None = None,
    compounds: Sequence[str] | None = None,
    package: BasePackage | None = None,
) -> pd.DataFrame:
    """Printed results with what one needs to read them: trial, endpoint, arms and reference.

    One row a row of ``trial_results``, sorted by ``result_id``, with its
    columns; then of the trial ``acronym``, ``condition_id``, ``population``;
    of the endpoint ``endpoint``, ``domain``, ``kind``, ``better``; of the arms
    ``arm``, ``compound_id``, ``dose``, ``comparator``, ``comparator_type``,
    ``comparator_compound_id``; and ``reference``. Nothing is computed.
    ``compounds`` keeps rows whose arm (not comparator) has one of them.
    Raises :class:`UnknownNameError` for an unknown id. Source:
    ``trial_results``, ``trials``, ``trial_arms``, ``endpoints``, ``sources``.
    """
    package = opened(package)
    frame = package.load("trial_results")
    for wanted, table, key in ((trials, "trials", "trial_id"), (endpoints, "endpoints", "endpoint_id")):
        if wanted is not None:
            frame = frame[frame[key].isin(known_ids(package, table, wanted))]
    about = package.load("trials", columns=["trial_id", "acronym", "condition_id", "population"])
    words = package.load("endpoints", columns=["endpoint_id", "name", "domain", "kind", "better"])
    arms = package.load("trial_arms", columns=["trial_id", "arm_id", "label", "arm_type", "compound_id", "dose"])
    other = arms.drop(columns="dose").set_axis(
        ["trial_id", "comparator_arm_id", "comparator", "comparator_type", "comparator_compound_id"], axis="columns"
    )
    frame = (
        frame.merge(about, on="trial_id", how="left", validate="many_to_one")
        .merge(words.rename(columns={"name": "endpoint"}), on="endpoint_id", how="left", validate="many_to_one")
        .merge(
            arms.drop(columns="arm_type").rename(columns={"label": "arm"}),
            on=["trial_id", "arm_id"],
            how="left",
            validate="many_to_one",
        )
        .merge(other, on=["trial_id", "comparator_arm_id"], how="left", validate="many_to_one")
    )
    if compounds is not None:
        frame = frame[frame["compound_id"].isin(known_ids(package, "compounds", compounds))]
    frame = frame.assign(reference=frame["source_id"].map(references(package=package)).astype("string"))
    return frame.sort_values("result_id", ignore_index=True)


def effect_sizes(
    endpoint: str,
    measure: str,
    *,
    compounds: Sequence[str] | None = None,
    comparator_type: str | None = None,
    subgroups: bool = False,
    package: BasePackage | None = None,
) -> pd.DataFrame:
    """Effects of one endpoint in one measure with their standard errors, ready for :func:`sermdata.statistics.pool`.

    The rule: a printed effect with its interval gives ``yi`` and ``sei`` (on
    the log scale for ratios; the interval taken as normal on that scale, and as one
    of 95 % if its level is not printed) and ``origin`` is ``printed``. Where a comparison has none, the effect is
    computed from the counts of both groups, if the measure follows from
    counts, and ``origin`` is ``counts``. A comparison with neither has no row
    here. Direction as printed: arm against comparator arm. Risk differences
    are shares of 1, also where a source prints percents.

    A trial can have several rows (follow-ups, arms, subgroups, sources): they
    are not independent, choose one each before pooling. ``subgroups`` adds
    results of a part of the participants. ``comparator_type`` keeps
    comparisons with that type of arm, such as ``placebo``.

    Columns: ``trial_id``, ``acronym``, ``endpoint_id``, ``compound_id``,
    ``arm_id``, ``comparator_arm_id``, ``comparator_type``, ``subgroup``,
    ``analysis_set``, ``timepoint_months``, ``measure``, ``unit``,
    ``estimate``, ``ci_level`` (in %, missing if not printed), ``ci_low``,
    ``ci_high`` (as printed; computed ones 95 %), ``yi``, ``sei``, ``origin``,
    ``result_ids`` (joined by ``;``), ``source_id``, ``reference``. Sorted by
    trial, time (unknown first) and row. Raises :class:`UnknownNameError` for
    an unknown name and :class:`DataError` for a row with impossible figures.
    Source: as :func:`trial_results`. Needs the extra ``stats``.
    """
    package = opened(package)
    known_name("measure with effect sizes", measure, EFFECTS)
    frame = trial_results(endpoints=[known_id(package, "endpoints", endpoint)], compounds=compounds, package=package)
    types = frame["comparator_type"].dtype
    if comparator_type is not None:
        frame = with_code(frame, "comparator_type", comparator_type)
    frame = frame[frame["comparator_arm_id"].notna()]
    if not subgroups:
        frame = frame[frame["subgroup"].isna()]
    out: list[dict[str, Any]] = []
    for group in alike(records(frame), _COMPARISON):
        printed = [row for row in group if row["measure"] == measure and None not in (row["ci_low"], row["ci_high"])]
        counted = []
        if not printed and measure in COUNT_MEASURES and group[0]["kind"] != "count":
            counted = alike((row for row in group if None not in (row[name] for name in _COUNTS)), _COUNTS)
        for same in [[row] for row in printed] or counted:
            with figures_of(package, "trial_results", same[0]["result_id"]):
                row = _printed(same[0], measure) if printed else _counted(same, measure)
            if math.isfinite(row["yi"]) and math.isfinite(row["sei"]):
                out.append(row)
    text = dict.fromkeys(
        (
            "trial_id",
            "acronym",
            "endpoint_id",
            "compound_id",
            "arm_id",
            "comparator_arm_id",
            "comparator_type",
            "subgroup",
            "analysis_set",
        ),
        "string",
    )
    shape = {
        **text,
        "comparator_type": types,
        "timepoint_months": "Float64",
        "measure": package.load("trial_results", columns=["measure"])["measure"].dtype,
        "unit": "string",
        "estimate": "Float64",
        "ci_level": "Float64",
        "ci_low": "Float64",
        "ci_high": "Float64",
        "yi": "Float64",
        "sei": "Float64",
        "origin": "string",
        "result_ids": "string",
        "source_id": "string",
        "reference": "string",
    }
    order = ["trial_id", "timepoint_months", "result_ids"]
    return typed(out, shape).sort_values(order, ignore_index=True, na_position="first")


def _printed(row: dict[str, Any], measure: str) -> dict[str, Any]:
    share = 100.0 if measure == "risk_difference" and row["unit"] == "%" else 1.0
    estimate, low, high = (float(row[name]) / share for name in ("estimate", "ci_low", "ci_high"))
    level = 95.0 if row["ci_level"] is None else float(row["ci_level"])
    yi, sei = effect_of_interval(measure, estimate, low, high, level)
    figures = {"estimate": estimate, "ci_low": low, "ci_high": high, "yi": yi, "sei": sei}
    unit = "1" if share != 1 else row["unit"]
    return {**row, **figures, "measure": measure, "unit": unit, "origin": "printed", "result_ids": row["result_id"]}


def _counted(same: list[dict[str, Any]], measure: str) -> dict[str, Any]:
    row = same[0]
    yi, sei = effect_of_counts(measure, *(int(row[name]) for name in _COUNTS))
    back = math.exp if measure in RATIO_MEASURES else float
    half = 1.959963984540054 * sei
    figures = {"estimate": back(yi), "ci_low": back(yi - half), "ci_high": back(yi + half), "yi": yi, "sei": sei}
    figures["ci_level"] = 95.0
    ids = joined(r["result_id"] for r in same)
    return {**row, **figures, "measure": measure, "unit": "1", "origin": "counts", "result_ids": ids}


def risk(
    *,
    endpoints: Sequence[str] | None = None,
    trials: Sequence[str] | None = None,
    compounds: Sequence[str] | None = None,
    package: BasePackage | None = None,
) -> pd.DataFrame:
    """Risk difference and number needed to treat or harm, from the printed counts of both groups.

    One row a comparison with counts: rows of ``trial_results`` that print the
    same counts for it (a percent and a risk ratio, say) are one row here. The
    interval is Newcombe's, 95 %. The number needed is 1 over the absolute risk difference:
    ``number_needed_to`` is ``treat`` if the arm fares better in the sense of
    the endpoint, ``harm`` if worse, missing if the endpoint has no better
    sense or the risks are equal. Its bounds are given only if the interval
    excludes 0, since across 0 they run through infinity.

    Columns: ``trial_id``, ``acronym``, ``endpoint_id``, ``better``,
    ``compound_id``, ``arm_id``, ``comparator_arm_id``, ``comparator_type``,
    ``subgroup``, ``analysis_set``, ``timepoint_months``, ``events``, ``n``,
    ``comparator_events``, ``comparator_n``, ``risk_difference``, ``ci_low``,
    ``ci_high`` (shares of 1), ``number_needed``, ``number_needed_low``,
    ``number_needed_high``, ``number_needed_to``, ``result_ids``,
    ``source_id``, ``reference``. Endpoints that count happenings rather than
    participants are left out. Raises :class:`UnknownNameError` for an unknown
    id and :class:`DataError` for a row with impossible counts. Source: as
    :func:`trial_results`. Needs the extra ``stats``.
    """
    package = opened(package)
    frame = trial_results(endpoints=endpoints, trials=trials, compounds=compounds, package=package)
    frame = frame[frame["comparator_arm_id"].notna() & (frame["kind"] != "count")].dropna(subset=_COUNTS)
    out: list[dict[str, Any]] = []
    for same in alike(records(frame), _COMPARISON + _COUNTS):
        row = same[0]
        with figures_of(package, "trial_results", row["result_id"]):
            difference = risk_difference(*(int(row[name]) for name in _COUNTS))
        size = abs(difference.estimate)
        sure = difference.low > 0 or difference.high < 0
        bounds = sorted(1 / abs(bound) for bound in (difference.low, difference.high)) if sure else [None, None]
        to = None
        if size and row["better"] in ("lower", "higher"):
            to = "treat" if (difference.estimate < 0) == (row["better"] == "lower") else "harm"
        out.append(
            {
                **row,
                "risk_difference": difference.estimate,
                "ci_low": difference.low,
                "ci_high": difference.high,
                "number_needed": 1 / size if size else None,
                "number_needed_low": bounds[0],
                "number_needed_high": bounds[1],
                "number_needed_to": to,
                "result_ids": joined(r["result_id"] for r in same),
            }
        )
    shape: dict[str, Any] = {
        "trial_id": "string",
        "acronym": "string",
        "endpoint_id": "string",
        "better": frame["better"].dtype,
        "compound_id": "string",
        "arm_id": "string",
        "comparator_arm_id": "string",
        "comparator_type": frame["comparator_type"].dtype,
        "subgroup": "string",
        "analysis_set": "string",
        "timepoint_months": "Float64",
        **dict.fromkeys(_COUNTS, "Int64"),
        **dict.fromkeys(
            (
                "risk_difference",
                "ci_low",
                "ci_high",
                "number_needed",
                "number_needed_low",
                "number_needed_high",
            ),
            "Float64",
        ),
        "number_needed_to": "string",
        "result_ids": "string",
        "source_id": "string",
        "reference": "string",
    }
    return typed(out, shape).sort_values(["trial_id", "endpoint_id", "result_ids"], ignore_index=True)
