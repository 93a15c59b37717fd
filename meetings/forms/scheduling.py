"""The forms that plan many meetings: a series, last year's calendar again, the preview's rows, drafts to publish."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import islice, takewhile
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max, Min
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from council.forms import (
    CheckboxesField,
    DateField,
    ParagraphsField,
    PlainForm,
    RadiosField,
    RecordField,
    SelectField,
    TextField,
    TickField,
    TimeField,
    Worded,
)
from council.models import Body, User
from council.roles import Permission
from council.statute.periods import MunicipalYear
from council.statute.wording import long_date
from meetings.forms.meeting import bodies_of
from meetings.models import Meeting
from meetings.scheduling import MOST_AT_ONCE, Planned, copies_of
from meetings.series import (
    MOST_IN_SERIES,
    NoSuchRhythmError,
    Rhythm,
    days_of,
    place_in_month,
    year_after,
    years_between,
)

ROWS = "rows"
MOST_WEEKS = 52
# What every meeting of a series has in common.
SAME_FOR_ALL = ("starts_at", "venue", "access", "adjustments", "taking_part", "contact")


class NumberField(Worded, forms.IntegerField):
    """A whole number, typed as one."""

    widget = forms.TextInput(attrs={"class": "width-4", "inputmode": "numeric"})

    def __init__(self, *, low: int, high: int, wrong: Any, **kwargs: Any) -> None:
        messages = {"invalid": wrong, "min_value": wrong, "max_value": wrong}
        super().__init__(min_value=low, max_value=high, error_messages=messages, **kwargs)


class SeriesForm(PlainForm):
    """A body, a first day, and how it goes on until when."""

    body = RecordField(label=_("Who meets?"), queryset=Body.objects.none(), missing=_("Select who meets"))
    first_on = DateField(label=_("Date of the first meeting"), noun=_("the date of the first meeting"))
    rhythm = RadiosField(
        label=_("How does it go on?"),
        choices=[
            (Rhythm.WEEKS, _("Every so many weeks, on the same weekday")),
            (Rhythm.NTH, _("On the same weekday of the month, such as the second Tuesday")),
            (Rhythm.LAST, _("On the last such weekday of the month, such as the last Tuesday")),
        ],
        missing=_("Select how the series goes on"),
    )
    every = NumberField(
        label=_("Every how many weeks, or months?"), required=False, low=1, high=MOST_WEEKS,
        wrong=_("Enter how many weeks or months lie between two meetings: a number from 1 to 52"),
        help_text=_("1 if you leave it empty: every week, or every month."),
    )  # fmt: skip
    until = DateField(
        label=_("Until"), noun=_("the last day of the series"), required=False,
        help_text=_("No meeting is later than this. For example, 30 4 2027"),
    )  # fmt: skip
    count = NumberField(
        label=_("Or how many meetings?"), required=False, low=1, high=MOST_IN_SERIES,
        wrong=_("Enter how many meetings: a number from 1 to 100. Plan a longer series in parts"),
        help_text=_("Instead of the last day."),
    )  # fmt: skip
    starts_at = TimeField(label=_("Time"), noun=_("the start time"), required=False)
    venue = TextField(label=_("Where"), required=False, max_length=300)
    access = ParagraphsField(label=_("Access to the building"), required=False, max_length=5000, rows=2)
    adjustments = TextField(label=_("Whom to ask for adjustments"), required=False, max_length=300)
    taking_part = ParagraphsField(
        label=_("How to take part, and by when"), required=False, max_length=5000, rows=2,
        help_text=_("The same words for every meeting. For example: Write to us by noon three working days before."),
    )  # fmt: skip
    contact = TextField(label=_("Contact"), required=False, max_length=300)

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.fields["body"].queryset = bodies_of(user, Permission.EDIT_MEETING)  # type: ignore[attr-defined]
        self.days: list[dt.date] = []

    def clean(self) -> None:
        """It ends once, after it begins, and is no longer than a hundred meetings."""
        first, until, count = (self.cleaned_data.get(name) for name in ("first_on", "until", "count"))
        if {"first_on", "until", "count", "every", "rhythm"} & set(self.errors):
            return
        if until and count:
            self.add_error("count", _("Enter the last day or the number of meetings, not both"))
        elif not until and not count:
            self.add_error("until", _("Enter the last day of the series, or how many meetings it has"))
        elif until and first and until < first:
            words = _now("The last day must not be before the first meeting on %(day)s") % {"day": long_date(first)}
            self.add_error("until", words)
        elif first:
            self._count(first, until, count)

    def _count(self, first: dt.date, until: dt.date | None, count: int | None) -> None:
        rhythm, every = Rhythm(self.cleaned_data["rhythm"]), self.cleaned_data.get("every") or 1
        try:
            days = days_of(first, rhythm, every)
        except NoSuchRhythmError:
            self.add_error("rhythm", self._no_such(first, rhythm))
            return
        last = until or dt.date.max
        self.days = list(islice(takewhile(lambda day: day <= last, days), count or MOST_IN_SERIES + 1))
        if len(self.days) > MOST_IN_SERIES:
            self.add_error(
                "until", _("That is more than 100 meetings. Enter an earlier last day, and plan it in parts")
            )

    def _no_such(self, first: dt.date, rhythm: Rhythm) -> str:
        facts = {"day": long_date(first), "place": place_in_month(first)}
        if rhythm == Rhythm.NTH:
            return (
                _now("%(day)s is the %(place)s of its month, and few months have one. Choose the last one instead")
                % facts
            )
        return _now("%(day)s is the %(place)s of its month and not the last. Choose another first day") % facts

    def planned(self) -> list[Planned]:
        """The meetings of the series. Needs a checked form."""
        return [self.row("", day) for day in self.days]

    def row(self, source: str, day: dt.date) -> Planned:
        """The meeting of one row of the preview, on the day that stands there now."""
        return Planned(self.cleaned_data["body"], day, {name: self.cleaned_data[name] for name in SAME_FOR_ALL})


class CopyForm(PlainForm):
    """Whose calendar of which year is copied into the next."""

    year = SelectField(label=_("Copy the meetings of"), missing=_("Select the municipal year to copy"), choices=[])
    bodies = CheckboxesField(
        label=_("Whose meetings?"), missing=_("Select at least one committee"), choices=[],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        bodies = bodies_of(user, Permission.EDIT_MEETING)
        meetings = Meeting.objects.filter(body__in=bodies, withdrawn_at=None)
        self.years = years_between(**meetings.aggregate(first=Min("held_on"), last=Max("held_on")))
        names = [(name, self._words(year)) for name, year in self.years.items()]
        self.fields["year"].choices = [("", _("Choose one")), *names]  # type: ignore[attr-defined]
        self.by_slug = {body.slug: body for body in bodies.filter(pk__in=meetings.values("body"))}
        self.fields["bodies"].choices = [(slug, body.name) for slug, body in self.by_slug.items()]  # type: ignore[attr-defined]

    @staticmethod
    def _words(year: MunicipalYear) -> str:
        return _now("%(year)s, into %(next)s") % {"year": year.name, "next": year_after(year).name}

    def clean(self) -> None:
        """There is something to copy, and not more than can be looked at on one page."""
        if self.errors:
            return
        chosen = [self.by_slug[slug] for slug in self.cleaned_data["bodies"]]
        self.copies = copies_of(chosen, self.years[self.cleaned_data["year"]])
        if not self.copies:
            self.add_error(
                "bodies", _("These committees have no meeting in that year. Choose another year or committee")
            )
        elif len(self.copies) > MOST_AT_ONCE:
            facts = {"count": len(self.copies), "most": MOST_AT_ONCE}
            words = _now("That is %(count)d meetings; %(most)d can be copied at once. Choose fewer committees") % facts
            self.add_error("bodies", words)

    def planned(self) -> list[Planned]:
        """The meetings of that year, a year later. Needs a checked form."""
        return self.copies

    def row(self, source: str, day: dt.date) -> Planned | None:
        """The meeting of one row of the preview, on the day that stands there now; None where its source is gone."""
        for copy in self.copies:
            if copy.source and copy.source.public_id.hex == source:
                return replace(copy, held_on=day)
        return None


class PlannedRow(PlainForm):
    """One row of the preview: whether it is saved, and on which day. `seen` says what was shown beside that day."""

    mark_optional = False

    keep = TickField(label=_("Save this one"), required=False)
    held_on = DateField(label=_("Date"), noun=_("the date"), required=False, help_text="")
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    source = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> None:
        """A row that is left out may hold anything; one that is saved has a day."""
        if not self.cleaned_data.get("keep"):
            self.errors.pop("held_on", None)
        elif not self.cleaned_data.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", _("Enter the date, or untick the meeting"))


class PlannedRows(forms.BaseFormSet):
    """The rows of the preview, each with the meeting that it stands for."""

    default_error_messages = {
        "missing_management_form": _("Part of the page did not arrive. Go back and look at the meetings again"),
        "too_many_forms": _("There are more rows than can be saved at once. Go back and choose fewer"),
    }

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.heading = _now("Row %(number)d") % {"number": (index or 0) + 1}

    def clean(self) -> None:
        """Something is to be saved."""
        if not any(form.cleaned_data.get("keep") for form in self.forms if hasattr(form, "cleaned_data")):
            raise ValidationError(_("Tick at least one meeting."))


class DraftsForm(PlainForm):
    """Which drafts are published together."""

    meetings = CheckboxesField(label=_("Which drafts?"), missing=_("Select at least one meeting"), choices=[])

    def __init__(self, data: Any = None, *, drafts: dict[str, str], ticked: list[str]) -> None:
        super().__init__(data, initial={"meetings": ticked})
        self.fields["meetings"].choices = list(drafts.items())  # type: ignore[attr-defined]
        words = _("One of these is no draft any more. Look at the list again")
        self.fields["meetings"].error_messages["invalid_choice"] = words


PlannedRowsForm = forms.formset_factory(
    PlannedRow, formset=PlannedRows, extra=0, max_num=MOST_AT_ONCE, absolute_max=MOST_AT_ONCE, validate_max=True
)
