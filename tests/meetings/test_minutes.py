"""Minutes: rich text in the form and on the page, all items of a meeting at once, confirming by a later item."""

from __future__ import annotations

import datetime
import re

import pytest
from django.urls import reverse

from council.models import PublicEvent
from council.rich import from_marks
from meetings import actions, actions_publish
from meetings.models import ItemMinutes, ItemOutcome
from meetings.published import issue_address, item_address, meeting_address
from tests import factories as make
from tests.factories import AT
from tests.filling import fields_of
from tests.reading import links_of, words_of

pytestmark = pytest.mark.django_db
MARKS = "The chair **welcomed** all.\n\n- one\n- two\n\n| Name | Vote |\n| --- | --- |\n| Ada | For |"


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def address(name, record):
    return reverse(f"meetings:{name}", args=[record.public_id])


# One item


def test_plain_marks_become_layout_and_come_back_as_they_were_typed(client, officer):
    item = make.make_item(make.make_meeting(public=True), public=True)
    page = address("officer-minutes-edit", item)
    client.post(page, fields_of(client.get(page)) | {"text": MARKS, "status": "draft"})
    minutes = ItemMinutes.objects.get()
    assert minutes.text == "The chair welcomed all.\n\n- one\n- two\n\nName | Vote\nAda | For"
    assert "<strong>welcomed</strong>" in minutes.html
    assert fields_of(client.get(page))["text"] == MARKS
    actions.publish(minutes, by=None, at=AT)
    shown = client.get(item_address(item)).content.decode()
    assert '<tr><th scope="col">Name</th><th scope="col">Vote</th></tr>' in shown
    assert "<li>one</li>" in shown


def test_what_an_editor_sends_is_sanitised(client, officer):
    item = make.make_item()
    page = address("officer-minutes-edit", item)
    hostile = '<p onclick="x()">Words<script>alert(1)</script></p><ul><li><a href="javascript:1">two</a></li></ul>'
    client.post(page, fields_of(client.get(page)) | {"text": hostile, "text-kind": "html", "status": "draft"})
    minutes = ItemMinutes.objects.get()
    assert (minutes.html, minutes.text) == ("<p>Words</p>\n<ul><li>two</li></ul>", "Words\n\n- two")


def test_an_editor_s_words_are_there_again_after_an_error_and_after_a_colleague_s_save(client, officer):
    minutes = make.make_minutes(make.make_item(), "Theirs")
    page = address("officer-minutes-edit", minutes.item)
    sent = fields_of(client.get(page)) | {"text": "<p><b>Mine</b></p>", "text-kind": "html"}
    refused = client.post(page, sent | {"status": "nonsense"})
    assert "<template><p><strong>Mine</strong></p></template>" in refused.content.decode()
    assert fields_of(refused)["text-kind"] == "html"
    actions.save(minutes, changes={"text": "Newer"}, by=None, at=AT)
    late = client.post(page, sent)
    assert late.status_code == 409
    assert {row["label"]: (row["mine"], row["theirs"]) for row in late.context["differences"]}["Minutes"] == (
        "**Mine**", "Newer",
    )  # fmt: skip


def test_plain_minutes_stay_plain_and_an_untouched_form_changes_no_letter(client, officer):
    text = "1) One  two\n\n   indented_words * and 68. so on\n- dash"
    rich = from_marks("**a** | b\n\n- c")
    colspan = '<table><tbody><tr><td colspan="2">a<br>b</td></tr></tbody></table>'
    for stored in ({"text": text}, {"text": rich.text, "html": rich.html}, {"text": "a b", "html": colspan}):
        minutes = make.make_minutes(make.make_item(), **stored)
        page = address("officer-minutes-edit", minutes.item)
        client.post(page, fields_of(client.get(page)))
        minutes.refresh_from_db()
        assert (minutes.text, minutes.html) == (stored["text"], stored.get("html", ""))


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "x" * 500_001}, "Minutes must be 500000 characters or fewer; it has 500001"),
        ({"text": "bell \x07 rings"}, "Take out the invisible character after “bell"),
        ({"text": '<a "' * 300, "text-kind": "html"}, "too many broken parts"),
        ({"text": "<p> </p><script>1</script>", "text-kind": "html"}, "Enter the minutes of the item"),
        ({"text": ""}, "Enter the minutes of the item"),
    ],
)
def test_what_cannot_be_minutes_is_refused_in_words(client, officer, typed, words):
    page = address("officer-minutes-edit", make.make_item())
    answer = client.post(page, fields_of(client.get(page)) | {"status": "draft"} | typed)
    assert words in words_of(answer)
    assert ItemMinutes.objects.count() == 0


