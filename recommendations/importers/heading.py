"""What stands above the table of a response: whose recommendations, of when, about what, and who answers.

Reads whole paragraphs and takes only what they say. Office and name stay as printed.
"""

import re
from collections.abc import Iterable
from typing import Any

from council.importing import DATE, Parsed, date_in

_ANSWERER = r"(?P<addressee>(?:the )?(?:cabinet|executive|mayor and cabinet|policy committee))"
_TITLE = re.compile(rf"{_ANSWERER}(?:'s|’s)?\s+responses?\s+to\s+(?P<what>.+)", re.IGNORECASE | re.DOTALL)
_OF_BODY = re.compile(
    r"(?:the )?(?:report and )?recommendations?\s+(?:made )?(?:of|by|from)\s+(?:the )?(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_MADE = re.compile(
    r"\s+(?:made|agreed)\s+(?:(?:on|at)\s+)?(?:(?:its|the|their)\s+meeting\s+(?:of|on|held on)\s+)?"
    rf"(?P<date>{DATE})",
    re.IGNORECASE,
)
_MADE_UNDATED = re.compile(r"\s+made\s+(?:on|at)\b\s*(?P<rest>.*)", re.IGNORECASE)
_ABOUT = re.compile(r",?\s+(?:concerning|regarding|in relation to|relating to|about|on)\s+(?:the\s+)?", re.IGNORECASE)
_BODY = re.compile(r"\b(?:committee|panel|group|board|commission|forum|scrutiny)$", re.IGNORECASE)
_RECOMMENDED_ON = re.compile(rf"\brecommendations?\s+(?:of|made on|dated)\s+(?P<date>{DATE})", re.IGNORECASE)
_RESPONSE_BY = re.compile(
    r"(?:^|(?<=\. ))(?:(?:cabinet|executive) )?response\s+(?:provided\s+|given\s+)?(?:by|of|from)\s*:?\s+"
    r"(?:the )?(?P<who>.+?)"
    r"(?:,?\s+(?:agreed|approved) (?:by|at) (?:the )?(?:cabinet|executive)(?: meeting)? (?:on|of) "
    rf"(?P<date>{DATE}))?\.?$",
    re.IGNORECASE,
)
_HONORIFIC = r"(?:Councillor|Cllr\.?|Y Cynghorydd|Mr|Mrs|Ms|Miss|Mx|Dr|Sir|Dame|Lord|Lady|Baroness)"
_OFFICE_FIRST = re.compile(rf"(?P<office>.+?),?\s+[(–-]?\s*(?P<name>{_HONORIFIC}\s[^,;()]+)\)?")
_NAME_FIRST = re.compile(rf"(?P<name>{_HONORIFIC}\s[^,;()–]+?)\s*(?:,\s*|\(|\s[–-]\s)(?:the )?(?P<office>.+?)\)?")
_NAMED = re.compile(rf"\b{_HONORIFIC}\s")
_NEXT_RESPONDENT = re.compile(
    r"\s*;\s*(?:and\s+)?|,?\s+and\s+(?:the\s+)?"
    r"(?=Cabinet Member|Lead Member|Portfolio Holder|Executive Member|Deputy Leader|Leader"
    rf"|{_HONORIFIC}\s)"
)
_ORIGINS = (
    ("commissioned_review", r"scrutiny[- ]commissioned|commissioned (?:review|report)"),
    ("task_group", r"task (?:and finish |& finish )?group"),
    ("call_in", r"\bcall(?:ed)?[- ]in\b"),
    ("pre_decision", r"\bpre[- ]decision\b"),
    ("budget", r"\bbudget (?:proposals|consultation|review)\b"),
    ("letter", r"\bletter (?:of|dated|from)\b"),
)


def is_title(paragraph: str) -> bool:
    """Whether the paragraph is the title of a response ("Cabinet response to …")."""
    return bool(_TITLE.match(paragraph))


