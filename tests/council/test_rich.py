"""Safe rich text: what Word gives is kept or dropped, marks and HTML say the same words, nothing ever runs."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.rich import Rich, TooOddError, cleaned, from_html, from_marks, shown, to_text
from council.rich.tree import MAX_CHARACTERS
from council.templatetags.rich import rich_words

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta name=Generator content="Word 15">
<style><!-- p.MsoNormal {margin:0cm; color:red} --></style><xml><o:DocumentSettings>dropped</o:DocumentSettings></xml>
</head><body lang=EN-GB style='tab-interval:36.0pt'><!--StartFragment-->
<p class=MsoNormal><b style='mso-bidi-font-weight:normal'>68<span style='mso-tab-count:1'>    </span
>APOLOGIES<o:p></o:p></b></p>
<p class=MsoNormal>Councillor Howe said <i>&#8220;no&#8221;</i>.<o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;
</span></span></span><![endif]>First thing</p>
<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'><!--[if !supportLists]--><span
style='mso-list:Ignore'>o<span>&nbsp; </span></span><!--[endif]-->Nested</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>·<span>&nbsp;</span
></span>H<sub>2</sub>O and m<sup>2</sup></p>
<p class=MsoNormal>RESOLVED that:</p>
<p style='mso-list:l1 level1 lfo2'><span style='mso-list:Ignore'>(a)<span>&nbsp; </span></span>the hours be agreed</p>
<p style='mso-list:l2 level1 lfo3'><span style='mso-list:Ignore'>1.<span>&nbsp; </span></span>One</p>
<p style='mso-list:l2 level1 lfo3'><span style='mso-list:Ignore'>2.<span>&nbsp; </span></span>Two</p>
<table class=MsoTableGrid><tr><td width=1><p class=MsoNormal>Name<o:p></o:p></p></td><td><p>Vote</p></td></tr>
<tr><td><p>Ada Marsh</p></td><td><p>For</p></td></tr></table>
<!--EndFragment--></body></html>"""


def test_words_paste_keeps_paragraphs_lists_bold_tables_and_small_letters_and_drops_the_rest():
    assert from_html(WORD).html == (
        "<p><strong>68 APOLOGIES</strong></p>\n"
        "<p>Councillor Howe said <em>“no”</em>.</p>\n"
        "<ul><li>First thing<ul><li>Nested</li></ul></li><li>H<sub>2</sub>O and m<sup>2</sup></li></ul>\n"
        "<p>RESOLVED that:</p>\n"
        "<p>(a) the hours be agreed</p>\n"
        "<ol><li>One</li><li>Two</li></ol>\n"
        '<table><thead><tr><th scope="col">Name</th><th scope="col">Vote</th></tr></thead>'
        "<tbody><tr><td>Ada Marsh</td><td>For</td></tr></tbody></table>"
    )


def test_its_words_are_plain_text_for_excerpts_and_search():
    assert from_html(WORD).text == (
        "68 APOLOGIES\n\nCouncillor Howe said “no”.\n\n- First thing\n  - Nested\n- H2O and m2\n\nRESOLVED that:\n\n"
        "(a) the hours be agreed\n\n1. One\n2. Two\n\nName | Vote\nAda Marsh | For"
    )


def test_and_the_same_in_marks_which_give_the_same_again():
    rich = from_html(WORD)
    assert "**68 APOLOGIES**" in rich.marks
    assert "| Ada Marsh | For |" in rich.marks
    assert from_marks(rich.marks) == rich


