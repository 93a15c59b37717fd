"""The form behind a mailed link: one update of one row, once, without an account. It shows no other record."""

from __future__ import annotations

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import link_view
from council.forms import BOXES
from council.publication import ChangedSinceError, RefusedError
from recommendations import published
from recommendations.actions.links import LinkOverError, is_over, keep_typed, link_of, send_by_link
from recommendations.forms.progress import UpdateForm
from recommendations.models import Action, CabinetResponse, UpdateLink
from recommendations.progress_lines import short_name
from recommendations.views.shared import edit_number

HERE = "recommendations"
# Within a quarter of an hour: links that do not exist asked for from one place, and posts to one link.
WINDOW, MOST_UNKNOWN, MOST_POSTS = 15 * 60, 60, 20
FIELDS: tuple[str, ...] = (
    "status",
    "narrative",
    "paused_reason",
    "why_not",
    "proposes_closing",
    "evidence",
    "office_title",
)
FIELDS += tuple(f"as_at_{box}" for box in BOXES)


@link_view
def update_link(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the form and changes nothing (mail scanners follow links); POST sends it and uses the link up."""
    link = link_of(token)
    if link is None or not link.recommendation.set.is_public:
        return _unknown(request)
    if request.method == "POST" and _is_too_often(f"posts:{link.pk}", MOST_POSTS):
        return _over(request, link, status=429)
    if is_over(link, timezone.now()):
        return _over(request, link)
    record = link.update if link.update and not link.update.is_published else None
    initial = {"office_title": link.office_title} | ({} if record else _initial(link))
    data = request.POST if request.method == "POST" else None
    shown: dict[str, Any] = {"today": timezone.localdate(), "record": record, "initial": initial}
    form = UpdateForm(data, actions=None, files=request.FILES or None, owner=_owner(link), **shown)
    if data is None or not form.is_valid():
        return _form(request, link, form)
    return _send(request, link, form, edit_number(request) if record else None)


def _send(request: HttpRequest, link: UpdateLink, form: UpdateForm, number: int | None) -> HttpResponse:
    try:
        send_by_link(link, **form.values(), at=timezone.now(), edit_number=number)
    except ChangedSinceError:
        return _changed_since(request, link, form)
    except LinkOverError:
        return _over(request, UpdateLink.objects.select_related("recommendation__set__made_by").get(pk=link.pk))
    except RefusedError as refused:
        form.add_error(None, str(refused))
        return _form(request, link, form)
    form.saved()
    return render(request, f"{HERE}/update_link_done.html", _about(link))


def _owner(link: UpdateLink) -> str:
    """For whom a chosen file is kept while the form is not right yet."""
    return f"link-{link.public_id.hex}"


def _initial(link: UpdateLink) -> dict[str, Any]:
    """Words that came too late for an earlier link; the date in its three boxes."""
    typed = dict(link.typed)
    boxes = [typed.pop(f"as_at_{box}", "") for box in BOXES]
    return typed | ({"as_at": boxes} if any(boxes) else {})


def _form(request: HttpRequest, link: UpdateLink, form: UpdateForm, *, status: int = 200) -> HttpResponse:
    form.keep_file()
    number = link.update.edit_number if link.update else 0
    context = {"form": form, "expires_at": link.expires_at, "edit_number": number, **_about(link)}
    return render(request, f"{HERE}/update_link.html", context, status=status)


def _changed_since(request: HttpRequest, link: UpdateLink, form: UpdateForm) -> HttpResponse:
    """The scrutiny officer changed the returned update meanwhile: what it says now stands beside the typed words."""
    link.refresh_from_db()
    newer = link.update.narrative if link.update else ""
    words = _("This was changed after you opened it. It now says: “%(words)s”. Send again to put your words over it.")
    form.add_error("narrative", words % {"words": newer})
    return _form(request, link, form, status=409)


def _about(link: UpdateLink) -> dict[str, Any]:
    """What the page says of the row: public words only, so that a link that went astray tells nothing more."""
    row = link.recommendation
    record = published.RECOMMENDATION.read(row)
    made_by = row.set.made_by.name
    public = CabinetResponse.public_when("response_item__response__")
    action = Action.objects.filter(public, key=link.action_key, response_item__recommendation=row).last()
    return {
        "recommendation": record,
        "name": short_name(row),
        "subject": row.set.subject,
        "made_by": made_by,
        "action": action.description if action else "",
        "due_on": action.due_on if action else None,
    }


def _over(request: HttpRequest, link: UpdateLink, status: int = 410) -> HttpResponse:
    """Used, expired or pressed too often: says so, how to get a new one, and shows again what was typed."""
    typed = {name: request.POST[name].replace("\0", "") for name in FIELDS if request.POST.get(name)}
    has_words = bool(typed.get("narrative", "").strip())
    is_same = has_words and _is_sent_already(link, typed["narrative"])
    is_kept = has_words and not is_same and status == 410 and keep_typed(link, typed)
    context = {
        "was_used": link.used_at is not None,
        "is_pause": status == 429,
        "is_same": is_same,
        "is_kept": is_kept,
        "typed": typed.get("narrative", "") if has_words and not is_same else "",
        "made_by": link.recommendation.set.made_by.name,
    }
    return render(request, f"{HERE}/update_link_over.html", context, status=200 if is_same else status)


def _is_sent_already(link: UpdateLink, narrative: str) -> bool:
    """Whether this is the form that was sent, pressed twice."""
    sent = link.update.narrative if link.used_at and link.update else ""
    return bool(sent) and " ".join(sent.split()) == " ".join(narrative.split())


def _unknown(request: HttpRequest) -> HttpResponse:
    """A link that does not exist. What was typed is shown again: nobody's words are thrown away."""
    where = request.META.get("REMOTE_ADDR", "")
    status = 429 if _is_too_often(f"unknown:{where}", MOST_UNKNOWN) else 404
    context = {"is_unknown": True, "is_pause": status == 429, "typed": request.POST.get("narrative", "")}
    return render(request, f"{HERE}/update_link_over.html", context, status=status)


def _is_too_often(key: str, most: int) -> bool:
    name = f"update-link:{key}"
    cache.add(name, 0, WINDOW)
    try:
        return cache.incr(name) > most
    except ValueError:  # it ended in between
        return False
