"""Who may see which set and response on the officers' side, and which steps a user may take now.

Asked by views and pages; the actions ask `council.roles` again inside their transactions. A record somebody may
not see is answered with the 404 of a page that does not exist.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.access import found_or_404
from council.models import Council, User
from council.roles import Permission, bodies_for, has_permission
from recommendations.actions import content_digest, writers_of
from recommendations.choices import ResponseKind, ResponseStatus, SetStatus
from recommendations.lifecycle import (
    NEEDS_ANSWER,
    RESPONSE_TRANSITIONS,
    SET_TRANSITIONS,
    response_gaps,
    set_gaps,
    walls,
)
from recommendations.models import CabinetResponse, Duty, RecommendationSet
from recommendations.querysets import RecommendationSetQuerySet

# The stages of a published set, in the order of its life.
STAGES = {
    "send": gettext_lazy("Record that they were sent"),
    "receive": gettext_lazy("Record that they were received"),
    "resume": gettext_lazy("Record that they are no longer deferred"),
    "note": gettext_lazy("Record that the response was noted"),
    "monitor": gettext_lazy("Record that they are monitored"),
    "close": gettext_lazy("Record that they are closed"),
    "defer": gettext_lazy("Record that they are deferred"),
}


@dataclass(frozen=True)
class Step:
    """Something this user may do next with a record. `why_not` says in words what stands in the way."""

    verb: str
    words: str
    url: str
    why_not: str = ""
    kind: str = ""


def in_bodies(field: str, keys: set[int] | None) -> Q:
    """The condition that `field` is one of the bodies a permission holds for (None: all of them)."""
    return Q(**{f"{field}__isnull": False}) if keys is None else Q(**{f"{field}__in": keys})


def visible_sets(user: User) -> RecommendationSetQuerySet:
    """Scrutiny's side sees the sets of its bodies; the executive's side the published ones addressed to its own."""
    own = in_bodies("made_by", bodies_for(user, Permission.SEE_SETS))
    keys = bodies_for(user, Permission.SEE_RESPONSE)
    duties = Duty.objects.filter(in_bodies("kept_by", keys), set=OuterRef("pk"))
    addressed = in_bodies("addressee", keys) | Q(Exists(duties))
    sets = RecommendationSet.objects.filter(own | (addressed & Q(published_at__isnull=False)))
    return sets.select_related("made_by", "addressee")  # type: ignore[return-value]


def set_or_404(user: User, key: uuid.UUID, permission: Permission | None = None) -> RecommendationSet:
    """The set, if the user may see it and has `permission` for the body that made it."""
    found: RecommendationSet = found_or_404(visible_sets(user), public_id=key)
    if permission is not None and not has_permission(user, permission, found.made_by):
        raise Http404
    return found


def visible_responses(user: User) -> Q:
    """Responses are seen by the addressee's side alone; one to a draft set needs sight of that draft as well."""
    keys = bodies_for(user, Permission.SEE_RESPONSE)
    addressed = Q(duty=None) & in_bodies("set__addressee", keys) | in_bodies("duty__kept_by", keys)
    own = in_bodies("set__made_by", bodies_for(user, Permission.SEE_SETS))
    return addressed & (Q(set__published_at__isnull=False) | own)


def response_or_404(user: User, key: uuid.UUID, permission: Permission | None = None) -> CabinetResponse:
    """The response with all that belongs to it, if the user may see it and has `permission` for the addressee."""
    related = CabinetResponse.objects.filter(visible_responses(user))
    related = related.select_related(
        "set__made_by", "set__addressee", "set__issue", "approved_at__meeting", "duty__kept_by"
    )
    related = related.prefetch_related("items__recommendation__duty", "items__actions", "items__drafter_office")
    found: CabinetResponse = found_or_404(related, public_id=key)
    if permission is not None and not has_permission(user, permission, found.kept_by):
        raise Http404
    return found


