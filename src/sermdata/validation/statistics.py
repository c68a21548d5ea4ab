"""Figures that must agree with each other, within the rounding they were printed with.

A printed number stands for an interval: 0.70 for [0.695, 0.705]. A rule
complains only if no values within the printed ones can agree. A note with one
of :data:`~sermdata.validation.catalogue.EXEMPTING_WORDS` explains a figure
that does not follow from the others (adjusted, per person-years, exact).
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from ..statistics import RATIO_MEASURES as RATIOS
from .catalogue import EXEMPTING_WORDS
from .dataset import DataRow, Dataset, DataTable
from .report import Finding

DIFFERENCES = frozenset({"risk_difference", "mean_difference", "median_difference"})
RELATIVE = RATIOS | DIFFERENCES | {"relative_reduction_percent"}
OF_ONE_ARM = frozenset({"mean", "median", "mean_change", "percent_change", "percent", "incidence_rate", "count"})

SYMMETRY_TOLERANCE = 0.12
"""Share of the interval's width by which the estimate may lie off its middle."""

MEASURES_OF_KIND = {
    "event": RATIOS | {"risk_difference", "relative_reduction_percent", "percent", "incidence_rate", "count"},
    "time_to_event": RATIOS
    | {
        "risk_difference",
        "relative_reduction_percent",
        "percent",
        "incidence_rate",
        "count",
        "median",
        "median_difference",
        "mean",
    },
    "count": RATIOS | OF_ONE_ARM | DIFFERENCES | {"relative_reduction_percent"},
    "continuous": OF_ONE_ARM - {"incidence_rate", "count"}
    | {"mean_difference", "median_difference", "relative_reduction_percent"},
}
"""Measures that can be computed for an endpoint of each kind."""


_EXEMPTING = re.compile(
    r"(?P<denied>\b(?:no|not|non|never|nor|neither|without|un)\b[\s-]+(?:\w+\s+)?)?"
    rf"\b(?:{'|'.join(EXEMPTING_WORDS)})\b(?!\s*\?)"
)


def explained(row: DataRow) -> bool:
    """Whether the note says why the figures do not follow from each other."""
    return any(not match["denied"] for match in _EXEMPTING.finditer((row["note"] or "").lower()))


def rounding(number: Decimal) -> float:
    """Half a unit of the last printed digit."""
    exponent = number.as_tuple().exponent
    return float(f"5e{exponent - 1}") if isinstance(exponent, int) else 0.0


def check(data: Dataset) -> Iterator[Finding]:
    """All findings on intervals, p values, counts and groups."""
    for name in ("trial_results", "biomarker_effects"):
        table = data.table(name)
        for row in table:
            yield from interval(table, row)
            yield from p_pair(table, row)
    yield from results(data)
    yield from groups(data)


def interval(table: DataTable, row: DataRow) -> Iterator[Finding]:
    """SD601 to SD604 for one row."""
    low, high = row.number("ci_low"), row.number("ci_high")
    if {"ci_low", "ci_high", "estimate", "measure"} & row.bad:
        return
    measure = row["measure"]
    estimate = row.number("estimate") if table.spec.name == "trial_results" else _change(row)
    if measure in RATIOS:
        negative = False
        for column in ("estimate", "ci_low", "ci_high"):
            value = row.number(column)
            if value is not None and (value < 0 or (value == 0 and column != "ci_low" and row["events"] != "0")):
                negative = True
                yield table.finding(
                    "SD602", row, f"a {measure} is not positive", column=column, expected="a number above 0"
                )
        if negative:
            return
    if (low is None) != (high is None):
        column = "ci_low" if low is None else "ci_high"
        yield table.finding("SD601", row, "one bound of the interval is missing", column=column, expected="both bounds")
        return
    if low is None or high is None:
        return
    if low > high:
        yield table.finding("SD601", row, "the bounds are upside down", column="ci_low", expected=f"at most {high}")
        return
    if estimate is not None and not low <= estimate <= high:
        column = "estimate" if table.spec.name == "trial_results" else "percent_change"
        yield table.finding(
            "SD601",
            row,
            "the estimate lies outside its interval",
            column=column,
            value=str(estimate),
            expected=f"{low} to {high}",
        )
        return
    if explained(row) or estimate is None or table.spec.name != "trial_results" or measure not in RELATIVE:
        return
    if not symmetric(str(measure), estimate, low, high):
        yield table.finding(
            "SD603",
            row,
            "the estimate is far from the middle of its interval",
            column="estimate",
            expected=f"about {_middle(str(measure), low, high):.3g} for {low} to {high}",
        )
        return
    yield from _p_against_interval(table, row, str(measure), low, high)


