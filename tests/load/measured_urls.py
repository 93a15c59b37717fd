"""The site's addresses and one more, for `make bench` alone: a view that does nothing."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


@login_not_required
def empty(request: HttpRequest) -> HttpResponse:
    """What Django and its middleware cost by themselves."""
    return HttpResponse("empty")


urlpatterns = [path("empty/", empty), path("", include("council.urls"))]
