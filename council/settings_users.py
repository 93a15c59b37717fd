"""The administrator's form for a user: name, post, password, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from council.configuration import hashed, write_grants
from council.forms import PlainForm, RadiosField, SelectField, TextField, TickField, Worded
from council.models import Body, RoleGrant, User
from council.settings_base import EmailField, SettingsForm

EMPTY_ROWS = 2


class BodiesField(Worded, forms.ModelMultipleChoiceField):
    """Any number of bodies."""

    widget = forms.CheckboxSelectMultiple
    default_error_messages = {
        "invalid_choice": _("Choose from those listed"),
        "invalid_pk_value": _("Choose from those listed"),
    }

    def clean(self, value: Any) -> Any:
        """The bodies; a number too large for the database is none of them."""
        try:
            return super().clean(value)
        except OverflowError as too_large:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from too_large


class PasswordField(Worded, forms.CharField):
    """A password that is never shown again."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "width-20"})
        super().__init__(strip=False, widget=widget, **kwargs)


class GrantRow(PlainForm):
    """One role of a user. A row without a role is dropped."""

    mark_optional = False

    role = SelectField(label=_("Role"), choices=[("", _("No role")), *RoleGrant.Role.choices], required=False)
    side = RadiosField(label=_("Side"), choices=RoleGrant.Side.choices, required=False)
    bodies = BodiesField(
        label=_("Only for these bodies"), queryset=Body.objects.all(), required=False,
        help_text=_("With none ticked it holds for every body."),
    )  # fmt: skip

    def clean(self) -> None:
        """A role is held on a side."""
        if self.cleaned_data.get("role") and not self.cleaned_data.get("side") and "side" not in self.errors:
            self.add_error("side", _("Select a side for this role"))
        if not self.cleaned_data.get("role") and self.cleaned_data.get("bodies") and "role" not in self.errors:
            self.add_error("role", _("Select a role, or untick the bodies"))


class GrantRows(forms.BaseFormSet):
    """The roles of a user: those they hold, then empty rows."""

    default_error_messages = {
        "missing_management_form": _("Part of the page did not arrive. Open it again before you go on"),
        "too_many_forms": _("There are more than %(num)d roles"),
    }

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        form.heading = _("Role %(number)d") % {"number": (index or 0) + 1}

    def clean(self) -> None:
        """Each role is held once on each side."""
        held = [(row["role"], row["side"]) for row in self.rows()]
        if len(held) != len(set(held)):
            raise ValidationError(_("The same role is there twice on the same side. Put its bodies into one row"))

    def rows(self) -> list[dict[str, Any]]:
        """The roles chosen."""
        found = [form.cleaned_data for form in self.forms if hasattr(form, "cleaned_data")]
        return [
            {"role": row["role"], "side": row.get("side"), "bodies": list(row.get("bodies") or [])}
            for row in found
            if row.get("role")
        ]


GrantFormSet = forms.formset_factory(
    GrantRow, formset=GrantRows, extra=EMPTY_ROWS, max_num=12, absolute_max=20, validate_max=True
)


class UserForm(SettingsForm):
    """Somebody who signs in. Their post, never their name, is what the register prints."""

    username = TextField(
        label=_("User name"), max_length=150, missing=_("Enter the user name"),
        error_messages={"unique": _("There is already a user of this name")},
        widget=forms.TextInput(attrs={"class": "width-20", "autocomplete": "off"}),
    )  # fmt: skip
    first_name = TextField(label=_("First name"), max_length=150, required=False)
    last_name = TextField(label=_("Last name"), max_length=150, required=False)
    email = EmailField(label=_("E-mail"), required=False)
    post = TextField(
        label=_("Post"), max_length=200, required=False,
        help_text=_("For example, Scrutiny Officer. The public register prints it beside what this person publishes."),
    )  # fmt: skip
    new_password1 = PasswordField(label=_("Password"), missing=_("Enter a password of 12 characters or more"))
    is_active = TickField(label=_("May sign in"), required=False)

    class Meta:
        model = User
        fields = ["username", "first_name", "last_name", "email", "post", "is_active"]

    def __init__(self, data: Any = None, *, instance: User, **kwargs: Any) -> None:
        super().__init__(data, instance=instance, **kwargs)
        if instance.pk:
            password = self.fields["new_password1"]
            password.required = False
            password.label, password.help_text = _("New password"), _("Leave it empty to keep the present one.")
        stored = [] if instance.pk is None else [
            {"role": grant.role, "side": grant.side, "bodies": [body.pk for body in grant.bodies.all()]}
            for grant in instance.grants.order_by("pk").prefetch_related("bodies")
        ]  # fmt: skip
        self.stored_grants: list[dict[str, Any]] = stored
        # A bound row is not compared with a stored one: Django would take an unchanged row for an empty one.
        self.grants: Any = GrantFormSet(data, prefix="grant", initial=None if data is not None else stored)

    def row_sets(self) -> tuple[forms.BaseFormSet, ...]:
        """The roles."""
        return (self.grants,)

    def clean_new_password1(self) -> str:
        """Long enough, and not one of the common ones."""
        password = self.cleaned_data["new_password1"]
        if password:
            validate_password(password, self.instance)
        return password

    def changes(self) -> dict[str, Any]:
        """The columns, and the password if a new one was given."""
        password = self.cleaned_data.get("new_password1")
        return super().changes() | ({"password": hashed(password)} if password else {})

    def children(self) -> Callable[[User], None]:
        """Writes the roles."""
        return write_grants(self.grants.rows())

    def typed_words(self) -> dict[str, str]:
        """The fields as typed, and the roles chosen."""
        return super().typed_words() | {str(_("Roles")): _roles(self.grants.rows())}

    def stored_words(self) -> dict[str, str]:
        """The fields as stored, and the roles held."""
        names = {body.pk: body.name for body in Body.objects.all()}
        rows = [row | {"bodies": [names.get(key, "") for key in row["bodies"]]} for row in self.stored_grants]
        return super().stored_words() | {str(_("Roles")): _roles(rows)}


def _roles(rows: list[dict[str, Any]]) -> str:
    roles, sides = dict(RoleGrant.Role.choices), dict(RoleGrant.Side.choices)
    lines = []
    for row in rows:
        bodies = ", ".join(sorted(map(str, row["bodies"]))) or _("every body")
        lines.append(f"{roles.get(row['role'], '')} – {sides.get(row['side'], '')} – {bodies}")
    return "\n".join(sorted(lines))
