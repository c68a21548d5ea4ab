"""Sources in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._common import opened

if TYPE_CHECKING:
    import pandas as pd

    from ..package import BasePackage


def references(*, package: BasePackage | None = None) -> pd.Series[Any]:
    """A short reference of every source: a ``string`` Series with the source_id as index.

    First author, year and container, then the DOI, or else the PMID, the
    address or the title. Source: ``sources``.
    """
    import pandas as pd

    package = opened(package)

    columns = ["source_id", "first_author", "year", "title", "container", "doi", "pmid", "url"]
    texts = {}
    for row in package.load("sources", columns=columns).itertuples(index=False):
        given = {name: None if pd.isna(value) else str(value) for name, value in zip(columns, row, strict=True)}
        place = (
            f"doi:{given['doi']}"
            if given["doi"]
            else f"PMID {given['pmid']}"
            if given["pmid"]
            else given["url"] or given["title"]
        )
        who = given["first_author"] or given["container"] or given["title"]
        parts = [who, given["year"], given["container"] if given["first_author"] else None, place]
        texts[str(given["source_id"])] = ", ".join(dict.fromkeys(part for part in parts if part))
    return pd.Series(texts, dtype="string", name="reference")
