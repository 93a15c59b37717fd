"""Addresses of progress and reviews: one recommendation's page, the mailed link, then the officers' under /officer/."""

from django.urls import path

from recommendations.views import (
    officer_documents,
    officer_progress,
    officer_reviews,
    officer_several,
    public_recommendation,
    update_link,
)

urlpatterns = [
    path("recommendations/<str:reference>/<int:place>/", public_recommendation.recommendation, name="recommendation"),
    path("updates/<str:token>/", update_link.update_link, name="update-link"),
    path("officer/recommendations/<uuid:key>/<int:place>/ask/", officer_progress.ask, name="officer-update-ask"),
    path("officer/recommendations/<uuid:key>/<int:place>/update/", officer_progress.write, name="officer-update-write"),
    path(
        "officer/recommendations/<uuid:key>/documents/add/", officer_documents.add_to_set, name="officer-set-document"
    ),
    path(
        "officer/responses/<uuid:key>/documents/add/",
        officer_documents.add_to_response,
        name="officer-response-document",
    ),
    path("officer/updates/<uuid:key>/documents/add/", officer_documents.add_to_update, name="officer-update-document"),
    path("officer/recommendations/tracker/change/", officer_several.change_several, name="officer-change-several"),
    path("officer/updates/several/", officer_several.write_several, name="officer-update-several"),
    path("officer/updates/<uuid:key>/", officer_progress.update, name="officer-update"),
    path("officer/updates/<uuid:key>/edit/", officer_progress.edit, name="officer-update-edit"),
    path("officer/updates/<uuid:key>/accept/", officer_progress.accept, name="officer-update-accept"),
    path("officer/updates/<uuid:key>/return/", officer_progress.send_back, name="officer-update-return"),
    path("officer/updates/<uuid:key>/withdraw/", officer_progress.withdraw, name="officer-update-withdraw"),
    path("officer/reviews/", officer_reviews.bodies, name="officer-review-bodies"),
    path("officer/reviews/<slug:slug>/", officer_reviews.review, name="officer-review"),
    path("officer/reviews/<uuid:key>/edit/", officer_reviews.edit, name="officer-review-edit"),
    path("officer/reviews/<uuid:key>/withdraw/", officer_reviews.withdraw, name="officer-review-withdraw"),
]
