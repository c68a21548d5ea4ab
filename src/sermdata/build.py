"""Write what is generated: schemas, descriptor, codes, typed handles. Nothing else writes these files.

Everything follows from the record classes, ``pyproject.toml`` (the one place
of the version) and the CSV files; there is no clock and no machine path in any
output, so that the same input gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .csvio import canonical, parse
from .descriptor import DESCRIPTOR, FORM, Descriptor, Folder
from .errors import PackageError
from .spec import TableSpec, code_fields, contract, to_table_schema

if TYPE_CHECKING:
    from .validation.report import Finding

CODES_PATH = "data/vocabularies/codes.csv"
HANDLES_PATH = "src/sermdata/handles.py"
CODES_DOC_PATH = "docs/codes.md"
RULES_DOC_PATH = "docs/rules.md"

PACKAGE_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
RESOURCE_PROFILE = "https://datapackage.org/profiles/2.0/dataresource.json"


@dataclass(frozen=True, slots=True)
class Output:
    """A generated file: its path in the checkout and its text."""

    path: str
    text: str


def lost_files(root: Path) -> list[Finding]:
    """SD002 for each table with rows in the descriptor of ``root`` and no or an empty file: to build would lose them.

    Raises PackageError if ``root`` is not a checkout.
    """
    from .validation.dataset import finding

    project(root)
    paths = {spec.name: root / spec.path for spec in contract().values() if spec.path != CODES_PATH}
    absent = [contract()[name] for name, path in paths.items() if not path.is_file() or not path.stat().st_size]
    if not absent or not (root / DESCRIPTOR).is_file():
        return []
    recorded = Descriptor(Folder(root)).resources
    return [
        finding(
            "SD002",
            spec.path,
            f"the file of table {spec.name} is missing or empty, and {DESCRIPTOR} records its rows; nothing is written",
            expected=f"{recorded[spec.name].path} with {recorded[spec.name].rows or 'its'} rows",
        )
        for spec in absent
        if spec.name in recorded and recorded[spec.name].hash != _hash(_empty(spec))
    ]


def outputs(root: Path) -> list[Output]:
    """All generated files for the checkout at ``root``, in order.

    Raises PackageError if it is not one, or if a file with rows is missing (see :func:`lost_files`).
    """
    meta = project(root)
    _refuse_other_code(root)
    if lost := lost_files(root):
        raise PackageError("\n".join(one.as_text() for one in lost))
    specs = contract()
    codes = Output(CODES_PATH, codes_csv())
    generated = [codes, Output(HANDLES_PATH, handles_module(specs)), Output(CODES_DOC_PATH, codes_page())]
    generated.append(Output(RULES_DOC_PATH, rules_page()))
    generated += [Output(f"schemas/{spec.name}.json", _json(to_table_schema(spec))) for spec in specs.values()]
    contents: dict[str, bytes] = {}
    for spec in specs.values():
        path = root / spec.path
        if spec.path == codes.path:
            contents[spec.name] = codes.text.encode()
        elif path.is_file():
            contents[spec.name] = path.read_bytes()
        else:
            contents[spec.name] = _empty(spec)
            generated.append(Output(spec.path, contents[spec.name].decode()))
    generated.append(Output(DESCRIPTOR, _json(descriptor(specs, contents, meta))))
    return generated


def drift(root: Path) -> list[Output]:
    """The generated files whose committed text is missing or differs."""
    return [
        o for o in outputs(root) if not (root / o.path).is_file() or (root / o.path).read_bytes() != o.text.encode()
    ]


def write(root: Path, files: list[Output]) -> None:
    """Write files whole or not at all: to a temporary file beside each, then renamed."""
    for output in files:
        write_atomic(root / output.path, output.text.encode())


def write_atomic(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path``; at every moment the old or the new file is there, never a part of one.

    Raises :class:`PackageError` if it cannot be written; the old file is then as it was.
    """
    try:
        _write_and_rename(path, data)
    except OSError as error:
        raise PackageError(f"{path}: cannot be written ({error.strerror or error}).") from None


def _write_and_rename(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def project(root: Path) -> dict[str, Any]:
    """The ``[project]`` table of the ``pyproject.toml`` of a checkout of sermdata. Raises PackageError if it is not one."""
    import tomllib

    path = root / "pyproject.toml"
    try:
        found = tomllib.loads(path.read_bytes().decode("utf-8")).get("project")
    except (FileNotFoundError, NotADirectoryError):
        raise PackageError(f"{root}: no pyproject.toml; 'sermdata build' runs in a checkout of sermdata.") from None
    except OSError as error:
        raise PackageError(f"{path}: cannot be read ({error.strerror}).") from None
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{path}: not readable as TOML ({error}).") from None
    if not isinstance(found, dict) or found.get("name") != "sermdata":
        raise PackageError(f"{path}: not that of sermdata; 'sermdata build' writes only into a checkout of sermdata.")
    keywords = found.get("keywords")
    if not isinstance(found.get("version"), str) or not isinstance(keywords, list):
        raise PackageError(f"{path}: [project] lacks a version (text) or keywords (a list).")
    return found


def _refuse_other_code(root: Path) -> None:
    """An installed copy would undo, in the generated files, what was changed in the definitions of the checkout."""
    running, theirs = Path(__file__).parent, root / "src" / "sermdata"
    if _code(theirs) not in ({}, _code(running)):
        raise PackageError(f"{theirs}: not the code that runs ({running}); run 'pip install -e {root}' first.")


def _code(folder: Path) -> dict[str, bytes]:
    generated = Path(HANDLES_PATH).name
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.py") if p.name != generated}


def descriptor(specs: dict[str, TableSpec], contents: dict[str, bytes], meta: dict[str, Any]) -> dict[str, Any]:
    """The content of ``datapackage.json``."""
    return {
        "$schema": PACKAGE_PROFILE,
        "name": "sermdata",
        "title": "sermdata: pharmacology of selective estrogen receptor modulators",
        "description": (
            "Tissue actions, receptor pharmacology, hormone effects, indications, side effects and trial results "
            "of selective estrogen receptor modulators, each figure with the source that was read. "
            "For research, not for clinical decisions."
        ),
        "version": meta["version"],
        "keywords": meta["keywords"],
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
                "title": "Creative Commons Attribution 4.0 International",
            }
        ],
        "contributors": [{"title": "sermdata maintainers", "roles": ["publisher", "editor"]}],
        "resources": [_resource(spec, contents[spec.name]) for spec in specs.values()],
    }


