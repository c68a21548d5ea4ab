"""Import contracts: what a user waits for, and which layer may import which."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "pandas",
    "numpy",
    "pydantic",
    "pandera",
    "frictionless",
    "rdkit",
    "typer",
    "rich",
    "pyarrow",
    "matplotlib",
    "scipy",
    "statsmodels",
)


def loaded_after(code: str) -> set[str]:
    """Heavy libraries in a fresh process after ``code``."""
    program = f"{code}\nimport json, sys; print(json.dumps([n for n in {HEAVY!r} if n in sys.modules]))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=120)
    return set(json.loads(result.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    ("code", "forbidden"),
    [
        ("import sermdata", set(HEAVY)),
        (
            "import sermdata; sermdata.compounds; sermdata.data_version; sermdata.cite(); sermdata.table_schema('trials')",
            set(HEAVY),
        ),
        ("from sermdata import plots, statistics, views", set(HEAVY)),
        (
            "import sermdata; sermdata.load('tissue_profiles')",
            {"pydantic", "pandera", "frictionless", "rdkit", "typer", "rich"},
        ),
        (
            "import sermdata; sermdata.views.tissue_matrix(); sermdata.views.trial_results(); sermdata.views.hormone_effects()",
            {"pydantic", "pandera", "frictionless", "rdkit", "statsmodels", "matplotlib"},
        ),
        (
            "import sermdata; sermdata.records('compounds'); sermdata.get('compounds', 'raloxifene')",
            {"pandas", "numpy", "pandera", "frictionless"},
        ),
        ("import sermdata; sermdata.schema('trials')", {"frictionless", "rdkit"}),
        ("import sermdata.cli", {"pandas", "numpy", "pydantic", "pandera", "frictionless", "rdkit"}),
        ("import sermdata.models", {"pandas", "numpy", "pandera", "frictionless"}),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_nothing_heavy_is_loaded_before_it_is_used(code: str, forbidden: set[str]) -> None:
    assert loaded_after(code) & forbidden == set()


LAYERS: dict[str, int] = {
    "errors": 0,
    "csvio": 0,
    "descriptor": 0,
    "codelists": 1,
    "columns": 1,
    "models": 1,
    "spec": 1,
    "frames": 2,
    "citation": 2,
    "package": 2,
    "handles": 2,
    "__init__": 2,
    "statistics": 2,
    "views": 2,
    "checktext": 3,
    "validation": 3,
    "build": 3,
    "lint": 3,
    "export": 3,
    "plots": 4,
    "cli": 5,
    "__main__": 5,
}
"""Ground, definition, use, gate, publish, shell: a module imports from its own layer and those below."""

DOWNWARD_EXCEPTIONS = {("package", "validation")}
"""``Package.schema`` hands out a Pandera schema; the import stands in the method."""


def imports_of(path: Path, package: str) -> set[str]:
    """First-level sermdata modules that a file imports, those for type checkers left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(node)
        for block in ast.walk(tree)
        if isinstance(block, ast.If) and isinstance(block.test, ast.Name) and block.test.id == "TYPE_CHECKING"
        for node in ast.walk(block)
    }
    found = set()
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.ImportFrom) and node.level:
            up = package.split(".")[: len(package.split(".")) - node.level + 1]
            target = ".".join([*up, node.module] if node.module else up)
            parts = target.split(".")[1:]
            found |= (
                {parts[0]} if parts else {alias.name if alias.name in LAYERS else "__init__" for alias in node.names}
            )
        elif isinstance(node, ast.Import):
            found |= {"__init__" for alias in node.names if alias.name.split(".")[0] == "sermdata"}
    return found


def test_imports_go_down_the_layers(root: Path) -> None:
    source = root / "src/sermdata"
    wrong = []
    for path in source.rglob("*.py"):
        parts = path.relative_to(source).with_suffix("").parts
        room = parts[0]
        package = ".".join(["sermdata", *parts[:-1]])
        assert room in LAYERS, f"{room} has no layer"
        for other in imports_of(path, package):
            if LAYERS[other] > LAYERS[room] and (room, other) not in DOWNWARD_EXCEPTIONS:
                wrong.append(f"{'.'.join(parts)} imports {other}")
    assert wrong == []


def test_the_ground_stands_on_the_standard_library_alone(root: Path) -> None:
    for room in ("errors", "csvio", "descriptor"):
        tree = ast.parse((root / f"src/sermdata/{room}.py").read_text(encoding="utf-8"))
        names = {
            (node.module or "").split(".")[0] if isinstance(node, ast.ImportFrom) else alias.name.split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import) or (isinstance(node, ast.ImportFrom) and not node.level)
            for alias in node.names
        }
        assert names <= set(sys.stdlib_module_names)
