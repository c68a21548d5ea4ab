"""Commands that read the data: list, info, show, matrix, export, cite, schema."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

import sermdata

from ..errors import UnknownNameError, close_names
from ..frames import read_cells
from ..handles import Package
from ..spec import TableSpec
from .output import counted, print_csv, print_fields, print_json, print_machine, print_table

PackageOption = Annotated[
    Path | None, typer.Option("--package", help="Another copy of the package: a folder or a release zip.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Write CSV.")]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("list")(list_tables)
    app.command()(info)
    app.command()(show)
    app.command()(matrix)
    app.command()(export)
    app.command()(cite)
    app.command()(schema)


def opened(path: Path | None) -> Package:
    """The package at ``path``, or the bundled one."""
    return sermdata.open_package(path) if path is not None else sermdata._bundled


def list_tables(package: PackageOption = None, json: JsonOption = False) -> None:
    """List the tables with their numbers of rows.

    Example: `sermdata list`
    """
    data = opened(package)
    rows = [(r.name, data.spec(r.name).group, r.rows or 0, r.title) for r in data.descriptor]
    if json:
        print_json([{"name": n, "group": g, "rows": k, "title": t} for n, g, k, t in rows])
        return
    print_table(
        ("table", "group", "rows", "title"),
        [(n, g, str(k), t) for n, g, k, t in rows],
        title=f"sermdata data {data.version}: {counted(sum(k for _, _, k, _ in rows), 'row')}",
    )


def info(
    table: Annotated[str, typer.Argument(help="Name of a table.")],
    package: PackageOption = None,
    json: JsonOption = False,
) -> None:
    """Explain a table: what its columns mean, their types, units and codes.

    Example: `sermdata info trial_results`
    """
    data = opened(package)
    spec = data.spec(table)
    if json:
        print_json({**data.table_schema(table), "rows": data.descriptor.resource(table).rows, "path": spec.path})
        return
    print(f"{spec.name}: {spec.title}")
    print(spec.description)
    print(f"{data.descriptor.resource(table).rows} rows; key {', '.join(spec.key)}; file {spec.path}\n")
    rows = []
    for column in spec.columns:
        kind = "code" if column.codes else column.type
        meaning = column.description
        if column.unit:
            meaning += f" Unit: {column.unit}."
        if column.references:
            meaning += f" Refers to {column.references[0]}."
        if column.codes:
            meaning += f" Codes: {', '.join(column.values)}."
        rows.append((column.name, kind, "yes" if column.required else "", meaning, column.example))
    print_table(("column", "type", "required", "meaning", "example"), rows)


def show(
    what: Annotated[str, typer.Argument(help="A table, or the id of a row: raloxifene, TP0001, more/placebo.")],
    where: Annotated[
        list[str] | None,
        typer.Option("--where", "-w", help="Keep rows with COLUMN=TEXT; may be given several times."),
    ] = None,
    columns: Annotated[str | None, typer.Option("--columns", "-c", help="Columns to show, joined by commas.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", "-n", min=0, help="Show at most so many rows.")] = None,
    package: PackageOption = None,
    csv: CsvOption = False,
    json: JsonOption = False,
) -> None:
    """Show the rows of a table, or one row by its id.

    Examples: `sermdata show raloxifene`;
    `sermdata show tissue_profiles -w compound_id=raloxifene -w tissue_id=endometrium -c action,source_id --csv`
    """
    data = opened(package)
    if what in data.descriptor.resources:
        _show_table(data, what, where or [], columns, limit, csv, json)
    else:
        _show_row(data, what, csv, json, only_for_tables=bool(where or columns or limit is not None))


def _show_table(
    data: Package, name: str, where: list[str], columns: str | None, limit: int | None, csv: bool, json: bool
) -> None:
    spec = data.spec(name)
    shown = [c.strip() for c in columns.split(",")] if columns else list(spec.names)
    conditions = [_condition(text, spec, data) for text in where]
    for column in shown:
        if column not in spec.names:
            raise UnknownNameError(f"column of {name}", column, spec.names)
    content, file = data.read(name)
    rows = [
        cells
        for cells in read_cells(content, file, spec)
        if all((cells[column] or "") == value for column, value in conditions)
    ][:limit]
    if json:
        from ..export import json_value

        print_json([{c: json_value(spec.column(c), cells[c]) for c in shown} for cells in rows])
    elif csv:
        print_csv(shown, [[cells[c] or "" for c in shown] for cells in rows])
    else:
        used = shown if columns or not rows else [c for c in shown if any(cells[c] for cells in rows)]
        title = f"{name}: {counted(len(rows), 'row')}"
        print_table(used, [[cells[c] or "" for c in used] for cells in rows], title=title)


def _condition(text: str, spec: TableSpec, data: Package) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not sign:
        raise typer.BadParameter(f"{text!r} is not COLUMN=TEXT", param_hint="--where")
    if column not in spec.names:
        raise UnknownNameError(f"column of {spec.name}", column, spec.names)
    codes = spec.column(column).values
    if codes and value and value not in codes:
        raise UnknownNameError(f"code of {column}", value, codes)
    table, key = spec.column(column).references or (spec.name, column)
    if value and table in data.descriptor.resources and data.spec(table).key == (key,):
        known = [cells[key] or "" for cells in read_cells(*data.read(table), data.spec(table))]
        if value not in known:
            raise UnknownNameError(f"row of {table}", value, known, remark=data.retirement(table, value))
    return column, value


def _show_row(data: Package, row_id: str, csv: bool, json: bool, only_for_tables: bool) -> None:
    ids: dict[str, list[str]] = {}
    found: list[tuple[TableSpec, dict[str, str | None]]] = []
    for resource in data.descriptor:
        spec = data.spec(resource.name)
        content, file = data.read(resource.name)
        for cells in read_cells(content, file, spec):
            key = spec.row_id(cells)
            ids.setdefault(key, []).append(spec.name)
            if key == row_id:
                found.append((spec, cells))
    if not found:
        names = [*data.descriptor.resources, *(i for i, where in ids.items() if where != ["codes"])]
        for table in data.descriptor.resources:
            remark = data.retirement(table, row_id)
            if remark:
                raise UnknownNameError("row", row_id, (), remark=remark)
        raise UnknownNameError(
            "table or row", row_id, names if close_names(row_id, names) else data.descriptor.resources
        )
    if only_for_tables:
        raise typer.BadParameter(f"--where, --columns and --limit go with a table; {row_id} is a row")
    if json:
        from ..export import json_value

        print_json(
            [{"table": s.name, **{c.name: json_value(c, cells[c.name]) for c in s.columns}} for s, cells in found]
        )
        return
    for spec, cells in found:
        if csv:
            print_csv(spec.names, [[cells[c] or "" for c in spec.names]])
        else:
            print(f"{spec.title} ({spec.name})")
            print_fields((name, cells[name] or "") for name in spec.names if cells[name])


def matrix(
    compound: Annotated[
        list[str] | None, typer.Option("--compound", help="Compound to show; the marketed SERMs without.")
    ] = None,
    population: Annotated[str | None, typer.Option(help="Only evidence in this population.")] = None,
    package: PackageOption = None,
    csv: CsvOption = False,
    json: JsonOption = False,
) -> None:
    """Print what each compound does in each tissue, by the consensus rule of sermdata.views.tissue_matrix.

    A cell holds the action, the number of evidence rows, and ! where the
    deciding rows disagree. An empty cell was not tested, as far as this data
    goes; "neutral" was tested.

    Example: `sermdata matrix --compound raloxifene --compound tamoxifen`
    """
    from ..views import tissue_matrix

    data = opened(package)
    if compound:
        compounds = compound
    else:
        compounds = [
            c["compound_id"] or ""
            for c in read_cells(*data.read("compounds"), data.spec("compounds"))
            if (c["scope"], c["development_status"]) == ("serm", "approved")
        ]
    frame = tissue_matrix(compounds=compounds, population=population, package=data)
    records = frame.astype(object).where(frame.notna(), None).to_dict("records")
    if json:
        print_json(records)
        return
    if csv:
        print_csv(list(frame.columns), [[_cell(value) for value in r.values()] for r in records])
        return
    cells = {
        (r["tissue_id"], r["compound_id"]): f"{r['consensus']} {r['rows']}{' !' if r['conflict'] else ''}"
        for r in records
    }
    systems = {
        t["tissue_id"] or "": t["organ_system"] or "" for t in read_cells(*data.read("tissues"), data.spec("tissues"))
    }
    tissues = sorted({t for t, _ in cells}, key=lambda t: (systems.get(t, ""), t))
    shown = [c for c in compounds if any((t, c) in cells for t in tissues)]
    print_table(
        ("tissue", *shown),
        [(t, *(cells.get((t, c), "") for c in shown)) for t in tissues],
        title="Action by tissue: consensus, number of rows, ! = deciding rows disagree, empty = not tested",
    )
    print("For research, not for clinical decisions.")


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def export(
    target: Annotated[Path, typer.Argument(help="Folder (csv, json, parquet) or file (sqlite, xlsx) to write.")],
    form: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help="csv, json, parquet, sqlite or xlsx; without, that of the file's suffix, or csv."
        ),
    ] = None,
    table: Annotated[list[str] | None, typer.Option("--table", "-t", help="Table to export; all without.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace existing files.")] = False,
    package: PackageOption = None,
) -> None:
    """Write tables in another format.

    Examples: `sermdata export sermdata.sqlite`; `sermdata export out -f parquet -t trial_results`
    """
    from ..export import export as write

    for path in write(opened(package), target, form, tables=table, force=force):
        print(path)


def cite(
    style: Annotated[str, typer.Option(help="text, bibtex or csl (CSL-JSON).")] = "text",
    package: PackageOption = None,
) -> None:
    """Say how to cite this version.

    Example: `sermdata cite --style bibtex`
    """
    print_machine(opened(package).cite(style) + "\n")


def schema(
    table: Annotated[str, typer.Argument(help="Name of a table.")],
    package: PackageOption = None,
) -> None:
    """Print the Table Schema (Data Package v2) of a table as JSON.

    Example: `sermdata schema trials > trials.schema.json`
    """
    print_json(opened(package).table_schema(table))
