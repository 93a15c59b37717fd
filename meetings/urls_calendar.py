"""Addresses of the public calendar, of meetings as iCal, and of the officers' pages that plan many meetings."""

from django.urls import URLPattern, path

from meetings.views import calendar, scheduling

calendar_patterns: list[URLPattern] = [
    path("meetings.ics", calendar.every_meeting, name="ics"),
    path("meetings/calendar/", calendar.month_page, name="calendar"),
    path("meetings/<slug:body>.ics", calendar.meetings_of_body, name="body-ics"),
    path("meetings/<slug:body>/<slug:place>.ics", calendar.one_meeting, name="meeting-ics"),
    path("officer/meetings/series/", scheduling.series, name="officer-series"),
    path("officer/meetings/copy-year/", scheduling.copy_year, name="officer-copy-year"),
    path("officer/meetings/publish/", scheduling.publish_several, name="officer-publish-several"),
]
