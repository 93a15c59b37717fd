"""The administrator's page of the mail this system sends: what, to whom, how it ended; and sending one again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from council import mail
from council.access import officer_view
from council.forms import PlainForm, SelectField
from council.models import Body, MailSent, Office
from council.publication import RefusedError
from council.roles import Permission

PAGE_SIZE = 50
# The colour of each state (council/templatetags/site.py); its word stands beside it.
CODES = {"waiting": "awaiting", "sending": "awaiting", "sent": "published", "refused": "late", "unclear": "due_soon"}


class MailFilterForm(PlainForm):
    """What the list is narrowed to. A value that does not exist narrows nothing."""

    mark_optional = False
    state = SelectField(
        label=gettext_lazy("State"), required=False, choices=[("", gettext_lazy("All")), *MailSent.State.choices]
    )


@officer_view(Permission.CONFIGURE)
def mail_sent(request: HttpRequest) -> HttpResponse:
    """Every message, the latest first, perhaps of one state alone."""
    form = MailFilterForm(request.GET)
    form.is_valid()
    state = form.cleaned_data.get("state", "")
    found = MailSent.objects.filter(state=state) if state else MailSent.objects.all()
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"form": form, "page": page, "rows": _lines(page.object_list), "state": state}
    context |= {"state_words": dict(MailSent.State.choices).get(state, ""), "here": request.get_full_path()}
    return render(request, "council/officer/mail_sent.html", context)


def _lines(found: Iterable[MailSent]) -> list[dict[str, Any]]:
    """Each with the post or the body that has its address, where one has."""
    rows = list(found)
    addresses = {row.to for row in rows}
    names: dict[str, str] = {}
    for model, name in ((Body, "name"), (Office, "title")):
        known = model._base_manager.exclude(email="").values_list("email", name)
        names |= {email.lower(): words for email, words in known if email.lower() in addresses}
    return [
        {
            "key": row.pk,
            "subject": row.subject,
            "to": row.to,
            "who": names.get(row.to, ""),
            "state": row.get_state_display(),
            "code": CODES[row.state],
            "at": row.sent_at or row.sending_at or row.queued_at,
            "problem": row.problem,
            "may_again": mail.may_send_again(row),
        }
        for row in rows
    ]


@officer_view(Permission.CONFIGURE, methods=("POST",))
def again(request: HttpRequest, key: int) -> HttpResponse:
    """Send one again that was refused, or of which nobody knows whether it went out."""
    row = MailSent.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    try:
        mail.send_again(row, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except RefusedError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It waits to be sent again to %(to)s.") % {"to": row.to})
    back = request.POST.get("back", "")
    is_ours = back.startswith("/officer/mail/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
    return redirect(back if is_ours else "mail-sent")
