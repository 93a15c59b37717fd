"""The order of tests: each is there once, and no long one waits for the end of a worker's share."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests import quickly

BROWSER = Path(__file__).parents[1] / "browser"


class Item:
    """As much of a test as its order depends on."""

    def __init__(self, name: str, *fixtures: str, slow: bool = False) -> None:
        self.name, self.fixturenames, self.slow = name, fixtures, slow

    def get_closest_marker(self, marker: str) -> bool:
        return self.slow and marker == "slow"


@pytest.fixture
def short() -> list[Item]:
    return [Item(f"test_{number}") for number in range(8)]


def names(items: list[Any], workers: int) -> list[str]:
    return [one.name for one in quickly.in_order(items, workers=workers)]


def test_each_worker_begins_with_one_of_the_long_ones(short):
    long = [Item(name) for name in sorted(quickly.LONG)]
    ordered = names([*short, *long], workers=2)
    assert [ordered.index(one.name) for one in long] == [0, 5]
    assert sorted(ordered) == sorted(one.name for one in [*short, *long])


def test_the_long_ones_are_there():
    found = "".join(path.read_text(encoding="utf-8") for path in BROWSER.glob("test_*.py"))
    assert [name for name in quickly.LONG if f"def {name}(" not in found] == []


def test_the_one_world_is_for_one_worker_and_the_slow_ones_for_the_next(short):
    world = [Item("test_world", "shared_world"), Item("test_answers", "answers")]
    slow = [Item("test_slow", slow=True), Item("test_slower", slow=True)]
    ordered = names([*slow, *short, *world], workers=2)
    assert ordered[:2] == ["test_world", "test_answers"]
    assert ordered[6:8] == ["test_slow", "test_slower"]
    assert len(ordered) == len(set(ordered)) == 12
