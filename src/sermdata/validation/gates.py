"""The two library gates: Frictionless on the package, Pandera on each table.

Both are asked for every fault they can see; their words are translated into
rules of the catalogue and into physical lines.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from ..descriptor import DESCRIPTOR, FORM, Descriptor, Folder
from ..errors import MissingExtraError
from ..spec import contract, to_table_schema
from .dataset import DataTable, finding
from .pandera_schema import text_schema
from .report import Finding
from .text import TextResult

_CONSTRAINTS = {
    "required": "SD202",
    "enum": "SD203",
    "pattern": "SD204",
    "minimum": "SD205",
    "maximum": "SD205",
    "unique": "SD301",
}
_ERRORS = {
    "type-error": "SD201",
    "unique-error": "SD301",
    "primary-key": "SD301",
    "foreign-key": "SD302",
    "extra-cell": "SD109",
    "missing-cell": "SD109",
    "blank-row": "SD110",
}
_DECISIVE = frozenset({"name", "type", "constraints", "delimiter", "itemType", "trueValues", "falseValues"})
_TOLD_BY_RULES = frozenset(
    {
        "hash-count",
        "byte-count",
        "row-count",
        "blank-header",
        "blank-label",
        "duplicate-label",
        "incorrect-label",
        "missing-label",
        "extra-label",
        "encoding-error",
    }
)


def run_frictionless(descriptor: Descriptor, folder: Folder, texts: dict[str, TextResult]) -> list[Finding]:
    """What Frictionless says of the descriptor and of every resource that could be read as text.

    Paths were checked when the descriptor was read; a resource whose header is
    faulty is left out, since each of its rows would be a finding.
    Schemas and form are ours: a package's own may name URLs or delimiters, and SD005 and SD001 compare them.
    """
    readable = {name for name, text in texts.items() if text.table is not None and not text.header_faulty}
    raw = dict(descriptor.raw)
    raw["resources"] = [
        {**resource, **FORM, "schema": _schema(to_table_schema(contract()[resource["name"]]), readable)}
        for resource in raw["resources"]
        if resource["name"] in readable
    ]
    return _frictionless(raw, folder.root, texts)


def run_frictionless_on_file(text: TextResult, data: bytes) -> list[Finding]:
    """What Frictionless says of one table's rows, taken from memory and without references to other tables."""
    if text.table is None or text.header_faulty:
        return []
    name = text.table.spec.name
    with tempfile.TemporaryDirectory(prefix="sermdata-") as folder:
        (Path(folder) / "table.csv").write_bytes(data)
        resource = {"name": name, "path": "table.csv", "schema": _schema(to_table_schema(text.table.spec), set())}
        return _frictionless({"name": "one", "resources": [resource]}, Path(folder), {name: text})


def _frictionless(raw: dict[str, Any], root: Path, texts: dict[str, TextResult]) -> list[Finding]:
    try:
        from frictionless import Checklist, FrictionlessException, Package
    except ImportError:
        raise MissingExtraError("frictionless", "validate") from None
    try:
        package = Package.from_descriptor(raw, basepath=str(root))
        # a row-wise checklist of its own for each resource: no limit that would hide faults
        report = package.validate(checklist=Checklist(pick_errors=[]), limit_errors=1_000_000)
    except FrictionlessException as error:
        reasons = [str(reason) for reason in error.reasons] or [str(error.error.note)]
        return [
            finding("SD001", DESCRIPTOR, f"Frictionless: {reason}", gates=("frictionless",), value=None)
            for reason in reasons
        ]
    except Exception as error:  # on odd descriptors Frictionless ends in errors of any type; they are findings here
        return [
            finding(
                "SD001",
                DESCRIPTOR,
                f"Frictionless cannot work with it: {type(error).__name__}",
                gates=("frictionless",),
            )
        ]
    found = [
        finding("SD001", DESCRIPTOR, f"Frictionless: {fault.note}", gates=("frictionless",)) for fault in report.errors
    ]
    for task in report.tasks:
        text = texts.get(task.name)
        if text is None or text.table is None:
            continue
        for fault in task.errors:
            one = _from_frictionless(fault, text, text.table)
            if one is not None:
                found.append(one)
    return found


