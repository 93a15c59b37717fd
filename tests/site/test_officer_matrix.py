"""Bar 1 on the officers' side: every route x everybody x every state x method; denied looks like "no such page"."""

from __future__ import annotations

import re
import uuid

import pytest
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory
from django.urls import resolve, reverse
from django_tasks_db.models import DBTaskResult

from council import sealing
from council.models import Body, MailSent, SealRequest, User
from tests import factories
from tests.cast import CAST, EXECUTIVE, SCRUTINY, WHO, make_cast
from tests.site.test_classified import routes

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]
EVERYBODY_WITH_A_ROLE = WHO["see_desk"] - {"elsewhere"}
SETS_READ = SCRUTINY | EXECUTIVE | {"administrator", "clerk"}

WRITES_UPDATES = WHO["record_set"] | WHO["publish_set"] | WHO["draft_response"]

# route -> (kind of record in its address, who may open it). One row a route: a new route without a row fails.
# A record's state can narrow this further (LESS below), never widen it.
ROUTES: dict[str, tuple[str, set[str]]] = {
    "officer-desk": ("", WHO["see_desk"]),
    "seal-list": ("", WHO["seal"]),
    "seal-request": ("any", WHO["seal"]),
    "seal-decide": ("seal", WHO["seal"]),
    "work": ("", WHO["configure"]),
    "work-again": ("job", WHO["configure"]),
    "mail-sent": ("", WHO["configure"]),
    "mail-again": ("mail", WHO["configure"]),
    "settings-index": ("", WHO["configure"]),
    "settings-alerts": ("", WHO["configure"]),
    "settings-council": ("", WHO["configure"]),
    "settings-list": ("settings", WHO["configure"]),
    "settings-add": ("settings", WHO["configure"]),
    "settings-edit": ("settings-row", WHO["configure"]),
    "meetings:officer-list": ("", WHO["see_desk"]),
    "meetings:officer-meeting-add": ("", WHO["edit_meeting"] | {"elsewhere"}),
    "meetings:officer-series": ("", WHO["edit_meeting"] | {"elsewhere"}),
    "meetings:officer-copy-year": ("", WHO["edit_meeting"] | {"elsewhere"}),
    "meetings:officer-publish-several": ("", WHO["publish_meeting"] | {"elsewhere"}),
    "meetings:officer-meeting": ("meeting", WHO["see_meetings"]),
    "meetings:officer-meeting-edit": ("meeting", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-publish-agenda": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-packs": ("meeting", WHO["see_meetings"]),
    "meetings:officer-packs-make": ("meeting", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-cancel": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-postpone": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-move": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-change": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-reinstate": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-hold": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-supplement": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-decisions": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-minutes": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-confirm": ("meeting", WHO["publish_meeting"]),
    "meetings:officer-heading-add": ("meeting", WHO["edit_meeting"]),
    "meetings:officer-standing-items": ("meeting", WHO["edit_meeting"]),
    "meetings:officer-numbers": ("meeting", WHO["edit_meeting"]),
    "meetings:officer-item-move": ("item", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-item-carry": ("item", WHO["edit_meeting"]),
    "meetings:officer-item-delete": ("item", WHO["edit_meeting"]),
    "meetings:officer-notice-edit": ("notice", WHO["publish_meeting"]),
    "meetings:officer-supplement-edit": ("supplement", WHO["publish_meeting"]),
    "meetings:officer-item-add": ("meeting", WHO["edit_meeting"]),
    "meetings:officer-item": ("item", WHO["see_meetings"]),
    "meetings:officer-item-edit": ("item", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-outcome-edit": ("item", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-minutes-edit": ("item", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-attendance-edit": ("meeting", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-enter-minutes": ("meeting", WHO["edit_meeting"]),
    "meetings:officer-proceedings-edit": ("item", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-confirm-minutes": ("item", WHO["publish_meeting"]),
    "meetings:officer-document-add": ("item", WHO["edit_meeting"]),
    "meetings:officer-meeting-document-add": ("meeting", WHO["edit_meeting"]),
    "meetings:officer-document-findings": ("document", WHO["see_meetings"]),
    "meetings:officer-review-restriction": ("piece", WHO["publish_meeting"]),
    "meetings:officer-document": ("document", WHO["see_meetings"]),
    "meetings:officer-document-edit": ("document", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-issue-list": ("", WHO["see_desk"]),
    "meetings:officer-issue-add": ("", WHO["edit_meeting"] | {"elsewhere"}),
    "meetings:officer-issue": ("issue", WHO["see_desk"]),
    "meetings:officer-issue-edit": ("issue", WHO["edit_meeting"] | WHO["publish_meeting"] | {"elsewhere"}),
    "meetings:officer-publish": ("piece", WHO["publish_meeting"] | {"elsewhere"}),
    "meetings:officer-withdraw": ("piece", WHO["publish_meeting"] | {"elsewhere"}),
    "meetings:officer-make-exempt": ("piece", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-plan": ("", WHO["see_desk"]),
    "meetings:officer-plan-add": ("", WHO["edit_meeting"] | {"elsewhere"}),
    "meetings:officer-plan-publish": ("", WHO["publish_meeting"] | {"elsewhere"}),
    "meetings:officer-plan-urgency": ("", WHO["see_desk"]),
    "meetings:officer-plan-urgency-pdf": ("", WHO["see_desk"]),
    "meetings:officer-plan-entry": ("plan-entry", WHO["see_meetings"]),
    "meetings:officer-plan-edit": ("plan-entry", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-plan-reschedule": ("plan-entry", WHO["publish_meeting"]),
    "meetings:officer-plan-defer": ("plan-entry", WHO["publish_meeting"]),
    "meetings:officer-plan-drop": ("plan-entry", WHO["publish_meeting"]),
    "meetings:officer-plan-decided": ("plan-entry", WHO["publish_meeting"]),
    "meetings:officer-plan-decision-start": ("plan-entry", WHO["edit_meeting"]),
    "meetings:officer-plan-notice-add": ("plan-entry-kind", WHO["edit_meeting"]),
    "meetings:officer-plan-notice-edit": ("plan-notice", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-representation-add": ("plan-notice", WHO["edit_meeting"]),
    "meetings:officer-representation-edit": ("representation", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-decision-list": ("", WHO["see_desk"]),
    "meetings:officer-decision-add": ("", WHO["edit_meeting"] | {"elsewhere"}),
    "meetings:officer-decision": ("decision", WHO["see_meetings"]),
    "meetings:officer-decision-edit": ("decision", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-decision-start": ("item", WHO["edit_meeting"]),
    "meetings:officer-decision-document-add": ("decision", WHO["edit_meeting"]),
    "meetings:officer-call-in-add": ("decision", WHO["edit_meeting"]),
    "meetings:officer-call-in-edit": ("call-in", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "meetings:officer-call-in-step-add": ("call-in-step-kind", WHO["edit_meeting"]),
    "meetings:officer-call-in-step-edit": ("call-in-step", WHO["edit_meeting"] | WHO["publish_meeting"]),
    "recommendations:officer-list": ("", WHO["see_desk"]),
    "recommendations:officer-tracker": ("", WHO["see_desk"]),
    "recommendations:officer-tracker-file": ("tracker-file", WHO["see_desk"]),
    "recommendations:officer-hand-over": ("", WHO["configure"]),
    "recommendations:officer-papers": ("", WHO["see_desk"]),
    "recommendations:officer-set-add": ("", WHO["record_set"] | {"elsewhere"}),
    "recommendations:officer-set": ("set", SETS_READ),
    "recommendations:officer-set-edit": ("set", WHO["record_set"] | WHO["publish_set"]),
    "recommendations:officer-set-publish": ("set", WHO["publish_set"]),
    "recommendations:officer-set-send": ("set", WHO["publish_set"]),
    "recommendations:officer-set-receive": ("set", WHO["publish_set"]),
    "recommendations:officer-set-stages": ("set", WHO["publish_set"]),
    "recommendations:officer-set-defer": ("set", WHO["publish_set"]),
    "recommendations:officer-set-resume": ("set", WHO["publish_set"]),
    "recommendations:officer-set-note": ("set", WHO["publish_set"]),
    "recommendations:officer-set-monitor": ("set", WHO["publish_set"]),
    "recommendations:officer-set-close": ("set", WHO["publish_set"]),
    "recommendations:officer-set-notice": ("set", SETS_READ),
    "recommendations:officer-set-document": ("set", WHO["record_set"]),
    "recommendations:officer-response-document": ("response", WHO["draft_response"]),
    "recommendations:officer-update-document": ("update", WRITES_UPDATES),
    "recommendations:officer-set-withdraw": ("set", WHO["publish_set"]),
    "recommendations:officer-duty-response-start": ("set-duty", WHO["draft_response"]),
    "recommendations:officer-update-ask": ("set-place", WRITES_UPDATES),
    "recommendations:officer-update-write": ("set-place", WRITES_UPDATES),
    "recommendations:officer-update-several": ("", WHO["see_desk"]),
    "recommendations:officer-change-several": ("", WHO["see_desk"]),
    "recommendations:officer-update": ("update", SETS_READ),
    "recommendations:officer-update-edit": ("update", WRITES_UPDATES),
    "recommendations:officer-update-accept": ("update", WHO["publish_set"]),
    "recommendations:officer-update-return": ("update", WHO["publish_set"]),
    "recommendations:officer-update-withdraw": ("update", WHO["publish_set"]),
    "recommendations:officer-review-bodies": ("", WHO["publish_set"] | {"elsewhere"}),
    "recommendations:officer-review": ("slug", WHO["publish_set"]),
    "recommendations:officer-review-edit": ("review", WHO["publish_set"]),
    "recommendations:officer-review-withdraw": ("review", WHO["publish_set"]),
    "recommendations:officer-response-start": ("set", WHO["draft_response"]),
    "recommendations:officer-response": ("response", WHO["see_response"]),
    "recommendations:officer-response-edit": ("response", WHO["draft_response"]),
    "recommendations:officer-response-rows": ("response", WHO["draft_response"]),
    "recommendations:officer-response-preview": ("response", WHO["see_response"]),
    "recommendations:officer-response-preview-pdf": ("response", WHO["see_response"]),
    "recommendations:officer-response-submit": ("response", WHO["draft_response"]),
    "recommendations:officer-response-sign-off": ("response", WHO["sign_off"]),
    "recommendations:officer-response-return": ("response", WHO["sign_off"]),
    "recommendations:officer-response-decided": ("response", WHO["draft_response"]),
    "recommendations:officer-response-propose": ("response", WHO["publish_response"]),
    "recommendations:officer-response-approval": ("response", WHO["publish_response"]),
    "recommendations:officer-response-publish": ("response", WHO["publish_response"]),
    "recommendations:officer-response-withdraw": ("response", WHO["publish_response"]),
}
# What must open for everybody allowed, in every state: the pages that only show.
SHOWN_TO_ALL_ALLOWED = {
    "officer-desk", "seal-list", "seal-request", "seal-decide",
    "work", "mail-sent", "meetings:officer-packs",
    "settings-index", "settings-council", "settings-list", "settings-add", "meetings:officer-list",
    "meetings:officer-series", "meetings:officer-copy-year", "meetings:officer-publish-several",
    "meetings:officer-meeting-add", "meetings:officer-meeting", "meetings:officer-item", "meetings:officer-issue-list",
    "meetings:officer-issue-add", "meetings:officer-issue", "meetings:officer-plan", "meetings:officer-plan-add",
    "meetings:officer-plan-urgency", "meetings:officer-plan-entry", "recommendations:officer-list",
    "recommendations:officer-tracker", "recommendations:officer-tracker-file", "recommendations:officer-papers",
    "recommendations:officer-hand-over",
    "meetings:officer-decision-list", "meetings:officer-decision-add", "meetings:officer-decision",
    "recommendations:officer-update", "recommendations:officer-review-bodies", "recommendations:officer-review",
    "recommendations:officer-set-add", "recommendations:officer-response", "recommendations:officer-response-preview",
}  # fmt: skip
# A draft set is the scrutiny side's own: the executive sees it once it is published.
LESS = {("recommendations:officer-set", "draft"): SCRUTINY | {"administrator", "clerk"}}
LESS |= {(f"recommendations:officer-update-{verb}", "draft"): SCRUTINY | {"clerk"} for verb in ("ask", "write")}
PIECES = (
    "meeting", "notice", "supplement", "item", "outcome", "minutes", "issue", "document", "attendance", "proceedings",
    "plan-entry", "plan-notice", "representation", "plan-edition", "decision", "call-in", "call-in-step",
)  # fmt: skip
SETTINGS = (
    "bodies",
    "standing-items",
    "people",
    "offices",
    "holdings",
    "memberships",
    "users",
    "holidays",
    "reminders",
)

KEY = r"[0-9a-f]{8}-[0-9a-f-]{27}"


def addresses(name: str, kind: str, cases) -> list[tuple[str, str, str]]:
    """(state, address, the same address for something that does not exist) of one route."""
    if kind == "":
        return [("", reverse(name), "")]
    if kind == "tracker-file":
        return [("", reverse(name, args=["csv"]), "")]
    if kind == "settings":
        return [("", reverse(name, args=[one]), "") for one in SETTINGS]
    if kind == "settings-row":
        return [("", reverse(name, args=["bodies", Body.objects.first().pk]), reverse(name, args=["bodies", 10**9]))]
    nothing = uuid.uuid4()
    if kind == "mail":
        sent = MailSent.objects.first()
        return [("", reverse(name, args=[sent.pk if sent else 99]), "")]
    if kind == "job":
        job = DBTaskResult.objects.first() or DBTaskResult(pk=nothing)
        return [("", reverse(name, args=[job.pk]), "")]
    if kind == "any":
        kinds = [(case, case.record._meta.model_name) for case in cases]
        return [
            (case.state, reverse(name, args=[word, case.record.public_id]), reverse(name, args=[word, nothing]))
            for case, word in kinds
        ]
    if kind == "seal":
        asked = seal_asked_for(cases)
        return [(asked.state, reverse(name, args=[asked.public_id]), reverse(name, args=[nothing]))]
    if kind == "set-duty":
        sets = [case for case in cases if case.kind == "set"]
        made = [(case.state, [case.record.public_id, 2]) for case in sets]
        return [(state, reverse(name, args=to), reverse(name, args=[nothing, 2])) for state, to in made]
    if kind == "plan-entry-kind":
        entries = [case for case in cases if case.kind == "plan-entry"]
        made = [(case.state, [case.record.public_id, "key_decision"]) for case in entries]
        return [(state, reverse(name, args=to), reverse(name, args=[nothing, to[1]])) for state, to in made]
    if kind == "set-place":
        sets = [case for case in cases if case.kind == "set"]
        made = [(case.state, [case.record.public_id, 1]) for case in sets]
        return [(state, reverse(name, args=to), reverse(name, args=[nothing, 1])) for state, to in made]
    if kind == "slug":
        return [("", reverse(name, args=["quay-panel"]), reverse(name, args=["no-such-body"]))]
    if kind == "piece":
        return [
            (
                case.state,
                reverse(name, args=[case.kind, case.record.public_id]),
                reverse(name, args=[case.kind, nothing]),
            )
            for case in cases
            if case.kind in PIECES
        ]
    if kind == "call-in-step-kind":
        return [
            (case.state, reverse(name, args=[case.record.public_id, step]), reverse(name, args=[nothing, step]))
            for case in cases
            if case.kind == "call-in"
            for step in ("meeting", "outcome", "final")
        ]
    return [
        (case.state, reverse(name, args=[case.record.public_id]), reverse(name, args=[nothing]))
        for case in cases
        if case.kind == kind
    ]


def seal_asked_for(cases) -> SealRequest:
    """A request that waits, made once, by somebody who is not of the cast."""
    if not SealRequest.objects.exists():
        record = next(case.record for case in cases if case.state == "withdrawn")
        record.refresh_from_db()
        user = factories.make_user(("publisher", "both"))
        sealing.request_seal(record, because="personal", reason="A name.", by=user, at=factories.AT)
    return SealRequest.objects.get()


def ask(client, method: str, address: str):
    """One request whose changes are undone."""
    with transaction.atomic():
        response = getattr(client, method)(address)
        if response.streaming:
            response.content_read = response.getvalue()
        transaction.set_rollback(True)
    return response


def is_refused_by_the_view(user: User | None, address: str) -> bool:
    """Whether the view at an address, without the site around it, says to somebody that there is no such page.

    What is then shown is always the same page: `judge` and `same` hold it against others, once for each route.
    """
    if user is None or not user.is_active:
        return False
    found = resolve(address)
    request = RequestFactory().get(address)
    request.user, request.resolver_match = user, found
    with transaction.atomic():
        try:
            found.func(request, *found.args, **found.kwargs)
            is_refused = False
        except Http404:
            is_refused = True
        except AttributeError:  # it went on, and missed the session or the messages
            is_refused = False
        transaction.set_rollback(True)
    return is_refused


def test_every_officer_route_has_a_row():
    named = set()
    for address, route in routes():
        app = route.callback.__module__.split(".")[0]
        if address.startswith("officer/"):
            named.add(route.name if app == "council" else f"{app}:{route.name}")
    assert named == set(ROUTES)


# Some of the cast at a time, so that the work can be shared out.
GROUPS = [list(CAST)[first::4] for first in range(4)]
ON_POSTGRESQL = {"clerk", "approver", "executive_publisher", "administrator"}  # these open the most


@pytest.mark.parametrize("people", GROUPS, ids=" ".join)
def test_officer_routes(client, shared_world, on_postgresql, people):
    """Who may is decided above the database: PostgreSQL is asked one state, by one of each group."""
    cast = make_cast()
    cells, wrong = 0, []
    asking = ON_POSTGRESQL & set(people) if on_postgresql else people
    for person in asking:
        client.logout()
        if cast[person] is not None:
            client.force_login(cast[person])
        nothing = ask(client, "get", "/officer/no-such-page/")
        for name, (kind, allowed) in ROUTES.items():
            absent: dict = {}  # what the same route answers for something that does not exist: asked once a method
            posted: set[tuple[str, str]] = set()
            asked = addresses(name, kind, shared_world)[: 1 if on_postgresql else None]
            for number, (state, address, missing) in enumerate(asked):
                may = person in allowed and person in LESS.get((name, state), allowed)
                if number and not may and is_refused_by_the_view(cast[person], address):
                    cells += 1
                    continue
                for method in methods_for(number, may, address, state, posted):
                    response = ask(client, method, address)
                    cells += 1
                    problem = judge(person, method, name, response, nothing, may)
                    if missing and not may and person not in ("visitor", "left"):
                        key = (method, missing)
                        absent[key] = absent.get(key) or ask(client, method, missing)
                        problem = problem or same(response, absent[key])
                    if problem:
                        wrong.append(f"{person} {method} {address} ({state}): {problem}")
    assert not wrong, "\n" + "\n".join(wrong)
    assert cells > (150 if on_postgresql else 300) * len(asking)


def methods_for(number: int, may: bool, address: str, state: str, posted: set[tuple[str, str]]) -> tuple[str, ...]:
    """Everybody reads every record, and whoever may writes one of each kind and state ("posted" remembers which).

    Whoever may not is refused by the role, before the state is read: one record of each kind shows it. "put" is
    refused before any record is looked up: once a route shows it.
    """
    kind = re.sub(KEY, "", address), state if may else ""
    writes = () if kind in posted else ("post",)
    posted.add(kind)
    return ("get", *writes, *(() if number else ("put",)))


def judge(person, method, name, response, nothing, may) -> str:
    """What is wrong with an answer, or nothing."""
    status = response.status_code
    if status >= 500:
        return f"{status}"
    if person in ("visitor", "left"):
        return (
            ""
            if status in (302, 403) and "canary" not in response.content.decode()
            else f"{status}, not asked to sign in"
        )
    if not may and status == 405 and person in WHO["see_desk"]:
        return ""  # said before any record is looked up: `same` holds it against what does not exist
    if not may:
        return "" if status == 404 and response.content == nothing.content else f"{status}, should be the 404"
    if method == "get" and name in SHOWN_TO_ALL_ALLOWED and status != 200:
        return f"{status}, should open"
    if status == 200 and "no-store" not in response.headers["Cache-Control"]:
        return "an officers' page may be stored"
    return ""


def same(response, missing) -> str:
    """Denied must look exactly like what does not exist."""
    alike = (response.status_code, response.content) == (missing.status_code, missing.content)
    return "" if alike else "can be told from what does not exist"
