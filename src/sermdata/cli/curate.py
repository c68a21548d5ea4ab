"""Commands of curators and maintainers: validate, lint, build, check-text, rules."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

import sermdata

from ..descriptor import Folder, is_package, nearest_root, open_files
from ..errors import PackageError, UnknownNameError
from .output import counted, print_json, print_machine, print_table
from .use import JsonOption

WITHOUT = "without, the package in the current directory, or the bundled data."
TableOption = Annotated[
    list[str] | None, typer.Option("--table", "-t", help="Only this table; may be given several times.")
]


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command()(validate)
    app.command()(lint)
    app.command()(build)
    app.command("check-text")(check_text)
    app.command()(rules)
    app.command()(template)


def validate(
    path: Annotated[
        Path | None,
        typer.Argument(help=f"Folder, datapackage.json, zip, or a CSV file of your own; {WITHOUT}"),
    ] = None,
    table: TableOption = None,
    references: Annotated[
        bool, typer.Option("--references/--no-references", help="Look up the ids in a CSV file of your own.")
    ] = True,
    notices: Annotated[bool, typer.Option("--notices", help="Also list remarks that are no fault.")] = False,
    json: JsonOption = False,
) -> None:
    """Validate a package by three gates: Frictionless, Pandera and our own rules.

    A CSV file is checked as the table that --table names, against the bundled
    vocabularies. Exit code 0 if clean, 1 with findings, 2 if nothing can be read.

    Examples: `sermdata validate`; `sermdata validate . --table trial_results --json`;
    `sermdata validate mine.csv --table trial_results`
    """
    from ..validation import validate as run
    from ..validation import validate_file

    path = path or nearest_root()
    if not is_package(path):
        if not table or len(table) != 1:
            raise typer.BadParameter("name the table the file is checked as", param_hint="--table")
        report = validate_file(path, table[0], references=references)
    else:
        report = run(path, tables=table)
    if json:
        print_json(report.as_dict())
    else:
        from rich.console import Console
        from rich.markup import escape

        console = Console(soft_wrap=True, highlight=False)
        for one in report.findings + (report.notices if notices else []):
            first, _, cure = one.as_text().partition("\n")
            colour = "red" if one.severity == "error" else "yellow"
            console.print(f"[{colour}]{one.severity}[/{colour}] {escape(first)}\n{escape(cure)}")
        for text in report.skipped:
            console.print(f"[yellow]skipped[/yellow] {escape(text)}")
        state = "[green]valid[/green]" if report.valid else f"[red]{counted(len(report.findings), 'finding')}[/red]"
        console.print(
            f"{escape(report.location)}: {state}; "
            f"{counted(sum(report.rows.values()), 'row')} in {counted(len(report.rows), 'table')}; "
            f"gates: {', '.join(report.gates)}; {counted(len(report.notices), 'notice')}"
        )
    raise typer.Exit(0 if report.valid else 1)


def lint(
    path: Annotated[
        Path | None, typer.Argument(help=f"Folder of the package, or a CSV file of your own; {WITHOUT}")
    ] = None,
    table: Annotated[str | None, typer.Option("--table", "-t", help="The table that a file of your own is.")] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Rewrite the files in canonical form.")] = False,
    json: JsonOption = False,
) -> None:
    """Check that the CSV files are in canonical form; with --fix, bring them into it.

    Only form is changed: line ends, quotes, blanks around cells, order of
    rows and columns. A file with other faults of its text is left alone.

    Examples: `sermdata lint --fix`; `sermdata lint --fix --table trials mine.csv`
    """
    from ..lint import lint as run
    from ..lint import lint_file

    path = path or nearest_root()
    own = not is_package(path) or (table is not None and not path.exists())
    if own != (table is not None):
        raise typer.BadParameter("goes with a CSV file of your own, and such a file needs it", param_hint="--table")
    if table is not None:
        location, linted = str(path), lint_file(path, table, fix=fix)
    else:
        files = open_files(path)
        if not isinstance(files, Folder):
            raise PackageError(f"{files.location}: lint works on a folder, not on a zip.")
        location, linted = files.location, run(files, fix=fix)
    left = [one for file in linted for one in file.findings]
    if json:
        fixed = [f.file for f in linted if f.fixed]
        print_json({"location": location, "fixed": fixed, "findings": [one.as_dict() for one in left]})
    else:
        for file in linted:
            if file.fixed:
                print(f"{file.file}: rewritten")
            for one in file.findings:
                print(one.as_text())
        if table is None and any(file.fixed for file in linted):
            print("Run 'sermdata build' to bring the descriptor up to date.")
        state = counted(len(left), "finding") if left else "all files are canonical"
        print(f"{location}: {state}")
    raise typer.Exit(1 if left else 0)


def build(
    path: Annotated[
        Path | None,
        typer.Argument(help="Checkout of sermdata; without, the current directory, or the one this code runs from."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail if a generated file is out of date.")
    ] = False,
) -> None:
    """Write the generated files: schemas, datapackage.json, codes, typed handles.

    A table whose file is missing gets an empty one if it is new; if the
    descriptor records rows of it, nothing is written and the exit code is 1.

    Example: `sermdata build --check`
    """
    from ..build import drift, lost_files, write

    root = path or nearest_root()
    if lost := lost_files(root):
        for one in lost:
            print(one.as_text())
        raise typer.Exit(1)
    changed = drift(root)
    if not check:
        write(root, changed)
    for output in changed:
        print(f"{output.path}: {'out of date' if check else 'written'}")
    if not changed:
        print(f"{root}: all generated files are up to date")
        return
    print(f"{root}: {counted(len(changed), 'generated file')} {'out of date' if check else 'written'}")
    if check:
        print("Run 'sermdata build'.", file=sys.stderr)
        raise typer.Exit(1)


def check_text(
    texts: Annotated[
        Path, typer.Option("--texts", help="Folder with a plain text <source_id>.txt for each source read.")
    ],
    table: TableOption = None,
    package: Annotated[Path | None, typer.Option("--package", help=f"A folder or a release zip; {WITHOUT}")] = None,
    json: JsonOption = False,
) -> None:
    """Check that every number of a row stands in the text of its source.

    Rows whose source has no text in the folder are passed over. Reads plain
    text of your own, offline, and keeps nothing of it.

    Example: `sermdata check-text --texts texts --table trial_results`
    """
    from ..checktext import check_texts

    data = sermdata.open_package(package or nearest_root())
    result = check_texts(data, texts, tables=table)
    if json:
        print_json(
            {
                "location": data.location,
                "texts": result.texts,
                "rows": result.rows,
                "numbers": result.numbers,
                "findings": [one.as_dict() for one in result.missing],
            }
        )
    else:
        for one in result.missing:
            print(f"{one.file}: row {one.row_id}, column {one.column}: {one.value} is not in {one.source_id}.txt")
        print(
            f"{data.location}: {counted(result.numbers, 'number')} of {counted(result.rows, 'row')} looked up "
            f"in {counted(result.texts, 'text')}; {len(result.missing)} not found"
        )
    raise typer.Exit(1 if result.missing else 0)


def rules(json: JsonOption = False) -> None:
    """List the rules of validation with their codes and cures.

    Example: `sermdata rules`
    """
    from ..validation.catalogue import RULES

    if json:
        print_json(
            [
                {
                    "code": r.code,
                    "name": r.name,
                    "subject": r.subject,
                    "severity": r.severity,
                    "meaning": r.meaning,
                    "cure": r.cure,
                }
                for r in RULES.values()
            ]
        )
        return
    print_table(
        ("code", "name", "subject", "meaning", "cure"),
        [(r.code, r.name, r.subject, r.meaning, r.cure) for r in RULES.values()],
    )


def template(table: Annotated[str, typer.Argument(help="Name of a table.")]) -> None:
    """Write an empty CSV file for a table, with a guide to its columns in comments at its head.

    `sermdata validate` passes over the comments.

    Example: `sermdata template trial_results > mine.csv`
    """
    from ..csvio import format_rows
    from ..spec import contract

    if table not in contract():
        raise UnknownNameError("table", table, contract())
    spec = contract()[table]
    lines = [
        f"# {spec.name}: {spec.description}",
        f"# Key: {', '.join(spec.key)}. Fill the rows below the header; an empty cell is a missing value.",
        f"# Check: sermdata validate FILE --table {spec.name}",
    ]
    for column in spec.columns:
        unit = f" Unit: {column.unit}." if column.unit else ""
        needed = "required" if column.required else "optional"
        refers = f" An id of {column.references[0]}." if column.references else ""
        lines.append(
            f"# {column.name} ({needed}): {column.description}{unit}{refers} {column.expected()}; e.g. {column.example}"
        )
    print_machine("\n".join(lines) + "\n" + format_rows([spec.names]))
