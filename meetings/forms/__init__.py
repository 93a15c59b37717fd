"""The forms of meetings, agenda items, issues and documents."""

from meetings.forms.attendance import AttendanceForm
from meetings.forms.call_in import CallInForm, CallInStepForm
from meetings.forms.decision import DecisionForm
from meetings.forms.document import DocumentForm
from meetings.forms.item import HeadingForm, ItemForm, MinutesForm, OutcomeForm
from meetings.forms.meeting import IssueForm, MeetingForm, MeetingListForm
from meetings.forms.plan import PlanEntryForm
from meetings.forms.plan_notice import (
    DecideForm,
    MoveForm,
    NoticeForm,
    RepresentationForm,
    RescheduleForm,
    UrgencyItemForm,
)
from meetings.forms.proceedings import ProceedingsForm
from meetings.forms.steps import ExemptForm, LookedForm, ReviewForm, WithdrawForm

__all__ = [
    "AttendanceForm",
    "CallInForm",
    "CallInStepForm",
    "DecideForm",
    "DecisionForm",
    "DocumentForm",
    "ExemptForm",
    "HeadingForm",
    "IssueForm",
    "ItemForm",
    "LookedForm",
    "MeetingForm",
    "MeetingListForm",
    "MinutesForm",
    "MoveForm",
    "NoticeForm",
    "OutcomeForm",
    "PlanEntryForm",
    "ProceedingsForm",
    "RepresentationForm",
    "RescheduleForm",
    "ReviewForm",
    "UrgencyItemForm",
    "WithdrawForm",
]
