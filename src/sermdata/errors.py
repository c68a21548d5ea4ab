"""The errors that sermdata raises. All of them derive from :class:`SermdataError`."""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Collection, Iterable

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


def known_name(what: str, name: object, known: Collection[str], *, remark: Callable[[], str] = str) -> str:
    """``name``, if it is one of ``known``; ``remark`` says more of one that is not.

    Raises :class:`TypeError` for what is no text and :class:`UnknownNameError` for another text.
    """
    if not isinstance(name, str):
        example = f" such as {min(known)!r}" if known else ""
        raise TypeError(f"A {what} is named by a text{example}; found {reprlib.repr(name)} ({type(name).__name__}).")
    if name not in known:
        raise UnknownNameError(what, name, known, remark=remark())
    return name


def known_names(what: str, names: object, known: Collection[str]) -> list[str]:
    """``names`` as a list, each as by :func:`known_name`; a single text stands for a list of one."""
    several = names if isinstance(names, Iterable) and not isinstance(names, str | bytes) else [names]
    return [known_name(what, name, known) for name in several]


def close_names(name: str, known: Iterable[str]) -> list[str]:
    """Up to three of ``known`` that look like ``name``, closest first."""
    import difflib

    by_folded = {k.lower(): k for k in known}
    folded = name.lower()
    found = difflib.get_close_matches(folded, by_folded, n=3, cutoff=0.6)
    if not found and len(folded) >= 3:
        found = [k for k in by_folded if folded in k][:3]
    return [by_folded[f] for f in found]
