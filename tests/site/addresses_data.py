"""The addresses of data: beside every page of a list or a record the same with another ending."""

from __future__ import annotations

LIST_NAMES = ("meetings", "decisions", "forward-plan", "issues", "recommendations", "register")
DATA_LISTS = [
    "/data/",
    "/data/council-decisions.zip",
    "/api/openapi.json",
    *(f"/{name}.{ending}" for name in LIST_NAMES for ending in ("json", "csv")),
    *(f"/{name}.json?page_size=100" for name in LIST_NAMES),
    "/offices/lamps.json",
    "/meetings.json?body=cabinet&page_size=2&page=2",
    "/meetings.csv?year=2026/27",
    "/decisions.json?status=effective&modified_since=2026-01-01",
    "/forward-plan.csv?key=yes",
    "/recommendations.json?words=lamps",
    "/recommendations.csv?state=awaiting&modified_since=2026-01-01T00:00:00Z",
    "/recommendations.json?page=nothing",
    "/register.json?after=0",
    "/register.json?after=7",
    "/register.json?after=99999",
    "/register/99999.json",
    "/committees/finance-panel.json",
    "/committees/cabinet.json",
    "/committees/nobody.json",
    "/offices/cabinet-member-for-libraries.json",
    "/offices/nobody.json",
    "/decisions/DEC-1999-1.json",
]
# The route of a page -> that of the same record as data.
RECORDS = {
    "meetings:meeting": "meeting-record",
    "meetings:item": "agendaitem-record",
    "meetings:issue": "issue-record",
    "meetings:decision": "decision-record",
    "meetings:plan-entry": "planentry-record",
    "meetings:document-page": "document-record",
    "recommendations:set": "recommendationset-record",
    "recommendations:recommendation": "recommendation-record",
    "recommendations:response": "response-record",
    "recommendations:duty-response": "duty-response-record",
}
# Views of the public side that are no record's own address.
DATA_VIEWS = (
    *(f"{name.replace('-', '_')}_{ending}" for name in LIST_NAMES for ending in ("json", "csv")),
    "register_entry_record", "committee_record", "office_record", "data_page", "everything", "description",
)  # fmt: skip
NOTHING = "/decisions/DEC-1999-1.json"


def with_data(addresses: list[tuple[str, str, int]]) -> list[tuple[str, str, int]]:
    """The same addresses, and for every record that is also data the one that gives it, with the same status."""
    found = [
        (RECORDS[route], f"{address.rstrip('/')}.json", status)
        for route, address, status in addresses
        if route in RECORDS
    ]
    return [*addresses, *found]
