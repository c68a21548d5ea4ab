"""Run the gates on a package and make one report of what they say."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..descriptor import DESCRIPTOR, FORM, Descriptor, Files, Folder, Resource, bundled_root, open_files, read_file
from ..errors import PackageError, known_name, known_names
from ..spec import contract, to_table_schema
from . import chemistry, clinical, keys, measurements, provenance, safety, statistics
from .dataset import DataRow, Dataset, DataTable, finding
from .gates import run_frictionless, run_frictionless_on_file, run_pandera
from .report import Finding, Report, merge
from .text import TextResult, comments_of, cured_here, order_finding, read_table

GATES = ("frictionless", "pandera", "rules")
SUBJECTS = (provenance, clinical, statistics, safety, measurements)


def validate(path: str | os.PathLike[str] | None = None, *, tables: Sequence[str] | None = None) -> Report:
    """Validate the package at ``path`` (folder, descriptor or zip; the bundled one without) by all three gates.

    ``tables`` limits the report to findings in these tables, and in tables
    they refer to that cannot be used; the others are still read. Raises :class:`PackageError` if
    the package cannot be read at all, :class:`UnknownNameError` for an unknown
    table, :class:`MissingExtraError` without the extra ``validate``.
    """
    files: Files = Folder(bundled_root()) if path is None else open_files(path)
    tables = known_names("table", tables or (), contract())
    if isinstance(files, Folder):
        return _validate(files, files.location, tables)
    with tempfile.TemporaryDirectory(prefix="sermdata-") as folder:
        for name in files.names():
            target = Path(folder) / name
            data = files.read(name)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            except OSError as error:
                raise PackageError(f"{files.location}: {name!r} cannot be unpacked ({error.strerror}).") from None
        return _validate(Folder(Path(folder)), files.location, tables)


def validate_file(path: str | os.PathLike[str], table: str, *, references: bool = True) -> Report:
    """Validate a CSV file of one's own as a table of this package, by the same gates and with the same messages.

    Lines at the head that begin with ``#`` are passed over (see
    ``sermdata template``). References are looked up in the bundled data;
    without ``references`` they are not looked up, and neither is whether the
    package has another row under an id. Nothing is asked of the order of the
    rows, nor that each vocabulary entry is used.

    Raises :class:`PackageError` if the file cannot be read,
    :class:`UnknownNameError` for an unknown table, :class:`MissingExtraError`
    without the extra ``validate``.
    """
    specs = contract()
    known_name("table", table, specs)
    file = os.fspath(path)
    content = read_file(file)
    text = read_table(content, file, specs[table], comments=True)
    report = Report(file, gates=list(GATES))
    found = list(text.findings)
    if text.table is not None:
        bundled = Descriptor(Folder(bundled_root()))
        others = {
            name: read_table(bundled.files.read(bundled.resource(name).path), bundled.resource(name).path, spec).table
            for name, spec in specs.items()
        }
        package = others.pop(table)
        known = {row.row_id: row for row in package or ()}
        data = Dataset({**{n: t for n, t in others.items() if t is not None}, table: text.table}, specs)
        by_gates = [*run_pandera(text.table), *run_frictionless_on_file(text, content[len(comments_of(content)) :])]
        _take_out_bad_cells(data, [*found, *by_gates])
        taken = [] if not references else [row for row in text.table if known.get(row.row_id, row).cells != row.cells]
        found += [_taken(text.table, row) for row in taken if not row.bad]
        own_keys = {key.columns[-1] for key in specs[table].foreign_keys if key.table == table}
        by_rules = [
            one
            for one in _rules(data, report)
            if one.file == file and not (one.rule == "SD302" and one.column in own_keys and one.value in known)
        ]
        left_out = {"SD305"} if references else {"SD302", "SD305", "SD306"}
        found += by_gates + [one for one in by_rules if one.rule not in left_out]
        found = _at_known_rows(merge(found), data)
        report.rows = {table: len(text.table.rows)}
    found = [cured_here(one, file, table) for one in merge(found)]
    report.findings = sorted(found, key=lambda one: (one.line or 0, one.column or "", one.rule))
    return report


def _taken(table: DataTable, row: DataRow) -> Finding:
    """SD301 for a row of one's own under an id that the package has given."""
    key = ", ".join(table.spec.key)
    message = "the package has another row under this id"
    return table.finding("SD301", row, message, value=row.row_id, expected=f"a {key} of its own, or the package's row")


