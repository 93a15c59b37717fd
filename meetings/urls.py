"""Addresses of meetings, items, issues and documents: the public ones, then the officers' under /officer/."""

from django.urls import path

from meetings import urls_decisions
from meetings.urls_calendar import calendar_patterns
from meetings.urls_plan import urlpatterns as plan_urls
from meetings.views import (
    officer,
    officer_agenda,
    officer_documents,
    officer_issues,
    officer_items,
    officer_meeting,
    officer_minutes,
    officer_restrictions,
    packs,
    public,
    public_documents,
)

app_name = "meetings"

urlpatterns = [
    *urls_decisions.urlpatterns,
    path("meetings/", public.meeting_list, name="list"),
    path("meetings/<slug:body>/<slug:place>/", public.meeting, name="meeting"),
    path("meetings/<slug:body>/<slug:place>/items/<slug:slug>/", public.item, name="item"),
    path("meetings/<slug:body>/<slug:place>/agenda-pack.pdf", packs.pack, name="pack"),
    path(
        "meetings/<slug:body>/<slug:place>/supplement-<int:number>-pack.pdf",
        packs.supplement_pack,
        name="supplement-pack",
    ),
    path("issues/", public.issue_list, name="issue-list"),
    path("issues/<str:reference>/<slug:slug>/", public.issue, name="issue"),
    path("documents/<str:reference>/", public_documents.document_page, name="document-page"),
    path("documents/<str:reference>/text/", public_documents.document_text, name="document-text"),
    path(
        "documents/<str:reference>/versions/<int:number>/", public_documents.document_version, name="document-version"
    ),
    path(
        "documents/<str:reference>/versions/<int:number>/<str:name>",
        public_documents.document_version_file,
        name="document-version-file",
    ),
    path("documents/<str:reference>/<str:name>", public_documents.document, name="document"),
    *plan_urls,
    path("officer/meetings/", officer.meeting_list, name="officer-list"),
    path("officer/meetings/add/", officer.meeting_add, name="officer-meeting-add"),
    path("officer/meetings/<uuid:key>/", officer.meeting, name="officer-meeting"),
    path("officer/meetings/<uuid:key>/edit/", officer.meeting_edit, name="officer-meeting-edit"),
    path("officer/meetings/<uuid:key>/publish-agenda/", officer.publish_agenda, name="officer-publish-agenda"),
    path("officer/meetings/<uuid:key>/pack/", packs.officer_pack, name="officer-packs"),
    path("officer/meetings/<uuid:key>/pack/make/", packs.make, name="officer-packs-make"),
    path("officer/meetings/<uuid:key>/cancel/", officer_meeting.cancel, name="officer-cancel"),
    path("officer/meetings/<uuid:key>/postpone/", officer_meeting.postpone, name="officer-postpone"),
    path("officer/meetings/<uuid:key>/move/", officer_meeting.move, name="officer-move"),
    path("officer/meetings/<uuid:key>/change/", officer_meeting.change, name="officer-change"),
    path("officer/meetings/<uuid:key>/reinstate/", officer_meeting.reinstate, name="officer-reinstate"),
    path("officer/meetings/<uuid:key>/hold/", officer_meeting.hold, name="officer-hold"),
    path("officer/meetings/<uuid:key>/supplement/", officer_meeting.publish_supplement, name="officer-supplement"),
    path("officer/meetings/<uuid:key>/decisions/", officer_meeting.publish_decisions, name="officer-decisions"),
    path("officer/meetings/<uuid:key>/minutes/", officer_meeting.publish_minutes, name="officer-minutes"),
    path("officer/meetings/<uuid:key>/confirm/", officer_meeting.confirm_minutes, name="officer-confirm"),
    path("officer/notices/<uuid:key>/edit/", officer_meeting.notice_edit, name="officer-notice-edit"),
    path("officer/supplements/<uuid:key>/edit/", officer_meeting.supplement_edit, name="officer-supplement-edit"),
    path("officer/meetings/<uuid:key>/items/add/", officer_items.item_add, name="officer-item-add"),
    path("officer/meetings/<uuid:key>/headings/add/", officer_agenda.heading_add, name="officer-heading-add"),
    path("officer/meetings/<uuid:key>/standing-items/", officer_agenda.standing_items, name="officer-standing-items"),
    path("officer/meetings/<uuid:key>/numbers/", officer_agenda.numbers, name="officer-numbers"),
    path("officer/items/<uuid:key>/move/", officer_agenda.item_move, name="officer-item-move"),
    path("officer/items/<uuid:key>/carry-over/", officer_agenda.item_carry, name="officer-item-carry"),
    path("officer/items/<uuid:key>/delete/", officer_agenda.item_delete, name="officer-item-delete"),
    path("officer/items/<uuid:key>/", officer_items.item, name="officer-item"),
    path("officer/items/<uuid:key>/edit/", officer_items.item_edit, name="officer-item-edit"),
    path("officer/items/<uuid:key>/outcome/", officer_items.outcome_edit, name="officer-outcome-edit"),
    path("officer/items/<uuid:key>/minutes/", officer_items.minutes_edit, name="officer-minutes-edit"),
    path("officer/meetings/<uuid:key>/attendance/", officer_minutes.attendance_edit, name="officer-attendance-edit"),
    path(
        "officer/meetings/<uuid:key>/enter-minutes/",
        officer_minutes.minutes_of_meeting,
        name="officer-enter-minutes",
    ),
    path("officer/items/<uuid:key>/proceedings/", officer_minutes.proceedings_edit, name="officer-proceedings-edit"),
    path("officer/items/<uuid:key>/confirm-minutes/", officer_minutes.confirm, name="officer-confirm-minutes"),
    path("officer/items/<uuid:key>/documents/add/", officer_documents.add_to_item, name="officer-document-add"),
    path(
        "officer/meetings/<uuid:key>/documents/add/",
        officer_documents.add_to_meeting,
        name="officer-meeting-document-add",
    ),
    path("officer/documents/<uuid:key>/", officer_documents.download, name="officer-document"),
    path("officer/documents/<uuid:key>/found/", officer_documents.findings, name="officer-document-findings"),
    path("officer/documents/<uuid:key>/edit/", officer_documents.edit, name="officer-document-edit"),
    path("officer/issues/", officer_issues.issue_list, name="officer-issue-list"),
    path("officer/issues/add/", officer_issues.issue_add, name="officer-issue-add"),
    path("officer/issues/<uuid:key>/", officer_issues.issue, name="officer-issue"),
    path("officer/issues/<uuid:key>/edit/", officer_issues.issue_edit, name="officer-issue-edit"),
    path("officer/publish/<slug:kind>/<uuid:key>/", officer.publish, name="officer-publish"),
    path("officer/withdraw/<slug:kind>/<uuid:key>/", officer.withdraw, name="officer-withdraw"),
    path(
        "officer/review-restriction/<slug:kind>/<uuid:key>/",
        officer_restrictions.review,
        name="officer-review-restriction",
    ),
    path("officer/make-exempt/<slug:kind>/<uuid:key>/", officer.make_exempt, name="officer-make-exempt"),
]
urlpatterns += calendar_patterns
