"""What an uploaded file is: its type from its own first bytes, its size, its digest. Its name is not believed.

Nothing is unpacked or opened in this process: the bytes are only looked at, and a limited child reads the file
(`meetings/read_file.py`), so a hostile file costs no more than its size.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile, UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council.files import digest_of
from council.templatetags.words import filesize
from meetings.choices import FileReading
from meetings.read_file import HostileFileError, Reading, read_file

KNOWN = frozenset({"PDF", "DOCX", "XLSX", "PPTX", "ODT", "ODS", "DOC", "XLS", "PPT", "RTF", "PNG", "JPG", "TXT", "CSV"})
STARTS = ((b"%PDF-", "PDF"), (b"{\\rtf", "RTF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"\xff\xd8\xff", "JPG"))
ZIP_START, ZIP_END, OLE_START = b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
INSIDE_ZIP = ((b"word/document.xml", "DOCX"), (b"xl/workbook.xml", "XLSX"), (b"ppt/presentation.xml", "PPTX"))
OPEN_DOCUMENT = ((b"opendocument.text", "ODT"), (b"opendocument.spreadsheet", "ODS"))
MACROS = (b"vbaProject.bin", "_VBA_PROJECT".encode("utf-16-le"))
PASSWORD = "EncryptedPackage".encode("utf-16-le")
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
SAME = {"JPEG": "JPG", "DOCM": "DOCX", "TEXT": "TXT"}

# Why a file is refused, by the code that says so, and what to do.
REFUSALS = {
    "password": gettext_lazy("The file has a password. Save it without one, or as PDF, and choose it again"),
    "macros": gettext_lazy("The file holds macros. Save it without them, or as PDF, and choose it again"),
    "bomb": gettext_lazy(
        "The file unpacks to far more than a paper can need. Open it, save it again as PDF and choose that"
    ),
    "path_names": gettext_lazy(
        "The file holds parts with names that lead out of it. Open it, save it again, or as PDF, and choose that"
    ),
}


@dataclass(frozen=True)
class Upload:
    """A file that may be kept: the columns of a document that come from it, and what was read of it."""

    columns: dict[str, Any]
    reading: Reading


def read_upload(upload: UploadedFile) -> Upload:
    """What an uploaded file is and holds; ValidationError, for the officer, where it is refused."""
    name = re.sub(r"[\x00-\x1f\x7f]", "", str(upload.name or "")).replace("\\", "/").rsplit("/", 1)[-1]
    if not upload.size:
        raise ValidationError(_("The file is empty. Choose another one"))
    if upload.size > settings.LARGEST_UPLOAD:
        facts = {"most": filesize(settings.LARGEST_UPLOAD), "size": filesize(upload.size)}
        words = _("The file must be %(most)s or smaller; this one has %(size)s. Save it with smaller pictures, or "
                  "divide it, and choose it again")  # fmt: skip
        raise ValidationError(words % facts)
    data = upload.read()
    upload.seek(0)
    _refuse_what_residents_cannot_open(data)
    found = detect(data, name)
    claimed = _claimed(name)
    if claimed in KNOWN and claimed != found:
        words = _(
            "The file’s name says %(claimed)s but it is something else. Open it, save it again and choose it again"
        )
        raise ValidationError(words % {"claimed": claimed})
    reading = _read(upload, found)
    columns = {
        "file": upload,
        "file_name": name[-200:],
        "format": found,
        "size_bytes": len(data),
        "size_text": "",
        "sha256": digest_of(data),
        "page_count": reading.page_count,
        "reading": str(reading.outcome),
        "has_text": reading.has_text,
        "needs_a_look": bool(reading.findings),
    }
    return Upload(columns, reading)


def _read(upload: UploadedFile, file_format: str) -> Reading:
    try:
        with _on_disk(upload) as path:
            reading = read_file(path, file_format)
    except HostileFileError as hostile:
        raise ValidationError(str(REFUSALS[str(hostile)])) from hostile
    if reading.outcome == FileReading.ENCRYPTED:
        raise ValidationError(str(REFUSALS["password"]))
    return reading


@contextmanager
def _on_disk(upload: UploadedFile) -> Iterator[str]:
    """The path of the upload's bytes: large ones lie on disk already."""
    if isinstance(upload, TemporaryUploadedFile):
        yield upload.temporary_file_path()
        return
    with tempfile.NamedTemporaryFile(prefix="council-upload-") as copy:
        for chunk in upload.chunks():
            copy.write(chunk)
        copy.flush()
        upload.seek(0)
        yield copy.name


def detect(data: bytes, name: str) -> str:
    """The type that the bytes begin as, "" where it is none we know; only kin are told apart by the name."""
    for start, found in STARTS:
        if data.startswith(start):
            return found
    if data.startswith(ZIP_START):
        return next((found for mark, found in INSIDE_ZIP if mark in data), "") or next(
            (found for mark, found in OPEN_DOCUMENT if mark in data[:200]), ""
        )
    if data.startswith(OLE_START):
        claimed = _claimed(name)
        return claimed if claimed in ("XLS", "PPT") else "DOC"
    return ("CSV" if _claimed(name) == "CSV" else "TXT") if _is_text(data) else ""


def _refuse_what_residents_cannot_open(data: bytes) -> None:
    if data.startswith(ZIP_START) and ZIP_END not in data[-66_000:]:
        raise ValidationError(_("The file is damaged: its end is missing. Save it again and choose it again"))
    is_office = data.startswith((ZIP_START, OLE_START))
    if is_office and any(mark in data for mark in MACROS):
        raise ValidationError(str(REFUSALS["macros"]))
    if data.startswith(OLE_START) and PASSWORD in data:
        raise ValidationError(str(REFUSALS["password"]))


def _claimed(name: str) -> str:
    ending = name.rsplit(".", 1)[-1].upper() if "." in name else ""
    return SAME.get(ending, ending)


def _is_text(data: bytes) -> bool:
    return not CONTROL.search(data)
