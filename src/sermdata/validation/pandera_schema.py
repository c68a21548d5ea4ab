"""Pandera schemas built from the spec.

:func:`frame_schema` describes the frames that the loader gives;
:func:`text_schema` describes the same table as texts, so that a wrong cell is
found before it is converted. The names of the checks are rule codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..errors import MissingExtraError
from ..frames import cell_problem, dtypes
from ..spec import ColumnSpec, TableSpec

if TYPE_CHECKING:
    import pandas as pd
    from pandera.pandas import DataFrameSchema


def pandera() -> Any:
    """``pandera.pandas``, or :class:`MissingExtraError`."""
    try:
        import pandera.pandas as pa
    except ImportError:
        raise MissingExtraError("pandera", "validate") from None
    return pa


def frame_schema(spec: TableSpec) -> DataFrameSchema:
    """The schema of a frame of this table as :func:`sermdata.load` gives it.

    Strict: exact columns in order, exact dtypes, required cells, code lists,
    patterns, bounds, unique keys. Raises MissingExtraError without Pandera.
    """
    pa = pandera()
    types = dtypes(spec)
    columns = {}
    for column in spec.columns:
        checks = [] if column.codes else _checks(column, as_text=False)
        columns[column.name] = pa.Column(
            types[column.name],
            checks=checks,
            nullable=not column.required,
            title=column.title,
            description=column.description,
        )
    return _schema(pa, spec, columns)


def text_schema(spec: TableSpec) -> DataFrameSchema:
    """The schema of this table with every cell as text and missing cells as ``NA``."""
    pa = pandera()
    columns = {
        column.name: pa.Column("string", checks=_checks(column, as_text=True), nullable=not column.required)
        for column in spec.columns
    }
    return _schema(pa, spec, columns)


def _schema(pa: Any, spec: TableSpec, columns: dict[str, Any]) -> DataFrameSchema:
    schema: DataFrameSchema = pa.DataFrameSchema(
        columns,
        name=spec.name,
        title=spec.title,
        description=spec.description,
        strict=True,
        ordered=True,
        unique=list(spec.key),
        report_duplicates="exclude_first",
    )
    return schema


def _checks(column: ColumnSpec, *, as_text: bool) -> list[Any]:
    import pandas as pd

    pa = pandera()
    checks = []

    def check(code: str, test: Any) -> None:
        checks.append(pa.Check(test, name=code, error=code))

    if as_text and column.codes:
        values = list(column.values)
        check("SD203", lambda s: s.isin(values))
        return checks
    if as_text and column.type in ("integer", "number", "boolean"):
        check("SD201", lambda s: s.map(lambda text: cell_problem(column, text) is None, na_action="ignore"))
    if column.pattern:
        pattern = column.pattern
        if column.type == "list":
            pattern = f"({pattern.strip('^$')})(;({pattern.strip('^$')}))*"
        check("SD204", lambda s: _matches(s, pattern))
    elif column.type == "list":
        check("SD204", lambda s: _matches(s, "[^; ][^;]*(;[^; ][^;]*)*"))
    numbers: Any = (lambda s: pd.to_numeric(s, errors="coerce")) if as_text else (lambda s: s)
    if column.minimum is not None:
        low = float(column.minimum)
        check("SD205", lambda s: ~(numbers(s) < low).fillna(False))
    if column.maximum is not None:
        high = float(column.maximum)
        check("SD205", lambda s: ~(numbers(s) > high).fillna(False))
    return checks


def _matches(series: pd.Series, pattern: str) -> Any:
    # pyarrow-backed strings match with RE2 and python-backed ones with re: the same for these patterns
    import re

    compiled = re.compile(pattern)
    return series.map(lambda text: compiled.fullmatch(text) is not None, na_action="ignore")
