"""Form fields with their own words, and how forms are shown: one pattern for every page.

Owns the renderer (label, hint, error, control), the three-box date, the time, and text that nothing tidies.
Knows no model. What was typed is always shown again, also when it is no date.
"""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import pretty_name
from django.utils.dates import MONTHS
from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _

from council.templatetags.words import clock

Words = str | Promise

BOXES = {"day": _("day"), "month": _("month"), "year": _("year")}


class PlainBoundField(forms.BoundField):
    """A field of a form as forms/field.html needs it."""

    @property
    def kind(self) -> str:
        """How to lay it out: "tick" (one checkbox), "choices" (radios, checkboxes), "boxes" or "control"."""
        widget = self.field.widget
        if isinstance(widget, forms.RadioSelect):
            return "choices"
        if isinstance(widget, forms.CheckboxInput):
            return "tick"
        return "boxes" if isinstance(widget, forms.MultiWidget) else "control"

    @property
    def is_optional(self) -> bool:
        """Whether the label says so; only forms that ask for it (`mark_optional`) do."""
        return not self.field.required and self.kind != "tick" and getattr(self.form, "mark_optional", False)

    @property
    def group_id(self) -> str:
        """Id of the whole field where no control carries `auto_id` itself."""
        return f"{self.auto_id}_field" if self.auto_id and self.kind in ("choices", "boxes") else ""

    @property
    def wrong_boxes(self) -> list[str]:
        """Which boxes of a date are at fault; every box where the error does not say."""
        named = [box for error in self.errors.as_data() for box in (error.params or {}).get("boxes", ())]
        return [box for box in BOXES if box in named] or list(BOXES)

    @property
    def first_control(self) -> str:
        """Id of the control that the error summary leads to."""
        if isinstance(self.field.widget, DateInput):
            return f"{self.auto_id}_{self.wrong_boxes[0]}"
        if self.kind == "choices" and len(self):
            return f"{self.auto_id}_0"
        return self.id_for_label or self.group_id

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """As Django's, without aria-invalid on radios and checkboxes, where ARIA does not allow it."""
        attrs = super().build_widget_attrs(attrs, widget)
        if isinstance(widget or self.field.widget, DateInput) and self.errors:
            attrs["wrong_boxes"] = self.wrong_boxes
        if self.kind == "choices":
            attrs.pop("aria-invalid", None)
        return attrs


class FormRenderer(TemplatesSetting):
    """Shows every form, formset and field of the site through templates/forms/."""

    form_template_name = "forms/form.html"
    formset_template_name = "forms/formset.html"
    field_template_name = "forms/field.html"
    bound_field_class = PlainBoundField


class Worded:
    """Mixin for form fields: `missing` says what to do when nothing was given ("Enter the subject").

    Where only `noun` ("the subject") is given, the sentence is made from it.
    """

    asks: Words = _("Enter {noun}")

    def __init__(self, *args: Any, missing: Words = "", noun: Words = "", **kwargs: Any) -> None:
        self.noun = noun
        words = missing or (format_lazy(self.asks, noun=noun) if noun else "")
        if words:
            kwargs["error_messages"] = {"required": words, **(kwargs.get("error_messages") or {})}
        super().__init__(*args, **kwargs)

    def refusal(self, words: Words, **params: Any) -> ValidationError:
        """The error that says `words`, with %(noun)s and, to begin a sentence, %(Noun)s filled in."""
        noun = str(self.noun or self.label or "")
        return ValidationError(words, code="invalid", params={"noun": noun, "Noun": capfirst(noun), **params})


class TextField(Worded, forms.CharField):
    """One line of text, refused (never cut or cleaned) where no page, feed or PDF could carry it."""

    invisible = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")

    def validate(self, value: str) -> None:
        """Raises ValidationError where it is missing or holds a character that nobody could see."""
        super().validate(value)
        if found := self.invisible.search(value):
            before = value[max(0, found.start() - 30) : found.start()].split("\n")[-1].strip()
            raise self.refusal(_("Take out the invisible character after “%(before)s”"), before=before)


class ParagraphsField(TextField):
    """Text that keeps its paragraphs and every space in it; only line ends are made of one kind."""

    widget = forms.Textarea
    invisible = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")

    def __init__(self, *, max_length: int = 50_000, rows: int = 6, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, strip=False, **kwargs)
        if isinstance(self.widget, forms.Textarea):
            self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> str:
        """Line ends of every kind, Word's soft ones included, as one newline character."""
        text = re.sub("\r\n|[\r\v\f\x85\u2028]", "\n", super().to_python(value)).replace("\u2029", "\n\n")
        return text if text.strip() else ""


