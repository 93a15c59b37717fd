"""The forms of meetings, agenda items, issues and documents."""

from meetings.forms.call_in import CallInForm, CallInStepForm
from meetings.forms.decision import DecisionForm
from meetings.forms.document import DocumentForm
from meetings.forms.item import ItemForm, MinutesForm, OutcomeForm
from meetings.forms.meeting import IssueForm, MeetingForm, MeetingListForm
from meetings.forms.steps import ExemptForm, LookedForm, ReviewForm, WithdrawForm

__all__ = [
    "CallInForm",
    "CallInStepForm",
    "DecisionForm",
    "DocumentForm",
    "ExemptForm",
    "IssueForm",
    "ItemForm",
    "LookedForm",
    "MeetingForm",
    "MeetingListForm",
    "MinutesForm",
    "OutcomeForm",
    "ReviewForm",
    "WithdrawForm",
]
