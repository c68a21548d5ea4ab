"""Run the gates on a package and make one report of what they say."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..descriptor import DESCRIPTOR, Descriptor, Files, Folder, bundled_root, open_files
from ..errors import PackageError, known_name, known_names
from ..spec import contract, to_table_schema
from . import chemistry, clinical, keys, measurements, provenance, safety, statistics
from .dataset import Dataset, finding
from .gates import run_frictionless, run_frictionless_on_file, run_pandera
from .report import Finding, Report, merge
from .text import TextResult, comments_of, order_finding, read_table

GATES = ("frictionless", "pandera", "rules")
SUBJECTS = (provenance, clinical, statistics, safety, measurements)


def validate(path: str | os.PathLike[str] | None = None, *, tables: Sequence[str] | None = None) -> Report:
    """Validate the package at ``path`` (folder, descriptor or zip; the bundled one without) by all three gates.

    ``tables`` limits the report to findings in these tables; the others are
    still read, since references lead to them. Raises :class:`PackageError` if
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
    without ``references`` they are not looked up. Nothing is asked of the order
    of the rows, nor that each vocabulary entry is used.

    Raises :class:`PackageError` if the file cannot be read,
    :class:`UnknownNameError` for an unknown table, :class:`MissingExtraError`
    without the extra ``validate``.
    """
    specs = contract()
    known_name("table", table, specs)
    place = Path(path)
    content = Folder(place.parent).read(place.name)
    file = str(place)
    text = read_table(content, file, specs[table], comments=True)
    report = Report(file, gates=list(GATES))
    found = list(text.findings)
    if text.table is not None:
        bundled = Descriptor(Folder(bundled_root()))
        others = {
            name: read_table(bundled.files.read(bundled.resource(name).path), bundled.resource(name).path, spec).table
            for name, spec in specs.items()
            if name != table
        }
        data = Dataset({**{n: t for n, t in others.items() if t is not None}, table: text.table}, specs)
        by_gates = [*run_pandera(text.table), *run_frictionless_on_file(text, content[len(comments_of(content)) :])]
        _take_out_bad_cells(data, [*found, *by_gates])
        by_rules = _rules(data, report)
        left_out = {"SD305"} if references else {"SD302", "SD305", "SD306"}
        found += by_gates + [one for one in by_rules if one.file == file and one.rule not in left_out]
        found = _at_known_rows(merge(found), data)
        report.rows = {table: len(text.table.rows)}
    report.findings = sorted(merge(found), key=lambda one: (one.line or 0, one.column or "", one.rule))
    return report


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
            found.append(finding("SD002", resource.path, f"the file of table {name} is missing", expected="the file"))
            continue
        texts[name] = read_table(contents[name], resource.path, spec)
        found += texts[name].findings
    data = Dataset({n: t.table for n, t in texts.items() if t.table is not None}, specs)
    by_pandera = [one for table in data.tables.values() for one in run_pandera(table)]
    by_frictionless = run_frictionless(descriptor, folder, texts)
    _take_out_bad_cells(data, [*found, *by_pandera, *by_frictionless])
    broken = {name: keys.references_into(data, name) for name in specs}
    by_rules = _rules(data, report)
    stale = [one for one in by_frictionless if one.rule == "SD006"]
    by_frictionless = _without_echo([one for one in by_frictionless if one.rule != "SD006"], by_rules, found, data)
    findings = merge([*found, *by_pandera, *by_rules, *by_frictionless])
    findings = _with_counts(_at_known_rows(findings, data), descriptor, data, broken)
    for name, text in texts.items():
        if not any(one.file == text.file for one in findings):
            one = order_finding(text, contents[name])
            if one:
                findings.append(one)
    if not findings:
        own = _stale(descriptor, contents, texts)
        files = {one.file for one in own}
        findings = [*own, *merge([one for one in stale if one.file not in files])]
    report.rows = {name: len(table.rows) for name, table in data.tables.items() if not tables or name in tables}
    if tables:
        kept = {descriptor.resources[name].path for name in tables if name in descriptor.resources} | {DESCRIPTOR}
        findings = [one for one in findings if one.file in kept]
        report.notices = [one for one in report.notices if one.file in kept]
    report.findings = sorted(findings, key=lambda one: (one.file, one.line or 0, one.column or "", one.rule))
    return report


def _package(descriptor: Descriptor, folder: Folder) -> list[Finding]:
    """SD003 to SD005: what the descriptor lists, against the tables of this version and the files."""
    found = []
    specs = contract()
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


def _take_out_bad_cells(data: Dataset, found: list[Finding]) -> None:
    """Empty the cells with a finding, so that rules do not report the same fault in other words."""
    places = {(one.file, one.line, one.column) for one in found if one.column and one.rule[:3] in ("SD1", "SD2")}
    for table in data.tables.values():
        for row in table:
            for name in table.spec.names:
                if (table.file, row.line, name) in places:
                    row.bad.add(name)
                    row.cells[name] = None


def _without_echo(
    by_frictionless: list[Finding], by_rules: list[Finding], found: list[Finding], data: Dataset
) -> list[Finding]:
    """Frictionless findings that only repeat, row by row, what is reported once already."""
    dangling = {(one.file, one.line) for one in by_rules if one.rule == "SD302"}
    unreadable = len(data.tables) < len(data.specs)
    bad_keys = any(row.bad for table in data.tables.values() for row in table)
    kept = []
    for one in by_frictionless:
        known = (one.file, one.line) in dangling
        if one.rule == "SD302" and not known and (dangling or unreadable or bad_keys):
            continue
        if one.rule in ("SD201", "SD202", "SD203", "SD204", "SD205") and any(
            (other.file, other.line, other.column) == (one.file, one.line, one.column) for other in found
        ):
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
    findings: list[Finding], descriptor: Descriptor, data: Dataset, broken: dict[str, int]
) -> list[Finding]:
    """Findings that make a table or a key unusable, with the number of references that break with it."""
    tables = {resource.path: resource.name for resource in descriptor}
    counted = []
    for one in findings:
        name = tables.get(one.file)
        if name is not None:
            lost = name not in data.tables
            key = one.column in data.specs[name].key if name in data.specs else False
            if lost or (key and one.rule[:3] in ("SD1", "SD2")):
                one = replace(one, follows=broken[name])
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


def _stale(descriptor: Descriptor, contents: dict[str, bytes], texts: dict[str, TextResult]) -> list[Finding]:
    """SD006: only asked when nothing else is wrong, since every cure ends with a build."""
    found = []
    for name, data in contents.items():
        resource, table = descriptor.resources[name], texts[name].table
        digest = f"sha256:{hashlib.sha256(data).hexdigest()}"
        rows = len(table.rows) if table else None
        for what, written, actual in (
            ("bytes", resource.bytes, len(data)),
            ("hash", resource.hash, digest),
            ("rows", resource.rows, rows),
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
