"""Asking an officer of a service for an update by a mailed link, and taking what is written through it.

The token is made from the link's own key with this installation's secret key, and stored as a hash alone. It opens the
form of one row, once, until it expires; a GET changes nothing, because mail scanners follow links.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from council import audit, mail, publication
from council.mail import FILLED_IN, MailKey
from council.models import Office, User
from council.publication import RefusedError
from council.statute.wording import long_date
from recommendations.actions.progress import return_update, revise_update, write_update
from recommendations.actions.update_papers import EvidenceFile
from recommendations.announcements import about
from recommendations.lifecycle import name_of
from recommendations.models import Action, ProgressUpdate, Recommendation, UpdateLink
from recommendations.permissions_progress import require_writer

KIND = "update-link"
LASTS = datetime.timedelta(days=21)
Row = dict[str, Any]


class LinkOverError(RefusedError):
    """The link was used or has expired."""


def _text(digest: bytes) -> str:
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def token_of(public_id: uuid.UUID | str) -> str:
    """The token of a link: 43 characters that nobody can work out without this installation's secret key."""
    code = uuid.UUID(str(public_id)).hex
    return _text(salted_hmac("recommendations.update-link", code, algorithm="sha256").digest())


def hash_of(token: str) -> str:
    """What is stored of a token."""
    return _text(hashlib.sha256(token.encode()).digest())


def secret_of(reference: str, step: str) -> str:
    """The token, for the message that carries it: the mail log keeps a message without it (recommendations/apps.py)."""
    return token_of(step)


def link_of(token: str) -> UpdateLink | None:
    """The link with this token, used or expired ones too."""
    related = ("recommendation__set__made_by", "recommendation__set__addressee", "update")
    return UpdateLink.objects.select_related(*related).filter(token_hash=hash_of(token)).first()


def is_over(link: UpdateLink, at: datetime.datetime) -> bool:
    """Whether nothing can be written through it any more."""
    return link.used_at is not None or link.expires_at <= at


@transaction.atomic
def ask_for_update(
    recommendation: Recommendation,
    *,
    to: str,
    office: Office | None,
    office_title: str,
    address: str,
    by: User | None,
    at: datetime.datetime,
    action: Action | None = None,
    update: ProgressUpdate | None = None,
    because: str = "",
    key: uuid.UUID | None = None,
) -> UpdateLink:
    """Mail a fresh link. Earlier ones of the same row to the same address end; words typed too late go with this one.

    `address` is the site's own, such as "https://decisions.council.example". `key` names the form: sent twice, one
    link is mailed.
    """
    found = publication.lock(recommendation.set)
    require_writer(by, found)
    if not found.is_public:
        raise RefusedError(_("Only recommendations that are public are reported on."))
    to = _checked(to)
    public_id = key or uuid.uuid4()
    if key and (twin := UpdateLink.objects.filter(public_id=key).first()):
        return twin
    link = UpdateLink(
        public_id=public_id,
        recommendation=recommendation,
        action_key=action.key if action else update.action_key if update else None,
        update=update,
        to=to,
        office=office,
        office_title=office_title.strip(),
        token_hash=hash_of(token_of(public_id)),
        asked_by=by,
        asked_at=at,
        expires_at=at + LASTS,
    )
    same = UpdateLink.objects.select_for_update().filter(
        recommendation=recommendation, action_key=link.action_key, to=to
    )
    for earlier in same.order_by("pk"):
        link.typed = earlier.typed or link.typed
        if not is_over(earlier, at):
            earlier.expires_at = at
        earlier.typed = {}
        earlier.save(update_fields=["expires_at", "typed"])
    link.save()
    subject, text = _message(link, action, address, because)
    mail.send_once(MailKey(KIND, found.public_id.hex, public_id.hex), to, subject, text, at=at)
    told = {"asked": str(recommendation.key), "post": link.office_title, "action": str(link.action_key or "")}
    audit.record("asked for an update", found, by=by, at=at, after=told)
    return link


