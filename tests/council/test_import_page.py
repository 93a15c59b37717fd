"""`manage.py import_page`: the dry run, drafts that are made once, and files that cannot be read."""

from __future__ import annotations

import contextlib
import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from council.models import Body, OfficeHolding, RegisterEntry
from meetings import actions as meetings
from meetings.models import AgendaItem, Document, Issue, ItemMinutes, ItemOutcome, Meeting
from recommendations import actions
from recommendations.lifecycle import response_gaps, set_gaps, walls
from recommendations.models import CabinetResponse, RecommendationSet
from tests import factories
from tests.factories import AT

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).parents[1] / "fixtures"
ISSUE, RESPONSE = FIXTURES / "issue-page.txt", FIXTURES / "response-table.txt"
SEEDS = ("oxford-city-cabinet-response", "oxfordshire-issue-page")


@pytest.fixture(autouse=True)
def _files(private_files):
    return private_files


def run(path, *options: str) -> str:
    out = io.StringIO()
    call_command("import_page", str(path), *options, stdout=out)
    return out.getvalue()


def did(output: str) -> set[str]:
    return {line.split(":")[0] for line in output.splitlines()}


@pytest.mark.parametrize("name", SEEDS)
def test_the_dry_run_equals_the_key_of_a_real_document(name):
    folder = os.environ.get("COUNCIL_SAMPLES")
    if not folder:
        pytest.skip("COUNCIL_SAMPLES names no folder")
    printed = json.loads(run(Path(folder) / f"{name}.txt", "--dry-run", "--format", "json"))
    key = json.loads((Path(folder) / f"{name}.json").read_text(encoding="utf-8"))
    assert differences(key["expected"], printed) == []
    assert set(key["warnings_expected"]) <= set(printed["warnings"])


def differences(expected, printed, where: str = "") -> list[str]:
    """Every field of the key that is not printed as the key has it; `X_starts` and `X_ends` judge the field X."""
    if isinstance(expected, dict):
        found = []
        for name, value in expected.items():
            if name.endswith(("_starts", "_ends")):
                text = printed[f"{name.rsplit('_', 1)[0]}_text"]
                fits = text.startswith(value) if name.endswith("_starts") else text.rstrip(" .").endswith(value)
                found += [] if fits else [f"{where}{name}: {text[:80]!r}"]
            else:
                found += differences(value, printed.get(name, "missing"), f"{where}{name}.")
        return found
    if isinstance(expected, list) and isinstance(printed, list) and len(expected) == len(printed):
        pairs = enumerate(zip(expected, printed, strict=True))
        return [line for place, (one, other) in pairs for line in differences(one, other, f"{where}{place}.")]
    return [] if expected == printed else [f"{where}: {printed!r} instead of {expected!r}"]


@pytest.mark.parametrize("path", [ISSUE, RESPONSE], ids=lambda path: path.stem)
def test_a_dry_run_makes_nothing(path):
    parsed = json.loads(run(path, "--dry-run", "--format", "json"))
    assert parsed["kind"] in ("issue_page", "cabinet_response")
    assert (Issue.objects.count(), RecommendationSet.objects.count(), Body.objects.count()) == (0, 0, 0)


def test_a_dry_run_in_words_lists_what_to_look_at_and_what_was_left_out():
    printed = run(ISSUE, "--dry-run")
    assert "look at this: minutes_truncated: 41" in printed
    assert "left out as furniture of the page: ... view the full minutes text for item 41" in printed


def test_an_issue_page_becomes_drafts():
    run(ISSUE)
    issue = Issue.objects.get()
    item = AgendaItem.objects.get(minute_number="41")
    assert (issue.title, issue.plan_reference) == ("Lamp Column Renewal in the Old Town", "2021/112")
    assert (item.paper_code, item.report_author, item.lead_member) == (
        "CA7",
        "Director of Streets",
        "Streets and Lighting",
    )
    assert item.recommendations_lead == "The Cabinet is RECOMMENDED to:"
    assert [row.label for row in item.report_recommendations.all()] == ["(a)", "(b)", "(c)"]
    assert [(person.name, person.telephone) for person in item.contacts.all()] == [
        ("Rosalind Pike", "(01632) 960114"),
        ("Edmund Thorley", "01632 960115"),
    ]
    assert ItemOutcome.objects.get(item=item).text == "Recommendations agreed"
    assert ItemMinutes.objects.get(item=item).is_cut_short
    assert [(paper.format, paper.size_text) for paper in item.documents.all()] == [("PDF", "318 KB")]
    assert Meeting.objects.get(body__name="Cabinet").held_on.isoformat() == "2021-11-09"
    assert RegisterEntry.objects.count() == 0


def test_a_response_paper_becomes_a_set_and_a_response():
    run(RESPONSE)
    parsed = json.loads(run(RESPONSE, "--dry-run", "--format", "json"))
    recommendation_set = RecommendationSet.objects.get()
    response = CabinetResponse.objects.get()
    assert (recommendation_set.made_by.name, recommendation_set.subject) == (parsed["made_by"], parsed["subject"])
    assert (recommendation_set.received_on, recommendation_set.due_on) == (None, None)
    assert [row.text for row in recommendation_set.recommendations.all()] == [
        item["recommendation_text"] for item in parsed["items"]
    ]
    assert [item.comment for item in response.items.all()] == [
        "\n\n".join(item["comment_paragraphs"]) for item in parsed["items"]
    ]
    assert [item.outcome_words for item in response.items.all()] == [
        item["outcome_words"] or "" for item in parsed["items"]
    ]
    assert response.respondent_title == parsed["respondents"][0]["office"]


