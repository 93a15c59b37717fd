"""Dates, times, counts and paragraphs as residents read them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.template import Context, Template

from council.templatetags import words

# Dates and times

EVENING = dt.datetime(2026, 7, 14, 17, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (dt.date(2026, 3, 10), "10 March 2026"),
        ("2026-03-10", "10 March 2026"),
        ("2026-03-10T18:30:00Z", "10 March 2026"),
        ("2026-07-14T23:30:00+00:00", "15 July 2026"),
        (dt.datetime(2026, 1, 1, 0, 0, tzinfo=dt.UTC), "1 January 2026"),
        (None, ""),
        ("", ""),
        ("spring 2027", "spring 2027"),
    ],
)
def test_on_writes_the_london_date(value: object, shown: str) -> None:
    assert words.on(value) == shown


def test_dates_that_somebody_keeps_have_their_day() -> None:
    assert words.on_day("2026-11-25") == "Wednesday 25 November 2026"
    assert words.on_short("2026-11-24") == "Tue 24 Nov"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (EVENING, "6.30pm"),
        ("2026-07-14T17:30:00Z", "6.30pm"),
        ("2026-12-14T18:30:00+00:00", "6.30pm"),
        (dt.datetime(2026, 7, 14, 18, 30), "6.30pm"),
        (dt.time(9), "9am"),
        ("18:05", "6.05pm"),
        ("18:05:00", "6.05pm"),
        (dt.time(12), "noon"),
        (dt.time(0), "midnight"),
        (dt.time(0, 5), "12.05am"),
        (dt.time(12, 5), "12.05pm"),
        ("2026-03-10", ""),
        (None, ""),
        ("after the service", "after the service"),
    ],
)
def test_at_writes_the_london_time(value: object, shown: str) -> None:
    assert words.at(value) == shown


def test_on_at_writes_both_or_the_date_alone() -> None:
    assert words.on_at("2026-03-10T18:30:00Z") == "10 March 2026 at 6.30pm"
    assert words.on_at("2026-03-10") == "10 March 2026"
    assert words.on_at(None) == ""


def test_iso_is_for_machines() -> None:
    assert words.iso(EVENING) == "2026-07-14T18:30:00+01:00"
    assert words.iso("2026-03-10") == "2026-03-10"
    assert words.iso("spring") == ""


@pytest.mark.parametrize("hour", range(24))
def test_the_clocks_going_forward_leave_no_hour_unsaid(hour: int) -> None:
    value = dt.datetime(2026, 3, 29, hour, 15, tzinfo=dt.UTC)
    london = hour if hour < 1 else (hour + 1) % 24

    assert words.at(value) == words.clock(dt.time(london, 15))


# Words and numbers


@pytest.mark.parametrize(
    ("size", "shown"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (108_544, "106 KB"),
        ("108544", "106 KB"),
        (1_048_500, "1 MB"),
        (2_516_582, "2.4 MB"),
        (None, ""),
        ("", ""),
    ],
)
def test_filesize_is_written_as_in_a_list_of_papers(size: object, shown: str) -> None:
    assert words.filesize(size) == shown


def test_count_of_agrees_with_its_number() -> None:
    noun = "recommendation,recommendations"

    assert [words.count_of(number, noun) for number in (0, 1, 2, 1204)] == [
        "0 recommendations",
        "1 recommendation",
        "2 recommendations",
        "1,204 recommendations",
    ]
    assert words.count_of(["one"], noun) == "1 recommendation"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One", "<p>One</p>"),
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("One\r\n \t\r\n\r\nTwo\n", "<p>One</p>\n<p>Two</p>"),
        ("(a) one\n(b) two", "<p>(a) one<br>(b) two</p>"),
        ("<b>&\"'", "<p>&lt;b&gt;&amp;&quot;&#x27;</p>"),
        ("  kept  inside", "<p>  kept  inside</p>"),
        ("", ""),
        (None, ""),
    ],
)
def test_paragraphs_keep_the_text_and_escape_it(text: str | None, html: str) -> None:
    assert words.paragraphs(text) == html
    assert Template("{% load site %}{{ text|paragraphs }}").render(Context({"text": text})) == html
