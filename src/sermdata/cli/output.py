"""Printing: rich tables on a terminal, plain text when piped, JSON and CSV for machines. Nothing is cut off.

Machines get UTF-8, as the files are. People get the encoding of their
terminal; what it lacks is written as ``\\xe9``.
"""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from ..csvio import format_rows
from ..errors import SermdataError


class OutputError(SermdataError):
    """The output cannot be written."""


class Output(io.TextIOWrapper):
    """Standard output or error that never fails on a character.

    When nobody reads any more (``| head``), the rest goes nowhere and the
    command ends with its own exit code; any other failure is an OutputError.
    """

    def write(self, text: str, /) -> int:
        """Write ``text``; the number of its characters."""
        try:
            return super().write(text)
        except OSError as error:
            self._give_up(error)
            return len(text)

    def flush(self) -> None:
        """Send what is buffered."""
        try:
            super().flush()
        except OSError as error:
            self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        # what is left goes nowhere, so that the interpreter's last flush does not fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), self.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OutputError(f"the output cannot be written ({error.strerror or error}).") from None


def wrap_streams() -> None:
    """Make standard output and error an :class:`Output`. Raises OutputError if standard output is closed."""
    if sys.stderr is None:
        sys.stderr = io.StringIO()  # else messages would end up among the data
    elif isinstance(sys.stderr, io.TextIOWrapper):
        sys.stderr = _wrapped(sys.stderr)
    if sys.stdout is None:
        raise OutputError("the output cannot be written (it is closed).")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout = _wrapped(sys.stdout)


def _wrapped(stream: io.TextIOWrapper) -> Output:
    return Output(
        stream.buffer, encoding=stream.encoding, errors="backslashreplace", line_buffering=stream.line_buffering
    )


def print_machine(text: str) -> None:
    """Text for machines: UTF-8 and LF, whatever the terminal has."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    sys.stdout.write(text)


def print_json(value: Any) -> None:
    """One JSON value."""
    print_machine(json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def print_csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """A header and rows as CSV."""
    print_machine(format_rows([header, *rows]))


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "") -> None:
    """A table: aligned columns when piped; on a terminal drawn, or one field a line where the columns do not fit."""
    if sys.stdout.isatty():
        _print_on_terminal(header, rows, title)
        return
    widths = [max(len(row[i]) for row in [header, *rows]) for i in range(len(header))]
    if title:
        print(title)
    for row in [header, *rows]:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _print_on_terminal(header: Sequence[str], rows: Sequence[Sequence[str]], title: str) -> None:
    from rich.cells import cell_len
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console()
    columns = list(zip(header, *rows, strict=True))
    whole = [max(cell_len(cell) for cell in column) for column in columns]
    # no word is broken: a column is at least as wide as its longest
    least = [max((cell_len(word) for cell in column for word in cell.split()), default=0) for column in columns]
    room = console.width - 3 * len(columns) - 1
    for level in range(room, 0, -1):
        widths = [min(wide, max(narrow, level)) for wide, narrow in zip(whole, least, strict=True)]
        if sum(widths) <= room:
            break
    else:
        if title:
            print(title)
        for place, row in enumerate(rows):
            if title or place:
                print()
            print_fields(zip(header, row, strict=True))
        return
    table = Table(title=escape(title) or None)
    for name, width in zip(header, widths, strict=True):
        table.add_column(escape(name), width=width, overflow="fold")
    for row in rows:
        table.add_row(*map(escape, row))
    console.print(table)


def print_fields(pairs: Iterable[tuple[str, str]]) -> None:
    """Names and values, one a line."""
    shown = list(pairs)
    width = max((len(name) for name, _ in shown), default=0)
    for name, value in shown:
        print(f"{name.ljust(width)}  {value}".rstrip())


def counted(number: int, noun: str) -> str:
    """``1 finding``, ``2 findings``."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
