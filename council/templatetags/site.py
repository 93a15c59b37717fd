"""Page parts shared by every page: navigation, status words, summary rows, disclosures, timeline, errors.

Owns how those parts are marked up; knows no model and asks the database nothing. Loading `site` also brings
the filters of `words`.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django import template
from django.core.exceptions import NON_FIELD_ERRORS
from django.core.paginator import Page
from django.forms import BaseForm, BaseFormSet
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from council import linked_data
from council.templatetags import words as words_filters

register = template.Library()
register.filters.update(words_filters.register.filters)

TONES = {
    "good": "accepted complete confirmed held published agreed effective closed final upheld reconsidered "
    "complete_confirmed green",
    "part": "accepted_in_part paused postponed deferred proposed interim called_in referred due_soon "
    "complete_reported amber",
    "bad": "not_accepted not_implemented not_satisfied cancelled withdrawn late overdue closed_not_implemented "
    "not_implemented_reported red",
    "wait": "awaiting received sent submitted in_progress monitoring scheduled keep_open in_window awaiting_effect "
    "awaiting_confirmation kept_open",
}
"""Which colour repeats which status; every other status is grey."""

_TONE_OF = {code: tone for tone, codes in TONES.items() for code in codes.split()}


# Navigation


def _request_path(context: template.Context) -> str:
    return getattr(context.get("request"), "path", "")


@register.simple_tag(takes_context=True)
def nav_link(context: template.Context, view_name: str, words: str, exact: bool = False) -> SafeString:
    """A navigation link that says when it is the present page or (unless `exact`) part of the site."""
    address, path = reverse(view_name), _request_path(context)
    here = "page" if path == address else "true" if not exact and path.startswith(address) else ""
    current = format_html(' aria-current="{}"', here) if here else ""
    return format_html('<a class="nav-link" href="{}"{}>{}</a>', address, current, words)


@register.inclusion_tag("components/breadcrumbs.html", takes_context=True)
def breadcrumbs(context: template.Context, *steps: str | list[str]) -> dict[str, Any]:
    """`{% breadcrumbs "Meetings" meetings_url "Cabinet" cabinet_url "17 November" %}`; several may come in one list.

    Home (the desk on the officers' side) comes first by itself; a last word without an address is this page.
    """
    words_and_addresses = [one for step in steps for one in (step if isinstance(step, list) else [step])]
    words, addresses = words_and_addresses[::2], words_and_addresses[1::2]
    linked = list(zip(words, addresses, strict=False))
    present = words[-1] if len(words) > len(addresses) else ""
    request, is_officer = context.get("request"), _request_path(context).startswith("/officer/")
    trail = [(_("Home"), reverse("home")), *linked, *([(present, "")] if present else [])]
    data = linked_data.breadcrumbs(trail)
    return {
        "linked": linked,
        "present": present,
        "is_officer": is_officer,
        "script": linked_data.script(linked_data.document(data, request.build_absolute_uri))
        if request and not is_officer
        else "",
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page) -> dict[str, Any]:
    """Previous, numbers and next of a Paginator's page; the rest of the query string is kept."""
    query: QueryDict = getattr(context.get("request"), "GET", QueryDict()).copy()

    def address(number: int) -> str:
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    several = page.paginator.num_pages > 1
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1) if several else ()
    return {
        "page": page,
        "several": several,
        "previous": address(page.number - 1) if several and page.has_previous() else "",
        "next": address(page.number + 1) if several and page.has_next() else "",
        "numbers": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
    }


# Page parts


@register.simple_tag
def tag(words: str, code: str = "") -> SafeString:
    """A status as a word; the colour, chosen from the status code, only repeats it."""
    return format_html('<strong class="tag tag-{}">{}</strong>', _TONE_OF.get(code, "quiet"), words)


@register.simple_block_tag
def inset(content: str) -> SafeString:
    """Words set apart from the text around them."""
    return format_html('<div class="inset">{}</div>', content)


@register.simple_block_tag
def warning(content: str) -> SafeString:
    """Words that somebody must not miss, with an exclamation mark and the hidden word "Warning"."""
    return format_html(
        '<div class="warning"><span class="warning-mark" aria-hidden="true">!</span>'
        '<div class="warning-text"><span class="hidden">{}</span> {}</div></div>',
        _("Warning"),
        content,
    )


