"""Every declared constraint of every table, broken in the real data: caught once, at its place, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from pathlib import Path

import pytest

from sermdata.spec import contract
from sermdata.validation import validate

from ..unit.conftest import small_package, write_package
from .planted import batches, plant

KINDS = {"type", "code_list", "pattern", "bounds", "required", "reference", "duplicate_key", "duplicate_finding"}


def judged(folder: Path, only: Collection[str] | None = None) -> tuple[list[str], Counter[str]]:
    """What is missed and what is found besides, and how many faults of each kind were planted."""
    clean = {spec.path: (folder / spec.path).read_bytes() for spec in contract().values()}
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    for batch in batches(folder, only):
        plant(folder, batch)
        found = validate(folder).findings
        expected = Counter(fault.place for fault in batch.faults)
        got = Counter((one.rule, one.file, one.row_id or "", one.column) for one in found)
        wrong += [f"{batch.kind}: missed {place}" for place in expected - got]
        wrong += [f"{batch.kind}: besides {place}" for place in got - expected]
        kinds[batch.kind] += len(batch.faults)
        for path, data in clean.items():
            (folder / path).write_bytes(data)
    return wrong, kinds


def empty_tables(folder: Path) -> set[str]:
    """Tables of a package without rows."""
    return {name for name, spec in contract().items() if (folder / spec.path).read_bytes().count(b"\n") < 2}


def test_every_planted_fault_is_one_finding_at_its_place(real_package: Path) -> None:
    wrong, kinds = judged(real_package)
    assert wrong == []
    assert set(kinds) == KINDS


def test_tables_without_rows_are_judged_with_invented_ones(real_package: Path, tmp_path: Path) -> None:
    empty = empty_tables(real_package)
    wrong, kinds = judged(write_package(tmp_path / "small", small_package()), empty)
    assert wrong == []
    assert sum(kinds.values()) >= len(empty)


@pytest.mark.parametrize("kind", ["type", "code_list", "pattern", "bounds", "required"])
def test_every_constraint_of_every_table_is_planted(kind: str, real_package: Path, tmp_path: Path) -> None:
    small = write_package(tmp_path / "small", small_package())
    every = [*batches(real_package), *batches(small, empty_tables(real_package))]
    planted = {(f.table, f.column) for batch in every if batch.kind == kind for f in batch.faults}
    declared = set()
    for name, spec in contract().items():
        if name == "codes":
            continue
        for column in spec.columns:
            has = {
                "type": column.type in ("integer", "number", "boolean"),
                "code_list": bool(column.codes),
                "pattern": bool(column.pattern),
                "bounds": column.minimum is not None or column.maximum is not None,
                "required": column.required,
            }[kind]
            if has and column.name not in spec.key:
                declared.add((name, column.name))
    assert declared - planted == set()
