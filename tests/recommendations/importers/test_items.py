"""The rows of a response: items, rows that run on, actions."""

from recommendations.importers import cabinet_response

TITLE = "Cabinet response to recommendations of the Parks Panel made on 14/06/2022 concerning Benches"
HEADER = "Recommendation\tAgree?\tComment"


def response(*rows: str, header: str = HEADER) -> dict:
    return cabinet_response.parse("\n".join([TITLE, "", header, *rows]), "paste.txt").as_dict()


def items(*rows: str, header: str = HEADER) -> list[dict]:
    return response(*rows, header=header)["items"]


def test_empty_outcome_is_not_taken_from_the_comment():
    read = response("1) That it be so.\t\tAgreed, of course.")

    assert (read["items"][0]["outcome"], read["items"][0]["outcome_words"]) == (None, None)
    assert "outcome_missing: 1" in read["warnings"]


def test_finished_sentence_is_followed_by_a_new_paragraph():
    read = items("1) That it be so.\tYes\tAgreed.", "\t\tIt starts in May.", "\t\tand ends in June.")

    assert read[0]["comment_paragraphs"] == ["Agreed.", "It starts in May. and ends in June."]


def test_recommendation_broken_over_a_page_is_joined():
    read = response("1) That benches be\tYes\tAgreed.", "painted green.\t\t", "2) Next.\tNo\tNever.")

    assert [item["recommendation_text"] for item in read["items"]] == ["That benches be painted green.", "Next."]
    assert "row_joined: 1" in read["warnings"]


def test_answer_on_the_row_below_its_recommendation_is_joined():
    assert items("1) That benches be painted.\t\t", "\tYes\tAgreed.")[0]["outcome"] == "accepted"


def test_row_that_belongs_to_nothing_is_shown_to_the_officer():
    read = response("\t\tleft over", "1) That it be so.\tYes\tAgreed.", "\tNo\tanother answer")

    assert [item["label"] for item in read["items"]] == ["1)"]
    assert "line_not_placed: left over" in read["warnings"]
    assert "line_not_placed: No another answer" in read["warnings"]


def test_row_without_label_is_an_item_and_flagged():
    read = response("That it be so.\tYes\tAgreed.")

    assert read["items"][0]["label"] is None
    assert read["items"][0]["recommendation_text"] == "That it be so."
    assert "label_missing: 1" in read["warnings"]


def test_plain_lines_after_a_row_are_paragraphs_of_its_comment():
    read = items("1) That it be so.\tYes\tAgreed.", "It starts in May.", "2) That", "it end.\tNo\tNever.")

    assert [item["comment_paragraphs"] for item in read] == [["Agreed.", "It starts in May."], ["Never."]]
    assert read[1]["recommendation_text"] == "That\n\nit end."


def test_open_paragraph_goes_on_in_the_next_line():
    assert items("1) That it be so.\tYes\t<p>Agreed, and", "with thanks.</p>")[0]["comment_paragraphs"] == [
        "Agreed, and with thanks."
    ]


def test_action_columns_give_an_action_to_accepted_rows_only():
    header = "No.\tRecommendation\tAccepted or rejected\tProposed action\tLead officer\tDue"
    read = items(
        "1\tThat it be so.\tAccepted\t\tHead of Parks\t–",
        "2\tThat it be more.\tPartially accepted\t<p>Some of it.</p><p>Timescale: May</p>\tHead of Parks\t",
        "3\tThat it end.\tRejected\tIt goes on.\tHead of Parks\t",
        header=header,
    )

    assert [item["label"] for item in read] == ["1", "2", "3"]
    assert read[0]["actions"] == [{"description": None, "lead_officer": "Head of Parks", "due": None, "cost": None}]
    assert read[1]["actions"] == [
        {"description": "Some of it.", "lead_officer": "Head of Parks", "due": "May", "cost": None}
    ]
    assert (read[2]["actions"], read[2]["comment_paragraphs"]) == ([], ["It goes on."])


def test_unknown_column_is_kept_under_its_heading():
    read = response("1) So.\tYes\tAgreed.\tgreen", header=f"{HEADER}\tMood")

    assert read["items"][0]["other_columns"] == {"Mood": "green"}
    assert "column_not_recognised: Mood" in read["warnings"]


def test_cells_beyond_the_headings_are_kept_and_flagged():
    read = response("1) So.\tYes\tAgreed.\tAnd more.")

    assert read["items"][0]["comment_paragraphs"] == ["Agreed.", "And more."]
    assert "row_has_more_cells: 1) So." in read["warnings"]


def test_range_answered_together_is_one_item():
    read = response("Recommendations 3 to 5: That all be paid.\tYes\tAgreed.")

    assert read["items"][0]["covers"] == ["3", "4", "5"]
    assert len(read["items"]) == 1
    assert "range_answered_together: Recommendations 3 to 5" in read["warnings"]


def test_row_cut_off_before_its_answer_is_an_item_without_one():
    read = response("<p>1) So.</p>\tYes\t<p>Agreed.</p>", "", "<p>2) That the benches")

    assert [item["recommendation_text"] for item in read["items"]] == ["So.", "That the benches"]
    assert "outcome_missing: 2" in read["warnings"]


def test_numbered_lines_of_a_comment_stay_in_it():
    read = items("7) So.\tYes\tWe shall:", "1. paint them; and", "2. count them.")

    assert [item["label"] for item in read] == ["7)"]
    assert read[0]["comment_paragraphs"] == ["We shall:", "1. paint them; and", "2. count them."]


def test_row_that_speaks_of_recommendations_is_no_heading():
    read = items(
        "That the Panel's recommendations be printed\tYes\tAgreed.", "2) Recommendation 1 again\tAgreed\tA response"
    )

    assert [item["outcome"] for item in read] == ["accepted", "accepted"]


def test_columns_for_department_and_member_are_read_row_by_row():
    header = "Recommendation\tDecision\tDepartment\tCabinet Member"
    read = items("R1 So.\tAccept\tPlaces\tCouncillor Una Voss, Leader", header=header)

    assert read[0]["department"] == "Places"
    assert read[0]["respondents"] == [{"office": "Leader", "name": "Councillor Una Voss"}]


def test_action_that_runs_over_the_page_is_joined():
    header = "Recommendation\tAgree?\tComment\tMood\tAction"
    read = items("1) So.\tYes\t\tglad\tPaint the", "\t\t.Good.\tand sad\tbenches.", "Count them.", header=header)

    assert read[0]["actions"][0]["description"] == "Paint the benches.\n\nCount them."
    assert read[0]["other_columns"] == {"Mood": "glad and sad"}
    assert read[0]["comment_paragraphs"] == [".Good."]


def test_columns_of_an_action_not_taken_are_kept():
    read = items("1) So.\tNo\tNever.\tHead of Parks", header="Recommendation\tAgree?\tComment\tLead officer")

    assert read[0]["actions"] == []
    assert read[0]["other_columns"] == {"Lead officer": "Head of Parks"}


def test_line_after_a_table_that_ends_with_the_outcome_is_shown_to_the_officer():
    read = response("1) So.\tYes", "Thank you.", header="Recommendation\tAgree?")

    assert read["items"][0]["comment_paragraphs"] == []
    assert "line_not_placed: Thank you." in read["warnings"]


def test_answers_to_two_recommendations_are_one_item():
    assert items("R2 and R3: So.\tYes\tAgreed.")[0]["covers"] == ["2", "3"]
    assert "covers" not in items("4 to 1: So.\tYes\tAgreed.")[0]
