"""What several views share: choosing rows by name, references to sources, frames with exact dtypes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .. import _bundled
from ..errors import DataError, known_name, known_names
from ..package import BasePackage

if TYPE_CHECKING:
    import pandas as pd


def opened(package: BasePackage | None) -> BasePackage:
    """The package asked, or the bundled one."""
    if not isinstance(package, BasePackage | None):
        raise TypeError(f"A package is what sermdata.open_package gives; found {package!r}.")
    return _bundled if package is None else package


def known_ids(package: BasePackage, table: str, names: str | Iterable[str]) -> list[str]:
    """``names`` as a list. Raises :class:`UnknownNameError` for one that is no id of ``table``."""
    return known_names(f"row of {table}", names, known_values(package, table, package.spec(table).key[0]))


def known_id(package: BasePackage, table: str, name: str) -> str:
    """``name``. Raises :class:`UnknownNameError` if it is no id of ``table``."""
    return known_name(f"row of {table}", name, known_values(package, table, package.spec(table).key[0]))


def known_values(package: BasePackage, table: str, column: str) -> set[str]:
    """The values that a column of a table holds."""
    return set(package.load(table, columns=[column], codes="string")[column].dropna())


def with_code(frame: pd.DataFrame, column: str, code: str) -> pd.DataFrame:
    """The rows with that code. Raises :class:`UnknownNameError` for one that the column does not have."""
    return frame[frame[column] == known_name(column, code, list(frame[column].cat.categories))]


def consensus(choices: Sequence[str], weights: Sequence[int]) -> tuple[str, bool]:
    """The choice of most weight (``mixed`` at a tie), and whether more than one was named."""
    sums: dict[str, int] = {}
    for choice, weight in zip(choices, weights, strict=True):
        sums[choice] = sums.get(choice, 0) + weight
    most = max(sums.values())
    winners = [choice for choice, weight in sums.items() if weight == most]
    return winners[0] if len(winners) == 1 else "mixed", len(sums) > 1


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as dictionaries; what is missing is ``None``."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [{str(name): value for name, value in row.items()} for row in rows]


def alike(rows: Iterable[dict[str, Any]], names: Sequence[str]) -> list[list[dict[str, Any]]]:
    """The rows in groups that agree in these columns, what is missing too; in order."""
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(tuple(row[name] for name in names), []).append(row)
    return list(groups.values())


@contextmanager
def figures_of(package: BasePackage, table: str, row_id: str) -> Iterator[None]:
    """Make a :class:`ValueError` on the figures of a row a :class:`DataError` that names the row."""
    try:
        yield
    except ValueError as error:
        raise DataError(f"row {row_id}: {error}", file=package.descriptor.resource(table).path) from None


def joined(ids: Iterable[Any]) -> str:
    """Ids of rows in order, joined by semicolons."""
    return ";".join(sorted(str(name) for name in ids))


def typed(rows: Sequence[dict[str, Any]], dtypes: dict[str, Any]) -> pd.DataFrame:
    """A frame of ``rows`` with exactly these columns and dtypes, also without rows."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(dtypes), dtype=object)
    return frame.astype(dtypes)
