"""What waits for whom of progress updates, on the officers' desk. One query for each list."""

from __future__ import annotations

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from council.models import User
from council.roles import Permission, bodies_for
from council.templatetags.words import on as long_date
from recommendations.choices_progress import UpdateStage
from recommendations.desk import Line
from recommendations.models import ProgressUpdate
from recommendations.permissions import in_bodies
from recommendations.permissions_progress import SCRUTINY_WRITES


def desk_lines(user: User) -> list[Line]:
    """Updates to be accepted by scrutiny's officers, and those that were returned to whoever writes them."""
    accepts = in_bodies("set__made_by", bodies_for(user, Permission.PUBLISH_SET)) & Q(stage=UpdateStage.WAITING)
    writes = in_bodies("set__addressee", bodies_for(user, Permission.DRAFT_RESPONSE))
    for permission in SCRUTINY_WRITES:
        writes |= in_bodies("set__made_by", bodies_for(user, permission))
    updates = ProgressUpdate.objects.filter(accepts | writes & Q(stage=UpdateStage.RETURNED, links=None))
    updates = updates.filter(published_at=None, set__withdrawn_at=None, set__published_at__isnull=False)
    found = updates.select_related("set", "recommendation").order_by("as_at", "pk").distinct()
    return [_line(update) for update in found]


def _line(update: ProgressUpdate) -> Line:
    is_waiting = update.stage == UpdateStage.WAITING
    names = {"post": update.office_title, "day": long_date(update.as_at)}
    hint = _("from %(post)s, as at %(day)s") % names
    return Line(
        words=_("Accept the progress update") if is_waiting else _("Write the returned update again"),
        about=update.set.subject,
        url=reverse("recommendations:officer-update", args=[update.public_id]),
        button=_("Look at it"),
        hint=hint if is_waiting else update.returned_reason[:200],
    )
