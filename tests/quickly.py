"""In which order tests run, and which need no second database: so that two workers are busy to the end."""

from __future__ import annotations

import os

import pytest

from tests.shared_world import uses_it

# What a test asks for that looks at the database. Those of tests/site/test_setup.py start databases of their own.
OF_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server", "on_postgresql"}
# Each of them looks at hundreds of pages in the browser, and no two make use of the same records.
LONG = {"test_every_public_page", "test_every_officers_page_and_forms_that_were_refused"}


def looks_at_database(item: pytest.Item) -> bool:
    """Whether another database could change what a test finds; where in doubt, yes."""
    names = set(getattr(item, "fixturenames", ()))
    return bool(item.get_closest_marker("django_db") or names & OF_DATABASE)


def is_long(item: pytest.Item) -> bool:
    """Whether nothing should wait for this test at the end."""
    return bool(item.get_closest_marker("slow") or item.get_closest_marker("load") or item.name in LONG)


def in_order(items: list[pytest.Item], *, workers: int) -> list[pytest.Item]:
    """The one world first, all for one worker, or else one long test; the other long ones first in the next's share.

    pytest-xdist gives each worker a share of the list as it stands; who has finished takes from the other's end.
    """
    first = [item for item in items if uses_it(item)]
    long = [item for item in items if not uses_it(item) and is_long(item)]
    if not first and workers > 1:
        first, long = long[:1], long[1:]
    placed = {*first, *long}
    short = [item for item in items if item not in placed]
    middle = max(0, len(items) // workers - len(first)) if workers > 1 else len(short)
    return [*first, *short[:middle], *long, *short[middle:]]


def arrange(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests into their order; on PostgreSQL leave out those that never look at the database."""
    for item in filter(uses_it, items):
        item.add_marker("django_db")
    same = [item for item in items if not looks_at_database(item)]
    if os.environ["DATABASE_URL"].startswith("postgres") and len(same) < len(items):
        config.hook.pytest_deselected(items=same)
        left = set(same)
        items[:] = [item for item in items if item not in left]
    items[:] = in_order(items, workers=int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")))
