"""Officers' pages of the forward plan: forms and what they refuse, the check list, moves, editions, the report."""

from __future__ import annotations

import datetime
import io

import pypdfium2
import pytest
from django.urls import reverse
from django.utils import timezone

from council.models import Membership, Person
from meetings import actions, actions_plan
from meetings.models import Document, Notice, PlanEdition, PlanEntry, Representation
from tests import factories
from tests.factories import AT
from tests.factories_plan import EXEMPT, make_entry, make_notice
from tests.filling import fields_of
from tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]
DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate
NEVER = datetime.date(2099, 2, 1)


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    factories.make_council()
    user = factories.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def address(name, record=None, *more):
    return reverse(f"meetings:officer-{name}", args=[record.public_id, *more] if record else [])


def boxes(name, day):
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def typed(**changed):
    """What an officer types for a key decision of Cabinet in 60 days."""
    cabinet = factories.make_cabinet()
    return {
        "title": "Library roof", "matter": "Whether to replace it.", "body": cabinet.pk, "maker_kind": "body",
        "members": "Councillor Ada Fenwright", "due_kind": "date", **boxes("due_on", TODAY() + 60 * DAY),
        "is_key": "yes", "key_ground": "money", "restriction": "open",
    } | changed  # fmt: skip


def test_an_entry_is_added_published_corrected_and_its_notice_given(client, officer):
    client.post(address("plan-add"), typed())
    entry = PlanEntry.objects.get()
    assert (entry.key_route, entry.is_key, entry.is_published) == ("key_decision", True, False)
    page = words_of(client.get(address("plan-entry", entry)))
    assert (
        "Missing Documents to be considered regulation 9(2)(e): Enter the documents to be considered, or None" in page
    )
    assert "Latest lawful days" in page
    publish = reverse("meetings:officer-publish", args=["plan-entry", entry.public_id])
    client.post(publish, {"edit_number": entry.edit_number})
    entry.refresh_from_db()
    assert entry.reference == f"FP-{TODAY().year}-1"
    form = client.get(address("plan-edit", entry))
    assert "due_on_day" not in fields_of(form)
    facts = {"documents": "Survey", "documents_where": "Town Hall", "documents_procedure": "Write to us"}
    told = {"correction": "of_substance", "reason": "The documents are known now."}
    client.post(address("plan-edit", entry), fields_of(form) | facts | told)
    entry.refresh_from_db()
    assert (entry.documents, entry.version) == ("Survey", 2)
    client.post(address("plan-notice-add", entry, "key_decision"), {})
    notice = Notice.objects.get()
    publish = reverse("meetings:officer-publish", args=["plan-notice", notice.public_id])
    client.post(publish, {"edit_number": notice.edit_number})
    notice.refresh_from_db()
    assert notice.given_on == TODAY()
    assert "Given on" in words_of(client.get(address("plan-entry", entry)))


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"due_on_day": "31", "due_on_month": "2"}, "The date of the decision must be a real date"),
        ({"due_on_day": "", "due_on_month": "", "due_on_year": ""}, "Enter the date of the decision, or the first"),
        ({"due_kind": "period", "due_on_day": "", "due_on_month": "", "due_on_year": "", "period_words": "autumn"},
         "Enter the first day of the period as well: words alone are no date"),
        ({"due_kind": "period"}, "Enter the last day of the period"),
        ({"period_words": "autumn"}, "Only a period has a last day and words."),
        ({"members": " "}, "Enter the members of the body, one on each line"),
        ({"maker_kind": "officer"}, "Enter the name of the person who decides"),
        ({"key_ground": ""}, "Select why it is a key decision"),
        ({"restriction": "exempt", "public_summary": "A lease"}, "Schedule 12A"),
        ({"restriction": "exempt"}, "Enter for the public what is to be decided: the rest is withheld"),
        ({"title": ""}, "Enter the title of the decision"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_the_rest_stays(client, officer, changed, words):
    page = client.post(address("plan-add"), typed(**changed))
    assert words in words_of(page)
    assert "Whether to replace it." in page.content.decode()
    assert PlanEntry.objects.count() == 0


def test_planning_too_near_a_day_is_refused_in_the_form_and_recording_is_not(client, officer):
    near = boxes("due_on", TODAY() + 20 * DAY)
    words = words_of(client.post(address("plan-add"), typed(**near)))
    assert "Notice of a key decision (regulation 9) would be too late" in words
    assert "or choose the general exception: its notice can be published until" in words
    client.post(address("plan-add"), typed(**near, key_route="general_exception"))
    client.post(address("plan-add"), typed(**near, is_recorded="on"))
    assert PlanEntry.objects.count() == 2


def test_one_person_s_title_and_name_come_from_the_office(client, officer):
    holding = factories.make_holding()
    client.post(address("plan-add"), typed(maker_kind="member", members="", holding=holding.pk))
    entry = PlanEntry.objects.get()
    assert (entry.maker_title, entry.maker_name) == ("Cabinet Member for Libraries", "Councillor Ada Fenwright")


def test_a_body_s_members_come_from_its_membership_where_none_are_typed(client, officer):
    cabinet = factories.make_cabinet()
    for name, capacity, ends_on in (
        ("Councillor Bea Orrin", "member", None),
        ("Councillor Cy Dell", "chair", None),
        ("Councillor Dot Eames", "member", TODAY() - DAY),
        ("Councillor Eve Fold", "substitute", None),
    ):
        person = Person.objects.create(name=name, slug=name.lower().replace(" ", "-"))
        Membership.objects.create(body=cabinet, person=person, capacity=capacity, ends_on=ends_on)
    client.post(address("plan-add"), typed(members=""))
    assert PlanEntry.objects.get().members == "Councillor Cy Dell\nCouncillor Bea Orrin"


def planned(**fields):
    """A published entry with its decision 60 days from now."""
    entry = make_entry(due_on=TODAY() + 60 * DAY, **fields)
    return actions.publish(entry, by=None, at=timezone.now())


def test_a_colleague_s_newer_save_is_shown_beside_one_s_own_words(client, officer):
    entry = make_entry()
    fields = fields_of(client.get(address("plan-edit", entry)))
    actions.save(entry, changes={"title": "Theirs"}, by=None, at=AT)
    page = client.post(address("plan-edit", entry), fields | {"title": "Mine"})
    assert page.status_code == 409
    assert "Theirs" in words_of(page)
    assert "Mine" in page.content.decode()


def test_moves_are_published_with_their_reason(client, officer):
    entry = planned()
    to = TODAY() + 90 * DAY
    assert "Enter why" in words_of(client.post(address("plan-defer", entry), {"reason": ""}))
    fields = {"due_kind": "date", **boxes("due_on", to), "key_route": "key_decision", "reason": "Late"}
    client.post(address("plan-reschedule", entry), fields)
    client.post(address("plan-defer", entry), {"reason": "No money"})
    client.post(address("plan-drop", entry), {"reason": "Sold"})
    entry.refresh_from_db()
    assert [row["act"] for row in entry.history] == ["reschedule", "defer", "drop"]
    page = client.post(address("plan-decided", entry), boxes("decided_on", TODAY()))
    assert "no longer at the step" in words_of(page)


@pytest.mark.parametrize("wrong", ["https://elsewhere.example/", "//elsewhere.example/", "/officer/", "decisions/"])
def test_a_decision_is_recorded_with_an_address_of_this_site_only(client, officer, wrong):
    entry = planned()
    page = client.post(address("plan-decided", entry), boxes("decided_on", TODAY()) | {"address": wrong})
    assert "Enter the address from the first slash on" in words_of(page)
    right = boxes("decided_on", TODAY()) | {"address": "/meetings/cabinet/2026-11-02/"}
    client.post(address("plan-decided", entry), right)
    entry.refresh_from_db()
    assert (entry.status, entry.decided_on) == ("decided", TODAY())


@pytest.mark.parametrize(
    ("kind", "fields", "words"),
    [
        ("general_exception", boxes("told_on", NEVER), "it cannot have happened yet"),
        ("key_decision", boxes("given_on", NEVER), "it cannot have happened yet"),
        (
            "special_urgency",
            boxes("agreed_on", NEVER) | {"agreed_on_day": "31"},
            "must be a real date",
        ),
    ],
)
def test_a_notice_s_impossible_days_are_refused(client, officer, kind, fields, words):
    page = client.post(address("plan-notice-add", make_entry(), kind), fields)
    assert words in words_of(page)
    assert Notice.objects.count() == 0


def test_a_late_notice_is_warned_of_while_it_is_recorded(client, officer):
    entry = planned()
    late = make_notice(entry, given_on=entry.due_on - 10 * DAY)
    actions.publish(late, by=None, at=timezone.now())
    words = words_of(client.get(address("plan-entry", entry)))
    assert "Later than the law asks: published" in words
    assert "nine clear calendar days before" in words
    assert client.get(address("plan-notice-add", entry, "no-such-kind")).status_code == 404


def test_what_people_wrote_is_recorded_with_a_summary_for_the_public(client, officer):
    entry = planned(**EXEMPT)
    first = make_notice(entry, "private_first")
    first = actions.publish(first, by=None, at=timezone.now())
    fields = {**boxes("received_on", TODAY()), "who": "Mr E. Fold", "words": "Let us in!"}
    client.post(address("representation-add", first), fields)
    written = Representation.objects.get()
    assert "It cannot be published yet. Enter a summary for the public" in words_of(
        client.get(address("plan-entry", entry))
    )
    shown = fields_of(client.get(address("representation-edit", written)))
    client.post(address("representation-edit", written), shown | {"public_summary": "Open it.", "is_cleared": "on"})
    written.refresh_from_db()
    assert (written.public_summary, written.is_cleared) == ("Open it.", True)
    second = make_notice(entry, "private_second")
    assert client.get(address("representation-add", second)).status_code == 404


@pytest.mark.pdf
def test_an_edition_is_published_and_withdrawn(client, officer):
    cabinet = planned().body
    client.post(address("plan-publish"), {"body": cabinet.slug})
    edition = PlanEdition.objects.get()
    assert (edition.body, edition.is_public) == (cabinet, True)
    client.post(address("plan-publish"), {"body": "nobody"})
    assert PlanEdition.objects.count() == 1
    page = client.get(address("plan"))
    assert "Forward plan of Cabinet, edition of" in words_of(page)
    client.post(
        reverse("meetings:officer-withdraw", args=["plan-edition", edition.public_id]), {"reason": "By mistake"}
    )
    edition.refresh_from_db()
    assert edition.is_withdrawn


def test_a_plan_without_entries_is_not_published(client, officer):
    page = client.post(address("plan-publish"), {"body": ""}, follow=True)
    assert "There is no decision to come, so there is nothing to publish." in words_of(page, "body")


@pytest.mark.pdf
def test_the_report_of_special_urgency_counts_decisions_of_its_period(client, officer):
    urgent = make_entry("River wall", public=True, key_route="special_urgency")
    make_notice(urgent, "special_urgency", public=True)
    actions_plan.mark_decided(urgent, decided_on=AT.date(), by=None, at=AT)
    waiting = make_entry("Sea wall", public=True, key_route="special_urgency")
    make_notice(waiting, "special_urgency", public=True)
    private = make_entry("Lease", public=True, **EXEMPT)
    make_notice(private, "special_urgency", public=True, covers="private")
    make_notice(make_entry("Draft"), "special_urgency")
    words = words_of(client.get(address("plan-urgency"), {"period": "2026/27"}))
    assert "1 decision of special urgency" in words
    assert words.index("River wall") < words.index("decision not recorded yet") < words.index("Sea wall")
    assert "The chair of the scrutiny committee, Councillor Cy Dell, 2 November 2026" in words
    assert "Reason for urgency The roof is falling in" in words
    assert "A lease" not in words
    assert "None was made." in words_of(client.get(address("plan-urgency"), {"period": "2026/27 quarter 1"}))
    paper = client.get(address("plan-urgency-pdf"), {"period": "2026/27 quarter 3"})
    text = " ".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(io.BytesIO(paper.content)))
    assert "Report to council: decisions of special urgency, 2026/27 quarter 3" in text
    assert "River wall" in text


