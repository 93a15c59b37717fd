"""Building an agenda: order, numbers, headings, sub-items, standing items, carrying over, deleting a draft."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from council.models import AuditEvent, RegisterEntry
from council.publication import RefusedError
from meetings import actions, actions_agenda, actions_publish
from meetings.agenda_order import suggested_numbers
from meetings.models import AgendaItem, Document, StandingItem
from meetings.published import item_address, meeting_address
from tests import factories as make
from tests.factories import AT
from tests.reading import links_of, words_of

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 12, 8)


@pytest.fixture
def officer(client):
    """Writes drafts for every body, publishes nothing."""
    make.make_council()
    user = make.make_user(("officer", "both"))
    client.force_login(user)
    return user


@pytest.fixture
def publisher(client):
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


@pytest.fixture
def meeting():
    make.make_council()
    return make.make_meeting(held_on=DAY, public=True)


def agenda(meeting, *titles, public=()):
    """Items by title: "1 Budget" is an item, "1a Fees" a sub-item, "= Part A" a heading."""
    for title in titles:
        number, name = title.split(maxsplit=1)
        kind = "heading" if number == "=" else "sub_item" if number[-1].isalpha() else "item"
        fields = {"kind": kind, "agenda_number": "" if number == "=" else number, "title": name}
        make.make_item(meeting, public=name in public, **fields)
    return {item.title: item for item in meeting.items.all()}


def order(meeting):
    return [item.title for item in AgendaItem.objects.filter(meeting=meeting).order_by("position")]


def address(name, record):
    return reverse(f"meetings:officer-{name}", args=[record.public_id])


PLAN = ("= Part A", "1 Budget", "1a Fees", "1b Rents", "2 Roads", "3 Parks")


@pytest.mark.parametrize(
    ("title", "to", "after"),
    [
        ("Roads", "up", ["Part A", "Roads", "Budget", "Fees", "Rents", "Parks"]),
        ("Budget", "down", ["Part A", "Roads", "Budget", "Fees", "Rents", "Parks"]),
        ("Budget", "up", ["Budget", "Fees", "Rents", "Part A", "Roads", "Parks"]),
        ("Rents", "up", ["Part A", "Budget", "Rents", "Fees", "Roads", "Parks"]),
        ("Rents", "down", ["Part A", "Budget", "Fees", "Roads", "Rents", "Parks"]),
        ("Parks", 2, ["Part A", "Parks", "Budget", "Fees", "Rents", "Roads"]),
        ("Parks", 3, ["Part A", "Budget", "Fees", "Rents", "Parks", "Roads"]),
        ("Budget", 99, ["Part A", "Roads", "Parks", "Budget", "Fees", "Rents"]),
        ("Part A", "up", ["Part A", "Budget", "Fees", "Rents", "Roads", "Parks"]),
        ("Parks", "down", ["Part A", "Budget", "Fees", "Rents", "Roads", "Parks"]),
    ],
)
def test_an_item_moves_with_its_sub_items_and_never_into_a_block(meeting, title, to, after):
    items = agenda(meeting, *PLAN)
    actions_agenda.move_item(items[title], to, by=None, at=AT)
    assert order(meeting) == after


def test_a_draft_moves_among_published_items_without_a_correction(meeting):
    items = agenda(meeting, "1 Budget", "2 Roads", "3 Parks", public=("Budget", "Roads"))
    entries = RegisterEntry.objects.count()
    actions_agenda.move_item(items["Parks"], 1, by=None, at=AT)
    assert order(meeting) == ["Parks", "Budget", "Roads"]
    assert RegisterEntry.objects.count() == entries


def test_a_published_item_moves_as_a_correction_with_a_reason(client, meeting):
    items = agenda(meeting, "1 Budget", "2 Roads", public=("Budget", "Roads"))
    with pytest.raises(RefusedError, match="Enter why its order changes"):
        actions_agenda.move_item(items["Roads"], "up", by=None, at=AT)
    assert order(meeting) == ["Budget", "Roads"]
    actions_agenda.move_item(items["Roads"], "up", reason="The speaker must leave early.", by=None, at=AT)
    moved = AgendaItem.objects.get(title="Roads")
    assert (moved.version, moved.entry.act) == (2, "corrected")
    assert "The speaker must leave early." in moved.entry.snapshot.text
    words = words_of(client.get(meeting_address(meeting)))
    assert words.index("2 Roads") < words.index("1 Budget")


def test_up_and_down_are_buttons_and_a_published_item_is_asked_why(client, publisher, meeting):
    items = agenda(meeting, "1 Budget", "2 Roads", "3 Parks", public=("Budget", "Roads"))
    client.post(address("item-move", items["Parks"]), {"to": "up"})
    assert order(meeting) == ["Budget", "Parks", "Roads"]
    asked = client.post(address("item-move", items["Roads"]), {"to": "up"})
    assert "Why does the order change?" in asked.content.decode()
    assert asked.context["form"]["place"].value() == 2
    refused = client.post(address("item-move", items["Roads"]), {"place": "1", "reason": ""})
    assert "Enter why its order changes" in refused.content.decode()
    client.post(address("item-move", items["Roads"]), {"place": "1", "reason": "It is urgent."})
    assert order(meeting) == ["Roads", "Budget", "Parks"]


def test_who_only_drafts_moves_no_published_item(client, officer, meeting):
    items = agenda(meeting, "1 Budget", "2 Roads", public=("Budget", "Roads"))
    assert client.post(address("item-move", items["Roads"]), {"place": "1", "reason": "x"}).status_code == 404
    assert order(meeting) == ["Budget", "Roads"]


def test_numbers_are_suggested_in_order_and_published_ones_stay(client, officer, meeting):
    agenda(meeting, "= Part A", "9 Budget", "9x Fees", "9y Rents", "7 Roads", "4 Parks", public=("Roads",))
    rows = actions_agenda.rows_of_agenda(meeting)
    assert list(suggested_numbers(rows).values()) == ["", "1", "1a", "1b", "7", "8"]
    page = client.get(address("numbers", meeting))
    client.post(address("numbers", meeting), {"seen": [row["seen"] for row in page.context["rows"] if row["seen"]]})
    assert [item.agenda_number for item in actions_agenda.rows_of_agenda(meeting)] == ["", "1", "1a", "1b", "7", "8"]


def test_numbers_are_not_given_to_an_agenda_that_changed_meanwhile(client, officer, meeting):
    agenda(meeting, "9 Budget")
    seen = [row["seen"] for row in client.get(address("numbers", meeting)).context["rows"]]
    agenda(meeting, "8 Roads")
    again = client.post(address("numbers", meeting), {"seen": seen}).content.decode()
    assert "A colleague changed the agenda meanwhile" in again
    assert AgendaItem.objects.get(title="Budget").agenda_number == "9"


def test_a_number_that_is_taken_is_refused_beside_the_field_and_words_stay(client, officer, meeting):
    agenda(meeting, "5a Budget")
    page = client.get(address("item-add", meeting))
    assert page.context["form"]["agenda_number"].value() == "1"
    typed = {"agenda_number": "5A", "title": "Typed with care", "restriction": "open"}
    typed |= {
        f"{rows}-{name}": "0" for rows in ("recommendation", "contact") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    refused = client.post(address("item-add", meeting), typed)
    assert refused.context["form"].errors["agenda_number"] == ["Item 5a is “Budget” already. Enter another number"]
    assert "Typed with care" in refused.content.decode()
    with pytest.raises(RefusedError, match="Enter another number"):
        actions.add_item(meeting, changes={"agenda_number": "5a", "title": "Second"}, by=officer, at=AT)
    assert AgendaItem.objects.count() == 1


def test_a_heading_stands_in_the_agenda_and_is_no_link(client, publisher, meeting):
    client.post(address("heading-add", meeting), {"title": "Part A: for decision", "edit_number": 0})
    agenda(meeting, "1 Budget", "1a Fees")
    actions_publish.publish_agenda(meeting, by=None, at=AT)
    heading = AgendaItem.objects.get(kind="heading")
    response = client.get(meeting_address(meeting))
    assert "Part A: for decision 1 Budget" in words_of(response)
    assert '<li class="agenda-heading"><h3>Part A: for decision</h3></li>' in response.content.decode()
    assert '<li class="sub-item">' in response.content.decode()
    assert item_address(heading) == ""
    assert not [link for link in links_of(response) if link.endswith(f"items/item-{heading.position}/")]
    for name in ("outcome-edit", "minutes-edit", "item-carry"):
        assert client.get(address(name, heading)).status_code == 404
    assert client.get(address("item-edit", heading)).status_code == 200


def test_a_sub_item_is_published_below_a_public_item_alone(meeting):
    items = agenda(meeting, "1 Budget", "1a Fees")
    with pytest.raises(RefusedError, match="Publish the item above"):
        actions.publish(items["Fees"], by=None, at=AT)
    secret = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}
    actions.save(items["Budget"], changes=secret, by=None, at=AT)
    actions.publish(items["Budget"], by=None, at=AT)
    with pytest.raises(RefusedError, match="withheld"):
        actions.publish(items["Fees"], by=None, at=AT)


def test_what_becomes_exempt_or_goes_takes_its_sub_items_along(client, meeting):
    items = agenda(meeting, "1 Budget", "1a Canaryfees", "2 Roads", public=("Budget", "Canaryfees", "Roads"))
    sub = items["Canaryfees"]
    make.make_document(sub, "Canarypaper", public=True)
    make.make_outcome(sub, "Canaryoutcome", public=True)
    actions.save(sub, changes={"summary": "Canarysummary"}, reason="More", by=None, at=AT)
    at_sub = client.get(item_address(AgendaItem.objects.get(pk=sub.pk)))
    assert "Canarysummary" in at_sub.content.decode()
    actions.make_exempt(items["Budget"], restriction="exempt", paragraphs="3", reason="Prices", by=None, at=AT)
    sub.refresh_from_db()
    assert sub.restriction == "exempt"
    page = client.get(item_address(sub)).content.decode()
    for canary in ("Canarysummary", "Canaryoutcome", "Canarypaper"):
        assert canary not in page
    actions.withdraw(items["Budget"], reason="By mistake", by=None, at=AT)
    assert client.get(item_address(sub)).status_code == 410
    assert "Roads" in words_of(client.get(meeting_address(meeting)))


def test_standing_items_come_in_one_press_and_never_twice(client, officer, meeting):
    for place, (kind, title) in enumerate([("item", "Apologies"), ("heading", "For decision"), ("item", "Minutes")], 1):
        StandingItem.objects.create(body=meeting.body, position=place, kind=kind, title=title)
    StandingItem.objects.create(body=meeting.body, position=9, title="No longer", is_used=False)
    StandingItem.objects.create(body=make.make_body("Panel"), position=1, title="Elsewhere")
    for _press in range(2):
        client.post(address("standing-items", meeting))
    found = [(item.kind, item.agenda_number, item.title) for item in actions_agenda.rows_of_agenda(meeting)]
    assert found == [("item", "1", "Apologies"), ("heading", "", "For decision"), ("item", "2", "Minutes")]
    assert not AgendaItem.objects.exclude(published_at=None).exists()


def test_carrying_over_makes_a_linked_draft_on_a_later_meeting(client, publisher, meeting):
    item = make.make_item(
        meeting, public=True, title="Opening hours", summary="What it is.",
        recommendations=[{"label": "(a)", "text": "keep"}], contacts=[{"name": "Bea Orrin"}],
    )  # fmt: skip
    make.make_meeting(held_on=DAY - datetime.timedelta(7))
    later = make.make_meeting(held_on=DAY + datetime.timedelta(28), public=True)
    page = client.get(address("item-carry", item))
    assert list(page.context["form"].fields["to"].queryset) == [later]
    client.post(address("item-carry", item), {"to": later.pk})
    copy = later.items.get()
    assert (copy.carried_from, copy.is_published, copy.summary) == (item, False, "What it is.")
    assert [row.text for row in copy.report_recommendations.all()] == ["keep"]
    assert [person.name for person in copy.contacts.all()] == ["Bea Orrin"]
    again = client.post(address("item-carry", item), {"to": later.pk}).content.decode()
    assert "carried over to that meeting already" in again
    assert "carried over" not in words_of(client.get(item_address(item))).lower()
    actions.publish(copy, by=None, at=AT)
    copy.refresh_from_db()
    assert "Carried over to the meeting of Cabinet on 5 January 2027" in words_of(client.get(item_address(item)))
    assert "Carried over from the meeting of Cabinet on 8 December 2026" in words_of(client.get(item_address(copy)))
    actions.withdraw(item, reason="By mistake", by=None, at=AT)
    assert "Carried over" not in words_of(client.get(item_address(copy)))


def test_a_draft_is_deleted_after_asking_with_an_audit_row(
    client, officer, meeting, private_files, django_capture_on_commit_callbacks
):
    item = agenda(meeting, "1 Budget")["Budget"]
    paper = make.make_document(item, "Draft paper")
    paper.file.save("paper.txt", ContentFile(b"words"), save=True)
    make.make_outcome(item)
    name = paper.file.name
    assert "Delete this draft?" in client.get(address("item-delete", item)).content.decode()
    client.post(address("item-delete", item), {"edit_number": item.edit_number + 1})
    assert AgendaItem.objects.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("item-delete", item), {"edit_number": item.edit_number})
    assert (AgendaItem.objects.count(), Document.objects.count()) == (0, 0)
    assert not paper.file.storage.exists(name)
    deleted = AuditEvent.objects.filter(act="deleted", record_kind="agendaitem").get()
    assert deleted.after["title"] == "Budget"


def test_what_residents_read_is_never_deleted(client, publisher, meeting):
    item = agenda(meeting, "1 Budget", public=("Budget",))["Budget"]
    assert client.get(address("item-delete", item)).status_code == 404
    with pytest.raises(RefusedError, match="withdrawn, never deleted"):
        actions_agenda.delete_item(item, edit_number=None, by=None, at=AT)


def test_something_that_is_referred_to_is_not_deleted(meeting):
    item = agenda(meeting, "1 Budget")["Budget"]
    later = make.make_meeting(held_on=DAY + datetime.timedelta(28))
    actions_agenda.carry_over(item, later, by=None, at=AT)
    with pytest.raises(RefusedError, match="refers to this item"):
        actions_agenda.delete_item(item, edit_number=None, by=None, at=AT)
    assert AgendaItem.objects.count() == 2
