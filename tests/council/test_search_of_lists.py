"""What lists show and narrow by is in the index: wards of public issues, who decided, which committee."""

from __future__ import annotations

import pytest
from django.core.management import call_command

from council.models import SearchGroup
from meetings import actions as meetings
from tests import factories as f
from tests.council.test_search_index import contents, found
from tests.decision_factories import make_decision
from tests.factories import AT
from tests.factories_plan import make_entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("private_files")]


def test_a_ward_finds_what_the_issue_says_while_the_issue_is_public():
    issue = f.make_issue("Moorings", wards="Skelmere")
    made = f.make_item(public=True, title="Quay", issue=issue)
    make_decision(public=True, title="Moorings let", wards="Aldry", issue=issue)
    make_decision(public=True, title="By its item", item=made, body=made.meeting.body)
    make_entry("Moorings planned", public=True, issue=issue)
    f.make_set("That moorings be let.", public=True, subject="moorings", issue=issue)
    f.make_set("That the quay be let.", public=True, subject="the quay", made_at=made)
    found_by_issue = [
        "decision: By its item", "decision: Moorings let", "issue: Moorings", "plan: Moorings planned",
        "recommendation: Recommendation 1) on moorings", "recommendation: Recommendation 1) on the quay",
    ]  # fmt: skip
    assert found("", ward="skelmere") == []
    assert found("", ward="aldry") == ["decision: Moorings let"]
    issue = meetings.publish(issue, by=None, at=AT)
    assert sorted(found("", ward="skelmere")) == found_by_issue
    issue = meetings.save(issue, changes={"wards": "Millgate"}, reason="A slip", by=None, at=AT)
    assert sorted(found("", ward="millgate")) == found_by_issue
    before = contents()
    call_command("rebuild_search", verbosity=0)
    assert contents() == before
    meetings.withdraw(made, reason="By mistake", by=None, at=AT)
    assert sorted(found("", ward="millgate")) == [
        row for row in found_by_issue if "quay" not in row and "item" not in row
    ]
    meetings.withdraw(issue, reason="By mistake", by=None, at=AT)
    assert found("", ward="millgate") == found("", ward="skelmere") == []
    assert not SearchGroup.objects.filter(wards__contains="millgate").exists()


def test_what_a_line_of_a_list_says_is_found_by_its_words():
    f.make_issue("Moorings", public=True, plan_reference="2026/031", lead_member="Deputy Leader")
    make_decision(public=True, title="Moorings let", maker_kind="member", maker_title="Cabinet Member for Quays",
                  maker_name="Councillor Ada Fenwright", is_key=False)  # fmt: skip
    make_entry("Moorings planned", public=True)
    f.make_set("That moorings be let.", public=True, subject="moorings", made_by=f.make_body("Quay Panel"))
    assert {typed: [row.partition(":")[0] for row in found(typed)] for typed in (
        "moorings 2026/031", "mooring deputy leader", "moorings member quays fenwright", "moorings planned cabinet",
        "moorings quay panel",
    )} == {
        "moorings 2026/031": ["issue"], "mooring deputy leader": ["issue"],
        "moorings member quays fenwright": ["decision"], "moorings planned cabinet": ["plan"],
        "moorings quay panel": ["recommendation"],
    }  # fmt: skip
