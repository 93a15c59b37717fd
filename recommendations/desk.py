"""What waits for whom on the officers' desk, by when, with the arithmetic; and the officers' list of sets.

Each function needs the same number of queries however many rows there are. Nothing is shown that
`recommendations/permissions.py` would not open.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, Prefetch, Q, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.models import AuditEvent, Council, User
from council.roles import Permission, has_permission
from recommendations import states
from recommendations.actions import WRITING
from recommendations.choices import LATER_STAGES, ResponseStatus, SetStatus
from recommendations.lifecycle import set_gaps, walls
from recommendations.models import CabinetResponse, Duty
from recommendations.permissions import response_url, start_url, visible_responses, visible_sets
from recommendations.querysets import RecommendationSetQuerySet, own_is_open
from recommendations.timetable import Days, meeting_days, timing_words

CLOCKS = (states.OVERDUE, states.DUE_SOON)


@dataclass(frozen=True)
class Line:
    """One line of the desk: what, for whom, by when, and the one next button."""

    words: str
    about: str
    url: str
    button: str
    due_on: datetime.date | None = None
    hint: str = ""
    timing: str = ""
    working: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Desk:
    """What waits for me, what I wait for from others, and the clocks that end soon or have ended."""

    waiting: list[Line]
    others: list[Line]
    clocks: list[Line]


def with_states(sets: RecommendationSetQuerySet, today: datetime.date, council: Council) -> Any:
    """Adds `state` to each set: how it stands against its clock, by the definition the public pages use."""
    return sets.annotate(**states.of_sets(council, today))


def set_state(found: Any) -> tuple[str, str]:
    """Where a set of `with_states` stands, as a word for people and a code for its colour."""
    if found.is_withdrawn:
        return _("Withdrawn"), "withdrawn"
    if not found.is_published:
        return _("Draft"), "draft"
    if found.status in LATER_STAGES and found.state in (*states.ANSWERED_STATES, states.NO_CLOCK):
        return str(SetStatus(found.status).label), "awaiting" if found.status == SetStatus.DEFERRED else "answered"
    stages = {SetStatus.AGREED: _("Published, not yet sent"), SetStatus.SENT: _("Sent, receipt not recorded")}
    if found.state == states.NO_CLOCK and found.status in stages:
        return stages[found.status], "awaiting"
    words, code = states.TAGS[found.state]
    return str(words), code


def desk(user: User, today: datetime.date) -> Desk:
    """The desk of one user on one day."""
    council = Council.current()
    responses = _open_responses(user)
    sets = _open_sets(user, today, council)
    days = meeting_days([*sets, *(response.set for response in responses)], today)
    written = set(
        AuditEvent.objects.filter(
            by=user, act__in=WRITING, reference__in=[response.public_id.hex for response in responses]
        ).values_list("reference", flat=True)
    )
    waiting: list[Line] = []
    others: list[Line] = []
    for response in responses:
        line, is_mine = _response_line(user, response, council, days, today, response.public_id.hex in written)
        (waiting if is_mine else others).append(line)
    for found in sets:
        set_line, is_mine = _set_line(user, found, days, today)
        if set_line is not None:
            (waiting if is_mine else others).append(set_line)
        waiting += _duty_lines(user, found)
    clocks = [_clock_line(found, days, today) for found in sets if found.state in CLOCKS]
    return Desk(*(sorted(filter(None, lines), key=_by_date) for lines in (waiting, others, clocks)))


def _by_date(line: Line) -> tuple[bool, datetime.date, str]:
    return line.due_on is None, line.due_on or datetime.date.max, line.about


def _open_responses(user: User) -> list[Any]:
    """Drafts on their way, with how much of each is answered."""
    drafts = CabinetResponse.objects.filter(visible_responses(user), published_at=None, set__withdrawn_at=None)
    drafts = drafts.select_related("set__made_by", "set__addressee", "duty__kept_by").annotate(
        count=Count("items"), count_answered=Count("items", filter=~Q(items__outcome=""))
    )
    return list(drafts.order_by("pk"))


def _open_sets(user: User, today: datetime.date, council: Council) -> list[Any]:
    """Drafts, and published sets that nobody has answered in full."""
    sets = visible_sets(user).filter(withdrawn_at=None).awaiting()
    drafts = CabinetResponse.objects.filter(published_at=None)
    open_duties = Duty.objects.awaiting().select_related("kept_by")
    related = sets.prefetch_related(
        "recommendations",
        Prefetch("responses", drafts, to_attr="drafts"),
        Prefetch("duties", open_duties, to_attr="open_duties"),
    ).annotate(own_is_open=Case(When(own_is_open(), then=Value(True)), default=Value(False)))
    return list(with_states(related, today, council).order_by("pk"))


def days_words(due_on: datetime.date, today: datetime.date) -> str:
    """How far away the last day is, or how long ago it was."""
    left = (due_on - today).days
    if left == 0:
        return _("last day today")
    count = {"count": abs(left)}
    if left < 0:
        return ngettext("%(count)d day late", "%(count)d days late", -left) % count
    return ngettext("%(count)d day left", "%(count)d days left", left) % count


def _response_line(
    user: User, response: Any, council: Council, days: Days, today: datetime.date, has_written: bool
) -> tuple[Line, bool]:
    """The line of a draft response, and whether the next step is this user's."""
    found = response.set
    needs = {
        ResponseStatus.DRAFTING: (Permission.DRAFT_RESPONSE, _("Finish the response"), _("Write"), "edit"),
        ResponseStatus.SUBMITTED: (Permission.SIGN_OFF, _("Sign off the response"), _("Check"), "sign-off"),
        ResponseStatus.SIGNED_OFF: (
            Permission.PUBLISH_RESPONSE, _("Record the approval of the response"), _("Record"), "approval",
        ),
        ResponseStatus.APPROVED: (Permission.PUBLISH_RESPONSE, _("Publish the response"), _("Publish"), "publish"),
    }  # fmt: skip
    permission, words, button, route = needs[ResponseStatus(response.status)]
    is_mine = has_permission(user, permission, response.kept_by)
    if response.status == ResponseStatus.SUBMITTED and council.has_four_eyes and has_written:
        is_mine = False
    hint = _("%(done)d of %(count)d answered") % {"done": response.count_answered, "count": response.count}
    if response.status == ResponseStatus.DRAFTING and response.returned_reason:
        hint = _("returned to you: %(reason)s") % {"reason": response.returned_reason[:200]}
    others = {
        ResponseStatus.DRAFTING: _("Response being drafted"),
        ResponseStatus.SUBMITTED: _("Response waiting for sign-off"),
        ResponseStatus.SIGNED_OFF: _("Response waiting for its approval to be recorded"),
        ResponseStatus.APPROVED: _("Response waiting to be published"),
    }
    line = Line(
        words=words if is_mine else others[ResponseStatus(response.status)],
        about=found.subject,
        url=response_url(response, route if is_mine else ""),
        button=button if is_mine else _("Open"),
        due_on=response.duty.due_on if response.duty else found.due_on,
        hint=hint,
        timing="" if response.duty else timing_words(found, days, today),
    )
    return line, is_mine


