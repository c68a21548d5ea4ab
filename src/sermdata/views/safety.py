"""Adverse events: risk against the comparator, and compounds side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..codelists import CLASS_BOUNDS
from ..statistics import risk_difference
from ._common import figures_of, known_id, known_ids, opened, records, typed
from .sources import references

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage

_COUNTS = ["n_affected", "n_at_risk", "comparator_n_affected", "comparator_n_at_risk"]


def safety_profile(compound: str, *, package: BasePackage | None = None) -> pd.DataFrame:
    """Every adverse-event figure of a compound, with the risk difference against its comparator.

    One row a row of ``side_effects``. The rule: with counts of both groups the
    difference and Newcombe's 95 % interval come from the counts
    (``difference_origin`` is ``counts``); with only a percent on both sides
    the difference is that of the percents and has no interval (``percents``);
    else it is missing. ``frequency_class`` stays as the label prints it;
    ``computed_class`` is the CIOMS class of the row's percent, or of its
    counts where no percent is printed, never mixed with it, and missing for
    0 %. Zero is zero; below a reporting threshold and not reported are
    missing.

    Columns: ``side_effect_id``, ``compound_id``, ``product``, ``event_id``,
    ``event``, ``term_verbatim`` (as printed, in the language of the source),
    ``organ_group``, ``population``, ``dose``, ``exposure_months``,
    ``trial_id``, ``pool``, ``n_affected``, ``n_at_risk``, ``percent``,
    ``comparator``, ``comparator_compound_id``, ``comparator_n_affected``,
    ``comparator_n_at_risk``, ``comparator_percent``,
    ``reporting_threshold_percent``, ``difference_percent``, ``ci_low_percent``,
    ``ci_high_percent`` (percentage points), ``difference_origin``,
    ``frequency_class``, ``computed_class``, ``serious``, ``source_id``,
    ``reference``. Sorted by event and row id. Raises
    :class:`UnknownNameError` for an unknown compound and :class:`DataError`
    for a row with impossible counts. Source:
    ``side_effects``, ``adverse_event_terms``, ``sources``. Needs the extra
    ``stats``.
    """
    package = opened(package)
    return _profile(package, [known_id(package, "compounds", compound)], None)


def compare_safety(compounds: Sequence[str], event: str, *, package: BasePackage | None = None) -> pd.DataFrame:
    """One adverse event under several compounds, each figure against its own comparator.

    Columns and rule as :func:`safety_profile`; sorted by compound and row id.
    The rows come from different trials, doses and populations, so the figures
    stand side by side and are not ranked or pooled. A compound without a row
    was not reported on, which is not zero. Raises :class:`UnknownNameError`
    for an unknown compound or event. Source: as :func:`safety_profile`.
    """
    package = opened(package)
    frame = _profile(
        package,
        known_ids(package, "compounds", compounds),
        [known_id(package, "adverse_event_terms", event)],
    )
    return frame.sort_values(["compound_id", "side_effect_id"], ignore_index=True)


def frequency_class(percent: float) -> str:
    """The CIOMS class of a percent.

    >>> [frequency_class(percent) for percent in (10, 9.99, 0.1, 0.009)]
    ['very_common', 'common', 'uncommon', 'very_rare']
    """
    return next(name for name, (least, _) in CLASS_BOUNDS.items() if percent >= least)


def _profile(package: BasePackage, compounds: list[str], events: list[str] | None) -> pd.DataFrame:
    frame = package.load("side_effects")
    classes = frame["frequency_class"].dtype
    shape: dict[str, Any] = {
        name: frame[name].dtype if name in frame else "string"
        for name in (
            "side_effect_id",
            "compound_id",
            "product",
            "event_id",
            "event",
            "term_verbatim",
            "organ_group",
            "population",
            "dose",
            "exposure_months",
            "trial_id",
            "pool",
            "n_affected",
            "n_at_risk",
            "percent",
            "comparator",
            "comparator_compound_id",
            "comparator_n_affected",
            "comparator_n_at_risk",
            "comparator_percent",
            "reporting_threshold_percent",
        )
    }
    shape |= dict.fromkeys(("difference_percent", "ci_low_percent", "ci_high_percent"), "Float64")
    shape |= {"difference_origin": "string", "frequency_class": classes, "computed_class": classes}
    shape |= {"serious": "boolean", "source_id": "string", "reference": "string"}
    frame = frame[frame["compound_id"].isin(compounds)]
    if events is not None:
        frame = frame[frame["event_id"].isin(events)]
    terms = package.load("adverse_event_terms", columns=["event_id", "name", "organ_group"])
    frame = frame.merge(terms.rename(columns={"name": "event"}), on="event_id", how="left", validate="many_to_one")
    frame = frame.assign(reference=frame["source_id"].map(references(package=package)).astype("string"))
    counted = frame[_COUNTS].notna().all(axis=1)
    rows = []
    for row, with_counts in zip(records(frame), counted, strict=True):
        difference: dict[str, Any] = {}
        if with_counts:
            with figures_of(package, "side_effects", row["side_effect_id"]):
                found = risk_difference(*(int(row[name]) for name in _COUNTS))
            names = ("difference_percent", "ci_low_percent", "ci_high_percent")
            difference = {name: 100 * figure for name, figure in zip(names, found, strict=True)}
            difference["difference_origin"] = "counts"
        elif row["percent"] is not None and row["comparator_percent"] is not None:
            # the decimals printed are kept: 24.3 - 18.2 is 6.1, not 6.100000000000001
            points = round(row["percent"] - row["comparator_percent"], 6)
            difference = {"difference_percent": points, "difference_origin": "percents"}
        percent = row["percent"]
        if percent is None and row["n_affected"] is not None and row["n_at_risk"]:
            percent = 100 * row["n_affected"] / row["n_at_risk"]
        computed = None if not percent else frequency_class(percent)
        rows.append({**row, **difference, "computed_class": computed})
    return typed(rows, shape).sort_values(["event_id", "side_effect_id"], ignore_index=True)
