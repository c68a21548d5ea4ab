"""Effect sizes and their pooling, by statsmodels. Names follow metafor: ``yi`` is the effect, ``sei`` its standard error.

Ratios are pooled as natural logarithms. Needs the extra ``stats``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from .errors import MissingExtraError, known_name

if TYPE_CHECKING:
    import pandas as pd

RATIO_MEASURES = frozenset({"risk_ratio", "odds_ratio", "hazard_ratio", "rate_ratio"})
"""Measures that are compared on the log scale."""

EFFECTS = (*sorted(RATIO_MEASURES), "risk_difference", "mean_difference")
"""Measures that have effect sizes."""

COUNT_MEASURES: dict[str, str] = {"risk_ratio": "risk-ratio", "odds_ratio": "odds-ratio", "risk_difference": "diff"}
"""Measures that follow from the counts of two groups, with statsmodels' name of each."""

Method = Literal["DL", "PM"]
METHODS: dict[str, str] = {"DL": "chi2", "PM": "iterated"}
"""Estimators of the variance between studies: DerSimonian-Laird and Paule-Mandel, with statsmodels' name of each."""


class Interval(NamedTuple):
    """A figure with the bounds of its confidence interval."""

    estimate: float
    low: float
    high: float


def effect_of_counts(measure: str, events: int, n: int, other_events: int, other_n: int) -> tuple[float, float]:
    """``yi`` and ``sei`` of two groups: the log of a ratio, or a difference of risks.

    ``measure`` is one of :data:`COUNT_MEASURES`. A group without events, or
    (for ``odds_ratio``) one in which all have it, has no standard error on
    the log scale: the answer is ``nan``. Nothing is added to the counts.
    Raises :class:`UnknownNameError` for another measure and
    :class:`ValueError` for counts that no two groups have.

    >>> yi, sei = effect_of_counts("risk_ratio", 62, 13598, 248, 12867)
    >>> round(yi, 4), round(sei**2, 4)
    (-1.4416, 0.02)
    """
    known_name("measure that follows from counts", measure, COUNT_MEASURES)
    events, n, other_events, other_n = _counts(events, n, other_events, other_n)
    if measure != "risk_difference":
        empty = 0 in (events, other_events)
        full = measure == "odds_ratio" and (events == n or other_events == other_n)
        if empty or full:
            return math.nan, math.nan
    elif events in (0, n) and other_events in (0, other_n):
        return events / n - other_events / other_n, math.nan
    effect, variance = _statsmodels("meta_analysis").effectsize_2proportions(
        events, n, other_events, other_n, statistic=COUNT_MEASURES[measure]
    )
    return float(effect), math.sqrt(float(variance)) or math.nan


def effect_of_interval(
    measure: str, estimate: float, low: float, high: float, level: float = 95
) -> tuple[float, float]:
    """``yi`` and ``sei`` of a printed estimate and its interval, taken as normal on the scale of the measure.

    ``measure`` is one of :data:`EFFECTS`, ``level`` that of the interval in
    percent. Both are ``nan`` where a ratio or one of its bounds is not above
    0, and ``sei`` is where the bounds are equal, as rounded away. Raises
    :class:`UnknownNameError` for another measure, and :class:`ValueError` for
    an estimate outside its bounds or a level that is not a percent from 50 to
    below 100.

    >>> yi, sei = effect_of_interval("hazard_ratio", 0.70, 0.53, 0.92)
    >>> round(yi, 3), round(sei, 3)
    (-0.357, 0.141)
    """
    from statistics import NormalDist

    known_name("measure with effect sizes", measure, EFFECTS)
    estimate, low, high, level = (
        _number(name, value) for name, value in (("estimate", estimate), ("low", low), ("high", high), ("level", level))
    )
    if not low <= estimate <= high:
        raise ValueError(f"an estimate lies between its bounds, low first; found {estimate:g} ({low:g} to {high:g})")
    if not 50 <= level < 100:
        raise ValueError(f"level is a percent from 50 to below 100, such as 95; found {level:g}")
    if measure in RATIO_MEASURES:
        if min(estimate, low, high) <= 0:
            return math.nan, math.nan
        estimate, low, high = math.log(estimate), math.log(low), math.log(high)
    z = NormalDist().inv_cdf(0.5 + level / 200)
    return estimate, (high - low) / (2 * z) if low < high else math.nan


def risk_difference(events: int, n: int, other_events: int, other_n: int) -> Interval:
    """Difference of two risks with Newcombe's 95 % interval, which also holds for groups without events.

    Raises :class:`ValueError` for counts that no two groups have.

    >>> difference = risk_difference(148, 2259, 231, 2292)
    >>> [round(100 * figure, 1) for figure in difference]
    [-3.5, -5.1, -1.9]
    """
    events, n, other_events, other_n = _counts(events, n, other_events, other_n)
    low, high = _statsmodels("proportion").confint_proportions_2indep(
        events, n, other_events, other_n, method="newcomb", compare="diff"
    )
    return Interval(events / n - other_events / other_n, float(low), float(high))


