"""What several views share: choosing rows by name, references to sources, frames with exact dtypes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from .. import _bundled
from ..errors import UnknownNameError

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage


def opened(package: BasePackage | None) -> BasePackage:
    """The package asked, or the bundled one."""
    return _bundled if package is None else package


def known_ids(package: BasePackage, table: str, names: str | Iterable[str], column: str | None = None) -> list[str]:
    """``names`` as a list. Raises :class:`UnknownNameError` for one that is no id of ``table``."""
    key = column or package.spec(table).key[0]
    known = set(package.load(table, columns=[key])[key])
    wanted = [names] if isinstance(names, str) else list(names)
    for name in wanted:
        if name not in known:
            raise UnknownNameError(f"row of {table}", name, known)
    return wanted


def with_code(frame: pd.DataFrame, column: str, code: str) -> pd.DataFrame:
    """The rows with that code. Raises :class:`UnknownNameError` for one that the column does not have."""
    codes = list(frame[column].cat.categories)
    if code not in codes:
        raise UnknownNameError(column, code, codes)
    return frame[frame[column] == code]


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


def joined(ids: Iterable[Any]) -> str:
    """Ids of rows in order, joined by semicolons."""
    return ";".join(sorted(str(name) for name in ids))


def typed(rows: Sequence[dict[str, Any]], dtypes: dict[str, Any]) -> pd.DataFrame:
    """A frame of ``rows`` with exactly these columns and dtypes, also without rows."""
    import pandas as pd

    frame = pd.DataFrame(list(rows), columns=list(dtypes), dtype=object)
    return frame.astype(dtypes)
