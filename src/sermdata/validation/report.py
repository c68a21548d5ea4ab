"""Findings and the report that holds them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where it is, which rule it breaks, what was expected and how to cure it.

    ``line`` counts physical lines of ``file`` from 1. ``follows`` counts
    further faults that are gone once this one is cured. ``gates`` names the
    gates that saw it.
    """

    file: str
    line: int | None
    row_id: str | None
    column: str | None
    rule: str
    name: str
    severity: str
    message: str
    value: str | None
    expected: str | None
    cure: str
    gates: tuple[str, ...] = ("rules",)
    follows: int = 0

    def as_dict(self) -> dict[str, Any]:
        """The finding as a JSON object."""
        return {
            "file": self.file,
            "line": self.line,
            "row_id": self.row_id,
            "column": self.column,
            "rule": self.rule,
            "name": self.name,
            "severity": self.severity,
            "message": self.message,
            "value": self.value,
            "expected": self.expected,
            "cure": self.cure,
            "gates": list(self.gates),
            "follows": self.follows,
        }

    def as_text(self) -> str:
        """The finding on two plain lines, nothing cut off."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        parts = [place]
        if self.row_id:
            parts.append(f"row {self.row_id}")
        if self.column:
            parts.append(f"column {self.column}")
        text = f"{', '.join(parts)}: {self.rule} {self.name}: {self.message}"
        if self.value is not None:
            text += f"; found {self.value!r}"
        if self.expected is not None:
            text += f"; expected {self.expected}"
        if self.follows:
            text += f"; {self.follows} more follow from it"
        return f"{text}\n    cure: {self.cure}"


@dataclass(slots=True)
class Report:
    """What :func:`sermdata.validation.validate` found.

    ``findings`` are faults, tables that lost rows first, then sorted by file and line; ``notices`` are remarks
    that are no fault; ``skipped`` says which checks could not run and why.
    """

    location: str
    findings: list[Finding] = field(default_factory=list)
    notices: list[Finding] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    gates: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        """Whether there is no finding."""
        return not self.findings

    def as_dict(self) -> dict[str, Any]:
        """The report as a JSON object."""
        return {
            "valid": self.valid,
            "location": self.location,
            "gates": self.gates,
            "tables": self.rows,
            "skipped": self.skipped,
            "findings": [f.as_dict() for f in self.findings],
            "notices": [f.as_dict() for f in self.notices],
        }


def merge(findings: list[Finding]) -> list[Finding]:
    """One finding a fault: what several gates say of one cell, or by one rule of one cell or row, is the first of it.

    Text and type of a cell (SD1 and SD2) are one fault. The first finding
    keeps its words and takes over the gates of the others.
    """
    merged: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        of_form = finding.column is not None and finding.rule[:3] in ("SD1", "SD2")
        place = finding.line or finding.message
        key = (finding.file, place, finding.column, "form" if of_form else finding.rule)
        first = merged.get(key)
        if first is None:
            merged[key] = finding
        else:
            gates = tuple(dict.fromkeys((*first.gates, *finding.gates)))
            merged[key] = replace(first, gates=gates)
    return sorted(merged.values(), key=lambda f: (f.file, f.line or 0, f.column or "", f.rule))
