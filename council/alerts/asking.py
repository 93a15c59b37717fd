"""What readers do: ask for alerts, confirm them, change them, stop them. Nobody is told whether an address is known.

Whoever types an address is a stranger to it: nothing that they can do changes what its owner gets, and the messages
they can cause are few (`MOST_FIRST`, `MOST_A_DAY`, `MOST_OF_ALL`).
"""

from __future__ import annotations

import datetime
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from council.alerts.sources import KINDS
from council.mail import MailKey, send_once
from council.models import AlertReader, MailSent, RegisterHead, Subscription
from council.publication import RefusedError, local_date

CONFIRMS, OWN_LINK, ALERT = "alert-confirm", "alert-link", "alert"
MAIL_KINDS = (CONFIRMS, OWN_LINK, ALERT)
# How long a link that confirms works, and when what nobody confirmed is forgotten.
LASTS = datetime.timedelta(days=3)
FORGOTTEN_AFTER = datetime.timedelta(days=7)
# Messages caused by a form: to an address that never confirmed anything, until it is forgotten; to one that has, in a
# day; to everybody together, in 24 hours.
MOST_FIRST, MOST_A_DAY, MOST_OF_ALL = 3, 10, 1000
MOST_FOLLOWED = 200

Pace = Subscription.Pace


class LinkOverError(RefusedError):
    """The link was used or has expired."""


def nobody(public_id: uuid.UUID) -> str:
    """What the mail log has in an address's place: it names the reader, and nothing can be sent there (RFC 2606)."""
    return f"{public_id.hex}@reader.invalid"


@transaction.atomic
def ask(email: str, *, kind: str, key: str, pace: str, at: datetime.datetime) -> None:
    """Have a link sent with which the owner of an address confirms; nothing more where the limits are reached."""
    if _is_too_much_today(at):
        return
    reader = _reader(email, at, makes=True)
    if reader is None:
        return
    found = reader.subscriptions.filter(kind=kind, key=key).first()
    if found is not None and found.confirmed_at is not None:
        _send_link(reader, at)
        return
    if found is None:
        if reader.subscriptions.count() >= MOST_FOLLOWED:
            return
        found = Subscription(reader=reader, kind=kind, key=key)
    found.public_id, found.asked_at = uuid.uuid4(), at
    found.pace = Pace.DAILY if KINDS[kind].is_digest else pace
    found.save()
    send_once(MailKey(CONFIRMS, found.public_id.hex), nobody(reader.public_id), "Confirm your e-mail alerts", "", at=at)


@transaction.atomic
def ask_for_link(email: str, *, at: datetime.datetime) -> None:
    """Have the link to their own page sent to somebody who follows something; nothing to anybody else."""
    if _is_too_much_today(at):
        return
    reader = _reader(email, at, makes=False)
    if reader is not None:
        _send_link(reader, at)


def _send_link(reader: AlertReader, at: datetime.datetime) -> None:
    step = f"{reader.asked_on:%Y%m%d}-{reader.asked_count}"
    send_once(MailKey(OWN_LINK, reader.public_id.hex, step), nobody(reader.public_id), "Your e-mail alerts", "", at=at)


def _is_too_much_today(at: datetime.datetime) -> bool:
    since = at - datetime.timedelta(days=1)
    return MailSent.objects.filter(kind__in=(CONFIRMS, OWN_LINK), queued_at__gt=since).count() >= MOST_OF_ALL


def _reader(email: str, at: datetime.datetime, *, makes: bool) -> AlertReader | None:
    """The reader with this address, locked, with one message more counted; None where that would be one too many."""
    address, on = email.strip().lower(), local_date(at)
    if makes:
        AlertReader.objects.get_or_create(email=address, defaults={"asked_on": on})
    reader = AlertReader.objects.select_for_update().filter(email=address).first()
    if reader is None:
        return None
    has_confirmed = reader.subscriptions.filter(confirmed_at__isnull=False).exists()
    if not (has_confirmed or makes):
        return None
    if has_confirmed and reader.asked_on != on:
        reader.asked_count = 0
    if reader.asked_count >= (MOST_A_DAY if has_confirmed else MOST_FIRST):
        return None
    reader.asked_on, reader.asked_count = on, reader.asked_count + 1
    reader.save(update_fields=["asked_on", "asked_count"])
    return reader


def is_over(found: Subscription, at: datetime.datetime) -> bool:
    """Whether its link confirms nothing any more."""
    return found.confirmed_at is not None or found.asked_at + LASTS <= at


@transaction.atomic
def confirm(found: Subscription, *, at: datetime.datetime) -> AlertReader:
    """Begin: the reader is told of what is published from now on. Of two at once the second finds it done."""
    reader = AlertReader.objects.select_for_update().filter(pk=found.reader_id).first()
    locked = Subscription.objects.select_for_update().filter(pk=found.pk, public_id=found.public_id).first()
    if reader is None or locked is None or is_over(locked, at):
        raise LinkOverError(_("This link was used already, or has expired."))
    head = RegisterHead.objects.filter(pk=1).values_list("serial", flat=True).first() or 0
    locked.confirmed_at, locked.after_serial = at, head
    locked.save(update_fields=["confirmed_at", "after_serial"])
    if reader.stopped_at is not None:
        reader.stopped_at = None
        reader.save(update_fields=["stopped_at"])
    return reader


@transaction.atomic
def change(reader: AlertReader, paces: dict[uuid.UUID, str], *, starts_again: bool = False) -> bool:
    """Change how often, or stop ("") some of what a reader follows; False where nothing is left and they are gone."""
    locked = AlertReader.objects.select_for_update().filter(pk=reader.pk).first()
    if locked is None:
        return False
    for found in locked.subscriptions.filter(public_id__in=paces):
        pace = paces[found.public_id]
        if not pace:
            found.delete()
        elif pace != found.pace and not KINDS[found.kind].is_digest:
            found.pace = Pace(pace)
            found.save(update_fields=["pace"])
    if starts_again and locked.stopped_at is not None:
        locked.stopped_at = None
        locked.save(update_fields=["stopped_at"])
    if locked.subscriptions.filter(confirmed_at__isnull=False).exists():
        return True
    forget(locked)
    return False


@transaction.atomic
def forget(reader: AlertReader) -> None:
    """Delete a reader: the address, what they followed, what they were still to be told, what the log has of them."""
    MailSent.objects.filter(kind__in=MAIL_KINDS, to=nobody(reader.public_id)).delete()
    reader.delete()


def tidy(at: datetime.datetime) -> None:
    """Forget what nobody confirmed, addresses that have no box, and messages sent two months ago."""
    old = at - FORGOTTEN_AFTER
    Subscription.objects.filter(confirmed_at__isnull=True, asked_at__lt=old).delete()
    gone = AlertReader.objects.filter(subscriptions=None, asked_on__lt=local_date(old))
    gone |= AlertReader.objects.filter(stopped_at__lt=at - datetime.timedelta(days=30))
    for reader in gone.distinct():
        forget(reader)
    ended = (MailSent.State.SENT, MailSent.State.REFUSED, MailSent.State.UNCLEAR)
    before = at - datetime.timedelta(days=60)
    MailSent.objects.filter(kind__in=MAIL_KINDS, state__in=ended, queued_at__lt=before).delete()
