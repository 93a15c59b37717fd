"""What programs are told is overdue: the list's data, its table, its feed, its calendar."""

from __future__ import annotations

import csv
import datetime
import io
import json
import re

import time_machine
from django.test import Client

from council.models import Council
from recommendations.models import RecommendationSet
from tests.following import everything_followed

OVERDUE = {"state": "overdue"}


def at_noon(on: datetime.date) -> time_machine.travel:
    return time_machine.travel(datetime.datetime.combine(on, datetime.time(12), datetime.UTC), tick=False)


def asked(on: datetime.date, address: str) -> str:
    """What the site answers on that day."""
    with at_noon(on):
        response = Client().get(address, OVERDUE)
    assert response.status_code == 200, address
    body: bytes = response.getvalue() if response.streaming else response.content
    return body.decode("utf-8-sig")


def subjects(references: set[str]) -> list[str]:
    known = dict(RecommendationSet.objects.values_list("reference", "subject"))
    return [known[reference] for reference in references]


def as_json(council: Council, on: datetime.date) -> list[str]:
    found, address = set(), "/recommendations.json?state=overdue"
    while address:
        with at_noon(on):
            page = json.loads(Client().get(address).content)
        found |= {row["set_reference"] for row in page["rows"]}
        address = page["next"]
    return subjects(found)


def as_csv(council: Council, on: datetime.date) -> list[str]:
    rows = csv.DictReader(io.StringIO(asked(on, "/recommendations.csv")))
    return subjects({row["set_reference"] for row in rows})


def as_feed(council: Council, on: datetime.date) -> list[str]:
    with at_noon(on):
        links = everything_followed(Client(), "/recommendations.atom?state=overdue").values()
    return subjects({link.split("/")[2] for (link, *_others) in links})


def as_calendar(council: Council, on: datetime.date) -> list[tuple[str, str]]:
    """Of every calendar day of answers those that are past and that somebody still waits for."""
    with at_noon(on):
        text = Client().get("/recommendations.ics").content.decode().replace("\r\n ", "")
    found = []
    for event in text.split("BEGIN:VEVENT")[1:]:
        facts = dict(re.findall(r"^([A-Z-]+)[^:\r\n]*:(.*)\r$", event, re.M))
        if facts["STATUS"] != "CANCELLED" and facts["DTSTART"][:8] < f"{on:%Y%m%d}":
            reference = facts["URL"].rstrip("/").rsplit("/", 1)[-1]
            who = facts["SUMMARY"].partition(": ")[0]
            found.append((*subjects({reference}), who[0].upper() + who[1:]))
    return found
