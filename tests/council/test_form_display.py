"""How a field is shown: its label, hint, error and control, and the ids that tie them together."""

from __future__ import annotations

from django import forms

from council.forms import (
    CheckboxesField,
    DateField,
    ParagraphsField,
    PlainForm,
    RadiosField,
    TextField,
    TimeField,
)


class AnswerForm(PlainForm):
    """One of each."""

    subject = TextField(label="Subject", missing="Enter the subject", max_length=20, help_text="In a few words")
    comment = ParagraphsField(label="Comment", noun="the comment", max_length=40)
    outcome = RadiosField(
        label="Answer", missing="Select an answer", choices=[("yes", "Yes"), ("no", "No")], help_text="One only"
    )
    qualifiers = CheckboxesField(label="Also", required=False, choices=[("a", "In principle"), ("b", "Under way")])
    agreed_on = DateField(label="When did Cabinet agree this?", noun="the date Cabinet agreed the response")
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


def test_hint_and_error_describe_the_control() -> None:
    shown = answer(subject="")["subject"].as_field_group()

    assert 'aria-describedby="id_subject_helptext id_subject_error"' in shown
    assert 'aria-invalid="true"' in shown
    assert '<div class="hint" id="id_subject_helptext">In a few words</div>' in shown
    assert (
        '<div class="error-message" id="id_subject_error"><p><span class="hidden">Error:</span> Enter the subject</p>'
        in shown
    )
    assert shown.index("id_subject_error") < shown.index("<input")


def test_a_field_without_hint_or_error_is_described_by_nothing() -> None:
    assert "aria-describedby" not in answer()["comment"].as_field_group()


def test_radios_are_one_group_with_a_legend_described_as_a_whole() -> None:
    shown = answer(outcome="")["outcome"].as_field_group()

    assert '<fieldset aria-describedby="id_outcome_helptext id_outcome_error">' in shown
    assert '<legend class="label">Answer</legend>' in shown
    assert '<label for="id_outcome_1">No</label>' in shown
    assert "aria-invalid" not in shown


def test_only_the_boxes_at_fault_are_marked() -> None:
    shown = str(answer(agreed_on_year="26")["agreed_on"])

    assert shown.count("aria-invalid") == 1
    assert 'aria-invalid="true" id="id_agreed_on_year"' in shown


def test_one_checkbox_has_its_label_beside_it_and_is_never_called_optional() -> None:
    shown = answer()["is_final"].as_field_group()

    assert '<label for="id_is_final">This is final</label>' in shown
    assert 'aria-describedby="id_is_final_helptext"' in shown
    assert "(optional)" not in shown


def test_optional_fields_say_so_unless_the_form_does_not_want_it() -> None:
    class Filters(PlainForm):
        mark_optional = False
        words = TextField(required=False)

    assert '<span class="optional">(optional)</span>' in answer()["starts_at"].as_field_group()
    assert "(optional)" not in str(Filters())


def test_the_error_summary_has_a_control_to_lead_to_for_each_kind() -> None:
    form = answer(subject="", outcome="", agreed_on_month="13", is_final="")

    assert {name: form[name].first_control for name in form.fields} == {
        "subject": "id_subject",
        "comment": "id_comment",
        "outcome": "id_outcome_0",
        "qualifiers": "id_qualifiers_0",
        "agreed_on": "id_agreed_on_month",
        "starts_at": "id_starts_at",
        "is_final": "id_is_final",
    }


def test_every_id_of_a_form_stands_once() -> None:
    shown = str(answer(subject="", outcome="", agreed_on_day=""))
    ids = [part.split('"')[0] for part in shown.split(' id="')[1:]]

    assert sorted(ids) == sorted(set(ids))


def test_rows_of_a_formset_keep_their_ids_apart() -> None:
    rows = forms.formset_factory(AnswerForm, extra=2)()

    assert 'id="id_form-0-agreed_on_day"' in str(rows)
    assert 'id="id_form-1-agreed_on_day"' in str(rows)
    assert 'name="form-TOTAL_FORMS" value="2"' in str(rows)
