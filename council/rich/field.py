"""A form field for rich text: a textarea in plain marks, in whose place static/js/rich.js may put an editor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from council.forms import ParagraphsField, Worded
from council.rich import Rich, TooOddError, from_html, from_marks, shown
from council.templatetags.words import paragraphs

TOO_LONG = _("must be %(limit_value)d characters or fewer; it has %(show_value)d")


@dataclass(frozen=True)
class Posted:
    """What a form sent: text in plain marks, or an editor's HTML."""

    text: str
    is_html: bool


@dataclass(frozen=True)
class Shown:
    """What the widget shows of something that was sent."""

    rich: Rich
    is_html: bool

    def __str__(self) -> str:
        return self.rich.marks


class RichTextarea(forms.Textarea):
    """A textarea, what an editor would begin with, and a hidden field that says which of the two was used."""

    template_name = "forms/rich.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Posted:
        """The text and its kind."""
        return Posted(data.get(name, ""), data.get(f"{name}-kind") == "html")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether the form did not have the field at all."""
        return name not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The textarea's own context, and the HTML for the editor."""
        rich, is_html = (value.rich, value.is_html) if isinstance(value, Shown) else (value or Rich(), False)
        context = super().get_context(name, rich.marks, attrs)
        # Safe: `shown` is nh3's own answer, `paragraphs` escapes every word.
        context["editor_html"] = shown(rich.html) if rich.html else paragraphs(rich.text)
        context["is_html"] = is_html
        return context


class RichTextField(Worded, forms.Field):
    """Rich text; its cleaned value is a `Rich`. `stored` is what the record holds: unchanged marks give it back."""

    widget = RichTextarea

    def __init__(self, *, rows: int = 16, max_length: int = 500_000, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stored = Rich()
        too_long = format_lazy("{noun} {words}", noun=self.label or "", words=TOO_LONG)
        messages = {"max_length": too_long}
        self.words = ParagraphsField(label=self.label, required=False, max_length=max_length, error_messages=messages)
        self.widget.attrs["rows"] = rows

    def to_python(self, value: Any) -> Rich:
        """The text that was sent. Raises ValidationError where it cannot be read."""
        if isinstance(value, Rich) or not value:
            return value or Rich()
        try:
            if value.is_html:
                rich = from_html(value.text)
            else:
                typed = self.words.to_python(value.text)
                self.words.run_validators(typed)
                is_untouched = typed.strip() == self.stored.marks.strip()
                rich = self.stored if is_untouched else from_marks(typed)
        except TooOddError as odd:
            raise ValidationError(str(odd), code="invalid") from odd
        return rich if rich.text.strip() else Rich()

    def validate(self, value: Rich) -> None:
        """Raises ValidationError where it is missing, too long, or holds what nobody could see."""
        if self.required and not value.text:
            raise ValidationError(self.error_messages["required"], code="required")
        self.words.validate(value.text)
        self.words.run_validators(value.text)

    def run_validators(self, value: Rich) -> None:
        """All of them are in `validate`."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether what was sent differs from what the form began with."""
        try:
            return self.to_python(data) != (initial or Rich())
        except ValidationError:
            return True

    def prepare_value(self, value: Any) -> Any:
        """What the widget shows: typed marks exactly as they were typed, an editor's HTML as it would be kept."""
        if not isinstance(value, Posted):
            return value
        if not value.is_html:
            return Shown(_Typed(value.text), is_html=False)
        try:
            return Shown(from_html(value.text), is_html=True)
        except TooOddError:
            return Shown(_Typed(value.text), is_html=False)


class _Typed(Rich):
    """Typed marks: the textarea shows them untouched, the editor what they mean."""

    def __init__(self, typed: str) -> None:
        try:
            meant = from_marks(typed)
        except TooOddError:
            meant = Rich(typed)
        super().__init__(meant.text, meant.html)
        object.__setattr__(self, "typed", typed)

    @property
    def marks(self) -> str:
        return str(self.typed)  # type: ignore[attr-defined]
