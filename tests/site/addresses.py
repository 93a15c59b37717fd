"""Every public address there is for a case, the ones a stranger could guess among them, and every public list."""

from __future__ import annotations

from typing import Any

from council.models import RegisterEntry
from meetings.models import AgendaSupplement, Document, DocumentFile
from tests.site import world_alerts, world_ways
from tests.site.addresses_data import DATA_LISTS, with_data
from tests.site.addresses_feeds import FEEDS, feed_addresses
from tests.site.world import Case
from tests.site.world_decisions import decision_addresses
from tests.site.world_plan import plan_addresses
from tests.site.world_progress import progress_addresses

LISTS = [
    "/",
    "/meetings/",
    "/meetings/?body=cabinet",
    "/meetings/?year=2026/27",
    "/meetings/?page=2",
    "/meetings/calendar/",
    "/meetings/calendar/?month=2026-10",
    "/meetings/calendar/?month=2026-10&body=cabinet",
    "/meetings/calendar/?month=2026-13",
    "/meetings.ics",
    "/meetings/cabinet.ics",
    "/meetings/nobody.ics",
    "/issues/",
    "/decisions/",
    "/decisions/?body=cabinet",
    "/decisions/?maker=officer",
    "/decisions/?key=yes",
    "/decisions/?status=effective",
    "/decisions/?status=called_in&year=2026/27",
    "/decisions/?page=2",
    "/decisions/DEC-1999-1/",
    "/decisions/DEC-1999-1.pdf",
    "/issues/?words=harbour",
    "/search/",
    "/search/?words=harbour",
    "/search/?words=canary+OR+lamps&sort=newest",
    "/search/?words=&kind=item&year=2026/27",
    "/search/?words=harbuor",
    "/search/?words=meeting&page=2",
    "/forward-plan/",
    "/forward-plan/?body=cabinet",
    "/forward-plan/?key=yes&private=no&new=yes",
    "/forward-plan/?page=2",
    "/forward-plan.pdf",
    "/forward-plan.pdf?body=cabinet",
    "/recommendations/",
    "/recommendations/?state=awaiting",
    "/recommendations/?state=answered",
    "/recommendations/?state=overdue",
    "/recommendations/?body=finance-panel",
    "/recommendations/?outcome=accepted",
    "/recommendations/?words=lamps",
    "/recommendations/?stage=closed",
    "/recommendations/SR-1999-1/notice.pdf",
    "/recommendations/SR-1999-1/addressees/2/responses/1/",
    "/recommendations/?page=2",
    "/committees/finance-panel/",
    "/committees/finance-panel/?page=2",
    "/committees/cabinet/",
    "/committees/nobody/",
    "/offices/cabinet-member-for-libraries/",
    "/offices/nobody/",
    "/my-committees/",
    "/my-committees/?committee=cabinet&committee=finance-panel",
    "/my-committees/?committee=nobody",
    "/meetings/cabinet/1999-01-01/briefing/",
    "/statistics/",
    "/statistics/?year=2026/27",
    "/statistics/?year=nothing",
    "/statistics/years.csv",
    "/statistics/committees.csv?year=2026/27",
    "/statistics/nothing.csv",
    "/register/",
    "/register/?page=2",
    "/accessibility/",
    "/theme.css",
    "/sign-in/",
    "/no-such-page/",
    "/meetings/cabinet/1999-01-01/",
    "/recommendations/SR-1999-1/",
    "/issues/IS-1999-1/nothing/",
    "/forward-plan/FP-1999-1/",
    "/forward-plan/editions/FPE-1999-1/",
    "/documents/D-1999-1/nothing.pdf",
    "/register/99999/",
    *DATA_LISTS,
    *FEEDS,
    *world_ways.ADDRESSES,
    *world_alerts.ADDRESSES,
]


def public_addresses(case: Case) -> list[tuple[str, str, int]]:
    """(route, address, status an anonymous reader must get) for one case."""
    found = {
        "issue": _issue,
        "meeting": _meeting,
        "supplement": _supplement,
        "item": _item,
        "document": _document,
        "set": _set,
        "response": _response,
        "decision": lambda found: decision_addresses(found, _status(found)),
    }.get(case.kind)
    return with_data(found(case) if found else plan_addresses(case, _status(case)))


def _status(case: Case) -> int:
    return 200 if case.is_public else 410 if case.state == "withdrawn" else 404


def _issue(case: Case) -> list[tuple[str, str, int]]:
    issue = case.record
    reference = issue.reference or "IS-2026-99"
    page = ("meetings:issue", f"/issues/{reference}/{issue.slug or 'harbour-lights'}/", _status(case))
    return [page, *feed_addresses(case, _status(case))]


