"""The form for a document: with a file, or listed only."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from council.choices import Restriction
from council.forms import RadiosField, RecordField, TextField, TickField, Worded
from meetings.choices import DocumentKind
from meetings.document_files import write_file
from meetings.findings import Line, in_words
from meetings.forms.base import RESTRICTION, RestrictedForm
from meetings.models import Document
from meetings.models.document import HANGS_ON
from meetings.staging import drop, stage, staged
from meetings.uploads import Upload, read_upload

KINDS = [(value, label) for value, label in DocumentKind.choices if value != DocumentKind.ORIGINAL]


class UploadField(Worded, forms.Field):
    """One file, looked at by `read_upload`: its cleaned value is that `Upload`, or None."""

    widget = forms.FileInput
    needs_multipart_form = True

    def to_python(self, value: Any) -> Upload | None:
        """What the file is and holds."""
        return read_upload(value) if value else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether a file was chosen."""
        return data is not None


class DocumentForm(RestrictedForm):
    """A paper. Type, size and pages are read from the file; type and size are asked for where there is none.

    A chosen file stays chosen while the form is shown again (`kept`). The file of a published, open paper is replaced
    only once the officer has ticked that they looked at what was found in the new one.
    """

    columns = ("title", "public_title", "kind", "supersedes", "format", "size_text", *RESTRICTION)

    title = TextField(label=_("Title"), missing=_("Enter the title of the document"), max_length=500)
    public_title = TextField(
        label=_("Title for the public, if the title itself must not be read"), required=False, max_length=500
    )
    kind = RadiosField(label=_("Kind"), choices=KINDS, missing=_("Select the kind of document"))
    supersedes = RecordField(
        label=_("Paper that this one replaces"), queryset=Document.objects.none(), required=False,
        empty_label=_("None"),
        help_text=_("The older paper stays public, and this one says that it replaces it."),
    )  # fmt: skip
    upload = UploadField(
        label=_("File"), required=False,
        help_text=_("PDF, Word or another kind, 20 MB or smaller. Leave it out where the paper is only listed."),
    )  # fmt: skip
    kept = TextField(required=False, max_length=500, widget=forms.HiddenInput)
    acknowledged = TickField(
        label=_("I have looked at everything found in the file. It may be published with it"), required=False
    )
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
        self.chosen: Upload | None = None
        paper = self.record
        others = Document.objects.filter(**{name: getattr(paper, name) for name in HANGS_ON}, withdrawn_at=None)
        others = others.exclude(kind=DocumentKind.ORIGINAL).exclude(pk=paper.pk) | Document.objects.filter(
            pk=paper.supersedes_id
        )
        self.fields["supersedes"].queryset = others  # type: ignore[attr-defined]
        if not others.exists():
            del self.fields["supersedes"]
        if self.record.file:
            del self.fields["format"], self.fields["size_text"]
            self.fields["upload"].label = _("Another file in its place")
            self.fields["upload"].help_text = _("Leave it out to keep %(name)s.") % {"name": self.record.file_name}

    def clean(self) -> None:
        """A restriction says what it rests on; a new file of something public was looked at."""
        super().clean()
        kept = self.cleaned_data.get("kept")
        self.chosen = self.cleaned_data.get("upload") or (staged(kept, self.user) if kept else None)
        is_open = self.cleaned_data.get("restriction") == Restriction.OPEN
        if not (self.record.is_published and is_open):
            return
        if self.findings and not self.cleaned_data.get("acknowledged"):
            self.add_error("acknowledged", _("Look at what was found in the file, then tick that you have"))
        elif not self.chosen and self.record.needs_a_look:
            self.add_error(None, _("Look at what was found in the file first, on the page that shows the document"))

    @property
    def findings(self) -> list[Line]:
        """What was found in the file chosen now, for the page."""
        return in_words(self.chosen.reading.findings) if self.chosen else []

    @property
    def must_acknowledge(self) -> bool:
        """Whether the tick is asked for: residents read this paper already."""
        return bool(self.record.is_published)

    def keep_files(self) -> None:
        """Keep the chosen file for the next time the form is sent."""
        if self.chosen is None:
            return
        if self.cleaned_data.get("upload"):
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["kept"] = stage(self.chosen, self.user)
            self.data = data
        words = _("You chose %(name)s, which is kept. Choose another one only to have that in its place.")
        self["upload"].help_text = words % {"name": self.chosen.columns["file_name"]}

    def saved(self) -> None:
        """The kept copy has done its work."""
        drop(self.data.get("kept", ""), self.user)

    def changes(self) -> dict[str, Any]:
        """The columns; what the file itself says goes over what was typed."""
        if self.chosen is None:
            return super().changes()
        waits = bool(self.chosen.reading.findings) and not self._is_acknowledged()
        return super().changes() | self.chosen.columns | {"needs_a_look": waits}

    def children(self) -> Callable[[Any], None] | None:
        """Writes the file with the text of its pages; None where the file stays."""
        if self.chosen is None:
            return None
        looked, reason = self._is_acknowledged(), self.given_reason()
        return write_file(self.chosen, by=self.user, at=timezone.now(), acknowledged=looked, reason=reason)

    def _is_acknowledged(self) -> bool:
        return self.must_acknowledge and bool(self.cleaned_data.get("acknowledged"))

    def typed_words(self) -> dict[str, str]:
        """The fields as typed, and the file by its name."""
        return super().typed_words() | ({str(_("File")): self.chosen.columns["file_name"]} if self.chosen else {})

    def stored_words(self) -> dict[str, str]:
        """The fields as saved, and the file by its name."""
        return super().stored_words() | {str(_("File")): self.record.file_name}
