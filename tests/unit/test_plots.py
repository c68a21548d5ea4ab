"""The figures draw exactly the rows they are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.figure import Figure

import sermdata
from sermdata import plots, statistics, views

from .conftest import Rows, write_package


def names(figure: Figure) -> list[str]:
    (axes,) = figure.axes
    return [label.get_text() for label in axes.get_yticklabels()]


def points(axes: Any) -> list[tuple[Any, Any]]:
    return [(float(x), float(y)) for drawn in axes.collections for x, y in drawn.get_offsets()]


@pytest.fixture
def package(rows: Rows, tmp_path: Path) -> sermdata.Package:
    first = rows["trial_results"][0]
    rows["trials"].append({**rows["trials"][0], "trial_id": "again", "acronym": "AGAIN"})
    rows["trial_arms"] += [{**arm, "trial_id": "again"} for arm in rows["trial_arms"]]
    rows["trial_results"].append(
        {**first, "result_id": "TR0004", "trial_id": "again", "estimate": "0.60", "ci_low": "0.42", "ci_high": "0.86"}
    )
    rows["indications"].append(
        {**rows["indications"][0], "indication_id": "IN0003", "status": "refused", "product": "", "jurisdiction": "EU"}
    )
    return sermdata.open_package(write_package(tmp_path, rows))


def test_a_forest_plot_draws_the_rows_and_the_pooled_effects(package: sermdata.Package) -> None:
    effects = views.effect_sizes("fracture", "risk_ratio", package=package)
    figure = plots.forest(effects, statistics.pool(effects))
    assert names(figure) == ["AGAIN", "try", "fixed effect", "random effect"]
    (axes,) = figure.axes
    assert points(axes) == [(0.6, 0), (0.5, 1)]
    lines: Any = axes.lines
    intervals = [tuple(line.get_xdata()) for line in lines if len(set(line.get_ydata())) == 1]
    assert intervals == [(0.42, 0.86), (0.34, 0.73)]
    assert axes.get_xscale() == "log"
    assert [text.get_text() for text in axes.texts][:2] == ["0.60 (0.42 to 0.86)", "0.50 (0.34 to 0.73)"]


def test_a_forest_plot_of_differences_is_linear(package: sermdata.Package) -> None:
    effects = views.effect_sizes("density", "mean_difference", package=package)
    assert plots.forest(effects).axes[0].get_xscale() == "linear"
    with pytest.raises(ValueError, match="no rows"):
        plots.forest(effects.iloc[:0])


@pytest.mark.parametrize(("level", "words"), [("99", "; 99 %"), ("", "; level not printed"), ("95", "")])
def test_a_forest_plot_says_the_level_of_an_interval(level: str, words: str, rows: Rows, tmp_path: Path) -> None:
    rows["trial_results"][0]["ci_level"] = level
    package = sermdata.open_package(write_package(tmp_path, rows))
    (axes,) = plots.forest(views.effect_sizes("fracture", "risk_ratio", package=package)).axes
    assert [text.get_text() for text in axes.texts] == [f"0.50 (0.34 to 0.73{words})"]
    assert axes.get_xlabel() == "risk ratio with 95 % interval" + (", or as stated" if words else "")


@pytest.mark.parametrize(("column", "value"), [("estimate", None), ("ci_low", 0.0), ("sei", 0.0)])
def test_a_row_without_a_figure_is_no_line(package: sermdata.Package, column: str, value: float | None) -> None:
    effects = views.effect_sizes("fracture", "risk_ratio", package=package)
    effects.loc[1, column] = value
    with pytest.raises(ValueError, match=f"row of try cannot be drawn: {column} is a number above 0"):
        plots.forest(effects)
    with pytest.raises(sermdata.UnknownNameError, match="'acronym'"):
        plots.forest(effects, labels="acronyms")


def test_a_dot_plot_draws_every_row_with_a_difference(package: sermdata.Package) -> None:
    figure = plots.risk_differences(views.safety_profile("alphafene", package=package))
    assert names(figure) == ["flush (vs placebo)"]
    assert points(figure.axes[0]) == [(pytest.approx(5), 0)]
    with pytest.raises(ValueError, match="no row"):
        plots.risk_differences(views.safety_profile("betafene", package=package))


def test_lines_of_one_event_bear_the_words_of_their_sources(package: sermdata.Package) -> None:
    profile = views.safety_profile("alphafene", package=package)
    again = profile.assign(term_verbatim="Severe flushes")
    figure = plots.risk_differences(pd.concat([profile, again], ignore_index=True))
    assert names(figure) == ["flush, as Hot flashes (vs placebo)", "flush, as Severe flushes (vs placebo)"]


def test_words_that_the_font_lacks_give_way_to_ids(package: sermdata.Package, tmp_path: Path) -> None:
    foreign = "\u307b\u3066\u308a"
    profile = views.safety_profile("alphafene", package=package)
    again = profile.assign(term_verbatim=foreign, side_effect_id="SE0009")
    dots = plots.risk_differences(pd.concat([profile, again], ignore_index=True))
    assert names(dots) == ["flush, as Hot flashes (vs placebo)", "flush, as printed in SE0009 (vs placebo)"]
    effects = views.effect_sizes("fracture", "risk_ratio", package=package).assign(acronym=foreign)
    forest = plots.forest(effects)
    assert names(forest) == ["again", "try"]
    history = views.approval_history(package=package).assign(product=foreign)
    timeline = plots.timeline(history)
    assert names(timeline) == ["alphafene (EU)", "alphafene (US)"]
    for figure in (dots, forest, timeline):
        plots.save(figure, tmp_path / "a.png")


def test_a_timeline_draws_every_dated_decision(package: sermdata.Package) -> None:
    figure = plots.timeline(views.approval_history(package=package))
    assert names(figure) == ["alphafene (EU)", "Alpha (US)"]
    assert [line for _, line in points(figure.axes[0])] == [0, 1, 1]
    with pytest.raises(ValueError, match="no row"):
        plots.timeline(views.approval_history(compounds=["betafene"], package=package))


@pytest.mark.parametrize("form", ["svg", "SVG", "svgz", "png", "pdf", "eps", "ps", "jpg"])
def test_equal_figures_give_equal_files(
    package: sermdata.Package, tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # matplotlib takes the date from here: another day without waiting for one
    for name, clock in (("a", "0"), ("b", "1000000000")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", clock)
        figure = plots.timeline(views.approval_history(package=package))
        plots.save(figure, tmp_path / f"{name}.{form}")
    assert (tmp_path / f"a.{form}").read_bytes() == (tmp_path / f"b.{form}").read_bytes()


def test_the_format_is_the_suffix(package: sermdata.Package, tmp_path: Path) -> None:
    figure = plots.timeline(views.approval_history(package=package))
    plots.save(figure, tmp_path / "figure")
    assert (tmp_path / "figure.png").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(sermdata.UnknownNameError, match=r"'svgg'. Did you mean 'svg"):
        plots.save(figure, tmp_path / "figure.svgg")