def goes_on(above: str, line: str) -> bool:
    """Whether a line is the second half of the line above it, which was wrapped."""
    if is_title(line) or _RESPONSE_BY.match(line):
        return False
    return line[0].islower() or (is_title(above) and not date_in(above) and bool(_MADE.search(f" {line}")))


def read_heading(paragraphs: Iterable[str], parsed: Parsed) -> dict[str, Any]:
    """made_by, made_on, subject, origin, addressee, respondents …; None where the page does not say."""
    fields: dict[str, Any] = dict.fromkeys(
        ("document_title", "made_by", "made_on", "requested_on", "subject", "origin", "addressee")
    )
    fields.update(respondents=[], cabinet_meeting_date=None)
    for paragraph in paragraphs:
        title = _TITLE.match(paragraph) if not fields["document_title"] else None
        if title:
            fields["document_title"] = paragraph
            fields["addressee"] = _without_the(title["addressee"])
            fields.update(_read_title(title["what"].strip()))
            fields["origin"] = _origin(paragraph)
            continue
        response = _RESPONSE_BY.search(paragraph)
        made = _RECOMMENDED_ON.search(paragraph)
        if response:
            fields["respondents"] += read_respondents(response["who"])
            if response["date"]:
                fields["cabinet_meeting_date"] = date_in(response["date"])
        if made and not fields["made_on"]:
            fields["made_on"] = date_in(made["date"])
        if not response and not made:
            parsed.warn_not_placed(paragraph)
    for code, field in (
        ("title_missing", "subject"),
        ("body_missing", "made_by"),
        ("date_missing", "made_on"),
    ):
        if not fields[field]:
            parsed.warn(code)
    if not fields["respondents"]:
        parsed.warn("respondent_missing")
    return fields


def _read_title(what: str) -> dict[str, str | None]:
    of_body = _OF_BODY.match(what)
    if not of_body:
        divided = re.split(r"\s+[–—-]\s+", what, maxsplit=1)
        if len(divided) == 2 and _BODY.search(divided[0]):
            return {"made_by": _without_the(divided[0]), "subject": divided[1].strip()}
        return {"subject": _without_the(what)}
    rest = of_body["rest"]
    made = _MADE.search(rest)
    if made:
        after = _ABOUT.match(rest, made.end())
        subject = rest[after.end() :] if after else ""
        return {
            "made_by": rest[: made.start()].strip(" ,"),
            "made_on": date_in(made["date"]),
            "subject": subject.strip() or None,
        }
    about = _ABOUT.search(rest)
    body = rest[: about.start()] if about else rest
    return {
        "made_by": _MADE_UNDATED.sub("", body).strip(" ,") or None,
        "subject": (rest[about.end() :].strip() or None) if about else None,
    }


def _without_the(words: str) -> str:
    return re.sub(r"^the\s+", "", words.strip(), flags=re.IGNORECASE)


def _origin(title: str) -> str | None:
    return next((origin for origin, words in _ORIGINS if re.search(words, title, re.IGNORECASE)), None)


def read_respondents(words: str) -> list[dict[str, str | None]]:
    """Office and name of everyone named in "Cabinet Member for …, Councillor …", in either order."""
    pieces: list[str] = []
    start = 0
    for gap in _NEXT_RESPONDENT.finditer(words):
        # One person may hold two offices: "Leader and Cabinet Member for …, Councillor …" is not divided.
        if ";" in gap.group() or _NAMED.search(words, start, gap.start()):
            pieces.append(words[start : gap.start()])
            start = gap.end()
    pieces.append(words[start:])
    return [_respondent(piece.strip()) for piece in pieces if piece.strip()]


def _respondent(words: str) -> dict[str, str | None]:
    found = _NAME_FIRST.fullmatch(words) or _OFFICE_FIRST.fullmatch(words)
    if found:
        return {"office": found["office"].strip(" ,") or None, "name": found["name"].strip()}
    if re.match(rf"{_HONORIFIC}\s", words):
        return {"office": None, "name": words}
    return {"office": words, "name": None}
