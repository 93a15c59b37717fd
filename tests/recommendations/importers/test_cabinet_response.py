"""A Cabinet response pasted as a table: tabs between cells, tags inside them."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.importing import ImportProblem, choose, read_text
from meetings.importers import issue_page
from recommendations.importers import cabinet_response

FIXTURE = Path(__file__).parents[2] / "fixtures" / "response-table.txt"
SAMPLES = os.environ.get("COUNCIL_SAMPLES", "")
TITLE = "Cabinet response to recommendations of the Parks Panel made on 14/06/2022 concerning Benches"
HEADER = "Recommendation\tAgree?\tComment"
PIECES = [
    TITLE,
    HEADER,
    "1) That it be so.\tYes\tAgreed.",
    "<p>2) That</p>\tNo\t<p>Not so and</p>",
    "\t\t<p>more.</p>",
    "\t\t",
    "--\t--",
    "Date of Cabinet meeting:",
    "Date of Cabinet meeting: 1 May 2022",
    "157",
    "Page 2 of 3",
    "| a | b |",
    "<table><tr><td>x",
    "</td></tr>",
    "3) no answer\t\t",
    "Noted",
    "\tYes\t",
    "a\tb\tc\td\te",
    "* a note",
    "Response provided by Leader, Councillor Lee",
    "<p",
    "",
    "",
    "<!--",
    "4)",
]


def response(*rows: str, header: str = HEADER) -> dict:
    return cabinet_response.parse("\n".join([TITLE, "", header, *rows]), "paste.txt").as_dict()


@pytest.fixture(scope="module")
def parsed() -> dict:
    text = read_text(FIXTURE)
    assert choose(text, FIXTURE.name, [issue_page, cabinet_response]) is cabinet_response
    return cabinet_response.parse(text, FIXTURE.name).as_dict()


def test_heading_says_whose_recommendations_and_who_answers(parsed):
    assert parsed["kind"] == "cabinet_response"
    assert parsed["document_title"].startswith("Cabinet response to recommendations of the Rivers and Coast Panel")
    assert parsed["made_by"] == "Rivers and Coast Panel"
    assert parsed["made_on"] == "2022-06-14"
    assert parsed["subject"] == "Scrutiny-commissioned report on Harbour Shelters"
    assert parsed["origin"] == "commissioned_review"
    assert parsed["addressee"] == "Cabinet"
    assert parsed["respondents"] == [
        {"office": "Cabinet Member for Streets, Squares and Shelters", "name": "Councillor Imogen Varley"}
    ]


def test_what_is_not_shown_stays_empty(parsed):
    assert parsed["cabinet_meeting_date"] is None
    assert parsed["requested_on"] is None
    assert parsed["footnotes"] == []
    assert [item["actions"] for item in parsed["items"]] == [[], [], [], []]


def test_rows_become_items_in_their_own_words(parsed):
    assert [(i["label"], i["outcome_words"], i["outcome"]) for i in parsed["items"]] == [
        ("1)", "Yes", "accepted"),
        ("2)", "In part", "accepted_in_part"),
        ("3)", "No", "not_accepted"),
        ("4)", "Noted", None),
    ]
    assert parsed["items"][0]["recommendation_text"] == (
        "That the Council, when it next renews a shelter, prints beforehand what the shelter costs and who pays for it"
    )
    assert parsed["items"][0]["comment_paragraphs"] == [
        "Agreed. The figures are on a board at the quay & will go on the website."
    ]


def test_comment_broken_over_a_page_is_three_paragraphs(parsed):
    comment = parsed["items"][1]["comment_paragraphs"]

    assert len(comment) == 3
    assert comment[0] == ",Seats and lights are agreed."
    assert "needs telling how cold and wet it gets. We shall try" in comment[2]


def test_page_numbers_and_feet_are_furniture_and_the_rest_is_flagged(parsed):
    assert parsed["furniture_removed"] == ["88", "Date of Cabinet meeting:", "89"]
    assert parsed["warnings"] == [
        "comment_stray_punctuation: 2",
        "row_joined: 2",
        "outcome_not_recognised: Noted",
    ]


def test_line_after_the_table_is_a_footnote_or_shown_to_the_officer():
    read = response("1) That it be so.\tYes\tAgreed.", "", "* Subject to the budget.", "", "Signed by the Clerk")

    assert read["footnotes"] == ["* Subject to the budget."]
    assert "line_not_placed: Signed by the Clerk" in read["warnings"]


def test_running_head_on_the_next_page_is_furniture():
    read = response("1) That it be so.\tYes\tAgreed.", HEADER, "2) That it end.\tNo\tNever.")

    assert [item["label"] for item in read["items"]] == ["1)", "2)"]
    assert "Recommendation Agree? Comment" in read["furniture_removed"]


@pytest.mark.parametrize(
    "foot",
    [
        "Date of Cabinet meeting: 13 July 2022",
        "Date of Cabinet meeting:\n\n13/07/2022",
        "Date of Cabinet meeting:\t13/07/2022",
    ],
)
def test_date_in_the_foot_is_the_meeting(foot):
    assert response("1) That it be so.\tYes\tAgreed.", "", foot)["cabinet_meeting_date"] == "2022-07-13"


def test_foot_without_a_day_or_with_two_is_flagged():
    read = response("1) So.\tYes\tYes.", "", "Date of Cabinet meeting: to be fixed")
    assert read["cabinet_meeting_date"] is None
    assert "cabinet_meeting_date_unclear: to be fixed" in read["warnings"]

    read = response(
        "1) So.\tYes\tYes.", "", "Date of Cabinet meeting: 1 May 2022", "", "Date of Cabinet meeting: 2 May 2022"
    )
    assert read["cabinet_meeting_date"] == "2022-05-01"
    assert "cabinet_meeting_date_unclear: 2 May 2022" in read["warnings"]


def test_foot_inside_a_cell_is_no_comment():
    read = response("1) So.\tYes\t<p>Agreed.</p><p>Date of Cabinet meeting:</p>")

    assert read["items"][0]["comment_paragraphs"] == ["Agreed."]
    assert read["furniture_removed"] == ["Date of Cabinet meeting:"]


def test_table_without_headings_is_read_by_position_and_flagged():
    read = cabinet_response.parse(f"{TITLE}\n\n1) That it be so.\tYes\tAgreed.", "paste.txt").as_dict()

    assert read["items"][0]["outcome"] == "accepted"
    assert "header_missing" in read["warnings"]


def test_table_with_bars_or_html_rows_is_the_same_table():
    bars = (
        "| Recommendation | Agree? | Comment |\n| --- | :---: | --- |\n"
        "| **1.** That it be a \\| b | Yes | One.<br><br>Two.<br>Three. |"
    )
    html = (
        "<table><tr><th>Recommendation</th><th>Agree?</th>\n<th>Comment</th></tr>"
        "<tr><td><p><b>1.&nbsp;&nbsp;</b> That it be a | b</p></td><td>Yes</td>\n"
        "<td><p>One.</p><ul><li>Two. Three.</li></ul></td></tr></table>"
    )
    for table in (bars, html):
        item = cabinet_response.parse(f"{TITLE}\n\n{table}", "paste").data["items"][0]
        assert (item["label"], item["recommendation_text"]) == ("1.", "That it be a | b")
        assert item["comment_paragraphs"] == ["One.", "Two. Three."]


def test_heading_wrapped_over_two_lines_is_one():
    answers = f"Response provided by Leader, Councillor Una Voss\n\n{HEADER}\n1) So.\tYes\tAgreed."
    text = f"**{TITLE[:60]}\n{TITLE[60:].strip()}**\n{answers}"
    read = cabinet_response.parse(text, "paste.txt").as_dict()

    assert read["document_title"] == TITLE
    assert read["respondents"] == [{"office": "Leader", "name": "Councillor Una Voss"}]
    assert read["warnings"] == []


def test_missing_heading_is_asked_for():
    read = cabinet_response.parse(f"{HEADER}\n1) So.\tYes\tAgreed.", "paste.txt").as_dict()

    assert [read[name] for name in ("document_title", "made_by", "made_on", "subject", "addressee", "origin")] == [
        None
    ] * 6
    assert read["warnings"] == ["title_missing", "body_missing", "date_missing", "respondent_missing"]


def test_heading_without_rows_says_so():
    assert "items_missing" in cabinet_response.parse(TITLE, "paste.txt").as_dict()["warnings"]


def test_paper_that_stops_in_mid_sentence_or_in_a_tag_is_flagged():
    assert (
        "file_cut_off: the text stops in mid-sentence"
        in response("1) So.\tYes\tAgreed, as far as we possibly can and of cou")["warnings"]
    )
    cut = response("<p>1) So.</p>\tYes\t<p>Agreed.</p> <p")
    assert "file_cut_off: the text stops inside a tag" in cut["warnings"]
    assert cut["items"][0]["comment_paragraphs"] == ["Agreed."]


@pytest.mark.parametrize(
    "text",
    [
        "Dear all, see you on Monday.",
        "Issue - meetings\n\nCabinet response to the Parks Panel\n\nMeeting: 1/2/2022 - Cabinet",
    ],
)
def test_other_pages_are_not_recognised(text):
    assert not cabinet_response.recognises(text)


def test_text_without_title_or_table_is_refused_with_a_reason():
    with pytest.raises(ImportProblem, match=r"letter\.txt: it has no title such as"):
        cabinet_response.parse("Dear all", "letter.txt")
    with pytest.raises(ImportProblem, match="more than 5000 lines"):
        cabinet_response.parse(TITLE + "\n\n" + "x\n" * 5001, "long.txt")


def read_or_refused(text: str) -> dict | None:
    """What the parser read; None when it refused the text with a reason. Anything else is a fault."""
    try:
        return cabinet_response.parse(text, "paste.txt").as_dict()
    except ImportProblem:
        return None


def test_a_paper_cut_anywhere_is_read_or_refused():
    text = read_text(FIXTURE)
    for length in range(0, len(text), 17):
        read = read_or_refused(text[:length])
        json.dumps(read)
        assert read or length < text.index("recommendations") + 2


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=20).map("\n".join)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(text):
    for whole in (text, f"{TITLE}\n\n{text}", f"{HEADER}\n{text}"):
        cabinet_response.recognises(whole)
        json.dumps(read_or_refused(whole))


def named_in(key: object, read: object) -> object:
    """The part of `read` whose fields the key names."""
    if isinstance(key, dict) and isinstance(read, dict):
        return {name: named_in(value, read.get(name, "no such field")) for name, value in key.items()}
    if isinstance(key, list) and isinstance(read, list) and len(key) == len(read):
        return [named_in(a, b) for a, b in zip(key, read, strict=True)]
    return read


@pytest.mark.skipif(not SAMPLES, reason="COUNCIL_SAMPLES is not set")
def test_sample_is_read_exactly_as_its_key_says():
    key = json.loads((Path(SAMPLES) / "oxford-city-cabinet-response.json").read_text(encoding="utf-8"))
    read = cabinet_response.parse(read_text(Path(SAMPLES) / key["sample"]), key["sample"]).as_dict()

    assert named_in(key["expected"], read) == key["expected"]
    assert read["warnings"] == key["warnings_expected"]
