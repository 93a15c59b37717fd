"""The periods of the report of special urgency: municipal years and their quarters, named as printed."""

from __future__ import annotations

import datetime

from council.statute.periods import MunicipalYear, municipal_year

ONE_DAY = datetime.timedelta(days=1)
YEARS_OFFERED = 6


def periods_of(year: MunicipalYear) -> list[MunicipalYear]:
    """A municipal year, then its four quarters: "2026/27", "2026/27 quarter 1"."""
    starts = [_months_on(year.first_on, 3 * number) for number in range(4)]
    ends = [*(start - ONE_DAY for start in starts[1:]), year.last_on]
    quarters = [
        MunicipalYear(f"{year.name} quarter {number}", first, last)
        for number, (first, last) in enumerate(zip(starts, ends, strict=True), start=1)
    ]
    return [year, *quarters]


def _months_on(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    return day.replace(year=day.year + years, month=month + 1)


def periods_before(today: datetime.date) -> list[MunicipalYear]:
    """The periods offered: this municipal year and those before, with their quarters that have begun."""
    found: list[MunicipalYear] = []
    year = municipal_year(today)
    for _ in range(YEARS_OFFERED):
        found += [period for period in periods_of(year) if period.first_on <= today]
        year = municipal_year(year.first_on - ONE_DAY)
    return found


def period_chosen(name: str, today: datetime.date) -> MunicipalYear:
    """The period of that name; the present municipal year where there is none."""
    return next((period for period in periods_before(today) if period.name == name), municipal_year(today))
