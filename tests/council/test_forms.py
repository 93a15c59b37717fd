"""What a form accepts, what it says when it does not, and that typed words come back unchanged."""

from __future__ import annotations

import datetime as dt

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError

from council.forms import (
    CheckboxesField,
    DateField,
    ParagraphsField,
    PlainForm,
    RadiosField,
    SelectField,
    TextField,
    TimeField,
)

AGREED = "the date Cabinet agreed the response"


class AnswerForm(PlainForm):
    """One of each."""

    subject = TextField(label="Subject", missing="Enter the subject", max_length=20, help_text="In a few words")
    comment = ParagraphsField(label="Comment", noun="the comment", max_length=40)
    outcome = RadiosField(
        label="Answer", missing="Select an answer", choices=[("yes", "Yes"), ("no", "No")], help_text="One only"
    )
    qualifiers = CheckboxesField(label="Also", required=False, choices=[("a", "In principle"), ("b", "Under way")])
    agreed_on = DateField(label="When did Cabinet agree this?", noun=AGREED)
    starts_at = TimeField(label="Start", noun="the start time", required=False)
    is_final = forms.BooleanField(label="This is final", required=False, help_text="It cannot be undone")


GOOD = {
    "subject": "Libraries",
    "comment": "Agreed.",
    "outcome": "yes",
    "agreed_on_day": "10",
    "agreed_on_month": "3",
    "agreed_on_year": "2026",
}


def answer(**changes: str) -> AnswerForm:
    """The form as sent, everything good but for the changes."""
    return AnswerForm({**GOOD, **changes})


def date_error(day: str, month: str, year: str, **arguments: object) -> ValidationError:
    """The one error of a date typed like this."""
    with pytest.raises(ValidationError) as raised:
        DateField(noun=AGREED, **arguments).clean([day, month, year])
    return raised.value.error_list[0]


def test_good_answers_come_back_as_values() -> None:
    form = answer(starts_at="6.30pm", qualifiers=["a"])

    assert form.is_valid()
    assert form.cleaned_data == {
        "subject": "Libraries",
        "comment": "Agreed.",
        "outcome": "yes",
        "qualifiers": ["a"],
        "agreed_on": dt.date(2026, 3, 10),
        "starts_at": dt.time(18, 30),
        "is_final": False,
    }


def test_each_missing_field_says_what_to_do() -> None:
    assert AnswerForm({}).errors == {
        "subject": ["Enter the subject"],
        "comment": ["Enter the comment"],
        "outcome": ["Select an answer"],
        "agreed_on": ["Enter the date Cabinet agreed the response"],
    }


def test_a_noun_alone_makes_the_sentence_of_a_choice() -> None:
    with pytest.raises(ValidationError, match="Select the committee"):
        SelectField(noun="the committee", choices=[("1", "Scrutiny")]).clean("")


def test_a_required_field_without_its_own_sentence_is_refused_at_once() -> None:
    class Careless(PlainForm):
        title = forms.CharField()

    with pytest.raises(ImproperlyConfigured, match=r"Careless\.title is required: give it missing= or noun="):
        Careless()


def test_a_form_gives_the_sentence_of_a_field_made_elsewhere() -> None:
    class Careful(PlainForm):
        missing = {"title": "Enter the title"}
        title = forms.CharField()

    assert Careful({}).errors == {"title": ["Enter the title"]}


def test_an_answer_that_was_not_offered_is_refused() -> None:
    assert answer(outcome="maybe").errors == {"outcome": ["Choose from those listed"]}


# Text


def test_text_that_is_too_long_is_said_in_words_and_shown_again_whole() -> None:
    form = answer(subject="Opening hours of libraries")

    assert form.errors == {"subject": ["Subject must be 20 characters or fewer; it has 26"]}
    assert 'value="Opening hours of libraries"' in str(form["subject"])


def test_no_text_box_lets_the_browser_cut_words() -> None:
    assert "maxlength" not in str(AnswerForm())


def test_a_per_cent_sign_in_a_label_does_not_break_the_sentence() -> None:
    class Share(PlainForm):
        share = TextField(label="100% of", missing="Enter it", max_length=2)

    assert Share({"share": "abc"}).errors == {"share": ["100% of must be 2 characters or fewer; it has 3"]}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One\r\n\r\nTwo", "One\n\nTwo"),
        ("One\rTwo", "One\nTwo"),
        ("soft\vline end", "soft\nline end"),
        ("old\u2028and\u2029new", "old\nand\n\nnew"),
        ("  .Agreed,  as before  \n", "  .Agreed,  as before  \n"),
        ("(a)\tone", "(a)\tone"),
    ],
)
def test_paragraphs_change_nothing_but_the_kind_of_line_end(typed: str, kept: str) -> None:
    assert ParagraphsField(missing="Enter it").clean(typed) == kept


def test_paragraphs_of_nothing_but_space_are_missing() -> None:
    assert answer(comment=" \r\n\t ").errors == {"comment": ["Enter the comment"]}


def test_paragraphs_count_a_line_end_once() -> None:
    assert answer(comment="a\r\n" * 20).is_valid()
    assert answer(comment="a\r\n" * 21).errors == {"comment": ["The comment must be 40 characters or fewer; it has 42"]}


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\uffff"])
def test_a_character_that_nobody_sees_is_refused_with_its_place(character: str) -> None:
    form = answer(comment=f"First.\nThe fee{character}is due")

    assert form.errors == {"comment": ["Take out the invisible character after “The fee”"]}


