"""Addresses of calendars of the days by which recommendations have to be answered."""

from django.urls import path

from recommendations.views import deadlines

urlpatterns = [
    path("recommendations.ics", deadlines.of_list, name="ics"),
    path("committees/<slug:slug>.ics", deadlines.of_committee, name="committee-ics"),
    path("offices/<slug:slug>.ics", deadlines.of_office, name="office-ics"),
    path("recommendations/<str:reference>.ics", deadlines.of_set, name="set-ics"),
]
