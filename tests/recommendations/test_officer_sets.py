"""Officers' pages of sets: recording by pasting, correcting what was recognised, the steps, and who sees what."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from council.models import AuditEvent, HeldText, RegisterEntry
from recommendations.forms.set_editor import rearranged
from recommendations.models import RecommendationSet
from tests import factories as make
from tests.filling import fields_of, pressed
from tests.reading import heading_of, words_of

pytestmark = pytest.mark.django_db
ADD = reverse("recommendations:officer-set-add")
NOW = datetime.datetime(2026, 11, 23, 12, 0, tzinfo=datetime.UTC)
MINUTES = """RESOLVED to recommend to Cabinet:

(a) That six libraries stay open on Saturdays, and that

    (i) the friends' groups, and
    (ii) the staff be asked;
(b) That the hours be
reviewed after one year."""
FACTS = {
    "subject": "opening hours",
    "made_on_day": "2", "made_on_month": "8", "made_on_year": "2021",
    "notice_given_on_day": "2", "notice_given_on_month": "8", "notice_given_on_year": "2021",
    "received_on_day": "2", "received_on_month": "August", "received_on_year": "2021",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield NOW.date()


@pytest.fixture
def panel():
    make.make_council()
    make.make_cabinet()
    return make.make_body("Finance Panel")


@pytest.fixture
def officer(client, panel):
    """Signed in: records and publishes sets."""
    user = make.make_user(("officer", "scrutiny"), ("publisher", "scrutiny"))
    client.force_login(user)
    return user


def page(name, found):
    return reverse(f"recommendations:{name}", args=[found.public_id])


def rows_of(response):
    """(label, text) of the list on the page."""
    fields = fields_of(response)
    count = sum(name.startswith("row-") and name.endswith("-text") for name in fields)
    return [(fields[f"row-{place}-label"], fields[f"row-{place}-text"]) for place in range(1, count + 1)]


def test_pasted_minutes_are_recognised_for_correction_and_nothing_is_saved(client, officer):
    read = pressed(client, client.get(ADD), "read", pasted=MINUTES)
    assert rows_of(read) == [
        ("(a)", "That six libraries stay open on Saturdays, and that\n\n(i) the friends' groups, and\n\n"
         "(ii) the staff be asked;"),
        ("(b)", "That the hours be reviewed after one year."),
    ]  # fmt: skip
    words = words_of(read)
    assert "2 recommendations recognised. Nothing is saved yet" in words
    assert "not kept: RESOLVED to recommend to Cabinet:" in words
    assert fields_of(read)["pasted"] == MINUTES
    assert not RecommendationSet.objects.exists()


def test_a_set_is_saved_as_a_draft_with_its_due_date_and_its_working(client, officer, panel):
    read = pressed(client, client.get(ADD), "read", pasted=MINUTES)
    shown = pressed(client, read, "show", made_by=panel.pk, **FACTS)
    working = "received 2 August 2021, two months beginning with that day, last day 1 October 2021"
    assert working in words_of(shown)
    assert not RecommendationSet.objects.exists()
    response = pressed(client, shown, "save")
    saved = RecommendationSet.objects.get()
    assert response["Location"] == page("officer-set", saved)
    assert (saved.subject, saved.made_by, saved.status) == ("opening hours", panel, "drafted")
    assert (saved.due_on, saved.due_basis, saved.due_working) == (datetime.date(2021, 10, 1), "statutory", working)
    assert [row.label for row in saved.recommendations.all()] == ["(a)", "(b)"]
    assert [event.act for event in AuditEvent.objects.all()] == ["created"]
    assert not RegisterEntry.objects.exists()


@pytest.mark.parametrize("button", ["read", "append", "replace"])
def test_every_way_of_pasting_fills_an_empty_list(client, officer, button):
    assert len(rows_of(pressed(client, client.get(ADD), button, pasted=MINUTES))) == 2


def test_saving_what_was_never_read_shows_it_first(client, officer, panel):
    shown = pressed(client, client.get(ADD), "save", pasted=MINUTES, made_by=panel.pk, **FACTS)
    assert len(rows_of(shown)) == 2
    assert not RecommendationSet.objects.exists()


def test_enter_in_a_box_saves_nothing(client, officer, panel):
    read = pressed(client, client.get(ADD), "read", pasted=MINUTES)
    first_button = read.content.decode().split("<button", 2)[2].split(">")[0]
    assert 'value="show"' in first_button
    pressed(client, read, "show", made_by=panel.pk, **FACTS)
    assert not RecommendationSet.objects.exists()


def test_the_lists_buttons_keep_every_word_also_what_is_typed_elsewhere(client, officer):
    read = pressed(client, client.get(ADD), "read", pasted="1) One\n2) Two\n3) Three", subject="bins")
    down = pressed(client, read, "down-1", **{"row-2-text": "Two, as typed now"})
    assert rows_of(down) == [("2)", "Two, as typed now"), ("1)", "One"), ("3)", "Three")]
    joined = pressed(client, down, "join-3")
    assert rows_of(joined) == [("2)", "Two, as typed now"), ("1)", "One\n\n3) Three")]
    split = pressed(client, joined, "split-2-1")
    assert rows_of(split) == [("2)", "Two, as typed now"), ("1)", "One"), ("3)", "Three")]
    added = pressed(client, split, "add")
    assert rows_of(added)[3] == ("", "")
    removed = pressed(client, added, "remove-4")
    assert rows_of(removed) == rows_of(split)
    assert fields_of(removed)["subject"] == "bins"
    assert b"field-wrong" not in removed.content


def test_a_split_needs_an_empty_line_and_says_so(client, officer):
    read = pressed(client, client.get(ADD), "read", pasted="1) One\n2) Two")
    refused = pressed(client, read, "split-1")
    assert "Put an empty line where the new recommendation begins" in words_of(refused)
    split = pressed(client, refused, "split-1", **{"row-1-text": "One\r\n\r\n(b) and a half"})
    assert rows_of(split) == [("1)", "One"), ("(b)", "and a half"), ("2)", "Two")]


@pytest.mark.parametrize("button", ["up-1", "down-9", "join-1", "remove-x", "split-99", "nothing", "up--1", "up-²"])
def test_a_button_that_cannot_be_changes_nothing(client, officer, button):
    read = pressed(client, client.get(ADD), "read", pasted="1) One\n2) Two")
    assert rows_of(pressed(client, read, button)) == [("1)", "One"), ("2)", "Two")]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"received_on_day": "31", "received_on_month": "2"}, "The date of receipt must be a real date"),
        ({"received_on_year": ""}, "The date of receipt must include a year"),
        ({"received_on_day": "1"}, "The date of receipt must be 2 August 2021 or later"),
        ({"received_on_year": "2027"}, "The date of receipt must be today or in the past"),
        ({"subject": " "}, "Enter what the recommendations are about"),
        ({"made_by": ""}, "Select the committee that made the recommendations"),
        ({"row-2-text": "  "}, "Recommendation 2: Enter the text, or remove this recommendation"),
        ({"row-1-restriction": "exempt"}, "Recommendation 1: Enter the Schedule 12A paragraphs it is exempt under"),
        ({"row-1-exempt_paragraphs": "3"}, "only exempt information cites them"),
    ],
)
def test_bad_input_is_said_beside_the_field_with_everything_typed_kept(client, officer, panel, changed, words):
    read = pressed(client, client.get(ADD), "read", pasted=MINUTES)
    typed = FACTS | {"made_by": panel.pk, "referred_by": "Councillor Ivo Blake"} | changed
    response = pressed(client, read, "save", **typed)
    assert response.status_code == 200
    assert words in words_of(response)
    sent = {name: str(value) for name, value in (fields_of(read) | typed).items() if "csrf" not in name}
    shown = fields_of(response)
    assert {name: value for name, value in sent.items() if shown.get(name) != value} == {}
    assert not RecommendationSet.objects.exists()


def test_a_form_sent_twice_makes_one_draft_and_another_set_from_the_same_page_a_second(client, officer, panel):
    read = pressed(client, client.get(ADD), "read", pasted=MINUTES, made_by=panel.pk, **FACTS)
    first, second = pressed(client, read, "save"), pressed(client, read, "save")
    assert first["Location"] == second["Location"]
    assert RecommendationSet.objects.count() == 1
    third = pressed(client, read, "save", subject="something else")
    assert third["Location"] != first["Location"]
    assert RecommendationSet.objects.count() == 2


def test_the_meetings_of_the_day_are_offered_and_the_items_issue_is_taken_over(client, officer, panel):
    issue = make.make_issue(public=True)
    meeting = make.make_meeting(panel, datetime.date(2021, 8, 2))
    item = make.make_item(meeting, title="Libraries", issue=issue)
    read = pressed(client, client.get(ADD), "read", pasted=MINUTES, made_by=panel.pk, **FACTS)
    assert f'value="i{item.pk}"' in read.content.decode()
    pressed(client, read, "save", made_where=f"i{item.pk}")
    saved = RecommendationSet.objects.get()
    assert (saved.made_at, saved.made_at_meeting, saved.issue) == (item, meeting, issue)


def test_a_newer_save_is_refused_with_both_texts_and_mine_can_be_saved_on_purpose(client, officer, panel):
    found = make.make_set(made_by=panel)
    opened = client.get(page("officer-set-edit", found))
    theirs = client.get(page("officer-set-edit", found))
    pressed(client, theirs, "save", **{"row-1-text": "That the ledger be audited."})
    response = pressed(client, opened, "save", **{"row-1-text": "That the ledger be burnt."})
    assert response.status_code == 409
    assert heading_of(response) == "Somebody saved this before you"
    words = words_of(response)
    assert "That the ledger be burnt." in words
    assert "audited." in words
    assert HeldText.objects.get().user == officer
    saved = pressed(client, response, "save")
    assert saved["Location"] == page("officer-set", found)
    assert found.recommendations.first().text == "That the ledger be burnt."
    assert HeldText.objects.get().used_at is not None


def test_the_same_words_sent_twice_are_no_conflict(client, officer, panel):
    found = make.make_set(made_by=panel)
    opened = client.get(page("officer-set-edit", found))
    for _ in range(2):
        response = pressed(client, opened, "save", subject="the books")
        assert (response.status_code, response["Location"]) == (302, page("officer-set", found))


def test_what_is_published_is_corrected_with_a_reason(client, officer, panel):
    found = make.make_set(made_by=panel, public=True)
    opened = client.get(page("officer-set-edit", found))
    refused = pressed(client, opened, "save", subject="the books")
    assert "Enter why it is corrected" in words_of(refused)
    assert "Select whether the correction is clerical or of substance" in words_of(refused)
    words = {"reason": "The subject was wrong.", "correction": "of_substance"}
    pressed(client, opened, "save", subject="the books", **words)
    assert [entry.act for entry in RegisterEntry.objects.all()] == ["corrected", "published"]
    assert RecommendationSet.objects.get().subject == "the books"


def test_an_officer_who_does_not_publish_cannot_correct(client, panel):
    client.force_login(make.make_user(("officer", "scrutiny")))
    found = make.make_set(made_by=panel, public=True)
    assert client.get(page("officer-set-edit", found)).status_code == 404


ROWS = st.lists(st.tuples(st.sampled_from(["", "1)", "(b)"]), st.sampled_from(["", "One", "Two\n\nand more", " x "])))
VERBS = st.sampled_from(["up", "down", "join", "split", "add", "append"])
BUTTONS = st.tuples(VERBS, st.integers(0, 6), st.integers(0, 3))


@given(rows=ROWS, buttons=st.lists(BUTTONS, max_size=8))
def test_no_button_but_remove_and_replace_ever_loses_a_word(rows, buttons):
    typed = [{"label": label, "text": text} for label, text in rows]
    words = sorted(" ".join(f"{label} {text}" for label, text in rows).split())
    for verb, place, piece in buttons:
        typed, _look_at = rearranged(typed, f"{verb}-{place}-{piece}", "")
    assert sorted(" ".join(f"{row['label']} {row['text']}" for row in typed).split()) == words
