"""Fixtures that every kind of test may use."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sermdata.descriptor import bundled_root

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def real_package(tmp_path: Path) -> Path:
    """A copy of the real package that a test may spoil."""
    target = tmp_path / "package"
    source = bundled_root()
    for name in ("data", "schemas"):
        shutil.copytree(source / name, target / name)
    shutil.copy(source / "datapackage.json", target)
    return target
