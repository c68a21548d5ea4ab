"""The generated pages and figures: complete, with snippets that run, and drawing what their tables hold."""

from __future__ import annotations

import csv
import doctest
import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import sermdata
from sermdata.spec import contract


@pytest.fixture(scope="module")
def docs(root: Path) -> Iterator[Callable[[str], ModuleType]]:
    """Import a module of the docs folder."""
    sys.path.insert(0, str(root / "docs"))
    yield importlib.import_module
    sys.path.pop(0)


@pytest.fixture(scope="module")
def pages(docs: Callable[[str], ModuleType], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all table pages, freshly written."""
    folder = tmp_path_factory.mktemp("pages")
    docs("table_pages").write_pages(folder)
    return folder


@pytest.fixture(scope="module")
def compounds(docs: Callable[[str], ModuleType], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all compound pages, freshly written."""
    folder = tmp_path_factory.mktemp("compounds")
    docs("compound_pages").write_pages(folder)
    return folder


def test_there_is_a_page_for_every_table_with_its_columns_and_codes(pages: Path) -> None:
    assert {path.stem for path in pages.glob("*.md")} == {*contract(), "index"}
    for name, spec in contract().items():
        text = (pages / f"{name}.md").read_text(encoding="utf-8")
        for column in spec.columns:
            assert f"| `{column.name}` |" in text
            for code in column.codes:
                assert code.definition in text


def test_there_is_a_page_for_every_compound_and_a_drawing_of_every_structure(compounds: Path) -> None:
    rows = sermdata.load("compounds")
    assert {path.stem for path in compounds.glob("*.md")} == {*rows["compound_id"], "index"}
    assert {path.stem for path in compounds.glob("*.svg")} == set(rows.loc[rows["smiles"].notna(), "compound_id"])
    for table in ("compound_names", "compound_identifiers", "receptor_affinities", "pharmacokinetics"):
        key = "name" if table == "compound_names" else contract()[table].key[-1]
        for row in sermdata.load(table, codes="string").to_dict("records"):
            page = (compounds / f"{row['compound_id']}.md").read_text(encoding="utf-8")
            assert str(row[key]) in page.replace("\\", "")


def test_the_snippets_of_the_generated_pages_run(pages: Path, compounds: Path) -> None:
    for path in [*pages.glob("*.md"), *compounds.glob("*.md")]:
        assert doctest.testfile(str(path), module_relative=False).failed == 0, path.name


def test_every_claim_stands_on_the_page_of_the_articles(docs: Callable[[str], ModuleType]) -> None:
    text = docs("article_pages").page().replace("\\", "")
    for row in sermdata.claims:
        assert row.claim in text
        assert row.reason in text


def test_the_figures_draw_the_rows_of_their_tables(docs: Callable[[str], ModuleType], tmp_path: Path) -> None:
    figures = docs("figures")
    figures.write_figures(tmp_path)
    horizontal = {"prevention": "estimate", "tamoxifen_safety": "difference_percent"}
    for name, make in figures.FIGURES.items():
        figure, _ = make()
        (axes,) = figure.axes
        drawn: list[Any] = [tuple(point) for marks in axes.collections for point in marks.get_offsets()]
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert len(drawn) == len(rows) > 0
        if name in horizontal:
            assert [x for x, _ in drawn] == [pytest.approx(float(row[horizontal[name]])) for row in rows]
            assert [y for _, y in drawn] == list(range(len(rows)))
        else:
            assert [int(x) for x, _ in drawn] == [int(row["status_date"][:4]) for row in rows]
        assert (tmp_path / f"{name}.svg").read_text(encoding="utf-8").startswith("<?xml")
