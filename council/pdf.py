"""PDFs from templates: tagged (PDF/UA-1), the same bytes for the same input, reading nothing but our own files."""

from __future__ import annotations

import mimetypes
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from council.publication import RefusedError

# A made-up scheme: the only addresses a template may name are those of our own static files.
BASE = "council-static:///"
# The identifier is written into every file instead of a random one: the same input gives the same bytes.
OPTIONS: dict[str, Any] = {
    "pdf_variant": "pdf/ua-1",
    "pdf_identifier": b"council-decisions",
    "custom_metadata": False,
}
# A group around a term and its description would stand between the PDF's list and its items: PDF/UA forbids that.
GROUPS = re.compile(r'<div class="summary-row">(<dt>.*?</dt><dd>.*?</dd>)</div>', re.DOTALL)


class CannotRenderError(RefusedError):
    """The PDF could not be made. The message says why."""


def is_available() -> bool:
    """Whether WeasyPrint and the Pango libraries it needs can be loaded."""
    try:
        import weasyprint  # noqa: F401
    except (ImportError, OSError):
        return False
    return True


def render(template: str, context: dict[str, Any]) -> bytes | None:
    """Bytes of the PDF; None where PDFs are switched off (COUNCIL_PDF_REQUIRED=0) and cannot be made.

    Raises CannotRenderError, also where no font has one of the characters: a box would stand for a word.
    WeasyPrint is imported late: loading it costs 36 MB and over a second of CPU, and most requests make no PDF.
    """
    if not is_available():
        if not settings.PDF_REQUIRED:
            return None
        raise CannotRenderError(
            "The PDF cannot be made: the Pango libraries are missing on this server. Nothing was published."
        )
    with translation.override(settings.LANGUAGE_CODE):
        html = render_to_string(template, context)
    return from_html(GROUPS.sub(r"\1", html))


def from_html(html: str) -> bytes:
    """Bytes of the PDF of a whole HTML page. Raises CannotRenderError."""
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    try:
        document = HTML(string=html, base_url=BASE, url_fetcher=_own_files_only()).render(**OPTIONS)
        data = document.write_pdf(**OPTIONS)
    except (Exception, FatalURLFetchingError) as problem:  # the latter is no Exception
        raise CannotRenderError(f"The PDF could not be made ({problem}). Nothing was published.") from problem
    _refuse_missing(sorted({code for font in document.fonts.values() for code in font.missing}))
    return bytes(data)


def _own_files_only() -> Any:
    """A fetcher that refuses everything but our own static files: no network, no other file."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFilesOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = unquote(urlsplit(url).path).lstrip("/") if url.startswith(BASE) else ""
            path = finders.find(name) if name else None
            if not isinstance(path, str) or not Path(path).is_file():
                raise ValueError("Only the project's own static files may be embedded.")
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, Path(path).read_bytes(), {"Content-Type": kind})

    return OwnFilesOnly(fail_on_errors=True)


def _refuse_missing(codes: list[int]) -> None:
    if not codes:
        return
    named = ", ".join(f"“{chr(code)}” (U+{code:04X})" for code in codes[:5])
    raise CannotRenderError(
        f"The PDF cannot show these characters, because no font on this server has them: {named}. "
        "Replace them (Word’s own bullets often arrive like this), or have a font installed. Nothing was published."
    )
