"""Write the figures of the cookbook, each with the rows that it draws as CSV."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sermdata import plots, statistics, views

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


def prevention() -> tuple[Figure, pd.DataFrame]:
    """Invasive breast cancer in placebo-controlled prevention trials: the forest plot of the cookbook."""
    effects = prevention_rows()
    return plots.forest(effects, statistics.pool(effects)), effects


def prevention_rows() -> pd.DataFrame:
    """One risk ratio a trial against placebo: the longest follow-up."""
    effects = views.effect_sizes("invasive_breast_cancer", "risk_ratio", comparator_type="placebo")
    return effects.groupby("trial_id", sort=True).tail(1).reset_index(drop=True)


def raloxifene_safety() -> tuple[Figure, pd.DataFrame]:
    """Risk differences of raloxifene from counts."""
    profile = views.safety_profile("raloxifene")
    rows = profile[profile["difference_origin"] == "counts"].reset_index(drop=True)
    return plots.risk_differences(rows), rows


def decisions() -> tuple[Figure, pd.DataFrame]:
    """Dated decisions on all products."""
    history = views.approval_history()
    rows = history[history["decided"].notna()].reset_index(drop=True)
    return plots.timeline(rows), rows


FIGURES = {"prevention": prevention, "raloxifene_safety": raloxifene_safety, "decisions": decisions}


def write_figures(folder: Path) -> None:
    """Write ``<name>.svg`` and ``<name>.csv`` of every figure into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FIGURES.items():
        figure, rows = make()
        plots.save(figure, folder / f"{name}.svg")
        rows.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
