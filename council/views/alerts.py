"""The pages of e-mail alerts: what they are, asking for them, confirming, one's own page, stopping. No account.

Asking says the same whether or not an address is known. What a message's link opens changes nothing by being looked
at: mail scanners follow links. Nothing here reads or sets a cookie.
"""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from council.access import form_view, link_view, officer_view, public_view
from council.alerts import asking, counts, links
from council.alerts.forms import AddressForm, FollowForm, MineForm
from council.alerts.sources import KINDS, LONGEST_KEY, Topic, digests, follow_address, topic_of, topics_of
from council.models import AlertReader, Body, Subscription
from council.publication import local_date
from council.roles import Permission
from meetings.alerts import public_wards
from recommendations.alerts import committees

HERE = "council/alerts"
# Within an hour, from one place: forms sent, and links that this installation never made.
WINDOW, MOST_SENT, MOST_UNKNOWN = 60 * 60, 20, 60


@public_view
def start(request: HttpRequest) -> HttpResponse:
    """What alerts are, what can be followed, how to stop."""
    bodies = committees(Body.objects.values_list("slug", flat=True)).items()
    wards = sorted(public_wards().items(), key=lambda found: found[1])
    context = {
        "committees": sorted((topic.title, follow_address("committee", slug)) for slug, topic in bodies),
        "wards": [(name, follow_address("ward", key)) for key, name in wards],
        "digest": follow_address("decisions", "all"),
    }
    return render(request, f"{HERE}/start.html", context)


@form_view
def follow(request: HttpRequest) -> HttpResponse:
    """The form for one thing; sent, a page that says the same to everybody."""
    kind, key = request.GET.get("what", ""), request.GET.get("of", "").replace("\0", "")
    key = KINDS[kind].read(key) if kind in KINDS and 0 < len(key) <= LONGEST_KEY else ""
    topic = topic_of(kind, key) if key else None
    if topic is None:
        return render(request, f"{HERE}/nothing.html", status=404)
    is_digest = kind in digests()
    form = FollowForm(request.POST if request.method == "POST" else None, is_digest=is_digest)
    if request.method == "POST" and _is_too_often(request, "sent", MOST_SENT):
        return render(request, f"{HERE}/too_often.html", status=429)
    if request.method == "POST" and form.is_valid():
        pace = form.cleaned_data.get("pace", Subscription.Pace.DAILY)
        asking.ask(form.cleaned_data["email"], kind=kind, key=key, pace=pace, at=timezone.now())
        return redirect("alerts-sent")
    context = {"form": form, "topic": topic, "is_digest": is_digest}
    return render(request, f"{HERE}/follow.html", context)


@form_view
def own_link(request: HttpRequest) -> HttpResponse:
    """For whoever lost the link to their page: the same answer to everybody."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _is_too_often(request, "sent", MOST_SENT):
        return render(request, f"{HERE}/too_often.html", status=429)
    if request.method == "POST" and form.is_valid():
        asking.ask_for_link(form.cleaned_data["email"], at=timezone.now())
        return redirect("alerts-sent")
    return render(request, f"{HERE}/own_link.html", {"form": form})


@public_view
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next: the same words for everybody."""
    return render(request, f"{HERE}/sent.html", {"days": asking.LASTS.days})


@link_view
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET says what is about to begin, POST begins it; the link works once."""
    public_id = links.read(links.CONFIRM, token)
    found = Subscription.objects.select_related("reader").filter(public_id=public_id).first() if public_id else None
    topic = topic_of(found.kind, found.key) if found else None
    if found is None or topic is None or asking.is_over(found, timezone.now()):
        return _over(request)
    if request.method == "POST":
        try:
            reader = asking.confirm(found, at=timezone.now())
        except asking.LinkOverError:
            return _over(request)
        return redirect(f"{reverse('alerts-mine', args=[links.token(links.MINE, reader.public_id)])}?begun")
    context = {"topic": topic, "pace": found.get_pace_display(), "until": local_date(found.asked_at + asking.LASTS)}
    return render(request, f"{HERE}/confirm.html", context)


@link_view
def mine(request: HttpRequest, token: str) -> HttpResponse:
    """What one follows: see it, change how often, stop some or all of it, begin again after a fault of the box."""
    public_id = links.read(links.MINE, token)
    reader = AlertReader.objects.filter(public_id=public_id).first() if public_id else None
    rows = _rows(reader) if reader else []
    if reader is None or not rows:
        return _over(request)
    form = MineForm(request.POST if "save" in request.POST else None, rows=rows, digests=digests())
    if request.method == "POST" and "again" in request.POST:
        asking.change(reader, {}, starts_again=True)
        return redirect(request.path + "?saved")
    if form.is_bound and form.is_valid():
        return redirect(request.path + "?saved") if asking.change(reader, form.paces()) else _stopped(request)
    context = {
        "form": form,
        "address": half_of(reader.email),
        "is_stopped": reader.stopped_at is not None,
        "has_begun": "begun" in request.GET,
        "is_saved": "saved" in request.GET,
        "stop": reverse("alerts-stop", args=[links.token(links.STOP, reader.public_id)]),
    }
    return render(request, f"{HERE}/mine.html", context)


def _rows(reader: AlertReader) -> list[tuple[Subscription, str]]:
    """What a reader follows, each in words; of what is not public any more, none."""
    found = list(reader.subscriptions.filter(confirmed_at__isnull=False))
    topics = topics_of({(one.kind, one.key) for one in found})
    return [(one, _in_words(one, topics.get((one.kind, one.key)))) for one in found]


def _in_words(found: Subscription, topic: Topic | None) -> str:
    kind = KINDS[found.kind].words if found.kind in KINDS else ""
    return f"{kind}: {topic.title}" if topic else str(_("No longer public (%(kind)s)") % {"kind": kind})


def half_of(email: str) -> str:
    """An address for whoever has the link: enough to know one's own by."""
    name, _at, domain = email.rpartition("@")
    return f"{name[:1]}…@{domain}"


@link_view
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops everything and deletes the address: also the post that RFC 8058 has mail programs send."""
    public_id = links.read(links.STOP, token)
    if public_id is None:
        return _over(request)
    if request.method == "POST":
        reader = AlertReader.objects.filter(public_id=public_id).first()
        if reader is not None:
            asking.forget(reader)
        return _stopped(request)
    return render(request, f"{HERE}/stop.html")


def _stopped(request: HttpRequest) -> HttpResponse:
    return render(request, f"{HERE}/stopped.html")


def _over(request: HttpRequest) -> HttpResponse:
    """A link that was used, has expired, or was never made: one page for all of them."""
    if _is_too_often(request, "unknown", MOST_UNKNOWN):
        return render(request, f"{HERE}/too_often.html", status=429)
    return render(request, f"{HERE}/over.html", status=404)


def _is_too_often(request: HttpRequest, what: str, most: int) -> bool:
    name = f"alerts:{what}:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(name, 0, WINDOW)
    try:
        return cache.incr(name) > most
    except ValueError:  # it ended in between
        return False


@officer_view(Permission.CONFIGURE)
def figures(request: HttpRequest) -> HttpResponse:
    """How many follow what: counts, and no address."""
    return render(request, "council/officer/alerts.html", counts.figures(timezone.now()))
