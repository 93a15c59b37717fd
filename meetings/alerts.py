"""What of meetings may be followed by e-mail: issues, wards, and the digest of a day's decisions.

The wards of a record are what officers wrote ("Harbour, Old Town"), as the public reads them: of a withheld one, none;
and those of the public issue it belongs to. A ward is followed by the part of an address that its page has.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.alerts.sources import DigestPart, Followed, Happening, Kind, Topic, Touched
from council.models import Council
from council.statute.wording import long_date
from council.subjects import EVERYWHERE, names_of, slug_of, slugs_in
from council.templatetags.words import clock
from meetings import subjects
from meetings.choices_decisions import DecisionStatus
from meetings.models import CallIn, CallInStep, Decision, Document, Issue, Notice, PlanEntry, Representation
from meetings.published import issue_address
from meetings.published_decisions import decision_address, decision_title
from meetings.querysets_decisions import for_lists, with_status

EVERY_DECISION = "all"
DECIDED = ("decision", "itemoutcome")
MOST_LISTED = 30


def public_wards() -> dict[str, str]:
    """Every ward that a public record names, as its page's address has it, and its name: those that have a page."""
    return names_of(line for line, _issue, _topic in subjects.public_lines("wards"))


def wards(keys: Collection[str]) -> dict[str, Topic]:
    """Wards that a public record names."""
    word, known = Council.current().ward_word, public_wards() if keys else {}
    return {
        key: Topic(
            known[key] if key == EVERYWHERE else _("%(word)s %(name)s") % {"word": word, "name": known[key]},
            f"/wards/{key}/",
        )
        for key in keys
        if key in known
    }


def issues(keys: Collection[str]) -> dict[str, Topic]:
    """Public issues by their reference."""
    found = Issue.objects.published().filter(reference__in=keys)
    return {issue.reference: Topic(issue.title, issue_address(issue)) for issue in found}


def every_decision(keys: Collection[str]) -> dict[str, Topic]:
    """The digest: of all that was decided."""
    topic = Topic(str(_("every day’s decisions")), reverse("meetings:decision-list"))
    return {key: topic for key in keys if key == EVERY_DECISION}


KINDS = {
    "issue": Kind(gettext_lazy("Issue"), issues),
    "ward": Kind(gettext_lazy("Ward or division"), wards, slug_of),
    "decisions": Kind(gettext_lazy("Digest of decisions"), every_decision, is_digest=True),
}

# How to get from a record to the decision or the entry of the plan whose wards and office count.
WAYS: dict[str, tuple[Any, str]] = {
    "decision": (Decision, ""),
    "callin": (CallIn, "decision"),
    "callinstep": (CallInStep, "call_in__decision"),
    "document": (Document, "decision"),
    "planentry": (PlanEntry, ""),
    "notice": (Notice, "plan_entry"),
    "representation": (Representation, "notice__plan_entry"),
}


def touched(happenings: Sequence[Happening], followed: Followed) -> Touched:
    """The issues, wards and offices of entries; the digest for what was decided."""
    found: Touched = {}
    for one in happenings:
        if one.kind in DECIDED and one.act in ("published", "corrected"):
            found.setdefault(one.serial, set()).add(("decisions", EVERY_DECISION))
    _add_issues(found, happenings, followed)
    for kind, (model, way) in WAYS.items():
        serials: dict[uuid.UUID, list[int]] = {}
        for one in happenings:
            if one.kind == kind:
                serials.setdefault(uuid.UUID(hex=one.reference), []).append(one.serial)
        if serials:
            _add(found, model, way, serials, followed)
    return found


def _add_issues(found: Touched, happenings: Sequence[Happening], followed: Followed) -> None:
    codes = {one.issue_reference for one in happenings if one.issue_reference}
    codes |= {one.reference for one in happenings if one.kind == "issue"}
    if not (codes and (followed.get("issue") or followed.get("ward"))):
        return
    known = {issue.public_id.hex: issue for issue in Issue.objects.filter(public_id__in=codes)}
    for one in happenings:
        issue = known.get(one.reference if one.kind == "issue" else one.issue_reference)
        if issue is not None:
            wards = _wards(issue.wards, followed.get("ward", ())) if issue.is_public else set()
            found.setdefault(one.serial, set()).update({("issue", issue.reference)} | wards)


def _add(found: Touched, model: Any, way: str, serials: dict[uuid.UUID, list[int]], followed: Followed) -> None:
    steps = way.split("__") if way else []
    target_model = model
    for step in steps:
        target_model = target_model._meta.get_field(step).related_model
    needs = ("holding__office", "item") if target_model is Decision else ("holding__office",)
    related = ["__".join([*steps, name]) for name in needs]
    for record in model._base_manager.filter(public_id__in=serials).select_related(*related):
        target = record
        for step in steps:
            target = getattr(target, step)
        if target is not None:
            for serial in serials[record.public_id]:
                found.setdefault(serial, set()).update(_follows(target, followed.get("ward", ())))


def _follows(record: Decision | PlanEntry, wanted: Iterable[str]) -> set[tuple[str, str]]:
    """The office that decides, and the wards as the public reads them."""
    words = "" if isinstance(record, Decision) and record.is_withheld else record.wards
    follows = _wards(words, wanted)
    return follows | ({("office", record.holding.office.slug)} if record.holding else set())


def _wards(words: str, wanted: Iterable[str]) -> set[tuple[str, str]]:
    """Those of the wards that are followed that a line names; all of them where it is about the whole area."""
    named = set(slugs_in(words))
    return {("ward", key) for key in wanted if EVERYWHERE in named or key in named}


def still_open(on: datetime.date) -> DigestPart:
    """The decisions that councillors can call in on this day, and until when."""
    found = with_status(for_lists(), on).filter(status=DecisionStatus.IN_WINDOW).order_by("last_day_on", "-pk")
    lines = []
    for decision in found[:MOST_LISTED]:
        names = {
            "title": decision_title(decision),
            "day": long_date(decision.last_day_on),
            "hour": clock(decision.call_in_hour) if decision.call_in_hour else "",
        }
        words = _("%(title)s: until %(hour)s on %(day)s") if names["hour"] else _("%(title)s: until %(day)s")
        lines.append((words % names, decision_address(decision)))
    if len(found) > MOST_LISTED:
        more = _("and %(n)d more") % {"n": len(found) - MOST_LISTED}
        lines.append((more, reverse("meetings:decision-list") + f"?status={DecisionStatus.IN_WINDOW}"))
    return DigestPart(_("What councillors can call in, and until when"), lines)
