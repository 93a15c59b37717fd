"""One agenda item: labelled lines, sections, and labels that were lost in the paste."""

from meetings.importers import issue_page


def page(*lines: str, number: str = "41") -> dict:
    """The only meeting of a page with these lines under its title."""
    text = "\n\n".join(
        ["Issue - meetings", "Lamps", f"Meeting: 09/11/2021 - Cabinet (Item {number})", f"{number} Lamps", *lines]
    )
    return issue_page.parse(text, "page.txt").as_dict()


def meeting(*lines: str) -> dict:
    return page(*lines)["meetings"][0]


def test_resolution_inside_the_minutes_is_the_decision():
    read = meeting(
        "Minutes:",
        "Councillor Lee spoke.",
        "RESOLVED: That",
        "(1) the lamps be lit; and",
        "(2) she be thanked.",
        "He left.",
    )

    assert read["decision_source"] == "minutes"
    assert read["decision_text"] == "RESOLVED: That\n\n(1) the lamps be lit; and\n\n(2) she be thanked."
    assert read["decision_lead"] == "RESOLVED: That"
    assert [part["label"] for part in read["decision_parts"]] == ["(1)", "(2)"]
    assert read["minutes_text"].endswith("He left.")


def test_several_resolutions_in_the_minutes_are_not_put_together_as_parts():
    read = page("Minutes:", "RESOLVED to go on.", "They talked.", "RESOLVED that:", "(a) it end.")

    assert read["meetings"][0]["decision_text"] == "RESOLVED to go on.\n\nRESOLVED that:\n\n(a) it end."
    assert read["meetings"][0]["decision_parts"] == []
    assert "several_resolutions: 41" in read["warnings"]


def test_text_after_two_empty_lines_is_minutes_when_the_label_was_lost():
    read = page("To hear of lamps.", "\u00a0", "Decision:", "Agreed.", "\nIt was said that lamps cost money.")

    assert read["meetings"][0]["decision_text"] == "Agreed."
    assert read["meetings"][0]["minutes_text"] == "It was said that lamps cost money."
    assert read["warnings"] == ["labels_missing: 41"]


def test_non_breaking_spaces_make_no_gap():
    read = page("To hear of lamps.", "\u00a0", "\u00a0", "More of lamps.")

    assert read["meetings"][0]["agenda_text"] == "To hear of lamps.\n\nMore of lamps."
    assert read["warnings"] == []


def test_resolution_without_any_label_is_the_decision():
    read = page("To hear of lamps.", "RESOLVED that the lamps be lit.", "Councillor Lee was pleased.")

    assert read["meetings"][0]["agenda_text"] == "To hear of lamps."
    assert read["meetings"][0]["decision_text"] == "RESOLVED that the lamps be lit."
    assert read["meetings"][0]["decision_source"] == "decision"
    assert read["meetings"][0]["minutes_text"] == "Councillor Lee was pleased."
    assert "labels_missing: 41" in read["warnings"]


def test_minutes_without_label_before_a_resolution_keep_it():
    read = meeting(
        "Report by the Clerk (CA2).", "To hear of lamps.", "They were heard of.", "RESOLVED that they be lit."
    )

    assert (read["report_by"], read["agenda_text"]) == ("Clerk", "To hear of lamps.")
    assert read["decision_source"] == "minutes"
    assert read["minutes_text"] == "They were heard of.\n\nRESOLVED that they be lit."


def test_text_after_the_documents_lost_its_label():
    read = meeting("Additional documents:", "• Map, item 41 PDF 3 KB", "• Costs (exempt)", "Councillor Lee spoke.")

    assert [document["title"] for document in read["documents"]] == ["Map", "Costs (exempt)"]
    assert read["minutes_text"] == "Councillor Lee spoke."


def test_text_beside_its_label_and_a_file_on_its_own_line_are_read():
    read = meeting("PDF 22 KB", "Decision: Recommendations agreed", "Decision:", "Minutes:")

    assert read["documents"][0]["size"] == "22 KB"
    assert read["decision_text"] == "Recommendations agreed"
    assert read["minutes_text"] is None


def test_sub_headings_give_purpose_and_recommendations():
    read = meeting(
        "Purpose of report",
        "To report.",
        "Recommendations",
        "The Cabinet resolves:",
        "1.1 To adopt it.",
        "Additional documents:",
    )

    assert read["purpose"] == "To report."
    assert read["report_recommendations_lead"] == "The Cabinet resolves:"
    assert read["report_recommendations"] == [{"label": "1.1", "text": "To adopt it."}]
    assert read["agenda_text"] is None


