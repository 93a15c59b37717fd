"""Mail: written down in the transaction that decides on it, sent by the queue, and never sent twice by itself.

`send_once` writes one row, unique by kind, reference, step and address, and puts a job into the queue; both stand or
fall with the transaction. The job says "being sent" in the database, hands the message over, then says "sent".
A worker that is killed between the last two leaves "being sent": nobody can know whether the message went out, and
the next worker does not send it again but calls it unclear. A reminder that comes twice makes officers distrust all of
them, while one that is lost is seen in the log and followed by the next step; so we choose at most once. What is
certain not to have gone out (no connection, a server that says "later") is tried again by the queue.

A kind of message may be written at the moment it goes out (`WRITERS`): then the row holds neither words nor address,
and what was withdrawn meanwhile is not in it. What else is to happen when a message has ended stands in `ENDINGS`.
"""

from __future__ import annotations

import datetime
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from council import audit, jobs
from council.models import MailSent, User
from council.publication import RefusedError
from council.roles import Permission, require

State = MailSent.State
FILLED_IN = "{secret}"
# What takes its place when a message of a kind goes out, made from its reference and step: it is never
# stored. An app puts its function here when it is loaded.
SECRETS: dict[str, Callable[[str, str], str]] = {}


@dataclass(frozen=True)
class Written:
    """A message as it goes out: to whom, its words, and headers beside the usual ones."""

    to: str
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)


# By kind: the message made when it goes out; None where there is nothing to say any more.
WRITERS: dict[str, Callable[[MailSent], Written | None]] = {}
# By kind: what is done in the transaction that writes down how a message ended. The second argument says whether the
# server has said that there is no such box.
ENDINGS: dict[str, Callable[[MailSent, bool], None]] = {}


class MailKey(NamedTuple):
    """What a message is about. With its address it names the message: the same one is never sent again."""

    kind: str
    reference: str
    step: str = ""


@transaction.atomic
def send_once(
    key: MailKey, to: str, subject: str, text: str, html: str = "", *, at: datetime.datetime | None = None
) -> bool:
    """Have a message sent once this transaction is committed; False where it was asked for before."""
    address = to.strip()
    if not address:
        raise RefusedError(_("Enter the e-mail address it goes to: nothing is sent to nobody."))
    words = {"subject": " ".join(subject.split())[:300], "text": text, "html": html}
    words |= {"queued_at": at or timezone.now()}  # type: ignore[dict-item]
    row, is_new = MailSent.objects.get_or_create(
        kind=key.kind, reference=key.reference, step=key.step, to=address.lower(), defaults=words
    )
    if is_new:
        jobs.enqueue(deliver, mail=row.pk)
    return is_new


@task()
def deliver(mail: int) -> str:
    """The job: hand one message to the mail server. Raises what the queue is to try again."""
    if not MailSent.objects.filter(pk=mail, state__in=(State.WAITING, State.SENDING)).exists():
        return "nothing to send"
    connection = get_connection()
    connection.open()  # where there is no server nothing has been said to anybody: tried again
    try:
        row = _begin(mail)
        if row is None:
            return "nothing to send"
        try:
            message = _message(row)
        except Exception:
            MailSent.objects.filter(pk=row.pk).update(state=State.WAITING)  # nothing was said to anybody
            raise
        if message is None:
            MailSent.objects.filter(pk=row.pk).delete()
            return "nothing to say any more"
        try:
            connection.send_messages([message])
        except smtplib.SMTPResponseException as answer:
            return _refused(row, answer.smtp_code, _told(answer.smtp_error))
        except smtplib.SMTPRecipientsRefused as answer:
            code, told = next(iter(answer.recipients.values()), (550, b""))
            return _refused(row, code, _told(told), is_of_address=True)
        except Exception as problem:
            _end(row, State.UNCLEAR, f"{type(problem).__name__}")
            return "unclear"
        _end(row, State.SENT)
        return "sent"
    finally:
        connection.close()


@transaction.atomic
def _begin(mail: int) -> MailSent | None:
    """The message marked as being sent; None where that is not to be done, or was begun before."""
    row = MailSent.objects.select_for_update().filter(pk=mail).first()
    if row is None or row.state not in (State.WAITING, State.SENDING):
        return None
    if row.state == State.SENDING:
        _end(row, State.UNCLEAR, "the worker was stopped while it was sending")
        return None
    row.state, row.sending_at = State.SENDING, timezone.now()
    row.save(update_fields=["state", "sending_at"])
    return row


def _message(row: MailSent) -> EmailMultiAlternatives | None:
    if row.kind in WRITERS:
        written = WRITERS[row.kind](row)
        if written is None:
            return None
        subject = " ".join(written.subject.split())[:300]
        message = EmailMultiAlternatives(subject, written.text, to=[written.to], headers=written.headers)
        if written.html:
            message.attach_alternative(written.html, "text/html")
        return message
    fill = SECRETS.get(row.kind)
    secret = fill(row.reference, row.step) if fill else FILLED_IN
    message = EmailMultiAlternatives(row.subject, row.text.replace(FILLED_IN, secret), to=[row.to])
    if row.html:
        message.attach_alternative(row.html.replace(FILLED_IN, secret), "text/html")
    return message


def _refused(row: MailSent, code: int, told: str, *, is_of_address: bool = False) -> str:
    """The server has said no, so nothing went out: for good (5xx), or for now.

    A 5.7 refuses a sender or a policy, whoever the message is for (RFC 3463 s.3.8): it says nothing of the address.
    """
    if code >= 500:
        has_no_box = is_of_address and not told.startswith("5.7.")
        words = f"{code} {told}" if row.kind not in WRITERS else f"{code}"  # servers repeat the address
        _end(row, State.REFUSED, words, has_no_box=has_no_box)
        return "refused"
    row.state = State.WAITING
    row.save(update_fields=["state"])
    said = f"the mail server said {code}"  # "from None": the queue keeps tracebacks, and servers repeat the address
    raise ConnectionError(said if row.kind in WRITERS else f"{said} {told}") from None


def _told(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)


def may_send_again(row: MailSent) -> bool:
    """Whether a person may have it sent again: it was refused, or is unclear, and its words are still there."""
    return row.state in (State.REFUSED, State.UNCLEAR) and bool(row.text or row.html)


@transaction.atomic
def send_again(row: MailSent, *, by: User | None, at: datetime.datetime) -> None:
    """Put a message back into the queue that was refused, or of which nobody knows whether it went out."""
    require(by, Permission.CONFIGURE)
    locked = MailSent.objects.select_for_update().get(pk=row.pk)
    if not may_send_again(locked):
        raise RefusedError(_("This cannot be sent again: it went out, waits, or its words are not kept any more."))
    was, locked.state, locked.problem = locked.state, State.WAITING, ""
    locked.save(update_fields=["state", "problem"])
    jobs.enqueue(deliver, mail=locked.pk)
    audit.record("sent again", locked, by=by, at=at, after={"was": was, "kind": locked.kind, "step": locked.step})


@transaction.atomic
def _end(row: MailSent, state: str, problem: str = "", *, has_no_box: bool = False) -> None:
    """Write down how it ended; once it has gone out its words are forgotten, else somebody may send it again."""
    values: dict[str, object] = {"state": state, "problem": problem[:300]}
    if state == State.SENT:
        values["sent_at"] = timezone.now()
    if state == State.SENT or row.kind in WRITERS:
        values |= {"text": "", "html": ""}
    MailSent.objects.filter(pk=row.pk).update(**values)
    row.state = state
    if row.kind in ENDINGS:
        ENDINGS[row.kind](row, has_no_box)
