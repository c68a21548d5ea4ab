"""The application: all commands, and one place where errors become messages."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Annotated, NoReturn

import typer

from ..errors import SermdataError
from . import curate, use
from .output import OutputError, print_json, wrap_streams

app = typer.Typer(
    name="sermdata",
    help="Pharmacology of selective estrogen receptor modulators, with a source for every figure.",
    epilog="Exit codes: 0 clean, 1 findings, 2 unreadable input or wrong usage.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
)
use.register(app)
curate.register(app)


def _version(shown: bool) -> None:
    if shown:
        import sermdata

        typer.echo(f"sermdata {sermdata.__version__}, data {sermdata.data_version}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", help="Show the versions of code and data.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Hold the options of the program itself."""


def main() -> None:
    """Run the command line and exit."""
    try:
        wrap_streams()
        try:
            app()
        finally:
            sys.stdout.flush()
    except SermdataError as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"{error.filename}: {error.strerror}." if error.filename else str(error))


def _refuse(message: str) -> NoReturn:
    with suppress(OutputError):
        if "--json" in sys.argv and sys.stdout is not None:
            print_json({"valid": False, "error": message, "findings": []})
            sys.stdout.flush()
    with suppress(OutputError):
        print(f"sermdata: {message}", file=sys.stderr, flush=True)
    sys.exit(2)
