"""The free text after "Contact:" of a committee page, one entry per person.

Everything stays as typed; what is not typed is None. Knows nothing of people in the database.
"""

import re

_NAME = r"[^\W\d_][\w'’.-]*(?:\s+(?:de|van|von|der|la|le|ap|ab|of)\b|\s+[^\W\d_a-z][\w'’.-]*){1,4}"
_EMAIL = re.compile(r"(?:e-?mail(?:\s+address)?\s*[:.]?\s*)?(?:mailto:)?([\w.+'-]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_EMAIL_LABEL = re.compile(r"[\s,;]*\be-?mail(?:\s+address)?\s*:\s*$", re.IGNORECASE)
_PHONE = re.compile(
    r"\b(?:tel(?:ephone)?|phone|mobile|ext(?:ension)?)(?:\s*(?:no|number))?\s*[.:]*[:\s]\s*"
    r"([+(]?[0-9][0-9\s()+/-]*[0-9](?:\s*(?:ext(?:ension)?|x)\.?\s*[0-9]+)?)",
    re.IGNORECASE,
)
_BARE_PHONE = re.compile(r"(?<![\w/])(?:\+44\s?(?:\(0\)\s?)?|\(?0)[0-9][0-9\s()]{7,13}[0-9](?!\w)")
_PHONE_LABEL = re.compile(r"[\s,;]*\b(?:tel(?:ephone)?|phone)(?:\s*(?:no|number))?\.?\s*:?\s*$", re.IGNORECASE)
_NEXT_PERSON = re.compile(
    rf"[/;]\s{{0,9}}(?={_NAME}\s{{0,9}}(?:,|\(|$|\s{{2}}|[\u00a0]|/|;|\bTel\b|\bE-?mail\b|[-–]\s))"
)

LONGEST = 2000  # characters; a longer line is no list of contacts

Contact = dict[str, str | None]


def read_contacts(typed: str) -> list[Contact]:
    """The people in "A, title Tel: (01632) 960001/B, title Tel: …": name, job_title, telephone, email."""
    people = [_person(piece) for piece in _pieces(typed)]
    return [person for person in people if any(person.values())]


def _pieces(typed: str) -> list[str]:
    pieces: list[str] = []
    start = 0
    for gap in _NEXT_PERSON.finditer(typed):
        before, after = typed[start : gap.start()], typed[gap.end() :]
        complete = bool(_PHONE.search(before) or _BARE_PHONE.search(before) or "@" in before)
        name_alone = re.fullmatch(rf"\s*{_NAME}\s*", before)
        named_next = re.match(rf"{_NAME}\s*,", after)
        if complete or name_alone or named_next:
            pieces.append(before)
            start = gap.end()
    return [*pieces, typed[start:]]


def _person(piece: str) -> Contact:
    piece, email = _taken(_EMAIL, piece)
    piece = _EMAIL_LABEL.sub("", piece)
    piece, telephone = _taken(_PHONE, piece)
    if telephone is None:
        piece, telephone = _taken(_BARE_PHONE, piece)
    piece = _PHONE_LABEL.sub("", _trimmed(piece))
    name, job_title = _name_and_title(_trimmed(piece))
    return {"name": name or None, "job_title": job_title or None, "telephone": telephone, "email": email}


def _taken(pattern: re.Pattern[str], piece: str) -> tuple[str, str | None]:
    found = pattern.search(piece)
    if not found:
        return piece, None
    words = found.group(found.lastindex or 0).strip()
    return f"{piece[: found.start()]}\u2003{piece[found.end() :]}", words


def _trimmed(piece: str) -> str:
    return re.sub(r"[\s,;–-]*\u2003[\s,;.–-]*", " ", piece).strip(" \t\u00a0,;–-")


def _name_and_title(words: str) -> tuple[str, str]:
    bracketed = re.fullmatch(r"([^,(]+?)\s*\(([^()]*)\)", words)
    if bracketed:
        return bracketed[1].strip(), bracketed[2].strip()
    divided = re.split(r",\s*|\s{2,}|\s*\u00a0\s*|\s+[–-]\s+", words, maxsplit=1)
    return divided[0].strip(), (divided[1].strip(" \t\u00a0,;") if len(divided) > 1 else "")
