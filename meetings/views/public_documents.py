"""The public addresses of documents: their bytes. Checked at each request; nothing of a paper that is not public."""

from __future__ import annotations

import mimetypes
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseNotModified

from council.access import public_or_gone, public_view
from meetings.published_documents import document_file_name
from meetings.querysets import documents_with_parents

# Types a browser shows itself, without running anything in them. Everything else is saved as a file.
SHOWN_IN_BROWSER = ("application/pdf",)


@public_view
def document(request: HttpRequest, reference: str, name: str) -> HttpResponse:
    """The bytes of a paper, checked at each request; a PDF is shown, everything else is saved.

    Only the reference counts: a paper whose title was corrected keeps its old address too.
    """
    found = public_or_gone(documents_with_parents(), reference=reference)
    if not found.has_public_bytes or not found.file.storage.exists(found.file.name):
        raise Http404
    return sent(request, found.file, document_file_name(found), found.sha256)


def sent(request: HttpRequest, file: Any, name: str, digest: str) -> HttpResponse:
    """The bytes, or 304 to whoever has them."""
    etag = f'"{digest}"' if digest else ""
    if etag and request.headers.get("If-None-Match") == etag:
        response: Any = HttpResponseNotModified()
    else:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        shown = kind in SHOWN_IN_BROWSER
        response = FileResponse(file.open("rb"), as_attachment=not shown, filename=name, content_type=kind)
    response.headers["X-Content-Type-Options"] = "nosniff"
    if etag:
        response.headers["ETag"] = etag
    return response
