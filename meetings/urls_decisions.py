"""Addresses of decisions and call-ins: the public ones, then the officers' under /officer/."""

from django.urls import path

from meetings.views import officer_call_ins, officer_decisions, officer_documents, public_decisions

urlpatterns = [
    path("decisions/", public_decisions.decision_list, name="decision-list"),
    path("decisions/<slug:reference>/", public_decisions.decision, name="decision"),
    path("decisions/<slug:reference>.pdf", public_decisions.decision_pdf, name="decision-pdf"),
    path("officer/decisions/", officer_decisions.decision_list, name="officer-decision-list"),
    path("officer/decisions/add/", officer_decisions.decision_add, name="officer-decision-add"),
    path("officer/decisions/<uuid:key>/", officer_decisions.decision, name="officer-decision"),
    path("officer/decisions/<uuid:key>/edit/", officer_decisions.decision_edit, name="officer-decision-edit"),
    path("officer/items/<uuid:key>/decision/", officer_decisions.decision_start, name="officer-decision-start"),
    path("officer/decisions/<uuid:key>/call-in/", officer_call_ins.call_in_add, name="officer-call-in-add"),
    path(
        "officer/decisions/<uuid:key>/documents/add/",
        officer_documents.add_to_decision,
        name="officer-decision-document-add",
    ),
    path("officer/call-ins/<uuid:key>/edit/", officer_call_ins.call_in_edit, name="officer-call-in-edit"),
    path("officer/call-ins/<uuid:key>/steps/<slug:kind>/", officer_call_ins.step_add, name="officer-call-in-step-add"),
    path("officer/call-in-steps/<uuid:key>/edit/", officer_call_ins.step_edit, name="officer-call-in-step-edit"),
]
