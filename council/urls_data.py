"""Addresses of everything that is data: lists and records in each format, the file with everything, what there is."""

from django.urls import path

from council.data_answers import BULK_PATH
from council.openapi import PATH
from council.views import open_data
from council.views.data import data_patterns

urlpatterns = [
    path("data/", open_data.data_page, name="data"),
    path(BULK_PATH[1:], open_data.everything, name="everything"),
    path(PATH[1:], open_data.description, name="openapi"),
    *data_patterns(),
]
