"""What a table is, in neutral terms: the bridge from record classes to every face of the data.

``models -> spec -> Table Schema, Pandera schema, docs`` at build time, and
``Table Schema -> spec -> frames`` at run time, without pydantic. A spec
survives the way to Table Schema and back unchanged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .models import Record

ColumnType = Literal["string", "integer", "number", "boolean", "list"]

TABLE_SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True, slots=True)
class CodeSpec:
    """One code of a list."""

    value: str
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """One column. ``codes`` is the code list in order, empty if the column has none."""

    name: str
    type: ColumnType
    title: str
    description: str
    example: str
    required: bool = False
    unique: bool = False
    unit: str | None = None
    pattern: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    codes: tuple[CodeSpec, ...] = ()
    references: tuple[str, str] | None = None

    @property
    def values(self) -> tuple[str, ...]:
        """The codes as they stand in cells."""
        return tuple(code.value for code in self.codes)

    def expected(self) -> str:
        """The allowed values in words, for messages."""
        if self.codes:
            return "one of " + ", ".join(self.values)
        words = {
            "string": "text",
            "integer": "a whole number",
            "number": "a number with a decimal point",
            "boolean": "true or false",
            "list": "items joined by ';'",
        }[self.type]
        if self.pattern:
            words += f" that matches {self.pattern}"
        if self.minimum is not None and self.maximum is not None:
            words += f" from {self.minimum} to {self.maximum}"
        elif self.minimum is not None:
            words += f" of at least {self.minimum}"
        elif self.maximum is not None:
            words += f" of at most {self.maximum}"
        return words


@dataclass(frozen=True, slots=True)
class ForeignKeySpec:
    """A reference of one or more columns to another table."""

    columns: tuple[str, ...]
    table: str
    target: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableSpec:
    """One table: its columns in the order of the CSV, and its keys."""

    name: str
    title: str
    description: str
    group: str
    columns: tuple[ColumnSpec, ...]
    key: tuple[str, ...]
    natural_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKeySpec, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(column.name for column in self.columns)

    @property
    def path(self) -> str:
        """Path of the CSV in the package."""
        return f"data/{'vocabularies/' if self.group == 'vocabulary' else ''}{self.name}.csv"

    @property
    def has_provenance(self) -> bool:
        """Whether the rows close with the provenance block."""
        return "reading" in self.names

    def column(self, name: str) -> ColumnSpec:
        """The column of that name. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    def row_id(self, cells: Mapping[str, str | None]) -> str:
        """The key of a row as one text, parts joined by a slash."""
        return "/".join(cells.get(column) or "" for column in self.key)


# --- from the record classes ------------------------------------------------------


def from_record(record: type[Record]) -> TableSpec:
    """The spec of a record class."""
    from typing import get_type_hints

    from .models import Sourced

    table = record.table
    hints = get_type_hints(record, include_extras=True)
    names = [name for name in hints if name in record.model_fields]
    if issubclass(record, Sourced):
        provenance = list(Sourced.model_fields)
        names = [n for n in names if n not in provenance] + provenance
    unique = table.key[0] if len(table.key) == 1 else None
    columns = tuple(_column(n, hints[n], unique=n == unique) for n in names)
    foreign_keys = tuple(
        ForeignKeySpec((c.name,), *((c.references[0], (c.references[1],)))) for c in columns if c.references
    ) + tuple(ForeignKeySpec(k.columns, k.table, k.target) for k in table.foreign_keys)
    return TableSpec(
        name=table.name,
        title=table.title,
        description=" ".join((record.__doc__ or "").split()),
        group=str(table.group),
        columns=columns,
        key=table.key,
        natural_key=table.natural_key,
        foreign_keys=foreign_keys,
    )


