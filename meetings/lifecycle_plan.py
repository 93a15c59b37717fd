"""The forward plan's table of states, and what entries and notices need before they may be published.

Each particular that the regulations ask for is one line of a check list, with the regulation it comes from
(SI 2012/2089).
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from council.publication import RefusedError
from council.statute.notices import RULES
from council.statute.notices import NoticeKind as StatuteKind
from meetings.choices_plan import ABOUT_KEY, PRIVATE, AgreedBy, NoticeKind, PlanStatus, UrgencyCovers
from meetings.deadlines import Rules, how_early, kinds_needed, plan_problem
from meetings.models import Notice, PlanEntry, Representation


@dataclass(frozen=True)
class Move:
    """One verb: the states it may start from, and the state it leads to."""

    sources: tuple[str, ...]
    target: str


P = PlanStatus
OPEN_STATES = (P.PLANNED, P.RESCHEDULED, P.DEFERRED)
# "notice" is no button: publishing a notice leads there, withdrawing it leads back. All others need publishers.
PLAN_MOVES: dict[str, Move] = {
    "notice": Move((P.PLANNED,), P.NOTICED),
    "reschedule": Move(OPEN_STATES, P.RESCHEDULED),
    "defer": Move((P.PLANNED, P.RESCHEDULED), P.DEFERRED),
    "drop": Move(OPEN_STATES, P.DROPPED),
    "decide": Move(OPEN_STATES, P.DECIDED),
}


def follow(verb: str, status: str) -> str:
    """The state a verb leads to; refused in words if it may not be done now."""
    move = PLAN_MOVES[verb]
    if status not in move.sources:
        raise RefusedError(_("This entry is no longer at the step where that can be done. Open it again to see."))
    return move.target


def status_now(entry: PlanEntry, notices: Iterable[Notice]) -> PlanStatus:
    """The state of an entry, given the notices of it that are public."""
    has_notice = any(notice.kind != NoticeKind.PRIVATE_SECOND for notice in notices)
    if entry.status in PLAN_MOVES["notice"].sources and has_notice:
        return PlanStatus.NOTICED
    return PlanStatus(entry.status)


@dataclass(frozen=True)
class Particular:
    """One line of a check list: what is asked for, by which regulation, whether it is there, what to do if not."""

    words: str
    regulation: str
    is_met: bool
    todo: str


def entry_particulars(entry: PlanEntry) -> list[Particular]:
    """What every entry has to say; for a key decision these are the particulars of reg 9(2)."""
    rule = "9(2)" if entry.is_key else ""
    found = [
        _particular(_("What the decision is about"), rule and "9(2)(b)",
                    bool(entry.public_summary if entry.is_withheld else entry.matter),
                    _("Enter for the public what it is about, without anything exempt") if entry.is_withheld
                    else _("Enter what the decision is about")),
        _maker(entry, rule and "9(2)(c)"),
        _particular(_("The date, or the period"), rule and "9(2)(d)", _has_date(entry),
                    _("Enter the date of the decision, or the first day of the period")),
        _particular(_("Whether it is a key decision"), rule and "9(2)(a)", entry.is_key is not None,
                    _("Select whether it is a key decision")),
    ]  # fmt: skip
    if entry.is_key:
        found.append(_particular(_("Why it is key"), "8", bool(entry.key_ground), _("Select why it is a key decision")))
    return found


def document_particulars(entry: PlanEntry) -> list[Particular]:
    """What the notice of a key decision says besides: the documents (reg 9(2)(e) to (h))."""
    return [
        _particular(_("Documents to be considered"), "9(2)(e)", bool(entry.documents),
                    _("Enter the documents to be considered, or None")),
        _particular(_("Where they can be had"), "9(2)(f)", bool(entry.documents_where),
                    _("Enter where copies of the documents can be had")),
        _particular(_("That others may follow"), "9(2)(g)", True, ""),
        _particular(_("How to ask for details of those"), "9(2)(h)", bool(entry.documents_procedure),
                    _("Enter how to ask for details of documents that come later")),
    ]  # fmt: skip


def _particular(words: str, regulation: str, is_met: bool, todo: str) -> Particular:
    return Particular(words, regulation, is_met, todo)


def _has_date(entry: PlanEntry) -> bool:
    return bool(entry.due_on) or entry.status in (PlanStatus.DEFERRED, PlanStatus.DROPPED, PlanStatus.DECIDED)


def _maker(entry: PlanEntry, regulation: str) -> Particular:
    if entry.is_by_body:
        todo = _("Enter the members of %(body)s, one on each line") % {"body": entry.body}
        return _particular(_("The body that decides, with its members"), regulation, bool(entry.members), todo)
    todo = _("Enter the name and the title of the person who decides")
    return _particular(_("Who decides: name and title"), regulation, bool(entry.maker_name and entry.maker_title), todo)


def notice_particulars(notice: Notice) -> list[Particular]:
    """What this notice has to say, by its kind."""
    entry = notice.plan_entry
    found = list(_PARTICULARS[NoticeKind(notice.kind)](notice))
    if entry.is_withheld:
        todo = _("Read it through, take out what is exempt, and tick that it holds nothing exempt")
        found.append(_particular(_("Nothing in it is exempt"), "9(3), 20", notice.is_cleared, todo))
    return found


def _reasons(notice: Notice, words: str, regulation: str) -> Particular:
    return _particular(words, regulation, bool(notice.reasons), _("Enter %(what)s") % {"what": words.lower()})


def _key(notice: Notice) -> list[Particular]:
    entry = notice.plan_entry
    return [*_is_key(notice), *entry_particulars(entry), *document_particulars(entry)]


def _is_key(notice: Notice) -> list[Particular]:
    todo = _("Say in the entry that it is a key decision, and why")
    return [_particular(_("It is a key decision"), "9(2)(a)", bool(notice.plan_entry.is_key), todo)]


def _private_first(notice: Notice) -> list[Particular]:
    return [*_is_private(notice), _reasons(notice, _("Why the meeting is to be held in private"), "5(3)")]


def _is_private(notice: Notice) -> list[Particular]:
    entry = notice.plan_entry
    todo = _("Say in the entry that a body decides, and that a part is expected to be exempt or confidential")
    return [_particular(_("A body meets in private"), "5(1)", entry.is_by_body and entry.is_private, todo)]


def _private_second(notice: Notice) -> list[Particular]:
    first = Notice.objects.published().filter(plan_entry=notice.plan_entry_id, kind=NoticeKind.PRIVATE_FIRST)
    written = Representation.objects.filter(notice__plan_entry=notice.plan_entry_id, withdrawn_at=None)
    written = written.filter(notice__withdrawn_at=None)
    has_any = written.exists()
    is_told = notice.no_representations != has_any and not written.filter(published_at=None).exists()
    has_first = first.exists() or notice.plan_entry.is_agreed_urgent_private or bool(notice.given_on)
    return [
        *_is_private(notice),
        _particular(_("The first notice was published"), "5(2)", has_first, _("Publish the first notice first")),
        _reasons(notice, _("Why the meeting is to be held in private"), "5(5)(a)"),
        _particular(_("Details of the representations"), "5(5)(b)", is_told,
                    _("Publish the summary of each representation, or tick that nobody wrote")),
        _particular(_("The reply to them"), "5(5)(c)", bool(notice.reply) or not has_any,
                    _("Enter the council’s reply to what was written")),
    ]  # fmt: skip


def _general_exception(notice: Notice) -> list[Particular]:
    is_told = bool(notice.told_whom and notice.told_name and notice.told_on)
    return [
        *_is_key(notice),
        _particular(_("The scrutiny chair was told in writing"), "10(1)(a)", is_told,
                    _("Enter who was told in writing, and when")),
        _reasons(notice, _("Why 28 clear days’ notice could not be given"), "10(3)"),
    ]  # fmt: skip


def _special_urgency(notice: Notice) -> list[Particular]:
    is_agreed = bool(notice.agreed_by and notice.agreed_name and notice.agreed_on)
    is_chair = notice.agreed_by == AgreedBy.SCRUTINY_CHAIR
    found = [
        _particular(_("What is urgent"), "11(1)", bool(notice.covers), _("Select what is urgent")),
        _particular(_("Who agreed, and when"), "11(1)", is_agreed, _("Enter who agreed, their name and the date")),
        _reasons(notice, _("Why it is urgent and cannot reasonably be deferred"), "11(2)"),
    ]
    if notice.agreed_by and not is_chair:
        found.append(_particular(
            _("Why the scrutiny chair did not agree it"), "11(1)(b)", bool(notice.agreed_why_not),
            _("Enter why it was not the scrutiny chair: there is none, or they were unable to act"),
        ))  # fmt: skip
    if notice.covers in (UrgencyCovers.KEY, UrgencyCovers.BOTH):
        found += _is_key(notice)
    return found


_PARTICULARS: dict[NoticeKind, Any] = {
    NoticeKind.KEY_DECISION: _key,
    NoticeKind.PRIVATE_FIRST: _private_first,
    NoticeKind.PRIVATE_SECOND: _private_second,
    NoticeKind.GENERAL_EXCEPTION: _general_exception,
    NoticeKind.SPECIAL_URGENCY: _special_urgency,
}


def lacking(particulars: Iterable[Particular]) -> str:
    """What is still to be done, as sentences; empty where nothing is."""
    return " ".join(f"{one.todo}." for one in particulars if not one.is_met)


def entry_lacks(entry: PlanEntry) -> str:
    """What an entry lacks."""
    return lacking(entry_particulars(entry))


def notice_lacks(notice: Notice) -> str:
    """What a notice lacks."""
    return lacking(notice_particulars(notice))


def representation_lacks(record: Representation) -> str:
    """What a representation lacks."""
    if not record.public_summary:
        return _("Enter a summary for the public: the words themselves are not published.")
    if record.entry_above.is_withheld and not record.is_cleared:
        return _("Tick that the summary holds nothing exempt.")
    return ""


def prepare(record: Any, on: datetime.date) -> None:
    """The last step before publication: the day a notice is given; refused where the law leaves no time.

    What records the past (an entry marked so, a notice given on an earlier day) is never refused.
    """
    if isinstance(record, PlanEntry):
        refuse(plan_problem(record, (), Rules(), on))
    if isinstance(record, Notice):
        is_recorded = record.given_on is not None
        record.given_on = record.given_on or on
        if not is_recorded and not record.plan_entry.is_recorded:
            refuse(notice_problem(record))


def refuse(problem: str) -> None:
    """Raise RefusedError where there is a problem."""
    if problem:
        raise RefusedError(problem)


def notice_problem(notice: Notice) -> str:
    """Why a notice given on its day is too late for the date that is planned; empty where it is not."""
    found = how_early(notice, Rules())
    if found is None or found.is_in_time:
        return ""
    facts = {"working": found.working, "regulation": RULES[StatuteKind(notice.kind)].regulation}
    return (
        _(
            "This notice would be too late: %(working)s (regulation %(regulation)s). Move the decision to a later "
            "date, or use the route that remains. If it was given elsewhere in time, enter the day it was given."
        )
        % facts
    )


def fits(kind: str, entry: PlanEntry) -> bool:
    """Whether a notice of this kind makes sense for an entry as it stands."""
    if kind in PRIVATE:
        return entry.is_by_body and entry.is_private
    return bool(entry.is_key) if kind in ABOUT_KEY[:2] else bool(entry.is_key or entry.is_private)


def kinds_offered(entry: PlanEntry, *, is_england: bool) -> list[NoticeKind]:
    """The notices an officer may add to an entry: those it needs first, then the others that fit.

    The general exception and special urgency are England's alone.
    """
    needed = kinds_needed(entry)
    found = [*needed, *(kind for kind in NoticeKind if kind not in needed and fits(kind, entry))]
    return found if is_england else [kind for kind in found if kind not in ABOUT_KEY[1:]]
