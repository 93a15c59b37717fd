"""The form of a progress update: two minutes for somebody who sees it once a year; and the form that asks for one."""

from __future__ import annotations

import datetime
import re
import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.forms import HiddenInput
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.corrections import OF_THE_CORRECTION, CorrectionField, ReasonField
from council.forms import (
    DateField,
    ParagraphsField,
    PlainForm,
    RadiosField,
    RecordField,
    SelectField,
    TextField,
    TickField,
)
from council.models import Office, User
from council.settings_forms import EmailField
from meetings.forms.document import UploadField
from meetings.models import Document
from meetings.staging import drop, stage, staged
from meetings.uploads import Upload
from recommendations.actions.update_papers import EvidenceFile
from recommendations.choices_progress import ENDED, ProgressStatus, WhyNot
from recommendations.forms.quiet import only_past
from recommendations.models import Action, ProgressUpdate

DOCUMENT = re.compile(r"(?:^|/documents/)(D-\d{4}-\d{1,9})(?:/|$)")
MOST_LINKS = 10
Row = dict[str, Any]


class EvidenceField(ParagraphsField):
    """One link a line, with words before it if one likes; a document of the council by its address or reference."""

    def clean(self, value: Any) -> list[Row]:
        lines = [line.strip() for line in super().clean(value).split("\n") if line.strip()]
        if len(lines) > MOST_LINKS:
            raise ValidationError(_("Give no more than 10 links"))
        return [self._row(line) for line in lines]

    def _row(self, line: str) -> Row:
        words, _space, address = line.rpartition(" ")
        if found := DOCUMENT.search(address):
            return {"title": words.strip() or found[1], "document": self._document(found[1])}
        try:
            URLValidator(schemes=["http", "https"])(address)
        except ValidationError as wrong:
            told = gettext("“%(line)s” has no link at its end. Start the link with https://")
            raise ValidationError(told % {"line": line[:80]}) from wrong
        return {"title": (words.strip() or address)[:300], "url": address}

    def _document(self, reference: str) -> Document:
        document = Document.objects.published().filter(reference=reference).first()  # type: ignore[attr-defined]
        if document is None:
            told = gettext("%(reference)s is no document that residents can read. Publish it first, or leave it out")
            raise ValidationError(told % {"reference": reference})
        return document


def evidence_text(update: ProgressUpdate) -> str:
    """The stored evidence as it would be typed."""
    lines = [(row.title, row.document.reference if row.document else row.url) for row in update.evidence.all()]
    return "\n".join(address if title == address else f"{title} {address}" for title, address in lines)


