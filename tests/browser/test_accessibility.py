"""Bar 14: axe finds nothing on any page type or state, at 320 and 1280 px; nothing scrolls sideways, targets are large.

The demonstration council is loaded once for the module's tests, so that every state is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import axe_playwright_python
import pytest
from django.core.management import call_command
from django.template.loader import render_to_string
from django.test import RequestFactory

from council.models import RegisterEntry, SealRequest
from meetings.models import (
    AgendaItem,
    Attendance,
    Document,
    Issue,
    ItemOutcome,
    ItemProceedings,
    Meeting,
    PlanEdition,
    PlanEntry,
)
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories
from tests.browser.conftest import follow
from tests.factories import AT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.pdf]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = (320, 1280)
# Links within a sentence or a line of text may be smaller (WCAG 2.2, 2.5.8): only controls of their own are measured.
CONTROLS = "button, input:not([type=hidden]), select, textarea, summary"
SMALL_TARGETS = """controls => [...document.querySelectorAll(controls)]
    .filter(target => target.offsetParent !== null && !target.closest('.hidden'))
    .map(target => [target.outerHTML.slice(0, 90), target.labels && target.labels[0]
        ? target.labels[0].getBoundingClientRect() : target.getBoundingClientRect(), target.getBoundingClientRect()])
    .filter(([, label, own]) => Math.max(own.height, label.height) < 24 || Math.max(own.width, label.width) < 24)
    .map(([html]) => html)"""


def public_addresses() -> Iterator[str]:
    """One of each page type in each state that the demonstration has."""
    yield from (
        "/",
        "/meetings/",
        "/meetings/?page=2",
        "/meetings/calendar/",
        "/meetings/calendar/?month=nonsense&body=cabinet",
        "/issues/",
        "/forward-plan/",
        "/forward-plan/?key=nonsense",
        "/recommendations/",
        "/register/",
        "/accessibility/",
    )
    yield from ("/recommendations/?state=overdue", "/recommendations/?words=zzzzzz", "/recommendations/?state=nonsense")
    yield from ("/sign-in/", "/no-such-page/", "/meetings/?body=nothing")
    for status in ("scheduled", "held", "cancelled", "postponed"):
        meeting = Meeting.objects.published().filter(status=status).first()
        yield meeting.entry.event.address
    for restriction in ("open", "part_exempt", "exempt", "confidential"):
        yield AgendaItem.objects.published().filter(restriction=restriction).first().entry.event.address
    yield ItemOutcome.objects.published().first().entry.event.address
    yield Document.objects.published().filter(restriction="exempt").first().entry.event.address
    replaced = Document.objects.published().filter(files__was_public=True).first()
    yield from (f"/documents/{replaced.reference}/{page}" for page in ("", "text/", "versions/1/"))
    for proceedings in ItemProceedings.objects.published()[:3]:
        yield proceedings.entry.event.address
    for attendance in Attendance.objects.published()[:2]:
        yield attendance.entry.event.address
    for issue in Issue.objects.published()[:2]:
        yield f"/issues/{issue.reference}/{issue.slug}/"
    for entry in PlanEntry.objects.published():
        yield f"/forward-plan/{entry.reference}/"
    yield f"/forward-plan/editions/{PlanEdition.objects.published().first().reference}/"
    for recommendation_set in RecommendationSet.objects.filter(published_at__isnull=False):
        yield f"/recommendations/{recommendation_set.reference}/"
    superseded = CabinetResponse.objects.filter(status="superseded").first()
    yield f"/recommendations/{superseded.set.reference}/responses/{superseded.version}/"
    for kind in RegisterEntry.objects.values_list("record_kind", "act").order_by().distinct():
        entry = RegisterEntry.objects.filter(record_kind=kind[0], act=kind[1]).last()
        yield f"/register/{entry.serial}/"
    for act in ("clerical", "corrected", "restricted", "withdrawn", "sealed"):
        entry = RegisterEntry.objects.filter(act=act).last()
        yield f"/register/{entry.serial}/versions/"
        if act in RegisterEntry.CORRECTING:
            yield entry.event.address


def officer_addresses() -> Iterator[tuple[str, str]]:
    """(user name, address) of each officers' page."""
    clerk, writer, leader, publisher = "democracy", "executive.officer", "leader", "executive.publisher"
    yield from ((user, "/officer/") for user in (clerk, writer, leader, publisher, "scrutiny.officer", "administrator"))
    for section in ("meetings", "issues", "recommendations"):
        yield from ((clerk, f"/officer/{section}/{verb}") for verb in ("", "add/"))
    yield from ((clerk, f"/officer/meetings/{verb}/") for verb in ("series", "copy-year", "publish"))
    yield clerk, "/officer/nothing/"
    planned = PlanEntry.objects.published().filter(status="planned", restriction="exempt").first()
    for address in ("", "add/", "urgency/", f"{planned.public_id}/", f"{planned.public_id}/edit/"):
        yield clerk, f"/officer/forward-plan/{address}"
    for verb in ("reschedule", "defer", "drop", "decided", "notices/private_second/add"):
        yield clerk, f"/officer/forward-plan/{planned.public_id}/{verb}/"
    item = AgendaItem.objects.published().filter(restriction="open", outcome__isnull=False).first()
    issue, draft = Issue.objects.published().first(), Meeting.objects.filter(published_at=None).first()
    for address in (
        f"meetings/{item.meeting.public_id}/", f"meetings/{item.meeting.public_id}/edit/",
        f"meetings/{draft.public_id}/",
        f"meetings/{draft.public_id}/edit/", f"meetings/{draft.public_id}/items/add/", f"items/{item.public_id}/",
        f"items/{item.public_id}/edit/", f"items/{item.public_id}/outcome/", f"items/{item.public_id}/minutes/",
        f"items/{item.public_id}/documents/add/", f"issues/{issue.public_id}/", f"issues/{issue.public_id}/edit/",
        f"items/{item.public_id}/proceedings/", f"meetings/{item.meeting.public_id}/enter-minutes/",
        f"meetings/{item.meeting.public_id}/attendance/", f"meetings/{draft.public_id}/attendance/",
        f"withdraw/item/{item.public_id}/", f"make-exempt/item/{item.public_id}/",
    ):  # fmt: skip
        yield clerk, f"/officer/{address}"
    unseen = Document.objects.filter(needs_a_look=True).first()
    due = Document.objects.published().filter(restriction_lapses_on__isnull=False).first()
    yield from ((clerk, f"/officer/documents/{unseen.public_id}/{page}/") for page in ("found", "edit"))
    yield clerk, f"/officer/review-restriction/document/{due.public_id}/"
    for recommendation_set in RecommendationSet.objects.exclude(status="withdrawn")[:14]:
        yield clerk, f"/officer/recommendations/{recommendation_set.public_id}/"
    draft_set = RecommendationSet.objects.filter(published_at=None).first()
    waiting = RecommendationSet.objects.published().awaiting().filter(responses=None).first()
    for one, verbs in ((draft_set, ("edit", "publish")), (waiting, ("edit", "receive", "withdraw", "respond"))):
        yield from ((clerk, f"/officer/recommendations/{one.public_id}/{verb}/") for verb in verbs)
    verbs = {
        "drafting": ((writer, "edit"), (writer, "preview"), (writer, "submit"), (writer, "")),
        "submitted": ((leader, "sign-off"), (leader, "return"), (leader, "")),
        "signed_off": ((publisher, "approval"), (publisher, "")),
        "approved": ((publisher, "publish"), (publisher, "")),
        "published": ((publisher, "withdraw"), (publisher, "")),
    }
    for status, pages in verbs.items():
        response = CabinetResponse.objects.filter(status=status, withdrawn_at=None).first()
        for user, verb in pages:
            yield user, f"/officer/responses/{response.public_id}/{verb}/".replace("//", "/")
    asked = SealRequest.objects.get(state="waiting")
    gone = Issue.objects.get(public_id=asked.reference)
    yield from (("administrator", "/officer/seal/"), (clerk, f"/officer/issues/{gone.public_id}/"))
    for user in (clerk, "administrator"):
        yield user, f"/officer/seal/requests/{asked.public_id}/"
    withdrawn = Document.objects.filter(withdrawn_at__isnull=False).first()
    yield clerk, f"/officer/seal/document/{withdrawn.public_id}/"
    for address in (
        "",
        "council/",
        "bodies/",
        "people/",
        "offices/",
        "holdings/",
        "memberships/",
        "memberships/add/",
        "users/",
        "holidays/",
        "users/add/",
    ):
        yield "administrator", f"/officer/settings/{address}"


