"""Addresses of recommendations and responses: the public ones, then the officers' under /officer/."""

from django.urls import path

from recommendations import urls_deadlines, urls_progress, urls_ways
from recommendations.views import (
    briefing,
    officer_handover,
    officer_responses,
    officer_rows,
    officer_sets,
    officer_stages,
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
    path("recommendations/<str:reference>/notice.pdf", public.notice_pdf, name="notice-pdf"),
    path(
        "recommendations/<str:reference>/addressees/<int:duty>/responses/<int:version>/",
        public.response,
        name="duty-response",
    ),
    path(
        "recommendations/<str:reference>/addressees/<int:duty>/responses/<int:version>.pdf",
        public.response_pdf,
        name="duty-response-pdf",
    ),
    path("officer/recommendations/", officer_sets.set_list, name="officer-list"),
    path("officer/recommendations/add/", officer_sets.set_add, name="officer-set-add"),
    path("officer/recommendations/tracker/", officer_tracker.tracker_page, name="officer-tracker"),
    path("officer/recommendations/tracker.<slug:form>", officer_tracker.tracker_file, name="officer-tracker-file"),
    path("officer/recommendations/hand-over/", officer_handover.handover, name="officer-hand-over"),
    path("officer/recommendations/papers/", officer_tracker.papers, name="officer-papers"),
    path("officer/recommendations/<uuid:key>/", officer_sets.recommendation_set, name="officer-set"),
    path("officer/recommendations/<uuid:key>/edit/", officer_sets.set_edit, name="officer-set-edit"),
    path("officer/recommendations/<uuid:key>/publish/", officer_sets.publish, name="officer-set-publish"),
    path("officer/recommendations/<uuid:key>/stages/", officer_stages.stages, name="officer-set-stages"),
    path("officer/recommendations/<uuid:key>/send/", officer_stages.send, name="officer-set-send"),
    path("officer/recommendations/<uuid:key>/receive/", officer_stages.receive, name="officer-set-receive"),
    path("officer/recommendations/<uuid:key>/defer/", officer_stages.defer, name="officer-set-defer"),
    path("officer/recommendations/<uuid:key>/resume/", officer_stages.resume, name="officer-set-resume"),
    path("officer/recommendations/<uuid:key>/note/", officer_stages.note, name="officer-set-note"),
    path("officer/recommendations/<uuid:key>/monitor/", officer_stages.monitor, name="officer-set-monitor"),
    path("officer/recommendations/<uuid:key>/close/", officer_stages.close, name="officer-set-close"),
    path("officer/recommendations/<uuid:key>/notice.pdf", officer_stages.notice, name="officer-set-notice"),
    path("officer/recommendations/<uuid:key>/withdraw/", officer_sets.withdraw, name="officer-set-withdraw"),
    path("officer/recommendations/<uuid:key>/respond/", officer_responses.start, name="officer-response-start"),
    path(
        "officer/recommendations/<uuid:key>/respond/<int:duty>/",
        officer_responses.start,
        name="officer-duty-response-start",
    ),
    path("officer/responses/<uuid:key>/", officer_responses.response, name="officer-response"),
    path("officer/responses/<uuid:key>/edit/", officer_responses.edit, name="officer-response-edit"),
    path("officer/responses/<uuid:key>/rows/", officer_rows.rows, name="officer-response-rows"),
    path("officer/responses/<uuid:key>/preview/", officer_responses.preview, name="officer-response-preview"),
    path(
        "officer/responses/<uuid:key>/preview.pdf", officer_responses.preview_pdf, name="officer-response-preview-pdf"
    ),
    path("officer/responses/<uuid:key>/submit/", officer_steps.submit, name="officer-response-submit"),
    path("officer/responses/<uuid:key>/sign-off/", officer_steps.sign_off, name="officer-response-sign-off"),
    path("officer/responses/<uuid:key>/return/", officer_steps.return_to_drafter, name="officer-response-return"),
    path("officer/responses/<uuid:key>/decided/", officer_responses.decided, name="officer-response-decided"),
    path("officer/responses/<uuid:key>/propose/", officer_steps.propose, name="officer-response-propose"),
    path("officer/responses/<uuid:key>/approval/", officer_steps.approval, name="officer-response-approval"),
    path("officer/responses/<uuid:key>/publish/", officer_steps.publish, name="officer-response-publish"),
    path("officer/responses/<uuid:key>/withdraw/", officer_steps.withdraw, name="officer-response-withdraw"),
]
urlpatterns += urls_progress.urlpatterns + urls_deadlines.urlpatterns + urls_ways.urlpatterns
