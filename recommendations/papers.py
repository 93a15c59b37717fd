"""The papers made from a response: its PDF, from the same fragment as its page."""

from __future__ import annotations

from typing import Any

from council import pdf


def response_pdf(response: dict[str, Any]) -> bytes | None:
    """The response as approved, as PDF/UA-1 bytes. None only where this installation runs without PDFs on purpose.

    `response` is the public dictionary of the catalogue. Raises pdf.CannotRenderError saying why.
    """
    return pdf.render("recommendations/response_print.html", {"response": response})
