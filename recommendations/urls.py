"""Addresses of recommendations and responses: the public ones, then the officers' under /officer/."""

from django.urls import path

from recommendations import urls_progress
from recommendations.views import (
    briefing,
    officer_responses,
    officer_sets,
    officer_steps,
    officer_tracker,
    public,
    statistics,
)

app_name = "recommendations"

urlpatterns = [
    path("recommendations/", public.recommendation_list, name="list"),
    path("recommendations/<str:reference>.pdf", public.set_pdf, name="set-pdf"),
    path("recommendations/<str:reference>/", public.recommendation_set, name="set"),
    path("recommendations/<str:reference>/responses/<int:version>/", public.response, name="response"),
    path("recommendations/<str:reference>/responses/<int:version>.pdf", public.response_pdf, name="response-pdf"),
    path("my-committees/", briefing.my_committees, name="my-committees"),
    path("meetings/<slug:body>/<slug:place>/briefing/", briefing.meeting_briefing, name="briefing"),
    path("statistics/", statistics.statistics_page, name="statistics"),
    path("statistics/<slug:grouping>.csv", statistics.statistics_csv, name="statistics-csv"),
    path("officer/recommendations/", officer_sets.set_list, name="officer-list"),
    path("officer/recommendations/add/", officer_sets.set_add, name="officer-set-add"),
    path("officer/recommendations/tracker/", officer_tracker.tracker_page, name="officer-tracker"),
    path("officer/recommendations/tracker.<slug:form>", officer_tracker.tracker_file, name="officer-tracker-file"),
    path("officer/recommendations/papers/", officer_tracker.papers, name="officer-papers"),
    path("officer/recommendations/<uuid:key>/", officer_sets.recommendation_set, name="officer-set"),
    path("officer/recommendations/<uuid:key>/edit/", officer_sets.set_edit, name="officer-set-edit"),
    path("officer/recommendations/<uuid:key>/publish/", officer_sets.publish, name="officer-set-publish"),
    path("officer/recommendations/<uuid:key>/send/", officer_sets.send, name="officer-set-send"),
    path("officer/recommendations/<uuid:key>/receive/", officer_sets.receive, name="officer-set-receive"),
    path("officer/recommendations/<uuid:key>/withdraw/", officer_sets.withdraw, name="officer-set-withdraw"),
    path("officer/recommendations/<uuid:key>/respond/", officer_responses.start, name="officer-response-start"),
    path("officer/responses/<uuid:key>/", officer_responses.response, name="officer-response"),
    path("officer/responses/<uuid:key>/edit/", officer_responses.edit, name="officer-response-edit"),
    path("officer/responses/<uuid:key>/preview/", officer_responses.preview, name="officer-response-preview"),
    path(
        "officer/responses/<uuid:key>/preview.pdf", officer_responses.preview_pdf, name="officer-response-preview-pdf"
    ),
    path("officer/responses/<uuid:key>/submit/", officer_steps.submit, name="officer-response-submit"),
    path("officer/responses/<uuid:key>/sign-off/", officer_steps.sign_off, name="officer-response-sign-off"),
    path("officer/responses/<uuid:key>/return/", officer_steps.return_to_drafter, name="officer-response-return"),
    path("officer/responses/<uuid:key>/approval/", officer_steps.approval, name="officer-response-approval"),
    path("officer/responses/<uuid:key>/publish/", officer_steps.publish, name="officer-response-publish"),
    path("officer/responses/<uuid:key>/withdraw/", officer_steps.withdraw, name="officer-response-withdraw"),
]
urlpatterns += urls_progress.urlpatterns
