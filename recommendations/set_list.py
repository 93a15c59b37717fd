"""The officers' list of sets: filtered by where they stand and by body, paged, each row with its state in words."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from council.forms import PlainForm, RecordField, SelectField
from council.models import Body, Council, User
from council.roles import Permission, has_permission
from recommendations import states
from recommendations.choices import LATER_STAGES
from recommendations.desk import days_words, set_state, with_states
from recommendations.permissions import visible_sets

PER_PAGE = 30


class SetFilterForm(PlainForm):
    """What the list is narrowed to. A value that does not exist narrows nothing."""

    state = SelectField(label=_("Where they stand"), required=False)
    body = RecordField(
        queryset=Body.objects.all(), label=_("Made by or answered by"), required=False, empty_label=_("All")
    )
    mark_optional = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [(code, words) for code, (words, _codes) in states.ASKED.items()]
        later = [(str(stage.value), stage.label) for stage in LATER_STAGES]
        choices = [("", _("All")), ("draft", _("Drafts")), *asked, *later, ("withdrawn", _("Withdrawn"))]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]


def set_list_page(user: User, query: QueryDict, today: datetime.date) -> dict[str, Any]:
    """What the page shows, for one user and one query string."""
    form = SetFilterForm(query)
    form.is_valid()
    asked = form.cleaned_data
    sets = with_states(visible_sets(user), today, Council.current()).annotate(count=Count("recommendations"))
    sets = _narrowed(sets, asked.get("state", ""), asked.get("body"))
    page = Paginator(sets.order_by(F("made_on").desc(nulls_first=True), "-pk"), PER_PAGE).get_page(query.get("page"))
    rows = [_row(found, today) for found in page.object_list]
    return {
        "page": page,
        "rows": rows,
        "form": form,
        "summary": _summary(page.paginator.count, form),
        "is_narrowed": any(asked.values()),
        "can_record": has_permission(user, Permission.RECORD_SET),
    }


def _summary(total: int, form: SetFilterForm) -> str:
    """What the list shows and how many, in words."""
    words = ngettext("%(count)d set of recommendations", "%(count)d sets of recommendations", total) % {"count": total}
    asked = form.cleaned_data
    said = [str(dict(form.fields["state"].choices)[asked["state"]]).lower()] if asked.get("state") else []  # type: ignore[attr-defined]
    said += [_("made by or answered by %(body)s") % {"body": asked["body"]}] if asked.get("body") else []
    return ", ".join([words, *said])


def _narrowed(sets: Any, state: str, body: Body | None) -> Any:
    if body is not None:
        sets = sets.filter(Q(made_by=body) | Q(addressee=body))
    if state == "withdrawn":
        return sets.filter(withdrawn_at__isnull=False)
    if state == "draft":
        return sets.filter(published_at=None)
    if state in LATER_STAGES:
        return sets.filter(status=state, withdrawn_at=None)
    if state:
        public = sets.filter(withdrawn_at=None, published_at__isnull=False)
        return public.filter(state__in=states.ASKED[state][1])
    return sets


def _row(found: Any, today: datetime.date) -> dict[str, Any]:
    words, code = set_state(found)
    shows_clock = found.is_published and not found.is_withdrawn and found.state in states.WITH_DATE
    return {
        "url": reverse("recommendations:officer-set", args=[found.public_id]),
        "subject": found.subject,
        "reference": found.reference,
        "made_by": found.made_by.name,
        "made_on": found.made_on,
        "addressee": found.addressee.name,
        "count": found.count,
        "state": words,
        "code": code,
        "due_on": found.open_due_on if shows_clock else None,
        "days": days_words(found.open_due_on, today) if shows_clock else "",
    }
