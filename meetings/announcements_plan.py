"""What publication writes down of the forward plan: entries and how they moved, notices, representations, editions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from council.models.published import PublishedRecord
from council.publication import Announcement, local_date
from council.statute.wording import long_date
from meetings import published_plan as published
from meetings.models import Notice, PlanEdition, PlanEntry, Representation
from meetings.published import public_title


def _of(record: PublishedRecord, entry: PlanEntry, sentence: str, **facts: Any) -> Announcement:
    is_followed = entry.issue is not None
    return Announcement(
        sentence=sentence[:1000],
        happened_on=local_date(record.changed_at or record.published_at),
        body=entry.body,
        issue_reference=entry.issue.public_id.hex if is_followed and entry.issue else "",
        **facts,
    )


def entry(record: PlanEntry) -> Announcement:
    """A decision is on the forward plan."""
    names = _names(record)
    words = (
        _("On the forward plan, a key decision by %(maker)s, %(due)s: %(title)s")
        if record.is_key
        else _("On the forward plan, a decision by %(maker)s, %(due)s: %(title)s")
    )
    return _of_entry(record, words % names)


def _names(record: PlanEntry) -> dict[str, str]:
    return {
        "maker": published.maker_words(record),
        "due": published.due_words_of(record),
        "title": public_title(record),  # type: ignore[arg-type]
    }


def _of_entry(record: PlanEntry, sentence: str) -> Announcement:
    snapshot = published.PLAN_ENTRY.read(record)
    del snapshot["issue"]  # another record's title: its words would stay here when that one is withdrawn or sealed
    return _of(record, record, sentence, snapshot=snapshot, address=published.plan_entry_address(record))


def moved(record: PlanEntry) -> Announcement:
    """An entry was rescheduled, deferred, taken off the plan or decided: the latest moment of its history."""
    last = record.history[-1]
    shown = published.PLAN_ENTRY.read(record)["history"][-1]
    words = {
        "reschedule": _("The decision was moved from %(before)s to %(after)s: %(title)s"),
        "defer": _("The decision planned for %(before)s was deferred: %(title)s"),
        "drop": _("The decision planned for %(before)s was taken off the forward plan: %(title)s"),
        "decide": _("The decision on the forward plan was made on %(after)s: %(title)s"),
    }[last["act"]]
    sentence = words % (_names(record) | {"before": shown["before"], "after": shown["after"]})
    return _of_entry(record, f"{sentence}. {shown['reason']}" if shown["reason"] else sentence)


def notice(record: Notice) -> Announcement:
    """A notice was given."""
    facts = {"what": record.get_kind_display(), "title": public_title(record.plan_entry)}  # type: ignore[arg-type]
    return _of(
        record,
        record.plan_entry,
        _("%(what)s: %(title)s") % facts,
        snapshot=published.NOTICE.read(record),
        address=published.notice_address(record),
    )


def representation(record: Representation) -> Announcement:
    """What somebody wrote about meeting in private is summed up in public."""
    above = record.notice.plan_entry
    sentence = _("Somebody wrote about meeting in private: %(title)s") % {"title": public_title(above)}  # type: ignore[arg-type]
    snapshot = published.REPRESENTATION.read(record)
    return _of(record, above, sentence, snapshot=snapshot, address=published.plan_entry_address(above))


def edition(record: PlanEdition) -> Announcement:
    """The plan was published as it stands."""
    day = local_date(record.published_at)
    names = {"day": long_date(day), "what": str(record)}
    return Announcement(
        snapshot=published.EDITION.read(record),
        sentence=_("%(what)s published on %(day)s") % names,
        address=published.edition_address(record),
        happened_on=day,
        body=record.body,
    )


DESCRIBE: dict[type[PublishedRecord], Callable[[Any], Announcement]] = {
    PlanEntry: entry,
    Notice: notice,
    Representation: representation,
    PlanEdition: edition,
}
