"""Each public list as it is declared: it reads its own rows, in its own order, and its identifiers are its own."""

from __future__ import annotations

import datetime

import pytest

from council import lists
from council.models import Council

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)


def test_the_lists_there_are():
    names = ["decisions", "forward-plan", "issues", "meetings", "recommendations", "register"]
    assert [one.name for one in lists.every()] == names


@pytest.mark.pdf
def test_each_list_reads_its_rows_in_their_order(shared_world):
    council = Council.current()
    for one in lists.every():
        found = one.select({}, council=council, on=TODAY)
        rows = one.read(found.rows[: one.page_size], council=council, on=TODAY)
        addresses = [one.address_of(row) for row in found.rows[: one.page_size]]
        assert addresses, one.name
        assert [row["address"] for row in rows] == addresses, one.name
        assert {tuple(row) for row in rows} == {one.columns}, one.name
        assert len({row["public_id"] for row in rows}) == len(rows), one.name
        assert all(row["title"] and row["changed_at"] for row in rows), one.name
