"""The words of messages to readers, made at the moment they go out from what is public then.

Of an entry whose record was withdrawn, made exempt or sealed since, not a word is left: the withdrawal has a line of
its own, which says no more than that. Every message says why it comes and how to stop it.
"""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass, field
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.alerts import links
from council.alerts.asking import ALERT, CONFIRMS, LASTS, OWN_LINK
from council.alerts.sending import DIGEST
from council.alerts.sources import DEADLINES, DIGEST_PARTS, DigestPart, Topic, topics_of
from council.mail import Written
from council.models import AlertLine, AlertReader, Council, MailSent, PublicEvent, RegisterEntry, Subscription
from council.publication import local_date
from council.statute.wording import listed, long_date

# Entries in one message; of the others it says how many, and where they stand.
MOST_TOLD = 20
MACHINE = {"Auto-Submitted": "auto-generated"}
Act = RegisterEntry.Act


@dataclass
class Told:
    """One line of a message. `order` is the order in which things happened, what falls due last."""

    about: str
    sentence: str
    address: str
    when: str
    order: tuple[int, str]
    topics: list[str] = field(default_factory=list)


def alert(mail: MailSent) -> Written | None:
    """What is new in what a reader follows; None where nothing of it is public any more, or they have gone."""
    reader = AlertReader.objects.filter(public_id=mail.reference, stopped_at=None).first()
    if reader is None:
        return None
    lines = list(AlertLine.objects.filter(mail=mail).select_related("subscription"))
    told = _told(lines)
    if not told:
        return None
    is_digest = mail.step.startswith(DIGEST)
    topics = topics_of({(line.subscription.kind, line.subscription.key) for line in lines})
    for line in lines:
        topic = topics.get((line.subscription.kind, line.subscription.key))
        if topic and line.about in told and topic.title not in told[line.about].topics:
            told[line.about].topics.append(topic.title)
    in_order = sorted(told.values(), key=lambda one: one.order)
    on = timezone.localdate()
    parts = [DigestPart(_("What was decided"))] + [part(on) for part in DIGEST_PARTS] if is_digest else []
    return _written(reader, in_order, topics, parts, was_interrupted=any(line.was_interrupted for line in lines), on=on)


def _told(lines: list[AlertLine]) -> dict[str, Told]:
    """What may be told of these lines now, once each."""
    found: dict[str, Told] = {}
    serials = {line.serial for line in lines if line.serial is not None}
    events = PublicEvent.objects.shown().filter(entry_id__in=serials).select_related("entry") if serials else ()
    for event in events:
        one = _of_event(event)
        found[one.about] = one
    named = {line.about for line in lines if line.serial is None}
    for deadlines in DEADLINES if named else ():
        for due in deadlines.named(named):
            found[due.about] = Told(due.about, due.sentence, due.address, "", (1, due.about))
    return found


def _of_event(event: PublicEvent) -> Told:
    entry = event.entry
    day = datetime.datetime.fromisoformat(entry.at)
    words = {"day": long_date(local_date(day)), "sentence": event.sentence}
    place = (0, f"{entry.serial:012}")
    about = f"entry:{entry.serial}"
    if entry.act == Act.WITHDRAWN:
        sentence = _("Something that you follow was withdrawn")
        address = reverse("register-entry", args=[entry.serial])
        return Told(about, sentence, address, _("Withdrawn on %(day)s") % words, place)
    when = {
        Act.PUBLISHED: _("Published on %(day)s"),
        Act.CORRECTED: _("Corrected on %(day)s"),
        Act.RESTRICTED: _("A part of it is not open to the public since %(day)s"),
    }.get(Act(entry.act), _("Updated on %(day)s"))
    address = event.address or reverse("register-entry", args=[entry.serial])
    return Told(about, event.sentence, address, when % words, place)


