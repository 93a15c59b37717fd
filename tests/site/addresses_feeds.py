"""Addresses of feeds, calendars of deadlines and the sitemap: the lists, and those of each case."""

from __future__ import annotations

from typing import Any

FEEDS = [
    "/register.atom",
    "/register.atom?page=2",
    "/meetings.atom",
    "/meetings.atom?body=cabinet",
    "/issues.atom?words=harbour",
    "/decisions.atom?status=effective",
    "/forward-plan.atom",
    "/recommendations.atom",
    "/recommendations.atom?state=overdue",
    "/recommendations.atom?state=nothing&page=0",
    "/nothing.atom",
    "/committees/cabinet.atom",
    "/committees/finance-panel.atom",
    "/committees/nobody.atom",
    "/offices/cabinet-member-for-libraries.atom",
    "/offices/nobody.atom",
    "/issues/IS-1999-1/nothing.atom",
    "/recommendations/SR-1999-1.atom",
    "/recommendations.ics",
    "/recommendations.ics?state=awaiting",
    "/recommendations/SR-1999-1.ics",
    "/committees/cabinet.ics",
    "/committees/finance-panel.ics",
    "/committees/nobody.ics",
    "/offices/cabinet-member-for-libraries.ics",
    "/search.atom",
    "/search.atom?words=harbour",
    "/search.atom?words=canary",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    *(
        f"/sitemap-{name}-1.xml"
        for name in ("meetings", "items", "issues", "decisions", "documents", "forward-plan", "editions", "sets",
                     "recommendations", "responses", "committees", "offices", "nothing")
    ),
    "/robots.txt",
]  # fmt: skip
# The public views of these addresses that are no record's own.
FEED_LISTS = (
    "register_feed", "committee_feed", "office_feed", "list_feed", "search_feed", "of_list", "of_committee",
    "of_office", "index", "pages", "part", "robots",
)  # fmt: skip


def feed_addresses(case: Any, status: int) -> list[tuple[str, str, int]]:
    """(route, address, status) of what follows one issue or one set."""
    if case.kind == "issue":
        stem = f"/issues/{case.record.reference or 'IS-2026-99'}/{case.record.slug or 'harbour-lights'}"
        return [("issue-feed", f"{stem}.atom", status)]
    stem = f"/recommendations/{case.record.reference or case.record.public_id.hex}"
    return [("set-feed", f"{stem}.atom", status), ("recommendations:set-ics", f"{stem}.ics", status)]
