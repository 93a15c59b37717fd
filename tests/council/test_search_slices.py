"""Very many entries: whatever their dates, the newest come first, each once, and filters are exact."""

from __future__ import annotations

import datetime
import random

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from council.models import SearchEntry
from council.search import Narrowing, Order, find, finding, index, parse, places
from council.search.entries import Entry
from council.search.marks import marks_of, quarter_mark, quarter_of, slices

DAYS = (
    None, *(datetime.date(*day) for day in ((1850, 3, 1), (1899, 12, 31), (1900, 1, 1), (1901, 1, 1), (1974, 4, 1))),
    *(datetime.date(2026, 11, 26) + datetime.timedelta(days=days) for days in range(-4000, 500, 37)),
    datetime.date(2031, 5, 6), datetime.date(9998, 12, 31),
)  # fmt: skip
days = st.dates(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))


@given(st.none() | days, st.none() | days, st.dates(datetime.date(1990, 1, 1), datetime.date(2200, 1, 1)), days)
def test_the_slices_of_time_are_all_of_it_and_none_twice(first, last, today, day):
    found = list(slices(first, last, today))
    assert all(one.first <= one.last for one in found)
    assert [one.last + 1 for one in found[1:]] == [one.first for one in found[:-1]]
    within = places.first_of(first), places.last_of(last) if last else places.LAST
    if within[0] <= within[1]:
        assert (found[-1].first, found[0].last) == within
    else:
        assert found == []
    key = places.key(day, 1, 1)
    for one in found:
        if one.quarters and one.first <= key <= one.last:
            assert quarter_mark(quarter_of(day)) in one.quarters


def test_marks_are_of_value_and_facet():
    day = datetime.date(2026, 11, 26)
    assert marks_of([("kind", ""), ("body", 0)], None) == ""
    assert marks_of([("kind", "item")], day) == f"{marks_of([('kind', 'item')], None)} {quarter_mark(quarter_of(day))}"
    assert len({marks_of([pair], None) for pair in (("kind", "item"), ("kind", "set"), ("office", "item"))}) == 3


@pytest.fixture
def entries(db):
    """Some of every time; half of them have both words, some in the title."""
    lot = random.Random(7)
    made = [
        Entry(
            lot.choice(("item", "decision")), lot.choice(("Harbour lamps", "Harbour", "Quays")),
            lot.choice(("lamps of the harbour", "of the harbour")), f"/{number}/", day, body=lot.randint(1, 3),
            office=lot.choice(("", "Head of Quays", "Head's \\ \"Quays\"")),
            wards=(("quay", "Quay"),) * lot.randint(0, 1),
        )
        for number, day in enumerate(DAYS * 2)
    ]  # fmt: skip
    index.add([(f"{number:032x}", entry) for number, entry in enumerate(made)])
    return made


def listed(query: str, order: Order, narrowing: Narrowing) -> list[str]:
    """Every address that is found, page after page, and whether the total is their number."""
    addresses: list[str] = []
    page, total = 0, 1
    while page * finding.A_PAGE < total:
        page += 1
        found = find(parse(query), narrowing, order, page)
        total = found.total
        addresses += [row.address for row in found.rows]
    assert total == len(addresses)
    return addresses


@pytest.mark.django_db
@pytest.mark.parametrize("order", list(Order))
def test_all_are_found_the_newest_first_with_and_without_filters(entries, order):
    newest = list(SearchEntry.objects.order_by("-id").values_list("address", flat=True))
    spans = [(None, None), (datetime.date(1850, 1, 1), datetime.date(1990, 1, 1)), (datetime.date(2026, 9, 1), None),
             (None, datetime.date(2019, 6, 6)), (datetime.date(2020, 2, 2), datetime.date(9999, 1, 1)),
             (datetime.date(2026, 1, 1), datetime.date(2025, 1, 1))]  # fmt: skip
    filters = [{}, {"kind": "item"}, {"body": 2, "ward": "quay"}, {"office": 'Head\'s \\ "Quays"'}, {"year": "2025/26"}]
    with time_machine.travel("2026-11-26 12:00:00+00:00", tick=False):
        for first, last in spans:
            for chosen in filters:
                for query in ("", "harbour", "lamps harbour"):
                    got = listed(query, order, Narrowing(chosen, first, last))
                    wanted = [
                        address
                        for address in newest
                        if is_in(entry := entries[int(address.strip("/"))], first, last, chosen)
                        and all(word in f"{entry.title} {entry.text}".lower() for word in query.split())
                    ]
                    if order == Order.BEST and query:
                        got, wanted = sorted(got), sorted(wanted)
                    assert got == wanted, (query, first, last, chosen)


def is_in(entry: Entry, first: datetime.date | None, last: datetime.date | None, chosen: dict) -> bool:
    """Whether an entry is what the filters ask for."""
    wards = {slug for slug, _name in entry.wards}
    same = all(value in wards if name == "ward" else getattr(entry, name) == value for name, value in chosen.items())
    key = places.first_of(entry.happened_on)
    return same and places.first_of(first) <= key and (last is None or key <= places.last_of(last))
