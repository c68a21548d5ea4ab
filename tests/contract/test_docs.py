"""The generated table pages: one a table, with snippets that run."""

from __future__ import annotations

import doctest
import sys
from pathlib import Path

import pytest

from sermdata.spec import contract


@pytest.fixture(scope="module")
def pages(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all table pages, freshly written."""
    folder = tmp_path_factory.mktemp("pages")
    sys.path.insert(0, str(root / "docs"))
    try:
        import table_pages

        table_pages.write_pages(folder)
    finally:
        sys.path.pop(0)
    return folder


def test_there_is_a_page_for_every_table_with_its_columns_and_codes(pages: Path) -> None:
    assert {path.stem for path in pages.glob("*.md")} == {*contract(), "index"}
    for name, spec in contract().items():
        text = (pages / f"{name}.md").read_text(encoding="utf-8")
        for column in spec.columns:
            assert f"| `{column.name}` |" in text
            for code in column.codes:
                assert code.definition in text


def test_the_snippets_of_the_table_pages_run(pages: Path) -> None:
    for path in pages.glob("*.md"):
        assert doctest.testfile(str(path), module_relative=False).failed == 0, path.name
