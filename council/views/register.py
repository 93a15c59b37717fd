"""The public register: what was published when, each entry as it was published, and how to verify it."""

from __future__ import annotations

import json
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.access import found_or_404, public_view
from council.corrections import versions_address
from council.lists_register import REGISTER, entries_with_state
from council.models import RegisterEntry, RegisterHead, Snapshot
from council.views.snapshots import CATALOGUES, beside_the_fragment, changes, kind_words, readable
from recommendations.models import CabinetResponse

RESPONSE = "cabinetresponse"
# Entries that end a record and are no version of it.
ENDINGS = (RegisterEntry.Act.WITHDRAWN, RegisterEntry.Act.SEALED)
# The two posts in the snapshot of a seal.
SEALED_BY = ("asked_for_by", "confirmed_by")
# The fields that are chained, in the order of `chain_hash`.
CHAINED = {
    "serial": _("Number"),
    "act": _("What was done"),
    "record_kind": _("Kind of record"),
    "reference": _("The record’s own code"),
    "version": _("Version"),
    "at": _("When (UTC)"),
    "office": _("By"),
    "digest": _("Digest of the words"),
    "previous": _("Fingerprint of the entry before"),
}


@public_view
def register(request: HttpRequest) -> HttpResponse:
    """Every entry, newest first, and the head that a reader may keep."""
    found = REGISTER.select(request.GET, council=request.council, on=timezone.localdate())  # type: ignore[attr-defined]
    page = Paginator(found.rows.select_related("event"), REGISTER.page_size).get_page(request.GET.get("page"))
    head = RegisterHead.objects.filter(pk=1).values("serial", "fingerprint").first()
    context = {
        "page": page,
        "count": page.paginator.count,
        "entries": [line(entry) for entry in page.object_list],
        "head": head,
    }
    return render(request, "council/register.html", context)


@public_view
def entry(request: HttpRequest, serial: int) -> HttpResponse:
    """One entry: the record as it was published, what changed, and how to verify it. 410 once it is hidden."""
    found = found_or_404(entries_with_state().select_related("event", "snapshot"), serial=serial)
    snapshot = snapshot_of(found)
    if snapshot is None:
        return gone(request, found)
    context = line(found) | chain(found) | record_data(found, json.loads(snapshot.text))
    path = reverse("register-text", args=[serial])
    context["salt"] = snapshot.salt
    context["text_url"] = request.build_absolute_uri(path)
    context["files"] = [{"words": _("Salt and text of this entry"), "url": path, "type": "TXT"}]
    return render(request, "council/register_entry.html", context)


@public_view
def entry_text(request: HttpRequest, serial: int) -> HttpResponse:
    """Salt and text and nothing else, so that their SHA-256 is the digest. 410 once the entry is hidden."""
    found = found_or_404(entries_with_state().select_related("snapshot"), serial=serial)
    snapshot = snapshot_of(found)
    if snapshot is None:
        return gone(request, found)
    return HttpResponse((snapshot.salt + snapshot.text).encode(), content_type="text/plain; charset=utf-8")


def snapshot_of(found: Any) -> Snapshot | None:
    """The snapshot the public may read; None where it is hidden, or sealed and destroyed."""
    return getattr(found, "snapshot", None) if found.is_shown else None


def line(found: Any) -> dict[str, Any]:
    """An entry in words. Its sentence and address only while its record may be read."""
    event = getattr(found, "event", None) if found.is_shown else None
    return {
        "serial": found.serial,
        "at": found.at,
        "act": found.act,
        "act_words": found.get_act_display(),
        "kind_words": kind_words(found.record_kind),
        "office": found.office,
        "fingerprint": found.fingerprint,
        "is_shown": found.is_shown,
        "sentence": event.sentence if event else "",
        "address": event.address if event else "",
    }


def chain(found: RegisterEntry) -> dict[str, Any]:
    """The chained fields as they go into the fingerprint."""
    values = [(label, str(getattr(found, name))) for name, label in CHAINED.items()]
    return {"chained": values, "previous_serial": found.serial - 1, "versions_url": versions_address(found.serial)}


def record_data(found: RegisterEntry, text: dict[str, Any]) -> dict[str, Any]:
    """The record of a snapshot for reading, and what changed since the version before."""
    catalogue, record = CATALOGUES.get(found.record_kind), text["record"]
    is_response = found.record_kind == RESPONSE and found.act not in ENDINGS
    before = version_before(found)
    return {
        "reason": text["reason"],
        "sealed_by": posts_of(text) if found.act == RegisterEntry.Act.SEALED else [],
        "version": found.version,
        "response": record if is_response else None,
        "rows": readable(beside_the_fragment(record) if is_response else record, catalogue),
        "before": before.serial if before else None,
        "changes": changes(json.loads(before.snapshot.text)["record"], record, catalogue) if before else [],
    }


def version_before(found: RegisterEntry) -> RegisterEntry | None:
    """The entry of the version before, if it may still be read. A response's versions are records of their own."""
    same_record = Q(reference=found.reference, serial__lt=found.serial)
    if found.record_kind == RESPONSE:
        earlier = CabinetResponse.objects.published().filter(
            set__responses__public_id=found.reference, version__lt=found.version
        )
        same_record |= Q(serial__in=earlier.order_by("-version").values("entry")[:1])
    entries = RegisterEntry.objects.shown().filter(same_record, snapshot__isnull=False)
    return entries.select_related("snapshot").order_by("-serial").first()


def posts_of(text: dict[str, Any]) -> list[str]:
    """The posts of the two officers who sealed a record."""
    return list(dict.fromkeys(text["record"][name] for name in SEALED_BY))


def gone(request: HttpRequest, found: RegisterEntry) -> HttpResponse:
    """410: who hid the record and why, and the chained fields, which hold no word of it."""
    context = line(found) | chain(found) | {"tombstone": tombstone_of(found)}
    return render(request, "council/register_entry.html", context, status=410)


def tombstone_of(found: RegisterEntry) -> dict[str, Any]:
    """What hid the record of an entry last: act, when, office, why, and that entry's serial."""
    later = RegisterEntry.objects.filter(reference=found.reference, act__in=RegisterEntry.HIDING)
    hiding = later.filter(serial__gte=found.serial).select_related("snapshot").order_by("-serial").first()
    snapshot = getattr(hiding, "snapshot", None)
    text = json.loads(snapshot.text) if snapshot else {}
    is_sealed = hiding is not None and hiding.act == RegisterEntry.Act.SEALED
    return {
        "act": hiding.act if hiding else "",
        "posts": posts_of(text) if is_sealed else [],
        "on": hiding.at if hiding else "",
        "office": hiding.office if hiding else "",
        "reason": text.get("reason") or text.get("record", {}).get("reason") or "",
        "serial": hiding.serial if hiding else None,
    }
