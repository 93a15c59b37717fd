"""Notices of meetings, supplements, headings and sub-items in each state, for `tests/site/world.py`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from council import publication
from council.models import Body
from meetings import actions, actions_publish
from meetings.choices import NoticeKind
from meetings.models import AgendaItem, AgendaSupplement, Meeting, MeetingNotice
from tests import factories
from tests.factories import AT

DAY = datetime.date(2026, 12, 8)
MODELS = (MeetingNotice, AgendaSupplement)


def make_notice(meeting: Meeting, kind: str = NoticeKind.CHANGED, **facts: Any) -> MeetingNotice:
    """A published notice of a published meeting."""
    from django.db import transaction

    with transaction.atomic():
        locked = publication.lock(meeting)
        return actions.give_notice(locked, NoticeKind(kind), {"reason": "The lift is broken", **facts}, by=None, at=AT)


def make_supplement(meeting: Meeting, reason: str = "The bill came late.", **fields: Any) -> AgendaSupplement:
    """A published supplement with one late item and its late paper; the agenda is out."""
    item = factories.make_item(meeting, **fields)
    factories.make_document(item, "Late paper")
    return actions_publish.publish_supplement(meeting, reason=reason, by=None, at=AT)


def make_agenda_cases(body: Body, case: Any, canaries: Any) -> Iterator[Any]:
    """A public meeting with notices and supplements, some withdrawn; another that was withdrawn with all of them."""
    meeting = factories.make_meeting(body, DAY, public=True)
    factories.make_item(meeting, public=True)
    words = canaries(MeetingNotice, "withdrawn", {"due_working"})
    yield case("notice", "published", make_notice(meeting))
    gone = make_notice(meeting, **words)
    yield case("notice", "withdrawn", actions.withdraw(gone, reason="By mistake", by=None, at=AT))
    yield case("supplement", "published", make_supplement(meeting, title="A late item"))
    reason = canaries(AgendaSupplement, "withdrawn")["reason"]
    title = canaries(AgendaItem, "withdrawn")["title"]
    late = make_supplement(meeting, reason, title=title)
    item = late.items.get()
    yield case("supplement", "withdrawn", actions.withdraw(late, reason="By mistake", by=None, at=AT))
    item.refresh_from_db()
    yield case("item", "withdrawn", item)
    lost = factories.make_meeting(body, DAY + datetime.timedelta(1), public=True)
    factories.make_item(lost, public=True)
    below = [make_notice(lost, **words), make_supplement(lost, reason, title=title)]
    actions.withdraw(lost, reason="By mistake", by=None, at=AT)
    for record in below:
        yield case("notice" if isinstance(record, MeetingNotice) else "supplement", "withdrawn", record)
