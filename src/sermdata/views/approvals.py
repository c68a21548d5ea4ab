"""What agencies decided, in order of time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..errors import known_names
from ._common import known_ids, known_values, opened
from .sources import references

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage

DECISIONS = ("approved", "approved_then_withdrawn", "refused", "application_withdrawn", "discontinued")
"""Statuses that stand for a decision on a product; the others are uses without one."""


def approval_history(
    *,
    compounds: Sequence[str] | None = None,
    jurisdictions: Sequence[str] | None = None,
    package: BasePackage | None = None,
) -> pd.DataFrame:
    """Approvals, refusals and withdrawals by date; those without a known date come last.

    One row a row of ``indications`` whose status is one of :data:`DECISIONS`:
    its columns, with ``condition`` (name), ``decided`` (the status date as a
    timestamp; a year stands for its first day, a month likewise),
    ``date_precision`` (``day``, ``month``, ``year``; missing without a date)
    and ``reference``. Sorted by ``decided``, jurisdiction and row id. A
    product without a row was not looked up, which is not a refusal. Raises
    :class:`UnknownNameError` for an unknown compound or jurisdiction. Source:
    ``indications``, ``conditions``, ``sources``.
    """
    import pandas as pd

    package = opened(package)
    frame = package.load("indications")
    frame = frame[frame["status"].isin(DECISIONS)]
    if compounds is not None:
        frame = frame[frame["compound_id"].isin(known_ids(package, "compounds", compounds))]
    if jurisdictions is not None:
        known = known_values(package, "indications", "jurisdiction")
        frame = frame[frame["jurisdiction"].isin(known_names("jurisdiction", jurisdictions, known))]
    names = package.load("conditions", columns=["condition_id", "name"]).rename(columns={"name": "condition"})
    frame = frame.merge(names, on="condition_id", how="left", validate="many_to_one")
    precision = frame["status_date"].str.len().map({4: "year", 7: "month", 10: "day"}).astype("string")
    full = frame["status_date"] + precision.map({"year": "-01-01", "month": "-01", "day": ""}).astype("string")
    frame = frame.assign(
        decided=pd.to_datetime(full, format="%Y-%m-%d").astype("datetime64[s]"),
        date_precision=precision,
        reference=frame["source_id"].map(references(package=package)).astype("string"),
    )
    return frame.sort_values(["decided", "jurisdiction", "indication_id"], ignore_index=True, na_position="last")
