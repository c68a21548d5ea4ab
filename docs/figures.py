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


def tamoxifen_safety() -> tuple[Figure, pd.DataFrame]:
    """Risk differences of tamoxifen against letrozole, from the counts of one trial."""
    profile = views.safety_profile("tamoxifen")
    rows = profile[(profile["source_id"] == "colleoni2011") & (profile["difference_origin"] == "counts")]
    rows = rows.sort_values("difference_percent", ignore_index=True)
    return plots.risk_differences(rows), rows


def decisions() -> tuple[Figure, pd.DataFrame]:
    """Dated decisions on all products."""
    history = views.approval_history()
    rows = history[history["decided"].notna()].reset_index(drop=True)
    return plots.timeline(rows), rows


FIGURES = {"prevention": prevention, "tamoxifen_safety": tamoxifen_safety, "decisions": decisions}


def write_figures(folder: Path) -> None:
    """Write ``<name>.svg`` and ``<name>.csv`` of every figure into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in FIGURES.items():
        figure, rows = make()
        plots.save(figure, folder / f"{name}.svg")
        rows.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