def _schema(schema: dict[str, Any], readable: set[str]) -> dict[str, Any]:
    """What Frictionless needs of a Table Schema to judge rows.

    References to tables that cannot be read would end its run. Titles,
    descriptions and categories decide nothing, and it copies them for every
    reference; that the schema as a whole is ours is SD005.
    """
    lean = {key: value for key, value in schema.items() if key in ("missingValues", "primaryKey")}
    lean["fields"] = [{key: value for key, value in field.items() if key in _DECISIVE} for field in schema["fields"]]
    keys = [k for k in schema.get("foreignKeys", []) if (k["reference"]["resource"] or schema["name"]) in readable]
    return {**lean, "foreignKeys": keys} if keys else lean


def _from_frictionless(error: Any, text: TextResult, table: DataTable) -> Finding | None:
    kind = str(error.type)
    rule = _ERRORS.get(kind)
    if kind == "constraint-error":
        constraint = re.match(r'constraint "([a-zA-Z]+)"', str(error.note))
        rule = _CONSTRAINTS.get(constraint.group(1)) if constraint else None
    if rule is None:
        if kind in _TOLD_BY_RULES:
            return None
        rule = "SD001"
    number = getattr(error, "row_number", None)
    line = text.lines[number - 2] if number is not None and 2 <= number < len(text.lines) + 2 else None
    if line in text.faulty_lines:
        return None
    row = next((r for r in table if r.line == line), None)
    column = getattr(error, "field_name", None) if rule.startswith("SD2") else None
    if rule == "SD302":
        column = error.field_names[-1]
    cell = getattr(error, "cell", None)
    expected = table.spec.column(column).expected() if column and rule != "SD302" else None
    return finding(
        rule,
        text.file,
        f"Frictionless: {error.note}",
        line=line,
        row_id=row.row_id if row else None,
        column=column,
        value=str(cell) if cell not in (None, "") else None,
        expected=expected,
        gates=("frictionless",),
    )


_MESSAGES = {
    "SD201": "the cell is not of the column's type",
    "SD202": "a required cell is empty",
    "SD203": "the code is not in the code list",
    "SD204": "the cell does not match the column's pattern",
    "SD205": "the number is out of bounds",
    "SD301": "another row above has the same key",
}


def run_pandera(table: DataTable) -> list[Finding]:
    """What Pandera says of one table, as texts."""
    import pandas as pd

    schema = text_schema(table.spec)
    from pandera.errors import SchemaErrors

    if not table.rows:
        return []
    frame = pd.DataFrame(
        {name: pd.array([row[name] for row in table], dtype="string") for name in table.spec.names},
    )
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as error:
        failures = error.failure_cases
    else:
        return []
    found = []
    for failure in failures.to_dict("records"):
        check, index = str(failure["check"]), failure["index"]
        duplicate = "uniqueness" in check
        rule = "SD202" if check == "not_nullable" else "SD301" if duplicate else check
        if rule not in _MESSAGES or index is None or pd.isna(index):
            found.append(
                finding("SD001", table.file, f"Pandera: {check}: {failure['failure_case']}", gates=("pandera",))
            )
            continue
        row = table.rows[int(index)]
        if duplicate:
            key = ", ".join(table.spec.key)
            found.append(
                table.finding(
                    rule, row, _MESSAGES[rule], value=row.row_id, expected=f"a {key} of its own", gates=("pandera",)
                )
            )
            continue
        name = str(failure["column"])
        if name in row.bad:
            continue
        column = table.spec.column(name)
        message = _MESSAGES[rule]
        if rule == "SD201" and column.type in ("number", "integer") and "," in (row[name] or ""):
            message += " (no thousands separators, point as decimal mark)"
        found.append(table.finding(rule, row, message, column=name, expected=column.expected(), gates=("pandera",)))
    return found
