"""A killed process and a full disk: every file is wholly the old one or wholly the new one."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import sermdata
from sermdata.build import drift, write, write_atomic
from sermdata.descriptor import Folder
from sermdata.export import export
from sermdata.lint import lint
from sermdata.validation import validate

from .conftest import Rows, small_package, source, write_package

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and RLIMIT_FSIZE are of POSIX")

Tree = dict[str, bytes]

TABLES = ("sources", "trial_results")
CODES = "data/vocabularies/codes.csv"
CLI = "from sermdata.cli import main; main()"


def tree(folder: Path) -> Tree:
    """The bytes of every file of a folder, by relative path."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def leftovers(folder: Path) -> list[Path]:
    """The hidden files of a folder."""
    return sorted(p for p in folder.rglob(".*") if p.is_file())


# --- a killed process


@dataclass(frozen=True)
class Writer:
    """A program that writes for ever, and what each file it writes may hold."""

    program: str
    folder: Path
    allowed: dict[str, set[bytes]]
    arguments: tuple[Path, ...] = ()


def kill_at_random(writer: Writer, rng: random.Random, longest: float) -> None:
    """Start the writer, let it finish one round, and kill it within ``longest`` seconds from then."""
    temporary = writer.folder.parent / "tmp"
    temporary.mkdir(exist_ok=True)
    with subprocess.Popen(
        [sys.executable, "-c", writer.program, str(writer.folder), *map(str, writer.arguments)],
        stdout=subprocess.PIPE,
        env={**os.environ, "TMPDIR": str(temporary)},
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == b"ready\n"
            time.sleep(rng.uniform(0, longest))
        finally:
            process.kill()
    assert process.returncode == -9


def torn(writer: Writer) -> list[str]:
    """The files that hold neither their old nor their new content; fails on a file nobody knows."""
    found = tree(writer.folder)
    names = [f"{Path(name).parent.as_posix()}/.{Path(name).name}.".removeprefix("./") for name in writer.allowed]
    for name in set(found) - set(writer.allowed):
        assert any(name.startswith(begin) for begin in names), f"{name} is neither a target nor its temporary file"
    return [name for name, contents in writer.allowed.items() if found.get(name) not in contents]


def bytes_writer(folder: Path, call: str) -> Writer:
    """Two megabytes of one letter, then of another, by ``call``."""
    folder.mkdir()
    program = f"""
import sys
from pathlib import Path
from sermdata.build import write_atomic
target, contents = Path(sys.argv[1]) / "file.csv", [b"a" * 2_000_000, b"b" * 2_000_000]
{call}(target, contents[0])
print("ready", flush=True)
while True:
    contents.reverse()
    {call}(target, contents[0])
"""
    return Writer(program, folder, {"file.csv": {b"a" * 2_000_000, b"b" * 2_000_000}})


def two_packages(tmp_path: Path) -> tuple[Path, Path]:
    """Two packages that differ in the titles of two thousand sources."""
    folders = []
    for word in ("old", "new"):
        rows = small_package()
        rows["sources"] += [source(f"extra{n:04d}", title=f"The {word} title {n}") for n in range(2_000)]
        folders.append(write_package(tmp_path / word, rows))
    return folders[0], folders[1]


def export_writer(tmp_path: Path, form: str) -> Writer:
    """One package, then another, exported to the same place."""
    old, new = two_packages(tmp_path)
    name = "out.sqlite" if form == "sqlite" else "."
    allowed: dict[str, set[bytes]] = {}
    for package in (old, new):
        export(sermdata.open_package(package), tmp_path / "once" / name, form, tables=TABLES, force=True)
        for file, content in tree(tmp_path / "once").items():
            allowed.setdefault(file, set()).add(content)
    program = f"""
import sys
from pathlib import Path
import sermdata
from sermdata.export import export
target = Path(sys.argv[1]) / {name!r}
packages = [sermdata.open_package(path) for path in sys.argv[2:]]
export(packages[0], target, {form!r}, tables={TABLES!r}, force=True)
print("ready", flush=True)
while True:
    packages.reverse()
    export(packages[0], target, {form!r}, tables={TABLES!r}, force=True)
"""
    return Writer(program, tmp_path / "out", allowed, (old, new))


def lint_writer(tmp_path: Path) -> Writer:
    """A file put into another form, then mended by lint."""
    folder = write_package(tmp_path / "small", small_package())
    allowed = {name: {content} for name, content in tree(folder).items()}
    allowed[CODES].add((folder / CODES).read_bytes().replace(b"\n", b"\r\n"))
    program = f"""
import sys
from pathlib import Path
from sermdata.build import write_atomic
from sermdata.descriptor import Folder
from sermdata.lint import lint
root = Path(sys.argv[1])
canonical = (root / {CODES!r}).read_bytes().replace(b"\\r", b"")
spoilt = canonical.replace(b"\\n", b"\\r\\n")
first = True
while True:
    write_atomic(root / {CODES!r}, spoilt)
    (found,) = lint(Folder(root), fix=True)
    assert found.fixed
    if first:
        print("ready", flush=True)
        first = False
"""
    return Writer(program, folder, allowed)


def test_write_atomic_survives_a_kill(tmp_path: Path) -> None:
    writer = bytes_writer(tmp_path / "out", "write_atomic")
    rng = random.Random(1)
    for _ in range(12):
        kill_at_random(writer, rng, 0.05)
        assert torn(writer) == []
    assert leftovers(writer.folder), "no kill came in the middle of a write: the test saw nothing"
    write_atomic(writer.folder / "file.csv", b"later")
    assert (writer.folder / "file.csv").read_bytes() == b"later"


def test_the_kills_do_tear_a_file_that_is_written_in_place(tmp_path: Path) -> None:
    writer = bytes_writer(tmp_path / "out", "Path.write_bytes")
    rng = random.Random(2)
    for _ in range(20):
        kill_at_random(writer, rng, 0.05)
        if torn(writer):
            return
    pytest.fail("20 kills tore no file: they prove nothing about write_atomic")


def test_lint_survives_a_kill(tmp_path: Path) -> None:
    writer = lint_writer(tmp_path)
    rng = random.Random(3)
    for _ in range(6):
        kill_at_random(writer, rng, 0.1)
        assert torn(writer) == []
    lint(Folder(writer.folder), fix=True)
    assert lint(Folder(writer.folder)) == []


@pytest.mark.parametrize("form", ["csv", "sqlite"])
def test_export_survives_a_kill(form: str, tmp_path: Path) -> None:
    writer = export_writer(tmp_path, form)
    rng = random.Random(4)
    for _ in range(6):
        kill_at_random(writer, rng, 0.15)
        assert torn(writer) == []
    target = writer.folder / "out.sqlite" if form == "sqlite" else writer.folder
    written = export(sermdata.open_package(writer.arguments[1]), target, form, tables=TABLES, force=True)
    assert [p.read_bytes() for p in written] == [(tmp_path / "once" / p.name).read_bytes() for p in written]


def left_behind(folder: Path) -> Path:
    """Put down the temporary file that a killed ``write_atomic`` leaves beside the codes."""
    path = folder / "data/vocabularies/.codes.csv.k1ll3d00"
    path.write_bytes((folder / CODES).read_bytes()[:100])
    return path


def test_later_runs_pass_over_what_a_kill_left(small: Path, root: Path, tmp_path: Path) -> None:
    shutil.copy(root / "pyproject.toml", small)
    left = left_behind(small)
    (small / CODES).write_bytes((small / CODES).read_bytes().replace(b"\n", b"\r\n"))
    assert [file.fixed for file in lint(Folder(small), fix=True)] == [True]
    write(small, drift(small))
    assert drift(small) == []
    assert export(sermdata.open_package(small), tmp_path / "out", "csv", tables=["codes"])
    assert left.is_file()


def test_validation_passes_over_what_a_kill_left(small: Path) -> None:
    left_behind(small)
    assert validate(small).findings == []


# --- a full disk


LIMITED = f"""
import resource, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
limit = int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
{CLI}
"""
"""The command line, in a process whose files may not grow beyond a limit: a write fails as on a full disk."""


COMMANDS = [
    pytest.param("export-csv", id="export-csv"),
    pytest.param("export-sqlite", id="export-sqlite"),
    pytest.param("export-json", id="export-json"),
    pytest.param("lint", id="lint"),
    pytest.param("build", id="build"),
]


def prepare(command: str, package: Path, folder: Path, root: Path) -> list[str]:
    """Set up old files in ``folder`` that the command would replace; the arguments of the command."""
    folder.mkdir(exist_ok=True)
    if command.startswith("export"):
        form = command.partition("-")[2]
        target = folder / "out.sqlite" if form == "sqlite" else folder / "out"
        target.parent.mkdir(exist_ok=True)
        if form == "sqlite":
            target.write_bytes(b"old")
        else:
            target.mkdir()
            (target / f"codes.{form}").write_bytes(b"old")
        return ["export", str(target), "-f", form, "--table", "codes", "--force", "--package", str(package)]
    shutil.copytree(package, folder / "small")
    if command == "build":
        shutil.copy(root / "pyproject.toml", folder / "small")
        (folder / "small" / CODES).write_bytes(b"field,code,label,definition,position\n")
    else:
        path = folder / "small" / CODES
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    return ["lint", str(folder / "small"), "--fix"] if command == "lint" else ["build", str(folder / "small")]


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run a Python program to its end."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def assert_one_clear_error(result: subprocess.CompletedProcess[str]) -> None:
    """Exit code 2 and one message that names what could not be done."""
    assert "Traceback" not in result.stderr
    assert result.returncode == 2
    assert result.stderr.startswith("sermdata: ")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_a_write_cut_short_by_the_system_leaves_the_old_files(
    command: str, small: Path, tmp_path: Path, root: Path
) -> None:
    arguments = prepare(command, small, tmp_path / "disk", root)
    before = tree(tmp_path / "disk")
    result = run(LIMITED, 4096, *arguments)
    assert_one_clear_error(result)
    assert tree(tmp_path / "disk") == before


def test_a_full_disk_is_not_blamed_on_the_data(small: Path, tmp_path: Path, root: Path) -> None:
    result = run(LIMITED, 4096, *prepare("export-sqlite", small, tmp_path / "disk", root))
    assert result.returncode == 2
    assert "cannot be written" in result.stderr


def test_of_several_files_each_is_whole(small: Path, tmp_path: Path, rows: Rows) -> None:
    target = tmp_path / "out"
    export(sermdata.open_package(small), target, "csv")
    before = tree(target)
    for row in rows["compounds"]:
        row.update(note="changed")
    changed = write_package(tmp_path / "changed", rows)
    # compounds (small) is written first, codes (large) fails
    result = run(LIMITED, 4096, "export", target, "--force", "--package", changed)
    assert_one_clear_error(result)
    after = tree(target)
    new = {p.name: p.read_bytes() for p in (changed / "data").rglob("*.csv")}
    assert after["compounds.csv"] == new["compounds.csv"] != before["compounds.csv"]
    assert set(after) == set(before)
    assert all(content in (before[name], new[name]) for name, content in after.items())


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one mebibyte, mounted for the test."""
    mount = shutil.which("mount")
    if sys.platform != "linux" or mount is None or os.geteuid() != 0:
        pytest.skip("mounting a tmpfs needs Linux and root")
    place = tmp_path / "tiny"
    place.mkdir()
    command = [mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    mounted = subprocess.run(command, capture_output=True, text=True, check=False)
    if mounted.returncode:
        pytest.skip(f"no tmpfs can be mounted here: {mounted.stderr.strip()}")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(place: Path) -> None:
    """Take all the room that is left on a disk."""
    handle = os.open(place / "filler", os.O_WRONLY | os.O_CREAT)
    try:
        for size in (4096, 1):
            try:
                while True:
                    os.write(handle, b"x" * size)
            except OSError:
                pass
    finally:
        os.close(handle)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_full_disk_leaves_the_old_files(command: str, small: Path, tiny_disk: Path, root: Path) -> None:
    arguments = prepare(command, small, tiny_disk / "disk", root)
    fill(tiny_disk)
    before = tree(tiny_disk)
    result = run(CLI, *arguments)
    assert "No space left on device" in result.stderr
    assert_one_clear_error(result)
    assert tree(tiny_disk) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [["show", "codes", "--csv"], ["list"], ["rules", "--json"], ["validate", "nowhere", "--json"]],
    ids=lambda a: a[0],
)
def test_output_that_cannot_be_written_is_one_clear_error(arguments: list[str]) -> None:
    with open("/dev/full", "w") as full:
        result = subprocess.run(
            [sys.executable, "-c", CLI, *arguments], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert_one_clear_error(result)
