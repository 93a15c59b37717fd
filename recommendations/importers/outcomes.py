"""The words in the outcome column of a response, and what they come to.

An outcome is taken only from words that are one: "Noted" is none, and a comment never is.
"""

import re

from recommendations.importers.table import is_dash

_ACCEPTED = re.compile(r"yes|agreed?|accept(?:ed)?|derbyn(?:iwyd)?")
_IN_PART = re.compile(
    r"(?:(?:yes|agreed?|accept(?:ed)?) )?(?:in part|partly|partially|partial)(?: (?:agreed?|accept(?:ed)?))?"
    r"|(?:partly|partial|partially) (?:agreement|acceptance)|derbyn yn rhannol"
)
_NOT_ACCEPTED = re.compile(
    r"no|(?:not|no longer) (?:agreed|accepted)(?: at (?:this|the present) time)?|disagreed?|reject(?:ed)?"
    r"|declined?|(?:do|does|did) not (?:accept|agree)|gwrthod(?:wyd)?"
)
_ALREADY = re.compile(r"already (?:being done|in hand|in progress|under ?way)")
_IN_PRINCIPLE = re.compile(r"\bin principle\b")
_MOST_OUTCOME_WORDS = 6


def read_outcome(words: str) -> tuple[str | None, list[str]]:
    """The outcome that `words` name, and its qualifiers; (None, []) when they name none."""
    plain = re.sub(r"[^\w ]+", " ", words.casefold())
    qualifiers = ["in_principle"] if _IN_PRINCIPLE.search(plain) else []
    plain = " ".join(_IN_PRINCIPLE.sub(" ", plain).split())
    if _ALREADY.fullmatch(plain):
        return "accepted", [*qualifiers, "already_in_progress"]
    for outcome, pattern in (
        ("accepted", _ACCEPTED),
        ("accepted_in_part", _IN_PART),
        ("not_accepted", _NOT_ACCEPTED),
    ):
        if pattern.fullmatch(plain):
            return outcome, qualifiers
    return None, []


def outcome_of_cell(paragraphs: list[str]) -> tuple[str | None, str | None, list[str], list[str]]:
    """(words, outcome, qualifiers, paragraphs that follow the outcome) of one cell.

    A cell may go on with the reasons: only its first paragraph is asked for an outcome.
    """
    if not paragraphs or all(is_dash(paragraph) for paragraph in paragraphs):
        return None, None, [], []
    whole = " ".join(paragraphs)
    for words, more in ((whole, []), (paragraphs[0], paragraphs[1:])):
        outcome, qualifiers = read_outcome(words)
        if outcome:
            return words, outcome, qualifiers, more
    if len(whole.split()) <= _MOST_OUTCOME_WORDS:
        return whole, None, [], []
    return paragraphs[0], None, [], paragraphs[1:]