def pool(effects: pd.DataFrame, *, method: Method = "DL") -> pd.DataFrame:
    """Pooled effect of independent studies: a frame of two rows, ``fixed`` and ``random``.

    ``effects`` has one row a study with ``yi`` and ``sei``, such as a choice
    of rows of :func:`sermdata.views.effect_sizes`; if it has ``measure``, that
    must be one of :data:`EFFECTS`, the same in all rows. Weights are the inverse of the variance; ``method`` is
    the estimator of the variance between studies (:data:`METHODS`). Where it
    is not above 0, both models are the same.

    Columns: ``model``, ``k`` (studies), ``yi``, ``sei``, ``estimate``,
    ``ci_low``, ``ci_high`` (95 %, normal; of the ratio if the measure is one,
    else the same scale as ``yi``), ``tau2`` (missing for ``fixed``),
    ``i2_percent``, ``q``, ``q_df``, ``q_p_value``. Raises
    :class:`ValueError` for fewer than two studies, a missing or infinite
    ``yi``, a ``sei`` that is not above 0, or mixed or missing measures, and
    :class:`UnknownNameError` for another measure or method.
    """
    import numpy as np
    import pandas as pd

    known_name("method", method, METHODS)
    lacking = [name for name in ("yi", "sei") if name not in effects]
    if lacking:
        raise ValueError(f"pooling needs the columns yi and sei; there is no {' and no '.join(lacking)}")
    combine = _statsmodels("meta_analysis").combine_effects
    yi = effects["yi"].to_numpy(dtype=float, na_value=np.nan)
    sei = effects["sei"].to_numpy(dtype=float, na_value=np.nan)
    if len(yi) < 2:
        raise ValueError(f"pooling needs two studies or more; found {len(yi)}")
    bad = ~(np.isfinite(yi) & np.isfinite(sei) & (sei > 0))
    if bad.any():
        raise ValueError(
            f"every study needs a finite yi and a sei above 0; "
            f"not so in {int(bad.sum())} of {len(yi)}, first at position {int(bad.argmax())}"
        )
    measure = one_measure(effects) if "measure" in effects else None
    back = math.exp if measure in RATIO_MEASURES else float
    with np.errstate(invalid="ignore"):  # a variance below 0, see tau2
        found = combine(yi, sei**2, method_re=METHODS[method])
    homogeneity = found.test_homogeneity()
    q, df = max(0.0, float(found.q)), len(yi) - 1  # of equal effects it comes out a hair below 0
    bounds = found.conf_int(use_t=False)
    fixed = (found.mean_effect_fe, found.sd_eff_w_fe, bounds[0])
    random = (found.mean_effect_re, found.sd_eff_w_re, bounds[1])
    # statsmodels lets the variance between studies fall below 0; metafor cuts it off there
    tau2 = max(0.0, float(found.tau2))
    rows = []
    for model, (effect, error, (low, high)), between in (
        ("fixed", fixed, None),
        ("random", random if tau2 else fixed, tau2),
    ):
        rows.append(
            {
                "model": model,
                "k": len(yi),
                "yi": float(effect),
                "sei": float(error),
                "estimate": back(float(effect)),
                "ci_low": back(float(low)),
                "ci_high": back(float(high)),
                "tau2": between,
                "i2_percent": 100 * max(0.0, (q - df) / q) if q else 0.0,
                "q": q,
                "q_df": df,
                "q_p_value": float(homogeneity.pvalue),
            }
        )
    frame = pd.DataFrame(rows)
    numbers = dict.fromkeys(set(frame.columns) - {"model", "k", "q_df"}, "Float64")
    return frame.astype({"model": "string", "k": "Int64", "q_df": "Int64", **numbers})


def one_measure(effects: pd.DataFrame) -> str:
    """The measure of all rows. Raises :class:`ValueError` if there are several, or if a row has none."""
    measures = effects["measure"].astype("string").fillna("no measure").unique()
    if len(measures) != 1 or "no measure" in measures:
        raise ValueError(f"rows of one measure are needed; found {', '.join(sorted(measures)) or 'no rows'}")
    return known_name("measure with effect sizes", measures[0], EFFECTS)


def _counts(events: int, n: int, other_events: int, other_n: int) -> tuple[int, int, int, int]:
    found = []
    for names, figures in ((("events", "n"), (events, n)), (("other_events", "other_n"), (other_events, other_n))):
        some, size = (_number(name, value) for name, value in zip(names, figures, strict=True))
        if not (some.is_integer() and size.is_integer() and 0 <= some <= size and size >= 1):
            raise ValueError(
                f"{names[1]} is a whole number from 1, {names[0]} one from 0 to {names[1]}; "
                f"found {names[0]} {some:.15g}, {names[1]} {size:.15g}"
            )
        found += [int(some), int(size)]
    return found[0], found[1], found[2], found[3]


def _number(name: str, value: object) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise ValueError(f"{name} is a finite number; found {value!r}")
    return number


def _statsmodels(part: str) -> Any:
    from importlib import import_module

    try:
        return import_module(f"statsmodels.stats.{part}")
    except ModuleNotFoundError as error:
        if (error.name or "").split(".")[0] in ("statsmodels", "scipy", "patsy"):
            raise MissingExtraError("statsmodels", "stats") from None
        raise
