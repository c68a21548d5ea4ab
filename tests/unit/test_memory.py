"""Files made to fill the memory cost an error: each is read in a process that may take 2 GiB and no more."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .conftest import small_package, write_package

pytest.importorskip("resource", reason="no limits on this system")

LIMIT = 2 * 1024**3
PROGRAM = """
import resource, sys
import sermdata
from sermdata.validation import validate
resource.setrlimit(resource.RLIMIT_AS, ({limit}, {limit}))
what, path = sys.argv[1:]
try:
    if what == "load":
        sermdata.open_package(path).load("trials")
    else:
        print(*[f"{{one.rule}} {{one.file}} {{one.line}}" for one in validate(path).findings], sep="\\n")
except sermdata.SermdataError as error:
    print(type(error).__name__, str(error)[:300])
"""


def run(what: str, path: Path) -> str:
    """What the program printed. Fails with its errors if it was killed or ran out of memory."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(limit=LIMIT), what, str(path)],
        capture_output=True,
        text=True,
        timeout=120,
        env={"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def big_cell(folder: Path, quoted: bool) -> Path:
    """The small package with a cell of 200 MB, most of it a hole in the file."""
    write_package(folder, small_package())
    path = folder / "data/trials.csv"
    text = path.read_bytes()
    with path.open("wb") as stream:
        stream.write(text + (b'"' if quoted else b""))
        stream.seek(200_000_000, 1)
        stream.write(b'"\n' if quoted else b"\n")
    return folder


@pytest.mark.parametrize("quoted", [False, True], ids=["plain", "quoted"])
def test_a_huge_cell_is_an_error_in_bounded_memory(quoted: bool, tmp_path: Path) -> None:
    folder = big_cell(tmp_path / "big", quoted)
    assert run("load", folder).startswith("DataError data/trials.csv:3: not CSV (field larger than field limit")
    assert "SD105 data/trials.csv 3" in run("validate", folder).splitlines()


def bomb(folder: Path, stated: int | None) -> Path:
    """The small package as a zip whose trials.csv unpacks to 300 MB; with ``stated``, that size is claimed for it."""
    write_package(folder, small_package())
    target = folder.parent / "bomb.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_file() and name != "data/trials.csv":
                archive.write(path, name)
        with archive.open("data/trials.csv", "w") as stream:
            for _ in range(300):
                stream.write(b"0" * 1_000_000)
        if stated is not None:
            archive.getinfo("data/trials.csv").file_size = stated
    return target


@pytest.mark.parametrize("what", ["load", "validate"])
@pytest.mark.parametrize("stated", [None, 1000], ids=["honest", "lying"])
def test_a_zip_bomb_is_an_error_in_bounded_memory(stated: int | None, what: str, tmp_path: Path) -> None:
    assert run(what, bomb(tmp_path / "small", stated)).startswith("PackageError")
