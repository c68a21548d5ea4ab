"""The errors that sermdata raises. All of them derive from :class:`SermdataError`."""

from __future__ import annotations

from collections.abc import Iterable

SHORT = 40
"""Names that a message lists in full."""


class SermdataError(Exception):
    """Base class. ``str()`` of it is a whole message for people."""


class PackageError(SermdataError):
    """A package cannot be read, or is refused: no such file, not JSON, a path that leaves it, a broken zip."""


class DataError(SermdataError):
    """A table cannot be read as its schema says.

    Carries ``file``, ``line``, ``column``, ``value`` and ``expected``, each
    ``None`` where it does not apply.
    """

    def __init__(
        self,
        problem: str,
        *,
        file: str,
        line: int | None = None,
        column: str | None = None,
        value: str | None = None,
        expected: str | None = None,
    ) -> None:
        self.file, self.line, self.column, self.value, self.expected = file, line, column, value, expected
        place = file if line is None else f"{file}:{line}"
        if column is not None:
            place += f": column {column}"
        text = f"{place}: {problem}"
        if value is not None:
            text += f"; found {value!r}"
        if expected is not None:
            text += f"; expected {expected}"
        super().__init__(f"{text}. Run 'sermdata validate' for all findings.")


class UnknownNameError(SermdataError, LookupError):
    """A table, column, row or code of that name does not exist; ``suggestions`` holds close ones."""

    def __init__(self, what: str, name: str, known: Iterable[str], *, remark: str = "") -> None:
        names = sorted(set(known))
        self.name = name
        self.suggestions = close_names(name, names)
        text = f"No {what} {name!r}."
        if remark:
            text += f" {remark}"
        elif self.suggestions:
            text += " Did you mean " + " or ".join(repr(s) for s in self.suggestions) + "?"
        elif 0 < len(names) <= SHORT:
            text += " There are " + ", ".join(names) + "."
        elif what.startswith("row of "):
            text += f" 'sermdata show {what.removeprefix('row of ')}' lists all {len(names)}."
        super().__init__(text)


class MissingExtraError(SermdataError):
    """A library that the call needs is not installed."""

    def __init__(self, library: str, extra: str) -> None:
        super().__init__(
            f"This needs {library}. In a clone of sermdata: pip install '.[{extra}]'; "
            f"with a wheel: pip install 'FILE.whl[{extra}]'."
        )


def close_names(name: str, known: Iterable[str]) -> list[str]:
    """Up to three of ``known`` that look like ``name``, closest first."""
    import difflib

    by_folded = {k.lower(): k for k in known}
    folded = name.lower()
    found = difflib.get_close_matches(folded, by_folded, n=3, cutoff=0.6)
    if not found and len(folded) >= 3:
        found = [k for k in by_folded if folded in k][:3]
    return [by_folded[f] for f in found]
