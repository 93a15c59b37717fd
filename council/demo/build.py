"""Loads the demonstration council: all of it or nothing."""

from __future__ import annotations

import datetime

from django.core.files.storage import default_storage
from django.db import transaction

from council.demo import people
from council.demo.days import DAYS_BACK, Diary, in_office, plus
from council.demo.minutes import set_up_members
from council.demo.plan import Plan
from council.demo.programme import Programme
from council.demo.sealed import schedule_mistakes
from council.demo.stage import Stage, read_words
from council.models import OldAddress
from council.search import index
from meetings import actions
from meetings.models import Issue, Meeting
from meetings.published import item_address, meeting_address


def load(today: datetime.date) -> None:
    """Make the demonstration as it stands on the morning of `today`; where that fails nothing of it stays.

    Rendered PDFs alone may stay behind: they are kept by their digest and are found again.
    """
    stage = Stage(today, Diary(today))
    try:
        with transaction.atomic(), index.put_off():
            people.set_up(stage)
            set_up_members(stage)
            schedule_issues(stage)
            Programme(stage).write()
            schedule_mistakes(stage)
            Plan(stage).write()
            stage.at(in_office(plus(today, -205), "08:45"), lambda at: spell_out_address(stage))
            stage.play()
    except BaseException:
        for name in stage.files:
            default_storage.delete(name)
        raise


def schedule_issues(stage: Stage) -> None:
    """Issues are opened before the first meeting that speaks of them; one stays a draft."""

    def opened(words: dict[str, str], at: datetime.datetime) -> None:
        by = stage.users["democracy"]
        changes = {name: text for name, text in words.items() if name not in ("key", "is_draft")}
        issue = actions.save(Issue(), changes=changes, by=by, at=at)
        stage.records[f"issue:{words['key']}"] = issue if "is_draft" in words else actions.publish(issue, by=by, at=at)

    first = plus(stage.today, -DAYS_BACK - 60)
    for number, words in enumerate(read_words("issues")["issues"]):
        stage.at(in_office(plus(first, number), "09:10"), lambda at, words=words: opened(words, at))  # type: ignore[misc]


def spell_out_address(stage: Stage) -> None:
    """The Homes and Climate Panel gets a clearer address; every page under the old one leads on."""
    body = stage.bodies[people.NEW_SLUG]
    meetings = Meeting.objects.filter(body=body).exclude(place="").select_related("body")
    before = {meeting.pk: addresses_of(meeting) for meeting in meetings}
    body.slug = people.NEW_SLUG
    body.save()
    for meeting in meetings.all():
        for old, new in zip(before[meeting.pk], addresses_of(meeting), strict=True):
            OldAddress.objects.create(path=old, new_path=new)


def addresses_of(meeting: Meeting) -> list[str]:
    """The public paths of a meeting and its items."""
    items = meeting.items.exclude(slug="").select_related("meeting__body").order_by("pk")
    return [meeting_address(meeting), *map(item_address, items)]
