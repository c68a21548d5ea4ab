"""Compare our reading of a file's text with Frictionless on the CSV fixtures of its own test suite.

Run by hand: ``python benchmarks/fixtures_agreement.py DATA``, where ``DATA`` is the folder ``data`` of a checkout of
github.com/frictionlessdata/frictionless-py. Each CSV file is put before both as a table of text columns named as its
header: Frictionless with a schema, the encoding UTF-8 and the dialect that our descriptor states, and
``sermdata.validation.text.read_table``. Prints the files of which either complains, in Markdown; a difference without
a reason is marked as unexplained, and the exit code is then 1.
"""

from __future__ import annotations

import csv
import io
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path

from sermdata.spec import ColumnSpec, TableSpec
from sermdata.validation.text import DELIMITERS, read_table

LARGEST = 4_000_000
"""Bytes of the largest fixture that is compared."""

SAME = {
    "encoding-error": {"SD101"},
    "source-error": {"SD105", "SD106"},
    "blank-row": {"SD110"},
    "extra-cell": {"SD109"},
    "missing-cell": {"SD109"},
    "blank-header": {"SD106"},
    "blank-label": {"SD107"},
    "duplicate-label": {"SD107"},
    "extra-label": {"SD107", "SD104"},
    "missing-label": {"SD106", "SD104"},
    "incorrect-label": {"SD106", "SD107", "SD108", "SD104"},
}
"""Which of our rules say the same as an error type of Frictionless."""

ONLY_OURS = {
    "SD102": "a byte order mark is passed over by Frictionless",
    "SD103": "line ends other than LF are passed over by Frictionless",
    "SD105": "quotes that are not CSV are read leniently by Frictionless",
    "SD111": "blanks around a cell are content to Frictionless",
    "SD112": "control characters and line breaks in a cell are content to Frictionless",
    "SD113": "Frictionless does not ask what a spreadsheet would run",
}
STOPS = {"SD101", "SD104", "SD105"}
"""Rules at which our reading stops, so that nothing further is said of the file."""

COMMENTED = "the file begins with a comment: Frictionless guesses the header further down, we take line 1"
GUESSED = frozenset({"countries.csv", "matrix-with-comment.csv"})
PADDED = "blanks around a name in the header are passed over by Frictionless"


@dataclass(frozen=True)
class Comparison:
    """What both say of one file."""

    name: str
    theirs: frozenset[str]
    ours: frozenset[str]
    padded: bool
    """Whether a name in the header has blanks around it."""

    @property
    def agreed(self) -> bool:
        """Whether both say the same, in their own words."""
        known = [SAME.get(kind, set()) for kind in self.theirs]
        return all(rules & self.ours for rules in known) and self.ours <= set().union(*known)

    @property
    def same_verdict(self) -> bool:
        """Whether both call the file valid, or both invalid."""
        return bool(self.theirs) == bool(self.ours)

    def reasons(self) -> str:
        """Why they differ."""
        matched = set().union(*(SAME.get(kind, set()) for kind in self.theirs))
        only_ours = sorted(self.ours - matched)
        only_theirs = sorted(kind for kind in self.theirs if not SAME.get(kind, set()) & self.ours)
        if self.name in GUESSED and (only_theirs or only_ours):
            return "; ".join([COMMENTED, *(ONLY_OURS[rule] for rule in only_ours if rule in ONLY_OURS)])
        known = {**ONLY_OURS, **({"SD106": PADDED, "SD107": PADDED} if self.padded else {})}
        words = list(dict.fromkeys(known.get(rule, f"unexplained: {rule}") for rule in only_ours))
        stop = sorted(STOPS & self.ours)
        words += [f"our reading stops at {stop[0]}" if stop else f"unexplained: {kind}" for kind in only_theirs]
        return "; ".join(dict.fromkeys(words))


def header_of(data: bytes) -> list[str]:
    """The cells of the header, whatever the delimiter."""
    csv.field_size_limit(LARGEST)
    text = data.decode("utf-8-sig", errors="replace")
    cells = next(csv.reader(io.StringIO(text, newline="")), [])
    if len(cells) == 1:
        for delimiter in DELIMITERS:
            if delimiter in cells[0]:
                cells = cells[0].split(delimiter)
    return cells


def by_us(data: bytes, name: str, names: list[str]) -> frozenset[str]:
    """The rules that the text breaks."""
    columns = tuple(ColumnSpec(name=column, type="string", title="", description="", example="") for column in names)
    spec = TableSpec(name="fixture", title="", description="", group="evidence", columns=columns, key=(names[0],))
    return frozenset(finding.rule for finding in read_table(data, name, spec).findings)


def by_frictionless(path: Path, names: list[str]) -> frozenset[str]:
    """The error types of Frictionless."""
    from frictionless import Dialect, Resource, Schema

    schema = Schema.from_descriptor({"fields": [{"name": name, "type": "string"} for name in names]})
    # the dialect of our descriptor; without one Frictionless guesses the delimiter
    dialect = Dialect.from_descriptor({"csv": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True}})
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        resource = Resource(
            path=path.name, basepath=str(path.parent), schema=schema, dialect=dialect, encoding="utf-8", format="csv"
        )
        report = resource.validate(limit_errors=1_000_000)
    return frozenset(error.type for task in report.tasks for error in task.errors) | {e.type for e in report.errors}


def compare(path: Path, name: str) -> Comparison:
    """Ask both."""
    data = path.read_bytes()
    header = header_of(data)
    names = list(dict.fromkeys(cell.strip() for cell in header if cell.strip())) or ["column"]
    padded = any(cell != cell.strip() for cell in header)
    return Comparison(name, by_frictionless(path, names), by_us(data, name, names), padded)


def main(folder: Path) -> int:
    """Print the table; the exit code."""
    from importlib.metadata import version

    files = sorted(path for path in folder.rglob("*.csv") if path.is_file() and path.stat().st_size <= LARGEST)
    if not files:
        print(f"no CSV files in {folder}", file=sys.stderr)
        return 2
    compared = [compare(path, path.relative_to(folder).as_posix()) for path in files]
    print(f"frictionless {version('frictionless')}: {len(compared)} files.\n")
    print("| fixture | Frictionless | ours | agree | why not |\n|---|---|---|---|---|")
    for one in compared:
        if one.theirs or one.ours:
            kinds, rules = (", ".join(sorted(found)) or "valid" for found in (one.theirs, one.ours))
            word = "yes" if one.agreed else "verdict" if one.same_verdict else "no"
            print(f"| {one.name} | {kinds} | {rules} | {word} | {one.reasons()} |")
    content = sum(not one.theirs and not one.ours for one in compared)
    agreed = sum(one.agreed for one in compared) - content
    verdict = sum(one.same_verdict for one in compared) - content - agreed
    print(
        f"\nBoth find no fault: {content}. Both find the same fault: {agreed}. Both find the file invalid, one of them "
        f"for more reasons: {verdict}. Different verdict: {sum(not one.same_verdict for one in compared)}."
    )
    return int(any("unexplained" in one.reasons() for one in compared))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python benchmarks/fixtures_agreement.py DATA")
    sys.exit(main(Path(sys.argv[1])))