@pytest.mark.parametrize(
    ("pasted", "html"),
    [
        ("<h2>Heading</h2>text<div>more</div>", "<p><strong>Heading</strong></p>\n<p>text</p>\n<p>more</p>"),
        ("<p>a<p>b<ul><li>c<li>d</ul>", "<p>a</p>\n<p>b</p>\n<ul><li>c</li><li>d</li></ul>"),
        ("<b style='font-weight:normal'><p>a</p><p>b</p></b>", "<p>a</p>\n<p>b</p>"),
        ('<span style="font-weight:700">a</span> <span data-style="font-style:italic">b</span>',
         "<p><strong>a</strong> <em>b</em></p>"),
        ("one<br><br>two<br>three", "<p>one</p>\n<p>two<br>three</p>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<p>kept <del>taken out by a tracked change</del> kept</p><ul><li>x</li></ul>",
         "<p>kept kept</p>\n<ul><li>x</li></ul>"),
        ("<table><tr><td><p>a</p><p>b</p><td colspan=2 rowspan=x>c<tr><td>d<td>e<td>f</table>",
         '<table><thead><tr><th scope="col">a<br>b</th><th colspan="2" scope="col">c</th></tr></thead>'
         "<tbody><tr><td>d</td><td>e</td><td>f</td></tr></tbody></table>"),
        ("<ol start=68><li>a</li></ol>", '<ol start="68"><li>a</li></ol>'),
        ("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>b.&nbsp;</span>x</p>",
         '<ol start="2" type="a"><li>x</li></ol>'),
    ],
)  # fmt: skip
def test_what_is_pasted_is_put_in_order(pasted, html):
    assert sorted(cleaned(pasted)) == sorted(html)
    assert re.sub(r' (start|type|scope|colspan)="\w+"', "", cleaned(pasted)) == re.sub(
        r' (start|type|scope|colspan)="\w+"', "", html
    )


HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:alert(1)">x</a>',
    '<a href=" jav&#x09;ascript:alert(1)">x</a>', '<a href="data:text/html,<script>1</script>">x</a>',
    "<svg onload=alert(1)><a xlink:href='javascript:1'>x</a></svg>", "<style>body{background:url(//x.example)}</style>",
    '<p style="background:url(javascript:1)" onclick=x class=y id=main>x</p>', "<iframe srcdoc='<script>1</script>'>",
    "<b><p></b><script/src=//x.example>", "<table><tr><td><script>1</script></table>",
    '<math><mtext><table><mglyph><style><img src=x onerror="alert(1)">', "<<script>script>alert(1)<</script>/script>",
    '<p title="</p><script>alert(1)</script>">x</p>', "<form action=//x.example><input name=csrf></form>",
    "<base href=//x.example><meta http-equiv=refresh content=0><link rel=stylesheet href=//x>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>", "<template><script>1</script></template>",
    "<!--><script>alert(1)</script>-->", "<![CDATA[<script>1</script>]]>", "<a href='//x.example'>x</a>",
    '<ol type="javascript:1" start="-1e9"><li value=3>x</ol>', "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>",
    "<ul><li><a href='https://ok.example' target=_blank onmouseover=alert(1)>x</a></li></ul>",
]  # fmt: skip
# Every tag there may be on a page, with every attribute it may have.
ALLOWED = re.compile(
    r"</?(?:p|br|strong|em|sub|sup|ul|li|table|caption|thead|tbody|tr)>|</(?:ol|td|th|a)>"
    r'|<ol(?: (?:start="\d+"|type="[aAiI]"))*>|<t[dh](?: (?:colspan|rowspan)="\d+"| scope="(?:col|row)")*>'
    r'|<a(?: href="(?:https?:|mailto:)[^"<>]*")? rel="nofollow noopener noreferrer">'
)


def is_safe(html: str) -> bool:
    return not re.search(r"[<>]", ALLOWED.sub("", html))


@pytest.mark.parametrize("source", HOSTILE)
def test_nothing_hostile_is_stored_or_shown(source):
    rich = from_html(f"<ul><li>x</ul>{source}")
    for made in (cleaned(source), shown(source), rich.html, from_marks(source).html):
        assert is_safe(made), made
    assert is_safe(str(rich_words({"html": source, "text": ""})))
    assert is_safe(str(rich_words({"html": "", "text": source})).replace("\n", ""))


@pytest.mark.parametrize("source", HOSTILE)
def test_hostile_words_typed_as_marks_stay_words(source):
    rich = from_marks(source)
    assert "".join(filter(str.isalnum, rich.text)) == "".join(filter(str.isalnum, source))


