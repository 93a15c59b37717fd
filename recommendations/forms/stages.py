"""The short forms of a set's later stages: deferred, response noted, monitored, closed; and the proposal."""

from __future__ import annotations

import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from council.forms import DateField, ParagraphsField, PlainForm, SelectField
from council.models import Body
from council.statute.wording import long_date
from recommendations.forms.meeting_items import item_words, items_of
from recommendations.forms.quiet import only_past
from recommendations.models import CabinetResponse, RecommendationSet


class DeferForm(PlainForm):
    """Until when they are put off, and why."""

    deferred_until = DateField(label=_("Deferred until"), noun=_("the date until which they are deferred"))
    deferred_reason = ParagraphsField(
        label=_("Why they are deferred"),
        help_text=_("Residents will read this. The time to answer goes on"),
        missing=_("Enter why they are deferred. Residents will read this"),
        max_length=2000,
        rows=4,
    )

    def __init__(self, *args: Any, today: datetime.date, found: RecommendationSet, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean_deferred_until(self) -> datetime.date:
        """A day that has not come yet."""
        day: datetime.date = self.cleaned_data["deferred_until"]
        if day <= self.today:
            field: Any = self.fields["deferred_until"]
            raise field.refusal(_("%(Noun)s must be in the future"), boxes=[])
        return day


class AtItemForm(PlainForm):
    """A day on which something happened, and perhaps the item of a meeting at which it did."""

    day_name, item_name = "day", "item"

    def __init__(self, *args: Any, today: datetime.date, found: RecommendationSet, **kwargs: Any) -> None:
        self.today, self.found = today, found
        super().__init__(*args, **kwargs)
        self.offer(found.made_by, found.made_on, today)

    def offer(self, body: Body, since: datetime.date | None, until: datetime.date | None) -> None:
        """Put the items of these meetings into the list."""
        self.items = items_of(body, since, until)
        choices = [(str(key), item_words(item)) for key, item in self.items.items()]
        self.fields[self.item_name].choices = [("", gettext("Not listed here")), *choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        item = self.items.get(int(found[self.item_name])) if found.get(self.item_name) else None
        day = found.get(self.day_name)
        if self.day_name not in self.errors:
            if item and not day:
                found[self.day_name] = item.meeting.held_on
            elif item and day != item.meeting.held_on:
                words = gettext("This must be %(day)s, the day of the meeting you chose, or choose another item")
                self.add_error(self.day_name, words % {"day": long_date(item.meeting.held_on)})
            elif not day:
                self.add_error(self.day_name, self.fields[self.day_name].error_messages["required"])
        found[self.item_name] = item
        return found


def _item_field() -> SelectField:
    return SelectField(
        label=_("At which meeting and item"),
        help_text=_("Its date is taken over if you leave the date empty"),
        required=False,
    )


class NoteForm(AtItemForm):
    """When and where the committee noted the response."""

    day_name, item_name = "noted_on", "noted_at"
    noted_at = _item_field()
    noted_on = DateField(label=_("Noted on"), noun=_("the date the response was noted"), required=False)
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        only_past(self, "noted_on", self.today)
        return super().clean()


class MonitorForm(PlainForm):
    """From when the committee follows what is done."""

    monitored_from = DateField(label=_("Monitored from"), noun=_("the date from which they are monitored"))

    def __init__(self, *args: Any, today: datetime.date, found: RecommendationSet, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        only_past(self, "monitored_from", self.today)
        return self.cleaned_data


class CloseForm(AtItemForm):
    """When, where and why the committee closed them."""

    day_name, item_name = "closed_on", "closed_at"
    closed_at = _item_field()
    closed_on = DateField(label=_("Closed on"), noun=_("the date they were closed"), required=False)
    closed_reason = ParagraphsField(
        label=_("Why they are closed"),
        help_text=_("What the committee found. Residents will read this"),
        missing=_("Enter why they are closed. Residents will read this"),
        max_length=2000,
        rows=4,
    )
    mark_optional = False

    def clean(self) -> dict[str, Any]:
        only_past(self, "closed_on", self.today)
        return super().clean()


class ProposeForm(AtItemForm):
    """When and at which item Cabinet considers what is proposed."""

    day_name, item_name = "considered_on", "considered_at"
    considered_at = _item_field()
    considered_on = DateField(label=_("Considered on"), noun=_("the date it is considered"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, today: datetime.date, response: CabinetResponse, **kwargs: Any) -> None:
        self.response = response
        super().__init__(*args, today=today, found=response.set, **kwargs)
        self.offer(response.kept_by, response.set.made_on, None)
