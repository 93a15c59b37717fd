"""The tracker: one row a recommendation, from what it was to where it stands, as at a day. Public words alone.

What is read here is public, so that a tracker, or a paper made from it, can go on an agenda as it is. Everything is
read in a number of queries that does not grow with the rows, and put together in memory: that is what lets the same
code say how things stood on an earlier day.
"""

from __future__ import annotations

import datetime
import uuid
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from council.models import Council
from council.publication import local_date
from council.statute.periods import municipal_year
from meetings.models import Meeting
from meetings.pages import some
from recommendations import published
from recommendations.choices import NoAction, Origin, ResponseKind
from recommendations.choices_progress import CLOSED_STATES, Implementation
from recommendations.implementation import implementation, is_overdue
from recommendations.leads import NowLed, leads_of, now_led
from recommendations.models import (
    Action,
    CabinetResponse,
    CommitteeReview,
    ProgressUpdate,
    Recommendation,
    ResponseItem,
)
from recommendations.published_progress import recommendation_address
from recommendations.querysets_progress import TAKE_PLACE
from recommendations.states import is_timed
from recommendations.tracked_words import asked_words, comment_words

Facts = dict[str, Any]


@dataclass(frozen=True)
class TrackedAction:
    """What was promised, by whom, by when; whether its day has gone without a word that it ended."""

    description: str
    lead: str
    lead_slug: str
    due_on: datetime.date | None
    is_overdue: bool
    now_led: NowLed | None = None
    is_due_soon: bool = False

    @property
    def led_by(self) -> str:
        """The post that leads it now, after every hand-over."""
        return self.now_led.title if self.now_led else self.lead


@dataclass(frozen=True)
class Tracked:
    """One recommendation as at a day."""

    key: uuid.UUID
    set_key: uuid.UUID
    reference: str
    label: str
    place: int
    words: str
    subject: str
    origin: str
    made_by: str
    made_by_slug: str
    made_on: datetime.date | None
    year: str
    addressee: str
    addressee_slug: str
    received_on: datetime.date | None
    due_on: datetime.date | None
    is_due: bool
    is_due_soon: bool
    respondent: str
    respondent_slug: str
    outcome: str
    outcome_words: str
    comment: str
    answered_on: datetime.date | None
    actions: tuple[TrackedAction, ...]
    no_action: str
    latest: str
    latest_on: datetime.date | None
    status: str
    rag: str
    reviewed_on: datetime.date | None
    address: str
    page: str

    @property
    def name(self) -> str:
        """Its reference and label, "SR-2026-1, 3)"; without a label its place, "SR-2026-1, no. 3"."""
        return f"{self.reference}, {self.label or _('no. %(place)d') % {'place': self.place}}"

    @property
    def status_words(self) -> str:
        """Where it stands, as a word: awaiting an answer comes before any progress."""
        if not self.outcome:
            return _("Awaiting an answer")
        return str(Implementation(self.status).label)

    @property
    def is_closed(self) -> bool:
        """Whether scrutiny has closed it."""
        return self.status in CLOSED_STATES

    @property
    def owners(self) -> tuple[str, ...]:
        """The posts that lead its actions now."""
        return tuple(dict.fromkeys(action.led_by for action in self.actions if action.led_by))


# What a row says of a recommendation and of the answer to it; not the recommendation again, nor what it reads itself.
OF_RECOMMENDATION = ("is_withheld", "public_summary", "text", "limbs")
OF_ANSWER = tuple(
    field.name for field in published.RESPONSE_ITEM.fields if field.name not in ("recommendation", "actions")
)


def tracked(sets: Any, council: Council, on: datetime.date) -> list[Tracked]:
    """A row for each recommendation of public `sets`, as everything stood at the end of `on`: newest set first."""
    rows = rows_with_all(sets, on)
    days = meeting_days({row.set.made_by_id for row in rows}, on)
    return put_together(rows, days, council, on)


def rows_with_all(sets: Any, on: datetime.date) -> list[Any]:
    """The recommendations of public `sets` made by `on`, with answers, updates and reviews, the latest first."""
    public = sets.published().filter(withdrawn_at=None).exclude(made_on__gt=on)
    rows = Recommendation.objects.filter(set__in=public.order_by().values("pk"))
    rows = rows.select_related("set__made_by", "set__addressee", "duty").annotate(leads=leads_of())
    return list(rows.prefetch_related(*_belongings(on)).order_by("-set__made_on", "-set", "position"))


def put_together(
    rows: list[Any], days: dict[int, list[datetime.date]], council: Council, on: datetime.date
) -> list[Tracked]:
    """The tracker's rows, from what `rows_with_all` and `meeting_days` read."""
    return [_row(row, _answer(row, on), days.get(row.set.made_by_id, []), council, on) for row in rows]


