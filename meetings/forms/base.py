"""What every form for a meeting's record has in common: its columns, the reason of a correction, two texts compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from council.choices import CITING, Restriction
from council.corrections import CLERICAL, OF_THE_CORRECTION, CorrectionField, ReasonField
from council.forms import DateField, ParagraphsField, PlainForm, RadiosField, Worded
from council.models import Council, User
from council.models.published import PublishedRecord
from council.side_by_side import typed_values, words_of
from council.statute import exemptions
from meetings.actions import NEXT_STAGE
from meetings.lifecycle import not_a_paragraph

Rows = list[dict[str, Any]]
LONGEST_CITATION = 60  # characters of a record's column


class EmailField(Worded, forms.EmailField):
    """An e-mail address."""

    default_error_messages = {"invalid": _("Enter an e-mail address like name@example.org")}


class AddressField(Worded, forms.URLField):
    """The address of a page elsewhere."""

    default_error_messages = {"invalid": _("Enter a full address, like https://www.example.org/page")}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", max_length=200, **{"widget": forms.TextInput, **kwargs})


class RecordForm(PlainForm):
    """A form for one record. `columns` names the fields that are columns of it, in the order of the page.

    A published record is corrected: then, and only then, the form asks what kind of correction it is, and why.
    """

    columns: tuple[str, ...] = ()
    # The hint of the reason where a change of status alone needs none (meetings.actions.NEXT_STAGE).
    next_stage_words: Any = ""
    record: Any

    correction = CorrectionField()
    reason = ReasonField(
        label=_("Why is it corrected?"),
        help_text=_("Residents will read this."),
        missing=_("Enter why it is corrected. Residents will read this"),
        max_length=2000,
        rows=3,
    )

    def __init__(
        self, data: Any = None, files: Any = None, *, record: PublishedRecord, user: User, **kwargs: Any
    ) -> None:
        self.record, self.user = record, user
        super().__init__(data, files, initial=self.stored(), **kwargs)
        if not record.is_published:
            del self.fields["reason"], self.fields["correction"]
        elif self.next_stage_words:
            self.fields["reason"].required = self.fields["correction"].required = False
            self.fields["reason"].help_text = self.next_stage_words
        self.order_fields(
            [*self.columns, *(name for name in self.fields if name not in (*self.columns, *OF_THE_CORRECTION))]
        )

    def stored(self) -> dict[str, Any]:
        """What the record holds now, for the fields of the form."""
        return {name: getattr(self.record, name) for name in self.columns}

    def row_sets(self) -> tuple[forms.BaseFormSet, ...]:
        """The rows that belong to the record, such as contacts."""
        return ()

    def is_valid(self) -> bool:
        """Whether the form and its rows are right; a correction must change something."""
        if not all([super().is_valid(), *(rows.is_valid() for rows in self.row_sets())]):
            return False
        changed = set(self.changed_data) - OF_THE_CORRECTION or any(rows.has_changed() for rows in self.row_sets())
        if self.record.is_published and not changed:
            self.add_error(None, _("Nothing is different yet. Change what is wrong, then save the correction"))
        elif self.record.is_published and not self.is_next_stage():
            for name in sorted(OF_THE_CORRECTION & set(self.fields)):
                if not self.cleaned_data.get(name) and name not in self.errors:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return not self.errors

    def is_next_stage(self) -> bool:
        """Whether all that changes is a status that moves on. Needs a checked form."""
        stage = NEXT_STAGE.get(type(self.record))
        only_status = set(self.changed_data) - OF_THE_CORRECTION == {"status"}
        return stage is not None and only_status and self.cleaned_data.get("status") == stage[0]

    def changes(self) -> dict[str, Any]:
        """What is to be saved, by column."""
        return {name: self.cleaned_data[name] for name in self.columns if name in self.fields}

    def children(self) -> Callable[[Any], None] | None:
        """What writes the rows that belong to the record; None where it has none."""
        return None

    def keep_files(self) -> None:
        """Called where the form is shown again: what was chosen is not lost."""

    def saved(self) -> None:
        """Called once its record is saved."""

    def given_reason(self) -> str:
        """Why it is corrected; empty for a draft."""
        return str(self.cleaned_data.get("reason", "")).strip()

    def is_clerical(self) -> bool:
        """Whether the officer calls the correction clerical."""
        return bool(self.cleaned_data.get("correction") == CLERICAL)

    def typed_words(self) -> dict[str, str]:
        """Each field as it was typed, by its label, in words. Needs a checked form."""
        return self.in_words(typed_values(self))

    def stored_words(self) -> dict[str, str]:
        """Each field as the record holds it, by its label, in words."""
        return self.in_words(self.stored())

    def in_words(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Values by the label of their field, in words; what is no column is left out."""
        return {
            str(self.fields[name].label): words_of(self.fields[name], values.get(name))
            for name in self.columns
            if name in self.fields
        }


