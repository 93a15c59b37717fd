"""The PDF bar: every PDF the site makes itself, in every state of the site's world, meets each rule of PDF/UA-1."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.urls import reverse
from page import ValidationProfile, validate_pdf_bytes

from tests import factories
from tests.site.addresses import LISTS, public_addresses
from tests.site.test_classified import routes

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
# Joined from papers that were uploaded: what they may claim is tested in tests/meetings/test_packs.py.
PACKS = {"pack", "supplement-pack"}
# Routes of PDFs, by what makes them; a new one fails until it is made here.
MADE = {
    "set-pdf", "response-pdf", "duty-response-pdf", "notice-pdf", "decision-pdf", "plan-pdf", "plan-edition-pdf",
    "officer-plan-urgency-pdf", "officer-response-preview-pdf", "officer-set-notice",
}  # fmt: skip


def test_every_route_of_a_pdf_is_made_here():
    named = {str(route.name) for _address, route in routes() if "pdf" in str(route.name)}
    assert named | {"officer-set-notice"} == MADE


def found_pdfs(client, cases) -> dict[str, bytes]:
    """Every PDF there is at a public address, one of each content; and those that only officers are shown."""
    found = {}
    for case in cases:
        for route, address, status in public_addresses(case):
            if status == 200 and route.rpartition(":")[2] in MADE:
                found[address] = client.get(address).content
    plans = {address: client.get(address) for address in LISTS if address.startswith("/forward-plan.pdf")}
    found |= {address: response.content for address, response in plans.items() if response.status_code == 200}
    assert "/forward-plan.pdf" in found
    client.force_login(factories.make_user(("officer", "both"), ("publisher", "both"), ("approver", "both")))
    drafted = next(case.record for case in cases if case.kind == "response" and not case.record.is_published)
    officers = [reverse("meetings:officer-plan-urgency-pdf")]
    officers.append(reverse("recommendations:officer-response-preview-pdf", args=[drafted.public_id]))
    return found | {address: client.get(address).content for address in officers}


def test_every_pdf_is_pdf_ua_1_and_says_its_title_and_language(client, shared_world):
    found = found_pdfs(client, shared_world)
    assert len(found) >= 10
    wrong = [f"{address}: no PDF" for address, data in found.items() if not data.startswith(b"%PDF-")]
    assert not wrong, "\n" + "\n".join(wrong)
    for address, data in found.items():
        with pikepdf.open(io.BytesIO(data)) as pdf:
            facts = (
                str(pdf.Root.get("/Lang", "")),
                bool(pdf.docinfo.get("/Title") or pdf.open_metadata().get("dc:title")),
            )
        report = validate_pdf_bytes(data, profile=ValidationProfile.PDF_UA_1)
        if not report.is_compliant or facts != ("en-GB", True):
            wrong.append(f"{address}: {facts} {report}")
    assert not wrong, "\n" + "\n".join(wrong)
