"""What makes sense in the clinic: trials, arms, approvals, dates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from .dataset import DataRow, Dataset
from .report import Finding

DATE_COLUMNS = {"indications": "status_date", "warnings": "label_date"}
DECIDED = frozenset({"approved", "approved_then_withdrawn", "refused", "application_withdrawn"})
EFFICACY_DOMAINS = frozenset({"vasomotor", "quality_of_life", "fertility", "male_fertility", "male_hypogonadism"})
"""Fields whose endpoints are never a side effect."""


def check(data: Dataset) -> Iterator[Finding]:
    """All findings on clinical sense."""
    yield from compounds_of_trials(data)
    yield from efficacy_terms(data)
    yield from trial_years(data)
    yield from registry_ids(data)
    yield from approvals(data)
    yield from arms(data)
    yield from dates(data)


def compounds_of_trials(data: Dataset) -> Iterator[Finding]:
    """SD501."""
    tested: dict[str, set[str]] = defaultdict(set)
    unsure: set[str | None] = set()
    for arm in data.rows("trial_arms"):
        if "trial_id" in arm.bad or not data.whole("trial_arms"):
            return
        if "compound_id" in arm.bad:
            unsure.add(arm["trial_id"])
        if arm["trial_id"] and arm["compound_id"]:
            tested[arm["trial_id"]].add(arm["compound_id"])
    for name in ("side_effects", "biomarker_effects"):
        table = data.table(name)
        for row in table:
            trial, compound = row["trial_id"], row["compound_id"]
            if trial in tested and trial not in unsure and compound and compound not in tested[trial]:
                yield table.finding(
                    "SD501",
                    row,
                    f"no arm of the trial {trial} has this compound",
                    column="compound_id",
                    expected="one of " + ", ".join(sorted(tested[trial])),
                )


def efficacy_terms(data: Dataset) -> Iterator[Finding]:
    """SD502."""
    efficacy = {
        row["endpoint_id"]
        for row in data.rows("endpoints")
        if row["domain"] in EFFICACY_DOMAINS and row["better"] != "neither"
    }
    table = data.table("adverse_event_terms")
    for row in table:
        if row["event_id"] in efficacy:
            yield table.finding(
                "SD502", row, "the id is that of an efficacy endpoint", column="event_id", expected="an id of its own"
            )


def trial_years(data: Dataset) -> Iterator[Finding]:
    """SD503."""
    published = {row["source_id"]: row.number("year") for row in data.rows("sources")}
    table = data.table("trials")
    for row in table:
        start, end = row.number("start_year"), row.number("end_year")
        year = published.get(row["source_id"])
        if start is not None and end is not None and start > end:
            yield table.finding(
                "SD503", row, "the trial starts after its end", column="start_year", expected=f"at most {end}"
            )
        for column, value in (("end_year", end), ("start_year", start)):
            if value is not None and year is not None and value > year + 1:
                yield table.finding(
                    "SD503", row, "the year is after the publication", column=column, expected=f"at most {year + 1}"
                )
                break


def registry_ids(data: Dataset) -> Iterator[Finding]:
    """SD509."""
    first: dict[str, str | None] = {}
    table = data.table("trials")
    for row in table:
        number = row["registry_id"]
        if number is None:
            continue
        if number in first:
            yield table.finding(
                "SD509",
                row,
                f"the trial {first[number]} has this registry id",
                column="registry_id",
                expected="an id that no other trial has",
            )
        else:
            first[number] = row["trial_id"]


def approvals(data: Dataset) -> Iterator[Finding]:
    """SD504 to SD506."""
    first = {row["compound_id"]: row.number("first_approval_year") for row in data.rows("compounds")}
    table = data.table("indications")
    statuses: dict[tuple[str | None, ...], DataRow] = {}
    for row in table:
        when, status = row["status_date"], row["status"]
        approved = first.get(row["compound_id"])
        if status == "approved" and when and approved is not None and when[:4].isdigit() and int(when[:4]) < approved:
            yield table.finding(
                "SD504",
                row,
                "the approval is older than the compound's first",
                column="status_date",
                expected=f"{approved} or later",
            )
        if status in DECIDED and row["jurisdiction"] is None and "jurisdiction" not in row.bad:
            yield table.finding(
                "SD506",
                row,
                f"status {status} without jurisdiction",
                column="jurisdiction",
                expected="the country, or EU",
            )
        place = tuple(row[c] for c in ("product", "agency", "condition_id", "population", "status_date"))
        if None not in place and not row.bad:
            other = statuses.setdefault(place, row)
            if other["status"] != status:
                yield table.finding(
                    "SD505",
                    row,
                    f"row {other.row_id} gives the same case the status {other['status']}",
                    column="status",
                    expected=other["status"],
                )


def arms(data: Dataset) -> Iterator[Finding]:
    """SD507."""
    table = data.table("trial_arms")
    for row in table:
        if "compound_id" in row.bad:
            continue
        if row["arm_type"] in ("placebo", "no_treatment") and row["compound_id"]:
            yield table.finding(
                "SD507", row, f"a {row['arm_type']} arm has a compound", column="compound_id", expected="an empty cell"
            )


def dates(data: Dataset) -> Iterator[Finding]:
    """SD508."""
    for name, column in DATE_COLUMNS.items():
        table = data.table(name)
        for row in table:
            text = row[column]
            if not text:
                continue
            parts = [int(part) for part in text.split("-") if part.isdigit()]
            try:
                date(*[*parts, 1, 1][:3])
            except (ValueError, TypeError):
                yield table.finding(
                    "SD508", row, "there is no such date", column=column, expected="a date of the calendar"
                )
