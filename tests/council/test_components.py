"""Page parts and the frame: what they write for each kind of value, and that nothing gets through unescaped."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import include, path

from council.forms import DateField, PlainForm, TextField


def page(request: HttpRequest) -> HttpResponse:
    """Any page at all."""
    return HttpResponse()


def _named(app: str, *names: str) -> tuple[list[object], str]:
    return [path(f"{app}/{name}/", page, name=name) for name in names], app


WAYS = ("committees", "people", "offices", "wards", "topics", "years")
BESIDE = ("register", "accessibility", "sign-in", "sign-out", "theme", "search", "data", "this-week", "alerts")
urlpatterns = [
    path("", page, name="home"),
    *(path(f"{name}/", page, name=name) for name in BESIDE),
    path("officer/", page, name="officer-desk"),
    path("officer/settings/", page, name="settings-index"),
    path(
        "",
        include(
            _named(
                "meetings",
                "list",
                "issue-list",
                "decision-list",
                "officer-list",
                "officer-issue-list",
                "officer-decision-list",
                "plan",
                "officer-plan",
            )
        ),
    ),
    path("", include(_named("recommendations", "list", "officer-list", *WAYS))),
]

pytestmark = pytest.mark.urls(sys.modules[__name__])


def render(source: str, at: str = "/", **values: object) -> str:
    """A snippet as a page at the address `at` would show it."""
    context = Context({"request": RequestFactory().get(at), **values})
    return Template("{% load i18n site %}" + source).render(context).strip()


# Navigation


def test_breadcrumbs_begin_at_home_and_end_at_this_page() -> None:
    html = render('{% breadcrumbs "Meetings" "/m/" here %}', here="<Cabinet>")

    assert '<li><a href="/">Home</a></li>' in html
    assert '<li><a href="/m/">Meetings</a></li>' in html
    assert '<span aria-current="page">&lt;Cabinet&gt;</span>' in html


def test_breadcrumbs_of_officers_begin_at_the_desk() -> None:
    html = render('{% breadcrumbs "Meetings" "/m/" %}', at="/officer/meetings/")

    assert '<li><a href="/officer/">Desk</a></li>' in html
    assert "aria-current" not in html


def test_navigation_says_where_one_is() -> None:
    link = '{% nav_link "register" "Register" %}'

    assert render(link, at="/register/") == '<a class="nav-link" href="/register/" aria-current="page">Register</a>'
    assert render(link, at="/register/3/") == '<a class="nav-link" href="/register/" aria-current="true">Register</a>'
    assert render(link, at="/") == '<a class="nav-link" href="/register/">Register</a>'
    assert "aria-current" not in render('{% nav_link "home" "Home" exact=True %}', at="/register/")


def test_pagination_keeps_the_rest_of_the_query() -> None:
    html = render("{% pagination page %}", at="/?status=overdue&page=2&x=%26", page=Paginator(range(70), 10).page(2))

    assert "Page 2 of 7" in html
    assert 'rel="prev" href="?status=overdue&amp;page=1&amp;x=%26"' in html
    assert 'rel="next" href="?status=overdue&amp;page=3&amp;x=%26"' in html
    assert html.count('aria-current="page"') == 1


def test_pagination_ends_where_the_list_does() -> None:
    pages = Paginator(range(30), 10)

    assert 'rel="prev"' not in render("{% pagination page %}", page=pages.page(1))
    assert 'rel="next"' not in render("{% pagination page %}", page=pages.page(3))
    assert render("{% pagination page %}", page=Paginator(range(10), 10).page(1)) == ""


# Page parts


def test_a_status_is_a_word_and_its_colour_only_repeats_it() -> None:
    assert render('{% tag "In part" "accepted_in_part" %}') == '<strong class="tag tag-part">In part</strong>'
    assert render('{% tag word "anything" %}', word="<Draft>") == '<strong class="tag tag-quiet">&lt;Draft&gt;</strong>'


def test_a_summary_row_without_content_is_left_out_or_says_so() -> None:
    assert render('{% summary_row "Made" %}{{ on }}{% endsummary_row %}', on="<1>") == (
        '<div class="summary-row"><dt>Made</dt><dd>&lt;1&gt;</dd></div>'
    )
    assert render('{% summary_row "Made" %}  {% endsummary_row %}') == ""
    assert "<dd>Not recorded</dd>" in render('{% summary_row "Made" empty="Not recorded" %} {% endsummary_row %}')


def test_a_cell_repeats_its_heading_and_keeps_its_role() -> None:
    assert render('{% cell "Agree?" %}Yes{% endcell %}') == (
        '<td role="cell"><span class="cell-heading" aria-hidden="true">Agree?</span>'
        '<div class="cell-body">Yes</div></td>'
    )
    assert render('{% cell "Text" row=True css="words" %}1{% endcell %}').startswith(
        '<th scope="row" role="rowheader" class="words">'
    )


def test_an_empty_cell_is_empty() -> None:
    assert '<div class="cell-body"></div>' in render('{% cell "Comment" %}\n  {% endcell %}')


def test_a_moment_is_dated_and_linked() -> None:
    html = render('{% moment "2026-03-10" "Made" url="/x/" level=2 %}<p>Words</p>{% endmoment %}')

    assert '<time datetime="2026-03-10">10 March 2026</time>' in html
    assert '<h2 class="moment-heading"><a href="/x/">Made</a></h2>' in html
    assert '<div class="moment-text"><p>Words</p></div>' in html
    assert "moment-text" not in render('{% moment "2026-03-10" "Made" %} {% endmoment %}')


def test_blocks_wrap_their_content() -> None:
    assert render("{% inset %}{{ a }}{% endinset %}", a="<") == '<div class="inset">&lt;</div>'
    assert render("{% warning %}Late{% endwarning %}").endswith('<span class="hidden">Warning</span> Late</div></div>')
    shown = render('{% details "Why" is_open=True css="downloads" %}Because{% enddetails %}')
    assert shown == (
        '<details class="details downloads" open><summary><span class="details-words">Why</span></summary>'
        '<div class="details-text">Because</div></details>'
    )


@pytest.mark.parametrize(
    ("kind", "role", "heading"),
    [("", "status", "Important"), ("success", "status", "Done"), ("error", "alert", "Not done")],
)
def test_a_notification_is_announced_as_its_kind_needs(kind: str, role: str, heading: str) -> None:
    html = render("{% notification words kind %}", words="<Saved>", kind=kind)

    assert f'role="{role}"' in html
    assert f'<p class="notification-heading">{heading}</p>' in html
    assert '<p class="notification-words">&lt;Saved&gt;</p>' in html


def test_downloads_and_what_can_be_followed_stand_apart() -> None:
    formats = [
        {"words": "This response", "url": "/x.pdf", "type": "PDF", "size": 118784},
        {"words": "Follow it", "url": "/x.atom", "type": "Atom"},
        {"words": "Put it into your calendar", "url": "/x.ics", "type": "iCal"},
    ]
    html = " ".join(render("{% load about %}{% download_and_follow %}", formats=formats).split())
    downloaded, followed = html.split('<h2 class="moment-heading">Follow</h2>')
    assert '<a href="/x.pdf">This response</a> <span class="secondary">PDF, 116 KB</span>' in downloaded
    assert '<a href="/x.atom">Follow it</a> <span class="secondary">news feed</span>' in followed
    assert '<a href="/x.ics">Put it into your calendar</a> <span class="secondary">calendar</span>' in followed
    assert render("{% load about %}{% download_and_follow %}").strip() == ""


# Errors of forms


class RowForm(PlainForm):
    """A row with a rule of its own."""

    made_on = DateField(noun="the date")
    subject = TextField(missing="Enter the subject")

    def clean(self) -> None:
        """Refuses what only the whole row shows to be wrong."""
        if self.data.get("bad"):
            raise forms.ValidationError("These two do not go together")


def test_the_summary_leads_to_the_first_control_of_each_field_in_page_order() -> None:
    form = RowForm({"made_on_day": "1", "made_on_month": "1", "bad": "1"})
    form.heading = "Recommendation 2"
    html = render("{% error_summary form %}", form=form)

    items = [line.strip() for line in html.splitlines() if "<li>" in line]
    assert items == [
        '<li><a href="#id_made_on_year">Recommendation 2: These two do not go together</a></li>',
        '<li><a href="#id_made_on_year">Recommendation 2: The date must include a year</a></li>',
        '<li><a href="#id_subject">Recommendation 2: Enter the subject</a></li>',
    ]


def test_the_summary_gathers_several_forms_and_formsets() -> None:
    rows = forms.formset_factory(RowForm, min_num=2, validate_min=True, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-subject": "x"}
    )
    html = render("{% error_summary form rows nothing %}", form=RowForm({"subject": "x"}), rows=rows, nothing=None)

    assert '<a href="#id_made_on_day">Enter the date</a>' in html
    assert "<li>Please submit at least 2 forms.</li>" in html
    assert '<a href="#id_form-0-made_on_day">Enter the date</a>' in html


def test_without_errors_there_is_no_summary_and_no_prefix() -> None:
    assert render("{% error_summary form %}{% error_prefix form %}", form=RowForm()) == ""
    assert render("{% error_prefix form %}Record", form=RowForm({})) == "Error: Record"


# Pages in the site's frame

COUNCIL = {"name": "Wenshire Council", "licence_name": "", "contact_email": "", "contact_phone": ""}


class _Untouchable:
    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"the public frame asked for user.{name}")


@pytest.mark.parametrize("name", ["400", "403", "404", "405", "410"])
def test_error_pages_stand_in_the_public_frame_and_ask_for_no_user(name: str) -> None:
    request = RequestFactory().get("/nowhere/")
    request.user = _Untouchable()
    html = render_to_string(
        f"{name}.html", {"council": COUNCIL, "request": request, "user": _Untouchable(), "last_changed": "2026-11-17"}
    )

    assert html.count("<h1>") == 1
    assert '<html lang="en-GB">' in html
    assert " – Wenshire Council</title>" in html
    assert "Last changed 17 November 2026" in html


def test_the_tombstone_says_what_when_who_and_why_and_nothing_else() -> None:
    html = render_to_string(
        "410.html",
        {
            "council": COUNCIL,
            "what": "Cabinet response",
            "withdrawn_on": "2026-11-03",
            "reason": "It named a resident.",
            "office": "Head of Democratic Services",
        },
    )

    assert "<h1>This Cabinet response has been withdrawn</h1>" in html
    assert "<dd>3 November 2026</dd>" in html
    assert "<dd>Head of Democratic Services</dd>" in html
    assert "<dd>It named a resident.</dd>" in html


@pytest.mark.parametrize("name", ["500", "503"])
def test_pages_for_a_broken_site_need_nothing(name: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.contrib.staticfiles.storage.staticfiles_storage.url", None)
        html = render_to_string(f"{name}.html")

    assert html.count("<h1>") == 1
    assert "/static/css/site.css" in html


def test_the_stylesheet_stays_small_and_no_template_holds_style_or_script() -> None:
    assert (settings.BASE_DIR / "static" / "css" / "site.css").stat().st_size <= 20_000
    assert len((settings.BASE_DIR / "static" / "js" / "enhance.js").read_text().splitlines()) <= 60
    templates = [Path(found) for found in (settings.BASE_DIR / "templates").rglob("*.html")]
    assert len(templates) > 20
    guilty = [
        found.name
        for found in templates
        if "print" not in found.stem
        and any(mark in found.read_text() for mark in (" style=", "<style", "<script>", " onclick="))
    ]
    assert guilty == []
