"""The law library stands alone: the standard library and itself, no Django, no clock of its own."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import council.statute

SOURCES = sorted(Path(council.statute.__file__).parent.glob("*.py"))


def _imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            names.add(node.module or "")
    return names


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_statute_imports_only_the_standard_library_and_itself(source: Path) -> None:
    imported = _imported(ast.parse(source.read_text("utf-8")))

    strangers = {
        name
        for name in imported
        if name.split(".")[0] not in sys.stdlib_module_names and not name.startswith("council.statute")
    }

    assert strangers == set()


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_statute_never_asks_what_day_it_is(source: Path) -> None:
    tree = ast.parse(source.read_text("utf-8"))

    asked = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & {
        "today",
        "now",
        "utcnow",
    }

    assert asked == set()