def _set_line(user: User, found: Any, days: Days, today: datetime.date) -> tuple[Line | None, bool]:
    """The line of a set nobody has answered yet, and whether the next step is this user's; None: no line."""
    may_publish = has_permission(user, Permission.PUBLISH_SET, found.made_by)

    def line(words: str, button: str, route: str = "", hint: str = "") -> Line:
        url = reverse(f"recommendations:officer-set{route}", args=[found.public_id])
        timing = timing_words(found, days, today)
        return Line(words, found.subject, url, button, due_on=found.due_on, hint=hint, timing=timing)

    if not found.is_published:
        missing = walls(set_gaps(found))
        if may_publish and not missing:
            return line(_("Publish the recommendations"), _("Publish"), "-publish"), True
        if has_permission(user, Permission.RECORD_SET, found.made_by):
            hint = " ".join(f"{gap.words}." for gap in missing)
            return line(_("Finish the draft recommendations"), _("Continue"), "-edit", hint), True
        return None, False
    if may_publish and found.status == SetStatus.AGREED:
        return line(_("Record that the recommendations were sent"), _("Record"), "-send"), True
    if may_publish and found.status == SetStatus.SENT:
        return line(_("Record that the recommendations were received"), _("Record"), "-receive"), True
    has_draft = any(draft.duty_id is None for draft in found.drafts)
    if has_draft or found.status == SetStatus.AGREED or not found.own_is_open:
        return _awaited(user, found, line)
    if has_permission(user, Permission.DRAFT_RESPONSE, found.addressee):
        route = reverse("recommendations:officer-response-start", args=[found.public_id])
        start = line(_("Start the response"), _("Start"))
        return Line(**{**vars(start), "url": route}), True
    return _awaited(user, found, line)


def _duty_lines(user: User, found: Any) -> list[Line]:
    """A line for each further addressee whose response this user may start."""
    if not found.is_published or found.status == SetStatus.AGREED:
        return []
    begun = {draft.duty_id for draft in found.drafts}
    return [
        Line(
            words=_("Start the response of %(who)s") % {"who": duty.name},
            about=found.subject,
            url=start_url(found, duty),
            button=_("Start"),
            due_on=duty.due_on,
            working=duty.due_working,
        )
        for duty in found.open_duties
        if duty.pk not in begun and has_permission(user, Permission.DRAFT_RESPONSE, duty.kept_by)
    ]


def _awaited(user: User, found: Any, line: Any) -> tuple[Line | None, bool]:
    """Scrutiny waits for an answer; the addressee's side has the line of the draft itself."""
    is_waiting = found.status == SetStatus.RECEIVED and has_permission(user, Permission.SEE_SETS, found.made_by)
    if not is_waiting or (found.drafts and has_permission(user, Permission.SEE_RESPONSE, found.addressee)):
        return None, False
    return line(_("Answer of %(body)s") % {"body": found.addressee.name}, _("Open")), False


def _clock_line(found: Any, days: Days, today: datetime.date) -> Line:
    return Line(
        words=days_words(found.open_due_on, today),
        about=found.subject,
        url=reverse("recommendations:officer-set", args=[found.public_id]),
        button=_("Open"),
        due_on=found.open_due_on,
        hint=_("%(by)s to %(to)s") % {"by": found.made_by.name, "to": found.addressee.name},
        timing=timing_words(found, days, today),
        working=found.due_working if found.open_due_on == found.due_on else "",
        is_late=found.state == states.OVERDUE,
    )
