"""Which status may follow which, who may do it, and what must be there first. Tables, so tests can print them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from council.publication import RefusedError
from council.roles import Permission
from recommendations import limbs
from recommendations.choices import ACCEPTING, NEEDS_REASON, Outcome, ResponseKind, ResponseStatus, SetStatus
from recommendations.models import CabinetResponse, RecommendationSet, ResponseItem


@dataclass(frozen=True)
class Transition:
    """One verb: the states it may start from, the state it leads to, and the permission it needs."""

    verb: str
    sources: tuple[str, ...]
    target: str
    permission: Permission


S, R = SetStatus, ResponseStatus
UNANSWERED = (S.AGREED, S.SENT, S.RECEIVED)

SET_TRANSITIONS = {
    "agree": Transition("agree", (S.DRAFTED,), S.AGREED, Permission.PUBLISH_SET),
    "send": Transition("send", (S.DRAFTED, S.AGREED), S.SENT, Permission.PUBLISH_SET),
    "receive": Transition("receive", (S.DRAFTED, S.AGREED, S.SENT), S.RECEIVED, Permission.PUBLISH_SET),
    "defer": Transition("defer", (S.AGREED, S.SENT, S.RECEIVED), S.DEFERRED, Permission.PUBLISH_SET),
    # Leads back to the stage that the set's dates say: see stage_before.
    "resume": Transition("resume", (S.DEFERRED,), S.RECEIVED, Permission.PUBLISH_SET),
    # These need an answer by everybody who has to give one.
    "note": Transition("note", (*UNANSWERED, S.DEFERRED), S.NOTED, Permission.PUBLISH_SET),
    "monitor": Transition("monitor", (*UNANSWERED, S.DEFERRED, S.NOTED), S.MONITORING, Permission.PUBLISH_SET),
    "close": Transition("close", (*UNANSWERED, S.DEFERRED, S.NOTED, S.MONITORING), S.CLOSED, Permission.PUBLISH_SET),
}
NEEDS_ANSWER = ("note", "monitor", "close")

RESPONSE_TRANSITIONS = {
    "save": Transition("save", (R.DRAFTING,), R.DRAFTING, Permission.DRAFT_RESPONSE),
    "submit": Transition("submit", (R.DRAFTING,), R.SUBMITTED, Permission.DRAFT_RESPONSE),
    "return": Transition("return", (R.SUBMITTED, R.SIGNED_OFF, R.APPROVED), R.DRAFTING, Permission.SIGN_OFF),
    "sign_off": Transition("sign_off", (R.SUBMITTED,), R.SIGNED_OFF, Permission.SIGN_OFF),
    "record_approval": Transition(
        "record_approval", (R.SIGNED_OFF, R.APPROVED), R.APPROVED, Permission.PUBLISH_RESPONSE
    ),
    "propose": Transition("propose", (R.SIGNED_OFF,), R.SIGNED_OFF, Permission.PUBLISH_RESPONSE),
    "publish": Transition("publish", (R.APPROVED,), R.PUBLISHED, Permission.PUBLISH_RESPONSE),
    "supersede": Transition("supersede", (R.PUBLISHED,), R.SUPERSEDED, Permission.PUBLISH_RESPONSE),
}


def follow(table: dict[str, Transition], verb: str, status: str) -> str:
    """The state `verb` leads to from `status`; refused in words if it may not."""
    transition = table[verb]
    if status not in transition.sources:
        raise RefusedError(_("This is no longer at the step where that can be done. Open it again to see where it is."))
    return transition.target


def stage_before(recommendation_set: RecommendationSet) -> str:
    """Where a set stood before it was deferred, as its dates say."""
    if recommendation_set.received_on:
        return S.RECEIVED
    return S.SENT if recommendation_set.sent_on else S.AGREED


@dataclass(frozen=True)
class Gap:
    """Something a check list found. A wall stops the next step, a warning does not. `anchor` is the editor's row."""

    words: str
    anchor: str
    is_wall: bool = True