def _empty(spec: TableSpec) -> bytes:
    return canonical(spec.names, [], spec.key).encode()


def _hash(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _resource(spec: TableSpec, data: bytes) -> dict[str, Any]:
    try:
        rows = max(sum(1 for row in parse(data.decode("utf-8")) if row.cells) - 1, 0)
    except ValueError:
        rows = 0  # not readable as CSV: validation reports it
    return {
        "$schema": RESOURCE_PROFILE,
        "name": spec.name,
        "type": "table",
        "title": spec.title,
        "description": spec.description,
        "path": spec.path,
        **FORM,
        "bytes": len(data),
        "hash": _hash(data),
        "rows": rows,
        "schema": f"schemas/{spec.name}.json",
    }


def codes_csv() -> str:
    """``codes.csv``: every code list, from the definitions."""
    specs = contract()
    spec = specs["codes"]
    rows: dict[tuple[str, str], list[str]] = {}
    for (table, column), field in code_fields().items():
        for position, code in enumerate(specs[table].column(column).codes, start=1):
            rows[field, code.value] = [field, code.value, code.label, code.definition, str(position)]
    return canonical(spec.names, rows.values(), spec.key)


def codes_page() -> str:
    """The documentation page of the code lists, in Markdown."""
    specs = contract()
    users: dict[str, list[tuple[str, str]]] = {}
    for place, field in code_fields().items():
        users.setdefault(field, []).append(place)
    lines = [
        "<!-- Generated by `sermdata build` from sermdata.codelists; do not edit. -->",
        "# Codes",
        "",
        "Every controlled value, with its definition. The order is the order of the categories in frames.",
    ]
    for field in sorted(users):
        places = users[field]
        table, column = places[0]
        lines += ["", f"## `{field}`", "", "Used in " + ", ".join(f"`{t}.{c}`" for t, c in places) + ".", ""]
        lines += ["| code | label | definition |", "|---|---|---|"]
        lines += [f"| `{c.value}` | {c.label} | {c.definition} |" for c in specs[table].column(column).codes]
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """The documentation page of the rules of validation, in Markdown."""
    from .validation.catalogue import RULES, SUBJECTS

    lines = [
        "<!-- Generated by `sermdata build` from sermdata.validation.catalogue; do not edit. -->",
        "# Rules",
        "",
        "<!-- table -->",
    ]
    for digit, subject in SUBJECTS.items():
        lines += ["", f"### {subject.capitalize()}", "", "| code | name | what holds | cure |", "|---|---|---|---|"]
        lines += [f"| {r.code} | `{r.name}` | {r.meaning} | {r.cure} |" for r in RULES.values() if r.code[2] == digit]
    return "\n".join(lines) + "\n"


def handles_module(specs: dict[str, TableSpec]) -> str:
    """The source of :mod:`sermdata.handles`: one typed attribute and overload a table."""
    from .models import RECORDS

    classes = {record.table.name: record.__name__ for record in RECORDS}
    lines = [
        '"""A package with one typed attribute a table. Generated by ``sermdata build``; do not edit."""',
        "",
        "from __future__ import annotations",
        "",
        "from typing import TYPE_CHECKING, Any, Literal, overload",
        "",
        "from .package import BasePackage, Table",
        "",
        "if TYPE_CHECKING:",
        "    from .models import (",
        *(f"        {name}," for name in sorted([*classes.values(), "Record"])),
        "    )",
        "",
        "",
        "class Package(BasePackage):",
        '    """A package opened for use, with the tables as attributes."""',
        "",
        "    def __init__(self, files: Any) -> None:",
        "        super().__init__(files)",
        *(f'        self.{t}: Table[{c}] = Table(self, "{t}", "{c}")' for t, c in classes.items()),
        "",
    ]
    for method, arguments, result in (
        ("records", "", "list[{}]"),
        ("get", ", row_id: str", "{}"),
    ):
        for table, name in classes.items():
            lines += [
                "    @overload",
                f'    def {method}(self, table: Literal["{table}"]{arguments}) -> {result.format(name)}: ...',
            ]
        lines += ["    @overload", f"    def {method}(self, table: str{arguments}) -> {result.format('Record')}: ..."]
        if method == "records":
            lines += [
                "    def records(self, table: str) -> Any:",
                '        """The rows of a table as frozen pydantic objects; see :meth:`sermdata.package.Table.records`."""',
                "        return self.handle(table).records()",
                "",
            ]
        else:
            lines += [
                "    def get(self, table: str, row_id: str) -> Any:",
                '        """The row of that id; see :meth:`sermdata.package.Table.get`."""',
                "        return self.handle(table).get(row_id)",
                "",
            ]
    lines += [
        "    def handle(self, table: str) -> Table[Any]:",
        '        """The table of that name. Raises UnknownNameError with close names."""',
        "        self.descriptor.resource(table)",
        "        found: Table[Any] = getattr(self, table)",
        "        return found",
    ]
    return "\n".join(lines) + "\n"


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
