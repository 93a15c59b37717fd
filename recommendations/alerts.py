"""What of recommendations may be followed by e-mail: committees, offices, sets, single recommendations; and duties.

A recommendation is named by its page's address in links, and by its stable key once it is followed.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.alerts.sources import Deadlines, Due, Followed, Happening, Kind, Topic, Touched
from council.models import Body, Council, PublicEvent
from council.statute.wording import long_date
from meetings.models import Document, Meeting
from recommendations.announcements import about
from recommendations.following import known_offices
from recommendations.lifecycle import name_of
from recommendations.models import (
    Action,
    CabinetResponse,
    CommitteeReview,
    LeadChange,
    ProgressUpdate,
    Recommendation,
    RecommendationSet,
)
from recommendations.progress_lines import short_name
from recommendations.published import set_address
from recommendations.published_progress import recommendation_address
from recommendations.querysets import awaited_parts
from recommendations.querysets_progress import open_actions, public_rows

ONE_DAY = datetime.timedelta(days=1)


def committees(keys: Collection[str]) -> dict[str, Topic]:
    """Bodies that a public record names, by slug: the same that have a page."""
    public = RecommendationSet.objects.published()
    named = (
        Q(Exists(PublicEvent.objects.shown().filter(body=OuterRef("pk"))))
        | Q(Exists(Meeting.objects.published().filter(body=OuterRef("pk"))))
        | Q(Exists(public.filter(Q(made_by=OuterRef("pk")) | Q(addressee=OuterRef("pk")))))
    )
    found = Body.objects.filter(named, slug__in=keys)
    return {body.slug: Topic(body.name, reverse("recommendations:committee", args=[body.slug])) for body in found}


def offices(keys: Collection[str]) -> dict[str, Topic]:
    """Offices that a public answer or action names, by slug: the same that have a page."""
    found = known_offices().filter(slug__in=keys)
    return {office.slug: Topic(office.title, reverse("recommendations:office", args=[office.slug])) for office in found}


def sets(keys: Collection[str]) -> dict[str, Topic]:
    """Public sets by their reference."""
    found = RecommendationSet.objects.published().filter(reference__in=keys)
    words = {one.reference: _("the recommendations about %(subject)s") % {"subject": about(one)} for one in found}
    return {one.reference: Topic(words[one.reference], set_address(one)) for one in found}


def rows(keys: Collection[str]) -> dict[str, Topic]:
    """Recommendations of public sets by their key."""
    known = [key for key in keys if _as_key(key)]
    found = public_rows().filter(key__in=known).select_related("set")
    return {
        row.key.hex: Topic(
            _("%(name)s about %(subject)s") % {"name": short_name(row), "subject": about(row.set)},
            recommendation_address(row),
        )
        for row in found
    }


def row_named(text: str) -> str:
    """The key of the recommendation at "SR-2026-1/2"; a key stays itself."""
    if _as_key(text):
        return text
    reference, _slash, place = text.partition("/")
    if not (place.isascii() and place.isdigit() and len(place) < 6):
        return ""
    row = public_rows().filter(set__reference=reference, position=int(place)).first()
    return row.key.hex if row else ""


def _as_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(hex=text) if len(text) == 32 else None
    except ValueError:
        return None


KINDS = {
    "committee": Kind(gettext_lazy("Committee"), committees),
    "office": Kind(gettext_lazy("Office"), offices),
    "recommendations": Kind(gettext_lazy("Recommendations made together"), sets),
    "recommendation": Kind(gettext_lazy("Recommendation"), rows, row_named),
}

# How to get from a record to the facts of its set, and which office it names.
OF_SET = ("reference", "made_by__slug", "addressee__slug")
ANSWERED_BY = ("respondent__office__slug", "duty__office__slug")
WAYS: tuple[tuple[str, Any, str, tuple[str, ...], str], ...] = (
    ("recommendationset", RecommendationSet, "", (), ""),
    ("cabinetresponse", CabinetResponse, "set__", ANSWERED_BY, ""),
    ("progressupdate", ProgressUpdate, "set__", ("office__slug",), "recommendation__key"),
    ("committeereview", CommitteeReview, "set__", (), "recommendation__key"),
    ("leadchange", LeadChange, "set__", ("office__slug",), ""),
    ("document", Document, "recommendation_set__", (), ""),
    ("document", Document, "response__set__", tuple(f"response__{name}" for name in ANSWERED_BY), ""),
    ("document", Document, "update__set__", ("update__office__slug",), "update__recommendation__key"),
)


def touched(happenings: Sequence[Happening], followed: Followed) -> Touched:
    """What each entry about a set, an answer, an update or a review touches; committees of every entry."""
    found: Touched = {one.serial: {("committee", one.body_slug)} for one in happenings if one.body_slug}
    sets_of: dict[int, str] = {}
    for kind, model, way, office_columns, key_column in WAYS:
        serials = _serials(happenings, kind)
        if not serials:
            continue
        columns = [
            "public_id",
            *(way + name for name in OF_SET),
            *office_columns,
            *([key_column] if key_column else []),
        ]
        rows = model._base_manager.filter(public_id__in=serials, **{f"{way}reference__isnull": False})
        for row in rows.values(*columns):
            follows = {("recommendations", row[f"{way}reference"])}
            follows |= {("committee", row[f"{way}{name}__slug"]) for name in ("made_by", "addressee")}
            follows |= {("office", row[name]) for name in office_columns if row[name]}
            if key_column:
                follows.add(("recommendation", row[key_column].hex))
            for serial in serials[row["public_id"]]:
                found.setdefault(serial, set()).update(follows)
                if not key_column:
                    sets_of[serial] = row[f"{way}reference"]
    _add_rows(found, sets_of, followed)
    _add_leads(found, _serials(happenings, "cabinetresponse"), followed)
    return found


def _serials(happenings: Sequence[Happening], kind: str) -> dict[uuid.UUID, list[int]]:
    found: dict[uuid.UUID, list[int]] = {}
    for one in happenings:
        if one.kind == kind:
            found.setdefault(uuid.UUID(hex=one.reference), []).append(one.serial)
    return found


def _add_rows(found: Touched, sets_of: dict[int, str], followed: Followed) -> None:
    """An entry about a whole set, or an answer to it, touches every recommendation of it."""
    keys = [key for key in followed.get("recommendation", ()) if _as_key(key)]
    if not (sets_of and keys):
        return
    wanted = Recommendation.objects.filter(key__in=keys, set__reference__in=set(sets_of.values()))
    for key, reference in wanted.values_list("key", "set__reference"):
        for serial, of in sets_of.items():
            if of == reference:
                found.setdefault(serial, set()).add(("recommendation", key.hex))


def _add_leads(found: Touched, serials: dict[uuid.UUID, list[int]], followed: Followed) -> None:
    """An answer touches the offices that lead its actions."""
    if not (serials and followed.get("office")):
        return
    leads = Action.objects.filter(response_item__response__public_id__in=serials, lead_office__isnull=False)
    for response, slug in leads.values_list("response_item__response__public_id", "lead_office__slug"):
        for serial in serials[response]:
            found.setdefault(serial, set()).add(("office", slug))


def between(first: datetime.date, last: datetime.date) -> Iterator[Due]:
    """Answers and actions that fall due from one day to another, or turned overdue: of each the latest of the two."""
    window = (first - ONE_DAY, last)
    for due_on, make in (*_answers(due_on__range=window), *_actions(due_on__range=window)):
        is_over = due_on < last  # the day after it is within the days asked for
        yield make(is_over)


def named(names: Collection[str]) -> Iterator[Due]:
    """Those of these names that are still open, due on the same day, and public."""
    codes = {name.split(":")[1] for name in names if name.count(":") == 4 and _as_key(name.split(":")[1])}
    for _due_on, make in (*_answers(codes), *_actions(codes)):
        for due in (make(False), make(True)):
            if due.about in names:
                yield due


def _answers(codes: Collection[str] | None = None, **when: Any) -> list[tuple[datetime.date, Any]]:
    council = Council.current()
    own, duties = awaited_parts(council.clock_starts_on)
    own, duties = own.filter(**when), duties.filter(**when)
    if codes is not None:
        own, duties = own.filter(public_id__in=codes), duties.filter(set__public_id__in=codes)
    own = own.select_related("made_by", "addressee", "issue").prefetch_related("recommendations")
    found = []
    for one in own.order_by("pk"):
        keys = [row.key for row in one.recommendations.all() if row.duty_id is None]
        found.append((one.due_on, _answer(one, "1", one.addressee.name, one.due_on, "", keys)))
    duties = duties.select_related("office", "set__made_by", "set__addressee", "set__issue")
    for duty in duties.prefetch_related("recommendations").order_by("pk"):
        office = duty.office.slug if duty.office else ""
        keys = [row.key for row in duty.recommendations.all()]
        found.append((duty.due_on, _answer(duty.set, str(duty.number), duty.name, duty.due_on, office, keys)))
    return found


def _answer(
    found: RecommendationSet, number: str, who: str, due_on: datetime.date, office: str, keys: list[uuid.UUID]
) -> Any:
    def make(is_over: bool) -> Due:
        names = {"who": who, "subject": about(found), "day": long_date(due_on)}
        words = (
            _("Overdue: %(who)s had to answer the recommendations about %(subject)s by %(day)s")
            if is_over
            else _("Due on %(day)s: %(who)s has to answer the recommendations about %(subject)s")
        )
        follows = _follows(found, office) | {("recommendation", key.hex) for key in keys}
        name = f"answer:{found.public_id.hex}:{number}:{due_on:%Y%m%d}:{'over' if is_over else 'due'}"
        return Due(name, due_on, words % names, set_address(found), frozenset(follows))

    return make


def _actions(codes: Collection[str] | None = None, **when: Any) -> list[tuple[datetime.date, Any]]:
    found = open_actions().filter(due_on__isnull=False, **when)
    if codes is not None:
        found = found.filter(key__in=codes)
    row = "response_item__recommendation__set"
    actions = found.select_related("lead_office", f"{row}__made_by", f"{row}__addressee", f"{row}__issue")
    return [(one.due_on, _action(one)) for one in actions.order_by("pk")]


def _action(action: Action) -> Any:
    """Not in the words of the action: the page has them, if they are public."""
    row = action.response_item.recommendation
    due_on: Any = action.due_on

    def make(is_over: bool) -> Due:
        names = {"label": name_of(row), "subject": about(row.set), "day": long_date(due_on)}
        words = (
            _("Overdue: what was promised by %(day)s on recommendation %(label)s about %(subject)s")
            if is_over
            else _("Due on %(day)s: what was promised on recommendation %(label)s about %(subject)s")
        )
        office = action.lead_office.slug if action.lead_office else ""
        follows = _follows(row.set, office) | {("recommendation", row.key.hex)}
        name = f"action:{action.key.hex}:1:{due_on:%Y%m%d}:{'over' if is_over else 'due'}"
        return Due(name, due_on, words % names, recommendation_address(row), frozenset(follows))

    return make


def _follows(found: RecommendationSet, office: str) -> set[tuple[str, str]]:
    follows = {
        ("committee", found.made_by.slug), ("committee", found.addressee.slug), ("recommendations", found.reference),
    }  # fmt: skip
    follows |= {("office", office)} if office else set()
    return follows | ({("issue", found.issue.reference)} if found.issue and found.issue.reference else set())


DEADLINES = Deadlines(between, named)
