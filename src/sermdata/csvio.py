"""Read CSV text with physical line numbers; write the one canonical form.

Canonical: UTF-8 without byte order mark, LF, comma, quotes only where needed,
one header row, rows in the order of the primary key, an empty cell for a
missing value, a newline at the end.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

FIELD_LIMIT = 1_000_000
"""Characters a single cell may hold; a longer one is an error, not a memory hog."""

_QUOTED = re.compile('[",\r\n]')


class Row(NamedTuple):
    """The cells of one row and the line of the file on which it starts (the header is on line 1)."""

    line: int
    cells: list[str]


class CsvSyntaxError(ValueError):
    """The text is not CSV; ``line`` is where the reader stopped."""

    def __init__(self, line: int, problem: str) -> None:
        self.line = line
        super().__init__(problem)


def parse(text: str) -> list[Row]:
    """All rows of ``text``, the header included, blank lines as rows without cells.

    Raises :class:`CsvSyntaxError` for an open quote, text after a closing
    quote, or a cell above :data:`FIELD_LIMIT`.
    """
    previous = csv.field_size_limit(FIELD_LIMIT)
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        rows: list[Row] = []
        start = 1
        try:
            for cells in reader:
                rows.append(Row(start, cells))
                start = reader.line_num + 1
        except csv.Error as error:
            raise CsvSyntaxError(start, str(error)) from None
        return rows
    finally:
        csv.field_size_limit(previous)


def format_rows(rows: Iterable[Sequence[str]]) -> str:
    """``rows`` as canonical CSV text (the caller gives header and order)."""
    # not csv.writer, which leaves a lone CR without quotes before Python 3.13
    return "".join(_line(cells) for cells in rows)


def _line(cells: Sequence[str]) -> str:
    if len(cells) == 1 and not cells[0]:
        return '""\n'
    return ",".join('"' + cell.replace('"', '""') + '"' if _QUOTED.search(cell) else cell for cell in cells) + "\n"


def canonical(header: Sequence[str], rows: Iterable[Sequence[str]], key: Sequence[str]) -> str:
    """The canonical text of a table: ``rows`` sorted by the ``key`` columns, as text."""
    places = [header.index(column) for column in key]
    ordered = sorted(rows, key=lambda cells: [cells[place] for place in places])
    return format_rows([header, *ordered])
