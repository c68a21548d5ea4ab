"""The application: all commands, and one place where errors become messages."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated

import typer

from ..errors import SermdataError
from . import curate, use

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
        try:
            app()
        finally:
            sys.stdout.flush()
    except SermdataError as error:
        if "--json" in sys.argv:
            print(json.dumps({"valid": False, "error": str(error), "findings": []}, indent=2, ensure_ascii=False))
        print(f"sermdata: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        _close_output()
        sys.exit(0)
    except OSError as error:
        _close_output()
        print(f"sermdata: the output cannot be written ({error.strerror or error}).", file=sys.stderr)
        sys.exit(2)


def _close_output() -> None:
    """Send what is left of the output nowhere, so that the interpreter's last flush does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
