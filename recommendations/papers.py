"""The papers: the notice of a set and the response to it, each from the same fragment as its page, and their bytes."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage

from council import files, pdf


def response_pdf(response: dict[str, Any]) -> bytes | None:
    """The response as approved, as PDF/UA-1 bytes. None only where this installation runs without PDFs on purpose.

    `response` is the public dictionary of the catalogue. Raises pdf.CannotRenderError saying why.
    """
    return pdf.render("recommendations/response_print.html", {"response": response})


def notice_pdf(notice: dict[str, Any]) -> bytes | None:
    """The notice by which recommendations are sent to who has to answer, as PDF/UA-1 bytes; None as above.

    `notice` holds the facts of `published.NOTICE` and the day it is sent.
    """
    return pdf.render("recommendations/notice_print.html", {"notice": notice})


def stored_size(digest: str) -> int | None:
    """Bytes of a stored paper; None where there is none."""
    if not digest:
        return None
    try:
        return default_storage.size(files.path_of(digest))
    except FileNotFoundError:
        return None


def paper_name(reference: str, version: int | None = None, duty: int | None = None) -> str:
    """The name a reader's computer saves a paper under: "SR-2026-1-response.pdf"."""
    whose = "" if duty is None else f"-{duty}"
    return f"{reference}{whose}-response{'' if version is None else f'-version-{version}'}.pdf"


def notice_name(reference: str) -> str:
    """The name of the notice: "SR-2026-1-notice.pdf"."""
    return f"{reference}-notice.pdf"
