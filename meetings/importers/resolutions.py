"""What was resolved, and why: the parts of a resolution, its sub-headings, the votes.

Works on paragraphs of a committee page. Takes only what is printed; a resolution is never made up from prose.
"""

import re
from collections.abc import Sequence
from typing import Any

from council.labels import BULLET, readings
from council.text import split_labelled, without_bullet
from meetings.importers.lines import Line, text_of

_RESOLVED = re.compile(r"(?:RESOLVED|Resolved|AGREED)\b")
_HEADINGS = {
    "reasons": r"reasons?(?: for (?:the |this )?(?:decisions?|recommendations?|resolution))?",
    "alternatives": r"(?:(?:other |alternative )?options?|alternatives?)"
    r"(?: options)?(?: considered)?(?: and rejected| rejected)?(?: \(if any\))?",
    "recommendations": r"(?:officer )?recommendations?(?:\(s\))?",
}
_HEADING = {name: re.compile(rf"{pattern}\s*:?", re.IGNORECASE) for name, pattern in _HEADINGS.items()}
_OPENING = {
    name: re.compile(rf"{pattern}\s*:\s+(?=\S)", re.IGNORECASE)
    for name, pattern in _HEADINGS.items()
    if name != "recommendations"
}
_VOTES = (
    re.compile(
        r"\bfor\b\W{0,4}(?P<for>[0-9]{1,3})\b\W{0,4}(?:and )?against\b\W{0,4}(?P<against>[0-9]{1,3})\b"
        r"(?:\W{0,4}(?:and )?abst\w{0,12}\W{0,4}(?P<abstain>[0-9]{1,3})\b)?",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<for>[0-9]{1,3}) (?:votes? )?(?:for|in favour)\b\W{0,4}(?:and |with )?"
        r"(?P<against>[0-9]{1,3}) (?:votes? )?against\b"
        r"(?:\W{0,4}(?:and |with )?(?P<abstain>[0-9]{1,3}) abst\w{0,12})?",
        re.IGNORECASE,
    ),
)

Part = dict[str, Any]


def begins_resolution(line: Line) -> bool:
    """Whether a paragraph begins "RESOLVED", "Resolved" or "AGREED"."""
    return bool(_RESOLVED.match(line.text))


def heading_of(line: Line) -> str | None:
    """ "reasons", "alternatives" or "recommendations" when the whole line is such a sub-heading."""
    return next((name for name, pattern in _HEADING.items() if pattern.fullmatch(line.text)), None)


def is_marked(line: Line) -> bool:
    """Whether the line begins with a label or a bullet."""
    return bool(BULLET.match(line.text) or readings(line.text))


def goes_on(before: Line, line: Line) -> bool:
    """Whether `line` belongs to the list in which `before` stands."""
    unfinished = re.search(r"(?:[:;,–-]|\b(?:that|to|and|or))$", before.text, re.IGNORECASE)
    return is_marked(line) or bool(unfinished) or line.text[0].islower()


def by_heading(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The paragraphs under "text" (above any sub-heading) and under each sub-heading, headings left out."""
    found: dict[str, list[Line]] = {"text": []}
    current = "text"
    for line in lines:
        heading = heading_of(line)
        if heading:
            current = heading
            found.setdefault(current, [])
            continue
        if begins_resolution(line):
            current = "text"
        for name, opening in _OPENING.items():
            begun = opening.match(line.text)
            if begun:
                current = name
                line = Line(line.text[begun.end() :], line.after_gap)
        found.setdefault(current, []).append(line)
    return found


def resolutions_in(minutes: Sequence[Line]) -> list[list[Line]]:
    """Each resolution inside the minutes: from its first word, with its labelled or bulleted parts."""
    found = []
    at = 0
    while at < len(minutes):
        if not begins_resolution(minutes[at]):
            at += 1
            continue
        end = at + 1
        while end < len(minutes) and goes_on(minutes[end - 1], minutes[end]) and not heading_of(minutes[end]):
            end += 1
        found.append(list(minutes[at:end]))
        at = end
    return found


def lead_and_parts(lines: Sequence[Line]) -> tuple[str | None, list[Part]]:
    """The line before the first part, and the lettered, numbered or bulleted parts; no parts for plain prose.

    A paragraph after the last part belongs to it only where that part leads on to it.
    """
    divided = split_labelled("\n\n".join(line.text for line in lines))
    if any(part.label for part in divided.parts):
        parts = [_part(part.label, part.text) for part in divided.parts]
        parts[-1] = _part(divided.parts[-1].label, _own_text(divided.parts[-1].text))
        return _last_paragraph(divided.lead_in), parts
    bullets = [place for place, line in enumerate(lines) if BULLET.match(line.text)]
    if not bullets:
        return None, []
    lead = lines[bullets[0] - 1].plain if bullets[0] else None
    return lead, [_part("", lines[place].text) for place in bullets]


def _part(label: str, text: str) -> Part:
    own: list[str] = []
    subs: list[dict[str, str | None]] = []
    for paragraph in text.split("\n\n"):
        if label and own and BULLET.match(paragraph):
            subs.append({"label": None, "text": without_bullet(paragraph)})
        else:
            own.append(without_bullet(paragraph))
    return {"label": label or None, "text": "\n\n".join(own), "sub_parts": subs}


def _own_text(text: str) -> str:
    first, *others = text.split("\n\n")
    kept = [first]
    for paragraph in others:
        if not goes_on(Line(kept[-1] or ":"), Line(paragraph)):
            break
        kept.append(paragraph)
    return "\n\n".join(kept)


def _last_paragraph(text: str) -> str | None:
    return text.split("\n\n")[-1] or None


def votes_in(lines: Sequence[Line]) -> list[dict[str, int | None]]:
    """Every vote printed in figures: for, against, abstain (None where it is not printed)."""
    text = text_of(lines) or ""
    return [
        {side: int(figure) if figure else None for side, figure in found.groupdict().items()}
        for pattern in _VOTES
        for found in pattern.finditer(text)
    ]