def _checked(to: str) -> str:
    address = to.strip().lower()
    if not address:
        raise RefusedError(_("Enter the e-mail address the link goes to: nothing is sent to nobody."))
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise RefusedError(_("Enter an e-mail address like name@example.org")) from wrong
    return address


def _message(link: UpdateLink, action: Action | None, address: str, because: str) -> tuple[str, str]:
    """Subject and text. What is withheld is not mailed."""
    row = link.recommendation
    words = row.public_summary if row.is_withheld else row.text
    names = {"label": name_of(row), "subject": about(row.set), "made_by": row.set.made_by.name}
    day = {"day": long_date(publication.local_date(link.expires_at))}
    lines = [
        _("%(made_by)s follows what comes of its recommendations. Please say where this one stands:") % names,
        _("Recommendation %(label)s about %(subject)s") % names,
        words,
        _("What your service was to do: %(what)s") % {"what": action.description} if action else "",
        _("It was returned to you: %(why)s") % {"why": because} if because else "",
        _("Write the update here. It takes about two minutes, and you need no account:"),
        f"{address.rstrip('/')}/updates/{FILLED_IN}/",
        _("The link works once, until %(day)s. It is for this one update: do not pass it on.") % day,
        _("What you write is public once the scrutiny officer has accepted it."),
    ]
    subject = _("Update wanted: recommendation %(label)s about %(subject)s") % names
    return subject, "\n\n".join(line for line in lines if line) + "\n"


@transaction.atomic
def send_by_link(
    link: UpdateLink,
    *,
    fields: dict[str, Any],
    evidence: list[Row],
    at: datetime.datetime,
    edit_number: int | None = None,
    paper: EvidenceFile | None = None,
) -> ProgressUpdate:
    """Write the update and use the link up. Of two at once the second finds it used.

    `edit_number` is the lock of a returned update that is written again.
    """
    publication.lock(link.recommendation.set)
    locked = UpdateLink.objects.select_for_update().select_related("recommendation__set").get(pk=link.pk)
    if is_over(locked, at):
        raise LinkOverError(_("This link was used already, or has expired."))
    said: dict[str, Any] = {"evidence": evidence, "paper": paper, "by": None, "at": at}
    own = {"action_key": locked.action_key, "office": locked.office}
    update = locked.update
    if update is not None and not update.is_published:
        update = revise_update(update, fields=fields | own, edit_number=edit_number, **said)
    else:
        update = write_update(locked.recommendation, fields=fields | own, **said)
    locked.used_at, locked.update, locked.typed = at, update, {}
    locked.save(update_fields=["used_at", "update", "typed"])
    return update


MOST_KEPT = 20_000


def keep_typed(link: UpdateLink, typed: dict[str, str]) -> bool:
    """Keep words that came too late, for the form of the next link of the same row to the same address."""
    if sum(map(len, typed.values())) > MOST_KEPT:
        return False
    newer = UpdateLink.objects.filter(
        recommendation=link.recommendation, action_key=link.action_key, to=link.to, asked_at__gt=link.asked_at
    )
    target = newer.filter(used_at=None).order_by("-asked_at").first() or link
    return bool(UpdateLink.objects.filter(pk=target.pk).update(typed=typed))


@transaction.atomic
def return_with_link(
    update: ProgressUpdate,
    *,
    reason: str,
    address: str,
    edit_number: int | None,
    by: User | None,
    at: datetime.datetime,
) -> ProgressUpdate:
    """Return an update; where it came by a link, its writer gets a fresh one to the same form."""
    returned = return_update(update, reason=reason, edit_number=edit_number, by=by, at=at)
    came_by = UpdateLink.objects.filter(update=returned, used_at__isnull=False).order_by("-used_at").first()
    if came_by is not None:
        ask_for_update(
            returned.recommendation,
            to=came_by.to,
            office=came_by.office,
            office_title=came_by.office_title,
            address=address,
            by=by,
            at=at,
            update=returned,
            because=reason,
        )
    return returned
