"""The scripts beside the package, which mypy does not read: what they import from the project exists."""

from __future__ import annotations

import ast
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.support.paths import ROOT

SCRIPTS = sorted(
    each.relative_to(ROOT) for folder in ("benchmarks", "docs", "fuzz") for each in ROOT.glob(f"{folder}/*.py")
)


@pytest.mark.parametrize("script", SCRIPTS, ids=str)
def test_what_a_script_imports_from_the_project_exists(script: Path) -> None:
    for node in ast.walk(ast.parse((ROOT / script).read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(("yearbook", "tests", "benchmarks")):
            module = import_module(node.module or "")
            names = {each.name for each in node.names}
            assert {each for each in names if not hasattr(module, each) and not is_module(node.module, each)} == set()


def is_module(package: str | None, name: str) -> bool:
    return find_spec(f"{package}.{name}") is not None
