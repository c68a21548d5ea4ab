"""Bring CSV files into the canonical form, without touching what a cell says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from .build import write_atomic
from .descriptor import Descriptor, Folder, read_file
from .errors import known_name
from .spec import contract
from .validation.report import Finding
from .validation.text import BOM, TextResult, comments_of, cured_here, order_finding, read_table

FIXABLE = frozenset({"SD102", "SD103", "SD108", "SD110", "SD111", "SD114"})
"""Rules whose faults are a matter of form alone."""


@dataclass(frozen=True, slots=True)
class LintedFile:
    """One file: its faults of form, and whether it was rewritten."""

    file: str
    findings: tuple[Finding, ...]
    fixed: bool = False


def lint(folder: Folder, *, fix: bool = False) -> list[LintedFile]:
    """The files of a package that are not canonical; with ``fix`` they are rewritten.

    A file with any other fault of its text (a short row, a wrong header, not
    UTF-8) is left as it is. Raises PackageError if the package cannot be read.
    """
    found = []
    for resource in Descriptor(folder):
        spec = contract().get(resource.name)
        if spec is None:
            continue
        data = folder.read(resource.path)
        result = read_table(data, resource.path, spec)
        findings = list(result.findings)
        order = order_finding(result, data) if not findings else None
        if order:
            findings.append(order)
        if not findings:
            continue
        found.append(_linted(result, findings, Path(folder.root) / resource.path, b"", fix=fix))
    return found


def lint_file(path: Path, table: str, *, fix: bool = False) -> list[LintedFile]:
    """A CSV file of one's own, judged as :func:`lint` does but for the order of its rows; its comments stay.

    Raises PackageError if it cannot be read, UnknownNameError for an unknown table.
    """
    specs = contract()
    known_name("table", table, specs)
    data = read_file(path)
    result = read_table(data, str(path), specs[table], comments=True)
    findings = [cured_here(one, str(path), table) for one in result.findings]
    head = comments_of(data).removeprefix(BOM).replace(b"\r\n", b"\n")
    return [_linted(result, findings, path.resolve(), head, fix=fix)] if findings else []


def _linted(result: TextResult, findings: list[Finding], target: Path, head: bytes, *, fix: bool) -> LintedFile:
    """The file's faults; with ``fix``, rewritten at ``target`` below ``head`` if form is all it takes.

    Control characters, formulas and written-out missing values are content: they stay as they are.
    """
    form_only = all(one.rule in FIXABLE or one.rule in ("SD112", "SD113", "SD115") for one in findings)
    fixed = fix and form_only and result.canonical is not None and any(one.rule in FIXABLE for one in findings)
    if fixed and result.canonical is not None:
        write_atomic(target, head + result.canonical.encode())
        findings = [one for one in findings if one.rule not in FIXABLE]
    return LintedFile(result.file, tuple(findings), fixed)
