"""The statistics, against figures that metafor publishes, and their answers to what cannot be pooled."""

from __future__ import annotations

import math

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


@pytest.mark.parametrize(
    ("measure", "counts"),
    [
        ("risk_ratio", (0, 10, 3, 10)),
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
