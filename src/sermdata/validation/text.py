"""The text of a CSV file: encoding, line ends, header, row lengths, blanks, canonical form.

Frictionless and Pandera see parsed values and are blind to most of this.
"""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass, field, replace

from ..csvio import FIELD_LIMIT, CsvSyntaxError, Row, canonical, parse
from ..errors import close_names
from ..spec import ColumnSpec, TableSpec
from .dataset import DataRow, DataTable, finding
from .report import Finding

CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
BOM = b"\xef\xbb\xbf"
COMMENTS = re.compile(rb"(?:%s)?(?:\"?#[^\n]*\n)*" % BOM)
WRITTEN_OUT = frozenset({"na", "n/a", "nan", "null", "none", "-", ".", "?", "nd", "inf", "-inf"})
FORMULA_START = ("=", "+", "-", "@")
DELIMITERS = (";", "\t", "|")


@dataclass(slots=True)
class TextResult:
    """What reading one file gave. ``table`` is ``None`` if its rows cannot be used."""

    file: str
    table: DataTable | None = None
    findings: list[Finding] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    """Line of each parsed row after the header, blank rows included: maps row ordinals to lines."""
    header_faulty: bool = False
    """Columns are missing, unknown, doubled or in another order: reading by position would go wrong."""
    faulty_lines: set[int] = field(default_factory=set)
    rows: int | None = None
    """Rows of the file, as the descriptor counts them; ``None`` if they cannot be used."""
    canonical: str | None = None
    """The canonical text, if the rows allow one."""


def read_table(data: bytes, file: str, spec: TableSpec, *, comments: bool = False) -> TextResult:
    """Read one table's file and report every fault of its text.

    With ``comments``, lines at the head that begin with ``#`` are passed over;
    line numbers still count them.
    """
    if comments:
        head = comments_of(data)
        moved = _moved(read_table(data[len(head) :], file, spec), head.count(b"\n"))
        if head.startswith(BOM):
            moved.findings.insert(0, _byte_order_mark(file))
        return moved
    result = TextResult(file)
    found = result.findings
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raw = data[error.start : error.start + 4]
        found.append(
            finding("SD101", file, "bytes that are not UTF-8", line=line, value=raw.hex(" "), expected="UTF-8 text")
        )
        return result
    if text.startswith("\ufeff"):
        found.append(_byte_order_mark(file))
        text = text[1:]
    if "\r\n" in text:
        line = text.count("\n", 0, text.index("\r\n")) + 1
        many = text.count("\r\n")
        found.append(finding("SD103", file, f"{many} lines end in CRLF", line=line, value="\\r\\n", expected="\\n"))
        text = text.replace("\r\n", "\n")
    elif "\r" in text and "\n" not in text:
        found.append(finding("SD103", file, "lines end in CR", line=1, value="\\r", expected="\\n"))
        text = text.replace("\r", "\n")
    try:
        rows = parse(text)
    except CsvSyntaxError as error:
        found.append(
            finding(
                "SD105",
                file,
                f"not CSV: {error}",
                line=error.line,
                expected=f"quotes that are doubled inside and closed, cells of at most {FIELD_LIMIT} characters",
            )
        )
        return result
    places = _header(rows, result, spec)
    if places is None:
        return result
    result.rows = sum(1 for row in rows[1:] if row.cells)
    table = DataTable(spec, file, [])
    width = len(rows[0].cells)
    kept: list[list[str]] = []
    for row in rows[1:]:
        result.lines.append(row.line)
        if not row.cells:
            found.append(finding("SD110", file, "a blank row", line=row.line))
            result.faulty_lines.add(row.line)
            continue
        data_row = _row(row, places, spec)
        table.rows.append(data_row)
        if len(row.cells) != width:
            _wrong_length(row, data_row, width, table, result)
            continue
        if not any(cell.strip() for cell in row.cells):
            found.append(finding("SD110", file, "a row without any value", line=row.line))
            result.faulty_lines.add(row.line)
            table.rows.pop()
            continue
        for column, place in places.items():
            _cell(spec.column(column), row.cells[place], data_row, table, found)
        kept.append([row.cells[places[name]].strip() if name in places else "" for name in spec.names])
    result.table = table
    if result.header_faulty:
        _blame_header(result, len(spec.names))
    if set(places) == set(spec.names) == set(rows[0].cells):
        result.canonical = canonical(spec.names, kept, spec.key)
    return result


