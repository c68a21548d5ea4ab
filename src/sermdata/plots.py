"""Figures of views, by matplotlib. Each draws exactly the rows of the frame it is given, in their order from the top.

No pyplot and no global state: a function returns a ``matplotlib.figure.Figure``
to show, change or save. Needs the extra ``plots``.
"""

from __future__ import annotations

import gzip
import math
import re
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .errors import MissingExtraError, known_name
from .statistics import RATIO_MEASURES, one_measure

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

COLOURS = {
    "effect": "#1f4e79",
    "pooled": "#a33b20",
    "neutral": "#6b6b6b",
    "approved": "#1f4e79",
    "approved_then_withdrawn": "#c77f11",
    "refused": "#a33b20",
    "application_withdrawn": "#7a4b94",
    "discontinued": "#6b6b6b",
}
MARKERS = {
    "approved": "o",
    "approved_then_withdrawn": "D",
    "refused": "X",
    "application_withdrawn": "v",
    "discontinued": "s",
}
ROW_INCHES = 0.32


def forest(effects: pd.DataFrame, pooled: pd.DataFrame | None = None, *, labels: str = "acronym") -> Figure:
    """Forest plot of rows of :func:`sermdata.views.effect_sizes`, and of :func:`sermdata.statistics.pool` below them.

    One line a row: name, square (area by inverse variance), interval and the
    figures in words; pooled effects as diamonds. Intervals are drawn as
    printed: one that is not of 95 % says its level in words, or that it is not
    printed. The axis is logarithmic if the measure is a ratio. ``labels`` is
    the column of names; the trial_id stands in where it is missing or the font
    lacks a letter. Raises :class:`ValueError` for no rows, mixed measures, or a
    row without a figure that can be drawn, and :class:`UnknownNameError` for a
    column that is not there.
    """
    measure = one_measure(effects)
    ratio = measure in RATIO_MEASURES
    named = effects[known_name("column of the effects", labels, list(effects.columns))].fillna(effects["trial_id"])
    names = [_drawable(str(name), str(trial)) for name, trial in zip(named, effects["trial_id"], strict=True)]
    columns = ("estimate", "ci_low", "ci_high", "sei")
    figures = effects[list(columns)].to_numpy(dtype=float, na_value=math.nan)
    for name, row in zip(names, figures.tolist(), strict=True):
        for column, figure in zip(columns, row, strict=True):
            above = ratio or column == "sei"
            if not math.isfinite(figure) or (above and figure <= 0):
                expected = "a number above 0" if above else "a number"
                raise ValueError(f"the row of {name} cannot be drawn: {column} is {expected}; found {figure:g}")
    rows = [(name, *row) for name, row in zip(names, figures.tolist(), strict=True)]
    levels = [
        "" if level == 95 else "; level not printed" if math.isnan(level) else f"; {level:g} %"
        for level in effects["ci_level"].to_numpy(dtype=float, na_value=math.nan).tolist()
    ]
    summary: list[tuple[str, float, float, float]] = []
    if pooled is not None:
        summary = [
            (f"{model} effect", float(estimate), float(low), float(high))
            for model, estimate, low, high in zip(
                *(pooled[c] for c in ("model", "estimate", "ci_low", "ci_high")), strict=True
            )
        ]
    figure, axes = _canvas(len(rows) + len(summary))
    most = max(1 / sei**2 for *_, sei in rows)
    for line, (_, estimate, low, high, sei) in enumerate(rows):
        axes.plot([low, high], [line, line], color=COLOURS["effect"], linewidth=1.3)
        axes.scatter([estimate], [line], s=20 + 90 / sei**2 / most, marker="s", color=COLOURS["effect"], zorder=3)
    for line, (_, estimate, low, high) in enumerate(summary, start=len(rows)):
        corners = ([low, estimate, high, estimate], [line, line - 0.3, line, line + 0.3])
        axes.fill(*corners, color=COLOURS["pooled"])
    if ratio:
        _log_axis(axes, [figure for _, *figures in [*(row[:4] for row in rows), *summary] for figure in figures])
    axes.axvline(1 if ratio else 0, color=COLOURS["neutral"], linewidth=0.8, linestyle=":")
    axes.set_xlabel(f"{measure.replace('_', ' ')} with 95 % interval" + (", or as stated" if any(levels) else ""))
    levels += [""] * len(summary)
    words = [
        f"{e:.2f} ({low:.2f} to {high:.2f}{level})"
        for (_, e, low, high, *_), level in zip([*rows, *summary], levels, strict=True)
    ]
    _name_lines(axes, [row[0] for row in [*rows, *summary]], words)
    return figure


