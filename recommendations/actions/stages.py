"""The stages of a published set: sent, received, deferred, its response noted, monitored, closed; and several at once.

Each stage is an entry of the register. The notice to who has to answer is made when the set is sent.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.db import transaction

from council import files, publication
from council.canonical import plain
from council.drafts import save_draft
from council.models import ReferenceCounter, User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission, require
from meetings.models import AgendaItem
from recommendations import announcements, published
from recommendations.actions.rows import Days, give_days, write_due_dates
from recommendations.actions.sets import publish_set
from recommendations.choices import SetStatus
from recommendations.due import due_fields
from recommendations.lifecycle import NEEDS_ANSWER, SET_TRANSITIONS, follow, stage_before
from recommendations.models import RecommendationSet
from recommendations.papers import notice_pdf

Day = datetime.date


def reread_set(recommendation_set: RecommendationSet) -> RecommendationSet:
    """The stored set with its recommendations, read afresh."""
    related = RecommendationSet.objects.select_related("made_by", "addressee", "issue")
    return related.prefetch_related("recommendations__duty").get(pk=recommendation_set.pk)


def notice_facts(recommendation_set: RecommendationSet, sent_on: Day, reference: str = "") -> dict[str, Any]:
    """What the notice says: the public words of the set, as they were when it was sent."""
    facts = published.SET.read(recommendation_set)
    said = {name: facts[name] for name in published.NOTICE}
    return said | {"reference": reference or facts["reference"], "sent_on": plain(sent_on)}


def send_set(
    recommendation_set: RecommendationSet, *, sent_on: Day, edit_number: int | None, by: User | None,
    at: datetime.datetime,
) -> RecommendationSet:  # fmt: skip
    """Record that a published set was sent, with its notice. If the notice cannot be made, nothing is recorded."""
    fresh = reread_set(recommendation_set)
    require(by, Permission.PUBLISH_SET, fresh.made_by)
    follow(SET_TRANSITIONS, "send", fresh.status)
    facts = notice_facts(fresh, sent_on)
    digest = _kept(facts)
    with transaction.atomic():
        return _send(recommendation_set, sent_on, facts, digest, edit_number=edit_number, by=by, at=at)


def _kept(facts: dict[str, Any]) -> str:
    pdf = notice_pdf(facts)
    return files.keep(pdf) if pdf else ""


def _send(
    recommendation_set: RecommendationSet, sent_on: Day, facts: dict[str, Any], digest: str, *, edit_number: int | None,
    by: User | None, at: datetime.datetime,
) -> RecommendationSet:  # fmt: skip
    current = reread_set(publication.lock(recommendation_set, edit_number))
    if notice_facts(current, sent_on) != facts:
        raise ChangedSinceError("It changed while the notice was being made. Record it again.")
    changes = {"sent_on": sent_on, "notice_digest": digest}
    return _move_on(recommendation_set, "send", changes, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def receive_set(
    recommendation_set: RecommendationSet, *, received_on: Day, notice_given_on: Day | None, edit_number: int | None,
    by: User | None, at: datetime.datetime, others: Mapping[int, Days] = MappingProxyType({}),
) -> RecommendationSet:  # fmt: skip
    """Record receipt of a published set: the clocks start.

    `others`: number of a further addressee -> the day they received it and that of their notice, where those differ.
    """
    first = min([received_on, *(day for day, _notice in others.values())])
    if recommendation_set.made_on and first < recommendation_set.made_on:
        raise RefusedError("The date of receipt must not be before the date the recommendations were made.")
    if recommendation_set.sent_on and first < recommendation_set.sent_on:
        raise RefusedError("The date of receipt must not be before the date they were sent.")
    changes = {"received_on": received_on, "notice_given_on": notice_given_on}
    changes |= due_fields(recommendation_set.addressee, received_on, notice_given_on)
    said: dict[str, Any] = {"edit_number": edit_number, "by": by, "at": at}
    return _move_on(recommendation_set, "receive", changes, others=others, **said)


def record_stages(
    recommendation_set: RecommendationSet,
    *,
    made_on: Day,
    sent_on: Day | None,
    received_on: Day | None,
    notice_given_on: Day | None = None,
    others: Mapping[int, Days] = MappingProxyType({}),
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> RecommendationSet:
    """Agreed, sent and received at once, each with its own date and its own entry; a draft is published first.

    `others` as for `receive_set`: the days of further addressees that are not those of the set.
    """
    fresh = reread_set(recommendation_set)
    require(by, Permission.PUBLISH_SET, fresh.made_by)
    for day in (received_on, *(day for day, _notice in others.values())):
        _check_order(made_on, sent_on, day)
    fresh.made_on = made_on
    facts = notice_facts(fresh, sent_on, fresh.reference or _next_reference(at)) if sent_on else {}
    digest = _kept(facts) if facts else ""
    with transaction.atomic():
        locked = publication.lock(recommendation_set, edit_number)
        if not locked.is_published:
            at_first = {"made_on": made_on, "received_on": None, "notice_given_on": None}
            save_draft(locked, changes=at_first | due_fields(locked.addressee, None, None), by=by, at=at)
            locked = publish_set(locked, edit_number=None, by=by, at=at)
        elif locked.made_on != made_on:
            raise RefusedError("They are published with another date. Correct that first.")
        if sent_on:
            locked = _send(locked, sent_on, facts, digest, edit_number=None, by=by, at=at)
        if received_on:
            days: dict[str, Any] = {"received_on": received_on, "notice_given_on": notice_given_on, "others": others}
            locked = receive_set(locked, **days, edit_number=None, by=by, at=at)
    return locked


def _check_order(made_on: Day, sent_on: Day | None, received_on: Day | None) -> None:
    if sent_on and sent_on < made_on:
        raise RefusedError("The date they were sent must not be before the date they were agreed.")
    if received_on and received_on < (sent_on or made_on):
        raise RefusedError("The date of receipt must not be before the date they were sent.")


def _next_reference(at: datetime.datetime) -> str:
    """The reference the set will have, if nobody publishes another one meanwhile."""
    series = f"SR-{publication.local_date(at).year}"
    last = ReferenceCounter.objects.filter(series=series).values_list("value", flat=True).first()
    return f"{series}-{(last or 0) + 1}"


@transaction.atomic
def defer_set(
    recommendation_set: RecommendationSet, *, deferred_until: Day, deferred_reason: str, edit_number: int | None,
    by: User | None, at: datetime.datetime,
) -> RecommendationSet:  # fmt: skip
    """Record that a set is put off, until when and why. The clock goes on."""
    if not deferred_reason.strip():
        raise RefusedError("Enter why they are deferred. Residents will read this.")
    changes = {"deferred_until": deferred_until, "deferred_reason": deferred_reason}
    return _move_on(recommendation_set, "defer", changes, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def resume_set(
    recommendation_set: RecommendationSet, *, edit_number: int | None, by: User | None, at: datetime.datetime
) -> RecommendationSet:
    """A deferred set goes on where it stood."""
    return _move_on(recommendation_set, "resume", {}, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def note_response(
    recommendation_set: RecommendationSet, *, noted_on: Day, noted_at: AgendaItem | None, edit_number: int | None,
    by: User | None, at: datetime.datetime,
) -> RecommendationSet:  # fmt: skip
    """Record that the committee noted the response, on which day and at which item."""
    changes = {"noted_on": noted_on, "noted_at": noted_at}
    return _move_on(recommendation_set, "note", changes, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def monitor_set(
    recommendation_set: RecommendationSet, *, monitored_from: Day, edit_number: int | None, by: User | None,
    at: datetime.datetime,
) -> RecommendationSet:  # fmt: skip
    """Record from when the committee follows what is done."""
    changes = {"monitored_from": monitored_from}
    return _move_on(recommendation_set, "monitor", changes, edit_number=edit_number, by=by, at=at)


@transaction.atomic
def close_set(
    recommendation_set: RecommendationSet, *, closed_on: Day, closed_at: AgendaItem | None, closed_reason: str,
    edit_number: int | None, by: User | None, at: datetime.datetime,
) -> RecommendationSet:  # fmt: skip
    """Record that the committee is done with a set, and why. Nobody but scrutiny can."""
    if not closed_reason.strip():
        raise RefusedError("Enter why they are closed. Residents will read this.")
    changes = {"closed_on": closed_on, "closed_at": closed_at, "closed_reason": closed_reason}
    return _move_on(recommendation_set, "close", changes, edit_number=edit_number, by=by, at=at)


def _move_on(
    recommendation_set: RecommendationSet,
    verb: str,
    changes: dict[str, Any],
    *,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
    others: Mapping[int, Days] = MappingProxyType({}),
) -> RecommendationSet:
    locked = publication.lock(recommendation_set, edit_number)
    require(by, SET_TRANSITIONS[verb].permission, locked.made_by)
    changes["status"] = follow(SET_TRANSITIONS, verb, locked.status)
    if verb == "resume":
        changes["status"] = stage_before(locked)
    if verb in NEEDS_ANSWER and not RecommendationSet.objects.answered().filter(pk=locked.pk).exists():
        raise RefusedError("Not everybody who has to answer has answered yet.")
    if changes["status"] != SetStatus.DEFERRED:
        changes |= {"deferred_until": None, "deferred_reason": ""}

    def due_again() -> None:
        give_days(locked, others)
        write_due_dates(locked)

    children = due_again if verb == "receive" else None
    publication.move_on(locked, announcements.moved_on, changes=changes, by=by, at=at, children=children)
    return locked
