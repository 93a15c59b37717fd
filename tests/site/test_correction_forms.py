"""Every form that corrects something published asks which kind of correction it is, and why."""

from __future__ import annotations

import pytest
from django.urls import reverse

from meetings.forms.base import RecordForm
from meetings.forms.meeting import IssueForm
from meetings.views.pieces import KINDS, edit_address
from recommendations.forms.sets import SetForm
from tests import factories
from tests.cast import CAST
from tests.filling import fields_of

pytestmark = [pytest.mark.django_db, pytest.mark.pdf]


# An edition of the plan is made from its entries: no form changes it.
HAVE_FORMS = {kind.model for word, kind in KINDS.items() if word != "plan-edition"}


def forms_below(form: type) -> set[type]:
    return {form}.union(*(forms_below(below) for below in form.__subclasses__()))


def test_the_form_of_every_kind_asks_for_both(client, shared_world):
    client.force_login(factories.make_user(*CAST["clerk"]))
    lacking, seen = [], set()
    for case in shared_world:
        if case.state != "published" or case.record._meta.label.startswith("recommendations.CabinetResponse"):
            continue
        if case.record._meta.app_label == "recommendations":
            address = reverse("recommendations:officer-set-edit", args=[case.record.public_id])
        elif type(case.record) in HAVE_FORMS:
            address = edit_address(case.record)
        else:
            continue
        page = client.get(address)
        if page.status_code == 404:
            continue  # what no form changes: a notice, a supplement
        seen.add(case.record._meta.label)
        body = page.content.decode()
        if 'name="correction"' not in body or "reason" not in fields_of(page):
            lacking.append((case.record._meta.label, address))
    assert lacking == []
    assert {"meetings.Meeting", "meetings.AgendaItem", "meetings.ItemOutcome", "meetings.ItemMinutes",
            "meetings.Issue", "meetings.Document", "recommendations.RecommendationSet"} <= seen  # fmt: skip


@pytest.mark.parametrize("form", sorted([*forms_below(RecordForm), SetForm], key=str), ids=lambda form: form.__name__)
def test_no_form_drops_the_question(form):
    assert {"correction", "reason"} <= set(form.base_fields)


def test_a_form_that_dropped_the_kind_still_opens_and_corrects_as_of_substance():
    class Short(IssueForm):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            del self.fields["correction"]

    issue = factories.make_issue("Hours", public=True)
    data = {"title": "Opening hours", "reason": "It was short."}
    form = Short(data, record=issue, user=None)
    assert form.is_valid(), form.errors
    assert (form.is_clerical(), form.given_reason()) == (False, "It was short.")
    assert "Why is it corrected?" in str(form)
