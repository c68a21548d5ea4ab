"""Write generated files: only what changed, and nothing that is gone stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path


def write_folder(folder: Path, contents: Mapping[str, str]) -> None:
    """Make ``folder`` hold exactly these files."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if old.name not in contents:
            old.unlink()
    for name, text in contents.items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def markdown_table(header: Iterable[str], rows: Iterable[Iterable[str | None]]) -> list[str]:
    """Lines of a Markdown table; cells are escaped, missing ones empty."""
    names = list(header)
    lines = [f"| {' | '.join(names)} |", "|" + "---|" * len(names)]
    lines += [f"| {' | '.join(escaped(cell) for cell in row)} |" for row in rows]
    return [*lines, ""]


def escaped(text: str | None) -> str:
    """Text for a cell of a Markdown table."""
    out = (text or "").replace("\\", "\\\\")
    for sign in "|<*_[]`$":
        out = out.replace(sign, f"\\{sign}")
    return out
