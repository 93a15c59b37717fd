"""Reminders: which are due on a day, to whom, and sending each of them once.

What is due comes from the same querysets as the public pages' "overdue" and "due soon". A rung that was missed because
nothing ran for a while is not made up for: of several whose day has come, each of those concerned gets the latest.
The mail log is the memory, so sending may be run any number of times, by any number of processes.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.mail import MailKey, send_once
from council.models import Body, Council, MailSent, Office, User
from council.publication import RefusedError
from council.statute.wording import long_date
from recommendations.actions.drafters import chase_rows
from recommendations.actions.links import ask_for_update
from recommendations.announcements import about
from recommendations.choices_reminders import DEFAULT_LADDER, ReminderAbout, ReminderTo
from recommendations.drafting import rows_awaited
from recommendations.lifecycle import name_of
from recommendations.models import Action, RecommendationSet, ReminderStep, ResponseItem, UpdateLink
from recommendations.owners import lead_of, owners_of
from recommendations.querysets import awaited_parts
from recommendations.querysets_progress import open_actions

KIND = "reminder"
To = ReminderTo


@dataclass(frozen=True)
class Rung:
    """One step of the ladder: days after the due date, to whom."""

    days: int
    to: str


@dataclass(frozen=True)
class Waited:
    """Something that is waited for: of which set, since when it is due, and the addresses of those concerned."""

    found: RecommendationSet
    key: str
    due_on: datetime.date
    who: str
    addresses: dict[str, str]
    action: Action | None = None
    office: Office | None = None


@dataclass
class Report:
    """How many were put into the queue, and whom there was no address for."""

    sent: int = 0
    nobody: list[str] = field(default_factory=list)


def ladder(of: ReminderAbout) -> list[Rung]:
    """The council's own rungs, or the usual ones where it has none."""
    own = list(ReminderStep.objects.filter(about=of))
    if own:
        return [Rung(step.days, step.to) for step in own if step.is_used]
    return [Rung(days, to) for about_what, days, to in DEFAULT_LADDER if about_what == of]


def due_rungs(rungs: Iterable[Rung], due_on: datetime.date, on: datetime.date) -> list[Rung]:
    """Of the rungs whose day has come, the latest for each of those concerned."""
    latest: dict[str, Rung] = {}
    for rung in sorted(rungs, key=lambda one: one.days):
        if due_on + datetime.timedelta(days=rung.days) <= on:
            latest[rung.to] = rung
    return sorted(latest.values(), key=lambda one: (one.days, one.to))


def _of_scrutiny(body: Body) -> dict[str, str]:
    return {To.SCRUTINY: body.email, To.CHAIR: body.chair.email if body.chair else ""}


def waited_answers(council: Council) -> list[Waited]:
    """Every part of a public set that has a shown due date and no full public answer."""
    related = ("made_by__chair", "addressee", "issue")
    sets, duties = awaited_parts(council.clock_starts_on)
    found = [
        Waited(one, "1", one.due_on, one.addressee.name, {To.DOER: one.addressee.email, **_of_scrutiny(one.made_by)})
        for one in sets.select_related(*related).order_by("pk")
    ]
    for duty in duties.select_related("office", "body", *(f"set__{name}" for name in related)):
        address = duty.office.email if duty.office else duty.body.email if duty.body else ""
        concerned = {To.DOER: address, **_of_scrutiny(duty.set.made_by)}
        found.append(Waited(duty.set, str(duty.number), duty.due_on, duty.name, concerned))
    return found


def waited_actions() -> list[Waited]:
    """Every action with a day of which no public update says that it ended, and which scrutiny has not closed."""
    rows = open_actions().filter(due_on__isnull=False)
    related = ("lead_office", "response_item__recommendation__set__made_by__chair")
    actions = list(rows.select_related(*related).order_by("pk"))
    owners = owners_of(actions)
    return [
        Waited(
            action.response_item.recommendation.set,
            action.key.hex,
            action.due_on,
            lead_of(action, owners) or _("nobody named"),
            {
                To.DOER: getattr(owners[action.pk], "email", ""),
                **_of_scrutiny(action.response_item.recommendation.set.made_by),
            },
            action,
            owners[action.pk],
        )
        for action in actions
    ]


def send_reminders(*, on: datetime.date, at: datetime.datetime, site: str, by: User | None = None) -> Report:
    """Put every reminder that is due on `on` and was not sent into the queue. `site` is the site's own address."""
    report = Report()
    for of, waited in (
        (ReminderAbout.ANSWER, waited_answers(Council.current())),
        (ReminderAbout.ACTION, waited_actions()),
    ):
        rungs = ladder(of)
        for one in waited:
            for rung in due_rungs(rungs, one.due_on, on):
                with _said(report, one.found):
                    _remind(one, rung, report, on=on, at=at, site=site, by=by)
    _remind_drafters(report, on=on, at=at, site=site)
    return report


