"""The forms of meetings, agenda items, issues and documents."""

from meetings.forms.document import DocumentForm
from meetings.forms.item import ItemForm, MinutesForm, OutcomeForm
from meetings.forms.meeting import IssueForm, MeetingForm, MeetingListForm
from meetings.forms.steps import ExemptForm, WithdrawForm

__all__ = [
    "DocumentForm",
    "ExemptForm",
    "IssueForm",
    "ItemForm",
    "MeetingForm",
    "MeetingListForm",
    "MinutesForm",
    "OutcomeForm",
    "WithdrawForm",
]