def test_one_line_of_text_holds_no_line_end() -> None:
    assert answer(subject="Libraries\nBcc: x").errors == {
        "subject": ["Take out the invisible character after “Libraries”"]
    }


# Dates and times


@pytest.mark.parametrize(
    ("day", "month"), [("8", "3"), ("08", "03"), (" 8 ", "March"), ("8th", "mar"), ("8", "Mar."), ("8", "MARCH")]
)
def test_a_date_may_be_typed_in_several_ways(day: str, month: str) -> None:
    assert DateField(noun=AGREED).clean([day, month, "2026"]) == dt.date(2026, 3, 8)


def test_each_month_is_known_by_three_letters() -> None:
    typed = "jan feb mar apr may jun jul aug sep oct nov dec".split()

    assert [DateField(noun=AGREED).clean(["1", month, "2026"]).month for month in typed] == list(range(1, 13))


@pytest.mark.parametrize(
    ("typed", "words", "boxes"),
    [
        (("31", "02", "2026"), "must be a real date", ["day", "month", "year"]),
        (("29", "2", "2026"), "must be a real date", ["day", "month", "year"]),
        (("32", "1", "2026"), "must be a real date", ["day"]),
        (("0", "1", "2026"), "must be a real date", ["day"]),
        (("x", "13", "2026"), "must be a real date", ["day", "month"]),
        (("1", "ma", "2026"), "must be a real date", ["month"]),
        (("1", "9" * 6000, "2026"), "must be a real date", ["month"]),
        (("10", "3", ""), "must include a year", ["year"]),
        (("", "", "2026"), "must include a day and month", ["day", "month"]),
    ],
)
def test_what_is_no_date_is_said_with_the_boxes_at_fault(
    typed: tuple[str, str, str], words: str, boxes: list[str]
) -> None:
    error = date_error(*typed)

    assert error.messages == [f"The date Cabinet agreed the response {words}"]
    assert error.params["boxes"] == boxes


@pytest.mark.parametrize("year", ["26", "1026", "20226", "MMXX"])
def test_a_year_needs_four_numbers(year: str) -> None:
    error = date_error("10", "3", year)

    assert error.messages == ["The year of the date Cabinet agreed the response must have 4 numbers, like 2026"]
    assert error.params["boxes"] == ["year"]


def test_an_empty_date_that_is_optional_is_none() -> None:
    assert DateField(noun=AGREED, required=False).clean(["", " ", None]) is None


def test_a_leap_day_is_a_date() -> None:
    assert DateField(noun=AGREED).clean(["29", "2", "2028"]) == dt.date(2028, 2, 29)


def test_an_unreal_date_is_shown_again_as_it_was_typed() -> None:
    shown = str(answer(agreed_on_day="31", agreed_on_month="Febuary", agreed_on_year="2026")["agreed_on"])

    assert [f'value="{typed}"' in shown for typed in ("31", "Febuary", "2026")] == [True, True, True]


def test_a_stored_date_fills_the_boxes() -> None:
    shown = str(AnswerForm(initial={"agreed_on": dt.date(2026, 3, 8)})["agreed_on"])

    assert [f'value="{part}"' in shown for part in ("8", "3", "2026")] == [True, True, True]


def test_a_date_left_as_it_was_has_not_changed() -> None:
    data = {"agreed_on_day": "10", "agreed_on_month": "March", "agreed_on_year": "2026"}

    assert AnswerForm(data, initial={"agreed_on": dt.date(2026, 3, 10)}).changed_data == []


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("6.30pm", dt.time(18, 30)),
        ("6:30 P.M.", dt.time(18, 30)),
        ("6 pm", dt.time(18)),
        ("18.30", dt.time(18, 30)),
        ("1830", dt.time(18, 30)),
        ("09:15", dt.time(9, 15)),
        ("12.15am", dt.time(0, 15)),
        ("12pm", dt.time(12)),
        ("12.30", dt.time(12, 30)),
        ("Noon", dt.time(12)),
        ("midnight", dt.time(0)),
        ("  ", None),
    ],
)
def test_a_time_may_be_typed_in_several_ways(typed: str, time: dt.time | None) -> None:
    assert TimeField(noun="the start time", required=False).clean(typed) == time


@pytest.mark.parametrize("typed", ["6.30", "11", "1"])
def test_a_time_that_could_be_morning_or_evening_is_asked_for_again(typed: str) -> None:
    assert answer(starts_at=typed).errors == {"starts_at": ["The start time must say am or pm, like 6.30pm"]}


@pytest.mark.parametrize("typed", ["25:00", "6.60pm", "13pm", "0pm", "soon", "6.30.15pm"])
def test_what_is_no_time_is_said_in_words(typed: str) -> None:
    assert answer(starts_at=typed).errors == {"starts_at": ["The start time must be a real time, like 6.30pm"]}


def test_a_stored_time_is_shown_in_the_words_of_the_site() -> None:
    assert 'value="6.30pm"' in str(AnswerForm(initial={"starts_at": dt.time(18, 30)})["starts_at"])
