"""Files that are kept by their digest: rendered PDFs. Never under a public path."""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage


def digest_of(data: bytes) -> str:
    """SHA-256 as hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def path_of(digest: str) -> str:
    """Where the bytes with this digest are kept, below the private folder."""
    return f"rendered/{digest[:2]}/{digest}"


def keep(data: bytes) -> str:
    """Store bytes once and give their digest back."""
    digest = digest_of(data)
    if not default_storage.exists(path_of(digest)):
        default_storage.save(path_of(digest), ContentFile(data))
    return digest


def keep_file(path: Path) -> str:
    """Store the bytes of a file once and give their digest back, without holding them in memory."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        file.seek(0)
        if not default_storage.exists(path_of(digest)):
            default_storage.save(path_of(digest), File(file))
    return digest


def fetch(digest: str) -> bytes | None:
    """The bytes with this digest, or None; bytes that no longer give their digest are not served."""
    if not digest or not default_storage.exists(path_of(digest)):
        return None
    with default_storage.open(path_of(digest)) as file:
        data = file.read()
    return data if digest_of(data) == digest else None


def opened(digest: str) -> File | None:
    """The file with this digest, to be sent piece by piece; None where there is none. It was checked when it was kept.

    For files too large to be held in memory while they are sent.
    """
    if not digest or not default_storage.exists(path_of(digest)):
        return None
    return default_storage.open(path_of(digest))


def forget(digest: str) -> None:
    """Delete the file with this digest; the caller knows that nothing else needs it."""
    if digest:
        default_storage.delete(path_of(digest))
