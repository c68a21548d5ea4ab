"""The command line, as a user meets it: in a process of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sermdata


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from sermdata.cli import main; main()", *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=120)
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
    assert run("lint", small).stdout == "all files are canonical\n"


@pytest.mark.parametrize("rows", [0, 1])
def test_build_makes_a_file_for_a_new_table_and_none_for_a_lost_one(rows: int, small: Path, root: Path) -> None:
    shutil.copy(root / "pyproject.toml", small)
    assert run("build", small).returncode == 0
    path = small / "data/adjudications.csv"
    before = path.read_bytes()
    if not rows:
        path.write_bytes(before.split(b"\n")[0] + b"\n")
        assert run("build", small).returncode == 0
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


def test_output_into_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -c 'from sermdata.cli import main; main()' show sources --csv | head -n 1"
    result = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, timeout=60)
    assert result.stdout.startswith("source_id,")
    assert "Traceback" not in result.stderr
