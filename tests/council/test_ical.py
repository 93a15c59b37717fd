"""iCalendar as RFC 5545 has it, read back by a second opinion."""

from __future__ import annotations

import datetime as dt

import icalendar
import pytest

from council.ical import LONDON, Event, Status, fold, starts, text, write

MOMENT = dt.datetime(2026, 11, 2, 10, 30, tzinfo=dt.UTC)


def event(**changed) -> Event:
    facts = {
        "uid": "a467a4d8-0063-4a99-8b7d-31827ba016fd",
        "sequence": 3,
        "on": dt.date(2026, 11, 24),
        "at": dt.time(18, 30),
        "summary": "Cabinet",
        "status": Status.CONFIRMED,
        "created_at": MOMENT,
        "changed_at": MOMENT + dt.timedelta(days=1),
        **changed,
    }
    return Event(**facts)


def read(written: str) -> icalendar.Event:
    """The one event, as the other program reads it."""
    (found,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert found.errors == []
    return found


def test_an_event_is_read_back_as_it_was_written():
    found = read(write("Cabinet", [event(location="Town Hall", description="Agenda", url="https://wen.example/m/")]))
    assert (str(found["UID"]), found["SEQUENCE"]) == ("a467a4d8-0063-4a99-8b7d-31827ba016fd", 3)
    assert found.decoded("DTSTART") == dt.datetime(2026, 11, 24, 18, 30, tzinfo=LONDON)
    assert found.decoded("DTSTAMP") == found.decoded("LAST-MODIFIED") == MOMENT + dt.timedelta(days=1)
    assert found.decoded("CREATED") == MOMENT
    words = [str(found[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS", "TRANSP")]
    assert words == ["Cabinet", "Town Hall", "Agenda", "https://wen.example/m/", "CONFIRMED", "OPAQUE"]


def test_what_is_not_known_is_left_out():
    found = read(write("Cabinet", [event()]))
    assert {"LOCATION", "DESCRIPTION", "URL", "DTEND", "DURATION"} & set(found) == set()


def test_a_meeting_without_a_time_is_an_event_of_the_whole_day():
    found = read(write("Cabinet", [event(at=None)]))
    assert found.decoded("DTSTART") == dt.date(2026, 11, 24)
    assert found["TRANSP"] == "TRANSPARENT"


def test_a_calendar_without_events_is_one_with_its_time_zone():
    found = icalendar.Calendar.from_ical(write("Nobody", []))
    assert [component.name for component in found.subcomponents] == ["VTIMEZONE"]
    assert (found["VERSION"], str(found["X-WR-CALNAME"])) == ("2.0", "Nobody")


# The last minutes before and the first after each change of the clocks, and the days between: hours from UTC.
CLOCKS = [
    (dt.datetime(2026, 3, 28, 18, 0), 0),
    (dt.datetime(2026, 3, 29, 0, 59), 0),
    (dt.datetime(2026, 3, 29, 2, 0), 1),
    (dt.datetime(2026, 7, 1, 18, 30), 1),
    (dt.datetime(2026, 10, 24, 23, 59), 1),
    (dt.datetime(2026, 10, 25, 2, 0), 0),
    (dt.datetime(2026, 10, 25, 18, 0), 0),
    (dt.datetime(2027, 3, 28, 12, 0), 1),
    (dt.datetime(2028, 2, 29, 12, 0), 0),
    (dt.datetime(1997, 3, 30, 0, 30), 0),
    (dt.datetime(1997, 3, 30, 2, 0), 1),
    (dt.datetime(1996, 10, 27, 3, 0), 0),
]


@pytest.mark.parametrize(("moment", "hours"), CLOCKS, ids=str)
def test_times_are_those_of_london_on_either_side_of_a_change_of_the_clocks(moment, hours):
    """By the zone's own rules in the file, not by the reader's knowledge of a zone of that name."""
    written = write("Cabinet", [event(on=moment.date(), at=moment.time())]).replace("Europe/London", "Ours/Only")
    found = read(written).decoded("DTSTART")
    assert found.replace(tzinfo=None) == moment
    assert found.utcoffset() == dt.timedelta(hours=hours)


def test_a_time_from_before_the_rules_is_written_in_utc():
    assert starts(dt.date(1995, 10, 22), dt.time(18, 0)) == "DTSTART:19951022T180000Z"
    assert starts(dt.date(1995, 10, 21), dt.time(18, 0)) == "DTSTART:19951021T170000Z"
    assert starts(dt.date(1970, 1, 6), dt.time(10, 0)) == "DTSTART:19700106T090000Z"  # British Standard Time


LONG = [
    "Overview and Scrutiny (Communities; Homes, and Climate) Committee " * 4,
    "é" * 400,
    "a" + "é" * 400,
    "Cymuned Llanfair—" * 30,
    "🏛" * 90,
    "x" * 75,
    "x" * 66,
]


@pytest.mark.parametrize("words", LONG, ids=range(len(LONG)))
def test_no_line_is_longer_than_75_octets_and_no_character_is_divided(words):
    written = write("Cabinet", [event(summary=words, location=words)])
    lines = written.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    assert str(read(written)["SUMMARY"]) == words
    assert str(read(written)["LOCATION"]) == words


def test_folding_is_at_exactly_75_octets():
    assert fold("x" * 75) == "x" * 75
    assert fold("x" * 76) == "x" * 75 + "\r\n x"
    assert fold("x" * 149) == "x" * 75 + "\r\n " + "x" * 74
    assert fold("x" * 150) == "x" * 75 + "\r\n " + "x" * 74 + "\r\n x"


TEXTS = [
    "Town Hall, Market Street; room 3",
    "A back\\slash, and \\n that is no line end",
    "First line\nsecond; line\n\nthird, line",
    'quotes " and colons: END:VEVENT',
    "BEGIN:VEVENT\nEND:VEVENT",
    "Siop Siân – “Canolfan”, Aberdâr",
]


@pytest.mark.parametrize("words", TEXTS)
def test_commas_semicolons_backslashes_and_line_ends_are_escaped(words):
    written = write(words, [event(summary=words, location=words, description=words)])
    found = read(written)
    assert [str(found[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION")] == [words] * 3
    assert f"NAME:{text(words)}" in written.replace("\r\n ", "").split("\r\n")


def test_every_kind_of_line_end_becomes_one_and_control_characters_go():
    assert text("a\r\nb\rc\u2028d") == "a\\nb\\nc\\nd"
    assert text("a\x00b\x07c\td") == "abc\td"


def test_nothing_in_an_address_ends_its_line():
    written = write("x", [event(url="https://wen.example/a\r\nSTATUS:CANCELLED")])
    assert str(read(written)["STATUS"]) == "CONFIRMED"


def test_lines_end_as_the_rfc_asks():
    written = write("Cabinet", [event()])
    assert written.endswith("END:VCALENDAR\r\n")
    assert written.count("\n") == written.count("\r\n") == written.count("\r")
