"""check-text, lint and export, on the small package."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import sermdata
from sermdata.build import write_atomic
from sermdata.checktext import check_texts, numbers_in
from sermdata.descriptor import Folder
from sermdata.export import FORMATS, export
from sermdata.lint import lint
from sermdata.validation import validate

from .conftest import Rows

# --- check-text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("RR 0.70", "0.70"),
        ("RR 0\u00b770", "0.70"),
        ("RR 0,70", "0.70"),
        ("P=.001", "0.001"),
        ("7705 women", "7705"),
        ("7,705 women", "7705"),
        ("7 705 women", "7705"),
        ("7\u2009705 women", "7705"),
        ("1'234", "1234"),
        ("(0.53\u20130.76)", "0.76"),
        ("10.1%", "10.1"),
        ("three women", "3"),
        ("\u22121.5", "1.5"),
    ],
)
def test_numbers_are_found_in_every_spelling(text: str, number: str) -> None:
    assert number in numbers_in(text)


@pytest.mark.parametrize(("text", "number"), [("0.7", "0.70"), ("0.70", "0.7"), ("17705", "7705"), ("1.234", "234")])
def test_digits_count_as_printed(text: str, number: str) -> None:
    assert number not in numbers_in(text)


def test_a_number_that_the_text_lacks_is_listed(small: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    rows = "36 months; 0.50 (0.34 to 0.73), p < .001; 40 of 1,000 against 80 of 1000; 4.0 and 8.0 %; 2.5 (2\u00b71\u20132\u00b78)"
    (texts / "article2001.txt").write_text(rows, encoding="utf-8")
    result = check_texts(sermdata.open_package(small), texts, tables=["trial_results"])
    assert [(m.row_id, m.column, m.value) for m in result.missing] == [("TR0002", "ci_high", "2.9")]
    assert (result.texts, result.rows) == (1, 3)


def test_times_may_stand_in_years_or_weeks(write: Callable[[Rows], Path], rows: Rows, tmp_path: Path) -> None:
    for row, months in zip(rows["trial_results"], ("36", "2.8", "5"), strict=True):
        row.update(timepoint_months=months)
    texts = tmp_path / "texts"
    texts.mkdir()
    words = "3 years, 12 weeks; 0.50 0.34 0.73 0.001 40 1000 80 4.0 8.0 2.5 2.1 2.9"
    (texts / "article2001.txt").write_text(words, encoding="utf-8")
    result = check_texts(sermdata.open_package(write(rows)), texts, tables=["trial_results"])
    assert [(m.row_id, m.column) for m in result.missing] == [("TR0003", "timepoint_months")]


def test_a_missing_folder_of_texts_is_an_error(small: Path, tmp_path: Path) -> None:
    with pytest.raises(sermdata.PackageError, match="no such folder"):
        check_texts(sermdata.open_package(small), tmp_path / "nowhere")


def test_a_folder_without_a_text_of_a_source_is_an_error(small: Path, tmp_path: Path) -> None:
    (tmp_path / "other2001.txt").write_text("1", encoding="utf-8")
    with pytest.raises(sermdata.PackageError, match="no text of a source"):
        check_texts(sermdata.open_package(small), tmp_path)


# --- lint


def test_lint_fixes_form_and_changes_no_content(small: Path) -> None:
    path = small / "data/vocabularies/tissues.csv"
    before = path.read_bytes()
    lines = before.decode().split("\n")
    spoilt = "\r\n".join([lines[0], lines[2].replace("womb,womb", ' womb,"womb"'), "", lines[1], ""])
    path.write_bytes(b"\xef\xbb\xbf" + spoilt.encode())
    (found,) = lint(Folder(small))
    assert {one.rule for one in found.findings} == {"SD102", "SD103", "SD110", "SD111"}
    assert path.read_bytes() != before
    (found,) = lint(Folder(small), fix=True)
    assert found.fixed
    assert path.read_bytes() == before
    assert lint(Folder(small)) == []
    assert validate(small).valid


@pytest.mark.parametrize(
    "spoil", [lambda t: t.replace(",A tissue.", "", 1), lambda t: t.replace("definition", "meaning"), lambda t: t + '"']
)
def test_lint_leaves_a_file_with_other_faults_alone(spoil: Callable[[str], str], small: Path) -> None:
    path = small / "data/vocabularies/tissues.csv"
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    before = path.read_bytes()
    (found,) = lint(Folder(small), fix=True)
    assert not found.fixed
    assert path.read_bytes() == before


def test_a_write_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "file.csv"
    target.write_text("old", encoding="utf-8")

    def no_space(self: Path, other: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", no_space)
    with pytest.raises(sermdata.PackageError, match="No space"):
        write_atomic(target, b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["file.csv"]
    assert target.read_text(encoding="utf-8") == "old"


# --- export


@pytest.mark.parametrize("form", FORMATS)
def test_export_writes_what_the_package_holds(form: str, small: Path, tmp_path: Path) -> None:
    package = sermdata.open_package(small)
    target = tmp_path / ("out." + form if form in ("sqlite", "xlsx") else "out")
    written = export(package, target, form)
    if form == "sqlite":
        connection = sqlite3.connect(target)
        found = connection.execute("SELECT estimate, events, note FROM trial_results ORDER BY result_id").fetchall()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
        assert found == [(0.5, 40, None), (2.5, None, None), (4.0, 40, None)]
    elif form == "xlsx":
        assert target.read_bytes()[:2] == b"PK"
    else:
        path = target / f"trial_results.{form}"
        assert path in written
        if form == "parquet":
            assert pd.read_parquet(path).equals(package.load("trial_results"))
        elif form == "json":
            first = json.loads(path.read_text(encoding="utf-8"))[0]
            assert (first["estimate"], first["events"], first["note"]) == (0.5, 40, None)
        else:
            with path.open(encoding="utf-8", newline="") as stream:
                assert [row["estimate"] for row in csv.DictReader(stream)] == ["0.50", "2.5", "4.0"]


def test_export_keeps_an_existing_file_unless_forced(small: Path, tmp_path: Path) -> None:
    package = sermdata.open_package(small)
    target = tmp_path / "out.sqlite"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(sermdata.PackageError, match="exists already"):
        export(package, target, "sqlite")
    assert target.read_text(encoding="utf-8") == "mine"
    export(package, target, "sqlite", force=True)
    assert target.read_bytes().startswith(b"SQLite format 3")


def test_without_a_format_the_suffix_decides(small: Path, tmp_path: Path) -> None:
    package = sermdata.open_package(small)
    assert export(package, tmp_path / "out.sqlite") == [tmp_path / "out.sqlite"]
    assert (tmp_path / "out.sqlite").read_bytes().startswith(b"SQLite format 3")
    assert export(package, tmp_path / "sermdata-0.1.0", tables=["trials"]) == [tmp_path / "sermdata-0.1.0/trials.csv"]


@pytest.mark.parametrize("form", FORMATS)
def test_a_table_asked_for_twice_is_written_once(form: str, small: Path, tmp_path: Path) -> None:
    assert len(export(sermdata.open_package(small), tmp_path / "out", form, tables=["trials", "trials"])) == 1


def test_a_cell_too_long_for_a_sheet_is_an_error(write: Callable[[Rows], Path], rows: Rows, tmp_path: Path) -> None:
    rows["trials"][0]["note"] = "x" * 32_768
    row_id = rows["trials"][0]["trial_id"]
    with pytest.raises(sermdata.PackageError, match=f"trials.csv: row {row_id}, column note: .*32,767"):
        export(sermdata.open_package(write(rows)), tmp_path / "out.xlsx", "xlsx")
    assert not (tmp_path / "out.xlsx").exists()


def test_export_to_xlsx_is_the_same_every_time(small: Path, tmp_path: Path) -> None:
    package = sermdata.open_package(small)
    export(package, tmp_path / "a.xlsx", "xlsx")
    export(package, tmp_path / "b.xlsx", "xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_unknown_format_is_an_error(small: Path, tmp_path: Path) -> None:
    with pytest.raises(sermdata.UnknownNameError, match="Did you mean 'sqlite'"):
        export(sermdata.open_package(small), tmp_path / "x", "sqlit")
