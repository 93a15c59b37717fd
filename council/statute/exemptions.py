"""The descriptions of exempt information, by nation, by the number of their paragraph, in our own short words.

England: Local Government Act 1972, Schedule 12A, Part 1, paragraphs 1 to 7. Wales: the same Schedule, Part 4,
paragraphs 12 to 18 (WSI 2007/969), and for a standards committee 18A to 18C (WSI 2007/951 regulation 4).
Scotland: Local Government (Scotland) Act 1973, Schedule 7A, Part I, paragraphs 1 to 15. Northern Ireland: none
in these Schedules; what is relied on is written out in full. Numbers are text.
"""

from __future__ import annotations

import re

from council.statute.wording import listed

_INDIVIDUAL = "about an individual"
_IDENTITY = "likely to reveal who an individual is"
_BUSINESS = "the financial or business affairs of a person, a firm or the council"
_LABOUR = "consultations or negotiations about staff and their working conditions"
_PRIVILEGE = "covered by legal professional privilege"
_NOTICE = "a notice, order or direction that the council means to make"
_CRIME = "preventing, investigating or prosecuting crime"

PARAGRAPHS: dict[str, dict[str, str]] = {
    "england": {
        "1": _INDIVIDUAL, "2": _IDENTITY, "3": _BUSINESS, "4": _LABOUR, "5": _PRIVILEGE, "6": _NOTICE, "7": _CRIME,
    },
    "wales": {
        "12": _INDIVIDUAL, "13": _IDENTITY, "14": _BUSINESS, "15": _LABOUR, "16": _PRIVILEGE, "17": _NOTICE,
        "18": _CRIME,
        "18A": "owed confidentiality (standards committees only)",
        "18B": "national security (standards committees only)",
        "18C": "what a standards committee said to one another in reaching a finding",
    },
    "scotland": {
        "1": "about a present, past or possible employee or office holder",
        "2": "about an occupier of, or applicant for, housing the council provides or pays for",
        "3": "about a user of, or applicant for, a service of the council",
        "4": "about a person who has had, or asked for, financial help from the council",
        "5": "the adoption, care, fostering or education of a child, or an order about a child’s supervision",
        "6": "the financial or business affairs of a person or a firm",
        "7": "social work reports on, or supervision of, a person",
        "8": "what the council means to spend under a contract for property, goods or services",
        "9": "the terms of a contract that is still being negotiated",
        "10": "that it is the council which offers a tender",
        "11": "consultations or negotiations about staff and their working conditions",
        "12": "legal advice and legal proceedings",
        "13": "a notice, order or direction that the council means to make",
        "14": "preventing, investigating or prosecuting crime",
        "15": "the identity of a protected informant",
    },
    "northern-ireland": {},
}  # fmt: skip

SCHEDULES = {
    "england": "Schedule 12A to the Local Government Act 1972",
    "wales": "Schedule 12A to the Local Government Act 1972",
    "scotland": "Schedule 7A to the Local Government (Scotland) Act 1973",
    "northern-ireland": "",
}

_NUMBER = re.compile(r"\d+[A-Z]*", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s,;&.]+|\band\b|\bparagraphs?\b|\bparas?\b", re.IGNORECASE)


def has_paragraphs(nation: str) -> bool:
    """Whether the nation's paragraphs can be chosen from a list; in Northern Ireland they are written out."""
    return bool(PARAGRAPHS[nation])


def numbers_in(text: str) -> list[str]:
    """The paragraph numbers in a text such as "1, 3 and 18a", each once, as they are written in the Schedule."""
    return list(dict.fromkeys(number.upper() for number in _NUMBER.findall(text)))


def unknown_in(text: str, nation: str) -> list[str]:
    """What in the text is no paragraph of the nation's Schedule: numbers, and words that are none. Empty: all is well.

    For Northern Ireland any words will do.
    """
    if not has_paragraphs(nation):
        return []
    wrong = [number for number in numbers_in(text) if number not in PARAGRAPHS[nation]]
    rest = _BETWEEN.sub(" ", _NUMBER.sub(" ", text)).split()
    return wrong + rest


def written(numbers: list[str]) -> str:
    """Chosen numbers as they are stored and printed: "1, 3 and 5"."""
    return listed(numbers)


def explained(text: str, nation: str) -> list[str]:
    """What the paragraphs named in the text are about, in short words; nothing for a number that is not known."""
    return [PARAGRAPHS[nation][number] for number in numbers_in(text) if number in PARAGRAPHS[nation]]
