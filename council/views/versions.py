"""All versions of one published record: when, by which office, of which kind and why, and what changed word by word.

Versions that were withdrawn, made exempt or sealed stand here as lines without a word of theirs.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from council import formats, lists
from council.about import About, collection
from council.access import found_or_404, public_view
from council.corrections import versions_address
from council.models import RegisterEntry, Snapshot
from council.views.register import ENDINGS, RESPONSE, entries_with_state, line, tombstone_of
from council.views.snapshots import CATALOGUES, EFFORT, changes, kind_words
from recommendations.models import CabinetResponse

PAGE_SIZE = 10


@public_view
def versions(request: HttpRequest, serial: int) -> HttpResponse:
    """Newest first, at the address of any of its entries. 410 once nothing of the record may be read."""
    asked = found_or_404(RegisterEntry.objects.all(), serial=serial)
    found = list(entries_of(asked))
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    standing = next((entry for entry in found if entry.is_shown and entry.act not in ENDINGS), None)
    context = {
        "kind_words": kind_words(asked.record_kind),
        "now": line(standing) if standing else None,
        "lines": lines(found[page.start_index() - 1 : page.end_index() + 1])[:PAGE_SIZE],
        "count": len(found),
        "formats": lines_of(request.path) if standing else [],
        "page": page,
        "about": about_versions(standing, versions_address(found[-1].serial)) if standing else None,
        "tombstone": None if standing else tombstone_of(found[0]),
    }
    return render(request, "council/versions.html", context, status=200 if standing else 410)


def lines_of(path: str) -> list[formats.Line]:
    """These versions as data, and the register they stand in."""
    return [*formats.data_of(path), *formats.of_list(lists.called("register"), {})]


def entries_of(asked: RegisterEntry) -> Any:
    """All entries of the record that an entry is about, the newest first."""
    entries = entries_with_state().filter(reference__in=references_of(asked)).select_related("event")
    return entries.order_by("-serial")


def about_versions(standing: Any, address: str) -> About:
    """The versions of one record stand at the address of its first entry."""
    what = line(standing)["sentence"] or kind_words(standing.record_kind)
    return collection(_("Versions: %(what)s") % {"what": what}, address)


def lines(found: list[Any]) -> list[dict[str, Any]]:
    """Each entry in words with its reason and what changed since the next one of the list, which is older."""
    shown = [entry.serial for entry in found if entry.is_shown]
    texts = {row.entry_id: json.loads(row.text) for row in Snapshot.objects.filter(entry__in=shown)}
    catalogue = CATALOGUES.get(found[0].record_kind)
    told = []
    for entry, before in zip(found, [*found[1:], None], strict=True):
        text, older = texts.get(entry.serial), texts.get(before.serial) if before else None
        is_version = text is not None and entry.act not in ENDINGS
        told.append(
            line(entry)
            | {
                "reason": reason_of(text) if text else "",
                "version": entry.version,
                "is_version": is_version,
                "is_compared": is_version and older is not None,
                "changes": changes(older["record"], text["record"], catalogue, EFFORT // PAGE_SIZE)
                if text and is_version and older
                else [],
            }
        )
    return told


def reason_of(text: dict[str, Any]) -> str:
    """Why it was corrected, made exempt, withdrawn or sealed, as its snapshot says it."""
    record = text["record"]
    return str(text["reason"] or record.get("reason") or record.get("correction_reason") or "")


def references_of(asked: RegisterEntry) -> list[str]:
    """The opaque codes whose entries are versions of one record: each version of a response is a row of its own."""
    if asked.record_kind != RESPONSE:
        return [asked.reference]
    asked_for = CabinetResponse.objects.filter(public_id=asked.reference)
    alike = CabinetResponse.objects.filter(set__in=asked_for.values("set"), kind__in=asked_for.values("kind"))
    duty = asked_for.values_list("duty", flat=True).first()
    alike = alike.filter(duty=duty)
    return [key.hex for key in alike.values_list("public_id", flat=True)]
