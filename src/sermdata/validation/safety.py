"""Side effects: shares, frequency classes, comparators, thresholds."""

from __future__ import annotations

from collections.abc import Iterator

from ..codelists import CLASS_BOUNDS
from .dataset import DataRow, Dataset, DataTable
from .report import Finding
from .statistics import explained, rounding


def check(data: Dataset) -> Iterator[Finding]:
    """SD606, SD607, SD609, SD611 and SD612 for side_effects."""
    table = data.table("side_effects")
    for row in table:
        for prefix in ("", "comparator_"):
            affected, at_risk = row.number(f"{prefix}n_affected"), row.number(f"{prefix}n_at_risk")
            percent = row.number(f"{prefix}percent")
            if affected is None or at_risk is None:
                continue
            if affected > at_risk:
                yield table.finding(
                    "SD607",
                    row,
                    f"more affected than the {at_risk} at risk",
                    column=f"{prefix}n_affected",
                    expected=f"at most {at_risk}",
                )
            elif percent is not None and not explained(row):
                computed = 100 * float(affected) / float(at_risk)
                if abs(computed - float(percent)) > 2 * rounding(percent) + 1e-9:
                    yield table.finding(
                        "SD606",
                        row,
                        "the percent does not follow from the counts",
                        column=f"{prefix}percent",
                        expected=f"about {computed:.4g}",
                    )
        yield from _frequency_class(table, row)
        yield from _comparator(table, row)
        threshold = row.number("reporting_threshold_percent")
        shares = [s for s in (row.number("percent"), row.number("comparator_percent")) if s is not None]
        if threshold is not None and shares and all(share < threshold for share in shares) and not explained(row):
            yield table.finding(
                "SD612",
                row,
                "both groups are below the threshold of the table",
                column="percent",
                expected=f"at least {threshold} in one group",
            )


def _frequency_class(table: DataTable, row: DataRow) -> Iterator[Finding]:
    frequency, percent = row["frequency_class"], row.number("percent")
    if "frequency_class" in row.bad or "frequency_class_origin" in row.bad:
        return
    if (frequency is None) != (row["frequency_class_origin"] is None):
        column = "frequency_class" if frequency is None else "frequency_class_origin"
        yield table.finding(
            "SD609", row, "class and origin do not stand together", column=column, expected="both or neither"
        )
        return
    if frequency is None or percent is None or frequency not in CLASS_BOUNDS or explained(row):
        return
    low, high = CLASS_BOUNDS[frequency]
    half = rounding(percent)
    top = frequency == "very_common"
    if float(percent) + half < low or (float(percent) - half >= high and not top):
        right = next((n for n, (a, b) in CLASS_BOUNDS.items() if a <= float(percent) < b), "very_common")
        yield table.finding("SD609", row, f"{percent} % is not {frequency}", column="frequency_class", expected=right)


def _comparator(table: DataTable, row: DataRow) -> Iterator[Finding]:
    figures = ("comparator_n_at_risk", "comparator_n_affected", "comparator_percent", "comparator_rate")
    outcome = figures[1:]
    if set(figures) & row.bad or "comparator" in row.bad:
        return
    if row["comparator"] == "none":
        for column in (*figures, "comparator_compound_id"):
            if row[column] is not None:
                yield table.finding(
                    "SD611", row, "a comparator's figure without a comparator", column=column, expected="an empty cell"
                )
                return
    elif row["comparator"] and all(row[column] is None for column in outcome):
        yield table.finding(
            "SD611",
            row,
            "the comparator has no figure",
            column="comparator",
            expected="none, or a figure of the comparator",
        )
    elif row["comparator"] == "placebo" and row["comparator_compound_id"]:
        yield table.finding(
            "SD611", row, "placebo is no compound", column="comparator_compound_id", expected="an empty cell"
        )
