"""A list in each of its formats takes as many statements at 1 row as at 30 (`test_lists_agree.py`)."""

from __future__ import annotations

from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from council import lists
from tests.site import world_lists
from tests.site.agreeing import Asking

# Of the page, JSON, CSV and feed, while words are looked for.
STATEMENTS = {
    "meetings": (4, 5, 5, 6),
    "decisions": (4, 5, 5, 6),
    "forward-plan": (6, 6, 6, 6),
    "issues": (5, 5, 5, 6),
    "recommendations": (7, 8, 8, 8),
    "register": (5, 5, 4, 5),
}


WORDS = {"words": "cabinet OR finance OR issue"}


def statements(client: Any) -> dict[str, tuple[int, ...]]:
    """How many each list takes for a query by words."""
    found = {}
    for one in lists.every():
        asking, taken = Asking(client, one, WORDS), []
        for ending in ("", "json", "csv", "atom"):
            with CaptureQueriesContext(connection) as captured:
                asking.text(ending)
            taken.append(len(captured))
        found[one.name] = tuple(taken)
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("private_files")
@time_machine.travel(world_lists.NOON, tick=False)
def test_at_1_row(client):
    world_lists.make_lists(1)
    assert statements(client) == STATEMENTS