def _byte_order_mark(file: str) -> Finding:
    return finding("SD102", file, "the file begins with a byte order mark", line=1, value="\\ufeff")


def cured_here(one: Finding, file: str, table: str) -> Finding:
    """The finding, with the call of lint that cures a file of one's own."""
    command = f"'sermdata lint --fix --table {table} {shlex.quote(file)}'"
    return replace(one, cure=one.cure.replace("'sermdata lint --fix'", command))


def comments_of(data: bytes) -> bytes:
    """The head of a file: a byte order mark, and the lines that begin with ``#`` (quoted by a spreadsheet or not)."""
    match = COMMENTS.match(data)
    return match.group() if match else b""


def _moved(result: TextResult, lines: int) -> TextResult:
    """The result of a text that stands ``lines`` lines further down in its file."""
    result.findings = [replace(one, line=one.line + lines) if one.line else one for one in result.findings]
    result.lines = [line + lines for line in result.lines]
    result.faulty_lines = {line + lines for line in result.faulty_lines}
    for row in result.table or ():
        row.line += lines
    return result


def order_finding(result: TextResult, data: bytes) -> Finding | None:
    """The finding that the file is not in canonical form; for a file without other findings."""
    if result.canonical is None or result.table is None:
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if text == result.canonical:
        return None
    keys = [tuple(row[column] or "" for column in result.table.spec.key) for row in result.table]
    for place in range(1, len(keys)):
        if keys[place] < keys[place - 1]:
            row = result.table.rows[place]
            before = result.table.rows[place - 1].row_id
            return result.table.finding(
                "SD114", row, "the rows are not sorted by key", value=row.row_id, expected=f"a key after {before}"
            )
    written, wanted = text.split("\n"), result.canonical.split("\n")
    for line, (a, b) in enumerate(zip(written, wanted, strict=False), start=1):
        if a != b:
            return finding("SD114", result.file, "needless quotes or other spelling", line=line, value=a, expected=b)
    return finding(
        "SD114", result.file, "the end of the file differs", line=len(written), expected="one newline at the end"
    )


def _header(rows: list[Row], result: TextResult, spec: TableSpec) -> dict[str, int] | None:
    """The place of every known column, or ``None`` if the rows cannot be used."""
    file, found = result.file, result.findings
    header = rows[0].cells if rows else []
    expected = ",".join(spec.names)
    if not header:
        result.header_faulty = True
        found.append(finding("SD106", file, "the file is empty", line=1, expected=f"the header {expected}"))
        return None
    if len(header) == 1 and len(spec.names) > 1:
        for delimiter in DELIMITERS:
            if set(header[0].split(delimiter)) & set(spec.names) and delimiter in header[0]:
                result.header_faulty = True
                found.append(
                    finding(
                        "SD104", file, f"cells are separated by {delimiter!r}", line=1, value=delimiter, expected="','"
                    )
                )
                return None
    missing = [name for name in spec.names if name not in header]
    unknown = [name for name in header if name not in spec.names]
    twice = sorted({name for name in header if header.count(name) > 1 and name in spec.names})
    result.header_faulty = bool(missing or unknown or twice)
    if len(missing) == len(spec.names):
        found.append(
            finding("SD106", file, "the header is not the table's", line=1, value=",".join(header), expected=expected)
        )
        return None
    if len(missing) == len(instead := [*unknown, *twice]) == 1:
        found.append(
            finding(
                "SD106",
                file,
                f"column {missing[0]} is missing; {instead[0]!r} stands in the header instead",
                line=1,
                column=missing[0],
                value=instead[0],
                expected=missing[0],
            )
        )
        twice = []
    else:
        for name in missing:
            found.append(finding("SD106", file, f"column {name} is missing", line=1, column=name, expected=expected))
        for name in unknown:
            near = close_names(name, missing or spec.names)
            hint = f"; did you mean {near[0]}?" if near else ""
            found.append(
                finding(
                    "SD107",
                    file,
                    f"the table has no column {name!r}{hint}",
                    line=1,
                    column=name or None,
                    value=name,
                    expected=expected,
                )
            )
    for name in twice:
        found.append(
            finding("SD107", file, f"column {name} stands twice in the header", line=1, column=name, value=name)
        )
    if not result.header_faulty and header != list(spec.names):
        result.header_faulty = True
        found.append(
            finding(
                "SD108", file, "the columns stand in another order", line=1, value=",".join(header), expected=expected
            )
        )
    return {name: _place(name, header, spec) for name in spec.names if name in header}


