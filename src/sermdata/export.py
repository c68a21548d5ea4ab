"""Write tables in other formats. A file is whole or not there; an existing one is kept unless told otherwise."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .build import write_atomic
from .errors import MissingExtraError, PackageError, known_name, known_names
from .frames import read_cells
from .package import BasePackage
from .spec import ColumnSpec, TableSpec

FORMATS = ("csv", "json", "parquet", "sqlite", "xlsx")
ONE_FILE = frozenset({"sqlite", "xlsx"})
"""Formats that hold all tables in one file; the others give one file a table."""


def export(
    package: BasePackage,
    target: Path,
    form: str | None = None,
    *,
    tables: Sequence[str] | None = None,
    force: bool = False,
) -> list[Path]:
    """Write ``tables`` (all without) to ``target`` and return the files written.

    ``target`` is a file for sqlite and xlsx, a folder for csv, json and
    parquet. Without ``form`` it is that of the file's suffix, or csv. Raises
    :class:`UnknownNameError` for an unknown format or table,
    :class:`PackageError` if ``target`` has the suffix of another format, if a
    file exists already (unless ``force``), cannot be written, or cannot hold
    the data, :class:`MissingExtraError` if the library is missing.
    """
    suffix = target.suffix.lower().removeprefix(".")
    if form is None:
        form = suffix if suffix in ONE_FILE else "csv"
    known_name("format", form, FORMATS)
    if form not in ONE_FILE and suffix in FORMATS:
        raise PackageError(f"{target}: {form} is written as one file a table; give a folder, without .{suffix}.")
    if form in ONE_FILE and suffix in FORMATS and suffix != form:
        raise PackageError(f"{target}: the format is {form}, the suffix .{suffix}.")
    known = package.descriptor.resources
    names = dict.fromkeys(known_names("table", tables or known, known))
    specs = [package.spec(name) for name in names]
    if form in ONE_FILE:
        contents = {target: _sqlite(package, specs) if form == "sqlite" else _xlsx(package, specs)}
    else:
        write = {"csv": _csv, "json": _json, "parquet": _parquet}[form]
        contents = {target / f"{spec.name}.{form}": write(package, spec) for spec in specs}
    for path in contents:
        if not force and _exists(path):
            raise PackageError(f"{path}: exists already; give another place, or --force to replace it.")
    for path, data in contents.items():
        write_atomic(path, data)
    return list(contents)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError as error:
        raise PackageError(f"{path}: cannot be written ({error.strerror}).") from None


def _csv(package: BasePackage, spec: TableSpec) -> bytes:
    return package.read(spec.name)[0]


def rows_as_json(package: BasePackage, spec: TableSpec) -> list[dict[str, Any]]:
    """The rows of a table with JSON types; missing is ``None``."""
    data, file = package.read(spec.name)
    return [{c.name: json_value(c, cells[c.name]) for c in spec.columns} for cells in read_cells(data, file, spec)]


def json_value(column: ColumnSpec, text: str | None) -> Any:
    """A cell as a JSON value."""
    if text is None:
        return None
    if column.type == "integer":
        return int(text)
    if column.type == "number":
        return float(text)
    if column.type == "boolean":
        return text == "true"
    return text.split(";") if column.type == "list" else text


def _json(package: BasePackage, spec: TableSpec) -> bytes:
    return (json.dumps(rows_as_json(package, spec), indent=2, ensure_ascii=False) + "\n").encode()


def _parquet(package: BasePackage, spec: TableSpec) -> bytes:
    import io

    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingExtraError("pyarrow", "parquet") from None
    buffer = io.BytesIO()
    package.load(spec.name).to_parquet(buffer, engine="pyarrow", index=False)
    return buffer.getvalue()


def _xlsx(package: BasePackage, specs: list[TableSpec]) -> bytes:
    import io
    from datetime import UTC, datetime

    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError("XlsxWriter", "xlsx") from None
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"title": f"sermdata {package.version}", "created": datetime(2000, 1, 1, tzinfo=UTC)})
    for spec in specs:
        sheet = book.add_worksheet(spec.name[:31])
        sheet.freeze_panes(1, 0)
        sheet.write_row(0, 0, spec.names)
        for place, row in enumerate(rows_as_json(package, spec), start=1):
            for column, (name, value) in enumerate(row.items()):
                value = ";".join(value) if isinstance(value, list) else value
                write = sheet.write_string if isinstance(value, str) else sheet.write
                if write(place, column, value):  # the cell is cut or left out
                    row_id = "/".join(str(row[key]) for key in spec.key)
                    raise PackageError(
                        f"{spec.path}: row {row_id}, column {name}: more than a sheet holds"
                        f" (32,767 characters a cell, 1,048,576 rows); export another format."
                    )
    book.close()
    return buffer.getvalue()


def _sqlite(package: BasePackage, specs: list[TableSpec]) -> bytes:
    types = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
    names = {spec.name for spec in specs}
    connection = sqlite3.connect(":memory:")
    try:
        for spec in specs:
            parts = [f'"{c.name}" {types.get(c.type, "TEXT")}{" NOT NULL" if c.required else ""}' for c in spec.columns]
            parts.append(f"PRIMARY KEY ({_quoted(spec.key)})")
            parts += [
                f'FOREIGN KEY ({_quoted(k.columns)}) REFERENCES "{k.table}" ({_quoted(k.target)})'
                for k in spec.foreign_keys
                if k.table in names
            ]
            connection.execute(f'CREATE TABLE "{spec.name}" ({", ".join(parts)}) STRICT')
            places = ", ".join("?" * len(spec.columns))
            connection.executemany(
                f'INSERT INTO "{spec.name}" VALUES ({places})',
                [[_sqlite_value(value) for value in row.values()] for row in rows_as_json(package, spec)],
            )
        connection.commit()
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        content = connection.serialize()
    except sqlite3.Error as error:
        raise PackageError(f"SQLite refuses the data ({error}); run 'sermdata validate'.") from None
    finally:
        connection.close()
    if broken:
        raise PackageError(f"SQLite finds {len(broken)} dangling references; run 'sermdata validate'.")
    return content


def _sqlite_value(value: Any) -> Any:
    if isinstance(value, list):
        return ";".join(value)
    return int(value) if isinstance(value, bool) else value


def _quoted(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
