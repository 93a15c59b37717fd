"""Documents of a whole meeting: shown on its page, withdrawn with it; a published document hangs on one thing."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse

from council.publication import RefusedError
from meetings import actions, actions_publish
from meetings.models import Document
from tests import factories as make
from tests.factories import AT
from tests.reading import words_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


def front_sheet(meeting, *, public=True, **fields):
    facts = {"meeting": meeting, "kind": "front_sheet", "title": "Front sheet", "page_count": 14}
    return make.make_document(None, public=public, **facts | fields)


def test_a_front_sheet_stands_on_the_meeting_s_page_with_type_size_and_pages(client):
    meeting = make.make_meeting(public=True)
    front_sheet(meeting)
    assert "Front sheet Front sheet, PDF, 106 KB, 14 pages" in words_of(client.get(meeting.entry.event.address))


def test_it_goes_out_of_sight_with_its_meeting(client):
    meeting = make.make_meeting(public=True)
    sheet = front_sheet(meeting)
    actions.withdraw(meeting, reason="By mistake", by=None, at=AT)
    sheet.refresh_from_db()
    assert sheet.is_withdrawn


def test_it_waits_for_its_meeting():
    sheet = front_sheet(make.make_meeting(), public=False)
    with pytest.raises(RefusedError, match="Publish the meeting first"):
        actions.publish(sheet, by=None, at=AT)


def test_the_agenda_takes_it_along_but_not_the_printed_minutes():
    meeting = make.make_meeting()
    front_sheet(meeting, public=False)
    front_sheet(meeting, public=False, kind="minutes", title="Minutes")
    actions_publish.publish_agenda(meeting, by=None, at=AT)
    public = Document.objects.published().values_list("title", flat=True)
    assert list(public) == ["Front sheet"]


@pytest.mark.parametrize("both", [True, False])
def test_the_database_refuses_a_document_of_two_things_and_a_published_one_of_none(both):
    item = make.make_item(public=True)
    paper = make.make_document(item, public=not both)
    changes = {"meeting": item.meeting} if both else {"item": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        # Past the guard, as a fault in our own code would.
        QuerySet.update(Document._base_manager.filter(pk=paper.pk), **changes)


def test_an_officer_adds_one_on_the_meeting_s_page(client):
    make.make_council()
    client.force_login(make.make_user(("officer", "both"), ("publisher", "both")))
    meeting = make.make_meeting(public=True)
    address = reverse("meetings:officer-meeting-document-add", args=[meeting.public_id])
    typed = {"title": "Printed minutes", "kind": "minutes", "restriction": "open", "format": "PDF"}
    response = client.post(address, typed)
    page = reverse("meetings:officer-meeting", args=[meeting.public_id])
    assert response["Location"] == f"{page}#document"
    assert Document.objects.get().meeting == meeting
    assert "Printed minutes" in words_of(client.get(page))