@contextmanager
def _said(report: Report, found: RecommendationSet) -> Iterator[None]:
    """One that cannot be sent (a wrong address, a set withdrawn meanwhile) is said; all the others are sent."""
    try:
        yield
    except RefusedError as refused:
        report.nobody.append(f"{about(found)}: {refused}")


def _remind_drafters(report: Report, *, on: datetime.date, at: datetime.datetime, site: str) -> None:
    """Ask services for the drafts whose rung has come. A row asked for since that day has had it: never twice a day."""
    rungs = ladder(ReminderAbout.DRAFT)
    wanted: dict[int, dict[str, list[ResponseItem]]] = {}
    public = RecommendationSet.objects.published()
    rows = rows_awaited().filter(internal_due_on__isnull=False, response__set__in=public)
    for item in rows.select_related(
        "drafter_office", "recommendation", "response__set__made_by", "response__set__issue"
    ):
        due_on: Any = item.internal_due_on
        days = [due_on + datetime.timedelta(days=rung.days) for rung in due_rungs(rungs, due_on, on)]
        if days and (item.asked_on is None or item.asked_on < max(days)):
            address = getattr(item.drafter_office, "email", "")
            wanted.setdefault(item.response_id, {}).setdefault(address, []).append(item)
    for found in wanted.values():
        for item in found.pop("", []):
            names = {
                "to": item.drafter_office,
                "subject": about(item.response.set),
                "row": name_of(item.recommendation),
            }
            report.nobody.append(_("%(subject)s: no e-mail address for %(to)s (draft of %(row)s)") % names)
        items = [item for rows_of_one in found.values() for item in rows_of_one]
        if items:
            keys = [item.pk for item in items]
            with _said(report, items[0].response.set):
                report.sent += len(chase_rows(items[0].response, items=keys, on=on, at=at, site=site, by=None))


def _remind(
    one: Waited, rung: Rung, report: Report, *, on: datetime.date, at: datetime.datetime, site: str, by: User | None
) -> None:
    address = one.addresses[rung.to]
    if not address:
        names = {"to": ReminderTo(rung.to).label, "subject": about(one.found), "who": one.who}
        report.nobody.append(_("%(subject)s: no e-mail address for %(to)s (%(who)s)") % names)
        return
    if one.action is not None and rung.to == To.DOER:
        report.sent += _ask(one, rung, address, at=at, site=site, by=by)
    else:
        subject, text = message(one, on, site)
        report.sent += send_once(
            MailKey(KIND, one.found.public_id.hex, step_of(one, rung)), address, subject, text, at=at
        )


def step_of(one: Waited, rung: Rung) -> str:
    """The rung's name in the mail log: another due date is another ladder."""
    return f"{one.key[:8]}:{one.due_on:%Y%m%d}:{rung.days:+d}:{rung.to}"


def _ask(one: Waited, rung: Rung, address: str, *, at: datetime.datetime, site: str, by: User | None) -> bool:
    """A link to write the update; its key is made from the rung, so that the rung has one link for ever."""
    action = one.action
    if action is None:
        return False
    key = uuid.uuid5(action.key, step_of(one, rung))
    if UpdateLink.objects.filter(public_id=key).exists():
        return False
    row = action.response_item.recommendation
    ask_for_update(
        row, to=address, office=one.office, office_title=lead_of(action, {action.pk: one.office}), address=site,
        by=by, at=at, action=action, key=key,
    )  # fmt: skip
    return True


def message(one: Waited, on: datetime.date, site: str) -> tuple[str, str]:
    """Subject and text of a reminder. Public words alone."""
    names = {
        "who": one.who, "subject": about(one.found), "made_by": one.found.made_by.name, "day": long_date(one.due_on),
        "reference": one.found.reference,
    }  # fmt: skip
    late = (on - one.due_on).days
    if one.action is not None:
        lines = [_("%(who)s was to do this by %(day)s:") % names, one.action.description]
        subject = _("Promised and not reported as done: %(subject)s (%(reference)s)")
    else:
        lines = [_("%(who)s has to answer the recommendations of %(made_by)s about %(subject)s by %(day)s.") % names]
        subject = _("Answer due %(day)s: %(subject)s (%(reference)s)")
    if late > 0:
        lines.append(ngettext("That was %(n)d day ago.", "That was %(n)d days ago.", late) % {"n": late})
        subject = _("Overdue: %(subject)s (%(reference)s)") if one.action is None else subject
    lines.append(_("What was recommended, and what is public of it:"))
    lines.append(site.rstrip("/") + reverse("recommendations:set", args=[one.found.reference]))
    lines.append(_("Officers go on from here:"))
    lines.append(site.rstrip("/") + reverse("recommendations:officer-set", args=[one.found.public_id]))
    return subject % names, "\n\n".join(lines) + "\n"


def sent_of(found: RecommendationSet) -> list[MailSent]:
    """The log of reminders about a set, the latest first."""
    return list(MailSent.objects.filter(kind=KIND, reference=found.public_id.hex))
