"""Getting the demonstration's answers in: rows given to services, services asked for them, a post handed over."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from council.demo.days import in_office, plus
from council.demo.items import At
from council.demo.stage import Stage
from council.models import MailSent
from recommendations import actions
from recommendations.actions.handover import hand_over

if TYPE_CHECKING:
    from council.demo.responses import ResponsePlan

SITE = "https://decisions.wenshire.example"
HANDED_OVER_AGO = 75


def assign(plan: ResponsePlan, at: At) -> None:
    """Give the rows to the services that the file names, with the day their drafts are wanted."""
    rows = defaultdict(list)
    for item in plan.record.items.select_related("recommendation"):
        answer = plan.answered.words["recommendations"][item.recommendation.position - 1]["answer"]
        rows[answer["service"], answer["wanted_in"]].append(item.pk)
    for (service, wanted_in), items in rows.items():
        response = plan.record
        wanted_on = plus(plan.stage.today, wanted_in)
        plan.keep(
            actions.assign_rows(
                response, items=items, office=plan.stage.offices[service], internal_due_on=wanted_on,
                edit_number=response.edit_number, by=plan.drafter, at=at,
            )
        )  # fmt: skip


def chase(plan: ResponsePlan, at: At) -> None:
    """Ask the services that have an e-mail address for the rows that they have not drafted."""
    waited = plan.record.items.filter(outcome="", comment="").exclude(drafter_office=None)
    items = waited.exclude(drafter_office__email="").values_list("pk", flat=True)
    actions.chase_rows(plan.record, items=items, on=at.date(), site=SITE, by=plan.drafter, at=at)
    # Nothing of a demonstration goes out: the log says that it did.
    MailSent.objects.filter(reference=plan.record.public_id.hex, state=MailSent.State.WAITING).update(
        state=MailSent.State.SENT, sent_at=at, text=""
    )


def schedule_hand_over(stage: Stage) -> None:
    """The contact centre goes to a new post, and with it everything that was promised."""
    since = plus(stage.today, -HANDED_OVER_AGO)

    def move(at: At) -> None:
        offices = stage.offices
        by = stage.users["administrator"]
        hand_over(offices["head-of-customers"], offices["head-of-digital"], since=since, by=by, at=at)

    stage.at(in_office(since, "09:50"), move)
