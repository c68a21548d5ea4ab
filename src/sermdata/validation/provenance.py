"""Where rows come from: sources, basis, readings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dataset import DataRow, Dataset, DataTable
from .report import Finding

SHARE_ALIKE = frozenset({"cc_by_sa", "cc_by_nc"})

BASIS_FITS: dict[str, frozenset[str]] = {
    "label_section": frozenset({"label"}),
    "registry_record": frozenset({"registry_record"}),
    "regulatory_document": frozenset({"regulatory_document"}),
}
"""Kinds of source that a basis may have; a basis not listed fits any source but a label or registry record."""


def check(data: Dataset) -> Iterator[Finding]:
    """All findings on provenance."""
    for table in data.tables.values():
        if table.spec.has_provenance:
            yield from sourced_rows(data, table)
    for row in data.rows("reading_agreement"):
        table = data.tables["reading_agreement"]
        twice, agreed = row.number("rows_read_twice"), row.number("rows_agreed")
        if twice is not None and agreed is not None and agreed > twice:
            yield table.finding(
                "SD407", row, "more rows agreed than were read twice", column="rows_agreed", expected=f"at most {twice}"
            )


def sourced_rows(data: Dataset, table: DataTable) -> Iterator[Finding]:
    """SD401 to SD406 for the rows of one table."""
    sources = data.index("sources")
    evidence = table.spec.group == "evidence"
    for row in table:
        source = sources.get(row["source_id"] or "")
        if source is not None:
            if source["existence"] == "not_found":
                yield table.finding(
                    "SD401",
                    row,
                    "the source was not found and is no evidence",
                    column="source_id",
                    expected="a source that exists",
                )
            if evidence and source["source_type"] == "database" and source["rights"] in SHARE_ALIKE:
                yield table.finding(
                    "SD402",
                    row,
                    f"the source is a database under {source['rights']}",
                    column="source_id",
                    expected="the paper behind the value",
                )
            basis, kind = row["basis"], source["source_type"]
            if basis and kind:
                fits = BASIS_FITS.get(basis)
                misfit = kind not in fits if fits else basis != "secondary" and kind in ("label", "registry_record")
                if misfit:
                    yield table.finding(
                        "SD405",
                        row,
                        f"the basis does not fit a source of type {kind}",
                        column="basis",
                        expected=", ".join(sorted(fits)) + " as source_type" if fits else f"a basis for a {kind}",
                    )
            if "evidence_type" in table.spec.names and row["evidence_type"] and kind:
                yield from _dressed(table, row, kind)
        if row["credited_source_id"] and row["credited_source_id"] == row["source_id"]:
            yield table.finding("SD403", row, "the source is credited to itself", column="credited_source_id")
        if row["basis"] == "abstract" and row["locator"] and re.match("(table|figure|section)", row["locator"].lower()):
            yield table.finding(
                "SD408",
                row,
                f"an abstract has no {row['locator']}",
                column="basis",
                expected="full_text, or the locator abstract",
            )
        if row["reading"] == "adjudicated" and row["note"] is None and "note" not in row.bad:
            yield table.finding(
                "SD404", row, "the note is empty", column="note", expected="how the difference was settled"
            )


def _dressed(table: DataTable, row: DataRow, kind: str) -> Iterator[Finding]:
    evidence_type, credited = row["evidence_type"], row["credited_source_id"]
    if kind == "review" and evidence_type != "review_statement" and not credited and row["basis"] != "secondary":
        yield table.finding("SD406", row, "a review is the source", column="evidence_type", expected="review_statement")
    if evidence_type == "review_statement" and kind in ("label", "registry_record"):
        yield table.finding("SD406", row, f"a {kind} is the source", column="evidence_type", expected="label_statement")
    if evidence_type == "label_statement" and kind not in ("label", "regulatory_document"):
        yield table.finding(
            "SD406",
            row,
            f"the source is a {kind}, not a label or a regulator",
            column="evidence_type",
            expected="another evidence type",
        )
