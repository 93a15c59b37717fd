"""Addresses of progress and reviews: one recommendation's page, the mailed link, then the officers' under /officer/."""

from django.urls import path

from recommendations.views import public_recommendation

urlpatterns = [
    path("recommendations/<str:reference>/<int:place>/", public_recommendation.recommendation, name="recommendation"),
]
