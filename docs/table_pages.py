"""Write one page a table: meaning, types, units, codes, counts and an example row, from definition and data."""

from __future__ import annotations

from pathlib import Path

from writing import escaped, markdown_table, write_folder

import sermdata
from sermdata.frames import read_cells
from sermdata.spec import ColumnSpec, TableSpec, code_fields, contract

GROUPS = {
    "vocabulary": "Vocabularies",
    "evidence": "Evidence",
    "assertion": "Assertions",
    "housekeeping": "Housekeeping",
}

SHOWN_WHOLE = 80
"""A table of at most so many rows stands whole on its page."""


def write_pages(folder: Path) -> None:
    """Write all pages into ``folder``, an index included; pages of tables that are gone are removed."""
    pages = {f"{spec.name}.md": page(spec) for spec in contract().values()}
    write_folder(folder, {**pages, "index.md": index()})


def index() -> str:
    """The page that lists the tables."""
    lines = ["# Tables", ""]
    for group, title in GROUPS.items():
        specs = [spec for spec in contract().values() if spec.group == group]
        lines += [f"## {title}", "", "| table | rows | what a row is |", "|---|---:|---|"]
        lines += [
            f"| [`{s.name}`]({s.name}.md) | {len(cells_of(s))} | {s.description.split('. ')[0].rstrip('.')} |"
            for s in specs
        ]
        lines += ["", "```{toctree}", ":hidden:", "", *(spec.name for spec in specs), "```", ""]
    return "\n".join(lines)


def page(spec: TableSpec) -> str:
    """The page of one table."""
    rows = cells_of(spec)
    lines = [f"# {spec.title}", "", f"`{spec.name}`: {spec.description}", ""]
    lines += [f"{len(rows)} rows. Key: {code_list(spec.key)}. File: `{spec.path}`.", ""]
    if spec.natural_key:
        lines += [f"No two rows agree in all of {code_list(spec.natural_key)}.", ""]
    lines += [
        "```python",
        ">>> import sermdata",
        f'>>> frame = sermdata.load("{spec.name}")',
        ">>> len(frame)",
        str(len(rows)),
        "",
        "```",
        "",
    ]
    lines += ["## Columns", "", "| column | type | unit | required | missing | meaning |", "|---|---|---|---|---:|---|"]
    lines += [column_line(spec, column, rows) for column in spec.columns]
    lines.append("")
    coded = [column for column in spec.columns if column.codes]
    if coded:
        lines += ["## Codes", ""]
        for column in coded:
            counts = {value: sum(1 for row in rows if row[column.name] == value) for value in column.values}
            field = code_fields()[spec.name, column.name]
            lines += [f"### `{column.name}`", "", f"Listed as `{field}` in [`codes`](codes.md).", ""]
            lines += ["| code | label | definition | rows |", "|---|---|---|---:|"]
            lines += [f"| `{c.value}` | {c.label} | {c.definition} | {counts[c.value]} |" for c in column.codes]
            lines.append("")
    if rows and len(rows) <= SHOWN_WHOLE:
        lines += ["## All rows", ""]
        lines += markdown_table(
            (f"`{name}`" for name in spec.names), ([row[name] for name in spec.names] for row in rows)
        )
        return "\n".join(lines)
    lines += ["## Example", ""]
    if rows:
        row = max(rows[:200], key=lambda cells: sum(1 for text in cells.values() if text))
        lines += [
            "| column | value |",
            "|---|---|",
            *(f"| `{name}` | {escaped(text)} |" for name, text in row.items() if text),
        ]
    else:
        lines.append("The table is defined and has no rows yet.")
    return "\n".join(lines) + "\n"


def bounds(column: ColumnSpec) -> str:
    """The bounds of a column in words: ``From 0 to 100``, ``At least 0``, ``At most 1``."""
    if column.maximum is None:
        return f"At least {column.minimum}"
    if column.minimum is None:
        return f"At most {column.maximum}"
    return f"From {column.minimum} to {column.maximum}"


def column_line(spec: TableSpec, column: ColumnSpec, rows: list[dict[str, str | None]]) -> str:
    """One line of the table of columns."""
    meaning = column.description
    if column.references:
        meaning += f" Refers to [`{column.references[0]}`]({column.references[0]}.md)."
    if column.minimum is not None or column.maximum is not None:
        meaning += f" {bounds(column)}."
    if column.pattern:
        meaning += f" Pattern `{column.pattern}`.".replace("|", "\\|")
    kind = "code" if column.codes else column.type
    missing = sum(1 for row in rows if row[column.name] is None)
    required = "yes" if column.required else ""
    return f"| `{column.name}` | {kind} | {f'`{column.unit}`' if column.unit else ''} | {required} | {missing} | {meaning} |"


def cells_of(spec: TableSpec) -> list[dict[str, str | None]]:
    """The rows of a table as texts."""
    data, file = sermdata.open_package(sermdata.compounds.package.location).read(spec.name)
    return read_cells(data, file, spec)


def code_list(names: tuple[str, ...]) -> str:
    """Names in code type, joined by commas."""
    return ", ".join(f"`{name}`" for name in names)
