"""The page "Issue - meetings": one issue and the meetings it came to, newest first, as pasted text.

Owns the outline of that page. The words of each item are read by `meetings.importers.item`; records are
created elsewhere.
"""

import re
from itertools import pairwise

from council.importing import DATE, ImportProblem, Parsed, date_in, stops_in_mid_sentence
from meetings.importers.item import Item
from meetings.importers.lines import Line, is_text, lines_of, without_furniture

KIND = "issue_page"

_HEADING = re.compile(r"issue\s*[–-]\s*meetings", re.IGNORECASE)
_MEETING = re.compile(rf"Meeting:\s*(?P<date>(?:[A-Za-z]+,?\s+)?{DATE})(?:\s*[–-]\s*(?P<body>.*))?", re.IGNORECASE)
_ITEM_NUMBER = re.compile(r"\((?:Item|Minute)\s*(?P<number>[^()]{0,40})\)?$", re.IGNORECASE)


def recognises(text: str) -> bool:
    """Whether a line is the heading "Issue - meetings" or names a meeting the way only this page does."""
    return any(_HEADING.fullmatch(line.text) or _names_meeting(line) for line in lines_of(text))


def _names_meeting(line: Line) -> bool:
    found = _MEETING.fullmatch(line.text)
    return bool(found and found["body"])


def parse(text: str, name: str) -> Parsed:
    """The issue and its meetings. Raises ImportProblem when there is neither the heading nor a meeting."""
    lines = lines_of(text)
    heading = next((place for place, line in enumerate(lines) if _HEADING.fullmatch(line.text)), None)
    meetings = [place for place, line in enumerate(lines) if _MEETING.fullmatch(line.text)]
    if heading is None and not meetings:
        raise ImportProblem(
            name, 'it has no heading "Issue - meetings" and no line such as "Meeting: 15/07/2014 - Cabinet"'
        )
    parsed = Parsed(KIND)
    if heading is not None and meetings and meetings[0] < heading:
        heading = None
    title = _read_title(lines, heading, meetings, parsed)
    blocks = [_read_meeting(lines[a:b], title, parsed) for a, b in pairwise([*meetings, len(lines)])]
    if not blocks:
        parsed.warn("body_missing")
        parsed.warn("date_missing")
    if len(lines) - 2 not in meetings and _is_cut_off(lines[-1]):
        parsed.warn("file_cut_off", "the text stops in mid-sentence")
    parsed.data = {
        "page_heading": lines[heading].text if heading is not None else None,
        "document_title": title,
        "title": title,
        "meetings": blocks,
    }
    return parsed


def _read_title(lines: list[Line], heading: int | None, meetings: list[int], parsed: Parsed) -> str | None:
    end = meetings[0] if meetings else len(lines)
    if heading is None:
        before, above = lines[:end], []
    else:
        before, above = lines[heading + 1 : end], lines[:heading]
    for line in above:
        parsed.leave_out(line.text)
    named = without_furniture(before, parsed)
    if heading is None:
        for line in named[:-1]:
            parsed.warn_not_placed(line.plain)
        named = named[-1:]
    for line in named[1:]:
        parsed.warn_not_placed(line.plain)
    if not named:
        parsed.warn("title_missing")
        return None
    return named[0].plain


def _read_meeting(lines: list[Line], issue_title: str | None, parsed: Parsed) -> dict[str, object]:
    found = _MEETING.fullmatch(lines[0].text)
    body = ((found["body"] if found else "") or "").strip()
    place = _ITEM_NUMBER.search(body)
    number = None
    if place:
        number = place["number"].strip(" .\u00a0") or None
        body = body[: place.start()].strip()
    date = date_in(found["date"]) if found else None
    if not body:
        parsed.warn("body_missing", number or "")
    if not date:
        parsed.warn("date_missing", number or "")
    item = Item(lines[1:], number, issue_title, parsed)
    return {"body": body or None, "meeting_date": date, **item.fields()}


def _is_cut_off(last: Line) -> bool:
    return is_text(last) and not _MEETING.fullmatch(last.text) and stops_in_mid_sentence(last.text)
