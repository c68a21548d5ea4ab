"""Keys and references: across rows and across tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from ..errors import close_names
from ..spec import ForeignKeySpec, code_fields
from .dataset import DataRow, Dataset, DataTable
from .report import Finding

USERS_EXEMPT = frozenset({"codes"})
"""Vocabulary tables whose entries nobody has to refer to."""


ROW_REFERENCES = {
    "claim_evidence": ("row_id",),
    "adjudications": ("row_id", "other_row_id", "preferred_row_id"),
    "reading_agreement": (),
    "retired_ids": ("replaced_by",),
}
"""Columns that hold a row id of the table that ``table_name`` names."""


def check(data: Dataset) -> Iterator[Finding]:
    """All findings on keys and references."""
    lacking = missing_rows(data)
    silent = {
        name: {*spoilt_keys(data.table(name), lacking[name]).values(), *lost_ids(data, name, lacking[name])}
        for name in data.specs
    }
    for table in data.tables.values():
        yield from duplicate_keys(table)
        yield from duplicate_findings(table)
        yield from self_references(table)
    missing: dict[tuple[str, str], Finding] = {}
    for table in data.tables.values():
        for key in table.spec.foreign_keys:
            for one in dangling_references(data, table, key, silent[key.table]):
                first = missing.setdefault((key.table, one.value or ""), one)
                if first is not one:
                    missing[key.table, one.value or ""] = replace(first, follows=first.follows + 1 + one.follows)
    yield from missing.values()
    dangling = {target for target, _ in missing}
    for target, value in missing:
        silent[target].add(value)
    yield from row_references(data, silent)
    yield from retired(data)
    for table in data.tables.values():
        if table.spec.group == "vocabulary" and table.spec.name not in dangling:
            yield from unused_entries(data, table)


def duplicate_keys(table: DataTable) -> Iterator[Finding]:
    """SD301."""
    seen: dict[str, DataRow] = {}
    for row in table:
        if any(column in row.bad for column in table.spec.key):
            continue
        first = seen.setdefault(row.row_id, row)
        if first is not row:
            key = ", ".join(table.spec.key)
            yield table.finding(
                "SD301",
                row,
                f"the row on line {first.line} has the same key",
                value=row.row_id,
                expected=f"a {key} of its own",
            )


def duplicate_findings(table: DataTable) -> Iterator[Finding]:
    """SD303."""
    if not table.spec.natural_key:
        return
    seen: dict[tuple[str | None, ...], DataRow] = {}
    ids: set[str] = set()
    for row in table:
        repeated_id = row.row_id in ids
        ids.add(row.row_id)
        if repeated_id or any(column in row.bad for column in table.spec.natural_key):
            continue
        finding_key = tuple(row[column] for column in table.spec.natural_key)
        first = seen.setdefault(finding_key, row)
        if first is not row:
            yield table.finding(
                "SD303",
                row,
                f"row {first.row_id} on line {first.line} is the same finding",
                value=", ".join(text for text in finding_key if text),
                expected="another value in one of " + ", ".join(table.spec.natural_key),
            )


def self_references(table: DataTable) -> Iterator[Finding]:
    """SD307."""
    for column in table.spec.columns:
        if column.references == (table.spec.name, table.spec.key[0]) and column.name not in table.spec.key:
            for row in table:
                if row[column.name] and row[column.name] == row[table.spec.key[0]]:
                    yield table.finding("SD307", row, "the row refers to itself", column=column.name)


def missing_rows(data: Dataset) -> dict[str, Counter[str]]:
    """For every table, the ids that others refer to and that none of its rows has, with the number of cells."""
    known = {
        name: {row.row_id for row in table if not row.bad.intersection(table.spec.key)}
        for name, table in data.tables.items()
    }
    found: dict[str, Counter[str]] = {name: Counter() for name in data.specs}
    for table in data.tables.values():
        columns = ROW_REFERENCES.get(table.spec.name, ())
        for row in table:
            named = [(key.table, [row[column] for column in key.columns]) for key in table.spec.foreign_keys]
            if row["table_name"] in data.specs:
                named += [(str(row["table_name"]), [row[column]]) for column in columns]
            for target, parts in named:
                value = "/".join(part or "" for part in parts)
                if None not in parts and value not in known.get(target, ()):
                    found[target][value] += 1
    return found


def spoilt_keys(table: DataTable, missing: Counter[str]) -> dict[int, str]:
    """The missing ids that stand spoilt in a row of the table, by its line.

    A row with a bad key has spoilt one id at most: the one most like it, else
    the one most used. Other missing ids are faults of their own.
    """
    rows = [row for row in table if row.bad.intersection(table.spec.key)]
    left = dict(missing.most_common())
    found: dict[int, str] = {}

    def settle(row: DataRow, value: str | None) -> None:
        if value in left:
            found[row.line] = value
            del left[value]

    letters = {re.sub("[^a-z0-9]", "", value.lower()): value for value in left}
    for row in rows:
        settle(row, letters.get(re.sub("[^a-z0-9]", "", row.row_id.lower())))
    for row in rows:
        if left and row.line not in found:
            settle(row, next(iter([*close_names(row.row_id, left), *left])))
    return found


def lost_ids(data: Dataset, name: str, missing: Counter[str]) -> set[str]:
    """The missing ids that rows lost from a table may have had: at most as many as it lost, the likeliest typos last."""
    lost = data.cut.get(name, 0)
    if len(missing) <= lost:
        return set(missing) if lost else set()
    there = [row.row_id for row in data.rows(name)]
    ranked = sorted(missing, key=lambda value: (bool(close_names(value, there)), -missing[value])) if lost else []
    return set(ranked[:lost])


def dangling_references(
    data: Dataset, table: DataTable, key: ForeignKeySpec, silent: Collection[str]
) -> Iterator[Finding]:
    """SD302: one finding for each missing row, at the first row that names it; not for the ``silent`` ones."""
    if key.table not in data.tables:
        return  # the fault of the target is the root finding
    known = {tuple(row[column] for column in key.target) for row in data.rows(key.table)}
    missing: dict[tuple[str | None, ...], list[DataRow]] = defaultdict(list)
    for row in table:
        value = tuple(row[column] for column in key.columns)
        if None not in value and value not in known:
            missing[value].append(row)
    own = {column for other in table.spec.foreign_keys if len(other.columns) == 1 for column in other.columns}
    for value, rows in missing.items():
        if len(key.columns) > 1 and key.columns[0] in own:
            parents = {row[key.target[0]] for row in data.rows(table.spec.column(key.columns[0]).references[0])}  # type: ignore[index]
            if value[0] not in parents:
                continue  # the parent itself is missing, and is reported for its own column
        text = "/".join(part or "" for part in value)
        if text in silent:
            continue
        near = close_names(text, ["/".join(part or "" for part in k) for k in known])
        hint = f"; did you mean {near[0]}?" if near else ""
        yield table.finding(
            "SD302",
            rows[0],
            f"{key.table} has no row {text}{hint}",
            column=key.columns[-1],
            value=text,
            expected=f"a {', '.join(key.target)} of {key.table}",
            follows=len(rows) - 1,
        )


def take_out_dangling(data: Dataset) -> None:
    """Empty the cells that refer to no row, so that other rules do not report the same fault in other words."""
    for table in data.tables.values():
        for key in table.spec.foreign_keys:
            if key.table not in data.tables:
                continue
            known = {tuple(row[column] for column in key.target) for row in data.rows(key.table)}
            column = key.columns[-1]
            for row in table:
                value = tuple(row[c] for c in key.columns)
                if None not in value and value not in known:
                    row.bad.add(column)
                    row.cells[column] = None


def row_references(data: Dataset, silent: Mapping[str, Collection[str]]) -> Iterator[Finding]:
    """SD306: table_name and row id columns of assertions; not for rows that are known to be missing."""
    known = cache(data.index)
    for name, columns in ROW_REFERENCES.items():
        table = data.table(name)
        for row in table:
            target = row["table_name"]
            if target is None:
                continue
            if target not in data.specs:
                yield table.finding(
                    "SD306",
                    row,
                    "there is no such table",
                    column="table_name",
                    expected="one of " + ", ".join(data.specs),
                )
                continue
            if target not in data.tables:
                continue
            for column in columns:
                if row[column] and row[column] not in known(target) and row[column] not in silent[target]:
                    yield table.finding(
                        "SD306", row, f"{target} has no such row", column=column, expected=f"a row id of {target}"
                    )


def retired(data: Dataset) -> Iterator[Finding]:
    """SD304: a retired id stands again."""
    table = data.table("retired_ids")
    for row in table:
        target, gone = row["table_name"], row["row_id"]
        if target and gone and gone in data.index(target):
            yield table.finding(
                "SD304", row, f"{target} still has the row {gone}", column="row_id", expected="an id that is gone"
            )


def unused_entries(data: Dataset, table: DataTable) -> Iterator[Finding]:
    """SD305: vocabulary entries and sources that no row refers to."""
    name = table.spec.name
    if name in USERS_EXEMPT or len(table.spec.key) != 1:
        return
    key = table.spec.key[0]
    used: set[str | None] = set()
    for other in data.specs.values():
        columns = [k.columns[0] for k in other.foreign_keys if k.table == name and len(k.columns) == 1]
        if columns and not data.whole(other.name):
            return  # a table that could not be read, or that lost rows, may hold the users
        for row in data.rows(other.name):
            if row.bad.intersection(columns):
                return
            if other.name == name and row[key] in {row[c] for c in columns}:
                continue
            used.update(row[column] for column in columns)
    # a reference that an article cites is a source that only a claim speaks of
    links = data.rows("claim_evidence")
    if not data.whole("claim_evidence") or any({"table_name", "row_id"} & row.bad for row in links):
        return
    used.update(row["row_id"] for row in links if row["table_name"] == name)
    for row in table:
        if row[key] and row[key] not in used:
            yield table.finding("SD305", row, f"no row of any table uses this entry of {name}", column=key)


def notices(data: Dataset) -> Iterator[Finding]:
    """SD901 and SD902: what the definition provides for and the data does not hold yet."""
    codes = data.table("codes")
    places: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place, field in code_fields().items():
        places[field].append(place)
    for row in codes:
        users = places.get(row["field"] or "", [])
        if not any(other[column] == row["code"] for name, column in users for other in data.rows(name)):
            yield codes.finding("SD901", row, "no row uses the code yet", column="code")
    for table in data.tables.values():
        if table.rows:
            for column in _empty_columns(table):
                yield table.finding("SD902", None, "no row fills the column yet", column=column)


def _empty_columns(table: DataTable) -> Iterable[str]:
    return [name for name in table.spec.names if all(row[name] is None for row in table)]
