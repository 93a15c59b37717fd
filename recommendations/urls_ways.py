"""Addresses of the pages that lead in: people, committees, offices, wards, topics and years."""

from django.urls import path

from recommendations.views import ways, who

urlpatterns = [
    path("committees/", who.committee_list, name="committees"),
    path("committees/<slug:slug>/", who.committee, name="committee"),
    path("committees/<slug:slug>/members/", who.committee_members, name="committee-members"),
    path("offices/", who.office_list, name="offices"),
    path("offices/<slug:slug>/", who.office, name="office"),
    path("people/", who.person_list, name="people"),
    path("people/<slug:slug>/", who.person, name="person"),
    path("wards/", ways.ward_list, name="wards"),
    path("wards/<slug:slug>/", ways.ward, name="ward"),
    path("topics/", ways.topic_list, name="topics"),
    path("topics/<slug:slug>/", ways.topic, name="topic"),
    path("years/", ways.year_list, name="years"),
    path("years/<slug:slug>/", ways.year, name="year"),
]
