"""The days by which recommendations have to be answered, as events of a calendar: one for each who has to answer.

A calendar shows a date by the same rule as the pages (`states.is_timed`): none before the council's clocks start.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from council import ical
from council.models import Council
from council.statute.wording import long_date
from recommendations import clock, states, wording
from recommendations.choices import ResponseKind
from recommendations.following import MOST_SETS
from recommendations.listing import set_facts
from recommendations.models import CabinetResponse, Duty, Recommendation
from recommendations.published import DUTY, set_address

# What was due longer ago is in the calendar only while nobody has answered.
DAYS_BACK = 366

Facts = dict[str, Any]
Absolute = Callable[[str], str]


def followed(sets: QuerySet[Any], on: dt.date) -> QuerySet[Any]:
    """Of these public sets those whose days a calendar holds, with all that `events` reads."""
    since = on - dt.timedelta(days=DAYS_BACK)
    duties = Duty.objects.filter(set=OuterRef("pk"))
    lately = Q(due_on__gte=since) | Exists(duties.filter(due_on__gte=since))
    keys = (sets.filter(lately) | sets.awaiting()).order_by().values("pk")  # type: ignore[attr-defined]
    found = sets.model.objects.filter(pk__in=keys).select_related("made_by", "addressee")
    own = Recommendation.objects.filter(set=OuterRef("pk"), duty=None)
    answers = CabinetResponse.objects.filter(published_at__isnull=False).order_by("version")
    return found.annotate(has_own=Exists(own)).prefetch_related(
        Prefetch("duties", Duty.objects.order_by("number"), to_attr="further"),
        Prefetch("responses", answers.select_related("respondent"), to_attr="answers"),
    ).order_by("-pk")[:MOST_SETS]  # fmt: skip


def events(sets: Any, absolute: Absolute, council: Council, *, office: int | None = None) -> list[ical.Event]:
    """An event for each day by which somebody has to answer, the earliest first; with `office` its answers only."""
    found = []
    for one in sets:
        answers: dict[int | None, list[CabinetResponse]] = defaultdict(list)
        for response in one.answers:
            answers[response.duty_id].append(response)
        duties = [None] * one.has_own + list(one.further)
        for duty in duties:
            own = answers[duty.pk if duty else None]
            due_on, received_on = (duty or one).due_on, (duty and duty.received_on) or one.received_on
            if states.is_timed(due_on, received_on, council) and (office is None or _is_of(own, office)):
                found.append(_event(one, duty, due_on, own, absolute))
    return sorted(found, key=lambda event: (event.on, event.uid))


def _is_of(answers: list[CabinetResponse], office: int) -> bool:
    """Whether somebody in that office has answered in public."""
    return any(one.respondent and one.respondent.office_id == office for one in answers if not one.is_withdrawn)


def _event(one: Any, duty: Duty | None, due_on: Any, answers: list[CabinetResponse], absolute: Absolute) -> ical.Event:
    facts = set_facts(one)
    if duty is not None:
        of_duty = DUTY.read(duty)
        facts |= {"addressee": {"name": of_duty["name"]}} | {name: of_duty[name] for name in ("due_on", "due_basis")}
    # What was withdrawn counts too: its entry stands in the register, and a calendar's number may only rise.
    records = [one, *answers]
    answer = next((found for found in answers if found.kind == ResponseKind.FULL and not found.is_withdrawn), None)
    names = {"who": wording.name_of(facts["addressee"]), "about": wording.about(facts), "reference": one.reference}
    summary = (
        _("Answered: %(about)s (%(reference)s)") if answer else _("%(who)s: answer due on %(about)s (%(reference)s)")
    )
    address = absolute(set_address(one))
    return ical.Event(
        uid=str(uuid.uuid5(one.public_id, f"answer {duty.number if duty else 0}")),
        sequence=max(record.entry_id for record in records),
        on=due_on,
        at=None,
        summary=summary % names,
        # Nobody waits for this day any more: a program takes it out or strikes it through (RFC 5545 3.8.1.11).
        status=ical.Status.CANCELLED if answer else ical.Status.CONFIRMED,
        created_at=one.published_at,
        changed_at=max(record.changed_at for record in records),
        description=_described(facts, answer, address),
        url=address,
    )


def _described(facts: Facts, answer: CabinetResponse | None, address: str) -> str:
    """Whether it was answered, what the day is, who asked, and where to read on."""
    made = {"body": facts["made_by"]["name"], "day": long_date(day) if (day := clock.day(facts["made_on"])) else ""}
    answered = ""
    if answer is not None:
        on = {"day": long_date(answer.approved_on)} if answer.approved_on else {}
        answered = _("Answered on %(day)s.") % on if on else _("Answered. On which day is not recorded.")
    parts = [
        answered,
        clock.basis_words(facts),
        _("Made by %(body)s on %(day)s.") % made if made["day"] else _("Made by %(body)s.") % made,
        _("All about these recommendations: %(address)s") % {"address": address},
    ]
    return "\n\n".join(filter(None, parts))