@pytest.mark.parametrize("count", [1, 30])
def test_the_officers_list_needs_the_same_queries_at_1_and_at_30(client, officer, django_assert_num_queries, count):
    for number in range(count):
        make_entry(f"Entry {number}")
    address_of_list = address("plan")
    client.get(address_of_list)
    with django_assert_num_queries(12):
        client.get(address_of_list)


@pytest.mark.pdf
def test_the_report_is_put_on_an_item_of_an_agenda_in_one_step(client, officer, private_files):
    urgent = make_entry("River wall", public=True, key_route="special_urgency")
    make_notice(urgent, "special_urgency", public=True)
    actions_plan.mark_decided(urgent, decided_on=AT.date(), by=None, at=AT)
    meeting = factories.make_meeting(factories.make_body("Council", "council"), NEVER)
    item = factories.make_item(meeting, title="Urgent decisions", agenda_number="9")
    past = factories.make_item(factories.make_meeting(held_on=datetime.date(2026, 10, 6)), title="Long past")
    page = client.get(address("plan-urgency"), {"period": "2026/27"}).content.decode()
    assert "Council, 1 February 2099: 9 Urgent decisions" in page
    assert past.title not in page
    missing = client.post(address("plan-urgency"), {"period": "2026/27"})
    assert "Choose the item, or add it to the agenda of the meeting first" in words_of(missing)
    for _ in range(2):
        sent = client.post(address("plan-urgency"), {"period": "2026/27", "item": item.pk})
        assert sent.url == f"/officer/items/{item.public_id}/#document"
    paper = Document.objects.get()
    assert (paper.item, paper.title) == (item, "Decisions of special urgency, 2026/27")
    facts = (paper.kind, paper.format, paper.page_count, paper.is_published, paper.needs_a_look)
    assert facts == ("report", "PDF", 1, False, False)
    with paper.file.open() as file:
        assert "River wall" in pypdfium2.PdfDocument(file.read())[0].get_textpage().get_text_range()