def _column(name: str, hint: Any, *, unique: bool) -> ColumnSpec:
    from decimal import Decimal
    from types import NoneType, UnionType
    from typing import Annotated, Union, get_args, get_origin

    from .codelists import Code
    from .columns import Column

    required = True
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (arg for arg in get_args(hint) if arg is not NoneType)
        required = False
    if get_origin(hint) is not Annotated:
        raise TypeError(f"column {name} is not annotated with a Column")
    base, *extras = get_args(hint)
    (marker,) = (extra for extra in extras if isinstance(extra, Column))
    codes: tuple[CodeSpec, ...] = ()
    types: dict[Any, ColumnType] = {str: "string", int: "integer", Decimal: "number", bool: "boolean"}
    if get_origin(base) is tuple:
        kind: ColumnType = "list"
    elif issubclass(base, Code):
        kind = "string"
        codes = tuple(CodeSpec(c.value, c.label, c.definition) for c in base)
    else:
        kind = types[base]
    table, _, column = (marker.references or "").partition(".")
    return ColumnSpec(
        name=name,
        type=kind,
        title=marker.title,
        description=marker.description,
        example=marker.example,
        required=required,
        unique=unique,
        unit=marker.unit,
        pattern=marker.pattern,
        minimum=None if marker.minimum is None else str(marker.minimum),
        maximum=None if marker.maximum is None else str(marker.maximum),
        codes=codes,
        references=(table, column) if table else None,
    )


@lru_cache(maxsize=1)
def contract() -> dict[str, TableSpec]:
    """The specs of all tables of this version of sermdata, by name, in listing order. Imports pydantic."""
    from .models import RECORDS

    return {record.table.name: from_record(record) for record in RECORDS}


@lru_cache(maxsize=1)
def code_fields() -> dict[tuple[str, str], str]:
    """For each (table, column) with codes, the ``field`` under which the codes table lists them.

    It is the column's name, or ``table.column`` where columns of the same name
    have different code lists.
    """
    lists: dict[str, set[tuple[CodeSpec, ...]]] = {}
    for table in contract().values():
        for column in table.columns:
            if column.codes:
                lists.setdefault(column.name, set()).add(column.codes)
    return {
        (table.name, column.name): column.name if len(lists[column.name]) == 1 else f"{table.name}.{column.name}"
        for table in contract().values()
        for column in table.columns
        if column.codes
    }


# --- Table Schema -----------------------------------------------------------------


def to_table_schema(spec: TableSpec) -> dict[str, Any]:
    """The spec as a Table Schema (Data Package v2), ready for JSON."""
    schema: dict[str, Any] = {
        "$schema": TABLE_SCHEMA_PROFILE,
        "name": spec.name,
        "title": spec.title,
        "description": spec.description,
        "group": spec.group,
        "missingValues": [""],
        "fields": [_to_field(column) for column in spec.columns],
        "primaryKey": list(spec.key),
    }
    if spec.natural_key:
        schema["uniqueKeys"] = [list(spec.natural_key)]
    for name, keys in _by_strictness(spec).items():
        if keys:
            schema[name] = [
                {
                    "fields": list(key.columns),
                    "reference": {"resource": key.table if key.table != spec.name else "", "fields": list(key.target)},
                }
                for key in keys
            ]
    return schema


def _by_strictness(spec: TableSpec) -> dict[str, list[ForeignKeySpec]]:
    """Foreign keys by the property that holds them.

    Frictionless takes a key of several columns with one of them empty for a
    dangling one, so such keys stand in a property of our own.
    """
    required = {column.name for column in spec.columns if column.required}
    keys: dict[str, list[ForeignKeySpec]] = {"foreignKeys": [], "optionalForeignKeys": []}
    for key in spec.foreign_keys:
        loose = len(key.columns) > 1 and not required.issuperset(key.columns)
        keys["optionalForeignKeys" if loose else "foreignKeys"].append(key)
    return keys