def _belongings(on: datetime.date) -> Iterable[Prefetch]:
    """Answers, updates and reviews that were public, the latest first, as lists."""
    answers = ResponseItem.objects.filter(CabinetResponse.public_when("response__"), response__kind=ResponseKind.FULL)
    answers = answers.select_related("response__respondent__office").order_by("-response__version")
    actions = Action.objects.select_related("lead_office")
    yield Prefetch("answers", answers.prefetch_related(Prefetch("actions", actions)), to_attr="told_answers")
    updates = ProgressUpdate.objects.published().filter(public_on__lte=on).order_by("-as_at", "-pk")
    yield Prefetch("updates", updates, to_attr="told_updates")
    reviews = CommitteeReview.objects.published().filter(reviewed_on__lte=on).order_by("-reviewed_on", "-pk")
    yield Prefetch("reviews", reviews, to_attr="told_reviews")


def meeting_days(bodies: set[int], on: datetime.date) -> dict[int, list[datetime.date]]:
    """The days on which each body met before `on`, in their order."""
    met: dict[int, list[datetime.date]] = defaultdict(list)
    held = Meeting.objects.published().filter(body__in=bodies, held_on__lt=on, status__in=TAKE_PLACE)
    for body, day in held.order_by("held_on").values_list("body_id", "held_on"):
        met[body].append(day)
    return met


def _answer(row: Any, on: datetime.date) -> ResponseItem | None:
    """The answer that stood on that day: the latest version agreed by then."""
    for answer in row.told_answers:
        if (answer.response.approved_on or local_date(answer.response.published_at)) <= on:
            answer.recommendation = row
            return answer
    return None


def _row(
    row: Any,
    answer: ResponseItem | None,
    met: list[datetime.date],
    council: Council,
    on: datetime.date,
) -> Tracked:
    found = row.set
    facts = some(published.RECOMMENDATION, row, OF_RECOMMENDATION)
    said = some(published.RESPONSE_ITEM, answer, OF_ANSWER) if answer else {}
    updates, reviews = row.told_updates, row.told_reviews
    review = reviews[0] if reviews else None
    response = answer.response if answer else None
    actions = list(answer.actions.all()) if answer else []
    latest_public = updates[0].public_on if updates else None
    status = implementation(
        said.get("outcome", ""),
        [action.key for action in actions],
        updates,
        reviews,
        was_met_since=latest_public is not None and bisect_right(met, latest_public) < len(met),
    )
    asked = row.duty or found
    received_on = asked.received_on or found.received_on
    has_clock = is_timed(asked.due_on, received_on, council)
    soon = on + datetime.timedelta(days=council.due_soon_days)
    after = soon + datetime.timedelta(days=1)
    return Tracked(
        key=row.key,
        set_key=found.public_id,
        reference=found.reference,
        label=row.label,
        place=row.position,
        words=asked_words(facts),
        subject=found.subject,
        origin=str(Origin(found.origin).label) if found.origin else "",
        made_by=found.made_by.name,
        made_by_slug=found.made_by.slug,
        made_on=found.made_on,
        year=municipal_year(found.made_on).name if found.made_on else "",
        addressee=row.duty.name if row.duty else found.addressee.name,
        addressee_slug=found.addressee.slug,
        received_on=received_on if received_on and received_on <= on else None,
        due_on=asked.due_on if has_clock else None,
        is_due=not answer and has_clock and asked.due_on < on,
        is_due_soon=not answer and has_clock and on <= asked.due_on <= soon,
        respondent=response.respondent_title if response else "",
        respondent_slug=response.respondent.office.slug if response and response.respondent else "",
        outcome=said.get("outcome", ""),
        outcome_words=said.get("outcome_words", ""),
        comment=comment_words(said) if said else "",
        answered_on=response.approved_on if response else None,
        actions=tuple(
            TrackedAction(
                action.description,
                action.lead_title,
                action.lead_office.slug if action.lead_office else "",
                action.due_on,
                is_overdue(action.due_on, action.key, updates, reviews, on),
                _led_then(now_led(row.leads, action.key.hex, action.lead_title), on),
                bool(action.due_on and action.due_on >= on)
                and is_overdue(action.due_on, action.key, updates, reviews, after),
            )
            for action in actions
        ),
        no_action=_no_action(said),
        latest=updates[0].narrative if updates and not facts["is_withheld"] else "",
        latest_on=updates[0].as_at if updates else None,
        status=str(status),
        rag=review.get_rag_display() if review and review.rag else "",
        reviewed_on=review.reviewed_on if review else None,
        address=published.set_address(found),
        page=recommendation_address(row),
    )


def _led_then(change: NowLed | None, on: datetime.date) -> NowLed | None:
    """A change of who leads, had it come by that day."""
    return change if change and change.since <= on else None


def _no_action(said: Facts) -> str:
    """Why there is no separate action, in the words of the answer; empty where nothing is said of it."""
    if said.get("no_action", "") in ("", NoAction.NOT_RECORDED):
        return ""
    return ": ".join(filter(None, (said["no_action_words"], said["no_action_reason"])))
