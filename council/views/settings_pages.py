"""The administrator's pages: the council's configuration, and lists and forms of everything else that is kept.

`KINDS` is the one table of them. Nothing is deleted from here, and there is no other way to edit these records.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from council import configuration
from council.access import found_or_404, officer_view
from council.audit import reference_of
from council.held import form_data, held_for, hold, release
from council.models import AuditEvent, Body, Council, ExtraHoliday, Membership, Office, OfficeHolding, Person, User
from council.publication import ChangedSinceError, RefusedError
from council.roles import Permission
from council.settings_base import SettingsForm
from council.settings_forms import (
    BodyForm,
    CouncilForm,
    HoldingForm,
    HolidayForm,
    MembershipForm,
    OfficeForm,
    PersonForm,
)
from council.settings_users import UserForm
from council.side_by_side import differences
from council.templatetags.words import on
from meetings.forms.standing import StandingItemForm
from meetings.models import StandingItem
from recommendations.forms.reminders import ReminderStepForm
from recommendations.models import ReminderStep

BOTH = ("GET", "HEAD", "POST")


class OfficerRequest(HttpRequest):
    """A request that `officer_view` let through: somebody is signed in. For type hints."""

    user: User


@dataclass(frozen=True)
class Kind:
    """One kind of record: its form, its words, and what its list says of each."""

    model: type[models.Model]
    form: type[SettingsForm]
    words: str | Promise
    add: str | Promise
    explained: str | Promise
    facts: Callable[[Any], list[Any]]
    rows: Callable[[], Any]


def _span(first: Any, last: Any) -> str:
    if not first and not last:
        return ""
    facts = {"first": on(first) or _("not recorded"), "last": on(last) or _("now")}
    return _("%(first)s to %(last)s") % facts


def _roles_of(user: User) -> list[Any]:
    if not user.is_active:
        return [user.username, _("May not sign in")]
    return [user.username, user.post, *(grant.get_role_display().split(":")[0] for grant in user.grants.all())]


KINDS = {
    "bodies": Kind(
        Body, BodyForm, _lazy("Bodies"), _lazy("Add a body"), _lazy("Cabinet, committees, panels, full council."),
        lambda body: [body.get_kind_display(), _span(body.exists_from, body.exists_to)], Body.objects.all,
    ),
    "people": Kind(
        Person, PersonForm, _lazy("People"), _lazy("Add a person"), _lazy("Who holds or held an office."),
        lambda person: [], Person.objects.all,
    ),
    "offices": Kind(
        Office, OfficeForm, _lazy("Offices"), _lazy("Add an office"), _lazy("Posts, such as a Cabinet portfolio."),
        lambda office: [office.get_kind_display(), office.body], lambda: Office.objects.select_related("body"),
    ),
    "holdings": Kind(
        OfficeHolding, HoldingForm, _lazy("Who held which office"), _lazy("Add who held an office"),
        _lazy("From and to; either may be not recorded."),
        lambda holding: [_span(holding.starts_on, holding.ends_on)],
        lambda: OfficeHolding.objects.select_related("office", "person"),
    ),
    "standing-items": Kind(
        StandingItem, StandingItemForm, _lazy("Standing items"), _lazy("Add a standing item"),
        _lazy("What is on every agenda of a body; officers put the list on a new agenda in one press."),
        lambda item: [item.body, item.get_kind_display(), "" if item.is_used else _("No longer used")],
        lambda: StandingItem.objects.select_related("body"),
    ),
    "memberships": Kind(
        Membership, MembershipForm, _lazy("Who sits on which body"), _lazy("Add a member of a body"),
        _lazy("Chair, members, substitutes, co-opted members, from and to. Attendance starts from this list."),
        lambda row: [row.get_capacity_display(), row.party, row.ward, _span(row.starts_on, row.ends_on)],
        lambda: Membership.objects.select_related("body", "person"),
    ),
    "users": Kind(
        User, UserForm, _lazy("Users"), _lazy("Add a user"), _lazy("Who signs in, and what they may do."), _roles_of,
        lambda: User.objects.prefetch_related("grants").order_by("last_name", "first_name", "username"),
    ),
    "reminders": Kind(
        ReminderStep, ReminderStepForm, _lazy("Reminders"), _lazy("Add a reminder"),
        _lazy("When whoever has to answer, or promised to act, is reminded, and when the committee’s chair is told. "
              "While there are none here the usual ones hold."),
        lambda step: [step.get_to_display(), "" if step.is_used else _("No longer sent")],
        ReminderStep.objects.all,
    ),
    "holidays": Kind(
        ExtraHoliday, HolidayForm, _lazy("Extra bank holidays"), _lazy("Add a bank holiday"),
        _lazy("Days proclaimed since this release: they move due dates worked out from now on."),
        lambda holiday: [], ExtraHoliday.objects.all,
    ),
}  # fmt: skip


@officer_view(Permission.CONFIGURE)
def index(request: OfficerRequest) -> HttpResponse:
    """What can be set."""
    kinds = [
        {"words": kind.words, "explained": kind.explained, "url": reverse("settings-list", args=[name])}
        for name, kind in KINDS.items()
    ]
    return render(request, "council/officer/settings.html", {"kinds": kinds})


@officer_view(Permission.CONFIGURE, methods=BOTH)
def council(request: OfficerRequest) -> HttpResponse:
    """The council's own configuration."""
    context = {"heading": _("The council"), "back": reverse("settings-index"), "template": "council"}
    record = Council.objects.filter(pk=1).first() or Council()
    return _edit(request, CouncilForm, record, context)


