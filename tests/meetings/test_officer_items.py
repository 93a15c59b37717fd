"""Officers' pages of an agenda item: recommendations divided and corrected, contacts, outcome, minutes, correction."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.models import AgendaItem, ItemMinutes, ItemOutcome
from tests import factories as make

pytestmark = pytest.mark.django_db
PASTED = "The Cabinet is RECOMMENDED to:\r\n\r\n(a)   agree the hours from\r\n1 April; and\r\n\r\n(b)\tthank the staff."
ROWS = {
    "recommendation-TOTAL_FORMS": "2", "recommendation-INITIAL_FORMS": "0",
    "contact-TOTAL_FORMS": "2", "contact-INITIAL_FORMS": "0",
}  # fmt: skip
TYPED = {"title": "Library opening hours", "agenda_number": "11", "minute_number": "68", "restriction": "open"} | ROWS


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def address(name, record):
    return reverse(f"meetings:{name}", args=[record.public_id])


def sent_back(page):
    """What a browser would send back from the form on a page, nothing changed."""
    form = page.context["form"]
    found = {"edit_number": page.context["edit_number"]}
    for part in (form, *[row for rows in form.row_sets() for row in (rows.management_form, *rows)]):
        for bound in part:
            value = bound.value()
            names = [f"{bound.html_name}_{box}" for box in ("day", "month", "year")]
            if bound.html_name.endswith("lapses_on"):
                boxes = [value.day, value.month, value.year] if hasattr(value, "day") else value or ["", "", ""]
                found |= dict(zip(names, [box or "" for box in boxes], strict=True))
            elif value is not None:
                found[bound.html_name] = value
    return found


def test_pasted_recommendations_are_divided_shown_and_not_saved(client, officer):
    meeting = make.make_meeting()
    page = client.post(address("officer-item-add", meeting), TYPED | {"pasted": PASTED, "title": ""})
    assert AgendaItem.objects.count() == 0
    assert "2 recommendations were recognised" in page.content.decode()
    assert "Enter the title" not in page.content.decode()
    form = page.context["form"]
    assert form["recommendations_lead"].value() == "The Cabinet is RECOMMENDED to:"
    assert form["pasted"].value() == ""
    rows = [(row["label"].value(), row["text"].value()) for row in form.recommendations]
    assert rows == [("(a)", "agree the hours from 1 April; and"), ("(b)", "thank the staff."), ("", ""), ("", "")]


def test_divided_rows_are_corrected_and_saved_with_contacts(client, officer):
    meeting = make.make_meeting()
    page = client.post(address("officer-item-add", meeting), TYPED | {"pasted": PASTED})
    contacts = {"contact-0-name": "Ada Marsh", "contact-0-telephone": "01632 960101", "contact-1-name": "Ben Orrell"}
    corrected = sent_back(page) | contacts | {"recommendation-1-text": "thank the staff and the volunteers."}
    response = client.post(address("officer-item-add", meeting), corrected)
    saved = AgendaItem.objects.get()
    assert response["Location"] == address("officer-item", saved)
    assert (saved.agenda_number, saved.minute_number, saved.position) == ("11", "68", 1)
    assert [(row.label, row.text) for row in saved.report_recommendations.all()] == [
        ("(a)", "agree the hours from 1 April; and"),
        ("(b)", "thank the staff and the volunteers."),
    ]
    assert [(row.name, row.telephone) for row in saved.contacts.all()] == [
        ("Ada Marsh", "01632 960101"),
        ("Ben Orrell", ""),
    ]


def test_pasting_more_replaces_nothing_that_was_typed(client, officer):
    item = make.make_item(recommendations=[{"label": "(a)", "text": "agree"}], recommendations_lead="It is asked to:")
    page = client.post(
        address("officer-item-edit", item),
        sent_back(client.get(address("officer-item-edit", item))) | {"pasted": "RECOMMENDED to:\n\n1) wait\n\n2) see"},
    )
    form = page.context["form"]
    rows = [(row["label"].value(), row["text"].value()) for row in form.recommendations][:4]
    assert form["recommendations_lead"].value() == "It is asked to:"
    assert rows == [("(a)", "agree"), ("", "RECOMMENDED to:"), ("1)", "wait"), ("2)", "see")]


def test_saving_an_unchanged_form_keeps_every_row(client, officer):
    item = make.make_item(
        recommendations=[{"label": "(a)", "text": "agree\n\nand pay"}, {"label": "", "text": "thank"}],
        contacts=[
            {"name": "Ada Marsh", "job_title": "Librarian", "telephone": "01632 960101", "email": "a@wenshire.example"}
        ],
    )
    client.post(address("officer-item-edit", item), sent_back(client.get(address("officer-item-edit", item))))
    assert list(item.report_recommendations.values_list("label", "text")) == [
        ("(a)", "agree\n\nand pay"),
        ("", "thank"),
    ]
    assert list(item.contacts.values_list("name", "email")) == [("Ada Marsh", "a@wenshire.example")]


def test_rows_are_refused_beside_the_field_and_by_their_number(client, officer):
    wrong = {"recommendation-1-label": "(b)", "contact-0-telephone": "01632 960101", "contact-1-email": "nobody"}
    page = client.post(address("officer-item-add", make.make_meeting()), TYPED | wrong).content.decode()
    assert AgendaItem.objects.count() == 0
    for words in (
        "Recommendation 2: Enter what is recommended, or empty the label",
        "Contact 1: Enter the name of the contact, or empty the row",
        "Contact 2: Enter an e-mail address like",
    ):
        assert words in page
    assert 'value="01632 960101"' in page


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (
            {"restriction": "exempt", "exempt_reason": "Bargaining."},
            "Select the description of exempt information",
        ),
        (
            {"restriction": "part_exempt", "exempt_paragraphs": "3"},
            "Enter why the public interest is in withholding it",
        ),
        ({"restriction": "confidential", "exempt_paragraphs": "3"}, "Only exempt and part exempt cite paragraphs"),
        ({"restriction": "open", "exempt_paragraphs": "3"}, "Only exempt and part exempt cite paragraphs"),
        ({"restriction": "secret"}, "Choose from those listed"),
        ({"title": "x" * 501}, "Title must be 500 characters or fewer; it has 501"),
        ({"recommendation-TOTAL_FORMS": "9999999"}, "There are more than 200 rows"),
        ({"contact-TOTAL_FORMS": "nonsense"}, "Part of the page did not arrive"),
    ],
)
def test_what_cannot_stand_is_refused_in_words(client, officer, typed, words):
    page = client.post(address("officer-item-add", make.make_meeting()), TYPED | typed)
    assert words in page.content.decode()
    assert AgendaItem.objects.count() == 0


def test_items_take_places_one_after_the_other(client, officer):
    meeting = make.make_meeting()
    for number in ("3", "1", "2"):
        client.post(address("officer-item-add", meeting), TYPED | {"agenda_number": number})
    assert list(meeting.items.values_list("position", "agenda_number")) == [(1, "3"), (2, "1"), (3, "2")]


def test_outcome_and_minutes_are_entered_edited_and_keep_their_paragraphs(client, officer):
    item = make.make_item(public=True)
    client.post(
        address("officer-outcome-edit", item), {"text": "RESOLVED that:\r\n\r\n(a) it be agreed", "edit_number": "0"}
    )
    outcome = ItemOutcome.objects.get()
    assert (outcome.item, outcome.text, outcome.is_published) == (item, "RESOLVED that:\n\n(a) it be agreed", False)
    fields = {
        "text": "One.\n\nTwo.",
        "status": "draft",
        "is_cut_short": "on",
        "source_url": "www.wenshire.example/68",
        "edit_number": "0",
    }
    client.post(address("officer-minutes-edit", item), fields)
    minutes = ItemMinutes.objects.get()
    assert (minutes.is_cut_short, minutes.source_url) == (True, "https://www.wenshire.example/68")
    client.post(address("officer-minutes-edit", item), fields | {"text": "Three.", "edit_number": minutes.edit_number})
    minutes.refresh_from_db()
    assert (minutes.text, minutes.edit_number) == ("Three.", 2)


def test_a_withheld_item_asks_for_a_summary_for_the_public_and_an_open_one_does_not(client, officer):
    item = make.make_item(restriction="exempt", exempt_paragraphs="3", exempt_reason="Bargaining.", public=True)
    page = address("officer-outcome-edit", item)
    assert "Summary for the public" in client.get(page).content.decode()
    client.post(page, {"text": "The lease was agreed", "public_summary": "A lease was decided.", "edit_number": "0"})
    assert ItemOutcome.objects.get().public_summary == "A lease was decided."
    open_item = make.make_item(public=True)
    assert "Summary for the public" not in client.get(address("officer-outcome-edit", open_item)).content.decode()


def test_correcting_a_published_item_into_an_exempt_one_hides_what_hangs_on_it(client, officer):
    item = make.make_item(public=True, recommendations=[{"label": "(a)", "text": "sell"}])
    outcome = make.make_outcome(item, public=True)
    form = sent_back(client.get(address("officer-item-edit", item)))
    changed = {
        "restriction": "exempt",
        "exempt_paragraphs": "3",
        "exempt_reason": "Bargaining.",
        "reason": "It is exempt.",
        "correction": "of_substance",
    }
    client.post(address("officer-item-edit", item), form | changed)
    item.refresh_from_db()
    outcome.refresh_from_db()
    assert (item.restriction, item.version, outcome.is_public) == ("exempt", 2, False)
    assert client.get(f"/meetings/cabinet/{item.meeting.place}/items/{item.slug}/").content.decode().count("sell") == 0


def test_the_page_says_what_is_public_of_each_piece(client, officer):
    item = make.make_item(
        title="Lease of the mill", restriction="exempt", exempt_paragraphs="3", exempt_reason="Bargaining."
    )
    make.make_outcome(item, "Sold for a song")
    page = client.get(address("officer-item", item))
    assert page.context["piece"]["sentence"] == (
        "Not public. Residents read the title “Lease of the mill”, the contacts, and that it is withheld and why. "
        "They do not get what it is about, the report’s recommendations or the papers."
    )
    assert page.context["piece"]["blocked"] == "Publish the meeting first."
    assert "residents read only the summary for the public" in page.context["outcome"]["piece"]["sentence"]


def test_an_item_page_needs_the_same_queries_with_1_and_30_papers(client, officer, django_assert_num_queries):
    item = make.make_item(public=True)
    make.make_outcome(item, public=True)
    make.make_document(item, public=True)
    with django_assert_num_queries(9):
        client.get(address("officer-item", item))
    for _number in range(29):
        make.make_document(item, public=True)
    with django_assert_num_queries(9):
        client.get(address("officer-item", item))