def test_the_original_file_is_kept_and_never_public():
    run(RESPONSE)
    original = Document.objects.get(kind="original")
    assert original.file.read() == RESPONSE.read_bytes()
    assert RecommendationSet.objects.get().original == original == CabinetResponse.objects.get().original
    assert not Document.objects.published().exists()
    run(ISSUE)
    assert Issue.objects.get().original.file.read() == ISSUE.read_bytes()


@pytest.mark.parametrize("path", [ISSUE, RESPONSE], ids=lambda path: path.stem)
def test_importing_again_changes_nothing(path):
    run(path)
    models = (
        Issue,
        Meeting,
        AgendaItem,
        ItemOutcome,
        ItemMinutes,
        Document,
        RecommendationSet,
        CabinetResponse,
        OfficeHolding,
    )
    before = [sorted(model.objects.values_list()) for model in models]
    assert did(run(path)) <= {"unchanged", "look at this", "left out as furniture of the page"} | {
        "not imported, see the original file"
    }
    assert [sorted(model.objects.values_list()) for model in models] == before


def test_importing_a_mended_page_updates_the_drafts(tmp_path):
    run(ISSUE)
    mended = tmp_path / "mended.txt"
    words = ISSUE.read_text(encoding="utf-8").replace(
        "Recommendations agreed", "Recommendations agreed with one change"
    )
    mended.write_text(words.replace("thank the residents who", "thank everybody who"), encoding="utf-8")
    assert "updated" in did(run(mended))
    assert ItemOutcome.objects.get(item__minute_number="41").text == "Recommendations agreed with one change"
    rows = AgendaItem.objects.get(minute_number="41").report_recommendations.all()
    assert [row.text for row in rows][-1] == "thank everybody who counted columns."
    assert AgendaItem.objects.count() == 2


def test_importing_a_mended_paper_updates_the_drafts(tmp_path):
    run(RESPONSE)
    first = RecommendationSet.objects.get().recommendations.first()
    mended = tmp_path / "mended.txt"
    mended.write_text(
        RESPONSE.read_text(encoding="utf-8").replace(first.text, "That other words stand here"), encoding="utf-8"
    )
    assert "updated" in did(run(mended))
    again = RecommendationSet.objects.get().recommendations.first()
    assert (again.text, again.key) == ("That other words stand here", first.key)


def test_what_an_officer_has_changed_since_is_left_alone(tmp_path):
    run(ISSUE)
    clerk = factories.make_user(("officer", "both"))
    outcome = ItemOutcome.objects.get(item__minute_number="41")
    meetings.save(outcome, changes={"text": "The clerk's own words"}, by=clerk, at=AT)
    assert "changed by an officer since, left as it is" not in did(run(RESPONSE))
    assert "changed by an officer since, left as it is: outcome" in run(ISSUE)
    assert ItemOutcome.objects.get(pk=outcome.pk).text == "The clerk's own words"


def test_what_is_published_is_never_changed_by_an_import(tmp_path):
    run(ISSUE)
    issue = meetings.publish(Issue.objects.get(), by=None, at=AT)
    mended = tmp_path / "mended.txt"
    mended.write_text(ISSUE.read_text(encoding="utf-8").replace("2021/112", "2021/113"), encoding="utf-8")
    assert "published, left as it is" in did(run(mended))
    assert Issue.objects.get().plan_reference == issue.plan_reference == "2021/112"


@pytest.mark.pdf
def test_an_imported_response_can_be_published_with_nothing_recorded():
    run(RESPONSE)
    recommendation_set, response = RecommendationSet.objects.get(), CabinetResponse.objects.get()
    assert walls(set_gaps(recommendation_set)) == walls(response_gaps(response)) == []
    actions.publish_set(recommendation_set, edit_number=None, by=None, at=AT)
    clerk = factories.make_user(("officer", "executive"))
    response = factories.advance(response, "published", approved_on=None, drafter=clerk)
    assert (response.is_public, response.approval_basis, response.approved_on) == (True, "not_recorded", None)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\x00\x01\x02", "not text"),
        (b"A shopping list: eggs, flour.", "not a kind of page"),
    ],
)
def test_a_file_that_cannot_be_imported_is_named_with_the_reason(tmp_path, content, reason):
    path = tmp_path / "strange.txt"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=f"strange.txt: .*{reason}") as refused:
        run(path)
    assert refused.value.returncode == 1


def test_a_missing_file_and_a_folder_are_named_with_the_reason(tmp_path):
    for path, reason in ((tmp_path / "gone.txt", "no such file"), (tmp_path, "folder")):
        with pytest.raises(CommandError, match=reason):
            run(path, "--dry-run")


def test_a_page_cut_off_anywhere_leaves_no_half_saved_record(tmp_path):
    words = ISSUE.read_text(encoding="utf-8")
    path = tmp_path / "cut.txt"
    for end in range(40, len(words), 211):
        path.write_text(words[:end], encoding="utf-8")
        with contextlib.suppress(CommandError):
            run(path)
    assert all(item.issue_id for item in AgendaItem.objects.all())