def _written(
    reader: AlertReader,
    told: list[Told],
    topics: dict[tuple[str, str], Topic],
    parts: list[DigestPart],
    *,
    was_interrupted: bool,
    on: datetime.date,
) -> Written:
    shown = [one for one in told if one.sentence][:MOST_TOLD]
    more = len(told) - len(shown)
    words = {"n": len(told), "day": long_date(on), "more": more}
    if parts:
        subject = _("Decisions published by %(day)s") % words
    elif len(told) == 1:
        subject = told[0].sentence
    else:
        subject = ngettext(
            "%(n)d thing is new in what you follow", "%(n)d things are new in what you follow", len(told)
        )
        subject %= words
    titles = sorted({topic.title for topic in topics.values()})
    facts: dict[str, Any] = {
        "heading": _("What is new in what you follow") if len(told) == 1 and not parts else subject,
        "interrupted": _(
            "Our last message to you was interrupted. You may have had some of this before."
        ) if was_interrupted else "",
        "told": shown,
        "tells_topics": len(titles) > 1,
        "more": _("and %(more)d more: see what was published when") % words if more else "",
        "more_address": reverse("register"),
        "parts": parts,
        "why": _("You get this because you asked for e-mail alerts about %(what)s.")
        % {"what": listed(titles) if titles else _("something that is no longer public")},
    }  # fmt: skip
    return _message(reader, subject, facts)


def _message(reader: AlertReader, subject: str, facts: dict[str, Any]) -> Written:
    """A message with its foot, plain and HTML, and the headers of RFC 8058."""
    stop = links.link(links.STOP, reader.public_id)
    context = facts | {
        "site": links.site(),
        "council": Council.current().name,
        "mine": links.link(links.MINE, reader.public_id),
        "stop": stop,
    }
    headers = MACHINE | {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return Written(
        reader.email, subject, plain(context), render_to_string("council/alerts/mail.html", context), headers
    )


def plain(context: dict[str, Any]) -> str:
    """The same words without HTML."""
    site = context["site"]
    blocks = [context["heading"]] + ([context["interrupted"]] if context["interrupted"] else [])
    if context["parts"]:
        blocks.append(context["parts"][0].heading.upper())
    for one in context["told"]:
        block = [one.sentence] + ([one.when] if one.when else [])
        if context["tells_topics"] and one.topics:
            block.append(_("You follow: %(what)s") % {"what": "; ".join(one.topics)})
        blocks.append("\n".join([*block, site + one.address]))
    if context["more"]:
        blocks.append(f"{context['more']}\n{site}{context['more_address']}")
    for part in context["parts"][1:]:
        blocks.append(part.heading.upper())
        blocks += [f"{sentence}\n{site}{address}" for sentence, address in part.lines] or [_("Nothing.")]
    foot = [
        "--",
        context["why"],
        _("See what you follow, change how often, or stop:"),
        context["mine"],
        _("Stop all e-mail alerts:"),
        context["stop"],
        context["council"],
    ]
    return "\n\n".join(blocks) + "\n\n" + "\n".join(foot) + "\n"


def confirmation(mail: MailSent) -> Written | None:
    """The message with the link that confirms; None where the link was replaced by a newer one, or used."""
    found = Subscription.objects.select_related("reader").filter(public_id=mail.reference, confirmed_at=None).first()
    if found is None:
        return None
    topic = topics_of([(found.kind, found.key)]).get((found.kind, found.key))
    if topic is None:
        return None
    names = {
        "what": topic.title,
        "day": long_date(local_date(found.asked_at + LASTS)),
        "council": Council.current().name,
    }
    subject = _("Confirm your e-mail alerts: %(what)s") % names
    paragraphs = [
        _("Somebody, we hope you, asked %(council)s to send e-mail alerts about %(what)s to this address.") % names,
        _("To begin, open this page and press the button. The link works once, until %(day)s:") % names,
        links.link(links.CONFIRM, found.public_id),
        _("If you did not ask, do nothing: nothing more is sent about it, and your address is forgotten in a week."),
    ]
    return _letter(found.reader, subject, paragraphs)


def own_link(mail: MailSent) -> Written | None:
    """The message with the link to a reader's own page."""
    reader = AlertReader.objects.filter(public_id=uuid.UUID(mail.reference)).first()
    if reader is None:
        return None
    paragraphs = [
        _("Somebody, we hope you, asked for this link. With it you see what you follow by e-mail, change how often, or "
          "stop."),
        links.link(links.MINE, reader.public_id),
        _("If you did not ask, do nothing. Do not pass the link on: whoever has it can change your alerts."),
    ]  # fmt: skip
    return _letter(reader, _("Your e-mail alerts"), paragraphs)


def _letter(reader: AlertReader, subject: str, paragraphs: list[str]) -> Written:
    council = Council.current().name
    html = render_to_string(
        "council/alerts/letter.html", {"paragraphs": paragraphs, "heading": subject, "council": council}
    )
    return Written(reader.email, subject, "\n\n".join([*paragraphs, council]) + "\n", html, dict(MACHINE))


WRITES = {ALERT: alert, CONFIRMS: confirmation, OWN_LINK: own_link}