def _meeting(case: Case) -> list[tuple[str, str, int]]:
    meeting = case.record
    place = meeting.place or meeting.held_on.isoformat()
    stem = f"/meetings/{meeting.body.slug}/{place}"
    supplement = 404 if case.is_public else _status(case)
    return [
        ("meetings:meeting", f"{stem}/", _status(case)),
        ("meetings:meeting-ics", f"{stem}.ics", _status(case)),
        ("recommendations:briefing", f"{stem}/briefing/", _status(case)),
        ("meetings:pack", f"{stem}/agenda-pack.pdf", _status(case)),
        ("meetings:supplement-pack", f"{stem}/supplement-1-pack.pdf", supplement),
    ]


def _supplement(case: Case) -> list[tuple[str, str, int]]:
    supplement = AgendaSupplement.objects.select_related("meeting__body").get(pk=case.record.pk)
    stem = f"/meetings/{supplement.meeting.body.slug}/{supplement.meeting.place}"
    # No pack, where the supplement was withdrawn: that it is not there says no more than its absence on the page.
    status = 200 if case.is_public else 410 if supplement.meeting.is_withdrawn else 404
    return [("meetings:supplement-pack", f"{stem}/supplement-{supplement.number}-pack.pdf", status)]


def _item(case: Case) -> list[tuple[str, str, int]]:
    item = case.record
    slug = item.slug or item.agenda_number
    return [("meetings:item", f"/meetings/{item.meeting.body.slug}/{item.meeting.place}/items/{slug}/", _status(case))]


def _document(case: Case) -> list[tuple[str, str, int]]:
    document: Document = case.record
    status = 404 if case.state == "exempt" else _status(case)
    names = ("report.txt", "open.txt", document.file_name or "x", document.title)
    reference = document.reference or "D-2026-99"
    found = [("meetings:document", f"/documents/{reference}/{name}", status) for name in names if "/" not in name]
    found.append(("meetings:document-page", f"/documents/{reference}/", _status(case)))
    has_text = 200 if status == 200 and document.has_text else status if status != 200 else 404
    found.append(("meetings:document-text", f"/documents/{reference}/text/", has_text))
    earlier = DocumentFile.objects.filter(document=document, number=1, was_public=True).exists()
    version = 200 if status == 200 and earlier else status if status != 200 else 404
    stem = f"/documents/{reference}/versions/1/"
    found += [("meetings:document-version", stem, version), ("meetings:document-version-file", f"{stem}x.txt", version)]
    found += [("file", f"/{document.file.name}", 404), ("file", f"/media/{document.file.name}", 404)]
    return [*found, ("file", f"/static/{document.file.name}", 404)]


def _set(case: Case) -> list[tuple[str, str, int]]:
    reference = case.record.reference or case.record.public_id.hex
    status = _status(case)
    notice = 200 if status == 200 and case.record.notice_digest else 404 if status == 200 else status
    return [
        ("recommendations:set", f"/recommendations/{reference}/", status),
        ("recommendations:set-pdf", f"/recommendations/{reference}.pdf", _paper_of(case, status)),
        ("recommendations:notice-pdf", f"/recommendations/{reference}/notice.pdf", notice),
        *progress_addresses(case),
        *feed_addresses(case, status),
    ]


def _paper_of(case: Case, status: int) -> int:
    """Only what was answered in full, by the set's own addressee, has a paper; its tombstone where it was withdrawn."""
    if status != 200:
        return status
    answers = case.record.responses.filter(kind="full", duty=None, published_at__isnull=False)
    if not answers.exists():
        return 404
    return 200 if answers.filter(withdrawn_at=None).exists() else 410


def _response(case: Case) -> list[tuple[str, str, int]]:
    response: Any = case.record
    whose = f"/addressees/{response.duty.number}" if response.duty else ""
    stem = f"/recommendations/{response.set.reference}{whose}/responses/{response.version}"
    route = "recommendations:duty-response" if response.duty else "recommendations:response"
    status = _status(case)
    return [(route, f"{stem}/", status), (f"{route}-pdf", f"{stem}.pdf", status)]


def register_addresses() -> list[str]:
    """Every entry's page and text."""
    serials = RegisterEntry.objects.values_list("serial", flat=True)
    return [
        address
        for serial in serials
        for address in (
            f"/register/{serial}/",
            f"/register/{serial}.txt",
            f"/register/{serial}/versions/",
            f"/register/{serial}.json",
            f"/register/{serial}/versions.json",
        )
    ]
