"""Documents on recommendation sets, responses and updates: who works on them, how they are named, which are public.

Files, readings and versions are those of every document (meetings); here stands what meetings asks about the records
of this app that documents hang on (`meetings/holders.py`).
"""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import User
from council.publication import Announcement, local_date
from council.roles import Permission, has_permission
from meetings.holders import HOLDERS, Holder, related_to_holders
from meetings.models import Document
from meetings.pages import document_data
from recommendations import published
from recommendations.announcements import about, issue_reference
from recommendations.lifecycle import name_of
from recommendations.models import CabinetResponse, ProgressUpdate, RecommendationSet
from recommendations.permissions import visible_responses, visible_sets
from recommendations.permissions_progress import may_accept, may_write
from recommendations.progress_lines import short_name
from recommendations.published_progress import recommendation_address

Facts = dict[str, Any]


def fill_holders() -> None:
    """Tell meetings of the three kinds of records; once, when the app is loaded."""
    HOLDERS[RecommendationSet] = Holder(
        related=("recommendation_set__made_by", "recommendation_set__addressee", "recommendation_set__issue"),
        may_see=_sees_of_set,
        may_draft=lambda user, paper: has_permission(user, Permission.RECORD_SET, _set_of(paper).made_by),
        may_publish=lambda user, paper: has_permission(user, Permission.PUBLISH_SET, _set_of(paper).made_by),
        announce=_announce,
        named=lambda found: _("Recommendations on %(subject)s") % {"subject": found.subject},
        page=lambda found: reverse("recommendations:officer-set", args=[found.public_id]),
        title=lambda found: _("Recommendations about %(subject)s") % {"subject": about(found)},
        address=published.set_address,
        trail=_trail_of_set,
        section=_section,
        dated=lambda found: (found.made_on, found.made_by_id),
    )
    HOLDERS[CabinetResponse] = Holder(
        related=(
            "response__set__made_by", "response__set__addressee", "response__set__issue", "response__duty__kept_by",
        ),
        may_see=_sees_of_response,
        may_draft=lambda user, paper: _keeps(user, Permission.DRAFT_RESPONSE, paper),
        may_publish=lambda user, paper: _keeps(user, Permission.PUBLISH_RESPONSE, paper),
        announce=_announce,
        named=lambda found: _("Response on %(subject)s") % {"subject": found.set.subject},
        page=lambda found: reverse("recommendations:officer-response", args=[found.public_id]),
        title=lambda found: _("Response to the recommendations about %(subject)s") % {"subject": about(found.set)},
        address=published.response_address,
        trail=lambda found: [
            *_trail_of_set(found.set), _("Version %(number)s") % {"number": found.version},
            published.response_address(found),
        ],
        section=_section,
        dated=lambda found: (found.approved_on, found.kept_by.pk),
    )  # fmt: skip
    HOLDERS[ProgressUpdate] = Holder(
        related=("update__set__made_by", "update__set__addressee", "update__set__issue", "update__recommendation"),
        may_see=_sees_of_update,
        may_draft=lambda user, paper: may_write(user, _set_of(paper)),
        may_publish=lambda user, paper: may_accept(user, _set_of(paper)),
        announce=_announce,
        named=_update_named,
        page=lambda found: reverse("recommendations:officer-update", args=[found.public_id]),
        title=_update_named,
        address=lambda found: recommendation_address(_row_of(found)),
        trail=lambda found: [
            *_trail_of_set(found.set),
            short_name(found.recommendation),
            recommendation_address(_row_of(found)),
        ],
        section=_section,
        dated=lambda found: (found.as_at, found.set.made_by_id),
    )


def _trail_of_set(found: RecommendationSet) -> list[str]:
    every, body = reverse("recommendations:list"), found.made_by
    of_body = f"{every}?body={body.slug}"
    return [_("Recommendations"), every, body.name, of_body, found.reference, published.set_address(found)]


def _section() -> tuple[str, str]:
    return _("Recommendations"), reverse("recommendations:officer-list")


def _update_named(update: ProgressUpdate) -> str:
    names = {"label": name_of(update.recommendation), "subject": about(update.set)}
    return _("Progress on recommendation %(label)s about %(subject)s") % names


def _row_of(update: ProgressUpdate) -> Any:
    update.recommendation.set = update.set
    return update.recommendation


def _set_of(paper: Document) -> RecommendationSet:
    """The set that a document belongs to in the end."""
    above: Any = paper.parents()[0]
    return above if isinstance(above, RecommendationSet) else above.set


def _keeps(user: User, permission: Permission, paper: Document) -> bool:
    response: Any = paper.response
    return has_permission(user, permission, response.kept_by)


def _sees_of_set(user: User, paper: Document) -> bool:
    """Scrutiny's side; the other side what residents get."""
    found = _set_of(paper)
    if has_permission(user, Permission.SEE_SETS, found.made_by):
        return True
    return paper.has_public_bytes and visible_sets(user).filter(pk=found.pk).exists()


def _sees_of_response(user: User, paper: Document) -> bool:
    """The side that answers; the other side what residents get."""
    if CabinetResponse.objects.filter(visible_responses(user), pk=paper.response_id).exists():
        return True
    return paper.has_public_bytes and visible_sets(user).filter(pk=_set_of(paper).pk).exists()


def _sees_of_update(user: User, paper: Document) -> bool:
    """Both sides: whoever sees the set sees its updates."""
    return visible_sets(user).filter(pk=_set_of(paper).pk).exists()


def _announce(paper: Document, snapshot: Facts, sentence: str) -> Announcement:
    found = _set_of(paper)
    above = paper.parents()[0]
    return Announcement(
        snapshot=snapshot,
        sentence=sentence[:1000],
        address=HOLDERS[type(above)].address(above),
        happened_on=local_date(paper.changed_at),
        body=found.made_by,
        issue_reference=issue_reference(found),
    )


def public_documents(found: RecommendationSet) -> dict[type, dict[int, list[Facts]]]:
    """Of a public set, what residents read of its documents: by kind and key of what each hangs on. One query."""
    below = Q(recommendation_set=found) | Q(response__set=found) | Q(update__set=found)
    told: dict[type, dict[int, list[Facts]]] = {RecommendationSet: {}, CabinetResponse: {}, ProgressUpdate: {}}
    rows = Document.objects.filter(below, published_at__isnull=False, withdrawn_at=None)
    rows = rows.select_related("supplement", "supersedes", *related_to_holders()).order_by()
    # Sorted here: to order by one of the hundreds of columns Django looks at them all.
    for paper in sorted(rows, key=lambda paper: (paper.position, paper.pk)):
        if not paper.is_public:  # as `published()`, row by row: that it asks of six kinds costs more than these rows
            continue
        above: Any = paper.parents()[0]
        data = document_data(paper) | {"changed_at": paper.changed_at}
        told[type(above)].setdefault(above.pk, []).append(data)
    return told


def changed_at(told: dict[type, dict[int, list[Facts]]]) -> list[datetime.datetime]:
    """When these documents were changed last."""
    return [paper["changed_at"] for kind in told.values() for papers in kind.values() for paper in papers]
