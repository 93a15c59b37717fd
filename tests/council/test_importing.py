"""Reading a file, UK dates, and choosing the parser."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.importing import (
    LARGEST_FILE,
    ImportProblem,
    Parsed,
    choose,
    date_in,
    decode,
    read_text,
    stops_in_mid_sentence,
)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Café – 3 o’clock\r\n".encode(), "Café – 3 o’clock\n"),
        ("\ufeffCafé".encode(), "Café"),
        ("Café – £5".encode("cp1252"), "Café – £5"),
    ],
)
def test_text_is_read_in_the_encodings_people_save(tmp_path, content, text):
    file = tmp_path / "page.txt"
    file.write_bytes(content)

    assert read_text(file) == text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        (b"a\x00b", "null bytes"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04...", "Word"),
        ("text".encode("utf-16"), "UTF-16"),
        (b"\x81\x8d", "not text"),
        (b"a" * (LARGEST_FILE + 1), "larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_text_is_refused_with_its_reason(tmp_path, content, reason):
    file = tmp_path / "page.txt"
    file.write_bytes(content)

    with pytest.raises(ImportProblem) as problem:
        read_text(file)

    assert str(file) in str(problem.value)
    assert reason in problem.value.reason


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(ImportProblem, match="there is no such file"):
        read_text(tmp_path / "none.txt")
    with pytest.raises(ImportProblem, match="it is a folder"):
        read_text(tmp_path)
    with pytest.raises(ImportProblem, match="could not be read"):
        read_text("a\x00b")


def test_a_device_is_refused():
    with pytest.raises(ImportProblem, match="not an ordinary file"):
        read_text("/dev/null")


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(content):
    told = ""
    try:
        text = decode(content, "upload.txt")
    except ImportProblem as problem:
        told = str(problem)

    assert told.startswith("upload.txt: ") or text.strip()


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("made on 02/08/2021 concerning", "2021-08-02"),
        ("2 August 2021", "2021-08-02"),
        ("Monday, 2nd August, 2021 2.00 pm", "2021-08-02"),
        ("the 21st of Sept 2021", "2021-09-21"),
        ("3 May 2022", "2022-05-03"),
        ("2021-08-02", "2021-08-02"),
        ("29.02.2024", "2024-02-29"),
        ("31/02/2021 or 1/3/2021", "2021-03-01"),
        ("08/13/2021", None),
        ("02/08/21", None),
        ("2014/074", None),
        ("August 2021", None),
        ("0/0/0000 and 1/1/0000", None),
        ("tel. 01632 960114", None),
        ("", None),
    ],
)
def test_dates_are_read_day_first(text, date):
    assert date_in(text) == date


@given(st.dates())
def test_every_day_is_read_in_both_styles(day):
    assert date_in(f"{day.day:02}/{day.month:02}/{day.year:04}") == day.isoformat()
    assert date_in(f"{day.day} {day:%B} {day.year:04}") == day.isoformat()


@given(st.text(alphabet="0123456789/.-− Augst"))
def test_no_text_upsets_the_reader_of_dates(text):
    date_in(text)


@pytest.mark.parametrize(
    ("paragraph", "stops"),
    [
        ("Should the committee wish to go into anything exemp", True),
        ("asked for, among other things,", True),
        ("how cold and", True),
        ("Recommendations agreed", False),
        ("The report was received and then everybody went home.", False),
        ("(see the note on the last page of the report)", False),
        ("", False),
    ],
)
def test_text_that_breaks_off_is_told_from_a_short_line(paragraph, stops):
    assert stops_in_mid_sentence(paragraph) is stops


def test_warnings_and_furniture_are_listed_once_and_in_order():
    parsed = Parsed("issue_page", {"title": "Bins"})
    for _ in range(2):
        parsed.warn("file_cut_off")
        parsed.warn("row_joined", "2")
        parsed.leave_out("157")

    assert parsed.as_dict() == {
        "kind": "issue_page",
        "title": "Bins",
        "furniture_removed": ["157"],
        "warnings": ["file_cut_off", "row_joined: 2"],
    }


def parser(word: str) -> SimpleNamespace:
    return SimpleNamespace(recognises=lambda text: word in text, parse=lambda text, name: Parsed(word))


def test_the_first_parser_that_recognises_the_text_is_chosen():
    bins, lids = parser("bins"), parser("lids")

    assert choose("bins and lids", "page.txt", [lids, bins]) is lids
    assert choose("bins", "page.txt", [lids, bins]) is bins


def test_a_text_nobody_recognises_is_refused_by_name():
    with pytest.raises(ImportProblem, match=r"page\.txt: this is not a kind of page"):
        choose("shelters", "page.txt", [parser("bins")])
