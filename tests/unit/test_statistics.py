"""The statistics, against figures that metafor publishes, and their answers to what cannot be pooled."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import partial
from typing import Any

import pandas as pd
import pytest

import sermdata
from sermdata.statistics import Method, effect_of_counts, effect_of_interval, pool, risk_difference

# dat.bcg of metadat (Colditz 1994, JAMA 271:698-702): with and without tuberculosis, vaccinated and control
BCG = [
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
]


@pytest.fixture
def bcg() -> pd.DataFrame:
    effects = [effect_of_counts("risk_ratio", a, a + b, c, c + d) for a, b, c, d in BCG]
    return pd.DataFrame(effects, columns=["yi", "sei"]).assign(measure="risk_ratio")


def test_log_risk_ratio_of_the_fourth_trial(bcg: pd.DataFrame) -> None:
    """README of metafor, escalc of dat.bcg: yi -1.4416, vi 0.0200."""
    assert round(bcg["yi"][3], 4) == -1.4416
    assert round(bcg["sei"][3] ** 2, 4) == 0.0200


def test_pooled_estimates_of_the_thirteen_trials(bcg: pd.DataFrame) -> None:
    """metafor's own tests against Stata, test_misc_metan_vs_rma.uni_with_dat.bcg.r (EE, and RE by DL)."""
    fixed, random = pool(bcg).to_dict("records")
    assert (fixed["model"], random["model"], fixed["k"]) == ("fixed", "random", 13)
    assert round(fixed["yi"], 4) == -0.4303
    assert round(random["yi"], 4) == -0.7141
    assert (round(fixed["ci_low"], 4), round(fixed["ci_high"], 4)) == (0.6007, 0.7040)
    assert (round(random["ci_low"], 4), round(random["ci_high"], 4)) == (0.3449, 0.6950)
    assert (round(random["tau2"], 4), round(random["i2_percent"], 4), round(random["q"], 3)) == (
        0.3088,
        92.1173,
        152.233,
    )
    assert round(fixed["estimate"], 3) == round(math.exp(-0.4303), 3)
    assert fixed["ci_low"] < fixed["estimate"] < fixed["ci_high"] < 1


def test_paule_mandel_is_another_estimator(bcg: pd.DataFrame) -> None:
    derived, iterated = (pool(bcg, method=method)["tau2"][1] for method in ("DL", "PM"))
    assert 0.3 < derived < iterated < 0.4


def test_differences_stay_on_their_scale(bcg: pd.DataFrame) -> None:
    fixed = pool(bcg.assign(measure="mean_difference")).to_dict("records")[0]
    assert fixed["estimate"] == fixed["yi"]


