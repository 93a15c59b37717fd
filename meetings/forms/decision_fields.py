"""The fields of a decision's form: who decided what and when; then the elements of the written statement."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from council.forms import DateField, ParagraphsField, PlainForm, RadiosField, RecordField, SelectField, TextField
from council.models import Body, OfficeHolding
from meetings.choices_decisions import Answer, MakerKind, NoticeRule, NotSubject
from meetings.forms.item import IssueField
from meetings.models import Issue, PlanEntry


class YesNoField(RadiosField):
    """A question that may be left for later: its value is True, False or None."""

    def __init__(self, **kwargs: Any) -> None:
        choices = [("", _("Not answered yet")), (True, _("Yes")), (False, _("No"))]
        super().__init__(**{"choices": choices, "required": False, **kwargs})

    def to_python(self, value: Any) -> bool | None:  # type: ignore[override]
        """The answer; None where there is none yet."""
        return {"True": True, "False": False}.get(str(value))

    def valid_value(self, value: Any) -> bool:
        """True and False alone come here."""
        return isinstance(value, bool)


class PlanEntryField(RecordField):
    """An entry of the forward plan by its reference and title."""

    def label_from_instance(self, entry: Any) -> str:
        """Its reference and title."""
        return f"{entry.reference}: {entry.title}"


def answer_field(label: Any, help_text: Any = "") -> RadiosField:
    """Whether there is anything to say; "none" is an answer, told apart from not filled in."""
    choices = [("", _("Not filled in yet")), *Answer.choices]
    return RadiosField(label=label, choices=choices, required=False, help_text=help_text)


def answer_words(label: Any) -> ParagraphsField:
    """The words that go with the answer."""
    return ParagraphsField(label=label, required=False, rows=3)


class DecisionFields(PlainForm):
    """Who decided what, when, and when it takes effect."""

    title = TextField(label=_("Title"), missing=_("Enter the title of the decision"), max_length=500)
    public_title = TextField(
        label=_("Title for the public, if the title itself must not be read"), required=False, max_length=500
    )
    public_summary = ParagraphsField(
        label=_("Summary for the public"), required=False, rows=4,
        help_text=_("Where the decision is exempt or confidential, residents read this in place of its words."),
    )  # fmt: skip
    maker_kind = RadiosField(label=_("Who decided?"), choices=MakerKind.choices, missing=_("Select who decided"))
    body = RecordField(
        label=_("Body"), queryset=Body.objects.none(), missing=_("Select the body"),
        help_text=_("The body that decided. For one person’s decision, the body of their office: usually Cabinet."),
    )  # fmt: skip
    holding = RecordField(
        label=_("Office and who held it, for one person’s decision"), queryset=OfficeHolding.objects.none(),
        required=False, empty_label=_("None, or not listed"),
    )  # fmt: skip
    maker_title = TextField(
        label=_("Body or office as it was called that day"), required=False, max_length=200,
        help_text=_("Leave it empty to take it from what you selected above."),
    )  # fmt: skip
    maker_name = TextField(label=_("Name of the person who decided"), required=False, max_length=200)
    authority = ParagraphsField(
        label=_("Power under which it was made"), required=False, rows=2,
        help_text=_("For example, the paragraph of the scheme of delegation."),
    )  # fmt: skip
    is_expressly_delegated = YesNoField(
        label=_("Was it delegated to this officer by name?"),
        help_text=_("For an officer’s decision that is not for the executive."),
    )
    issue = IssueField(
        label=_("Issue it belongs to"), queryset=Issue.objects.none(), required=False, empty_label=_("No issue")
    )
    plan_entry = PlanEntryField(
        label=_("Entry of the forward plan it was announced in"), queryset=PlanEntry.objects.none(), required=False,
        empty_label=_("No entry"), help_text=_("The entry is marked decided when this is published."),
    )  # fmt: skip
    decided_on = DateField(label=_("Date of decision"), noun=_("the date of decision"), required=False)
    lead_in = ParagraphsField(
        label=_("Words before the parts"), required=False, max_length=500, rows=2,
        help_text=_("For example, RESOLVED that:"),
    )  # fmt: skip
    text = ParagraphsField(
        label=_("The decision, where it has no lettered parts"), required=False, rows=4,
        help_text=_("Words that go with the parts may stand here too; residents read them after the parts."),
    )  # fmt: skip
    pasted = ParagraphsField(
        label=_("Paste the parts of the decision"), required=False, rows=5,
        help_text=_("They are divided by labels such as (a) or 1), and shown below for you to correct."),
    )  # fmt: skip
    published_on = DateField(
        label=_("Publication date, if it was published elsewhere before"), noun=_("the publication date"),
        required=False,
    )  # fmt: skip
    override_on = DateField(
        label=_("It takes effect on another day than worked out"), noun=_("the day it takes effect"), required=False
    )
    override_reason = ParagraphsField(
        label=_("Why on another day?"), required=False, max_length=2000, rows=2,
        help_text=_("Residents will read this."),
    )  # fmt: skip


class StatementFields(PlainForm):
    """The elements of the written statement, and what goes with it."""

    purpose = ParagraphsField(label=_("Purpose"), required=False, rows=3)
    reasons = ParagraphsField(label=_("Reasons for the decision"), required=False, rows=5)
    alternatives_answer = answer_field(_("Were alternative options considered and rejected?"))
    alternatives = answer_words(_("Alternative options, and why they were rejected"))
    conflicts_answer = answer_field(
        _("Were conflicts of interest declared?"),
        _("By members of the body that decided; for one person’s decision, by executive members who were consulted."),
    )
    conflicts = answer_words(_("Who declared which interest"))
    dispensations_answer = answer_field(_("Were dispensations granted?"))
    dispensations = answer_words(_("Dispensations, and who granted them"))
    consultation_answer = answer_field(_("Was there consultation before the decision?"))
    consultation = answer_words(_("Who was consulted"))
    would_have_decided_answer = answer_field(_("Would somebody else have decided, but for an interest?"))
    would_have_decided = answer_words(_("Who would have decided"))
    is_key = YesNoField(label=_("Is it a key decision?"))
    key_reason = ParagraphsField(label=_("Why it is key, or is not"), required=False, rows=2)
    is_subject = YesNoField(label=_("Is it subject to call-in?"))
    not_subject = SelectField(
        label=_("If not, why?"), choices=[("", _("Choose one")), *NotSubject.choices], required=False
    )
    not_subject_reason = ParagraphsField(label=_("Why, in words"), required=False, rows=2)
    urgency_agreed_by = TextField(
        label=_("If it is urgent, who agreed?"), required=False, max_length=300,
        help_text=_("For example, the Chair of the Scrutiny Committee, and when."),
    )  # fmt: skip
    wards = TextField(label=_("Wards affected"), required=False, max_length=500)
    lead_member = TextField(label=_("Lead member"), required=False, max_length=300)
    report_author = TextField(label=_("Report by"), required=False, max_length=300)
    background_papers = ParagraphsField(
        label=_("Background papers"), required=False, rows=3, help_text=_("One on each line.")
    )
    broken_rule = SelectField(
        label=_("Was a rule of notice not met?"), choices=[("", _("No")), *NoticeRule.choices], required=False,
        help_text=_("A decision that was taken is published all the same. The page says which rule, and why."),
    )  # fmt: skip
    broken_rule_reason = ParagraphsField(label=_("Why was it not met?"), required=False, rows=2)
