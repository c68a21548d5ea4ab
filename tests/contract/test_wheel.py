"""The wheel, installed where the checkout is not: it holds the data and works offline, and its types are seen."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sermdata.spec import contract

LOAD_ALL = """
import socket

def refuse(*args, **kwargs):
    raise AssertionError("network used")

socket.socket.connect = refuse
socket.getaddrinfo = refuse
import sermdata
for name in sermdata.tables()["name"]:
    frame, records = sermdata.load(name), sermdata.records(name)
    assert len(frame) == len(records), name
    assert list(frame.columns) == [field["name"] for field in sermdata.table_schema(name)["fields"]]
assert "_package" in sermdata.open_package(sermdata.compounds.package.location).location
print(sermdata.get("compounds", "raloxifene").name, sermdata.__version__, sermdata.data_version)
"""

CONSUMER = """
from decimal import Decimal
from typing import assert_type

import pandas as pd

import sermdata
from sermdata.models import Compound, TissueProfile, TrialResult

assert_type(sermdata.load("trials"), pd.DataFrame)
assert_type(sermdata.compounds.frame(), pd.DataFrame)
assert_type(sermdata.records("tissue_profiles"), list[TissueProfile])
assert_type(sermdata.get("compounds", "raloxifene"), Compound)
assert_type(sermdata.trial_results.records(), list[TrialResult])
assert_type(sermdata.trial_results.get("TR0001").ci_low, Decimal | None)
assert_type(sermdata.get("compounds", "raloxifene").molecular_weight, Decimal | None)
assert_type(sermdata.open_package("here").tissues.get("bone").name, str)
assert_type(sermdata.views.tissue_matrix(compounds=["raloxifene"]), pd.DataFrame)
assert_type(sermdata.__version__, str)
assert_type(sermdata.data_version, str)


def is_agonist(profile: TissueProfile) -> bool:
    return profile.action == "agonist" and profile.species == "human"
"""


@pytest.fixture(scope="module")
def built(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and an sdist, built from the checkout."""
    target = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(root)]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return target


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The Python of a fresh environment that holds the wheel, what its base install needs, and the stubs that mypy wants."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    (wheel,) = built.glob("*.whl")
    constraints = Path(__file__).parents[2] / "constraints.txt"
    command = [str(python), "-m", "pip", "install", "-q", "-c", str(constraints), str(wheel), "pandas-stubs"]
    subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    yield python


def test_wheel_and_sdist_hold_data_schemas_and_descriptor(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    expected = {"sermdata/py.typed", "sermdata/_package/datapackage.json"}
    for spec in contract().values():
        expected |= {f"sermdata/_package/{spec.path}", f"sermdata/_package/schemas/{spec.name}.json"}
    assert expected <= names
    assert not any(name.startswith(("tests", "docs", "data/")) for name in names)
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        members = {name.partition("/")[2] for name in archive.getnames()}
    assert {"datapackage.json", "LICENSE", "LICENSE-DATA", "README.md", "CHANGELOG.md"} <= members
    assert {spec.path for spec in contract().values()} <= members


def test_every_table_loads_from_the_wheel_without_network(installed: Path, tmp_path: Path) -> None:
    command = [str(installed), "-I", "-c", LOAD_ALL]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("raloxifene ")


def test_the_base_install_says_which_extra_is_missing(installed: Path, tmp_path: Path) -> None:
    command = [str(installed.parent / "sermdata"), "validate"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60)
    assert result.returncode == 2
    assert "pip install '.[validate]'" in result.stderr
    assert ".whl[validate]'" in result.stderr


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_type_checkers_see_the_types_of_the_wheel(checker: str, installed: Path, tmp_path: Path) -> None:
    (tmp_path / "consumer.py").write_text(CONSUMER, encoding="utf-8")
    options = {
        "mypy": ["--strict", "--python-executable", str(installed), "--cache-dir", str(tmp_path / "cache")],
        "pyright": ["--pythonpath", str(installed)],
    }[checker]
    command = [sys.executable, "-m", checker, *options, "consumer.py"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert result.returncode == 0, result.stdout + result.stderr
