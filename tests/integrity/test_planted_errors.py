"""Every declared constraint of every table, broken in the real data: caught once, at its place, and nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from sermdata.spec import contract
from sermdata.validation import validate

from .planted import batches, plant


def test_every_planted_fault_is_one_finding_at_its_place(real_package: Path) -> None:
    clean = {spec.path: (real_package / spec.path).read_bytes() for spec in contract().values()}
    wrong: list[str] = []
    kinds: Counter[str] = Counter()
    for batch in batches(real_package):
        plant(real_package, batch)
        found = validate(real_package).findings
        expected = Counter(fault.place for fault in batch.faults)
        got = Counter((one.rule, one.file, one.row_id or "", one.column) for one in found)
        wrong += [f"{batch.kind}: missed {place}" for place in expected - got]
        wrong += [f"{batch.kind}: besides {place}" for place in got - expected]
        kinds[batch.kind] += len(batch.faults)
        for path, data in clean.items():
            (real_package / path).write_bytes(data)
    assert wrong == []
    assert set(kinds) == {
        "type",
        "code_list",
        "pattern",
        "bounds",
        "required",
        "reference",
        "duplicate_key",
        "duplicate_finding",
    }


@pytest.mark.parametrize("kind", ["type", "code_list", "pattern", "bounds", "required"])
def test_every_constraint_of_every_table_with_rows_is_planted(kind: str, real_package: Path) -> None:
    planted = {(f.table, f.column) for batch in batches(real_package) if batch.kind == kind for f in batch.faults}
    declared = set()
    for name, spec in contract().items():
        if name == "codes" or (real_package / spec.path).read_bytes().count(b"\n") < 2:
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