def test_a_tampered_database_cannot_put_a_script_on_a_page(client):
    issue = make.make_issue(public=True)
    item = make.make_item(make.make_meeting(public=True), public=True, issue=issue)
    evil = '<p>Seen</p><script>alert(1)</script><img src=x onerror=alert(2)><a href="javascript:3">x</a>'
    make.make_minutes(item, "Seen", html=evil, public=True)
    for page in (item_address(item), issue_address(issue)):
        body = client.get(page).content.decode()
        assert "<p>Seen</p>" in body
        assert "alert(" not in body
        assert "javascript:" not in body
        assert "onerror" not in body


def test_of_an_exempt_item_neither_words_nor_layout_are_public(client):
    exempt = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
    item = make.make_item(make.make_meeting(public=True), public=True)
    made = make.make_minutes(item, "Secret words", html="<p>Secret <strong>layout</strong></p>", public=True)
    pages = [item_address(item), f"/register/{made.entry_id}/", f"/register/{made.entry_id}.txt"]
    assert ["Secret" in client.get(page).content.decode() for page in pages] == [True] * 3
    actions.save(item, changes=exempt, reason="Prices", by=None, at=AT)
    made.refresh_from_db()
    pages += [f"/register/{made.entry_id}/", f"/register/{made.entry_id}.txt"]
    assert ["Secret" in client.get(page).content.decode() for page in pages] == [False] * 5


def test_the_issue_shows_short_minutes_with_their_layout_and_long_ones_as_a_plain_beginning(client):
    issue = make.make_issue(public=True)
    short, long = from_marks("**Bold** words"), from_marks("**Bold** " + "word " * 600)
    for rich, day in ((short, 1), (long, 2)):
        item = make.make_item(
            make.make_meeting(held_on=datetime.date(2026, 9, day), public=True), public=True, issue=issue
        )
        make.make_minutes(item, rich.text, html=rich.html, public=True)
    body = client.get(issue_address(issue)).content.decode()
    assert body.count("<strong>Bold</strong>") == 1
    assert "Read the full minutes" in body


# All items of a meeting


def make_agenda():
    meeting = make.make_meeting(public=True)
    return meeting, [make.make_item(meeting, public=True, title=title) for title in ("One", "Two", "Three")]


def test_outcome_and_minutes_of_every_item_are_entered_on_one_page(client, officer):
    meeting, (one, two, three) = make_agenda()
    make.make_outcome(two, "Published already", public=True)
    page = address("officer-enter-minutes", meeting)
    shown = client.get(page)
    assert f"outcome-{two.public_id.hex}-text" not in fields_of(shown)
    typed = {
        f"outcome-{one.public_id.hex}-text": "Agreed", f"minutes-{one.public_id.hex}-text": "**Ada** spoke.",
        f"minutes-{two.public_id.hex}-text": "Bea spoke.",
    }  # fmt: skip
    assert client.post(page, fields_of(shown) | typed)["Location"] == address("officer-meeting", meeting)
    assert dict(ItemMinutes.objects.values_list("item__title", "text")) == {"One": "Ada spoke.", "Two": "Bea spoke."}
    assert dict(ItemOutcome.objects.values_list("item__title", "text")) == {"One": "Agreed", "Two": "Published already"}
    assert not hasattr(three, "minutes")
    again = fields_of(client.get(page))
    assert again[f"minutes-{one.public_id.hex}-text"] == "**Ada** spoke."


