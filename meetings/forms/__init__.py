"""The forms of meetings, agenda items, issues and documents."""

from meetings.forms.document import DocumentForm
from meetings.forms.item import HeadingForm, ItemForm, MinutesForm, OutcomeForm
from meetings.forms.meeting import IssueForm, MeetingForm, MeetingListForm
from meetings.forms.steps import ExemptForm, LookedForm, ReviewForm, WithdrawForm

__all__ = [
    "DocumentForm",
    "ExemptForm",
    "HeadingForm",
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