def test_recommendation_in_one_sentence_has_no_label():
    read = meeting("The Cabinet is RECOMMENDED to note the report.")

    assert read["report_recommendations"] == [{"label": None, "text": "The Cabinet is RECOMMENDED to note the report."}]
    assert read["report_recommendations_lead"] is None


def test_restricted_item_is_flagged():
    read = page("View the reasons why item 41 is restricted")

    assert read["warnings"] == ["item_restricted: 41"]
    assert read["meetings"][0]["agenda_text"] is None


def test_telephone_on_the_next_line_belongs_to_the_contact():
    assert meeting("Contact: Una Voss, Clerk", "Tel: 01632 960001")["contacts"] == [
        {"name": "Una Voss", "job_title": "Clerk", "telephone": "01632 960001", "email": None}
    ]


def test_reasons_may_stand_beside_their_heading():
    read = meeting(
        "Decision:", "Agreed.", "Reasons for the decision: the lamps are old.", "Minutes:", "Options: to wait."
    )

    assert (read["decision_text"], read["reasons"], read["alternatives"]) == (
        "Agreed.",
        "the lamps are old.",
        "to wait.",
    )


def test_reasons_in_the_minutes_end_where_a_resolution_begins():
    read = meeting("Minutes:", "Reasons", "They are old.", "Resolved", "(1) That they be lit.")

    assert (read["reasons"], read["decision_lead"]) == ("They are old.", "Resolved")
    assert read["decision_parts"] == [{"label": "(1)", "text": "That they be lit.", "sub_parts": []}]


def test_recommendations_below_the_decision_are_the_reports():
    read = meeting("Decision:", "Agreed.", "Recommendation(s)", "That Cabinet:", "(a) light them.")

    assert read["report_recommendations_lead"] == "That Cabinet:"
    assert read["report_recommendations"] == [{"label": "(a)", "text": "light them."}]


def test_bullets_are_the_parts_of_a_decision_without_labels():
    read = meeting("Decision:", "DECISION:", "·\u00a0\u00a0 To receive it", "·\u00a0\u00a0 To thank the cooks")

    assert read["decision_parts"][0] == {"label": None, "text": "To receive it", "sub_parts": []}
    assert [part["text"] for part in read["decision_parts"]] == ["To receive it", "To thank the cooks"]


def test_more_votes_than_one_are_left_to_the_officer():
    read = page(
        "Minutes:", "The motion: 5 votes for, 4 against.", "The amendment: 3 in favour, 6 against and 1 abstention."
    )

    assert read["meetings"][0]["votes"] is None
    assert "several_votes: 41" in read["warnings"]
    assert meeting("Minutes:", "It was 5 votes for, 4 against.")["votes"] == {"for": 5, "against": 4, "abstain": None}


def test_lead_without_its_list_is_no_recommendation():
    read = meeting("Recommendations", "The Cabinet resolves:")

    assert (read["report_recommendations_lead"], read["report_recommendations"]) == ("The Cabinet resolves:", [])


def test_item_without_a_title_is_flagged():
    read = page_without_title("Minutes:", "None.")

    assert read["meetings"][0]["title"] is None
    assert "title_missing: 41" in read["warnings"]


def page_without_title(*lines: str) -> dict:
    text = "\n".join(["Issue - meetings", "Lamps", "Meeting: 09/11/2021 - Cabinet (Item 41)", *lines])
    return issue_page.parse(text, "page.txt").as_dict()


def test_agenda_and_decision_cut_by_the_site_are_flagged():
    read = page(
        "To hear of ... view the full agenda text for item 41", "Decision:", "Agreed to … view the full decision text"
    )

    assert (read["meetings"][0]["agenda_text"], read["meetings"][0]["decision_text"]) == ("To hear of", "Agreed to")
    assert read["warnings"] == ["agenda_truncated: 41", "decision_truncated: 41"]


def test_text_between_the_documents_and_the_decision_is_agenda_text():
    read = page(
        "To hear of lamps.", "Additional documents:", "• Map PDF 3 KB", "Copies can be had.", "Decision:", "Agreed."
    )

    assert read["meetings"][0]["agenda_text"] == "To hear of lamps.\n\nCopies can be had."
    assert read["meetings"][0]["minutes_text"] is None
    assert read["warnings"] == []
