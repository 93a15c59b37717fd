"""The public addresses of documents: page, bytes, text, and files that others took the place of.

Each is checked at each request: nothing of a paper that is not public, and no earlier file of one that is withheld.
"""

from __future__ import annotations

import mimetypes
from typing import Any

from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import gettext as _

from council.about import About
from council.access import found_or_404, public_or_gone, public_view
from council.corrections import notes_on
from meetings import about
from meetings.document_pages import document_page_data, page_texts, version_data
from meetings.models import Document, DocumentFile
from meetings.published_documents import document_address, document_file_name, version_file_name
from meetings.querysets import documents_with_parents, earlier_files, pages_of, with_public_bytes

# Types a browser shows itself, without running anything in them. Everything else is saved as a file.
SHOWN_IN_BROWSER = ("application/pdf",)
PAGES_AT_ONCE = 40


def earlier_file(found: Document, number: int) -> DocumentFile:
    """A file that residents had before, if they may go on having it."""
    file: DocumentFile = found_or_404(earlier_files(found), number=number)
    return file


@public_view
def document_page(request: HttpRequest, reference: str) -> HttpResponse:
    """What a document is, where it can be had, and which files it had before."""
    found = public_or_gone(documents_with_parents().select_related("entry"), reference=reference)
    earlier = list(earlier_files(found)) if found.has_public_bytes else []
    notes = notes_on([(found, "")])
    paper = document_page_data(found, earlier)
    context = {"paper": paper, "last_changed": found.changed_at, "notes": notes, "formats": file_lines(paper)}
    context["about"] = about.of_document(paper, found)
    return render(request, "meetings/document.html", context)


def file_lines(paper: dict[str, Any]) -> list[dict[str, Any]]:
    """The file and its text, where residents may have them."""
    file = {"words": paper["title"], "url": paper["address"], "type": paper["format"], "size": paper["size_bytes"]}
    return [file] if paper["address"] else []


def about_text(paper: dict[str, Any], title: str) -> dict[str, Any]:
    """A page of the text of a file: the file that stands is what is meant by it."""
    return {"about": About(title, paper["address"]), "formats": file_lines(paper)}


@public_view
def document(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The bytes of a paper, checked at each request; a PDF is shown, everything else is saved.

    Only the reference counts: a paper whose title was corrected keeps its old address too.
    """
    found = with_public_bytes(reference)
    return sent(request, str(found.file.name), document_file_name(found), found.sha256)


@public_view
def document_text(request: HttpRequest, reference: str) -> HttpResponse:
    """The text of the paper as a web page, as a machine read it."""
    found = with_public_bytes(reference)
    if not found.has_text:
        raise Http404
    page = Paginator(pages_of(found), PAGES_AT_ONCE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "paper": document_page_data(found, list(earlier_files(found))),
        "page": page,
        "texts": page_texts(page.object_list),
        "last_changed": found.changed_at,
    }
    context |= about_text(context["paper"], _("Text of %(title)s") % context["paper"])
    response = render(request, "meetings/document_text.html", context)
    response.headers["Link"] = f'<{document_address(found)}>; rel="canonical"'
    return response


@public_view
def document_version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """A file that another took the place of: what it was, why, where the new one is, and its text."""
    found = with_public_bytes(reference)
    file = earlier_file(found, number)
    page = Paginator(pages_of(found, file), PAGES_AT_ONCE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "paper": document_page_data(found, list(earlier_files(found))),
        "version": version_data(found, file),
        "page": page,
        "texts": page_texts(page.object_list),
    }
    names = {"number": number, "title": context["paper"]["title"]}
    context |= about_text(context["paper"], _("Superseded: version %(number)s of %(title)s") % names)
    return render(request, "meetings/document_version.html", context)


@public_view
def document_version_file(request: HttpRequest, reference: str, number: int, name: str) -> HttpResponse:
    """The bytes of a file that another took the place of; the answer names the new one."""
    found = with_public_bytes(reference)
    file = earlier_file(found, number)
    response = sent(request, file.file, version_file_name(found, file), file.sha256)
    response.headers["Link"] = f'<{document_address(found)}>; rel="successor-version"'
    return response


def sent(request: HttpRequest, path: str, name: str, digest: str) -> HttpResponse:
    """The bytes in the private folder, or 304 to whoever has them."""
    if not default_storage.exists(path):
        raise Http404
    etag = f'"{digest}"' if digest else ""
    if etag and request.headers.get("If-None-Match") == etag:
        response: Any = HttpResponseNotModified()
    else:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        shown = kind in SHOWN_IN_BROWSER
        file = default_storage.open(path, "rb")
        response = FileResponse(file, as_attachment=not shown, filename=name, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    if etag:
        response.headers["ETag"] = etag
    return response