MESS = ["<", ">", "/", "p", "ul", "li", "<table>", "<td>", "</td>", "<script>", "</script>", "<b>", "</b>", "=", '"',
        "'", "<!--", "-->", "<a href=", "javascript:1", "&lt;", "word", " ", "\n", "<ul>", "<li>", "</ul>", "<svg>",
        "<p ", "onclick=x", "<![if", "]>"]  # fmt: skip
PIECES = ["<p>", "</p>", "<ul><li>", "</li></ul>", "<strong>", "</strong>", "<em>", "</em>", "one ", "two", " three",
          "<br>", "*", "_", "1) ", "- ", "|", "[x](y)", "~", "^", "\\", "<table><tr><td>", "</td><td>",
          "</td></tr></table>", "68. "]  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(MESS), max_size=40))
def test_any_mess_is_cleaned_once_and_for_all(pieces):
    made = cleaned("".join(pieces))
    assert is_safe(made)
    assert cleaned(made) == made


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_no_word_is_lost_on_the_way_through_the_textarea(pieces):
    rich = from_html("".join(pieces))
    again = from_marks(rich.marks)
    assert "".join(filter(str.isalnum, again.text)) == "".join(filter(str.isalnum, rich.text))


@pytest.mark.parametrize(
    "typed",
    ["Plain text.\n\nSecond  paragraph\nwith a line", "1) one\n2) two", "(a) one\n(b) two", "a_b_c and _so_", "> a",
     "# b",
     "<b>not bold</b> & so", "1. one\n1. one again", "    four spaces", "2 + 2\n+ 4", "&lt;", ""],
)  # fmt: skip
def test_text_without_marks_stays_exactly_as_typed(typed):
    assert from_marks(typed) == Rich(typed)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("**bold** and *not*", "<p><strong>bold</strong> and <em>not</em></p>"),
        ("- a\n- b\n  1. c", "<ul><li>a</li><li>b<ol><li>c</li></ol></li></ul>"),
        ("H~2~O, m^2^, ~5", "<p>H<sub>2</sub>O, m<sup>2</sup>, ~5</p>"),
        ("[sic](page 3) [x](javascript:1) **y**", "<p>[sic](page 3) [x](javascript:1) <strong>y</strong></p>"),
        ("| a | b |\n| - | - |\n| 1 | 2 |",
         '<table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead>'
         "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>"),
        ("[words](https://wenshire.example/x)",
         '<p><a href="https://wenshire.example/x" rel="nofollow noopener noreferrer">words</a></p>'),
    ],
)  # fmt: skip
def test_marks_become_layout(typed, html):
    rich = from_marks(typed)
    assert rich.html == html
    assert from_marks(rich.marks) == rich


def test_bold_that_marks_could_not_say_goes_but_no_star_stands_in_the_text():
    rich = from_html("<p><strong>Note:</strong>text</p>")
    assert rich.marks == "Note:text"


def test_a_lettered_list_keeps_its_letters_in_words():
    html = cleaned('<ol type="i" start="3"><li>x<li>y</ol>')
    assert to_text(html) == "iii. x\niv. y"


@pytest.mark.parametrize(
    "source",
    ["<ul><li>" * 5_000, "<b>" * 40_000, "<table><tr><td>" * 5_000, "<p>word" * 10_000, "<div><b><p>" * 5_000,
     "&" * 50_000, "<svg>" * 50_000, "<!--" * 50_000, "<style>" * 50_000, "</p>" * 40_000, "<script" * 20],
)  # fmt: skip
def test_deep_and_long_markup_takes_no_long_time(source):
    begun = time.process_time()
    try:
        made = cleaned(source)
    except TooOddError:
        made = ""
    assert is_safe(made)
    assert time.process_time() - begun < 3


def test_too_much_or_too_broken_is_refused_in_words():
    with pytest.raises(TooOddError, match="too long"):
        cleaned("x" * (MAX_CHARACTERS + 1))
    with pytest.raises(TooOddError, match="broken parts"):
        cleaned('<a "' * 1000)


def test_a_tampered_text_that_is_too_deep_to_be_sanitised_is_shown_as_words():
    assert "<" not in shown("<ul><li>" * 50_000)
