"""The addresses of data: beside every page of a list or a record the same with another ending."""

from __future__ import annotations

LIST_NAMES = ("meetings", "decisions", "forward-plan", "issues", "recommendations", "register")
INDEX_NAMES = ("committees", "offices", "people", "search", "topics", "wards", "years")
# Pages of one address that are data too, and what they can be asked.
PAGES = [
    "/index.json",
    "/this-week.json",
    "/weeks/2026-11-02.json",
    "/weeks/2026-11-03.json",
    "/weeks/1066-11-02.json",
    "/weeks/2999-01-07.json",
    "/data.json",
    "/accessibility.json",
    "/statistics.json",
    "/statistics.json?year=2026/27",
    "/statistics.json?year=nothing",
    "/my-committees.json",
    "/my-committees.json?committee=cabinet&committee=finance-panel&committee=nobody",
    "/meetings/calendar.json",
    "/meetings/calendar.json?month=2026-10&body=cabinet",
    "/meetings/calendar.json?month=2026-13&body=nobody",
    "/meetings/cabinet/1999-01-01/briefing.json",
    "/people/councillor-bea-orrin.json",
    "/people/nobody.json",
    "/committees/cabinet/members.json",
    "/committees/nobody/members.json",
    "/wards/aldry.json",
    "/wards/nowhere.json",
    "/topics/lighting.json",
    "/topics/nothing.json",
    "/years/2026-27.json",
    "/years/1066-67.json",
    "/search.json?words=harbour",
    "/search.json?words=canary+OR+lamps&sort=newest&page_size=3&page=2",
    "/search.json?words=meeting&kind=item&year=2026/27&page=9",
    "/search.csv?words=lamps",
    "/search.json?kind=x&from=y",
    "/people.json?page_size=1&page=2",
    "/documents/D-1999-1/text.json",
    "/documents/D-1999-1/versions/1.json",
    "/forward-plan/editions/FPE-1999-1.json",
    "/register/99999/versions.json",
]
DATA_LISTS = [
    *(f"/{name}.{ending}" for name in INDEX_NAMES for ending in ("json", "csv")),
    *PAGES,
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
    "recommendations:briefing": "briefing-record",
    "meetings:document-text": "document-text-record",
    "meetings:document-version": "document-version-record",
    "meetings:plan-edition": "plan-edition-record",
}
# Views of the public side that are no record's own address.
DATA_VIEWS = (
    *(f"{name.replace('-', '_')}_{ending}" for name in LIST_NAMES for ending in ("json", "csv")),
    *(f"{name}_{ending}" for name in INDEX_NAMES for ending in ("json", "csv")),
    "home_record", "this_week_record", "week_record", "versions_record", "data_record", "accessibility_record",
    "statistics_record", "my_committees_record", "calendar_record", "person_record", "members_record",
    "ward_record", "topic_record", "year_record",
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
