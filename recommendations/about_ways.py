"""What the pages that lead in say of themselves to programs: people, committees, wards, topics, years; what follows.

Takes the data of each page, plain values. Asks the database nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from council import formats
from council.about import About, collection
from council.feeds import with_query
from council.templatetags.words import on as long_date
from meetings.lists import DECISIONS
from meetings.months import follow_body
from recommendations.lists import RECOMMENDATIONS

Facts = dict[str, Any]
Line = formats.Line


def of_committees() -> Facts:
    """The committees there are, and the calendar of all their meetings."""
    words = _("Follow the meetings of all committees in your calendar")
    about = collection(_("Committees"), reverse("recommendations:committees"))
    return {"about": about, "formats": [formats.calendar(words, reverse("meetings:ics"))]}


def of_offices() -> Facts:
    """The offices that answered scrutiny or promised something."""
    return {"about": collection(_("Offices"), reverse("recommendations:offices"))}


def of_people() -> Facts:
    """Everybody with a page."""
    return {"about": collection(_("Councillors and officers"), reverse("recommendations:people"))}


def of_person(page: Facts) -> Facts:
    """A person by the name and the offices that the page shows; the offices they hold now can be followed."""
    address = reverse("recommendations:person", args=[page["slug"]])
    held = [row for row in page["offices"] if row["is_now"]]
    titles = [row["title"] for row in held]
    said = f"{page['name']}: {', '.join(titles)}." if titles else ""
    person = {"@type": "Person", "name": page["name"], "url": address, "jobTitle": titles}
    follow = [
        formats.feed(_("Follow what %(title)s does") % row, f"{row['address'].rstrip('/')}.atom")
        for row in held
        if row["address"]
    ]
    return {"about": About(page["name"], address, said, person), "formats": follow}


def of_members(page: Facts) -> Facts:
    """Who sits on a committee."""
    title = _("Members of %(name)s") % page
    about = collection(title, reverse("recommendations:committee-members", args=[page["slug"]]))
    return {"about": about, "formats": [follow_body(page["slug"], page["name"])]}


def of_names(kind: str, ward_word: str) -> Facts:
    """Every ward, or every topic."""
    title = _("Decisions by %(word)s") % {"word": ward_word.lower()} if kind == "wards" else _("Decisions by topic")
    return {"about": collection(title, reverse(f"recommendations:{kind}"))}


def of_name(page: Facts, slug: str) -> Facts:
    """One ward or topic: what is decided and recommended about it can be followed, a ward by e-mail too."""
    is_ward = page["kind"] == "wards"
    param = "ward" if is_ward else "topic"
    said = _("What was decided, recommended or is planned about %(name)s.") % page
    about = collection(page["name"], reverse(f"recommendations:{param}", args=[slug]), said)
    words = {
        "decisions": _("Follow decisions about %(name)s") % page,
        "sets": _("Follow recommendations about %(name)s") % page,
    }
    follow = [formats.feed(words[name], url) for name, url in _lists(page, "atom", {param: slug}).items()]
    by_mail = formats.alerts("ward", slug, _("Get e-mail alerts about %(name)s") % page) if is_ward else []
    return {"about": about, "formats": [*follow, *by_mail]}


def _lists(page: Facts, ending: str, chosen: Mapping[str, str]) -> dict[str, str]:
    """The lists of which the page shows any row, narrowed to its subject: they know that choice."""
    lists = {"decisions": DECISIONS, "sets": RECOMMENDATIONS}
    return {name: with_query(one.address(ending), chosen) for name, one in lists.items() if page[name]}


def of_years() -> Facts:
    """The years there is anything of."""
    return {"about": collection(_("Decisions by year"), reverse("recommendations:years"))}


def of_year(page: Facts, slug: str) -> Facts:
    """One municipal year, with its lists as tables."""
    days = {"first": long_date(page["first_on"]), "last": long_date(page["last_on"])}
    said = _("What was decided and recommended from %(first)s to %(last)s.") % days
    about = collection(_("The year %(name)s") % page, reverse("recommendations:year", args=[slug]), said)
    words = {"decisions": _("Its decisions as a table"), "sets": _("Its recommendations as a table")}
    tables = _lists(page, "csv", {"year": page["name"]})
    return {
        "about": about,
        "formats": [{"words": words[name], "url": url, "type": "CSV"} for name, url in tables.items()],
    }
