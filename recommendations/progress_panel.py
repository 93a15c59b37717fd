"""What an officer sees of the progress of a set: actions, updates, reviews, links that are out. For officers alone.

The same number of queries however many recommendations there are.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.models import MailSent, User
from council.templatetags.words import on as long_date
from recommendations.actions.links import KIND
from recommendations.choices_progress import Implementation, UpdateStage
from recommendations.models import CommitteeReview, ProgressUpdate, RecommendationSet, UpdateLink
from recommendations.owners import lead_of, owners_of
from recommendations.permissions_progress import may_accept, may_write
from recommendations.progress_lines import short_name
from recommendations.progress_wording import action_words
from recommendations.querysets_progress import overdue_actions, standing_actions, with_progress

Facts = dict[str, Any]


def panel(found: RecommendationSet, user: User, on: datetime.date) -> Facts:
    """Plain values; nothing for a set that is not public."""
    if not found.is_public:
        return {"rows": []}
    rows = list(with_progress(found.recommendations.all(), on).order_by("position"))
    actions, updates, reviews, links = _read(found, on)
    return {
        "set": found,
        "may_write": may_write(user, found),
        "may_review": may_accept(user, found),
        "rows": [
            {
                "name": short_name(row),
                "word": str(Implementation(row.implementation).label),
                "code": row.implementation,
                "ask": reverse("recommendations:officer-update-ask", args=[found.public_id, row.position]),
                "write": reverse("recommendations:officer-update-write", args=[found.public_id, row.position]),
                "actions": actions[row.pk],
                "updates": updates[row.pk],
                "reviews": reviews[row.pk],
                "links": links[row.pk],
            }
            for row in rows
        ],
    }


Grouped = dict[int, list[Facts]]


def _grouped(pairs: Iterable[tuple[int, Facts]]) -> Grouped:
    found: Grouped = defaultdict(list)
    for key, facts in pairs:
        found[key].append(facts)
    return found


def _read(found: RecommendationSet, on: datetime.date) -> tuple[Grouped, Grouped, Grouped, Grouped]:
    own = {"response_item__recommendation__set": found}
    late = set(overdue_actions(on).filter(**own).values_list("pk", flat=True))
    actions = list(standing_actions().filter(**own).select_related("response_item", "lead_office").order_by("position"))
    owners = owners_of(actions)
    updates = ProgressUpdate.objects.filter(set=found).order_by("-as_at", "-pk")
    reviews = CommitteeReview.objects.filter(set=found).select_related("body").order_by("-reviewed_on", "-pk")
    links = list(UpdateLink.objects.filter(recommendation__set=found, used_at=None, expires_at__gt=timezone.now()))
    mails = MailSent.objects.filter(kind=KIND, reference=found.public_id.hex)
    states = {mail.step: mail for mail in mails} if links else {}
    return (
        _grouped(
            (row.response_item.recommendation_id, _action(row, row.pk in late, lead_of(row, owners))) for row in actions
        ),
        _grouped((row.recommendation_id, _update(row)) for row in updates),
        _grouped((row.recommendation_id, _review(row)) for row in reviews),
        _grouped((row.recommendation_id, _link(row, states.get(row.public_id.hex))) for row in links),
    )


def _action(row: Any, is_late: bool, lead: str) -> Facts:
    return {
        "words": row.description,
        "lead": lead,
        "due_on": row.due_on,
        "is_overdue": is_late,
        "status": action_words(row.progress_status),
        "key": row.key.hex,
    }


def _update(row: ProgressUpdate) -> Facts:
    names = {"post": row.office_title, "status": row.get_status_display(), "day": long_date(row.as_at)}
    word, code = str(row.get_stage_display()), str(row.stage)
    if row.is_withdrawn:
        word, code = _("Withdrawn"), "withdrawn"
    elif row.is_published:
        word, code = _("Public"), "published"
    hint = row.returned_reason if row.stage == UpdateStage.RETURNED else ""
    url = reverse("recommendations:officer-update", args=[row.public_id])
    words = _("%(post)s, as at %(day)s: %(status)s") % names
    return {"words": words, "word": word, "code": code, "hint": hint, "url": url}


def _review(row: CommitteeReview) -> Facts:
    words = _("%(body)s on %(day)s") % {"body": row.body.name, "day": long_date(row.reviewed_on)}
    is_gone = row.is_withdrawn
    return {
        "record": row,
        "words": words,
        "word": _("Withdrawn") if is_gone else str(row.get_verdict_display()),
        "code": "withdrawn" if is_gone else row.verdict,
        "item": reverse("meetings:officer-item", args=[row.asked_item]) if row.asked_item else "",
        "edit": "" if is_gone else reverse("recommendations:officer-review-edit", args=[row.public_id]),
        "withdraw": reverse("recommendations:officer-review-withdraw", args=[row.public_id]),
    }


def _link(row: UpdateLink, mail: MailSent | None) -> Facts:
    names = {"to": row.to, "day": long_date(timezone.localdate(row.expires_at))}
    words = _("Link sent to %(to)s, works until %(day)s") % names
    state = str(mail.get_state_display()) if mail else ""
    return {"words": words, "word": state or _("Sent"), "code": mail.state if mail else "sent"}
