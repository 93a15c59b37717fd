"""Who may see which set and response on the officers' side, and which steps a user may take now.

Asked by views and pages; the actions ask `council.roles` again inside their transactions. A record somebody may
not see is answered with the 404 of a page that does not exist.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from council.access import found_or_404
from council.models import Council, User
from council.roles import Permission, bodies_for, has_permission
from recommendations.actions import content_digest, writers_of
from recommendations.choices import ResponseStatus
from recommendations.lifecycle import RESPONSE_TRANSITIONS, SET_TRANSITIONS, response_gaps, set_gaps, walls
from recommendations.models import CabinetResponse, RecommendationSet
from recommendations.querysets import RecommendationSetQuerySet


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
    addressed = in_bodies("addressee", bodies_for(user, Permission.SEE_RESPONSE))
    sets = RecommendationSet.objects.filter(own | addressed & Q(published_at__isnull=False))
    return sets.select_related("made_by", "addressee")  # type: ignore[return-value]


def set_or_404(user: User, key: uuid.UUID, permission: Permission | None = None) -> RecommendationSet:
    """The set, if the user may see it and has `permission` for the body that made it."""
    found: RecommendationSet = found_or_404(visible_sets(user), public_id=key)
    if permission is not None and not has_permission(user, permission, found.made_by):
        raise Http404
    return found


def visible_responses(user: User) -> Q:
    """Responses are seen by the addressee's side alone; one to a draft set needs sight of that draft as well."""
    addressed = in_bodies("set__addressee", bodies_for(user, Permission.SEE_RESPONSE))
    own = in_bodies("set__made_by", bodies_for(user, Permission.SEE_SETS))
    return addressed & (Q(set__published_at__isnull=False) | own)


def response_or_404(user: User, key: uuid.UUID, permission: Permission | None = None) -> CabinetResponse:
    """The response with all that belongs to it, if the user may see it and has `permission` for the addressee."""
    related = CabinetResponse.objects.filter(visible_responses(user))
    related = related.select_related("set__made_by", "set__addressee", "set__issue", "approved_at__meeting")
    related = related.prefetch_related("items__recommendation", "items__actions")
    found: CabinetResponse = found_or_404(related, public_id=key)
    if permission is not None and not has_permission(user, permission, found.set.addressee):
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
    if not found.is_published:
        if has_permission(user, Permission.PUBLISH_SET, found.made_by):
            missing = " ".join(f"{gap.words}." for gap in walls(set_gaps(found)))
            steps.append(step("publish", _("Publish these recommendations"), missing))
        if may_edit_set(user, found):
            steps.append(step("edit", _("Change the draft")))
        return steps
    if has_permission(user, Permission.PUBLISH_SET, found.made_by):
        stages = {"send": _("Record that they were sent"), "receive": _("Record that they were received")}
        for verb, words in stages.items():
            if found.status in SET_TRANSITIONS[verb].sources:
                steps.append(step(verb, words))
    steps += _answering_steps(user, found)
    if may_edit_set(user, found):
        steps.append(step("edit", _("Correct these recommendations")))
        steps.append(step("withdraw", _("Withdraw them"), kind="warning"))
    return steps


def _answering_steps(user: User, found: RecommendationSet) -> list[Step]:
    if not has_permission(user, Permission.SEE_RESPONSE, found.addressee):
        return []
    responses = list(found.responses.all())
    draft = next((response for response in responses if not response.is_published), None)
    if draft is not None:
        return [Step("response", _("Open the response being drafted"), response_url(draft))]
    if not has_permission(user, Permission.DRAFT_RESPONSE, found.addressee):
        return []
    words = _("Start a corrected response") if needs_reason(responses) else _("Start the response")
    return [Step("start", words, reverse("recommendations:officer-response-start", args=[found.public_id]))]


def needs_reason(responses: list[CabinetResponse]) -> bool:
    """Whether the next version corrects one that stands: then residents read why."""
    last = max(responses, key=lambda response: response.version, default=None)
    return last is not None and last.kind == "full" and not last.is_withdrawn


def response_url(response: CabinetResponse, name: str = "") -> str:
    """An officers' address of a response: its page, or the step `name`."""
    route = f"recommendations:officer-response-{name}" if name else "recommendations:officer-response"
    return reverse(route, args=[response.public_id])


RESPONSE_WORDS = (
    ("submit", "submit"),
    ("sign_off", "sign-off"),
    ("return", "return"),
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
        "record_approval": _("Record the approval"),
        "publish": _("Publish it"),
    }
    if response.status == ResponseStatus.APPROVED:
        words["record_approval"] = _("Change the recorded approval")
    steps = []
    if response.status == ResponseStatus.DRAFTING and may_take(user, "save", response):
        steps.append(Step("edit", _("Write the response"), response_url(response, "edit")))
    for verb, route in RESPONSE_WORDS:
        if may_take(user, verb, response):
            why_not = step_refusal(user, verb, response)
            kind = "secondary" if verb == "return" else ""
            steps.append(Step(verb, words[verb], response_url(response, route), why_not, kind))
    return sorted(steps, key=lambda step: step.verb in ("return", "record_approval" if response.approval_basis else ""))


def may_take(user: User, verb: str, response: CabinetResponse) -> bool:
    """Whether the response stands where `verb` may start, and the user's role allows it."""
    transition = RESPONSE_TRANSITIONS[verb]
    allowed = has_permission(user, transition.permission, response.set.addressee)
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
    if verb == "publish" and not response.set.is_public:
        return _("The recommendations it answers are not public. They must be published first.")
    if verb == "publish" and content_digest(response) != response.signed_off_digest:
        return _(
            "Words in it changed after it was signed off: the recommendations were corrected meanwhile. It must be "
            "returned and signed off again."
        )
    return ""


def _published_response_steps(user: User, response: CabinetResponse) -> list[Step]:
    if response.is_withdrawn or response.status == ResponseStatus.SUPERSEDED or response.set.is_withdrawn:
        return []
    steps = _answering_steps(user, response.set)
    if has_permission(user, Permission.PUBLISH_RESPONSE, response.set.addressee):
        steps.append(Step("withdraw", _("Withdraw it"), response_url(response, "withdraw"), kind="warning"))
    return steps
