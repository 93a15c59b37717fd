"""Stops keeping an upload at the limit: the rest of it is read and thrown away, the rest of the form is kept.

Needs no proxy in front of it. Neither memory nor disk ever holds more than `settings.LARGEST_UPLOAD` bytes of a file.
"""

from __future__ import annotations

from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class TooLarge(UploadedFile):
    """Stands in the form for a file that was too large: its name and its size, and none of its bytes."""

    def __init__(self, name: str, size: int) -> None:
        super().__init__(BytesIO(), name, size=size)


class StopAtTheLimit(FileUploadHandler):
    """The first of the upload handlers: those after it are given no byte beyond the limit."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """The chunk, for the next handler; None once the file is too large."""
        return raw_data if start + len(raw_data) <= settings.LARGEST_UPLOAD else None

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """What stands for a file that was too large; nothing otherwise: another handler has it."""
        return TooLarge(self.file_name or "", file_size) if file_size > settings.LARGEST_UPLOAD else None
