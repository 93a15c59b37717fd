"""Addresses of the forward plan: the public ones, then the officers' under /officer/."""

from django.urls import path

from meetings.views import officer_plan, officer_plan_notices, officer_urgency, public_plan

urlpatterns = [
    path("forward-plan/", public_plan.plan_list, name="plan"),
    path("forward-plan.pdf", public_plan.plan_pdf, name="plan-pdf"),
    path("forward-plan/editions/<str:reference>/", public_plan.plan_edition, name="plan-edition"),
    path("forward-plan/editions/<str:reference>.pdf", public_plan.plan_edition_pdf, name="plan-edition-pdf"),
    path("forward-plan/<str:reference>/", public_plan.plan_entry, name="plan-entry"),
    path("officer/forward-plan/", officer_plan.plan, name="officer-plan"),
    path("officer/forward-plan/add/", officer_plan.entry_add, name="officer-plan-add"),
    path("officer/forward-plan/publish/", officer_plan.edition_publish, name="officer-plan-publish"),
    path("officer/forward-plan/urgency/", officer_urgency.urgency_report, name="officer-plan-urgency"),
    path("officer/forward-plan/urgency.pdf", officer_urgency.urgency_report_pdf, name="officer-plan-urgency-pdf"),
    path("officer/forward-plan/<uuid:key>/", officer_plan.entry, name="officer-plan-entry"),
    path("officer/forward-plan/<uuid:key>/edit/", officer_plan.entry_edit, name="officer-plan-edit"),
    path("officer/forward-plan/<uuid:key>/reschedule/", officer_plan.reschedule, name="officer-plan-reschedule"),
    path("officer/forward-plan/<uuid:key>/defer/", officer_plan.defer, name="officer-plan-defer"),
    path("officer/forward-plan/<uuid:key>/drop/", officer_plan.drop, name="officer-plan-drop"),
    path("officer/forward-plan/<uuid:key>/decided/", officer_plan.decided, name="officer-plan-decided"),
    path("officer/forward-plan/<uuid:key>/decision/", officer_plan.decision_start, name="officer-plan-decision-start"),
    path(
        "officer/forward-plan/<uuid:key>/notices/<slug:kind>/add/", officer_plan_notices.notice_add,
        name="officer-plan-notice-add",
    ),
    path("officer/plan-notices/<uuid:key>/edit/", officer_plan_notices.notice_edit, name="officer-plan-notice-edit"),
    path(
        "officer/plan-notices/<uuid:key>/representations/add/", officer_plan_notices.representation_add,
        name="officer-representation-add",
    ),
    path(
        "officer/representations/<uuid:key>/edit/", officer_plan_notices.representation_edit,
        name="officer-representation-edit",
    ),
]  # fmt: skip
