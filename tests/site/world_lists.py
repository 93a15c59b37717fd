"""Rows for every public list, and beside them drafts, future, withdrawn and exempt ones that no list shows."""

from __future__ import annotations

import datetime

from meetings import actions
from recommendations import actions as recommendations
from tests import factories
from tests.decision_factories import make_decision
from tests.factories import AT
from tests.factories_plan import EXEMPT, make_entry

HIDDEN = "canaryofalist"
NOON = "2026-11-02 12:00:00+00:00"
DAY = datetime.date(2026, 10, 1)
AHEAD = datetime.timedelta(days=200)  # the forward plan tells of days to come
WITHHELD = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices"}


def make_lists(count: int) -> None:
    """`count` public rows in every list; every other decision, entry and set is about Aldry, as its issue is."""
    for number in range(count):
        day = DAY + datetime.timedelta(days=number)
        factories.make_meeting(held_on=day, public=True)
        issue = factories.make_issue(f"Issue {number:02}", public=True, wards="" if number % 2 else "Aldry ward")
        make_entry(f"Entry {number:02}", public=True, due_kind="date", due_on=day + AHEAD, issue=issue)
        before = DAY - datetime.timedelta(days=number)
        make_decision(title=f"Decision {number:02}", public=True, decided_on=before, issue=issue)
        factories.make_set("That it be done.", public=True, subject=f"subject {number:02}", made_on=day, issue=issue)


def make_siblings() -> None:
    """Of each kind what no list shows: a draft, one that is dated in the future, one withdrawn, and withheld words.

    What is withheld belongs to the issue that is withdrawn: its wards are nobody's any more.
    """
    later = datetime.date(2027, 3, 1)
    issue = factories.make_issue(f"{HIDDEN} gone", public=True, wards=f"{HIDDEN}, Aldry")
    make_entry(public=True, matter=f"{HIDDEN} exempt", issue=issue, **EXEMPT)
    secret = {"title": f"{HIDDEN} exempt", "text": f"{HIDDEN} exempt", "public_title": "A lease", "wards": HIDDEN}
    make_decision(public=True, issue=issue, **secret, **WITHHELD)
    row = {"label": "1)", "text": f"{HIDDEN} exempt", "public_summary": "About a lease", **WITHHELD}
    factories.make_set(rows=[row], public=True, subject="a lease", issue=issue)
    gone = [
        issue,
        factories.make_meeting(held_on=later, public=True, note=HIDDEN),
        make_entry(f"{HIDDEN} gone", public=True),
        make_decision(title=f"{HIDDEN} gone", public=True),
    ]
    for record in gone:
        actions.withdraw(record, reason="By mistake", by=None, at=AT)
    withdrawn = factories.make_set(f"{HIDDEN} gone", public=True, subject=f"{HIDDEN} gone")
    recommendations.withdraw_set(withdrawn, reason="By mistake", by=None, at=AT)
    for day in (DAY, later):  # drafts, of now and of later
        factories.make_meeting(held_on=day, venue=HIDDEN)
        factories.make_issue(f"{HIDDEN} draft", wards=HIDDEN)
        make_entry(f"{HIDDEN} draft", due_kind="date", due_on=day + AHEAD)
        make_decision(title=f"{HIDDEN} draft", decided_on=day)
        factories.make_set(f"{HIDDEN} draft", subject=f"{HIDDEN} draft", made_on=day)
