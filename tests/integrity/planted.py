"""Plant faults in a copy of the real package: for every declared constraint of every table with rows, one spoilt cell.

Faults of one kind are planted together, each in a row of its own, so that one
run of the gates judges hundreds of them. :func:`batches` gives the faults,
:func:`plant` writes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sermdata.csvio import format_rows, parse
from sermdata.spec import ColumnSpec, TableSpec, contract

Rows = list[list[str]]


@dataclass(frozen=True)
class Fault:
    """One spoilt cell or row, and the finding it must give."""

    kind: str
    rule: str
    table: str
    row_id: str
    column: str | None
    text: str

    @property
    def place(self) -> tuple[str, str, str, str | None]:
        """What the finding must say: rule, file, row id, column."""
        return self.rule, contract()[self.table].path, self.row_id, self.column


@dataclass
class Batch:
    """Faults that are planted together, and the tables with them."""

    kind: str
    faults: list[Fault] = field(default_factory=list)
    tables: dict[str, Rows] = field(default_factory=dict)


def batches(folder: Path, only: Collection[str] | None = None) -> Iterator[Batch]:
    """All faults for the package in ``folder``, in batches of one kind whose faults do not touch each other.

    ``only`` keeps the faults of some tables.
    """
    specs = {n: spec for n, spec in contract().items() if n != "codes" and (only is None or n in only)}
    tables = {
        name: [row.cells for row in parse((folder / spec.path).read_text(encoding="utf-8"))]
        for name, spec in specs.items()
    }
    for kind in ("type", "code_list", "pattern", "bounds", "required", "reference"):
        todo = [
            (spec, column, text, rule)
            for name, spec in specs.items()
            if len(tables[name]) > 1
            for column in spec.columns
            for text, rule in spoilt(kind, spec, column)
        ]
        while todo:
            batch = Batch(kind)
            rest = []
            used: dict[str, set[int]] = {}
            for spec, column, text, rule in todo:
                rows = batch.tables.get(spec.name) or [list(cells) for cells in tables[spec.name]]
                place = free_row(spec, column, rows, used.setdefault(spec.name, set()), kind)
                if place is None:
                    if len(used[spec.name]) == 0:
                        continue  # no row of the table can hold this fault
                    rest.append((spec, column, text, rule))
                    continue
                used[spec.name].add(place)
                batch.tables[spec.name] = rows
                shown = text.format(n=len(batch.faults))
                rows[place][spec.names.index(column.name)] = shown
                row_id = spec.row_id(dict(zip(spec.names, rows[place], strict=True)))
                batch.faults.append(Fault(kind, rule, spec.name, row_id, column.name, shown))
            if not batch.faults:
                break
            yield batch
            todo = rest
    yield doubled(tables, specs, "duplicate_key", "SD301")
    yield doubled(tables, specs, "duplicate_finding", "SD303")


def spoilt(kind: str, spec: TableSpec, column: ColumnSpec) -> list[tuple[str, str]]:
    """Texts that break one declared constraint of a column, with the rule that must find them."""
    key = column.name in spec.key
    if kind == "required":
        return [("", "SD202")] if column.required and not key else []
    if key:
        return []
    if kind == "type":
        return [("x1", "SD201")] if column.type in ("integer", "number", "boolean") else []
    if kind == "code_list":
        return [("no_such_code", "SD203")] if column.codes else []
    if kind == "pattern":
        return [("a b", "SD204")] if column.pattern else []
    if kind == "bounds":
        whole = column.type == "integer"
        low = (
            [(f"{float(column.minimum) - 1:g}" if not whole else str(int(column.minimum) - 1), "SD205")]
            if column.minimum is not None
            else []
        )
        high = [(str(int(float(column.maximum)) + 1), "SD205")] if column.maximum is not None else []
        return low + high
    if any(column.name in foreign.columns for foreign in spec.foreign_keys):
        example = column.example
        return [
            (
                "NO-SUCH-{n}" if example.isupper() else "CL{n:04d}" if example.startswith("CL0") else "no_such_{n}",
                "SD302",
            )
        ]
    return []


def free_row(spec: TableSpec, column: ColumnSpec, rows: Rows, used: set[int], kind: str) -> int | None:
    """A row without a fault whose cell is filled, so that only this fault is new."""
    place = spec.names.index(column.name)
    for number in range(1, len(rows)):
        if number not in used and rows[number][place]:
            return number
    if (
        kind in ("type", "code_list", "pattern", "bounds")
        and len(used) < len(rows) - 1
        and not any(row[place] for row in rows[1:])
    ):
        return next(number for number in range(1, len(rows)) if number not in used)
    return None


def doubled(tables: dict[str, Rows], specs: dict[str, TableSpec], kind: str, rule: str) -> Batch:
    """Every table's first row again: under the same id, or under a new one."""
    batch = Batch(kind)
    for name, spec in specs.items():
        rows = [list(cells) for cells in tables[name]]
        if len(rows) < 2 or (kind == "duplicate_finding" and not spec.natural_key):
            continue
        copy = list(rows[1])
        if kind == "duplicate_key":
            rows.insert(2, copy)
            row_id = spec.row_id(dict(zip(spec.names, copy, strict=True)))
        else:
            copy[0] = row_id = rows[1][0][:2] + "9999"
            rows.append(copy)
        batch.tables[name] = rows
        batch.faults.append(Fault(kind, rule, name, row_id, None, row_id))
    return batch


def plant(folder: Path, batch: Batch) -> None:
    """Write a batch into the package in ``folder``."""
    for name, rows in batch.tables.items():
        (folder / contract()[name].path).write_text(format_rows(rows), encoding="utf-8")
