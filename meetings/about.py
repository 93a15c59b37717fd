"""What the pages of meetings, items, issues, decisions, documents and plan entries say of themselves to programs.

Takes the data of each page, which comes from the catalogue, and the record for its version. Asks the database nothing.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from council.about import About, organization, quoted, record, work
from council.ical import LONDON
from council.templatetags.words import at as at_time
from council.templatetags.words import on, on_day
from meetings.choices import MeetingStatus
from meetings.pages import decision_words, short

Data = dict[str, Any]

EVENT_STATUS = {
    MeetingStatus.SCHEDULED: "https://schema.org/EventScheduled",
    MeetingStatus.CANCELLED: "https://schema.org/EventCancelled",
    MeetingStatus.POSTPONED: "https://schema.org/EventPostponed",
}


def meeting_words(meeting: Data) -> str:
    """ "Cabinet, 6 October 2026"."""
    return f"{meeting['body']['name']}, {on(meeting['held_on'])}"


def of_meeting(page: Data, found: Any) -> About:
    """A meeting: an event."""
    meeting = page["meeting"]
    title = f"{page['heading']}: {meeting_words(meeting)}"
    when = on_day(meeting["held_on"]) + (f", {at_time(meeting['starts_at'])}" if meeting["starts_at"] else "")
    decided = [f"{line['title']}: {line['outcome']}" for line in page["decided"][:3]]
    off = f"{meeting['status_words']}." if page["is_off"] else ""
    return record(
        title,
        meeting["address"],
        found,
        what=_("meeting of %(meeting)s") % {"meeting": meeting_words(meeting)},
        said=[off, f"{when}{', ' + meeting['venue'] if meeting['venue'] else ''}.", *decided],
        **{
            "@type": "Event",
            "name": meeting_words(meeting),
            "startDate": starts(meeting),
            "eventStatus": EVENT_STATUS.get(meeting["status"], ""),
            "location": {"@type": "Place", "name": meeting["venue"]} if meeting["venue"] else None,
            "organizer": organization(meeting["body"]["name"], f"/committees/{meeting['body']['slug']}/"),
        },
    )


def starts(meeting: Data) -> dt.date | dt.datetime:
    """The day, or the moment with its zone where the time is recorded."""
    day = dt.date.fromisoformat(meeting["held_on"])
    if not meeting["starts_at"]:
        return day
    return dt.datetime.combine(day, dt.time.fromisoformat(meeting["starts_at"]), LONDON)


def of_item(context: Data, found: Any) -> About:
    """An agenda item."""
    page = context["found"]
    item, meeting = page["item"], page["meeting"]
    decided = short(page["outcome"]["text"]) if page["outcome"] else (context["decision"] or {}).get("words", "")
    return record(
        f"{item['title']}, {meeting_words(meeting)}",
        item["address"],
        found,
        what=_("%(item)s of %(meeting)s")
        % {"item": quoted(_("agenda item"), item["title"]), "meeting": meeting_words(meeting)},
        said=[short(decided) if decided else "", short(item["summary"])],
        **work(
            _("Agenda item"),
            name=item["title"],
            position=page["number"],
            temporal=meeting["held_on"],
            text=item["summary"],
            isPartOf=meeting["address"],
            about=context["issue"]["address"] if context["issue"] else "",
            sourceOrganization=organization(meeting["body"]["name"]),
        ),
    )


def of_issue(context: Data, found: Any) -> About:
    """A subject followed over time: the page is a collection."""
    issue = context["issue"]
    facts = {"@type": "CollectionPage", "identifier": issue["reference"], "description": issue["in_short"]}
    what = quoted(_("issue %(reference)s") % {"reference": issue["reference"]}, issue["title"])
    return record(issue["title"], issue["address"], found, what=what, said=context["standing"], **facts)


def of_decision(context: Data, found: Any) -> About:
    """A decision. It is no legislation: schema.org has no word for it, so it is a work of that genre."""
    decision = context["decision"]
    title = f"{decision['title']}, {decision['maker_title']}, {on(decision['decided_on'])}"
    above = context["item"] or context["issue"]
    return record(
        title,
        decision["address"],
        found,
        what=quoted(_("decision %(reference)s") % {"reference": decision["reference"]}, decision["title"]),
        said=[context["standing"], short(decision_words(decision))],
        **work(
            _("Decision"),
            name=decision["title"],
            identifier=decision["reference"],
            dateCreated=decision["decided_on"],
            text=decision_words(decision),
            author=organization(decision["maker_title"]),
            isPartOf=above["address"] if above else "",
        ),
    )


def of_document(paper: Data, found: Any) -> About:
    """A paper and its file, where residents may have it."""
    file = {"@type": "MediaObject", "contentUrl": paper["address"], "encodingFormat": paper["format"]}
    return record(
        paper["title"],
        paper["page_address"],
        found,
        what=quoted(_("document %(reference)s") % {"reference": paper["reference"]}, paper["title"]),
        said=[f"{paper['kind_words']}, {paper['above']['title']}."],
        **{
            "@type": "DigitalDocument",
            "identifier": paper["reference"],
            "genre": paper["kind_words"],
            "isPartOf": paper["above"]["address"],
            "encoding": file if paper["address"] else None,
        },
    )


def of_plan_entry(page: Data, found: Any) -> About:
    """An entry of the forward plan."""
    entry = page["entry"]
    facts = work(_("Forward plan entry"), identifier=entry["reference"])
    what = quoted(_("forward plan entry %(reference)s") % {"reference": entry["reference"]}, entry["title"])
    said = [_("To be decided by %(maker)s.") % {"maker": entry["maker"]} if entry.get("maker") else ""]
    return record(entry["title"], entry["address"], found, what=what, said=said, **facts)
