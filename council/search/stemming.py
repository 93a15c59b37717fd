"""Porter's stemmer (M. F. Porter, "An algorithm for suffix stripping", 1980), as SQLite's `porter` tokenizer has it.

PostgreSQL is handed stems that were made here, so both databases find the same rows; a test compares the two. Also
finds the words of a text that an excerpt marks. Pure functions; asks the database nothing.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

LONGEST = 64  # SQLite leaves longer tokens as they are

STEP_2 = (
    ("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize"), ("logi", "log"),
    ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous"), ("ization", "ize"),
    ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive"), ("fulness", "ful"), ("ousness", "ous"),
    ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble"),
)  # fmt: skip
STEP_3 = (
    ("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic"), ("ical", "ic"), ("ful", ""), ("ness", ""),
)  # fmt: skip
STEP_4 = (
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism", "ate", "iti",
    "ous", "ive", "ize",
)  # fmt: skip


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a folded word."""
    if word.isascii():
        return _stemmed(word)
    # Byte by byte, as SQLite does it: a letter beyond ASCII counts as several consonants.
    return _stemmed(word.encode().decode("latin-1")).encode("latin-1").decode(errors="ignore")


def _stemmed(word: str) -> str:
    if not 3 <= len(word) <= LONGEST:
        return word
    word = _step_1(word)
    for suffix, instead in STEP_2:
        if word.endswith(suffix):
            word = _replaced(word, suffix, instead)
            break
    for suffix, instead in STEP_3:
        if word.endswith(suffix):
            word = _replaced(word, suffix, instead)
            break
    return _step_5(_step_4(word))


def _step_1(word: str) -> str:
    if (word.endswith("sses") and len(word) > 4) or (word.endswith("ies") and len(word) > 3):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("eed") and len(word) > 3:
        word = word[:-1] if _measure(word[:-3]) else word
    elif word.endswith("ed") and _has_vowel(word[:-2]):
        word = _tidied(word[:-2])
    elif word.endswith("ing") and _has_vowel(word[:-3]):
        word = _tidied(word[:-3])
    return word[:-1] + "i" if word.endswith("y") and _has_vowel(word[:-1]) else word


def _tidied(word: str) -> str:
    """What is left of "-ed" and "-ing", made a word again."""
    if word.endswith(("at", "bl", "iz")) and len(word) > 2:
        return word + "e"
    if word[-1] not in "aeioulsz" and word[-1] == word[-2:-1]:
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _ends_cvc(word) else word


def _step_4(word: str) -> str:
    found = [suffix for suffix in STEP_4 if word.endswith(suffix)]
    if not found:
        return word
    suffix = max(found, key=len)
    rest = word[: -len(suffix)]
    if suffix == "ion" and not rest.endswith(("s", "t")):
        return word
    return rest if _measure(rest) > 1 else word


def _step_5(word: str) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        measure = _measure(rest)
        if measure > 1 or (measure == 1 and not _ends_cvc(rest)):
            word = rest
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word


def _replaced(word: str, suffix: str, instead: str) -> str:
    rest = word[: -len(suffix)]
    return rest + instead if _measure(rest) else word


def _vowels(word: str) -> list[bool]:
    """Whether each letter is a vowel; "y" is one after a consonant."""
    found: list[bool] = []
    for letter in word:
        is_after_consonant = bool(found) and not found[-1]
        found.append(letter in "aeiou" or (letter == "y" and is_after_consonant))
    return found


def _has_vowel(word: str) -> bool:
    return any(_vowels(word))


def _measure(word: str) -> int:
    """How often a vowel is followed by a consonant."""
    vowels = _vowels(word)
    return sum(before and not after for before, after in pairwise(vowels))


def _ends_cvc(word: str) -> bool:
    """Consonant, vowel, consonant other than w, x or y at the end."""
    return len(word) >= 3 and _vowels(word)[-3:] == [False, True, False] and word[-1] not in "wxy"