def _to_field(column: ColumnSpec) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.type,
        "title": column.title,
        "description": column.description,
        "example": column.example,
    }
    if column.unit:
        field["unit"] = column.unit
    if column.type == "list":
        field["delimiter"] = ";"
        field["itemType"] = "string"
    if column.type == "boolean":
        field["trueValues"] = ["true"]
        field["falseValues"] = ["false"]
    constraints: dict[str, Any] = {}
    if column.required:
        constraints["required"] = True
    if column.unique:
        constraints["unique"] = True
    if column.pattern and column.type == "string":
        constraints["pattern"] = column.pattern
    if column.pattern and column.type == "list":
        field["itemPattern"] = column.pattern
    for bound in ("minimum", "maximum"):
        text = getattr(column, bound)
        if text is not None:
            constraints[bound] = int(text) if "." not in text else float(text)
    if column.codes:
        field["categories"] = [{"value": c.value, "label": c.label, "description": c.definition} for c in column.codes]
        field["categoriesOrdered"] = True
        constraints["enum"] = list(column.values)
    if constraints:
        field["constraints"] = constraints
    return field


def from_table_schema(schema: Mapping[str, Any]) -> TableSpec:
    """The spec behind a Table Schema that :func:`to_table_schema` wrote.

    Raises KeyError, TypeError or ValueError if it is not of that form.
    """
    keys = tuple(
        ForeignKeySpec(
            tuple(key["fields"]), key["reference"]["resource"] or schema["name"], tuple(key["reference"]["fields"])
        )
        for key in (*schema.get("foreignKeys", ()), *schema.get("optionalForeignKeys", ()))
    )
    single = {key.columns[0]: (key.table, key.target[0]) for key in keys if len(key.columns) == 1}
    unique_keys = schema.get("uniqueKeys", [[]])
    spec = TableSpec(
        name=schema["name"],
        title=schema["title"],
        description=schema["description"],
        group=schema["group"],
        columns=tuple(_from_field(field, single) for field in schema["fields"]),
        key=tuple(schema["primaryKey"]),
        natural_key=tuple(unique_keys[0]),
        foreign_keys=keys,
    )
    _require_text(spec.name, spec.title, spec.description, spec.group, *spec.key, *spec.natural_key)
    for foreign in keys:
        _require_text(foreign.table, *foreign.columns, *foreign.target)
    if not spec.columns or not spec.key or not set(spec.names).issuperset(spec.key):
        raise ValueError(f"the columns of {spec.name} do not hold its key")
    if len(set(spec.names)) != len(spec.names):
        raise ValueError(f"a column of {spec.name} stands twice")
    return spec


def _require_text(*values: object) -> None:
    for value in values:
        if not isinstance(value, str):
            raise TypeError(f"not text: {value!r}")


def _from_field(field: Mapping[str, Any], references: Mapping[str, tuple[str, str]]) -> ColumnSpec:
    constraints = field.get("constraints", {})
    if field["type"] not in ("string", "integer", "number", "boolean", "list"):
        raise ValueError(f"column {field['name']} has the unknown type {field['type']!r}")

    def bound(name: str) -> str | None:
        if name not in constraints:
            return None
        if not isinstance(constraints[name], int | float):
            raise TypeError(f"the {name} of column {field['name']} is not a number")
        return str(constraints[name])

    column = ColumnSpec(
        name=field["name"],
        type=field["type"],
        title=field["title"],
        description=field["description"],
        example=field["example"],
        required=bool(constraints.get("required", False)),
        unique=bool(constraints.get("unique", False)),
        unit=field.get("unit"),
        pattern=constraints.get("pattern", field.get("itemPattern")),
        minimum=bound("minimum"),
        maximum=bound("maximum"),
        codes=tuple(CodeSpec(c["value"], c["label"], c["description"]) for c in field.get("categories", ())),
        references=references.get(field["name"]),
    )
    _require_text(
        column.name, column.title, column.description, column.example, column.unit or "", column.pattern or ""
    )
    for code in column.codes:
        _require_text(code.value, code.label, code.definition)
    if len(set(column.values)) != len(column.values):
        raise ValueError(f"a code of column {column.name} stands twice")
    return column
