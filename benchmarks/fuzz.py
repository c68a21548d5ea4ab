"""Fuzz one reader with atheris: arbitrary bytes may give a result or a documented error, nothing else.

Run by hand: ``python benchmarks/fuzz.py TARGET [FOLDER ...] [-max_total_time=60]``. TARGET is one of csv,
descriptor, schema, zip; the rest goes to libFuzzer. atheris is no dependency of the project: ``pip install atheris``.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

try:
    atheris: Any = import_module("atheris")
except ImportError:
    sys.exit("This needs atheris, which the project does not install: pip install atheris")

with atheris.instrument_imports(include=["sermdata", "zipfile", "json"]):
    from sermdata import Package
    from sermdata.csvio import CsvSyntaxError, format_rows, parse
    from sermdata.descriptor import DESCRIPTOR, Zip, bundled_root
    from sermdata.errors import DataError, PackageError
    from sermdata.frames import read_columns
    from sermdata.spec import contract
    from sermdata.validation.text import order_finding, read_table

TABLE = "side_effects"
DOCUMENTED = (PackageError, DataError, CsvSyntaxError)


class Memory:
    """The files of a package, held in memory."""

    location = "memory"

    def __init__(self, contents: dict[str, bytes]) -> None:
        self.contents = contents

    def read(self, name: str) -> bytes:
        if name not in self.contents:
            raise PackageError(f"no file {name!r}")
        return self.contents[name]

    def names(self) -> list[str]:
        return sorted(self.contents)


def fuzz_csv(data: bytes) -> None:
    """The text gate never raises, the writer gives back what was read, the loader raises DataError alone."""
    spec = contract()[TABLE]
    result = read_table(data, "t.csv", spec)
    order_finding(result, data)
    with suppress(DataError):
        read_columns(data, "t.csv", spec)
    try:
        rows = [row.cells for row in parse(data.decode("utf-8", "replace"))]
    except CsvSyntaxError:
        return
    assert [row.cells for row in parse(format_rows(rows))] == rows


def fuzz_descriptor(data: bytes) -> None:
    """Open, and look up every table."""
    package = Package(Memory({DESCRIPTOR: data, "schemas/trials.json": sample("schemas/trials.json")}))
    for resource in package.descriptor:
        try:
            package.spec(resource.name)
            package.read(resource.name)
        except PackageError:
            continue


def fuzz_schema(data: bytes) -> None:
    """A table by a schema, down to its cells."""
    raw = {"resources": [{"name": TABLE, "path": "t.csv", "schema": "s.json"}]}
    files = {DESCRIPTOR: json.dumps(raw).encode(), "s.json": data, "t.csv": sample(contract()[TABLE].path)}
    package = Package(Memory(files))
    read_columns(files["t.csv"], "t.csv", package.spec(TABLE))


def fuzz_zip(data: bytes) -> None:
    """Open, and unpack every member."""
    path = Path(SCRATCH.name) / "package.zip"
    path.write_bytes(data)
    files = Zip(path)
    for name in files.names():
        try:
            files.read(name)
        except PackageError:
            continue


TARGETS: dict[str, Callable[[bytes], None]] = {
    "csv": fuzz_csv,
    "descriptor": fuzz_descriptor,
    "schema": fuzz_schema,
    "zip": fuzz_zip,
}
SCRATCH = tempfile.TemporaryDirectory(prefix="sermdata-fuzz-")
SAMPLES: dict[str, bytes] = {}


def sample(name: str) -> bytes:
    """A file of the bundled package, its first 40 lines if it is a table."""
    if name not in SAMPLES:
        lines = (bundled_root() / name).read_bytes().splitlines(keepends=True)
        SAMPLES[name] = b"".join(lines[:40] if name.endswith(".csv") else lines)
    return SAMPLES[name]


def seeds(target: str, folder: Path) -> None:
    """Write a few valid inputs to start from."""
    import io
    import zipfile

    if target == "csv":
        (folder / "table").write_bytes(b"".join(sample(contract()[TABLE].path).splitlines(keepends=True)[:4]))
    if target == "descriptor":
        raw = json.loads(sample(DESCRIPTOR))
        raw["resources"] = [r for r in raw["resources"] if r["name"] == "trials"]
        (folder / "descriptor").write_text(json.dumps(raw), encoding="utf-8")
    if target == "schema":
        schema = json.loads(sample(f"schemas/{TABLE}.json"))
        (folder / "schema").write_text(json.dumps(schema), encoding="utf-8")
        (folder / "short").write_text(json.dumps({**schema, "fields": schema["fields"][:2]}), encoding="utf-8")
    if target == "zip":
        for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
            buffer = io.BytesIO()
            with zipfile.ZipFile(buffer, "w", method) as archive:
                for name in (DESCRIPTOR, "data/é.csv"):
                    archive.writestr(name, b"{}" * 20)
            (folder / f"zip{method}").write_bytes(buffer.getvalue())


VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 2**63, 10**400, 1.5, "", "a", "..", "\ud800", "x" * 300, "integer", "list"),
    *([], {}, [None], [[]], {"name": "a"}, ["a"], [1], {"resource": None}),
)


def nodes(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every container inside a JSON value with each of its keys or places."""
    for key, inside in list(value.items() if isinstance(value, dict) else enumerate(value)):
        yield value, key
        if isinstance(inside, dict | list):
            yield from nodes(inside)


def mutate_json(data: bytes, max_size: int, seed: int) -> bytes:
    """Replace or remove a node if the input is JSON, else mutate the bytes."""
    chance = random.Random(seed)
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        value = None
    found = list(nodes(value)) if isinstance(value, dict | list) else []
    if not found or chance.random() < 0.2:
        return bytes(atheris.Mutate(data, len(data)))
    holder, key = chance.choice(found)
    how = chance.random()
    if how < 0.15:
        del holder[key]
    elif how < 0.3:
        other, place = chance.choice(found)
        holder[key] = json.loads(json.dumps(other[place]))
    else:
        holder[key] = chance.choice(VALUES)
    return json.dumps(value).encode()[:max_size]


def main(arguments: list[str]) -> None:
    """Hand one target to libFuzzer, with a corpus of seeds unless a folder is given."""
    if not arguments or arguments[0] not in TARGETS:
        sys.exit(f"usage: python benchmarks/fuzz.py {{{','.join(TARGETS)}}} [FOLDER ...] [-max_total_time=60]")
    target, *rest = arguments

    def one(data: bytes) -> None:
        try:
            TARGETS[target](data)
        except DOCUMENTED:
            return

    if not any(not argument.startswith("-") for argument in rest):
        corpus = Path(SCRATCH.name) / "corpus"
        corpus.mkdir()
        seeds(target, corpus)
        rest.append(str(corpus))
    extra = {"custom_mutator": mutate_json} if target in ("descriptor", "schema") else {}
    atheris.Setup([sys.argv[0], *rest], one, **extra)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