def test_one_refused_stops_no_other_and_keeps_its_words(client, officer):
    meeting, (one, two, three) = make_agenda()
    stored = make.make_minutes(two, "Before")
    page = address("officer-enter-minutes", meeting)
    opened = fields_of(client.get(page))
    actions.save(stored, changes={"text": "A colleague's"}, by=None, at=AT)
    typed = {
        f"minutes-{one.public_id.hex}-text": "bell \x07", f"minutes-{two.public_id.hex}-text": "Mine",
        f"minutes-{three.public_id.hex}-text": "Three is saved",
    }  # fmt: skip
    answer = client.post(page, opened | typed)
    words = words_of(answer)
    assert "Item 1: One: Take out the invisible character" in words
    assert "Item 2: Two: Somebody changed this before you" in words
    assert "A colleague's" in words
    assert ItemMinutes.objects.get(item=three).text == "Three is saved"
    assert (ItemMinutes.objects.filter(item=one).count(), ItemMinutes.objects.get(item=two).text) == (
        0,
        "A colleague's",
    )
    kept = fields_of(answer)
    assert kept[f"minutes-{two.public_id.hex}-text"] == "Mine"
    assert kept[f"minutes-{one.public_id.hex}-text"] == "bell \x07"
    again = client.post(page, kept | {f"minutes-{one.public_id.hex}-text": "bell"})
    assert again.status_code == 302
    assert dict(ItemMinutes.objects.values_list("item__title", "text")) == {
        "One": "bell", "Two": "Mine", "Three": "Three is saved",
    }  # fmt: skip


def test_what_was_typed_over_something_published_meanwhile_is_shown(client, officer):
    meeting, (one, *_) = make_agenda()
    page = address("officer-enter-minutes", meeting)
    opened = fields_of(client.get(page))
    make.make_minutes(one, "A colleague's", public=True)
    answer = client.post(page, opened | {f"minutes-{one.public_id.hex}-text": "My own words"})
    assert answer.status_code == 200
    assert "Yours is not saved: My own words" in words_of(answer)
    assert ItemMinutes.objects.get().text == "A colleague's"


def test_a_new_entry_beside_a_colleague_s_new_entry_shows_both(client, officer):
    meeting, (one, *_) = make_agenda()
    page = address("officer-enter-minutes", meeting)
    opened = fields_of(client.get(page))
    make.make_minutes(one, "A colleague's")
    answer = client.post(page, opened | {f"minutes-{one.public_id.hex}-text": "Mine"})
    assert "A colleague's" in words_of(answer)
    assert fields_of(answer)[f"minutes-{one.public_id.hex}-text"] == "Mine"
    assert ItemMinutes.objects.get().text == "A colleague's"


@pytest.mark.parametrize("number", ["", "x", "²", "-1"])
def test_a_number_that_did_not_arrive_as_it_was_sent_counts_as_late(client, officer, number):
    meeting, (one, *_) = make_agenda()
    make.make_minutes(one, "Stored")
    page = address("officer-enter-minutes", meeting)
    prefix = f"minutes-{one.public_id.hex}"
    sent = fields_of(client.get(page)) | {f"{prefix}-text": "Mine", f"{prefix}-edit_number": number}
    assert client.post(page, sent).status_code == 200
    assert ItemMinutes.objects.get().text == "Stored"


# Confirming


def make_two_meetings():
    first = make.make_meeting(held_on=datetime.date(2026, 9, 1), public=True)
    items = [make.make_item(first, public=True, title=title) for title in ("One", "Two", "Three")]
    for item in items[:2]:
        make.make_minutes(item, public=True)
    make.make_minutes(items[2])
    second = make.make_meeting(held_on=datetime.date(2026, 10, 6), public=True)
    return first, make.make_item(second, public=True, title="Minutes", approves_minutes_of=first)


