"""A file of 200 MB: read to its end, kept nowhere, refused in a sentence; the words typed beside it stay."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
from django.urls import reverse

from meetings.models import Document
from tests import factories as make

pytestmark = pytest.mark.django_db
SIZE = 200 * 1024 * 1024
BOUNDARY = "boundary"


class Body:
    """A multipart form that is made while it is read: fields before and after one large file."""

    def __init__(self, size: int) -> None:
        self.head = field("title", "Report of the Head of Libraries") + file_head("upload", "report.pdf")
        self.tail = b"\r\n" + field("kind", "report") + field("restriction", "open") + b"--boundary--\r\n"
        self.left = size
        self.length = len(self.head) + size + len(self.tail)
        self.waiting = self.head

    def read(self, size: int = -1) -> bytes:
        while len(self.waiting) < size and self.left:
            chunk = min(self.left, 1 << 16)
            self.waiting += b"%PDF-"[:chunk].ljust(chunk, b"0")
            self.left -= chunk
            if not self.left:
                self.waiting += self.tail
        found, self.waiting = self.waiting[:size], self.waiting[size:]
        return found

    def readline(self, size: int = -1) -> bytes:
        raise AssertionError("the form is read in chunks")


def field(name: str, value: str) -> bytes:
    return f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()


def file_head(name: str, file_name: str) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"; filename="{file_name}"'
    return f"--{BOUNDARY}\r\n{head}\r\nContent-Type: application/pdf\r\n\r\n".encode()


def post(client, address: str, body: Body):
    return client.request(
        **{
            "PATH_INFO": address,
            "REQUEST_METHOD": "POST",
            "CONTENT_TYPE": f"multipart/form-data; boundary={BOUNDARY}",
            "CONTENT_LENGTH": str(body.length),
            "wsgi.input": body,
        }
    )


def test_a_file_of_200_mb_is_refused_in_a_sentence_and_the_words_stay(client, private_files):
    make.make_council()
    client.force_login(make.make_user(("officer", "both")))
    address = reverse("meetings:officer-document-add", args=[make.make_item().public_id])
    client.get(address)
    tracemalloc.start()
    page = post(client, address, Body(SIZE)).content.decode()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "The file must be 20 MB or smaller; this one has 200 MB" in page
    assert 'value="Report of the Head of Libraries"' in page
    assert peak < 60_000_000
    assert Document.objects.count() == 0
    assert [path for path in Path(private_files).rglob("*") if path.is_file()] == []
