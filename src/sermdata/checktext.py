"""Whether the numbers of the rows stand in the texts that were read.

A check for curators, on plain text of their own, offline; nothing of the
texts is kept. It compares digits as printed: ``0.70`` is found as ``0.70``,
``.70``, ``0·70`` or ``0,70``, and not as ``0.7``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import PackageError, known_names
from .frames import read_cells
from .package import BasePackage
from .spec import TableSpec

_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|(?<![0-9])\.[0-9]+")
_SPACES = "\u0020\u00a0\u2009\u202f\u2007\u2008'\u2019"
_GROUPED = re.compile(f"(?<=[0-9])[,{_SPACES}](?=[0-9]{{3}}(?![0-9]))")
_MIDDLE_DOT = re.compile("(?<=[0-9])[\u00b7\u2219\u22c5\u2027](?=[0-9])")
_DECIMAL_COMMA = re.compile("(?<=[0-9]),(?=[0-9])")
_SKIPPED = frozenset({"ci_level"})
"""Columns whose number a text may leave out: "95 %" is often understood."""
WEEKS_A_YEAR = 52
"""Times printed in weeks are entered in months as weeks x 12 / 52, to one decimal; years as 12 months."""
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]


@dataclass(frozen=True, slots=True)
class MissingNumber:
    """A number of a row that does not stand in the text of its source."""

    table: str
    row_id: str
    column: str
    value: str
    source_id: str
    file: str

    def as_dict(self) -> dict[str, str]:
        """As a JSON object."""
        return {
            "table": self.table,
            "row_id": self.row_id,
            "column": self.column,
            "value": self.value,
            "source_id": self.source_id,
            "file": self.file,
        }


@dataclass(frozen=True, slots=True)
class TextCheck:
    """What :func:`check_texts` found, and how much it looked at."""

    missing: tuple[MissingNumber, ...]
    texts: int
    rows: int
    numbers: int


def numbers_in(text: str) -> set[str]:
    """All numbers of a text in one spelling: a point, no grouping, a digit before the point.

    >>> sorted(numbers_in("RR 0·70 (95% CI, .53–0.92); 1 234 women; 6,828"))
    ['0.53', '0.70', '0.92', '1', '1234', '234', '6', '6.828', '6828', '828', '95']
    """
    text = _MIDDLE_DOT.sub(".", text)
    versions = (text, _GROUPED.sub("", text), _DECIMAL_COMMA.sub(".", text))
    found = {_spelled(token) for version in versions for token in _TOKEN.findall(version)}
    words = set(re.findall("[a-z]+", text.lower()))
    return found | {str(number) for number, word in enumerate(_WORDS) if word in words and number > 0}


def _spelled(token: str) -> str:
    return f"0{token}" if token.startswith(".") else token.lstrip("0") or "0" if "." not in token else _no_zeros(token)


def _no_zeros(token: str) -> str:
    whole, _, part = token.partition(".")
    return f"{whole.lstrip('0') or '0'}.{part}"


def check_texts(package: BasePackage, folder: Path, *, tables: Sequence[str] | None = None) -> TextCheck:
    """Look up every number of every row whose source has a file ``<source_id>.txt`` in ``folder``.

    Numbers are those of number columns and those within ``dose``, without
    their sign. Raises :class:`PackageError` if the folder or a text cannot be
    read or no source of these rows has a text, :class:`UnknownNameError` for
    an unknown table.
    """
    try:
        there = folder.is_dir()
    except OSError as error:
        raise PackageError(f"{folder}: cannot be read ({error.strerror}).") from None
    if not there:
        raise PackageError(f"{folder}: no such folder of texts.")
    tables = known_names("table", tables or (), package.descriptor.resources)
    known: dict[str, set[str] | None] = {}
    missing: list[MissingNumber] = []
    rows = numbers = 0
    for resource in package.descriptor:
        if tables and resource.name not in tables:
            continue
        spec = package.spec(resource.name)
        if not spec.has_provenance:
            continue
        data, file = package.read(resource.name)
        for cells in read_cells(data, file, spec):
            source = cells["source_id"] or ""
            if source not in known:
                known[source] = _numbers_of(folder / f"{source}.txt")
            have = known[source]
            if have is None:
                continue
            rows += 1
            for column, value in _numbers_of_row(spec, cells):
                numbers += 1
                months = spec.column(column).unit == "mo"
                if _spelled(value) not in have and not (months and _other_unit_of_time(value, have)):
                    missing.append(MissingNumber(spec.name, spec.row_id(cells), column, value, source, file))
    texts = sum(1 for have in known.values() if have is not None)
    if not texts:
        raise PackageError(f"{folder}: holds no text of a source of these rows; a text is named <source_id>.txt.")
    return TextCheck(tuple(missing), texts, rows, numbers)


def _other_unit_of_time(months: str, have: set[str]) -> bool:
    """Whether a time in months stands in the text in years or weeks."""
    years = float(months) / 12
    if _spelled(f"{years:g}") in have or f"{years:.1f}" in have:
        return True
    return any(round(int(n) * 12 / WEEKS_A_YEAR, 1) == float(months) for n in have if n.isdigit() and len(n) <= 3)


def _numbers_of(path: Path) -> set[str] | None:
    try:
        if not path.is_file():
            return None
        return numbers_in(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise PackageError(f"{path}: cannot be read as UTF-8 text ({error}).") from None
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror}).") from None


def _numbers_of_row(spec: TableSpec, cells: dict[str, str | None]) -> list[tuple[str, str]]:
    found = []
    for column in spec.columns:
        text = cells[column.name]
        if text is None or column.name in _SKIPPED:
            continue
        if column.type in ("number", "integer"):
            found.append((column.name, text.lstrip("-")))
        elif column.name == "dose":
            found += [(column.name, token) for token in _TOKEN.findall(text)]
    return found