def problems(page, address: str) -> list[str]:
    """What is wrong with the page that is open."""
    page.evaluate(AXE)
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    wrong = [f"{address}: axe {rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found["violations"]]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        wrong.append(f"{address}: scrolls sideways")
    wrong += [f"{address}: small target {html}" for html in page.evaluate(SMALL_TARGETS, CONTROLS)]
    if page.locator("h1").count() != 1:
        wrong.append(f"{address}: {page.locator('h1').count()} h1")
    return wrong


@pytest.fixture
def demonstration(private_files):
    call_command("load_demo", verbosity=0)


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page(demonstration, open_page, sign_in_as, width):
    public = list(dict.fromkeys(public_addresses()))
    officers = list(dict.fromkeys(officer_addresses()))
    assert len(public) > 45
    assert len(officers) > 60
    wrong = []
    visitor = open_page(width, bypass_csp=True)
    for address in public:
        visitor.goto(address)
        wrong += problems(visitor, address)
    pages: dict = {}
    for user, address in officers:
        if user not in pages:
            pages[user] = open_page(width, bypass_csp=True)
            sign_in_as(pages[user], user, "try-every-door")
        response = pages[user].goto(address)
        if response.status != (404 if address.endswith("nothing/") else 200):
            wrong.append(f"{user} {address}: {response.status}")
        wrong += [f"{user} {problem}" for problem in problems(pages[user], address)]
    assert not wrong, "\n" + "\n".join(wrong)


def refused_forms() -> Iterator[tuple[str, str, dict[str, str], str]]:
    """(user, form, what is typed, button) of forms that are sent empty or wrong."""
    draft = CabinetResponse.objects.filter(status="drafting").first()
    no_such_day = {"made_on_day": "31", "made_on_month": "2", "made_on_year": "2026"}
    yield "democracy", "/officer/meetings/add/", {}, "Save"
    yield "democracy", "/officer/issues/add/", {}, "Save"
    yield "democracy", "/officer/recommendations/add/", no_such_day | {"pasted": "1) One.\n2) Two."}, "Save as a draft"
    yield "executive.officer", f"/officer/responses/{draft.public_id}/edit/", {}, "Submit"
    yield "administrator", "/officer/settings/users/add/", {}, "Save"


@pytest.mark.parametrize("width", WIDTHS)
def test_forms_that_were_refused(demonstration, open_page, sign_in_as, width):
    """The error states of each form, sent empty or wrong."""
    wrong = []
    for user, address, typed, button in refused_forms():
        page = open_page(width, bypass_csp=True)
        sign_in_as(page, user, "try-every-door")
        page.goto(address)
        for name, value in typed.items():
            page.locator(f"[name={name}]").fill(value)
        if "pasted" in typed:
            follow(page, page.get_by_role("button", name="Read the recommendations").last)
        follow(page, page.get_by_role("button", name=button, exact=True).last)
        if page.get_by_role("alert").count() == 0:
            wrong.append(f"{address}: no error summary")
        wrong += problems(page, f"{address} refused")
    page = open_page(width, bypass_csp=True)
    page.goto("/sign-in/")
    follow(page, page.get_by_role("button", name="Sign in"))
    wrong += problems(page, "/sign-in/ refused")
    assert not wrong, "\n" + "\n".join(wrong)


def test_an_empty_site_is_as_clean(open_page):
    factories.make_council()
    wrong = []
    for width in WIDTHS:
        page = open_page(width, bypass_csp=True)
        for address in ("/", "/meetings/", "/issues/", "/recommendations/", "/register/", "/accessibility/"):
            page.goto(address)
            wrong += [f"{width} {problem}" for problem in problems(page, address)]
    assert not wrong, "\n" + "\n".join(wrong)


def fulfil(answer, route) -> None:
    route.fulfill(**answer)


@pytest.mark.parametrize("width", WIDTHS)
def test_error_pages(open_page, width):
    """The pages that no address gives at will: their templates, served as the site would serve them."""
    factories.make_council()
    tombstone = {"what": "agenda item", "withdrawn_on": AT, "reason": "By mistake", "office": "Democratic Services"}
    wrong = []
    page = open_page(width, bypass_csp=True)
    for status in (400, 403, 404, 405, 410, 500, 503):
        body = render_to_string(f"{status}.html", tombstone, request=RequestFactory().get("/"))
        answer = {"body": body, "status": status, "content_type": "text/html; charset=utf-8"}
        page.route(f"**/answers/{status}/", partial(fulfil, answer))
        assert page.goto(f"/answers/{status}/").status == status
        wrong += problems(page, f"{status}")
    assert not wrong, "\n" + "\n".join(wrong)