def _validate(folder: Folder, location: str, tables: Sequence[str] | None) -> Report:
    specs = contract()
    try:
        descriptor = Descriptor(folder)
    except PackageError as error:
        raise PackageError(str(error).replace(folder.location, location)) from None
    report = Report(location, gates=list(GATES))
    found = list(_package(descriptor, folder))
    texts: dict[str, TextResult] = {}
    contents: dict[str, bytes] = {}
    for name, spec in specs.items():
        resource = descriptor.resources.get(name)
        if resource is None:
            continue
        try:
            contents[name] = folder.read(resource.path)
        except PackageError as error:
            if "no file" not in str(error):
                raise
            expected = f"the file, with {resource.rows} rows" if resource.rows else "the file"
            found.append(finding("SD002", resource.path, f"the file of table {name} is missing", expected=expected))
            continue
        texts[name] = read_table(contents[name], resource.path, spec)
        found += texts[name].findings
    cut = _cut(descriptor, texts)
    lost = {name: int(one.expected or 0) - int(one.value or 0) for name, one in cut.items()}
    data = Dataset({n: t.table for n, t in texts.items() if t.table is not None}, specs, lost)
    by_pandera = [one for table in data.tables.values() for one in run_pandera(table)]
    by_frictionless = run_frictionless(descriptor, folder, texts)
    _take_out_bad_cells(data, [*found, *by_pandera, *by_frictionless])
    missing = keys.missing_rows(data)
    spoilt = {name: keys.spoilt_keys(data.table(name), missing[name]) for name in specs}
    by_rules = _rules(data, report)
    by_frictionless = _without_echo(by_frictionless, by_rules, data)
    findings = merge([*found, *cut.values(), *by_pandera, *by_rules, *by_frictionless])
    findings = _with_counts(_at_known_rows(findings, data), descriptor, data, missing, spoilt)
    for name, text in texts.items():
        if not any(one.file == text.file for one in findings):
            one = order_finding(text, contents[name])
            if one:
                findings.append(one)
    if all(one.rule == "SD006" for one in findings):
        findings += _stale({n: descriptor.resources[n] for n in contents if n not in cut}, contents, texts)
    report.rows = {name: len(table.rows) for name, table in data.tables.items() if not tables or name in tables}
    if tables:
        needed = {key.table for name in tables for key in specs[name].foreign_keys}
        listed = {*tables, *(name for name in needed if not data.whole(name))} & set(descriptor.resources)
        kept = {descriptor.resources[name].path for name in listed} | {DESCRIPTOR}
        findings = [one for one in findings if one.file in kept]
        report.notices = [one for one in report.notices if one.file in kept]
    report.findings = sorted(
        findings, key=lambda one: (one.rule != "SD006", one.file, one.line or 0, one.column or "", one.rule)
    )
    return report


def _package(descriptor: Descriptor, folder: Folder) -> list[Finding]:
    """SD001 to SD005: what the descriptor lists, against the tables of this version and the files."""
    specs = contract()
    found = [
        finding(
            "SD001",
            DESCRIPTOR,
            f"{what} of {entry['name']} is not that of the file",
            value=json.dumps(entry[what]),
            expected=json.dumps(right),
        )
        for entry in descriptor.raw["resources"]
        for what, right in FORM.items()
        if entry["name"] in specs and not _agrees(entry.get(what, right), right)
    ]
    for name, spec in specs.items():
        resource = descriptor.resources.get(name)
        if resource is None:
            found.append(
                finding(
                    "SD003", DESCRIPTOR, f"the table {name} is not listed", value=None, expected=f"a resource {name}"
                )
            )
            continue
        try:
            schema = descriptor.table_schema(name)
        except PackageError as error:
            if "no file" not in str(error):
                raise
            found.append(
                finding("SD002", str(resource.schema), f"the schema of table {name} is missing", expected="the file")
            )
            continue
        if schema != json.loads(json.dumps(to_table_schema(spec))):
            file = resource.schema if isinstance(resource.schema, str) else DESCRIPTOR
            found.append(
                finding(
                    "SD005",
                    file,
                    f"the schema of {name} is not that of this version of sermdata",
                    expected="the generated schema",
                )
            )
    listed = {resource.path for resource in descriptor}
    for name in descriptor.resources:
        if name not in specs:
            found.append(
                finding(
                    "SD004",
                    descriptor.resources[name].path,
                    f"no table is named {name}",
                    expected="one of " + ", ".join(specs),
                )
            )
    for file in folder.names():
        hidden = file.rpartition("/")[2].startswith(".")  # for example the leftover of a killed write
        if file.startswith("data/") and file not in listed and not hidden:
            found.append(finding("SD004", file, "the descriptor does not list the file", expected="a file of a table"))
    return found