@register.simple_block_tag
def details(content: str, words: str, is_open: bool = False, css: str = "") -> SafeString:
    """A disclosure: `words` are always seen, the content when it is opened."""
    return format_html(
        '<details class="details{}"{}><summary><span class="details-words">{}</span></summary>'
        '<div class="details-text">{}</div></details>',
        f" {css}" if css else "",
        mark_safe(" open") if is_open else "",  # our own markup, no value in it
        words,
        content,
    )


@register.inclusion_tag("components/notification.html")
def notification(words: str, kind: str = "", heading: str = "") -> dict[str, str]:
    """A banner of one sentence at the top of a page; `kind` is "", "success", "warning" or "error"."""
    return {"words": words, "kind": kind, "heading": heading}


@register.simple_block_tag
def summary_row(content: str, words: str, empty: str = "") -> SafeString:
    """One row of `<dl class="summary">`. Without content it shows `empty`; without that, nothing."""
    content = content if content.strip() else conditional_escape(empty)
    if not content.strip():
        return SafeString()  # nothing at all
    return format_html('<div class="summary-row"><dt>{}</dt><dd>{}</dd></div>', words, content)


@register.simple_block_tag
def cell(content: str, heading: str, row: bool = False, css: str = "") -> SafeString:
    """A cell of `<table class="stacked">` that repeats its column's heading when the row becomes a block.

    `row=True` makes it the row's own heading. Roles are explicit because display: block takes them away.
    """
    # Our own markup, no value in it.
    kind = mark_safe('th scope="row" role="rowheader"') if row else mark_safe('td role="cell"')
    return format_html(
        '<{}{}><span class="cell-heading" aria-hidden="true">{}</span><div class="cell-body">{}</div></{}>',
        kind,
        format_html(' class="{}"', css) if css else "",
        heading,
        content if content.strip() else "",
        "th" if row else "td",
    )


@register.simple_block_tag
def moment(content: str, when: Any, words: str, url: str = "", level: int = 3, kind: str = "") -> SafeString:
    """One entry of `<ol class="timeline">`: its date and kind, its heading (linked if `url` is given), its text."""
    heading = format_html('<a href="{}">{}</a>', url, words) if url else words
    return format_html(
        '<li class="moment"><p class="moment-when"><time datetime="{}">{}</time>{}</p>'
        '<h{} class="moment-heading">{}</h{}>{}</li>',
        words_filters.iso(when),
        words_filters.on(when),
        format_html(" {}", tag(kind)) if kind else "",
        level,
        heading,
        level,
        format_html('<div class="moment-text">{}</div>', content) if content.strip() else "",
    )


# Errors of forms


def _forms_in(parts: Iterable[BaseForm | BaseFormSet | None]) -> Iterator[BaseForm | BaseFormSet]:
    for part in parts:
        if part is not None and part != "" and part.is_bound:
            yield part
            if isinstance(part, BaseFormSet):
                gone = part.deleted_forms if part.can_delete and part.is_valid() else ()
                yield from (form for form in part.forms if form not in gone)


def _first_control(form: BaseForm) -> str:
    return next((form[name].first_control for name in form.fields if not form[name].is_hidden), "")


def errors_of(parts: Iterable[BaseForm | BaseFormSet | None]) -> Iterator[tuple[str, str]]:
    """(words, id of the control to go to) of every error in the order of the page; the id may be empty."""
    for part in _forms_in(parts):
        if isinstance(part, BaseFormSet):
            yield from ((str(words), "") for words in part.non_form_errors())
            continue
        heading = getattr(part, "heading", "")
        for name in (NON_FIELD_ERRORS, *part.fields):
            shown = name in part.fields and not part[name].is_hidden
            target = part[name].first_control if shown else _first_control(part)
            for words in part.errors.get(name, ()):
                yield (f"{heading}: {words}" if heading else str(words)), target


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | BaseFormSet) -> dict[str, Any]:
    """What to put right, above everything: `{% error_summary form rows %}`. A form's `heading` goes first."""
    return {"errors": list(errors_of(forms))}


@register.inclusion_tag("components/error_summary.html")
def error_summary_of(forms: Iterable[BaseForm | BaseFormSet]) -> dict[str, Any]:
    """As `error_summary`, for a list of forms."""
    return {"errors": list(errors_of(forms))}


@register.simple_tag
def error_prefix(*forms: BaseForm | BaseFormSet) -> str:
    """ "Error: " at the start of the page title where any of the forms has an error."""
    return _("Error: ") if any(True for _found in errors_of(forms)) else ""
