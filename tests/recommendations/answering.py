"""Public sets and answers to them, for the tests of the public pages. Today is 2 November 2026."""

from __future__ import annotations

import datetime

from recommendations import actions
from recommendations.choices import Outcome
from tests import factories as f

TODAY = datetime.date(2026, 11, 2)
YES = {"outcome": Outcome.ACCEPTED, "outcome_words": "Yes", "comment": "Agreed.", "no_action": "done"}
PART = {"outcome": Outcome.IN_PART, "outcome_words": "In part", "comment": "Only the roof.", "no_action": "intent"}
NO = {"outcome": Outcome.NOT_ACCEPTED, "outcome_words": "No", "comment": "There is no money."}


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def a_set(*texts, received=None, **fields):
    """A public set; `received` days ago, with written notice that day."""
    if received is not None:
        day = ago(received)
        fields = {"made_on": ago(received + 5), "received_on": day, "notice_given_on": day} | fields
    return f.make_set(*texts, public=True, **fields)


def answer(
    recommendation_set, *rows, duty=None, reason="", until="published", approved_on=datetime.date(2021, 9, 14), **fields
):
    """A response with one row of values for each recommendation; with a `duty` that addressee's."""
    response = actions.start_response(recommendation_set, by=None, at=f.AT, duty=duty, correction_reason=reason)
    fields = {
        "respondent_title": "Cabinet Member for Libraries",
        "respondent_name": "Councillor Ada Fenwright",
    } | fields
    values = {item.pk: row for item, row in zip(response.items.all(), rows, strict=True)}
    response = actions.save_response(
        response, fields=fields, rows=values, edit_number=response.edit_number, by=None, at=f.AT
    )
    drafter = f.make_user(("officer", "executive"))
    return f.advance(response, until, approved_on=approved_on, drafter=drafter)


def page_of(client, recommendation_set):
    response = client.get(f"/recommendations/{recommendation_set.reference}/")
    assert response.status_code == 200
    return response


def lead_of(response) -> str:
    return response.content.decode().split('<p class="lead">')[1].split("</p>")[0]
