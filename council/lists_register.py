"""The register as a public list: every entry, newest first, with its sentence only while its record may be read."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import django_filters
from django.db.models import BooleanField, ExpressionWrapper, F, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from council import lists
from council.canonical import plain
from council.forms import PlainForm
from council.models import Council, RegisterEntry
from council.models.register import not_hidden
from council.representations import PublicField
from council.schemas import FLAG

PAGE_SIZE = 25


def entries_with_state() -> QuerySet:
    """Every entry, with `is_shown`: nothing later withdrew or restricted its record."""
    shown = ExpressionWrapper(not_hidden("reference", "serial"), output_field=BooleanField())
    return RegisterEntry.objects.annotate(is_shown=shown)


def hiding_entries(entries: Iterable[Any]) -> dict[int, Any]:
    """Serial -> the latest entry that hides the words of that one, with its snapshot. One query for all of them."""
    wanted = list(entries)
    found = RegisterEntry.objects.filter(
        reference__in={entry.reference for entry in wanted}, act__in=RegisterEntry.HIDING
    ).select_related("snapshot")
    latest = {entry.reference: entry for entry in found.order_by("serial")}
    return {
        entry.serial: latest[entry.reference]
        for entry in wanted
        if entry.reference in latest and latest[entry.reference].serial >= entry.serial
    }


class RegisterFilter(django_filters.FilterSet):
    """The register has no filters: whoever follows it needs every entry."""

    class Meta:
        model = RegisterEntry
        form = PlainForm
        fields: list[str] = []


def _event(entry: Any, name: str) -> str:
    event = getattr(entry, "event", None) if entry.is_shown else None
    return getattr(event, name) if event else ""


def _choose(params: lists.Params, *, council: Council, on: datetime.date) -> lists.Selection:
    filters = RegisterFilter(params, entries_with_state())
    return lists.Selection(lambda: filters.qs, filters)


FIELDS = (
    PublicField("serial", _("Number")),
    PublicField("act", _("What was done")),
    PublicField("act_words", _("What was done, in words"), lambda e: e.get_act_display(), ()),
    PublicField("record_kind", _("Kind of record")),
    PublicField("reference", _("The record’s own code")),
    PublicField("version", _("Version")),
    PublicField("at", _("When (UTC)")),
    PublicField("office", _("By")),
    PublicField("digest", _("Digest of the words")),
    PublicField("previous", _("Fingerprint of the entry before")),
    PublicField("fingerprint", _("Fingerprint")),
    PublicField("is_shown", _("Whether its words may be read"), None, (), FLAG),
    PublicField("sentence", _("What happened"), lambda e: _event(e, "sentence"), ()),
    PublicField("record_address", _("Address of the record"), lambda e: _event(e, "address"), ()),
)

REGISTER = lists.PublicList(
    name="register",
    model=RegisterEntry,
    title=_("What was published when"),
    path="/register/",
    page_size=PAGE_SIZE,
    kinds=(),
    fields=FIELDS,
    choose=_choose,
    filters=RegisterFilter,
    load=lambda council, on: entries_with_state().select_related("event"),
    title_of=lambda entry: _event(entry, "sentence") or str(entry.get_act_display()),
    address_of=lambda entry: reverse("register-entry", args=[entry.serial]),
    id_of=lambda entry: str(entry.serial),
    with_changed=lambda rows: rows.annotate(changed=F("at")),
    moment=plain,
)