@officer_view(Permission.CONFIGURE)
def record_list(request: OfficerRequest, kind: str) -> HttpResponse:
    """Every record of one kind."""
    found = _kind(kind)
    page = Paginator(found.rows(), 50).get_page(request.GET.get("page"))
    rows = [
        {"name": str(record), "url": reverse("settings-edit", args=[kind, record.pk]),
         "facts": [fact for fact in found.facts(record) if fact]}
        for record in page
    ]  # fmt: skip
    context = {"kind": found, "rows": rows, "page": page, "add_url": reverse("settings-add", args=[kind])}
    return render(request, "council/officer/settings_list.html", context)


@officer_view(Permission.CONFIGURE, methods=BOTH)
def record_add(request: OfficerRequest, kind: str) -> HttpResponse:
    """A new record."""
    found = _kind(kind)
    context = {"heading": found.add, "kind": found, "back": reverse("settings-list", args=[kind])}
    return _edit(request, found.form, found.model(), context)


@officer_view(Permission.CONFIGURE, methods=BOTH)
def record_edit(request: OfficerRequest, kind: str, key: int) -> HttpResponse:
    """The form of a record."""
    found = _kind(kind)
    record = found_or_404(found.model._base_manager.all(), pk=key)
    context = {"heading": str(record), "kind": found, "back": reverse("settings-list", args=[kind])}
    return _edit(request, found.form, record, context)


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _edit(request: OfficerRequest, make_form: type[SettingsForm], record: Any, context: dict[str, Any]) -> HttpResponse:
    """A form for one record: shown, refused in words, set against a newer save, or saved."""
    data = form_data(request)
    seen = configuration.fingerprint(record)
    if data is not None and not record._state.adding:
        seen = data.get("seen", "")
    form = make_form(data, instance=record)
    if request.method == "POST" and form.is_valid():
        try:
            configuration.save(
                type(record)(pk=record.pk) if record.pk else type(record)(),
                changes=form.changes(), seen=seen, by=request.user, at=timezone.now(), children=form.children(),
            )  # fmt: skip
        except ChangedSinceError:
            return _conflict(request, make_form, record, context)
        except RefusedError as refused:
            form.add_error(None, str(refused))
        except IntegrityError:
            form.add_error(None, _("Somebody has just saved one like it. Look at the list before you save again"))
        else:
            release(request)
            messages.success(request, _("Saved. Public pages show it from now on."))
            return redirect(context["back"])
    held = held_for(request) if request.method != "POST" else None
    facts = {"form": form, "seen": seen, "record": record, "kept_because": held and held.why, "can_save": True}
    return render(request, "council/officer/settings_form.html", context | facts)


def _conflict(
    request: OfficerRequest, make_form: type[SettingsForm], record: Any, context: dict[str, Any]
) -> HttpResponse:
    """409: both texts side by side; the form holds the administrator's own words over what is saved now."""
    held = hold(request, request.user, why=str(_("a colleague had saved a newer version")))
    request.held_token = held.token if held else ""  # type: ignore[attr-defined]
    fresh = type(record)._base_manager.get(pk=record.pk)
    stored = make_form(None, instance=type(record)._base_manager.get(pk=record.pk)).stored_words()
    form = make_form(request.POST, instance=fresh)
    form.is_valid()
    saves = AuditEvent.objects.filter(record_kind=record._meta.model_name, reference=reference_of(fresh))
    facts = {
        "form": form,
        "record": record,
        "seen": configuration.fingerprint(type(record)._base_manager.get(pk=record.pk)),
        "differences": differences(form.typed_words(), stored),
        "saved_by": saves.select_related("by").first(),
        "page": context["back"],
        "held": held,
        "can_save": True,
    }
    return render(request, "council/officer/settings_form.html", context | facts, status=409)