def set_gaps(recommendation_set: RecommendationSet) -> list[Gap]:
    """What a set still needs before it can be published."""
    gaps = []
    if recommendation_set.made_on is None:
        gaps.append(Gap(_("Enter the date the recommendations were made"), "made_on"))
    rows = list(recommendation_set.recommendations.all())
    if not rows:
        gaps.append(Gap(_("Enter at least one recommendation"), "recommendations"))
    for row in rows:
        if not row.text.strip():
            gaps.append(Gap(_("Recommendation %(label)s has no text") % {"label": name_of(row)}, f"r{row.position}"))
        if row.is_withheld and not row.public_summary:
            words = _("Recommendation %(label)s is withheld and has no summary for the public")
            gaps.append(Gap(words % {"label": name_of(row)}, f"r{row.position}", is_wall=False))
    return gaps


def response_gaps(response: CabinetResponse) -> list[Gap]:
    """What a response still needs before it can be submitted, and what is worth a second look."""
    gaps = []
    if not response.respondent_title:
        gaps.append(Gap(_("Enter the office of who responds"), "respondent_title"))
    items = list(response.items.all())
    for item in items:
        gaps += item_gaps(item, is_interim=response.kind == ResponseKind.INTERIM)
    if response.kind == ResponseKind.INTERIM and not any(item.outcome or item.comment for item in items):
        gaps.append(Gap(_("Enter an answer or a comment for at least one recommendation"), "r1"))
    return gaps


def item_gaps(item: ResponseItem, *, is_interim: bool) -> Iterable[Gap]:
    """What the answer to one recommendation still needs."""
    anchor = f"r{item.recommendation.position}"
    label = {"label": name_of(item.recommendation)}
    if not item.outcome:
        if not is_interim:
            yield Gap(_("Recommendation %(label)s has no outcome") % label, anchor)
        return
    if item.outcome in NEEDS_REASON and not item.comment and not item.exempt_comment:
        yield Gap(
            _("Recommendation %(label)s is not fully accepted: enter the reason in the comment") % label,
            anchor,
        )
    if not is_interim:
        yield from _limb_gaps(item, anchor, label)
    if item.has_amendment and not item.agreed_wording:
        yield Gap(
            _("Recommendation %(label)s is accepted with an amendment: enter the agreed wording") % label,
            anchor,
        )
    if item.outcome in ACCEPTING and not item.no_action and not list(item.actions.all()):
        words = _("Recommendation %(label)s is accepted but has no action, nor “no separate action”")
        yield Gap(words % label, anchor, is_wall=False)


def _limb_gaps(item: ResponseItem, anchor: str, label: dict[str, str]) -> Iterable[Gap]:
    """Every limb has its own outcome; short of acceptance it has a reason, its own or that of the whole."""
    answers = limbs.with_answers(item.recommendation.limbs, item.limbs)
    for answer in answers:
        names = label | {"limb": answer["label"]}
        if not answer["outcome"]:
            yield Gap(_("Recommendation %(label)s, limb %(limb)s has no outcome") % names, anchor)
        elif answer["outcome"] in NEEDS_REASON and not (answer["comment"] or item.comment or item.exempt_comment):
            words = _("Recommendation %(label)s, limb %(limb)s is not fully accepted: enter the reason beside it")
            yield Gap(words % names, anchor)
    outcomes = {answer["outcome"] for answer in answers if answer["outcome"]}
    fits = item.outcome == Outcome.IN_PART if len(outcomes) > 1 else outcomes <= {item.outcome}
    if not fits:
        words = _("Recommendation %(label)s: its outcome is not that of its limbs. Look at it again")
        yield Gap(words % label, anchor, is_wall=False)


def name_of(recommendation: object) -> str:
    """The label as people say it, or the place where there is no label."""
    label = getattr(recommendation, "label", "")
    return label.strip("().: ") or str(getattr(recommendation, "position", ""))


def walls(gaps: Iterable[Gap]) -> list[Gap]:
    """Only what stops the next step."""
    return [gap for gap in gaps if gap.is_wall]