def _change(row: DataRow) -> Decimal | None:
    percent, absolute = row.number("percent_change"), row.number("absolute_change")
    return percent if absolute is None else absolute if percent is None else None


def _scale(measure: str, value: float) -> float:
    if measure == "relative_reduction_percent":
        return math.log(max(1 - value / 100, 1e-9))
    return math.log(max(value, 1e-9)) if measure in RATIOS else value


def _middle(measure: str, low: Decimal, high: Decimal) -> float:
    middle = (_scale(measure, float(low)) + _scale(measure, float(high))) / 2
    if measure == "relative_reduction_percent":
        return 100 * (1 - math.exp(middle))
    return math.exp(middle) if measure in RATIOS else middle


def symmetric(measure: str, estimate: Decimal, low: Decimal, high: Decimal) -> bool:
    """Whether the estimate can be the middle of the interval, within rounding and tolerance.

    >>> symmetric("hazard_ratio", Decimal("0.70"), Decimal("0.53"), Decimal("0.92"))
    True
    >>> symmetric("hazard_ratio", Decimal("0.90"), Decimal("0.53"), Decimal("0.92"))
    False
    """
    if measure in RATIOS and low == 0:
        return True

    def span(number: Decimal) -> tuple[float, float]:
        ends = [_scale(measure, float(number) + sign * rounding(number)) for sign in (-1, 1)]
        return min(ends), max(ends)

    (e0, e1), (l0, l1), (h0, h1) = span(estimate), span(low), span(high)
    width = max(h0, h1, l0, l1) - min(h0, h1, l0, l1)
    slack = SYMMETRY_TOLERANCE * width
    return e0 - slack <= (l1 + h1) / 2 and (l0 + h0) / 2 <= e1 + slack


def _p_against_interval(table: DataTable, row: DataRow, measure: str, low: Decimal, high: Decimal) -> Iterator[Finding]:
    p, relation = row.number("p_value"), row["p_relation"]
    if p is None or row.number("ci_level") != 95 or relation not in ("=", "<"):
        return
    nothing = Decimal(1) if measure in RATIOS else Decimal(0)
    excludes = low > nothing or high < nothing
    touches = low == nothing or high == nothing
    significant = p < Decimal("0.05") if relation == "=" else p <= Decimal("0.05")
    near = relation == "=" and abs(float(p) - 0.05) <= max(rounding(p), 0.005)
    if touches or near or significant == excludes or (relation == "<" and not significant):
        return
    yield table.finding(
        "SD604",
        row,
        f"the interval {low} to {high} {'excludes' if excludes else 'includes'} {nothing}",
        column="p_value",
        value=f"{relation} {p}",
        expected="p below 0.05" if excludes else "p of at least 0.05",
    )


def p_pair(table: DataTable, row: DataRow) -> Iterator[Finding]:
    """SD614."""
    if {"p_value", "p_relation"} & row.bad:
        return
    if (row["p_value"] is None) != (row["p_relation"] is None):
        column = "p_value" if row["p_value"] is None else "p_relation"
        yield table.finding("SD614", row, "half of the pair is missing", column=column, expected="both or neither")


def results(data: Dataset) -> Iterator[Finding]:
    """SD605, SD607 and SD610 for trial_results."""
    table = data.table("trial_results")
    kinds = {row["endpoint_id"]: row["kind"] for row in data.rows("endpoints")}
    for row in table:
        measure, kind = row["measure"], kinds.get(row["endpoint_id"])
        if measure and kind in MEASURES_OF_KIND and measure not in MEASURES_OF_KIND[kind]:
            yield table.finding(
                "SD610",
                row,
                f"the endpoint {row['endpoint_id']} is of kind {kind}",
                column="measure",
                expected="one of " + ", ".join(sorted(MEASURES_OF_KIND[kind])),
            )
        broken = False
        if kind != "count":
            for events, group in (("events", "n"), ("comparator_events", "comparator_n")):
                e, n = row.number(events), row.number(group)
                if e is not None and n is not None and e > n:
                    broken = True
                    yield table.finding(
                        "SD607", row, f"more events than the {n} participants", column=events, expected=f"at most {n}"
                    )
        if not broken and not explained(row) and not {"estimate", "measure"} & row.bad:
            yield from _against_counts(table, row)
            mean, n = row.number("estimate"), row.number("n")
            if kind == "count" and measure == "mean" and mean is not None and n and not grim(mean, int(n)):
                yield table.finding(
                    "SD616",
                    row,
                    f"no {n} whole numbers have this mean",
                    column="estimate",
                    expected=f"a multiple of 1/{n}, rounded",
                )
        if measure in RELATIVE and row["comparator_arm_id"] is None and "comparator_arm_id" not in row.bad:
            yield table.finding(
                "SD611",
                row,
                f"a {measure} needs a comparator arm",
                column="comparator_arm_id",
                expected="the arm compared with",
            )


