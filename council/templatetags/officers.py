"""The hidden fields every officer's form carries, so that its words survive an expired sign-in or an error."""

from __future__ import annotations

from django import template
from django.middleware.csrf import get_token
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from council import sealing
from council.held import signature_for
from council.models.published import PublishedRecord

register = template.Library()


@register.simple_tag(takes_context=True)
def seal_link(context: template.Context, record: PublishedRecord) -> SafeString:
    """The way to have a withdrawn record sealed, for those who may ask for it; nothing for everybody else."""
    address = sealing.seal_address(record, context["request"].user)
    return format_html('<p><a href="{}">{}</a></p>', address, _("Have it sealed")) if address else SafeString("")


@register.simple_tag(takes_context=True)
def officer_form(context: template.Context) -> SafeString:
    """`<form method="post">{% officer_form %}`: the CSRF token, whose form it is, and which kept words it shows.

    A view that has just kept words anew names them as `request.held_token`.
    """
    request = context["request"]
    held = getattr(request, "held_token", "") or request.GET.get("held") or request.POST.get("held") or ""
    fields = format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="held_by" value="{}">',
        get_token(request),
        signature_for(request.user),
    )
    if held:
        fields += format_html('<input type="hidden" name="held" value="{}">', held)
    return fields
