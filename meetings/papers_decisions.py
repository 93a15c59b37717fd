"""The paper made from a decision: its PDF, from the same fragment as its page."""

from __future__ import annotations

from typing import Any

from council import pdf


def decision_pdf(decision: dict[str, Any]) -> bytes | None:
    """The decision as PDF/UA-1 bytes. None only where this installation runs without PDFs on purpose.

    `decision` is the public dictionary of the catalogue. Raises pdf.CannotRenderError saying why.
    """
    return pdf.render("meetings/decision_print.html", {"decision": decision})


def paper_name(reference: str) -> str:
    """The name a reader's computer saves the paper under."""
    return f"{reference}-decision.pdf"
