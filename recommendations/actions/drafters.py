"""What officers do to get the answers in: give rows to a service, chase it, answer several rows alike."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from council import audit, publication
from council.drafts import save_draft
from council.mail import MailKey, send_once
from council.models import Office, User
from council.publication import RefusedError
from council.roles import require
from recommendations.actions.responses import reread, save_response
from recommendations.drafting import may_be_chased, names_of, wanted_words
from recommendations.lifecycle import RESPONSE_TRANSITIONS, follow
from recommendations.models import CabinetResponse, ResponseItem

KIND = "draft"


def _locked(response: CabinetResponse, edit_number: int | None, by: User | None) -> CabinetResponse:
    """The response, locked, where it is being drafted and this user may draft it."""
    locked = publication.lock(response, edit_number)
    require(by, RESPONSE_TRANSITIONS["save"].permission, locked.kept_by)
    follow(RESPONSE_TRANSITIONS, "save", locked.status)
    return locked


def _chosen(response: CabinetResponse, items: Collection[int]) -> list[ResponseItem]:
    rows = response.items.filter(pk__in=items).select_related("recommendation", "drafter_office")
    found = list(rows.order_by("recommendation__position"))
    if not found:
        raise RefusedError(_("Select at least one recommendation."))
    return found


@transaction.atomic
def assign_rows(
    response: CabinetResponse,
    *,
    items: Collection[int],
    office: Office,
    internal_due_on: datetime.date | None,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
    drafter: str = "",
    site: str = "",
) -> CabinetResponse:
    """Give rows to a service, with the day their drafts are wanted. Who drafted a row before is replaced.

    With the `site`'s own address the service is sent an e-mail about it at once.
    """
    locked = _locked(response, edit_number, by)
    rows = _chosen(locked, items)

    def write() -> None:
        for item in rows:
            if item.drafter_office_id != office.pk:
                item.asked_on = None
            item.drafter_office, item.drafter, item.internal_due_on = office, drafter.strip(), internal_due_on
            item.save()

    saved = save_draft(locked, changes={}, by=by, at=at, act="assigned", children=write)
    if site:
        chase_rows(saved, items=items, on=publication.local_date(at), site=site, by=by, at=at)
    return saved


@transaction.atomic
def chase_rows(
    response: CabinetResponse,
    *,
    items: Collection[int],
    on: datetime.date,
    site: str,
    by: User | None,
    at: datetime.datetime,
) -> list[Office]:
    """Ask the services of these rows for their drafts by e-mail, no row twice on one day; gives those who were asked.

    It changes no word that somebody may be writing, so the lock of open forms stays as it is.
    """
    locked = reread(_locked(response, None, by))
    if not locked.set.is_public:
        raise RefusedError(_("Publish the recommendations before you send them round."))
    before = audit.values(locked)
    asked: dict[Office, list[ResponseItem]] = defaultdict(list)
    for item in _chosen(locked, items):
        if item.drafter_office is not None and may_be_chased(item) and item.asked_on != on:
            asked[item.drafter_office].append(item)
    for office, rows in asked.items():
        if not office.email:
            names = {"office": office.title, "rows": names_of(rows)}
            words = _("%(office)s (recommendation %(rows)s) has no e-mail address. Nothing was sent to anybody.")
            raise RefusedError(words % names)
        subject, text = wanted_words(locked, office, rows, site)
        key = MailKey(KIND, locked.public_id.hex, f"{on:%Y%m%d}:{office.pk}:{rows[0].pk}")
        send_once(key, office.email, subject, text, at=at)
        for item in rows:
            item.asked_on = on
            item.save(update_fields=["asked_on"])
    if asked:
        audit.record("chased", locked, by=by, at=at, before=before)
    return list(asked)


@transaction.atomic
def answer_rows(
    response: CabinetResponse,
    *,
    items: Collection[int],
    answer: dict[str, Any],
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> CabinetResponse:
    """Give several rows, and their limbs, the same answer. None of them may have one yet: nothing is overwritten."""
    locked = _locked(response, edit_number, by)
    rows = _chosen(locked, items)
    answered = [item for item in rows if item.outcome or item.comment]
    if answered:
        words = _("Recommendation %(rows)s has words in its answer already. Leave it out, or change it in its own row.")
        raise RefusedError(words % {"rows": names_of(answered)})
    own = {"outcome": answer["outcome"], "outcome_words": answer["outcome_words"], "comment": ""}
    values = {
        item.pk: answer | {"limbs": [{"label": limb["label"], **own} for limb in item.recommendation.limbs]}
        for item in rows
    }
    return save_response(locked, fields={}, rows=values, edit_number=locked.edit_number, by=by, at=at)
