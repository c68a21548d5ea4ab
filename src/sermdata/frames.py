"""CSV text to pandas frames with exact dtypes. Imports pandas when a frame is asked for.

| column type | dtype |
|---|---|
| text, lists (joined by ``;``) | ``string`` |
| whole number | ``Int64`` |
| number | ``Float64`` |
| boolean | ``boolean`` |
| code | ordered ``category`` in code order, or ``string`` |

Only an empty cell is missing; ``NA``, ``None`` and ``nan`` stay text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Literal

from .csvio import CsvSyntaxError, parse
from .errors import DataError, known_name, known_names
from .spec import ColumnSpec, TableSpec

if TYPE_CHECKING:
    import pandas as pd

CodesAs = Literal["category", "string"]

INTEGER = re.compile(r"-?(0|[1-9][0-9]*)")
NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")

_CONVERTERS: dict[str, Callable[[str], object]] = {
    "integer": int,
    "number": float,
    "boolean": lambda text: text == "true",
}
_DTYPES = {"string": "string", "list": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


def dtypes(spec: TableSpec, codes: CodesAs = "category") -> dict[str, Any]:
    """The dtype of every column of a frame of this table, by name, in order."""
    import pandas as pd

    return {
        column.name: pd.CategoricalDtype(list(column.values), ordered=True)
        if column.codes and codes == "category"
        else pd.api.types.pandas_dtype(_DTYPES[column.type])
        for column in spec.columns
    }


def read_frame(
    data: bytes, file: str, spec: TableSpec, *, columns: Sequence[str] | None = None, codes: CodesAs = "category"
) -> pd.DataFrame:
    """A new frame of the table in ``data``.

    Raises :class:`DataError` if header or cells are not as ``spec`` says, and
    :class:`UnknownNameError` for an unknown name in ``columns``.
    """
    import pandas as pd

    known_name("value of codes=", codes, ("category", "string"))
    wanted = list(spec.names) if columns is None else known_names(f"column of {spec.name}", columns, spec.names)
    cells = read_columns(data, file, spec)
    types = dtypes(spec, codes)
    # our own reader and not read_csv, which drops the surplus cells of a long row and turns an unknown code into a missing value
    return pd.DataFrame({name: pd.array(_values(spec.column(name), cells[name]), dtype=types[name]) for name in wanted})


def _values(column: ColumnSpec, texts: list[str | None]) -> list[Any]:
    convert = _CONVERTERS.get(column.type)
    if convert is None:
        return list(texts)
    values = {text: None if text is None else convert(text) for text in set(texts)}
    return [values[text] for text in texts]


def read_columns(data: bytes, file: str, spec: TableSpec) -> dict[str, list[str | None]]:
    """The cells of the table as texts, a list a column, ``None`` for missing. Needs neither pandas nor pydantic.

    Raises :class:`DataError` if encoding, header, row lengths or cells are not
    as ``spec`` says.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DataError("not UTF-8", file=file, line=line, value=data[error.start : error.end].hex(" ")) from None
    try:
        rows = parse(text)
    except CsvSyntaxError as error:
        raise DataError(f"not CSV ({error})", file=file, line=error.line) from None
    header = rows[0].cells if rows else []
    if header != list(spec.names):
        wrong = [c for c in header if c not in spec.names] or [c for c in spec.names if c not in header] or header
        raise DataError(
            "the header is not the table's",
            file=file,
            line=1,
            value=",".join(wrong[:5]),
            expected=",".join(spec.names),
        )
    for row in rows:
        if len(row.cells) != len(header):
            raise DataError(f"{len(row.cells)} cells, the header has {len(header)}", file=file, line=row.line)
    del rows[0]
    columns: dict[str, list[str | None]] = {}
    for place, column in enumerate(spec.columns):
        texts = [row.cells[place] for row in rows]
        # each distinct text is looked at once
        problems = {text: problem for text in set(texts) if (problem := cell_problem(column, text))}
        if problems:
            row = next(row for row in rows if row.cells[place] in problems)
            cell = row.cells[place]
            raise DataError(
                problems[cell], file=file, line=row.line, column=column.name, value=cell, expected=column.expected()
            )
        columns[column.name] = [text or None for text in texts]
    return columns


def read_cells(data: bytes, file: str, spec: TableSpec) -> list[dict[str, str | None]]:
    """The rows of the table as texts by column name; as :func:`read_columns`."""
    columns = read_columns(data, file, spec)
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def cell_problem(column: ColumnSpec, cell: str) -> str | None:
    """What is wrong with a cell as far as missing values, types and code lists go; ``None`` if nothing."""
    if cell == "":
        return "missing value" if column.required else None
    if column.codes:
        return None if cell in column.values else "unknown code"
    if column.type == "integer" and not (INTEGER.fullmatch(cell) and len(cell) < 19):
        return "not a whole number"
    if column.type == "number" and not (NUMBER.fullmatch(cell) and math.isfinite(float(cell))):
        return "not a number"
    if column.type == "boolean" and cell not in ("true", "false"):
        return "not a boolean"
    return None