def test_the_item_links_to_the_minutes_it_approves(client):
    first, item = make_two_meetings()
    page = client.get(item_address(item))
    assert "Read the minutes of 1 September 2026, which this item approves" in words_of(page)
    assert meeting_address(first) in links_of(page)
    actions.withdraw(first, reason="By mistake", by=None, at=AT)
    assert meeting_address(first) not in links_of(client.get(item_address(item)))


def test_a_draft_meeting_whose_minutes_are_approved_is_not_spoken_of(client):
    hidden = make.make_meeting(held_on=datetime.date(2026, 9, 1))
    item = make.make_item(make.make_meeting(public=True), public=True, approves_minutes_of=hidden)
    assert "September" not in client.get(item_address(item)).content.decode()


def test_when_the_outcome_is_recorded_the_officer_is_offered_to_confirm_all_minutes_at_once(client, officer):
    first, item = make_two_meetings()
    page, confirm = address("officer-item", item), address("officer-confirm-minutes", item)
    assert "Confirm those minutes" not in words_of(client.get(page))
    assert client.post(confirm)["Location"] == address("officer-item", item)
    make.make_outcome(item, "Agreed as a correct record.")
    assert "Confirm those minutes" in words_of(client.get(page))
    asked = client.post(confirm)
    words = words_of(asked)
    assert "Agreed as a correct record." in words
    assert "What becomes confirmed now Minutes: One Minutes: Two What does not" in words
    assert ItemMinutes.objects.filter(status="confirmed").count() == 0
    seen = re.findall(r'name="seen" value="([^"]+)"', asked.content.decode())
    client.post(confirm, {"confirmed": "1", "seen": seen})
    assert dict(ItemMinutes.objects.values_list("item__title", "status")) == {
        "One": "confirmed", "Two": "confirmed", "Three": "draft",
    }  # fmt: skip
    events = PublicEvent.objects.filter(entry__act="changed").order_by("pk").values_list("sentence", flat=True)
    assert list(events) == [
        f"The minutes of Cabinet of 1 September 2026 were confirmed on 6 October 2026: {title}"
        for title in ("One", "Two")
    ]
    assert "Confirm those minutes" not in words_of(client.get(page))
    assert first.items.count() == 3


def test_minutes_corrected_while_the_officer_looked_are_not_confirmed_unseen(client, officer):
    first, item = make_two_meetings()
    make.make_outcome(item, "Agreed as a correct record.")
    confirm = address("officer-confirm-minutes", item)
    asked = client.post(confirm).content.decode()
    shown = {"confirmed": "1", "seen": re.findall(r'name="seen" value="([^"]+)"', asked)}
    minutes = ItemMinutes.objects.filter(item__meeting=first, published_at__isnull=False).last()
    actions.save(minutes, changes={"text": "Another word."}, reason="A slip.", by=None, at=AT)
    assert "A colleague changed these minutes meanwhile" in words_of(client.post(confirm, shown), "body")
    assert not ItemMinutes.objects.filter(status="confirmed").exists()


def test_minutes_are_confirmed_once():
    first, item = make_two_meetings()
    assert len(actions_publish.confirm_minutes(first, at_meeting=item.meeting, by=None, at=AT)) == 2
    assert actions_publish.confirm_minutes(first, at_meeting=item.meeting, by=None, at=AT) == []


def test_only_earlier_meetings_of_the_same_body_are_offered(client, officer):
    first, item = make_two_meetings()
    make.make_meeting(make.make_body("Other Panel"), datetime.date(2026, 9, 2))
    make.make_meeting(held_on=datetime.date(2026, 11, 2))
    form = client.get(address("officer-item-edit", item)).context["form"]
    assert list(form.fields["approves_minutes_of"].queryset) == [first]
