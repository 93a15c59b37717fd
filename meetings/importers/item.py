"""One agenda item of a committee page: its title line, labelled lines, sections and recommendations.

Turns paragraphs into the item's fields. Where a paste lost its labels the sections are told by the rules in
`_find_lost_labels`, and a warning says so.
"""

import re
from typing import Any

from council.importing import Parsed
from council.text import split_labelled
from meetings.importers.contacts import LONGEST, Contact, read_contacts
from meetings.importers.lines import (
    Line,
    document_line,
    take_cut_short,
    take_file,
    text_of,
    without_furniture,
)
from meetings.importers.resolutions import (
    begins_resolution,
    by_heading,
    goes_on,
    heading_of,
    is_marked,
    lead_and_parts,
    resolutions_in,
    votes_in,
)

_SECTION = re.compile(
    r"(?P<name>decision|minutes|(?:additional|supporting) documents)\s*:\s*(?P<rest>.*)", re.IGNORECASE
)
_FIELDS = {
    "lead_member": r"(?:cabinet|lead|executive) members?(?:\(s\))?|portfolio holders?(?:\(s\))?",
    "plan_reference": r"forward plan (?:ref(?:erence)?|no)\.?(?: no\.?)?",
    "contacts": r"contacts?(?: officers?)?(?:\(s\))?|officer contacts?",
}
_FIELD = re.compile(
    r"\b(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in _FIELDS.items()) + r")\s{0,9}:",
    re.IGNORECASE,
)
_REPORT_BY = re.compile(
    r"(?:joint )?reports? (?:by|of|from) (?:the )?(?P<author>[^.:;]{3,120}?)"
    r"(?:\s*\((?P<code>[A-Z][A-Za-z]{0,7}\s?[0-9]{1,3}[A-Za-z]?)\))?\.?",
    re.IGNORECASE,
)
_PURPOSE = re.compile(r"purpose of (?:the )?report\s*:?", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:\b(?:is|are|be) (?:therefore )?(?:recommended|asked|invited|requested)\b|\bresolves?\b)"
    r".{0,200}?(?::|\b(?:to|that))",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(?:It is|[A-Z][\w&,' -]{2,80}? (?:is|are)) (?:RECOMMENDED|recommended) (?:to|that)\b")
_NO_AUTHOR = re.compile(r"\b(?:which|that|on|to|about|setting|is|was|will|attached)\b", re.IGNORECASE)
_CONTACT_GOES_ON = re.compile(r"(?:tel|e-?mail|phone)\b", re.IGNORECASE)


class Item:
    """Reads the paragraphs under one title into `fields`, with warnings for the page in `parsed`."""

    def __init__(self, lines: list[Line], number: str | None, issue_title: str | None, parsed: Parsed) -> None:
        self.number = number
        self.parsed = parsed
        self.place = number or "no number"
        lines, self.cut = take_cut_short(without_furniture(lines, parsed, number), parsed)
        self.documents: list[dict[str, str | None]] = []
        self.title = self._take_title(lines, issue_title)
        self.sections: dict[str, list[Line]] = {"agenda": []}
        self.loose: list[Line] = []
        self.labels_follow = False
        self._divide(lines)
        self._find_lost_labels()

    def fields(self) -> dict[str, Any]:
        """The item's fields, None where the page does not show them."""
        agenda = self._read_agenda()
        decision = self._read_decision(agenda)
        minutes = self.sections.get("minutes", [])
        printed = text_of(minutes)
        for what, number in self.cut.items():
            self.parsed.warn(f"{what}_truncated", number or self.place)
        votes = votes_in([*self.sections.get("decision", []), *minutes])
        if len(votes) > 1:
            self.parsed.warn("several_votes", self.place)
        return {
            "number": self.number,
            "title": self.title,
            "documents": self.documents,
            **agenda,
            **decision,
            "minutes_text": printed,
            "minutes_truncated": "minutes" in self.cut,
            "votes": votes[0] if len(votes) == 1 else None,
        }

    def _take_title(self, lines: list[Line], issue_title: str | None) -> str | None:
        if lines and self.number and lines[0].text.strip(" .") == self.number:
            lines.pop(0)
        if not lines or _SECTION.fullmatch(lines[0].text) or _FIELD.match(lines[0].text):
            self.parsed.warn("title_missing", self.place)
            return None
        words, attached = take_file(lines.pop(0).text)
        if not attached and lines and take_file(lines[0].text)[0] == "":
            attached = take_file(lines.pop(0).text)[1]
        number = re.match(r"(\S{1,20}?)\.?\s+(?=\S)", words)
        rest = words[number.end() :] if number else words
        if number and (number[1] == self.number or (not self.number and rest == issue_title)):
            self.number, words = number[1], rest
        if attached:
            self.documents.append({**attached, "title": words or None})
        return words or None

    def _divide(self, lines: list[Line]) -> None:
        current = "agenda"
        for line in lines:
            found = _SECTION.fullmatch(line.text)
            name = found["name"].lower().split()[-1] if found else None
            if found and name and self._opens(name, current):
                current = name
                self.sections.setdefault(name, [])
                self.labels_follow = bool(self.loose) and name != "documents"
                if found["rest"]:
                    self._add(current, Line(found["rest"]))
            elif found and name == current and not found["rest"]:
                self.parsed.leave_out(line.text)
            else:
                current = self._add(current, line)

    def _opens(self, name: str, current: str) -> bool:
        if name == "documents":
            return True
        return name not in self.sections and not (name == "decision" and current == "minutes")

    def _add(self, current: str, line: Line) -> str:
        if current != "documents":
            (self.loose if current == "loose" else self.sections[current]).append(line)
            return current
        document = document_line(line, in_list=True)
        if document is None:
            self.loose.append(line)
            return "loose"
        self.documents.append(document)
        return current

    def _find_lost_labels(self) -> None:
        """A label was lost before text after the documents, after two empty lines, or before "RESOLVED"."""
        sections = self.sections
        agenda = sections["agenda"]
        lost = self.loose
        if lost and self.labels_follow and not begins_resolution(lost[0]):
            agenda += lost
            lost = []
        if not lost and "minutes" not in sections:
            last = sections.get("decision") or agenda
            gaps = [place for place, line in enumerate(last) if line.after_gap and place]
            if len(gaps) == 1:
                lost = last[gaps[0] :]
                del last[gaps[0] :]
        if not lost and "decision" not in sections:
            resolved = next((place for place, line in enumerate(agenda) if begins_resolution(line)), None)
            if resolved is not None:
                start = resolved if "minutes" in sections else min(resolved, self._end_of_first_block())
                lost = agenda[start:]
                del agenda[start:]
        if not lost:
            return
        self.parsed.warn("labels_missing", self.place)
        if begins_resolution(lost[0]) and "decision" not in sections:
            taken = len(resolutions_in(lost)[0])
            sections["decision"], lost = lost[:taken], lost[taken:]
        if lost:
            sections["minutes"] = [*lost, *sections.get("minutes", [])]

    def _end_of_first_block(self) -> int:
        lines = self.sections["agenda"]
        at = 0
        while at < len(lines) and (_FIELD.match(lines[at].text) or _report_by(lines[at])):
            at += 1
        at += 1
        while at < len(lines) and goes_on(lines[at - 1], lines[at]):
            at += 1
        return at

    def _read_agenda(self) -> dict[str, Any]:
        fields: dict[str, Any] = dict.fromkeys(("lead_member", "plan_reference", "report_by", "paper_code"))
        fields.update(contacts=[], purpose=None)
        lines = self._take_fields(self.sections["agenda"], fields)
        lead, recommendations, lines = _take_recommendations(lines)
        purpose = next((place for place, line in enumerate(lines) if _PURPOSE.fullmatch(line.text)), None)
        if purpose is not None:
            end = purpose + 1
            while end < len(lines) and not heading_of(lines[end]):
                end += 1
            fields["purpose"] = text_of(lines[purpose + 1 : end])
            del lines[purpose:end]
        return {
            **fields,
            "agenda_text": text_of(lines),
            "report_recommendations_lead": lead,
            "report_recommendations": recommendations,
        }

    def _take_fields(self, lines: list[Line], fields: dict[str, Any]) -> list[Line]:
        kept: list[Line] = []
        contact = ""
        for line in lines:
            labels = list(_FIELD.finditer(line.text)) if len(line.text) <= LONGEST else []
            author = _report_by(line) if not fields["report_by"] else None
            if labels and labels[0].start() == 0:
                ends = [label.start() for label in labels[1:]] + [len(line.text)]
                for label, end in zip(labels, ends, strict=True):
                    name, value = str(label.lastgroup), line.text[label.end() : end].strip()
                    if name == "contacts":
                        contact = value
                        fields[name] += read_contacts(value)
                    elif value:
                        fields[name] = f"{fields[name]}; {value}" if fields[name] else value
            elif contact and _CONTACT_GOES_ON.match(line.text):
                before: list[Contact] = read_contacts(contact)
                contact += " " + line.text
                fields["contacts"][len(fields["contacts"]) - len(before) :] = read_contacts(contact)
            elif author:
                fields.update(report_by=author["author"].strip(), paper_code=author["code"])
            else:
                kept.append(line)
        return kept

    def _read_decision(self, agenda: dict[str, Any]) -> dict[str, Any]:
        said = self.sections.get("minutes", [])
        minutes = by_heading(said)
        printed = by_heading(self.sections.get("decision", []))
        source = None
        text = printed["text"]
        lead, parts = lead_and_parts(text)
        if "recommendations" in printed and not agenda["report_recommendations"]:
            divided = _recommendations(printed["recommendations"])
            agenda["report_recommendations_lead"], agenda["report_recommendations"] = divided
        if text:
            source = "decision"
        elif found := resolutions_in(said):
            source = "minutes"
            text = [line for resolution in found for line in resolution]
            lead, parts = lead_and_parts(text) if len(found) == 1 else (None, [])
            if len(found) > 1:
                self.parsed.warn("several_resolutions", self.place)
        return {
            "decision_text": text_of(text),
            "decision_source": source,
            "decision_lead": lead,
            "decision_parts": parts,
            "reasons": text_of(printed.get("reasons") or minutes.get("reasons", [])),
            "alternatives": text_of(printed.get("alternatives") or minutes.get("alternatives", [])),
        }


def _report_by(line: Line) -> re.Match[str] | None:
    found = _REPORT_BY.fullmatch(line.text)
    return found if found and (found["code"] or not _NO_AUTHOR.search(found["author"])) else None


def _take_recommendations(lines: list[Line]) -> tuple[str | None, list[dict[str, str | None]], list[Line]]:
    for at, line in enumerate(lines):
        following = lines[at + 1] if at + 1 < len(lines) else None
        headed = heading_of(line) == "recommendations" and following is not None
        led_in = _LEAD.search(line.text) and line.text.endswith((":", "to", "that")) and following is not None
        if headed or (led_in and following is not None and is_marked(following)):
            start = at + 1 if headed else at
            end = at + 2
            while end < len(lines) and goes_on(lines[end - 1], lines[end]) and not heading_of(lines[end]):
                end += 1
            lead, found = _recommendations(lines[start:end])
            return lead, found, [*lines[:at], *lines[end:]]
        if _WHOLE.match(line.text) and not line.text.endswith(":"):
            return None, [{"label": None, "text": line.plain}], [*lines[:at], *lines[at + 1 :]]
    return None, [], lines


def _recommendations(lines: list[Line]) -> tuple[str | None, list[dict[str, str | None]]]:
    divided = split_labelled("\n\n".join(line.text for line in lines))
    lead = divided.lead_in or None
    if len(divided.parts) == 1 and not divided.parts[0].label and divided.parts[0].text.endswith(":"):
        return divided.parts[0].text, []
    return lead, [{"label": part.label or None, "text": part.text} for part in divided.parts]
