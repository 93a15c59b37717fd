"""What the public reads of documents, of the files they had before, and of the text read from these."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from council.choices import WITHHELD
from council.representations import BOOKKEEPING, Catalogue, PublicField
from meetings.models import AgendaItem, Document, DocumentFile, DocumentPage
from meetings.models.document import HANGS_ON


def public_title(record: AgendaItem | Document) -> str:
    """The title, or the one that replaces it where the title itself is exempt."""
    return record.public_title if record.is_withheld and record.public_title else record.title


def unless_withheld(name: str, instead: Any = "") -> Any:
    """A reader for a column of a record that may be exempt as a whole."""
    return lambda record: instead if record.is_withheld else getattr(record, name)


def document_address(document: Document) -> str:
    """The path of its bytes; empty where the public may not have them."""
    if not (document.reference and document.has_public_bytes):
        return ""
    return reverse("meetings:document", args=[document.reference, document_file_name(document)])


def document_file_name(document: Document, file_format: str | None = None) -> str:
    """The name in its address: from its public title, never from the uploaded file's name."""
    stem = slugify(public_title(document))[:80] or "document"
    ending = document.format if file_format is None else file_format
    return f"{stem}.{ending.lower()}" if ending else stem


def document_page_address(document: Document) -> str:
    """The path of its own page; empty while it is a draft."""
    return reverse("meetings:document-page", args=[document.reference]) if document.reference else ""


def replaced_by(document: Document) -> Document | None:
    """The paper that this one replaces, if the public may read of it: one that hangs on the same thing.

    Needs `supersedes` and what the paper itself hangs on loaded; asks the database nothing.
    """
    older = document.supersedes
    if older is None or any(getattr(older, f"{name}_id") != getattr(document, f"{name}_id") for name in HANGS_ON):
        return None
    for name in HANGS_ON:
        setattr(older, name, getattr(document, name))
    return older if older.is_public else None


def document_text_address(document: Document) -> str:
    """The path of its text; empty where there is none, or the public may not have it."""
    if not (document.reference and document.has_text and document.has_public_bytes):
        return ""
    return reverse("meetings:document-text", args=[document.reference])


def version_address(document: Document, file: DocumentFile) -> str:
    """The path of the page of a file that another took the place of."""
    return reverse("meetings:document-version", args=[document.reference, file.number])


def version_file_name(document: Document, file: DocumentFile) -> str:
    """The name of such a file: the document's, with the number of the version."""
    stem, dot, ending = document_file_name(document, file.format).partition(".")
    return f"{stem}-version-{file.number}{dot}{ending}"


def version_file_address(document: Document, file: DocumentFile) -> str:
    """The path of the bytes of a file that another took the place of."""
    name = version_file_name(document, file)
    return reverse("meetings:document-version-file", args=[document.reference, file.number, name])


def withholding(document: Document) -> Any:
    """Whose restriction is told: that of what it hangs on, where all of that is withheld and the paper not marked."""
    inherits = document.is_withheld and document.restriction not in WITHHELD
    return document.withheld_by if inherits else document


DOCUMENT = Catalogue(
    Document,
    (
        PublicField("reference", _("Reference")),
        PublicField("title", _("Title"), public_title, ("title", "public_title")),
        PublicField("kind", _("Kind")),
        PublicField("kind_words", _("Kind in words"), lambda d: d.get_kind_display(), ()),
        PublicField("format", _("Type"), unless_withheld("format"), ("format",)),
        PublicField("size_bytes", _("Size in bytes"), unless_withheld("size_bytes", None), ("size_bytes",)),
        PublicField("size_text", _("Size"), unless_withheld("size_text"), ("size_text",)),
        PublicField("page_count", _("Pages"), unless_withheld("page_count", None), ("page_count",)),
        PublicField("restriction", _("Restriction"), lambda d: withholding(d).restriction, ("restriction",)),
        PublicField(
            "restriction_words", _("Restriction in words"), lambda d: withholding(d).get_restriction_display(), ()
        ),
        PublicField(
            "exempt_paragraphs",
            _("Schedule 12A paragraphs"),
            lambda d: withholding(d).exempt_paragraphs,
            ("exempt_paragraphs",),
        ),
        PublicField(
            "exempt_reason", _("Why it is withheld"), lambda d: withholding(d).exempt_reason, ("exempt_reason",)
        ),
        PublicField("address", _("Address"), document_address, ()),
    ),
    BOOKKEEPING
    | {*HANGS_ON, "position", "file", "file_name", "sha256", "supersedes", "restriction_lapses_on",
       "reading", "has_text", "needs_a_look", "supplement"},
)  # fmt: skip

# A file that residents had before another took its place. The view has checked that they may still have it.
DOCUMENT_FILE = Catalogue(
    DocumentFile,
    (
        PublicField("number", _("Version")),
        PublicField("format", _("Type")),
        PublicField("size_bytes", _("Size in bytes")),
        PublicField("page_count", _("Pages")),
        PublicField("superseded_at", _("Superseded")),
        PublicField("superseded_reason", _("Why another file took its place")),
    ),
    frozenset(
        {"id", "document", "file", "file_name", "sha256", "reading", "findings", "acknowledged_at", "acknowledged_by",
         "added_at", "was_public"}
    ),
)  # fmt: skip

# Read only for a document whose bytes are public.
DOCUMENT_PAGE = Catalogue(
    DocumentPage,
    (PublicField("number", _("Page")), PublicField("text", _("Text of the page"))),
    frozenset({"id", "of"}),
)
