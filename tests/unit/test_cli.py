"""The command line, as a user meets it: in a process of its own."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import sermdata

from .conftest import Rows

CLI = "from sermdata.cli import main; main()"


def run(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    result = subprocess.run(
        [sys.executable, "-c", CLI, *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
        timeout=120,
    )
    assert "Traceback" not in result.stderr
    return result


def test_version_and_help() -> None:
    assert run("--version").stdout == f"sermdata {sermdata.__version__}, data {sermdata.data_version}\n"
    shown = run("--help").stdout
    for command in (
        "list",
        "info",
        "show",
        "matrix",
        "export",
        "cite",
        "schema",
        "validate",
        "lint",
        "build",
        "check-text",
    ):
        assert command in shown


def test_list_as_text_and_json(small: Path) -> None:
    assert "tissue_profiles" in run("list", "--package", small).stdout
    listed = json.loads(run("list", "--package", small, "--json").stdout)
    assert {"name": "trials", "group": "evidence", "rows": 1, "title": "Trials"} in listed


def test_info_explains_columns(small: Path) -> None:
    shown = run("info", "trial_results", "--package", small).stdout
    assert "ci_low" in shown
    assert "risk_ratio, odds_ratio" in shown
    assert json.loads(run("info", "trials", "--package", small, "--json").stdout)["rows"] == 1


def test_show_a_row_by_id_and_rows_by_condition(small: Path) -> None:
    assert "YXFVVABEGXRONW-UHFFFAOYSA-N" in run("show", "alphafene", "--package", small).stdout
    shown = run(
        "show", "tissue_profiles", "-w", "tissue_id=womb", "-c", "profile_id,marker", "--csv", "--package", small
    )
    assert shown.stdout == "profile_id,marker\nTP0002,NA\nTP0003,thickness\nTP0004,thickness\n"
    (row,) = json.loads(run("show", "trial_results", "-w", "result_id=TR0001", "--json", "--package", small).stdout)
    assert (row["estimate"], row["events"], row["note"]) == (0.5, 40, None)


def test_matrix_prints_marketed_serms(small: Path) -> None:
    shown = run("matrix", "--package", small).stdout
    assert "alphafene" in shown
    assert "agonist 1" in shown
    assert {cell["tissue_id"] for cell in json.loads(run("matrix", "--json", "--package", small).stdout)} == {
        "bone",
        "womb",
    }


def test_cite_and_schema(small: Path) -> None:
    assert "version 0.0.2" in run("cite", "--package", small).stdout
    assert run("cite", "--style", "bibtex", "--package", small).stdout.startswith("@misc{sermdata-0.0.2,")
    assert json.loads(run("cite", "--style", "csl", "--package", small).stdout)[0]["version"] == "0.0.2"
    assert json.loads(run("schema", "trials", "--package", small).stdout)["primaryKey"] == ["trial_id"]


def test_validate_is_0_when_clean_and_1_with_findings(small: Path) -> None:
    clean = run("validate", small)
    assert clean.returncode == 0
    assert "valid" in clean.stdout
    path = small / "data/tissue_profiles.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",agonist,", ",agonistic,"), encoding="utf-8")
    spoilt = run("validate", small, "--json")
    assert spoilt.returncode == 1
    report = json.loads(spoilt.stdout)
    assert report["valid"] is False
    (found,) = report["findings"]
    assert {k: found[k] for k in ("file", "line", "row_id", "column", "rule", "severity", "value")} == {
        "file": "data/tissue_profiles.csv",
        "line": 2,
        "row_id": "TP0001",
        "column": "action",
        "rule": "SD203",
        "severity": "error",
        "value": "agonistic",
    }
    assert found["expected"].startswith("one of agonist,")
    assert found["cure"]
    text = run("validate", small)
    assert text.returncode == 1
    assert "data/tissue_profiles.csv:2, row TP0001, column action" in text.stdout


def test_validate_one_table_only(small: Path) -> None:
    for name in ("tissue_profiles", "trial_results"):
        path = small / f"data/{name}.csv"
        path.write_text(
            path.read_text(encoding="utf-8")
            .replace(",double,", ",single,")
            .replace("abstract,,abstract", "abstract,,abstrakt", 1),
            encoding="utf-8",
        )
    report = json.loads(run("validate", small, "--table", "trial_results", "--json").stdout)
    assert {found["file"] for found in report["findings"]} == {"data/trial_results.csv"}
    assert list(report["tables"]) == ["trial_results"]
    (small / "data/trials.csv").unlink()
    report = json.loads(run("validate", small, "--table", "trial_results", "--json").stdout)
    assert {found["file"] for found in report["findings"]} == {"data/trial_results.csv", "data/trials.csv"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("validate", "nowhere"), "no such file"),
        (("validate", "https://127.0.0.1/sermdata.zip"), "https://127.0.0.1/sermdata.zip: a URL"),
        (("show", "trails"), "Did you mean 'trials'"),
        (("info", "trails"), "Did you mean 'trials'"),
        (("show", "trials", "-w", "titel=x"), "Did you mean 'title'"),
        (("show", "trials", "-w", "design=paralel"), "Did you mean 'parallel'"),
        (("show", "trials", "-w", "design"), "COLUMN=TEXT"),
        (("validate", "--table", "trails"), "Did you mean 'trials'"),
        (("export", "x", "-f", "exel"), "xlsx"),
        (("cite", "--style", "bibtx"), "bibtex"),
        (("frobnicate",), "No such command"),
        (("check-text", "--texts", "nowhere"), "no such folder"),
        (("build", "nowhere"), "no pyproject.toml"),
        (("show", "tissue_profiles", "-w", "compound_id=raloxifen"), "Did you mean 'raloxifene'"),
        (("show", "compounds", "-w", "compound_id=raloxifen"), "Did you mean 'raloxifene'"),
        (("show", "TP0001", "-w", "action=agonist"), "go with a table"),
        (("show", "TP0001", "-c", "action"), "go with a table"),
        (("show", "TP0001", "-n", "3"), "go with a table"),
        (("info", "qqqq"), "There are adjudications, "),
        (("matrix", "--population", "qqqq"), "There are adults, "),
        (("matrix", "--compound", "qqqq"), "'sermdata show compounds' lists all"),
        (("export", "x.sqlite", "-f", "csv"), "give a folder"),
        (("export", "x.csv"), "give a folder"),
        (("export", "x.sqlite", "-f", "xlsx"), "the suffix .sqlite"),
        (("check-text", "--texts", "."), "no text of a source"),
        (("validate", "a" * 5000), f"{'a' * 5000}: cannot be read"),
        (("validate", "a" * 5000 + ".csv", "-t", "trials"), "aaa.csv: "),
        (("check-text", "--texts", "a" * 5000), f"{'a' * 5000}: cannot be read"),
        (("build", "a" * 5000), "pyproject.toml: cannot be read"),
        (("export", "a" * 5000), f"{'a' * 5000}/"),
    ],
)
def test_wrong_usage_is_2_with_a_message_on_stderr(arguments: tuple[str, ...], message: str, tmp_path: Path) -> None:
    result = run(*arguments, cwd=tmp_path)
    assert result.returncode == 2
    assert message in " ".join(result.stderr.replace("│", " ").split())
    assert list(tmp_path.iterdir()) == []


def test_an_error_with_json_is_json_too(tmp_path: Path) -> None:
    result = run("validate", tmp_path / "nowhere", "--json")
    assert result.returncode == 2
    answer = json.loads(result.stdout)
    assert "no such file" in answer["error"]
    assert answer["findings"] == []


def test_lint_and_build_check_say_what_to_run(small: Path) -> None:
    path = small / "data/vocabularies/tissues.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("lint", small).returncode == 1
    fixed = run("lint", small, "--fix")
    assert fixed.returncode == 0
    assert "sermdata build" in fixed.stdout
    assert run("lint", small).stdout == f"{small}: all files are canonical\n"


@pytest.mark.parametrize("rows", [0, 1])
def test_build_makes_a_file_for_a_new_table_and_none_for_a_lost_one(rows: int, small: Path, root: Path) -> None:
    shutil.copy(root / "pyproject.toml", small)
    assert run("build", small).returncode == 0
    path = small / "data/adjudications.csv"
    before = path.read_bytes()
    if not rows:
        path.write_bytes(before.split(b"\n")[0] + b"\n")
        assert run("build", small).returncode == 0
    else:
        path.write_bytes(b"")
        assert run("build", small).returncode == 1
    path.unlink()
    descriptor = (small / "datapackage.json").read_bytes()
    for arguments in (("build", small, "--check"), ("build", small)):
        result = run(*arguments)
        if not rows:
            continue
        assert result.returncode == 1
        assert "SD002 file_missing" in result.stdout
        assert "restore the file" in result.stdout
    assert path.exists() is not bool(rows)
    assert (small / "datapackage.json").read_bytes() == descriptor


def test_check_text_lists_row_column_and_value(small: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "label_x.txt").write_text("nothing", encoding="utf-8")
    clean = run("check-text", "--texts", texts, "--package", small)
    assert clean.returncode == 0
    (texts / "article2001.txt").write_text("4", encoding="utf-8")
    found = run("check-text", "--texts", texts, "--package", small, "--table", "receptor_affinities")
    assert found.returncode == 1
    assert "row RA0001, column value: 12.5 is not in article2001.txt" in found.stdout
    listed = json.loads(run("check-text", "--texts", texts, "--package", small, "--json").stdout)["findings"]
    assert {"row_id", "column", "value", "source_id", "table", "file"} == set(listed[0])


@pytest.mark.parametrize("arguments", ["show sources --csv", "list", "validate {small}"])
def test_output_into_a_closed_pipe_is_no_error(arguments: str, small: Path) -> None:
    for reader in ("head -n 1", "true"):
        assert piped(arguments.format(small=small), reader) == 0


def test_findings_stay_findings_when_nobody_reads_them(write: Callable[[Rows], Path], rows: Rows) -> None:
    for row in rows["tissue_profiles"]:
        row.update(action="agonistic")
    assert piped(f"validate {write(rows)}", "true") == 1
    assert piped("show trails 2>&1", "true") == 2


def piped(arguments: str, reader: str) -> int:
    """The exit code of a command whose reader may leave early."""
    command = f"{sys.executable} -c '{CLI}' {arguments} | {reader}; exit ${{PIPESTATUS[0]}}"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=120)
    assert result.stderr == ""
    return result.returncode


@pytest.mark.parametrize("arguments", ["list", "validate {small}", "show codes --json", "--help"])
def test_a_closed_output_is_one_clear_error(arguments: str, small: Path) -> None:
    command = f"{sys.executable} -c '{CLI}' {arguments.format(small=small)} >&-"
    result = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=120)
    assert (result.returncode, result.stderr) == (2, "sermdata: the output cannot be written (it is closed).\n")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-16"])
def test_machines_get_utf_8_whatever_the_terminal_has(encoding: str, write: Callable[[Rows], Path], rows: Rows) -> None:
    rows["sources"][0]["title"] = "Größe ≥ 3 µm"
    small = write(rows)
    shown = run("show", "sources", "--csv", "--package", small, PYTHONIOENCODING=encoding)
    assert shown.stdout == (small / "data/vocabularies/sources.csv").read_text(encoding="utf-8")
    listed = run("show", "sources", "--json", "--package", small, PYTHONIOENCODING=encoding)
    assert json.loads(listed.stdout)[0]["title"] == "Größe ≥ 3 µm"


def test_people_get_what_their_terminal_lacks_as_an_escape(write: Callable[[Rows], Path], rows: Rows) -> None:
    rows["sources"][0]["title"] = "Größe"
    rows["tissue_profiles"][0]["action"] = "ägonist"
    small = write(rows)
    assert "Gr\\xf6\\xdfe" in run("show", "sources", "--package", small, PYTHONIOENCODING="ascii").stdout
    checked = run("validate", small, PYTHONIOENCODING="ascii")
    assert checked.returncode == 1
    assert "\\xe4gonist" in checked.stdout


def on_terminal(columns: int, *arguments: object) -> str:
    """What a terminal of so many columns shows, without its colours."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "TERM": "xterm", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", CLI, *map(str, arguments)]
    with subprocess.Popen(command, stdout=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        try:
            while part := os.read(ours, 65536):
                shown += part
        except OSError:  # how Linux says that the other end is closed
            pass
    os.close(ours)
    assert process.returncode == 0
    return re.sub(r"\x1b\[[0-9;]*m", "", shown.decode()).replace("\r\n", "\n")


def test_a_table_that_fits_the_terminal_is_drawn_with_whole_words(small: Path) -> None:
    shown = on_terminal(60, "show", "tissues", "-c", "tissue_id,definition", "--package", small)
    assert "│ womb " in shown
    assert max(map(len, shown.splitlines())) <= 60


@pytest.mark.parametrize("columns", [10, 40, 80])
def test_a_table_too_wide_for_the_terminal_is_shown_a_field_a_line(columns: int, small: Path) -> None:
    shown = on_terminal(columns, "show", "trial_results", "--package", small)
    assert shown.count("\nresult_id ") == 3
    for row in json.loads(run("show", "trial_results", "--json", "--package", small).stdout):
        for name in ("result_id", "endpoint_id", "source_id"):
            assert re.search(f"^{name} +{row[name]}$", shown, re.MULTILINE)


# --- which package is looked at


@pytest.fixture
def checkout(small: Path, root: Path) -> Path:
    """A clone that is not the one this code runs from."""
    shutil.copy(root / "pyproject.toml", small)
    assert run("build", small).returncode == 0
    return small


def test_in_a_clone_its_own_files_are_looked_at(checkout: Path) -> None:
    for command in ("lint", "build", "validate"):
        clean = run(command, cwd=checkout)
        assert clean.returncode == 0
        assert clean.stdout.splitlines()[-1].startswith(f"{checkout}: ")
    with open(checkout / "data/metabolism.csv", "a", encoding="utf-8") as stream:
        stream.write("garbage,row\n")
    assert run("lint", "--fix", cwd=checkout).returncode == 1
    assert run("validate", cwd=checkout).returncode == 1
    assert run("build", "--check", cwd=checkout).returncode == 1
    texts = checkout / "texts"
    texts.mkdir()
    (texts / "article2001.txt").write_text("4", encoding="utf-8")
    looked_up = run("check-text", "--texts", "texts", "-t", "trial_results", cwd=checkout)
    assert looked_up.stdout.splitlines()[-1].startswith(f"{checkout}: ")


def test_elsewhere_the_bundled_data_is_looked_at_and_named(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"name": "other"}', encoding="utf-8")
    bundled = sermdata.compounds.package.location
    assert run("lint", cwd=tmp_path).stdout == f"{bundled}: all files are canonical\n"


@pytest.mark.parametrize("command", ["lint", "validate"])
def test_a_broken_descriptor_is_not_passed_over(command: str, checkout: Path) -> None:
    for spoil in ("{", None):
        path = checkout / "datapackage.json"
        path.write_text(spoil, encoding="utf-8") if spoil else path.unlink()
        result = run(command, cwd=checkout)
        assert result.returncode == 2
        assert result.stderr.startswith(f"sermdata: {checkout}: ")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b'[project]\nname = "other"\nversion = "1"\nkeywords = ["a"]\n', "not that of sermdata"),
        (b"[tool]\n", "not that of sermdata"),
        (b"[project\n", "not readable as TOML"),
        (b"\xff", "not readable as TOML"),
        (b'[project]\nname = "sermdata"\nkeywords = ["a"]\n', "lacks a version"),
        (b'[project]\nname = "sermdata"\nversion = "1"\n', "keywords"),
    ],
)
def test_build_writes_only_into_a_checkout_of_this_project(text: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_bytes(text)
    result = run("build", tmp_path)
    assert result.returncode == 2
    assert f"{tmp_path / 'pyproject.toml'}: " in result.stderr
    assert message in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["pyproject.toml"]


def test_build_refuses_definitions_that_are_not_the_code_that_runs(checkout: Path) -> None:
    (checkout / "src/sermdata/codelists.py").write_text("changed = True\n", encoding="utf-8")
    result = run("build", cwd=checkout)
    assert result.returncode == 2
    assert "not the code that runs" in result.stderr


# --- wording


def test_one_finding_is_not_findings(write: Callable[[Rows], Path], rows: Rows) -> None:
    rows["tissue_profiles"][0]["action"] = "agonistic"
    assert ": 1 finding;" in run("validate", write(rows)).stdout


def test_matrix_writes_booleans_as_the_data_do(small: Path) -> None:
    lines = run("matrix", "--csv", "--package", small).stdout.splitlines()
    place = lines[0].split(",").index("conflict")
    assert {line.split(",")[place] for line in lines[1:]} <= {"true", "false"}


def test_an_id_that_is_there_but_has_no_row_is_an_empty_answer(small: Path) -> None:
    shown = run("show", "warnings", "-w", "compound_id=betafene", "--package", small)
    assert (shown.returncode, shown.stdout.splitlines()[0]) == (0, "warnings: 0 rows")


def test_python_m_runs_the_command_line() -> None:
    command = [sys.executable, "-m", "sermdata", "--version"]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert result.stdout.startswith("sermdata ")
