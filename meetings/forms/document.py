"""The form for a document: with a file, or listed only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from council.forms import RadiosField, TextField, Worded
from meetings.choices import DocumentKind
from meetings.forms.base import RESTRICTION, RestrictedForm
from meetings.uploads import read_upload

KINDS = [(value, label) for value, label in DocumentKind.choices if value != DocumentKind.ORIGINAL]


class UploadField(Worded, forms.Field):
    """One file, looked at by `read_upload`: its cleaned value is the columns that come from it, or None."""

    widget = forms.FileInput
    needs_multipart_form = True

    def to_python(self, value: Any) -> dict[str, Any] | None:
        """The columns that come from the file."""
        return read_upload(value) if value else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a file was chosen."""
        return data is not None


class DocumentForm(RestrictedForm):
    """A paper of an agenda item. Type and size are read from the file; they are asked for where there is none."""

    columns = ("title", "public_title", "kind", "format", "size_text", *RESTRICTION)

    title = TextField(label=_("Title"), missing=_("Enter the title of the document"), max_length=500)
    public_title = TextField(
        label=_("Title for the public, if the title itself must not be read"), required=False, max_length=500
    )
    kind = RadiosField(label=_("Kind"), choices=KINDS, missing=_("Select the kind of document"))
    upload = UploadField(
        label=_("File"), required=False,
        help_text=_("PDF, Word or another kind, 20 MB or smaller. Leave it out where the paper is only listed."),
    )  # fmt: skip
    format = TextField(
        label=_("Type, where there is no file"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"class": "width-5"}), help_text=_("As printed: PDF"),
    )  # fmt: skip
    size_text = TextField(
        label=_("Size, where there is no file"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"class": "width-10"}), help_text=_("As printed: 106 KB"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.record.file:
            del self.fields["format"], self.fields["size_text"]
            self.fields["upload"].label = _("Another file in its place")
            self.fields["upload"].help_text = _("Leave it out to keep %(name)s.") % {"name": self.record.file_name}

    def changes(self) -> dict[str, Any]:
        """The columns; what the file itself says goes over what was typed."""
        return super().changes() | (self.cleaned_data.get("upload") or {})

    def typed_words(self) -> dict[str, str]:
        """The fields as typed, and the file by its name."""
        upload = self.cleaned_data.get("upload")
        return super().typed_words() | ({str(_("File")): upload["file_name"]} if upload else {})

    def stored_words(self) -> dict[str, str]:
        """The fields as saved, and the file by its name."""
        return super().stored_words() | {str(_("File")): self.record.file_name}