class UpdateForm(PlainForm):
    """Where it stands, what has been done, as at when. Reasons are asked only where they are needed."""

    action = SelectField(label=_("What this is about"), required=False)
    status = RadiosField(
        label=_("Where does it stand?"),
        choices=ProgressStatus.choices,
        missing=_("Select where it stands"),
        error_messages={
            "invalid_choice": _("Only the committee closes a recommendation. Select what was done from those listed")
        },
    )
    narrative = ParagraphsField(
        label=_("What has been done, and what comes next"),
        missing=_("Enter what has been done"),
        help_text=_("A few plain sentences. Residents will read them: name no private person"),
        max_length=5000,
        rows=5,
    )
    paused_reason = ParagraphsField(
        label=_("If it is paused: why"), noun=_("why it is paused"), required=False, max_length=1000, rows=2
    )
    why_not = SelectField(
        label=_("If it will not be done: why"),
        choices=[("", _("Does not apply")), *WhyNot.choices],
        required=False,
    )
    proposes_closing = TickField(label=_("Nothing more is to come: the committee is asked to close it"), required=False)
    as_at = DateField(label=_("As at"), noun=_("the date it is as at"))
    evidence = EvidenceField(
        label=_("Links that show it"),
        help_text=_(
            "One a line, for example: Works order https://www.council.example/order, or a document’s reference"
        ),
        required=False,
        max_length=5000,
        rows=2,
    )
    upload = UploadField(
        label=_("A document that shows it"), required=False,
        help_text=_("PDF, Word, a picture or another kind, 20 MB or smaller. Residents get it with the update"),
    )  # fmt: skip
    kept = TextField(required=False, max_length=500, widget=HiddenInput)
    paper_title = TextField(label=_("What the document is"), required=False, max_length=300)
    office_title = TextField(label=_("Your post"), noun=_("your post"), max_length=200)
    correction = CorrectionField()
    reason = ReasonField(
        label=_("Why it is corrected"),
        help_text=_("Residents will read this"),
        missing=_("Enter why it is corrected. Residents will read this"),
        max_length=2000,
        rows=3,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        today: datetime.date,
        actions: Iterable[Action] | None,
        record: ProgressUpdate | None = None,
        initial: dict[str, Any] | None = None,
        owner: User | str = "",
        **kwargs: Any,
    ) -> None:
        self.today = today
        self.owner = owner
        self.chosen: Upload | None = None
        stored = _initial(record) if record else {"as_at": today}
        super().__init__(data, initial=stored | (initial or {}), **kwargs)
        if actions is None:  # the link says what it is about
            del self.fields["action"]
        else:
            named = [(action.key.hex, action.description[:120]) for action in actions]
            choices = [("", gettext("The whole recommendation")), *named]
            self.fields["action"].choices = choices  # type: ignore[attr-defined]
        if record is None or not record.is_published:
            del self.fields["correction"], self.fields["reason"]
        else:  # documents of what is public are on pages of their own
            del self.fields["upload"], self.fields["kept"], self.fields["paper_title"]

    def clean(self) -> dict[str, Any]:
        only_past(self, "as_at", self.today)
        found = self.cleaned_data
        kept = found.get("kept")
        self.chosen = found.get("upload") or (staged(kept, self.owner) if kept else None)
        status = found.get("status")
        if status == ProgressStatus.PAUSED and not found.get("paused_reason") and "paused_reason" not in self.errors:
            self.add_error("paused_reason", _("Enter why it is paused"))
        if status == ProgressStatus.NOT_IMPLEMENTED and not found.get("why_not"):
            self.add_error("why_not", _("Select why it will not be done"))
        if status and status not in ENDED and found.get("proposes_closing"):
            words = _("Take the tick out, or select “Complete” or “Will not be done”: the rest is not closed")
            self.add_error("proposes_closing", words)
        if status and status != ProgressStatus.PAUSED and found.get("paused_reason"):
            self.add_error("paused_reason", _("Take this out, or select “Paused”"))
        if status and status != ProgressStatus.NOT_IMPLEMENTED and found.get("why_not"):
            self.add_error("why_not", _("Select “Does not apply”, or “Will not be done” above"))
        return found

    def values(self) -> dict[str, Any]:
        """`fields` and `evidence`, ready for the action."""
        left_out = {"evidence", "action", "upload", "kept", "paper_title", *OF_THE_CORRECTION}
        fields = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        if "action" in self.fields:
            key = self.cleaned_data["action"]
            fields["action_key"] = uuid.UUID(key) if key else None
        values = {"fields": fields, "evidence": self.cleaned_data["evidence"]}
        if self.chosen is not None:
            values["paper"] = EvidenceFile(self.chosen, self.cleaned_data["paper_title"])
        return values

    def keep_file(self) -> None:
        """Keep the chosen file for the next time the form is sent, and say so."""
        if self.chosen is None:
            return
        if self.cleaned_data.get("upload"):
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data["kept"] = stage(self.chosen, self.owner)
            self.data = data
        words = gettext("You chose %(name)s, which is kept. Choose another one only to have that in its place")
        self["upload"].help_text = words % {"name": self.chosen.columns["file_name"]}

    def saved(self) -> None:
        """The kept copy has done its work."""
        drop(self.data.get("kept", ""), self.owner)


def _initial(record: ProgressUpdate) -> dict[str, Any]:
    names = ("status", "narrative", "paused_reason", "why_not", "proposes_closing", "as_at", "office_title")
    found = {name: getattr(record, name) for name in names}
    key = record.action_key
    return found | {"action": key.hex if key else "", "evidence": evidence_text(record)}


class AskForm(PlainForm):
    """Whom to ask for an update, and of what."""

    mark_optional = False
    action = SelectField(label=_("What is asked about"), required=False)
    office = RecordField(
        queryset=Office.objects.all(),
        label=_("Post that is asked"),
        empty_label=_("A post that is not listed"),
        required=False,
    )
    office_title = TextField(
        label=_("Post, if it is not listed"), noun=_("the post that is asked"), max_length=200, required=False
    )
    to = EmailField(
        label=_("E-mail address"),
        help_text=_("Leave it empty to use the address kept with the post"),
        required=False,
        max_length=254,
    )

    def __init__(self, *args: Any, actions: Iterable[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = {action.key.hex: action for action in actions}
        named = [(key, action.description[:120]) for key, action in self.actions.items()]
        choices = [("", gettext("The whole recommendation")), *named]
        self.fields["action"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        office = found.get("office")
        if not office and not found.get("office_title") and "office_title" not in self.errors:
            self.add_error("office_title", _("Select the post that is asked, or enter it"))
        if "to" not in self.errors and not found.get("to"):
            found["to"] = office.email if office else ""
            if not found["to"]:
                words = _("Enter the e-mail address the link goes to")
                self.add_error("to", _("No address is kept with this post. Enter one") if office else words)
        return found

    def values(self) -> dict[str, Any]:
        """Ready for the action."""
        found = self.cleaned_data
        office = found["office"]
        title = found["office_title"] or (office.title if office else "")
        action = self.actions.get(found["action"])
        return {"to": found["to"], "office": office, "office_title": title, "action": action}
