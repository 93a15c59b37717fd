"""Papers and worked-off queues for the tests of packs."""

from __future__ import annotations

import functools
import io
from typing import Any

import pikepdf
from django.core.files.base import ContentFile

from council import pdf
from council.files import digest_of
from council.worker import Worker
from meetings import actions
from meetings.models import AgendaItem, Document, Meeting
from tests import factories
from tests.factories import AT

ADDRESS = "/meetings/cabinet/2026-10-06/agenda-pack.pdf"
PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<style>h2 {{ break-before: page }} body {{ font-family: "Liberation Sans", "DejaVu Sans" }}</style></head>
<body><h1>{title}</h1><p>Words of {title}.</p>
<table><caption>Figures</caption><tr><th scope="col">Year</th><th scope="col">Sum</th></tr>
<tr><th scope="row">2026</th><td>7</td></tr></table><p><a href="#end" title="To the end">To the end</a></p>
{pages}<p id="end">The end of {title}.</p></body></html>"""


@functools.cache
def tagged(title: str, pages: int = 1) -> bytes:
    """A paper that is PDF/UA-1, with a table, a link inside it and that many pages."""
    more = "".join(f"<h2>Part {number}</h2><p>More of it.</p>" for number in range(2, pages + 1))
    return pdf.from_html(PAGE.format(title=title, pages=more))


def untagged(title: str) -> bytes:
    """The same without its tags, as a printer driver makes it."""
    with pikepdf.open(io.BytesIO(tagged(title))) as paper:
        del paper.Root.StructTreeRoot, paper.Root.MarkInfo, paper.Root.Metadata
        for page in paper.pages:
            plain = [
                (operands, operator)
                for operands, operator in pikepdf.parse_content_stream(page)
                if str(operator) not in ("BDC", "BMC", "EMC")
            ]
            page.Contents = paper.make_stream(pikepdf.unparse_content_stream(plain))
        out = io.BytesIO()
        paper.save(out)
        return out.getvalue()


def encrypted(title: str) -> bytes:
    """The same with a password."""
    with pikepdf.open(io.BytesIO(tagged(title))) as paper:
        out = io.BytesIO()
        paper.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
        return out.getvalue()


def add_paper(item: AgendaItem | None, title: str, data: bytes, *, public: bool = True, **fields: Any) -> Document:
    """A paper with this file, published unless said."""
    columns = {"format": "PDF", "size_bytes": len(data), "sha256": digest_of(data), "size_text": ""}
    paper = factories.make_document(item, title, **(columns | fields))
    paper.file.save("paper.pdf", ContentFile(data), save=True)
    return actions.publish(paper, by=None, at=AT) if public else paper


def make_agenda(**fields: Any) -> Meeting:
    """A public meeting with two items and a paper of one and of three pages."""
    meeting = factories.make_meeting(public=True, **fields)
    for title, pages in (("Opening hours", 1), ("The harbour wall", 3)):
        add_paper(factories.make_item(meeting, title=title, public=True), f"Report on {title}", tagged(title, pages))
    return meeting


def work_off() -> None:
    """Do all that waits in the queue, as the worker does, in this process."""
    Worker().work_off()


def text_of(data: bytes) -> list[str]:
    """The text of each page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def fetched(client: Any, address: str = ADDRESS) -> bytes:
    """The bytes of a pack, as anybody gets them."""
    response = client.get(address)
    assert response.status_code == 200, address
    return bytes(response.getvalue())


def outline_of(data: bytes) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """Bookmarks with the place of their page from 1."""
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_outline() as outline:
        places = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}

        def read(entry):
            return str(entry.title), places[entry.destination[0].objgen]

        return [(*read(entry), [read(below) for below in entry.children]) for entry in outline.root]
