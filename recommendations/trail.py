"""Who did what with a record, and when; and what of a response residents never see. For officers alone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from council.models import AuditEvent
from council.models.published import PublishedRecord
from recommendations.lifecycle import name_of
from recommendations.models import CabinetResponse

ACTS = {
    "created": gettext_lazy("started it"),
    "saved": gettext_lazy("saved it"),
    "assigned": gettext_lazy("gave answers to a service to draft"),
    "chased": gettext_lazy("asked for drafts by e-mail"),
    "handed_over": gettext_lazy("handed over who drafts and who leads"),
    "submit": gettext_lazy("sent it for sign-off"),
    "return": gettext_lazy("returned it"),
    "sign_off": gettext_lazy("signed it off"),
    "record_approval": gettext_lazy("recorded the approval"),
    "decided": gettext_lazy("wrote down how it was agreed"),
    "proposed": gettext_lazy("published it as proposed"),
    "published": gettext_lazy("published it"),
    "changed": gettext_lazy("recorded its next stage"),
    "corrected": gettext_lazy("corrected it"),
    "restricted": gettext_lazy("made a part of it exempt"),
    "withdrawn": gettext_lazy("withdrew it"),
    "superseded": gettext_lazy("replaced it by a later version"),
}
MOST = 200


def trail(records: Iterable[PublishedRecord]) -> list[dict[str, Any]]:
    """The latest first; saves of one person on one day are counted together."""
    references = [record.public_id.hex for record in records]
    events = AuditEvent.objects.filter(reference__in=references, act__in=ACTS).select_related("by")[:MOST]
    lines: list[dict[str, Any]] = []
    for event in events:
        who = str(event.by) if event.by else _("The system")
        day = timezone.localtime(event.at).date()
        last = lines[-1] if lines else None
        if last and event.act == "saved" and (last["act"], last["who"], last["day"]) == ("saved", who, day):
            last["count"] += 1
            continue
        reason = event.after.get("returned_reason", "") if event.act == "return" else ""
        lines.append({"at": event.at, "who": who, "act": event.act, "day": day, "count": 1, "reason": reason})
    for line in lines:
        line["words"] = str(ACTS[line["act"]])
        if line["count"] > 1:
            line["words"] = ngettext("saved it %(count)d time", "saved it %(count)d times", line["count"]) % line
    return lines


def last_saved_at(record: PublishedRecord) -> Any:
    """When the record was last written, or None."""
    acts = AuditEvent.objects.filter(reference=record.public_id.hex)
    return acts.values_list("at", flat=True).first()


def inner_words(response: CabinetResponse) -> list[dict[str, Any]]:
    """Of each answer, where there are any: withheld words, exempt part, private notes, who drafts it by when."""
    rows = []
    for item in response.items.all():
        row = {
            "text": item.recommendation.text if item.recommendation.is_withheld else "",
            "exempt": item.exempt_comment,
            "notes": item.private_notes,
            "drafter": ", ".join(filter(None, (getattr(item.drafter_office, "title", ""), item.drafter))),
            "due_on": item.internal_due_on,
        }
        if any(row.values()):
            name = name_of(item.recommendation)
            rows.append(row | {"heading": _("Recommendation %(label)s") % {"label": name}})
    return rows