class ExemptParagraphsField(Worded, forms.MultipleChoiceField):
    """The paragraphs of the nation's Schedule, ticked; where a nation has no list, words. Gives one text: "1 and 3"."""

    widget = forms.CheckboxSelectMultiple
    nation = str(Council.Nation.ENGLAND)

    def __init__(self, **kwargs: Any) -> None:
        label = _("Which description of exempt information applies?")
        super().__init__(required=False, **{"label": label, **kwargs})

    def get_bound_field(self, form: forms.Form, field_name: str) -> forms.BoundField:
        """Offers the paragraphs of the council's nation."""
        self.offer(Council.current().nation)
        return super().get_bound_field(form, field_name)

    def offer(self, nation: str) -> None:
        """The list of this nation, or a box for words."""
        self.nation = nation
        if exemptions.has_paragraphs(nation):
            listed = exemptions.PARAGRAPHS[nation].items()
            self.choices = [(number, f"{number}: {words}") for number, words in listed]
            self.help_text = _("Of %(schedule)s. For exempt and part exempt.") % {
                "schedule": exemptions.SCHEDULES[nation]
            }
        else:
            self.widget = forms.TextInput(attrs=self.widget.attrs)  # type: ignore[assignment,misc]
            self.help_text = _("For exempt and part exempt. Write out the provision that is relied on.")

    def prepare_value(self, value: Any) -> Any:
        """A stored text as ticks."""
        is_list = exemptions.has_paragraphs(self.nation)
        return exemptions.numbers_in(value) if isinstance(value, str) and is_list else value

    def to_python(self, value: Any) -> str:
        """The chosen numbers as one text, in the order of the Schedule; words as they were typed."""
        if isinstance(value, str):
            return value.strip()
        order = list(exemptions.PARAGRAPHS[self.nation])
        chosen = dict.fromkeys(number for text in value or () for number in exemptions.numbers_in(text))
        words = [text for text in value or () if not exemptions.numbers_in(text)]
        known = sorted(chosen, key=lambda number: order.index(number) if number in order else len(order))
        return exemptions.written([*known, *words])

    def validate(self, value: str) -> None:
        """Refuses what is no paragraph, naming it."""
        wrong = exemptions.unknown_in(value, self.nation)
        if wrong:
            raise ValidationError(not_a_paragraph(wrong))
        if len(value) > LONGEST_CITATION:
            raise ValidationError(_("Shorten what is relied on to 60 characters or fewer"))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether other paragraphs are named than before."""
        before = exemptions.numbers_in(initial or "") or [initial or ""]
        after = exemptions.numbers_in(self.to_python(data)) or [self.to_python(data)]
        return set(before) != set(after)


def check_restriction(form: forms.Form) -> None:
    """Exempt and part exempt cite paragraphs and say why; nothing else cites any."""
    cites = form.cleaned_data.get("restriction") in CITING
    paragraphs = form.cleaned_data.get("exempt_paragraphs")
    if cites and not paragraphs and "exempt_paragraphs" not in form.errors:
        form.add_error("exempt_paragraphs", _("Select the description of exempt information that applies"))
    if cites and not form.cleaned_data.get("exempt_reason") and "exempt_reason" not in form.errors:
        form.add_error("exempt_reason", _("Enter why the public interest is in withholding it"))
    if not cites and paragraphs and "restriction" in form.cleaned_data:
        words = _("Only exempt and part exempt cite paragraphs. Choose one of these above, or empty this box")
        form.add_error("exempt_paragraphs", words)


RESTRICTION = ("restriction", "exempt_paragraphs", "exempt_reason", "restriction_lapses_on")


class RestrictedForm(RecordForm):
    """A form for a record that may be exempt."""

    restriction = RadiosField(
        label=_("May the public read it?"),
        choices=Restriction.choices,
        missing=_("Select whether the public may read it"),
    )
    exempt_paragraphs = ExemptParagraphsField()
    exempt_reason = ParagraphsField(
        label=_("Why is the public interest in withholding it?"),
        help_text=_("Residents will read this."),
        required=False,
        max_length=5000,
        rows=3,
    )
    restriction_lapses_on = DateField(
        label=_("When will the restriction be reviewed?"), noun=_("the review date"), required=False
    )

    def clean(self) -> None:
        """Exempt cites paragraphs and says why."""
        check_restriction(self)
