"""The choice of committees one follows; it stands in the address and is kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from council.forms import CheckboxesField, PlainForm


class CommitteesForm(PlainForm):
    """Which committees. A value that does not exist chooses nothing."""

    committee = CheckboxesField(label=_("Committees I follow"), required=False)
    mark_optional = False

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["committee"].choices = choices  # type: ignore[attr-defined]
