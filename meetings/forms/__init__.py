"""The forms of meetings, agenda items, issues and documents."""

from meetings.forms.attendance import AttendanceForm
from meetings.forms.document import DocumentForm
from meetings.forms.item import HeadingForm, ItemForm, MinutesForm, OutcomeForm
from meetings.forms.meeting import IssueForm, MeetingForm, MeetingListForm
from meetings.forms.proceedings import ProceedingsForm
from meetings.forms.steps import ExemptForm, LookedForm, ReviewForm, WithdrawForm

__all__ = [
    "AttendanceForm",
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
    "ProceedingsForm",
    "ReviewForm",
    "WithdrawForm",
]