def may_edit_set(user: User, found: RecommendationSet) -> bool:
    """Drafts are written by scrutiny's officers; what is published is corrected by those who publish."""
    permission = Permission.PUBLISH_SET if found.is_published else Permission.RECORD_SET
    return not found.is_withdrawn and has_permission(user, permission, found.made_by)


def set_steps(user: User, found: RecommendationSet) -> list[Step]:
    """What the user may do with a set now, the likeliest first."""
    if found.is_withdrawn:
        return []

    def step(verb: str, words: str, why_not: str = "", kind: str = "") -> Step:
        return Step(verb, words, reverse(f"recommendations:officer-set-{verb}", args=[found.public_id]), why_not, kind)

    steps = []
    may_publish = has_permission(user, Permission.PUBLISH_SET, found.made_by)
    if not found.is_published:
        if may_publish:
            missing = " ".join(f"{gap.words}." for gap in walls(set_gaps(found)))
            steps.append(step("publish", _("Publish these recommendations"), missing))
            several = walls(gap for gap in set_gaps(found) if gap.anchor != "made_on")
            if not several:
                steps.append(step("stages", _("Publish them and record several steps at once"), kind="secondary"))
        if may_edit_set(user, found):
            steps.append(step("edit", _("Change the draft")))
        return steps
    if may_publish:
        is_answered = RecommendationSet.objects.answered().filter(pk=found.pk).exists()
        for verb, words in STAGES.items():
            if found.status in SET_TRANSITIONS[verb].sources and (is_answered or verb not in NEEDS_ANSWER):
                steps.append(step(verb, str(words), kind="secondary" if verb in ("defer", "close") else ""))
        if found.status == SetStatus.AGREED:
            steps.append(step("stages", _("Record several steps at once"), kind="secondary"))
    steps += _answering_steps(user, found)
    if may_edit_set(user, found):
        steps.append(step("edit", _("Correct these recommendations")))
        steps.append(step("withdraw", _("Withdraw them"), kind="warning"))
    return steps


def _answering_steps(user: User, found: RecommendationSet) -> list[Step]:
    """What the user may do about the answer of each who has to give one."""
    steps = []
    responses = list(found.responses.all())
    duties = list(found.duties.select_related("kept_by"))
    has_own = any(row.duty_id is None for row in found.recommendations.all())
    for duty in [*([None] if has_own else []), *duties]:
        own = [response for response in responses if response.duty_id == (duty.pk if duty else None)]
        steps += _steps_of_an_answer(user, found, duty, own, name_them=bool(duties))
    return steps


def _steps_of_an_answer(
    user: User, found: RecommendationSet, duty: Duty | None, responses: list[CabinetResponse], *, name_them: bool
) -> list[Step]:
    kept_by = duty.kept_by if duty else found.addressee
    who = (duty.name if duty else found.addressee.name) if name_them else ""
    if not has_permission(user, Permission.SEE_RESPONSE, kept_by):
        return []

    def said(words: str) -> str:
        return f"{words}: {who}" if who else words

    draft = next((response for response in responses if not response.is_published), None)
    if draft is not None:
        draft.set, draft.duty = found, duty
        return [Step("response", said(_("Open the response being drafted")), response_url(draft))]
    if not has_permission(user, Permission.DRAFT_RESPONSE, kept_by):
        return []
    words = _("Start a corrected response") if needs_reason(responses) else _("Start the response")
    return [Step("start", said(words), start_url(found, duty))]


def start_url(found: RecommendationSet, duty: Duty | None) -> str:
    """Where the response of one addressee is started."""
    if duty is None:
        return reverse("recommendations:officer-response-start", args=[found.public_id])
    return reverse("recommendations:officer-duty-response-start", args=[found.public_id, duty.number])


def needs_reason(responses: list[CabinetResponse]) -> bool:
    """Whether the next version corrects one that stands: then residents read why."""
    answers = (response for response in responses if response.kind != ResponseKind.PROPOSED)
    last = max(answers, key=lambda response: response.version, default=None)
    return last is not None and last.kind == "full" and not last.is_withdrawn


