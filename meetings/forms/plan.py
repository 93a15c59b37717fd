"""The form for an entry of the forward plan: who decides what, when, on which notice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.choices import WITHHELD, Restriction
from council.forms import DateField, ParagraphsField, RadiosField, RecordField, TextField, TickField
from council.models import Body, OfficeHolding
from council.roles import Permission
from meetings.choices_plan import DueKind, KeyGround, KeyRoute, PlanMaker
from meetings.deadlines import Rules, plan_problem
from meetings.forms.base import RESTRICTION, RestrictedForm
from meetings.forms.item import IssueField
from meetings.forms.meeting import bodies_of
from meetings.models import Issue, PlanEntry
from meetings.querysets_plan import members_on, public_notices

YES_NO = (("yes", _("Yes")), ("no", _("No")))
YES_OR_NO = {"yes": True, "no": False}
NARROW = forms.TextInput(attrs={"class": "width-20"})
ANTICIPATED = [
    (Restriction.OPEN, _("Open")),
    (Restriction.PART_EXEMPT, _("Part exempt")),
    (Restriction.EXEMPT, _("Fully exempt")),
    (Restriction.CONFIDENTIAL, _("Confidential")),
]
DATES = ("due_kind", "due_on", "due_to", "period_words")
# What only the regulations of England ask.
OF_ENGLAND = ("key_route", "is_agreed_urgent_private")


class DueFields(forms.Form):
    """The date of a decision, or the period within which it is made. A month is kept as its first day."""

    due_kind = RadiosField(
        label=_("When is the decision due?"), choices=DueKind.choices, missing=_("Select how the date is given")
    )
    due_on = DateField(
        label=_("Day, or first day of the period"), noun=_("the date of the decision"), required=False,
        help_text=_("For example, 27 3 2026. For one month, any day in it."),
    )  # fmt: skip
    due_to = DateField(label=_("Last day of the period"), noun=_("the last day of the period"), required=False)
    period_words = TextField(
        label=_("The period in words"), required=False, max_length=100, widget=NARROW,
        help_text=_("If you like, beside its days: summer 2027"),
    )  # fmt: skip


def check_dates(form: forms.Form) -> None:
    """A period has two days, in their order; words alone are no date."""
    data = form.cleaned_data
    kind, first, last = data.get("due_kind"), data.get("due_on"), data.get("due_to")
    if not first and "due_on" not in form.errors:
        if data.get("period_words"):
            form.add_error("due_on", _("Enter the first day of the period as well: words alone are no date"))
        else:
            form.add_error("due_on", _("Enter the date of the decision, or the first day of the period"))
    if kind == DueKind.PERIOD:
        if not last and "due_to" not in form.errors:
            form.add_error("due_to", _("Enter the last day of the period"))
        elif first and last and last <= first:
            form.add_error("due_to", _("The last day of the period must be after its first"))
    elif kind and (last or data.get("period_words")):
        form.add_error("due_kind", _("Only a period has a last day and words. Choose Between two days, or empty them"))
    if kind == DueKind.MONTH and first:
        data["due_on"] = first.replace(day=1)


class PlanEntryForm(DueFields, RestrictedForm):
    """A decision that is to be made. The dates of a published entry are moved by a step of their own."""

    columns = (
        "title", "matter", "issue", "body", "maker_kind", "members", "holding", "maker_title", "maker_name",
        *DATES, "is_recorded", "is_key", "key_ground", "key_reason", "key_route", *RESTRICTION, "public_title",
        "public_summary", "is_agreed_urgent_private", "documents", "documents_where", "documents_procedure",
        "consultation", "lead_member", "lead_director", "department", "contact", "wards",
    )  # fmt: skip

    title = TextField(label=_("Title"), missing=_("Enter the title of the decision"), max_length=500)
    matter = ParagraphsField(label=_("What is to be decided?"), missing=_("Enter what is to be decided"), rows=4)
    issue = IssueField(
        label=_("Issue it belongs to"), queryset=Issue.objects.none(), required=False, empty_label=_("No issue")
    )
    body = RecordField(
        label=_("Body that decides, or whose officers keep this"), queryset=Body.objects.none(),
        missing=_("Select the body"),
    )  # fmt: skip
    maker_kind = RadiosField(label=_("Who decides?"), choices=PlanMaker.choices, missing=_("Select who decides"))
    members = ParagraphsField(
        label=_("Members of the body, one on each line"), required=False, max_length=5000, rows=6,
        help_text=_("If a body decides. Left empty, they are taken from its membership."),
    )  # fmt: skip
    holding = RecordField(
        label=_("Office holder"), queryset=OfficeHolding.objects.none(), required=False, empty_label=_("None"),
        help_text=_("If one person decides: title and name are taken from here where you leave them empty below."),
    )  # fmt: skip
    maker_title = TextField(label=_("Title of the person who decides"), required=False, max_length=200)
    maker_name = TextField(label=_("Name of the person who decides"), required=False, max_length=200)
    is_recorded = TickField(
        label=_("This records what was planned elsewhere, or decided already"), required=False,
        help_text=_("Then nothing is refused for being late. The page says which rule was not met."),
    )  # fmt: skip
    is_key = RadiosField(label=_("Is it a key decision?"), choices=YES_NO, missing=_("Select whether it is key"))
    key_ground = RadiosField(label=_("Why is it key?"), choices=KeyGround.choices, required=False)
    key_reason = ParagraphsField(label=_("Why it is key, in words"), required=False, max_length=2000, rows=2)
    key_route = RadiosField(
        label=_("Which notice makes a key decision lawful?"), choices=KeyRoute.choices, required=False,
        help_text=_("Notice of 28 clear days (regulation 9), unless that can no longer be given: then five clear days "
                    "under the general exception (regulation 10), or a chair’s agreement (regulation 11)."),
    )  # fmt: skip
    restriction = RadiosField(
        label=_("Will any part be private?"), choices=ANTICIPATED, missing=_("Select whether any part will be private")
    )
    public_title = TextField(
        label=_("Title for the public, if the title itself must not be read"), required=False, max_length=500
    )
    public_summary = ParagraphsField(
        label=_("What is to be decided, for the public"), required=False, max_length=5000, rows=3,
        help_text=_("If it is fully exempt or confidential: residents read this in place of what you entered above."),
    )  # fmt: skip
    is_agreed_urgent_private = TickField(
        label=_("A chair agrees that meeting in private is urgent (regulation 5(6))"), required=False,
        help_text=_("Only where 28 days’ notice of the private meeting cannot be given."),
    )  # fmt: skip
    documents = ParagraphsField(
        label=_("Documents to be considered, one on each line"), required=False, max_length=10_000, rows=3,
        help_text=_("None is an answer. The page says that others may follow."),
    )  # fmt: skip
    documents_where = ParagraphsField(
        label=_("Where can the documents be had?"), required=False, max_length=2000, rows=2
    )
    documents_procedure = ParagraphsField(
        label=_("How does one ask for details of documents that come later?"), required=False, max_length=2000, rows=2
    )
    consultation = ParagraphsField(label=_("Consultation"), required=False, max_length=5000, rows=3)
    lead_member = TextField(label=_("Lead member"), required=False, max_length=300)
    lead_director = TextField(label=_("Lead director"), required=False, max_length=300)
    department = TextField(label=_("Department"), required=False, max_length=300)
    contact = TextField(
        label=_("Contact"), required=False, max_length=300, help_text=_("Name, telephone and e-mail of whom to ask.")
    )
    wards = TextField(label=_("Wards affected"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = Q(withdrawn_at=None) | Q(pk=self.record.issue_id)
        self.fields["issue"].queryset = Issue.objects.filter(offered)  # type: ignore[attr-defined]
        holdings = OfficeHolding.objects.select_related("office", "person")
        self.fields["holding"].queryset = holdings  # type: ignore[attr-defined]
        if not Rules().apply:
            for name in OF_ENGLAND:
                del self.fields[name]
        if self.record.is_published:
            for name in (*DATES, "body"):
                del self.fields[name]
        else:
            self.fields["body"].queryset = bodies_of(self.user, Permission.EDIT_MEETING)  # type: ignore[attr-defined]

    def stored(self) -> dict[str, Any]:
        """What the entry holds now."""
        found = {name: getattr(self.record, name) for name in self.columns if name not in ("body", "is_key")}
        said = {True: "yes", False: "no"}.get(self.record.is_key, "")
        return found | {"body": self.record.body if self.record.body_id else None, "is_key": said}

    def clean(self) -> None:
        """What belongs together is there together, and there is time left for the notices."""
        super().clean()
        if "due_kind" in self.fields:
            check_dates(self)
        self._check_maker()
        data = self.cleaned_data
        if data.get("is_key") == "yes" and not data.get("key_ground"):
            self.add_error("key_ground", _("Select why it is a key decision"))
        if data.get("restriction") in WITHHELD and not data.get("public_summary"):
            words = _("Enter for the public what is to be decided: the rest is withheld")
            self.add_error("public_summary", words)
        if not self.errors:
            self._check_time(timezone.localdate())

    def _check_maker(self) -> None:
        data = self.cleaned_data
        kind, holding = data.get("maker_kind"), data.get("holding")
        body = data.get("body") or (self.record.body if self.record.body_id else None)
        if kind == PlanMaker.BODY and not data.get("members") and body and "members" not in self.errors:
            data["members"] = "\n".join(members_on(body, timezone.localdate()))
        if kind == PlanMaker.BODY and not data.get("members") and "members" not in self.errors:
            self.add_error("members", _("Enter the members of the body, one on each line"))
        if kind in (PlanMaker.MEMBER, PlanMaker.OFFICER):
            if holding:
                data["maker_title"] = data.get("maker_title") or holding.office.title
                data["maker_name"] = data.get("maker_name") or holding.person.name
            for name, words in (
                ("maker_title", _("Enter the title of the person who decides")),
                ("maker_name", _("Enter the name of the person who decides")),
            ):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, words)

    def _check_time(self, on: dt.date) -> None:
        """Refused while planning: a decision before its notice period can run. Never while recording."""
        planned = PlanEntry(**self._values())
        for name in ("due_kind", "due_on", "due_to"):
            if name not in self.fields:
                setattr(planned, name, getattr(self.record, name))
        notices = public_notices(self.record) if self.record.is_published else []
        if self.record.is_published and not self.record.is_forthcoming:
            return
        problem = plan_problem(planned, notices, Rules(), on)
        if problem:
            self.add_error("due_on" if "due_on" in self.fields else "key_route", problem)

    def _values(self) -> dict[str, Any]:
        found = {name: self.cleaned_data[name] for name in self.columns if name in self.fields}
        found["is_key"] = YES_OR_NO[found["is_key"]]
        if not found["is_key"]:
            found |= {"key_ground": "", "key_reason": "", "key_route": ""}
        elif not found.get("key_route"):
            found["key_route"] = KeyRoute.NOTICE
        return found

    def changes(self) -> dict[str, Any]:
        """What is to be saved, by column."""
        return self._values()
