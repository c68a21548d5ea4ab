"""A table of one's own: the template, and the same gates and messages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sermdata
from sermdata.csvio import format_rows
from sermdata.descriptor import bundled_root
from sermdata.spec import contract
from sermdata.validation import validate_file

from .test_cli import run

ROW = {
    "result_id": "TR9001",
    "trial_id": "more",
    "endpoint_id": "hip_fracture",
    "arm_id": "raloxifene_60",
    "comparator_arm_id": "placebo",
    "measure": "risk_ratio",
    "estimate": "0.90",
    "unit": "1",
    "ci_level": "95",
    "ci_low": "0.70",
    "ci_high": "1.16",
    "source_id": "delmas2002",
    "locator": "page 3",
    "basis": "full_text",
    "reading": "single",
}


def own(folder: Path, *rows: dict[str, str], head: str = "") -> Path:
    spec = contract()["trial_results"]
    path = folder / "mine.csv"
    text = format_rows([spec.names, *([row.get(name, "") for name in spec.names] for row in rows)])
    path.write_text(head + text, encoding="utf-8")
    return path


@pytest.mark.parametrize("table", contract())
def test_the_template_is_an_empty_table_that_validates(table: str, tmp_path: Path) -> None:
    shown = run("template", table)
    assert shown.returncode == 0
    spec = contract()[table]
    lines = shown.stdout.splitlines()
    assert lines[-1] == ",".join(spec.names)
    assert all(line.startswith("#") for line in lines[:-1])
    assert all(any(line.startswith(f"# {name} (") for line in lines) for name in spec.names)
    path = tmp_path / "mine.csv"
    path.write_text(shown.stdout, encoding="utf-8")
    assert validate_file(path, table).valid


def test_rows_of_one_s_own_are_checked_with_the_lines_of_the_file(tmp_path: Path) -> None:
    path = own(
        tmp_path, ROW, {**ROW, "result_id": "TR9002", "ci_low": "0.95", "subgroup": "old"}, head="# mine\n# really\n"
    )
    (found,) = validate_file(path, "trial_results").findings
    assert (found.rule, found.line, found.row_id, found.column) == ("SD601", 5, "TR9002", "estimate")
    assert found.file == str(path)


def test_a_wrong_cell_is_one_finding_of_all_gates(tmp_path: Path) -> None:
    (found,) = validate_file(own(tmp_path, {**ROW, "measure": "relative_risk"}), "trial_results").findings
    assert (found.rule, found.value) == ("SD203", "relative_risk")
    assert set(found.gates) == {"pandera", "frictionless"}


def test_ids_are_looked_up_in_the_bundled_data_unless_told_otherwise(tmp_path: Path) -> None:
    path = own(tmp_path, {**ROW, "source_id": "mine2026"})
    (found,) = validate_file(path, "trial_results").findings
    assert (found.rule, found.column, found.value) == ("SD302", "source_id", "mine2026")
    assert validate_file(path, "trial_results", references=False).valid


def test_the_command_line_wants_the_table_s_name(tmp_path: Path) -> None:
    path = own(tmp_path, ROW)
    assert run("validate", path).returncode == 2
    assert run("validate", path, "--table", "trial_results").returncode == 0
    path.write_bytes(path.read_bytes().replace(b"0.70", b"0,70"))
    assert run("validate", path, "--table", "trial_results").returncode == 1


def test_a_missing_file_and_an_unknown_table_are_errors(tmp_path: Path) -> None:
    with pytest.raises(sermdata.PackageError, match="no file"):
        validate_file(tmp_path / "mine.csv", "trials")
    with pytest.raises(sermdata.UnknownNameError, match="'trials'"):
        validate_file(own(tmp_path, ROW), "trails")


@pytest.mark.parametrize(
    ("cells", "rule"), [({"measure": "NA"}, "SD115"), ({"trial_id": " more"}, "SD111"), ({"unit": ""}, "SD202")]
)
def test_a_fault_of_text_and_type_is_one_finding(cells: dict[str, str], rule: str, tmp_path: Path) -> None:
    (found,) = validate_file(own(tmp_path, {**ROW, **cells}), "trial_results").findings
    assert (found.rule, found.column) == (rule, next(iter(cells)))


def test_an_id_that_the_package_gave_another_row_is_a_finding(tmp_path: Path) -> None:
    path = own(tmp_path, {**ROW, "result_id": "TR0001"})
    (found,) = validate_file(path, "trial_results").findings
    assert (found.rule, found.row_id) == ("SD301", "TR0001")
    assert validate_file(path, "trial_results", references=False).valid
    lines = (bundled_root() / "data/trial_results.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(lines[:2]), encoding="utf-8")
    assert validate_file(path, "trial_results").valid


def test_a_parent_may_stand_in_the_package(tmp_path: Path) -> None:
    spec = contract()["compounds"]
    lines = (bundled_root() / spec.path).read_text(encoding="utf-8").splitlines(keepends=True)
    child = next(row for row in lines if ",tamoxifen," in row and "metabolite_of" in row)
    path = tmp_path / "mine.csv"
    path.write_text(lines[0] + child, encoding="utf-8")
    assert validate_file(path, "compounds").findings == []


@pytest.mark.parametrize("head", ["", "# mine\n", '"# mine, as a spreadsheet saves it",,\n'])
def test_lint_mends_a_file_of_one_s_own_and_keeps_its_comments(head: str, tmp_path: Path) -> None:
    path = own(tmp_path, {**ROW, "trial_id": " more"}, head=head)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    found = validate_file(path, "trial_results").findings
    assert [(one.rule, one.line) for one in found] == [("SD102", 1), ("SD111", 3 if head else 2)]
    assert found[0].cure == f"run 'sermdata lint --fix --table trial_results {path}'"
    assert run("lint", path, "--table", "trial_results").returncode == 1
    assert run("lint", "--fix", "--table", "trial_results", path).returncode == 0
    assert path.read_bytes() == own(tmp_path, ROW, head=head).read_bytes()
    assert validate_file(path, "trial_results").valid
    assert run("lint", path).returncode == 2


@pytest.mark.parametrize("name", ["a:b.csv", "~x.csv", "mine", "link.csv"])
def test_a_file_of_one_s_own_may_have_any_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "link.csv":
        (tmp_path / "elsewhere").mkdir()
        path.symlink_to(own(tmp_path / "elsewhere", ROW))
    else:
        own(tmp_path, ROW).rename(path)
    assert run("validate", path, "--table", "trial_results").returncode == 0
    assert "name the table" in run("validate", path).stderr


def test_a_file_of_one_s_own_may_come_through_a_pipe(tmp_path: Path) -> None:
    command = [sys.executable, "-c", "from sermdata.cli import main; main()", "validate", "/dev/stdin", "-t"]
    text = own(tmp_path, ROW).read_bytes()
    result = subprocess.run([*command, "trial_results"], input=text, capture_output=True, check=False, timeout=120)
    assert (result.returncode, result.stderr) == (0, b"")
