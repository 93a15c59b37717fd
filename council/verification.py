"""Checks the register from its first entry to its head: serials, chain, digests, snapshots."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from council.models import RegisterEntry, RegisterHead
from council.models.register import GENESIS

ACTS_IN_WORDS = {
    "corrected": "corrections of substance",
    "clerical": "clerical corrections",
    "restricted": "made exempt",
    "withdrawn": "withdrawn",
    "sealed": "sealed",
}


@dataclass(frozen=True)
class Verdict:
    """What a check found: how many entries hold, and where it first fails, in words."""

    entries: int
    bad_serial: int | None = None
    problem: str = ""
    acts: Counter[str] = field(default_factory=Counter)

    @property
    def is_sound(self) -> bool:
        return self.bad_serial is None

    def in_words(self) -> str:
        """What the register holds that a reader of it may ask about: corrections by their kind, withdrawals, seals."""
        return "; ".join(f"{words}: {self.acts[act]}" for act, words in ACTS_IN_WORDS.items() if self.acts[act])


def verify_register() -> Verdict:
    """Walk the whole register. A tail that was cut off shows only to somebody who kept an older head."""
    previous, expected, acts = GENESIS, 1, Counter[str]()
    sealed = _sealed_references()
    entries = RegisterEntry.objects.order_by("serial").select_related("snapshot")
    for entry in entries.iterator(chunk_size=500):
        problem = _problem(entry, expected, previous, sealed)
        if problem:
            return Verdict(expected - 1, min(entry.serial, expected), problem)
        previous, expected = entry.fingerprint, expected + 1
        acts[entry.act] += 1
    head = RegisterHead.objects.filter(pk=1).first() or RegisterHead()
    if (head.serial, head.fingerprint) != (expected - 1, previous):
        return Verdict(expected - 1, expected, "the head does not agree with the last entry")
    return Verdict(expected - 1, acts=acts)


def _sealed_references() -> dict[str, int]:
    """Reference -> serial of its latest seal: earlier snapshots of it may be gone."""
    seals = RegisterEntry.objects.filter(act=RegisterEntry.Act.SEALED).order_by("serial")
    return dict(seals.values_list("reference", "serial"))


def _problem(entry: RegisterEntry, expected: int, previous: str, sealed: dict[str, int]) -> str:
    if entry.serial != expected:
        return f"serial {expected} is missing"
    if entry.previous != previous:
        return "it does not follow from the entry before"
    if entry.fingerprint != entry.expected_fingerprint():
        return "its fields do not give its fingerprint"
    snapshot = getattr(entry, "snapshot", None)
    is_sealed = sealed.get(entry.reference, 0) > entry.serial
    if snapshot is None:
        return "" if is_sealed else "its snapshot is missing and was not sealed"
    if is_sealed:
        return "it was sealed and its words are still here"
    if snapshot.digest() != entry.digest:
        return "its snapshot does not give its digest"
    return ""
