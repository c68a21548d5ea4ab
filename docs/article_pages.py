"""Write the page that holds the statements of the source articles against the evidence."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from writing import escaped, markdown_table, write_folder

from sermdata import views
from sermdata.package import BasePackage

PREFIX = "tissue_profiles/"

INTRODUCTION = """# The source articles

The project starts from two articles on SERMs. Every checkable statement of theirs is a row of
[`claims`](../tables/claims.md), in our own words, with a verdict and the reason for it; the rows that decide it are
linked in [`claim_evidence`](../tables/claim_evidence.md), and {py:func}`sermdata.views.claims_report` joins both.
"""


def write_pages(folder: Path) -> None:
    """Write the page into ``folder``."""
    write_folder(folder, {"index.md": page()})


def page(package: BasePackage | None = None) -> str:
    """The page: verdicts by article, the cells of the articles' tables, all statements."""
    report = views.claims_report(package=package)
    references = views.references(package=package)
    lines = [INTRODUCTION, f"{len(report)} statements.", ""]
    for article, claims in report.groupby("article_id", sort=True):
        counts = claims["verdict"].value_counts(sort=False)
        lines += [f"## {escaped(references[str(article)])}", ""]
        lines += markdown_table(("verdict", "statements"), ((str(code), str(n)) for code, n in counts.items()))
        tables = claims["section"].str.contains("table")
        if tables.any():
            lines += ["### Its tables, cell by cell", "", CELLS, ""]
            lines += markdown_table(
                ("table", "cell", "verdict", "our cell", "why"),
                (
                    [r["section"], r["claim"], r["verdict"], our_cells(linked(r), package), r["reason"]]
                    for r in texts(claims[tables])
                ),
            )
        lines += ["### Its other statements", ""]
        lines += markdown_table(
            ("id", "section", "statement", "verdict", "why", "rows"),
            (
                [r["claim_id"], r["section"], r["claim"], r["verdict"], r["reason"], ", ".join(ids(linked(r)))]
                for r in texts(claims[~tables])
            ),
        )
    return "\n".join(lines)


CELLS = """*Our cell* is the consensus of {py:func}`sermdata.views.tissue_matrix` for the compound and tissue of the
linked tissue rows: the action, the tier of the deciding evidence (1 humans, 2 labels, 3 reviews, 4 animals, 5 cells),
`!` where the deciding rows disagree. Empty: the cell is not about a tissue, or no tissue row decides it."""


def texts(frame: pd.DataFrame) -> list[dict[str, str]]:
    """The rows as texts, empty where missing."""
    filled = frame.astype("string").fillna("").to_dict("records")
    return [{str(name): str(value) for name, value in row.items()} for row in filled]


def linked(row: dict[str, str]) -> list[str]:
    """All linked rows, as ``table/row_id``."""
    return [link for column in ("yes", "partly", "no") for link in row[column].split(";") if link]


def ids(links: list[str]) -> list[str]:
    """The ids of linked rows, without their tables."""
    return [link.split("/", 1)[1] for link in links]


def our_cells(links: list[str], package: BasePackage | None = None) -> str:
    """The matrix cells of the tissue rows among those linked."""
    profiles = {link.removeprefix(PREFIX) for link in links if link.startswith(PREFIX)}
    cells = []
    for row in _matrix(package).itertuples(index=False):
        if profiles & set(str(row.profile_ids).split(";")):
            mark = "!" if row.conflict else ""
            cells.append(f"{row.tissue_id}: {row.consensus} ({row.tier}{mark})")
    return "; ".join(cells)


_matrices: dict[str, pd.DataFrame] = {}


def _matrix(package: BasePackage | None) -> pd.DataFrame:
    key = "" if package is None else package.location
    if key not in _matrices:
        _matrices[key] = views.tissue_matrix(package=package)
    return _matrices[key]
