"""What is generated is what is committed, and the definition keeps its own promises."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import sermdata
from sermdata.build import drift, outputs
from sermdata.frames import cell_problem
from sermdata.models import RECORDS
from sermdata.spec import ColumnSpec, TableSpec, contract, from_table_schema, to_table_schema
from sermdata.validation.pandera_schema import frame_schema

QUALIFIED = {"kind", "role", "method", "registry_id", "title", "label"}
"""Column names that mean different things in different tables, as the data model has them."""

COLUMNS = [(table, column) for table in contract().values() for column in table.columns]


def test_generated_files_are_up_to_date(root: Path) -> None:
    assert [output.path for output in drift(root)] == [], "run 'sermdata build'"


def test_building_twice_gives_the_same_bytes(root: Path) -> None:
    assert outputs(root) == outputs(root)


@pytest.mark.parametrize("spec", contract().values(), ids=contract())
def test_a_spec_survives_the_way_to_table_schema_and_back(spec: TableSpec) -> None:
    assert from_table_schema(json.loads(json.dumps(to_table_schema(spec)))) == spec


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=lambda part: part.name)
def test_every_column_says_what_it_means_with_an_example_that_holds(table: TableSpec, column: ColumnSpec) -> None:
    assert column.title
    assert column.description.endswith(".")
    assert cell_problem(column, column.example) is None
    if column.pattern:
        assert re.fullmatch(column.pattern, column.example)
        assert not re.search(r"\\d|\(\?", column.pattern), "patterns must mean the same to Rust, RE2 and Python"
    if column.minimum is not None:
        assert float(column.example) >= float(column.minimum)
    if column.maximum is not None:
        assert float(column.example) <= float(column.maximum)


def test_the_same_column_name_has_the_same_definition_everywhere() -> None:
    meanings: dict[str, set[tuple[object, ...]]] = {}
    keys = {key for table in contract().values() for key in table.key}
    for _, column in COLUMNS:
        meaning = (column.type, column.title, column.description, column.unit, column.pattern, column.codes)
        meanings.setdefault(column.name, set()).add(meaning)
    different = {name for name, found in meanings.items() if len(found) > 1}
    assert different - keys == QUALIFIED - keys


def test_every_code_has_label_and_definition() -> None:
    for _, column in COLUMNS:
        for code in column.codes:
            assert code.label
            assert code.definition.endswith(".")


def test_natural_keys_and_references_name_columns_that_exist() -> None:
    tables = contract()
    for table in tables.values():
        assert set(table.natural_key) <= set(table.names)
        assert set(table.key) <= set(table.names)
        for key in table.foreign_keys:
            assert set(key.columns) <= set(table.names)
            assert set(key.target) <= set(tables[key.table].names)


def test_evidence_rows_close_with_the_provenance_block() -> None:
    block = ("source_id", "locator", "credited_source_id", "basis", "reading", "note")
    for table in contract().values():
        if table.group == "evidence":
            assert table.names[-6:] == block


def test_there_is_a_typed_handle_for_every_table() -> None:
    for record in RECORDS:
        handle = getattr(sermdata, record.table.name)
        assert handle.record_class is record
        assert handle.name in sermdata.__all__


def test_one_version_everywhere(root: Path) -> None:
    with (root / "pyproject.toml").open("rb") as stream:
        version = tomllib.load(stream)["project"]["version"]
    assert sermdata.data_version == version
    assert sermdata.__version__ == version
    assert f"version: {version}" in (root / "CITATION.cff").read_text(encoding="utf-8")
    assert f"## [{version}]" in (root / "CHANGELOG.md").read_text(encoding="utf-8")


def test_pandera_schemas_take_the_real_frames() -> None:
    for name, spec in contract().items():
        frame_schema(spec).validate(sermdata.load(name), lazy=True)


def test_frictionless_finds_the_package_valid(root: Path) -> None:
    command = [sys.executable, "-m", "frictionless", "validate", "datapackage.json", "--json"]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=300)
    assert json.loads(result.stdout)["valid"] is True
    assert result.returncode == 0