def _agrees(stated: object, right: object) -> bool:
    """Whether a property of a resource says what holds; a dialect may leave some of it unsaid."""
    if isinstance(stated, dict) and isinstance(right, dict):
        return all(right.get(name) == value for name, value in stated.items())
    return stated == right or (isinstance(stated, str) and stated.lower() == right)


def _take_out_bad_cells(data: Dataset, found: list[Finding]) -> None:
    """Empty the cells with a finding, so that rules do not report the same fault in other words."""
    places = {(one.file, one.line, one.column) for one in found if one.column and one.rule[:3] in ("SD1", "SD2")}
    for table in data.tables.values():
        for row in table:
            for name in table.spec.names:
                if (table.file, row.line, name) in places:
                    row.bad.add(name)
                    row.cells[name] = None


def _without_echo(by_frictionless: list[Finding], by_rules: list[Finding], data: Dataset) -> list[Finding]:
    """Frictionless findings that only repeat, row by row, what is reported once already."""
    dangling = {(one.file, one.line, one.column) for one in by_rules if one.rule == "SD302"}
    unreadable = not all(data.whole(name) for name in data.specs)
    bad_keys = any(row.bad for table in data.tables.values() for row in table)
    kept = []
    for one in by_frictionless:
        known = (one.file, one.line, one.column) in dangling
        if one.rule == "SD302" and not known and (dangling or unreadable or bad_keys):
            continue
        kept.append(one)
    return kept


def _at_known_rows(findings: list[Finding], data: Dataset) -> list[Finding]:
    """Findings with the row id of their line filled in."""
    ids = {(t.file, row.line): row.row_id for t in data.tables.values() for row in t}
    return [
        one if one.row_id or one.line is None else replace(one, row_id=ids.get((one.file, one.line)))
        for one in findings
    ]


def _with_counts(
    findings: list[Finding],
    descriptor: Descriptor,
    data: Dataset,
    missing: dict[str, Counter[str]],
    spoilt: dict[str, dict[int, str]],
) -> list[Finding]:
    """Findings that make a table or a key unusable, with the number of references that break with it."""
    tables = {resource.path: resource.name for resource in descriptor if resource.name in data.specs}
    counted = []
    for one in findings:
        name = tables.get(one.file)
        if name is not None:
            key = one.column in data.specs[name].key and one.rule[:3] in ("SD1", "SD2")
            if name not in data.tables or one.rule == "SD006" or (key and one.row_id is None):
                gone = keys.lost_ids(data, name, missing[name]) if one.rule == "SD006" else missing[name]
                one = replace(one, follows=sum(missing[name][value] for value in gone))
            elif key and one.line in spoilt[name]:
                one = replace(one, follows=missing[name][spoilt[name][one.line]])
        counted.append(one)
    return counted


def _rules(data: Dataset, report: Report) -> list[Finding]:
    """What the rules find; keys first, since a cell that leads nowhere says nothing to the others."""
    found = list(keys.check(data))
    report.notices = list(keys.notices(data))
    keys.take_out_dangling(data)
    found += [one for check in SUBJECTS for one in check.check(data)]
    return found + _chemistry(data, report)


def _chemistry(data: Dataset, report: Report) -> list[Finding]:
    try:
        return list(chemistry.check(data))
    except ImportError:
        report.skipped.append("chemistry: RDKit is not installed (pip install 'sermdata[validate]')")
        return []


def _cut(descriptor: Descriptor, texts: dict[str, TextResult]) -> dict[str, Finding]:
    """SD006 for the tables that have fewer rows than the descriptor records: rows that others need may be gone."""
    found = {}
    for name, text in texts.items():
        recorded = descriptor.resources[name].rows
        if text.rows is not None and recorded is not None and text.rows < recorded:
            found[name] = finding(
                "SD006",
                text.file,
                f"the file has lost rows: {DESCRIPTOR} records {recorded}",
                column="rows",
                value=str(text.rows),
                expected=str(recorded),
            )
    return found


def _stale(resources: dict[str, Resource], contents: dict[str, bytes], texts: dict[str, TextResult]) -> list[Finding]:
    """SD006 for the others: only asked when nothing else is wrong, since every cure ends with a build."""
    found = []
    for name, resource in resources.items():
        digest = f"sha256:{hashlib.sha256(contents[name]).hexdigest()}"
        for what, written, actual in (
            ("bytes", resource.bytes, len(contents[name])),
            ("hash", resource.hash, digest),
            ("rows", resource.rows, texts[name].rows),
        ):
            if written != actual:
                found.append(
                    finding(
                        "SD006",
                        resource.path,
                        f"{what} in {DESCRIPTOR} is not that of the file",
                        column=what,
                        value=str(written),
                        expected=str(actual),
                    )
                )
                break
    return found
