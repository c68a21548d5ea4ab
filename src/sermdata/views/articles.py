"""What the evidence says of the statements of the source articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import known_name
from ._common import opened, with_code

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage


def claims_report(
    *, article: str | None = None, verdict: str | None = None, package: BasePackage | None = None
) -> pd.DataFrame:
    """Every claim with its verdict, and the rows that speak for it, against it or for a part of it.

    The verdict is the one stored in ``claims``; nothing is voted here. The
    columns of ``claims`` with ``yes``, ``partly`` and ``no`` after them: the
    linked rows as ``table/row_id``, joined by ``;``, empty text if none.
    Sorted by claim id. ``article`` (a source_id) and ``verdict`` keep only
    these. Raises :class:`UnknownNameError` for an unknown one. Source:
    ``claims``, ``claim_evidence``.
    """
    package = opened(package)
    claims = package.load("claims")
    if article is not None:
        claims = claims[claims["article_id"] == known_name("article", article, set(claims["article_id"]))]
    if verdict is not None:
        claims = with_code(claims, "verdict", verdict)
    links = package.load("claim_evidence")
    links = links.assign(row=links["table_name"] + "/" + links["row_id"])
    for supports in ("yes", "partly", "no"):
        rows = links[links["supports"] == supports].groupby("claim_id")["row"].agg(";".join)
        claims = claims.assign(**{supports: claims["claim_id"].map(rows).astype("string").fillna("")})
    return claims.sort_values("claim_id", ignore_index=True)