def response_url(response: CabinetResponse, name: str = "") -> str:
    """An officers' address of a response: its page, or the step `name`."""
    route = f"recommendations:officer-response-{name}" if name else "recommendations:officer-response"
    return reverse(route, args=[response.public_id])


RESPONSE_WORDS = (
    ("submit", "submit"),
    ("sign_off", "sign-off"),
    ("return", "return"),
    ("propose", "propose"),
    ("record_approval", "approval"),
    ("publish", "publish"),
)


def response_steps(user: User, response: CabinetResponse) -> list[Step]:
    """What the user may do with a response now, the likeliest first."""
    if response.is_published:
        return _published_response_steps(user, response)
    words = {
        "submit": _("Check it and send it for sign-off"),
        "sign_off": _("Sign it off"),
        "return": _("Return it with a reason"),
        "propose": _("Publish it as proposed, with the agenda"),
        "record_approval": _("Record the approval"),
        "publish": _("Publish it"),
    }
    if response.status == ResponseStatus.APPROVED:
        words["record_approval"] = _("Change the recorded approval")
    steps = []
    if response.status == ResponseStatus.DRAFTING and may_take(user, "save", response):
        steps.append(Step("edit", _("Write the response"), response_url(response, "edit")))
        words["decided"] = _("Record what was decided at the meeting")
        steps.append(Step("decided", words["decided"], response_url(response, "decided"), kind="secondary"))
        words["rows"] = _("Give answers to services, chase them, answer several alike")
        steps.append(Step("rows", words["rows"], response_url(response, "rows"), kind="secondary"))
    for verb, route in RESPONSE_WORDS:
        if may_take(user, verb, response):
            if verb == "propose" and response.kind != ResponseKind.FULL:
                continue
            why_not = step_refusal(user, verb, response)
            kind = "secondary" if verb in ("return", "propose") else ""
            steps.append(Step(verb, words[verb], response_url(response, route), why_not, kind))
    return sorted(steps, key=lambda step: step.verb in ("return", "record_approval" if response.approval_basis else ""))


def may_take(user: User, verb: str, response: CabinetResponse) -> bool:
    """Whether the response stands where `verb` may start, and the user's role allows it."""
    transition = RESPONSE_TRANSITIONS[verb]
    allowed = has_permission(user, transition.permission, response.kept_by)
    return allowed and response.status in transition.sources


def step_refusal(user: User, verb: str, response: CabinetResponse) -> str:
    """Why the step would be refused, in words to read before its button is pressed; empty where it would not be."""
    if verb == "submit":
        return " ".join(f"{gap.words}." for gap in walls(response_gaps(response)))
    if verb == "sign_off" and Council.current().has_four_eyes and user.pk in writers_of(response):
        return _(
            "You wrote some of this response or sent it for sign-off, and this council asks for a second pair of "
            "eyes. Somebody else must sign it off."
        )
    if verb in ("publish", "propose") and not response.set.is_public:
        return _("The recommendations it answers are not public. They must be published first.")
    if verb in ("publish", "propose") and content_digest(response) != response.signed_off_digest:
        return _(
            "Words in it changed after it was signed off: the recommendations were corrected meanwhile. It must be "
            "returned and signed off again."
        )
    return ""


def _published_response_steps(user: User, response: CabinetResponse) -> list[Step]:
    if response.is_withdrawn or response.status == ResponseStatus.SUPERSEDED or response.set.is_withdrawn:
        return []
    steps = _answering_steps(user, response.set) if response.kind != ResponseKind.PROPOSED else []
    if has_permission(user, Permission.PUBLISH_RESPONSE, response.kept_by):
        steps.append(Step("withdraw", _("Withdraw it"), response_url(response, "withdraw"), kind="warning"))
    return steps