def risk_differences(profile: pd.DataFrame) -> Figure:
    """Dot plot of the risk differences of :func:`sermdata.views.safety_profile` or ``compare_safety``.

    One line a row that has a difference, in percentage points; the interval
    where there is one (figures from counts). An open dot is a difference of
    printed percents. Lines of one event that the sources print in different
    words bear these words, or the id of the row if the font lacks a letter of
    them. Raises :class:`ValueError` if no row has a
    difference.
    """
    rows = profile[profile["difference_percent"].notna()]
    if rows.empty:
        raise ValueError("no row has a risk difference")
    figure, axes = _canvas(len(rows))
    several = rows["compound_id"].nunique() > 1
    terms = rows.groupby(["compound_id", "event"])["term_verbatim"].transform("nunique").tolist()
    names, words = [], []
    for line, row in enumerate(rows.astype(object).where(rows.notna(), None).to_dict("records")):
        point, low, high = (row[name] for name in ("difference_percent", "ci_low_percent", "ci_high_percent"))
        counted = row["difference_origin"] == "counts"
        if counted:
            axes.plot([low, high], [line, line], color=COLOURS["effect"], linewidth=1.3)
        face = COLOURS["effect"] if counted else "white"
        axes.scatter([point], [line], s=34, facecolor=face, edgecolor=COLOURS["effect"], zorder=3)
        against = row["comparator"] if row["comparator_compound_id"] is None else row["comparator_compound_id"]
        event = row["event"]
        if terms[line] > 1:
            event += ", as " + _drawable(row["term_verbatim"], f"printed in {row['side_effect_id']}")
        names.append((f"{row['compound_id']}: " if several else "") + f"{event} (vs {against})")
        words.append(f"{row['side_effect_id']}  {point:+.1f}" + (f" ({low:+.1f} to {high:+.1f})" if counted else ""))
    axes.axvline(0, color=COLOURS["neutral"], linewidth=0.8, linestyle=":")
    axes.set_xlabel("percentage points against the comparator, 95 % interval")
    _name_lines(axes, names, words)
    return figure


def timeline(history: pd.DataFrame) -> Figure:
    """Decisions of :func:`sermdata.views.approval_history` on a time axis, one line a product and jurisdiction.

    Rows without a date are not drawn. Lines stand in the order of their first
    decision. Raises :class:`ValueError` if no row has a date.
    """

    rows = history[history["decided"].notna()]
    if rows.empty:
        raise ValueError("no row has a date")
    products = [
        _drawable(product, compound)
        for product, compound in zip(rows["product"].fillna(rows["compound_id"]), rows["compound_id"], strict=True)
    ]
    keys = [f"{product} ({place})" for product, place in zip(products, rows["jurisdiction"], strict=True)]
    lines = {key: number for number, key in enumerate(dict.fromkeys(keys))}
    figure, axes = _canvas(len(lines))
    from matplotlib.ticker import MaxNLocator

    drawn: dict[str, Any] = {}
    for key, row in zip(keys, rows.to_dict("records"), strict=True):
        when: pd.Timestamp = row["decided"]
        year = when.year + (when.day_of_year - 1) / 365.25
        status = str(row["status"])
        drawn[status] = axes.scatter(
            [year], [lines[key]], marker=MARKERS[status], s=42, color=COLOURS[status], zorder=3, alpha=0.85
        )
    axes.legend(
        list(drawn.values()), [status.replace("_", " ") for status in drawn], frameon=False, fontsize=8,
        loc="lower left", bbox_to_anchor=(0, 1), ncols=3,
    )  # fmt: skip
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(axis="x", color="#dddddd", linewidth=0.6)
    axes.set_xlabel("year of the decision")
    _name_lines(axes, list(lines), [""] * len(lines))
    return figure


def save(figure: Figure, path: str | Path) -> None:
    """Write a figure so that equal figures give equal files: no date, no random ids.

    The suffix, in letters of any case, is the format; without one it is
    ``.png``. Raises :class:`UnknownNameError` for one that matplotlib does not
    write.
    """
    import matplotlib

    path = Path(path) if Path(path).suffix else Path(f"{path}.png")
    form = path.suffix.lower()[1:]
    known_name("format of figures", form, figure.canvas.get_supported_filetypes())
    drawn = BytesIO()
    with matplotlib.rc_context({"svg.hashsalt": "sermdata", "svg.fonttype": "none"}):
        undated = {"svg": {"Date": None}, "svgz": {"Date": None}, "pdf": {"CreationDate": None}}.get(form)
        plain = "svg" if form == "svgz" else form
        figure.savefig(drawn, format=plain, metadata=undated, bbox_inches="tight", dpi=150)
    data = drawn.getvalue()
    if form in ("eps", "ps"):
        data = re.sub(rb"(?m)^%%CreationDate:.*\n", b"", data, count=1)
    path.write_bytes(gzip.compress(data, mtime=0) if form == "svgz" else data)


def _canvas(lines: int) -> tuple[Figure, Axes]:
    try:
        from matplotlib.figure import Figure
    except ModuleNotFoundError as error:
        if error.name != "matplotlib":
            raise
        raise MissingExtraError("matplotlib", "plots") from None
    figure = Figure(figsize=(7.2, 0.9 + ROW_INCHES * lines))
    axes = figure.add_subplot()
    axes.set_ylim(lines - 0.5, -0.5)
    axes.spines[["top", "right", "left"]].set_visible(False)
    return figure, axes


def _drawable(text: str, otherwise: str) -> str:
    from matplotlib import rcParams
    from matplotlib.font_manager import FontProperties, findfont, get_font

    fonts = [get_font(findfont(FontProperties(family=[family]))) for family in rcParams["font.family"]]
    has_all = all(any(font.get_char_index(ord(letter)) for font in fonts) for letter in text if not letter.isspace())
    return text if has_all else otherwise


def _name_lines(axes: Axes, names: list[str], words: list[str]) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    for line, text in enumerate(words):
        axes.text(1.02, line, text, transform=axes.get_yaxis_transform(), va="center", fontsize=9)


def _log_axis(axes: Axes, figures: list[float]) -> None:
    from matplotlib.ticker import FixedLocator, NullFormatter, StrMethodFormatter

    axes.set_xscale("log")
    low, high = min(figures), max(figures)
    steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10, 20, 50, 100]
    ticks = [step for step in steps if low * 0.8 <= step <= high * 1.25]
    if len(ticks) > 1:
        axes.xaxis.set_major_locator(FixedLocator(ticks))
        axes.xaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
        axes.xaxis.set_minor_formatter(NullFormatter())
