"""The rows below a set: its recommendations, and the duties of those who have to answer some of them.

Called inside the actions' transactions, behind the door where the set is public.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from django.db.models import Max

from council.models import Council
from council.publication import RefusedError
from recommendations.due import due_fields, route_to
from recommendations.models import Duty, Recommendation, RecommendationSet

Row = dict[str, Any]
Days = tuple[datetime.date, datetime.date | None]
COLUMNS = (
    "label", "text", "limbs", "dissent_by", "dissent", "restriction", "exempt_paragraphs", "exempt_reason",
    "public_summary",
)  # fmt: skip
# The set's own addressee is the first; further ones are counted on.
FIRST_DUTY = 2


def write_rows(recommendation_set: RecommendationSet, rows: list[Row]) -> None:
    """Make the set's recommendations equal `rows`; a row with the `key` of one that is there changes that one."""
    present = {row.key: row for row in recommendation_set.recommendations.all()}
    duties = _write_duties(recommendation_set, rows)
    wanted = [key_of(row) for row in rows]
    for key, gone in list(present.items()):
        if key not in wanted:
            _refuse_if_answered(gone)
            gone.delete()
    for shift, stays in enumerate(present.values()):
        if stays.key in wanted:  # out of the way, so that places can be swapped under the unique constraint
            stays.position = 10_000 + shift
            stays.save(update_fields=["position"])
    for position, row in enumerate(rows, start=1):
        wanted_key = key_of(row)
        record = present.get(wanted_key) if wanted_key else None
        record = record or Recommendation(set=recommendation_set, key=wanted_key or uuid.uuid4())
        record.position = position
        for name in COLUMNS:
            if name in row:
                setattr(record, name, row[name])
        if "duty" in row:
            _give_to(record, duties.get(_addressee(row["duty"])))
        record.save()
    for duty in recommendation_set.duties.filter(recommendations=None):
        duty.delete()
    recommendation_set._prefetched_objects_cache = {}  # type: ignore[attr-defined]


def key_of(row: Row) -> uuid.UUID | None:
    """The key of the recommendation a row is about; None for a new one."""
    return uuid.UUID(str(row["key"])) if row.get("key") else None


def _refuse_if_answered(recommendation: Recommendation) -> None:
    if any(getattr(recommendation, name).exists() for name in ("answers", "updates", "reviews")):
        raise RefusedError("A recommendation that is being answered or reported on cannot be removed.")


def _addressee(who: Row | None) -> tuple[str, str] | None:
    """Name and route of a further addressee, given as a `body`, an `office` or a `name`, perhaps with its `route`."""
    if not who:
        return None
    body, office = who.get("body"), who.get("office")
    name = body.name if body else office.title if office else who["name"]
    default = route_to(body) if not office else "officer" if office.kind == "officer" else "executive"
    return name, who.get("route") or default


def _write_duties(recommendation_set: RecommendationSet, rows: list[Row]) -> dict[Any, Duty]:
    """The duty of each further addressee that a row names; every due date by the set's dates as they are now."""
    duties = {(duty.name, duty.route): duty for duty in recommendation_set.duties.all()}
    for row in rows:
        who = row.get("duty")
        key = _addressee(who)
        if who is None or key is None or key in duties:
            continue
        body, office = who.get("body"), who.get("office")
        if body == recommendation_set.addressee:
            continue
        last = recommendation_set.duties.aggregate(last=Max("number"))["last"]
        kept_by = body or (office.body if office else None) or recommendation_set.addressee
        duty = Duty(set=recommendation_set, number=(last or FIRST_DUTY - 1) + 1, body=body, office=office)
        duty.name, duty.route = key
        duty.kept_by = kept_by
        duty.save()
        duties[key] = duty
    write_due_dates(recommendation_set)
    return duties


def give_days(recommendation_set: RecommendationSet, others: Mapping[int, Days]) -> None:
    """When further addressees, by their numbers, received the set and were given notice; the rest with the set."""
    for duty in recommendation_set.duties.all():
        duty.received_on, duty.notice_given_on = others.get(duty.number, (None, None))
        duty.save()


def days_of(recommendation_set: RecommendationSet) -> dict[int, Days]:
    """The same as it is stored."""
    own = recommendation_set.duties.filter(received_on__isnull=False)
    return {duty.number: (duty.received_on, duty.notice_given_on) for duty in own}


def write_due_dates(recommendation_set: RecommendationSet) -> None:
    """Work out again when each further addressee has to answer."""
    council = Council.current()
    for duty in recommendation_set.duties.all():
        for name, value in due_fields(duty.route, *duty.days(recommendation_set), council).items():
            setattr(duty, name, value)
        duty.save()


def _give_to(recommendation: Recommendation, duty: Duty | None) -> None:
    is_moved = recommendation.pk is not None and recommendation.duty_id != (duty.pk if duty else None)
    if is_moved and recommendation.answers.exists():
        raise RefusedError("A recommendation that is being answered cannot be given to somebody else.")
    recommendation.duty = duty