class DateInput(forms.MultiWidget):
    """Three boxes: day, month (number or name), year. Shows again exactly what was typed."""

    template_name = "forms/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        boxes = {
            "day": forms.TextInput(attrs={"class": "width-2", "inputmode": "numeric"}),
            "month": forms.TextInput(attrs={"class": "width-5"}),
            "year": forms.TextInput(attrs={"class": "width-4", "inputmode": "numeric"}),
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: dt.date | None) -> list[str]:
        """The three boxes of a stored date."""
        return [str(value.day), str(value.month), str(value.year)] if value else ["", "", ""]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Each box with its own label and id; only those at fault (`wrong_boxes`) are marked invalid."""
        attrs = dict(attrs or {})
        wrong = attrs.pop("wrong_boxes", BOXES)
        context = super().get_context(name, value, attrs)
        for (box, words), shown in zip(BOXES.items(), context["widget"]["subwidgets"], strict=True):
            shown["words"] = capfirst(str(words))
            shown["attrs"]["id"] = f"{attrs.get('id', name)}_{box}"
            if box not in wrong:
                shown["attrs"].pop("aria-invalid", None)
        return context


class DateField(Worded, forms.Field):
    """A date in three boxes; `noun` ("the date Cabinet agreed the response") makes its sentences."""

    widget = DateInput

    def __init__(self, *, noun: Words, **kwargs: Any) -> None:
        super().__init__(noun=noun, **{"help_text": _("For example, 27 3 2026"), **kwargs})

    def to_python(self, value: Any) -> dt.date | None:
        """The date, None where every box is empty; raises ValidationError that names the boxes at fault."""
        if value is None or isinstance(value, dt.date):
            return value
        day, month, year = typed = [str(text or "").strip().casefold() for text in value]
        blank = [box for box, text in zip(BOXES, typed, strict=True) if not text]
        if len(blank) == len(BOXES):
            return None
        if blank:
            listed = str(_(" and ")).join(str(BOXES[box]) for box in blank)
            raise self.refusal(_("%(Noun)s must include a %(listed)s"), boxes=blank, listed=listed)
        if not re.fullmatch(r"(?:18|19|20|21)\d\d", year):
            raise self.refusal(_("The year of %(noun)s must have 4 numbers, like 2026"), boxes=["year"])
        read = {"day": _number(day, 31), "month": _month_number(month), "year": int(year)}
        wrong = [box for box, number in read.items() if not number]
        try:
            if not wrong:
                return dt.date(**read)
        except ValueError:
            wrong = list(BOXES)
        raise self.refusal(_("%(Noun)s must be a real date"), boxes=wrong)


def _number(typed: str, most: int) -> int:
    found = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", typed)
    return int(found[1]) if found and int(found[1]) <= most else 0


def _month_number(typed: str) -> int:
    named = [number for number, name in MONTHS.items() if str(name).casefold().startswith(typed.rstrip("."))]
    return named[0] if len(typed) >= 3 and named else _number(typed, 12)


class TimeField(Worded, forms.Field):
    """A time of day as people write it: "6.30pm", "6:30 p.m.", "18:30", "noon"."""

    widget = forms.TextInput(attrs={"class": "width-10"})

    def __init__(self, *, noun: Words, **kwargs: Any) -> None:
        super().__init__(noun=noun, **{"help_text": _("For example, 6.30pm"), **kwargs})

    def prepare_value(self, value: Any) -> Any:
        """A stored time in the words of the site; typed text as it was typed."""
        return clock(value) if isinstance(value, dt.time) else value

    def to_python(self, value: Any) -> dt.time | None:
        """The time, None where nothing was typed; raises ValidationError where it could mean two times."""
        if value is None or isinstance(value, dt.time):
            return value
        typed = re.sub(r"\.?([ap])\.?m\.?$", r"\1m", re.sub(r"\s+", "", value.casefold()))
        if typed in ("", "noon", "midday", "midnight"):
            return dt.time(0 if typed == "midnight" else 12) if typed else None
        found = re.fullmatch(r"(\d{1,2})(?:[.:]?(\d{2}))?(am|pm)?", typed)
        hour, minute, half = (int(found[1]), int(found[2] or 0), found[3]) if found else (99, 0, "")
        if minute > 59 or hour not in (range(1, 13) if half else range(24)):
            raise self.refusal(_("%(Noun)s must be a real time, like 6.30pm"))
        if not half and hour < 12 and not typed.startswith("0"):
            raise self.refusal(_("%(Noun)s must say am or pm, like 6.30pm"))
        return dt.time(hour % 12 + 12 * (half == "pm") if half else hour, minute)


class Chosen(Worded):
    """Mixin for fields where one selects; `missing="Select …"` or `noun`."""

    asks = _("Select {noun}")
    default_error_messages = {"invalid_choice": _("Choose from those listed")}


class RadiosField(Chosen, forms.ChoiceField):
    """One of a few, all of them seen."""

    widget = forms.RadioSelect


class SelectField(Chosen, forms.ChoiceField):
    """One of many."""


class CheckboxesField(Chosen, forms.MultipleChoiceField):
    """Any number of a few."""

    widget = forms.CheckboxSelectMultiple


class RecordField(Chosen, forms.ModelChoiceField):
    """One record of a queryset; `widget=forms.RadioSelect` where there are few."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"empty_label": _("Choose one"), **kwargs})


class TickField(Chosen, forms.BooleanField):
    """One checkbox; required only where something must be confirmed."""


class PlainFormMixin:
    """A form whose errors say what to do. `heading` ("Recommendation 2") goes before them in the summary.

    `missing` gives the sentence for fields that a model form made. A required field without a sentence of its
    own is refused at once, so no page ever says "This field is required".
    """

    use_required_attribute = False
    mark_optional = True
    missing: dict[str, Words] = {}
    heading: Words = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name, field in self.fields.items():
            self._give_words(name, field)

    def _give_words(self, name: str, field: forms.Field) -> None:
        messages = field.error_messages
        messages.update({"required": self.missing[name]} if name in self.missing else {})
        own_words = messages["required"] != forms.Field.default_error_messages["required"]
        if field.required and not own_words and not field.widget.is_hidden:
            raise ImproperlyConfigured(f"{type(self).__name__}.{name} is required: give it missing= or noun=")
        # A browser cuts pasted words at maxlength without saying so.
        field.widget.attrs.pop("maxlength", None)
        noun = capfirst(str(getattr(field, "noun", "") or field.label or pretty_name(name)))
        too_long = _("{noun} must be %(limit_value)d characters or fewer; it has %(show_value)d")
        messages.setdefault("max_length", format_lazy(too_long, noun=noun.replace("%", "%%")))


class PlainForm(PlainFormMixin, forms.Form):
    """The form to use on every page that is no model form."""


class PlainModelForm(PlainFormMixin, forms.ModelForm):
    """The model form to use on every page."""