def test_equal_studies_are_homogeneous() -> None:
    fixed, random = pool(pd.DataFrame({"yi": [0.5, 0.5], "sei": [0.1, 0.1]})).to_dict("records")
    assert (random["tau2"], random["i2_percent"]) == (0, 0)
    for column in ("yi", "sei", "ci_low", "ci_high"):
        assert random[column] == fixed[column]


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        (pd.DataFrame({"yi": [0.5], "sei": [0.1]}), "two studies or more; found 1"),
        (pd.DataFrame({"yi": [0.5, None], "sei": [0.1, 0.1]}), "in 1 of 2, first at position 1"),
        (pd.DataFrame({"yi": [0.5, 0.1], "sei": [0, 0.1]}), "above 0"),
        (
            pd.DataFrame({"yi": [0.5, 0.1], "sei": [0.1, 0.1], "measure": ["risk_ratio", "odds_ratio"]}),
            "odds_ratio, risk_ratio",
        ),
        (
            pd.DataFrame({"yi": [0.5, 0.1], "sei": [0.1, 0.1], "measure": ["risk_ratio", None]}),
            "no measure, risk_ratio",
        ),
        (pd.DataFrame({"yi": [0.5, 0.1]}), "no sei"),
    ],
)
def test_what_cannot_be_pooled_is_refused(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        pool(frame)


def test_an_unknown_method_or_measure_is_answered() -> None:
    method: Method = "DLL"  # type: ignore[assignment]
    with pytest.raises(sermdata.UnknownNameError, match="'DL'"):
        pool(pd.DataFrame({"yi": [0.5, 0.1], "sei": [0.1, 0.1]}), method=method)
    with pytest.raises(sermdata.UnknownNameError, match="hazard_ratio"):
        effect_of_counts("hazard_ratio", 1, 2, 3, 4)
    with pytest.raises(sermdata.UnknownNameError, match=r"'risk_ration'. Did you mean 'risk_ratio'"):
        effect_of_interval("risk_ration", 0.7, 0.5, 0.9)
    with pytest.raises(sermdata.UnknownNameError, match=r"'rr'. There are .*risk_ratio"):
        pool(pd.DataFrame({"yi": [0.5, 0.1], "sei": [0.1, 0.1], "measure": "rr"}))


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ((0.7, 0.9, 0.5), r"low first; found 0.7 \(0.9 to 0.5\)"),
        ((2.0, 0.5, 0.9), "between its bounds"),
        ((0.7, 0.5, 0.9, 0.95), "from 50 to below 100, such as 95; found 0.95"),
        ((0.7, 0.5, 0.9, 100), "found 100"),
        ((0.7, None, 0.9), "low is a finite number; found None"),
        ((math.nan, 0.5, 0.9), "estimate is a finite number; found nan"),
    ],
)
def test_an_interval_that_cannot_be_is_refused(figures: tuple[float, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        effect_of_interval("risk_ratio", *figures)


@pytest.mark.parametrize(
    ("counts", "message"),
    [
        ((10, 5, 1, 5), "found events 10, n 5"),
        ((0, 5, 6, 5), "found other_events 6, other_n 5"),
        ((-1, 5, 1, 5), "events one from 0 to n; found events -1"),
        ((0, 0, 1, 5), "n is a whole number from 1"),
        ((1.5, 5, 1, 5), "found events 1.5"),
        ((1, 5, None, 5), "other_events is a finite number; found None"),
    ],
)
def test_counts_that_cannot_be_are_refused(counts: Any, message: str) -> None:
    for call in (
        risk_difference,
        partial(effect_of_counts, "risk_ratio"),
        partial(effect_of_counts, "risk_difference"),
    ):
        with pytest.raises(ValueError, match=message):
            call(*counts)


def test_counts_may_be_numbers_of_any_kind() -> None:
    expected = effect_of_counts("risk_ratio", 3, 10, 2, 10)
    assert effect_of_counts("risk_ratio", Decimal(3), "10", 2.0, 10) == expected  # type: ignore[arg-type]


def test_equal_effects_have_no_heterogeneity() -> None:
    pooled = pool(pd.DataFrame({"yi": [0.1, 0.1], "sei": [0.1, 0.1]}))
    assert list(pooled["q"]) == list(pooled["i2_percent"]) == [0.0, 0.0]


def test_equal_bounds_have_no_standard_error() -> None:
    assert math.isnan(effect_of_interval("mean_difference", 0.5, 0.5, 0.5)[1])


@pytest.mark.parametrize(
    ("measure", "counts"),
    [
        ("risk_ratio", (0, 10, 3, 10)),
        ("risk_ratio", (10, 10, 10, 10)),
        ("odds_ratio", (10, 10, 3, 10)),
        ("risk_difference", (0, 10, 10, 10)),
    ],
)
def test_counts_without_a_standard_error_say_so(measure: str, counts: tuple[int, int, int, int]) -> None:
    assert math.isnan(effect_of_counts(measure, *counts)[1])


def test_an_interval_is_read_on_the_scale_of_its_measure() -> None:
    yi, sei = effect_of_interval("mean_difference", 2.5, 2.1, 2.9)
    assert (yi, round(sei, 4)) == (2.5, 0.2041)
    assert effect_of_interval("mean_difference", 2.5, 2.1, 2.9, 90)[1] > sei
    assert all(math.isnan(figure) for figure in effect_of_interval("risk_ratio", 0.5, 0, 1.2))


def test_the_interval_of_a_difference_is_built_of_the_wilson_bounds_of_both_groups() -> None:
    """Newcombe's hybrid score interval: the distances to the Wilson bounds, added in squares."""
    from statsmodels.stats.proportion import proportion_confint

    (a, n), (c, m) = (56, 70), (48, 80)
    (l1, u1), (l2, u2) = proportion_confint(a, n, method="wilson"), proportion_confint(c, m, method="wilson")
    difference = risk_difference(a, n, c, m)
    assert difference.estimate == pytest.approx(0.2)
    assert difference.low == pytest.approx(0.2 - math.hypot(a / n - l1, u2 - c / m))
    assert difference.high == pytest.approx(0.2 + math.hypot(u1 - a / n, c / m - l2))
    nothing = risk_difference(0, 10, 0, 10)
    assert nothing.low < 0 < nothing.high
