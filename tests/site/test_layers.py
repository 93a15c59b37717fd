"""Who may import whom: the law imports nothing of ours, the base imports no app, meetings knows no recommendations."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TOP_OF_COUNCIL = ("council/urls.py", "council/views/", "council/management/", "council/demo/")
# Within an app: each module may import those to its left.
ORDER = (
    "choices",
    "models",
    "querysets",
    "lifecycle",
    "published",
    "announcements",
    "actions",
    "forms",
    "filters",
    "views",
)


def modules() -> list[Path]:
    return [
        path
        for app in ("council", "meetings", "recommendations")
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    ]


def imports(path: Path) -> set[str]:
    """Modules a file imports, those inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{name.name}" for name in node.names}
    return found


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", [path for path in modules() if "statute" in path.parts], ids=name_of)
def test_the_law_imports_nothing_of_django_or_ours(path):
    ours = {
        name for name in imports(path) if name.split(".")[0] in ("django", "council", "meetings", "recommendations")
    }
    assert {name for name in ours if not name.startswith("council.statute")} == set()


@pytest.mark.parametrize("path", [path for path in modules() if path.parts[-2] != "statute"], ids=name_of)
def test_layers(path):
    name = name_of(path)
    used = {module.split(".")[0] for module in imports(path)}
    if name.startswith("meetings/"):
        assert "recommendations" not in used
    if name.startswith("council/") and not name.startswith(TOP_OF_COUNCIL):
        assert used & {"meetings", "recommendations"} == set()


@pytest.mark.parametrize("app", ["meetings", "recommendations"])
def test_order_within_an_app(app):
    wrong = []
    for path in modules():
        parts = path.relative_to(ROOT).parts
        if parts[0] != app or len(parts) < 2:
            continue
        own = parts[1].removesuffix(".py")
        if own not in ORDER:
            continue
        # querysets are the models' own managers: the two know each other
        allowed = set(ORDER[: ORDER.index(own) + 1]) | ({"querysets"} if own == "models" else set())
        for module in imports(path):
            pieces = module.split(".")
            if pieces[0] == app and len(pieces) > 1 and pieces[1] in ORDER and pieces[1] not in allowed:
                wrong.append(f"{'/'.join(parts)} imports {module}")
    assert wrong == []
