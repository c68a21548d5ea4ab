"""The rows of a package as texts, ready for rules: with line numbers, and without the cells that are known bad."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from ..frames import NUMBER
from ..spec import TableSpec
from .catalogue import RULES
from .report import Finding


@dataclass(slots=True)
class DataRow:
    """One row: its line, its id, and its cells; a missing or bad cell is ``None``."""

    line: int
    row_id: str
    cells: dict[str, str | None]
    bad: set[str] = field(default_factory=set)

    def __getitem__(self, column: str) -> str | None:
        return self.cells.get(column)

    def number(self, column: str) -> Decimal | None:
        """The cell as a number, or ``None``."""
        text = self.cells.get(column)
        if text is None or not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
            return None
        try:
            return Decimal(text)
        except InvalidOperation:
            return None


@dataclass(slots=True)
class DataTable:
    """One table that could be read."""

    spec: TableSpec
    file: str
    rows: list[DataRow]

    def __iter__(self) -> Iterator[DataRow]:
        return iter(self.rows)

    def finding(
        self,
        rule: str,
        row: DataRow | None,
        message: str,
        *,
        column: str | None = None,
        value: str | None = None,
        expected: str | None = None,
        gates: tuple[str, ...] = ("rules",),
        follows: int = 0,
    ) -> Finding:
        """A finding on a row of this table; ``value`` is the cell's text unless given."""
        if value is None and row is not None and column is not None:
            value = row[column]
        return finding(
            rule,
            self.file,
            message,
            line=row.line if row else None,
            row_id=row.row_id if row else None,
            column=column,
            value=value,
            expected=expected,
            gates=gates,
            follows=follows,
        )


def finding(
    rule: str,
    file: str,
    message: str,
    *,
    line: int | None = None,
    row_id: str | None = None,
    column: str | None = None,
    value: str | None = None,
    expected: str | None = None,
    gates: tuple[str, ...] = ("rules",),
    follows: int = 0,
) -> Finding:
    """A finding of a rule of the catalogue."""
    entry = RULES[rule]
    return Finding(
        file=file,
        line=line,
        row_id=row_id,
        column=column,
        rule=rule,
        name=entry.name,
        severity=entry.severity,
        message=message,
        value=value,
        expected=expected,
        cure=entry.cure,
        gates=gates,
        follows=follows,
    )


@dataclass(slots=True)
class Dataset:
    """All tables that could be read, by name, and how many rows tables have lost since the last build."""

    tables: dict[str, DataTable] = field(default_factory=dict)
    specs: Mapping[str, TableSpec] = field(default_factory=dict)
    cut: Mapping[str, int] = field(default_factory=dict)

    def whole(self, name: str) -> bool:
        """Whether a row that the table lacks is missing indeed: the table could be read, and lost no rows."""
        return name in self.tables and name not in self.cut

    def table(self, name: str) -> DataTable:
        """A table; without rows if it could not be read."""
        return self.tables.get(name) or DataTable(self.specs[name], self.specs[name].path, [])

    def rows(self, table: str) -> list[DataRow]:
        """The rows of a table; none if it could not be read."""
        return self.table(table).rows

    def index(self, table: str) -> dict[str, DataRow]:
        """The rows of a table by row id."""
        return {row.row_id: row for row in self.rows(table)}
