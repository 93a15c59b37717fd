"""Addresses of everything that is data: lists and records, in each format."""

from council.views.data import data_patterns

urlpatterns = [*data_patterns()]
