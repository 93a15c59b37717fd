"""The page "Issue - meetings": one issue, its meetings newest first."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.importing import ImportProblem, read_text
from meetings.importers import issue_page

FIXTURE = Path(__file__).parents[2] / "fixtures" / "issue-page.txt"
SAMPLES = os.environ.get("COUNCIL_SAMPLES", "")
PASTED = ("oxfordshire-issue-page", "01-issue-page", "03-issue-page", "04-issue-page", "05-issue-page")
PIECES = [
    "Issue - meetings",
    "Lamp Columns",
    "Meeting: 09/11/2021 - Cabinet (Item 41)",
    "Meeting: 31/02/2021 - ",
    "41 Lamp Columns PDF 3 KB",
    "Decision:",
    "Minutes:",
    "Additional documents:",
    "RESOLVED that:",
    "(a) agree",
    "1. note",
    "• bins",
    "Reasons",
    "\u00a0",
    "",
    "",
    "Contact: Ann Lee, Clerk Tel: 01632 960001/",
    "Report by Clerk (CA1).",
    "Recommendations",
    "The Cabinet is RECOMMENDED to:",
    "... view the full minutes text for item 41",
    "Purpose of report",
    "Councillor Lee spoke.",
    "pdf icon PDF 3 KB",
    "Forward Plan Ref:",
]


def page(*lines: str, number: str = "41") -> dict:
    """The only meeting of a page with these lines under its title."""
    text = "\n\n".join(
        ["Issue - meetings", "Lamps", f"Meeting: 09/11/2021 - Cabinet (Item {number})", f"{number} Lamps", *lines]
    )
    return issue_page.parse(text, "page.txt").as_dict()


@pytest.fixture(scope="module")
def parsed() -> dict:
    text = read_text(FIXTURE)
    assert issue_page.recognises(text)
    return issue_page.parse(text, FIXTURE.name).as_dict()


def test_page_has_its_title_and_its_meetings_in_order(parsed):
    assert parsed["kind"] == "issue_page"
    assert parsed["page_heading"] == "Issue - meetings"
    assert parsed["title"] == parsed["document_title"] == "Lamp Column Renewal in the Old Town"
    assert [(m["meeting_date"], m["body"], m["number"]) for m in parsed["meetings"]] == [
        ("2021-11-09", "Cabinet", "41"),
        ("2021-03-02", "Streets and Lighting Scrutiny Sub-Committee", "9"),
    ]


def test_item_has_its_labelled_lines(parsed):
    first = parsed["meetings"][0]

    assert first["title"] == "Lamp Column Renewal in the Old Town: Second Stage"
    assert first["documents"] == [
        {"title": "Lamp Column Renewal in the Old Town: Second Stage", "format": "PDF", "size": "318 KB", "url": None}
    ]
    assert first["lead_member"] == "Streets and Lighting"
    assert first["plan_reference"] == "2021/112"
    assert (first["report_by"], first["paper_code"]) == ("Director of Streets", "CA7")
    assert first["agenda_text"] == "The report says how the first stage went and what the second would cost."
    assert first["contacts"] == [
        {"name": "Rosalind Pike", "job_title": "Head of Street Lighting", "telephone": "(01632) 960114", "email": None},
        {"name": "Edmund Thorley", "job_title": "Chief Engineer", "telephone": "01632 960115", "email": None},
    ]


def test_recommendations_keep_their_lead_and_nested_limbs(parsed):
    first = parsed["meetings"][0]

    assert first["report_recommendations_lead"] == "The Cabinet is RECOMMENDED to:"
    assert first["report_recommendations"] == [
        {"label": "(a)", "text": "agree the second stage, at a cost of £1.5 million;"},
        {"label": "(b)", "text": "ask for a report on:\n\n(i) glare in bedrooms; and\n\n(ii) bats;"},
        {"label": "(c)", "text": "thank the residents who counted columns."},
    ]


def test_plain_decision_has_no_parts(parsed):
    first = parsed["meetings"][0]

    assert first["decision_text"] == "Recommendations agreed"
    assert first["decision_source"] == "decision"
    assert (first["decision_lead"], first["decision_parts"]) == (None, [])


def test_minutes_cut_by_the_site_end_where_its_words_begin(parsed):
    first = parsed["meetings"][0]

    assert first["minutes_text"].startswith("The report says how the first stage went")
    assert first["minutes_text"].endswith("could be bought. She would write to")
    assert first["minutes_truncated"] is True
    assert parsed["warnings"] == ["minutes_truncated: 41"]
    assert "... view the full minutes text for item 41" in [" ".join(x.split()) for x in parsed["furniture_removed"]]


def test_second_meeting_has_documents_parts_reasons_and_votes(parsed):
    second = parsed["meetings"][1]

    assert second["title"] == "Lamp Column Renewal: What Residents Said"
    assert [(d["title"], d["format"], d["size"]) for d in second["documents"]] == [
        ("Lamp Column Renewal: What Residents Said", "PDF", "92 KB"),
        ("Appendix 1 - Survey form", "PDF", "1 MB"),
        ("Appendix 2 - Map of columns", "DOCX", "45.5 KB"),
    ]
    assert second["decision_lead"] == "RESOLVED that:"
    assert second["decision_parts"] == [
        {"label": "1.", "text": "the survey be received;", "sub_parts": []},
        {
            "label": "2.",
            "text": "Cabinet be asked to look at:",
            "sub_parts": [{"label": None, "text": "Tanner Row"}, {"label": None, "text": "the quay"}],
        },
        {"label": "3.", "text": "officers be thanked.", "sub_parts": []},
    ]
    assert second["decision_text"].endswith("officers be thanked.\n\nFor 6, Against 1, Abstain 2")
    assert second["votes"] == {"for": 6, "against": 1, "abstain": 2}
    assert second["reasons"] == "The survey was the first for ten years."
    assert second["alternatives"] == "Not to publish the survey."
    assert second["minutes_text"].endswith("3 columns had been hit by lorries since January.")
    assert second["minutes_truncated"] is False


def test_site_furniture_is_listed(parsed):
    assert "Home > Issue" in parsed["furniture_removed"]
    assert "Webcast for Lamp Column Renewal" in parsed["furniture_removed"]


def test_title_may_begin_with_a_number_of_its_own():
    text = "Issue - meetings\nTwenty\nMeeting: 1 March 2022 - Health - Joint Board\n20 mph zones\nMinutes:\nNone."
    read = issue_page.parse(text, "page.txt").as_dict()["meetings"][0]

    assert (read["meeting_date"], read["body"]) == ("2022-03-01", "Health - Joint Board")
    assert (read["number"], read["title"], read["minutes_text"]) == (None, "20 mph zones", "None.")


def test_number_on_a_line_of_its_own_is_not_the_title():
    text = "Issue - meetings\n\nLamps\n\nMeeting: 09/11/2021 - Cabinet (Item 41)\n\n41.\n\nLamps again"

    assert issue_page.parse(text, "page.txt").data["meetings"][0]["title"] == "Lamps again"


def test_page_that_lost_its_heading_is_still_one():
    text = "Lamps\nMeeting: 09/11/2021 - Cabinet (Item 41)\n41 Lamps\nMinutes:\nNone."

    assert issue_page.recognises(text)
    assert issue_page.parse(text, "page.txt").data["page_heading"] is None
    assert issue_page.parse(text, "page.txt").data["title"] == "Lamps"


def test_page_without_meetings_says_what_is_missing():
    read = issue_page.parse("Issue - meetings\n\nLamps", "page.txt").as_dict()

    assert read["meetings"] == []
    assert read["warnings"] == ["body_missing", "date_missing"]


def test_date_that_does_not_exist_is_asked_for():
    read = issue_page.parse(
        "Issue - meetings\nLamps\nMeeting: 31/02/2021 - Cabinet (Item 3)\n3 Lamps", "page.txt"
    ).as_dict()

    assert read["meetings"][0]["meeting_date"] is None
    assert "date_missing: 3" in read["warnings"]


def test_page_that_stops_in_mid_sentence_is_flagged():
    assert (
        "file_cut_off: the text stops in mid-sentence"
        in page("Should anybody wish to talk of what is exemp")["warnings"]
    )


@pytest.mark.parametrize("text", ["Dear all, see you on Monday.", "Agenda item\n\nLamps", "Issue - decisions\n\nLamps"])
def test_other_text_is_refused_with_a_reason(text):
    assert not issue_page.recognises(text)
    with pytest.raises(ImportProblem, match=r'letter\.txt: it has no heading "Issue - meetings"'):
        issue_page.parse(text, "letter.txt")


def read_or_refused(text: str) -> dict | None:
    """What the parser read; None when it refused the text with a reason. Anything else is a fault."""
    try:
        return issue_page.parse(text, "page.txt").as_dict()
    except ImportProblem:
        return None


def test_a_page_cut_anywhere_is_read_or_refused():
    text = read_text(FIXTURE)
    for length in range(0, len(text), 17):
        read = read_or_refused(text[:length])
        json.dumps(read)
        assert read or length < text.index("meetings") + 10


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=25).map("\n".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text):
    for whole in (text, f"Issue - meetings\n\nLamps\n\nMeeting: 09/11/2021 - Cabinet (Item 4)\n\n{text}"):
        issue_page.recognises(whole)
        json.dumps(read_or_refused(whole))


def differences(want: object, got: object, path: str = "") -> list[str]:
    """Where `got` differs from the key, in the fields which the key names; exactly."""
    if isinstance(want, dict) and isinstance(got, dict):
        found = []
        for name, value in want.items():
            base, _, edge = name.rpartition("_")
            if edge in ("starts", "ends"):
                told = " ".join((got["minutes_text" if base == "minutes" else base] or "").split())
                if not (told.startswith(value) if edge == "starts" else told.endswith(value)):
                    found.append(f"{path}.{name}")
            else:
                found += differences(value, got.get(name, "no such field"), f"{path}.{name}")
        return found
    if isinstance(want, list) and isinstance(got, list) and len(want) == len(got):
        return [
            d for place, (a, b) in enumerate(zip(want, got, strict=True)) for d in differences(a, b, f"{path}[{place}]")
        ]
    return [] if want == got else [f"{path}: {want!r} != {got!r}"]


@pytest.mark.skipif(not SAMPLES, reason="COUNCIL_SAMPLES is not set")
@pytest.mark.parametrize("sample", PASTED)
def test_samples_are_read_as_their_keys_say(sample):
    key = json.loads(next(Path(SAMPLES).glob(f"{sample}*.json")).read_text(encoding="utf-8"))
    read = issue_page.parse(read_text(Path(SAMPLES) / key["sample"]), key["sample"]).as_dict()

    assert differences(key["expected"], read) == []
    assert [warning.partition(":")[0] for warning in read["warnings"]] == [
        w.partition(":")[0] for w in key["warnings_expected"]
    ]
    if sample.startswith("oxfordshire"):
        assert read["warnings"] == key["warnings_expected"]