def grim(mean: Decimal, n: int) -> bool:
    """Whether ``n`` whole numbers can have this mean, within its rounding (Brown and Heathers' GRIM test).

    >>> grim(Decimal("3.48"), 25), grim(Decimal("3.45"), 25)
    (True, False)
    """
    total = round(float(mean) * n)
    return any(abs((total + step) / n - float(mean)) <= rounding(mean) + 1e-9 for step in (-1, 0, 1))


def _against_counts(table: DataTable, row: DataRow) -> Iterator[Finding]:
    estimate, measure = row.number("estimate"), row["measure"]
    a, n = row.number("events"), row.number("n")
    c, m = row.number("comparator_events"), row.number("comparator_n")
    if estimate is None:
        return
    if measure == "count" and a is not None and a != estimate:
        yield table.finding("SD605", row, "estimate and events differ", column="estimate", expected=str(a))
    if measure == "percent" and row["unit"] == "%" and a is not None and n:
        yield from _compare(table, row, "estimate", 100 * float(a) / float(n), estimate)
    value = row.number("comparator_value")
    if measure == "percent" and row["unit"] == "%" and c is not None and m and value is not None:
        yield from _compare(table, row, "comparator_value", 100 * float(c) / float(m), value)
    if None in (a, n, c, m) or not n or not m:
        return
    assert a is not None
    assert c is not None
    risk, other = float(a) / float(n), float(c) / float(m)
    expected: float | None = None
    if measure == "risk_ratio" and other:
        expected = risk / other
    elif measure == "odds_ratio" and 0 < other < 1 and risk < 1:
        expected = (risk / (1 - risk)) / (other / (1 - other))
    elif measure == "risk_difference":
        expected = (risk - other) * (100 if row["unit"] == "%" else 1)
    elif measure == "relative_reduction_percent" and other:
        expected = 100 * (1 - risk / other)
    if expected is not None:
        yield from _compare(table, row, "estimate", expected, estimate)


def _compare(table: DataTable, row: DataRow, column: str, computed: float, printed: Decimal) -> Iterator[Finding]:
    # one and a half units of the last digit: authors round up, down and twice
    if abs(computed - float(printed)) > 3.0 * rounding(printed) + 1e-9:
        yield table.finding(
            "SD605", row, "the figure does not follow from the counts", column=column, expected=f"about {computed:.4g}"
        )


def groups(data: Dataset) -> Iterator[Finding]:
    """SD608."""
    sizes: dict[tuple[str | None, str | None], Decimal] = {}
    arms, of_trial = data.table("trial_arms"), defaultdict(list)
    for row in arms:
        n = row.number("n")
        if n is not None and row["trial_id"]:
            sizes[row["trial_id"], row["arm_id"]] = n
            of_trial[row["trial_id"]].append((n, row))
    trials = data.table("trials")
    for row in trials:
        total, analysed = row.number("n_randomized"), row.number("n_analysed")
        if total is None:
            continue
        large = [(n, one) for n, one in of_trial[row["trial_id"] or ""] if n > total]
        if len(large) > 1:  # one number against several: the trial's is the wrong one
            most = max(n for n, _ in large)
            message = f"{len(large)} arms are larger than the trial"
            yield trials.finding("SD608", row, message, column="n_randomized", expected=f"at least {most}")
            continue
        for _, one in large:
            yield arms.finding(
                "SD608", one, "the arm is larger than its trial", column="n", expected=f"at most {total}"
            )
        if analysed is not None and analysed > total:
            yield trials.finding(
                "SD608", row, "more analysed than randomised", column="n_analysed", expected=f"at most {total}"
            )
    results_table = data.table("trial_results")
    for row in results_table:
        for column, arm in (("n", "arm_id"), ("comparator_n", "comparator_arm_id")):
            n, size = row.number(column), sizes.get((row["trial_id"], row[arm]))
            if n is not None and size is not None and n > size and not explained(row):
                yield results_table.finding(
                    "SD608",
                    row,
                    f"the group is larger than the arm {row[arm]}",
                    column=column,
                    expected=f"at most {size}",
                )