def _place(name: str, header: list[str], spec: TableSpec) -> int:
    """The place of a column: its own if its name stands there, else where the name stands first."""
    own = spec.names.index(name)
    return own if header[own : own + 1] == [name] else header.index(name)


def _row(row: Row, places: dict[str, int], spec: TableSpec) -> DataRow:
    cells: dict[str, str | None] = {}
    bad = set()
    for name in spec.names:
        place = places.get(name)
        if place is None or place >= len(row.cells):
            cells[name] = None
            bad.add(name)
        else:
            cells[name] = row.cells[place] or None
    return DataRow(row.line, spec.row_id(cells), cells, bad)


def _wrong_length(row: Row, data_row: DataRow, width: int, table: DataTable, result: TextResult) -> None:
    result.findings.append(
        table.finding(
            "SD109",
            data_row,
            f"the row has {len(row.cells)} cells",
            value=str(len(row.cells)),
            expected=f"{width} cells",
        )
    )
    result.faulty_lines.add(row.line)
    for name in table.spec.names:
        if name not in table.spec.key:
            data_row.bad.add(name)
            data_row.cells[name] = None


def _blame_header(result: TextResult, width: int) -> None:
    """Rows that have the table's own number of cells are right; the fault is the header's."""
    innocent = [one for one in result.findings if one.rule == "SD109" and one.value == str(width)]
    if innocent:
        result.findings = [one for one in result.findings if one not in innocent]
        place = next(n for n, one in enumerate(result.findings) if one.rule in ("SD106", "SD107"))
        result.findings[place] = replace(result.findings[place], follows=len(innocent))


def _cell(column: ColumnSpec, cell: str, row: DataRow, table: DataTable, found: list[Finding]) -> None:
    if not cell:
        return
    plain_text = column.type in ("string", "list") and not column.codes
    problem = None
    control = CONTROL.search(cell)
    if control:
        problem = (
            "SD112",
            f"the cell holds the control character U+{ord(control.group()):04X}",
            "printable text on one line",
        )
    elif cell != cell.strip():
        problem = "SD111", "the cell begins or ends with a blank", cell.strip() or "an empty cell"
    elif plain_text and len(cell) > 1 and cell.startswith(FORMULA_START):
        problem = "SD113", "a spreadsheet would take the text for a formula", "text that begins otherwise"
    elif not plain_text and cell.lower() in WRITTEN_OUT and cell not in column.values:
        problem = "SD115", "a missing value is written out", "an empty cell, or " + column.expected()
    if problem:
        rule, message, expected = problem
        row.bad.add(column.name)
        row.cells[column.name] = None
        found.append(table.finding(rule, row, message, column=column.name, value=cell, expected=expected))
