"""Bar 11: every officers' form of meetings and settings, filled with nonsense, answers in words and never breaks."""

from __future__ import annotations

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from council.models import RoleGrant, User
from council.views.settings_pages import KINDS
from tests import factories as make

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NONSENSE = (
    "", "\x00", "x" * 600, "²", "٣", "-1", "0", "1", "2", "9" * 23, "a\u2028b", "\x0b", "on", "open", "exempt", "held",
    "draft", "report", "officer", "both", "<script>", "None", "(a) x\n(b) y", "javascript:alert(1)", "🦋",
)  # fmt: skip
FILES = (("a.pdf", b""), ("a.pdf", b"%PDF-"), ("a.docx", b"PK\x03\x04"), ("🦋", b"text"), ("b", b"\x00\x01"))


def addresses(public: bool, admin: User) -> list[str]:
    """The address of every form, on drafts or on published records."""
    item = make.make_item(public=public)
    issue, paper, holding = make.make_issue(public=public), make.make_document(item), make.make_holding()
    make.make_outcome(item)
    of = {
        "officer-meeting-edit": item.meeting, "officer-item-add": item.meeting, "officer-publish-agenda": item.meeting,
        "officer-item-edit": item, "officer-outcome-edit": item, "officer-minutes-edit": item,
        "officer-document-add": item, "officer-document-edit": paper, "officer-issue-edit": issue,
    }  # fmt: skip
    found = [reverse(f"meetings:{name}", args=[record.public_id]) for name, record in of.items()]
    found += [reverse("meetings:officer-meeting-add"), reverse("meetings:officer-issue-add")]
    found += [reverse("meetings:officer-make-exempt", args=["item", item.public_id])]
    found += [reverse("settings-council"), *(reverse("settings-add", args=[kind]) for kind in KINDS)]
    rows = {"users": admin, "holdings": holding, "bodies": item.meeting.body}
    return found + [reverse("settings-edit", args=[kind, record.pk]) for kind, record in rows.items()]


def names_of(page) -> list[str]:
    """The names of every control of the form on a page."""
    if page.status_code != 200:
        return ["seen"]
    form = page.context["form"]
    sets = form.row_sets() if hasattr(form, "row_sets") else ()
    parts = [form, *(part for rows in sets for part in (rows.management_form, *rows))]
    names = [bound.html_name for part in parts for bound in part]
    return [
        *names,
        *(f"{name}_{box}" for name in names if name.endswith(("on", "from", "to")) for box in ("day", "year")),
    ]


def nonsense(chance: random.Random, names: list[str], page) -> dict:
    """A post with most controls filled at random, sometimes with the right number of rows and version."""
    post = {name: chance.choice(NONSENSE) for name in names if chance.random() < 0.8}
    post["held"] = chance.choice(NONSENSE)
    post["edit_number"] = chance.choice(["0", "1", "2", "x"])
    post["seen"] = page.context.get("seen", "") if page.context and chance.random() < 0.7 else "x"
    if chance.random() < 0.7:
        post |= {name: "3" if "TOTAL" in name else "0" for name in names if name.endswith("_FORMS")}
    if post.pop("upload", None):
        post["upload"] = SimpleUploadedFile(*chance.choice(FILES))
    return post


@pytest.mark.parametrize("seed", range(6))
def test_nonsense_in_any_form_is_answered(client, private_files, seed):
    chance = random.Random(seed)
    make.make_council()
    admin = make.make_user(("officer", "both"), ("publisher", "both"), ("administrator", "both"))
    for address in addresses(seed % 2 == 0, admin):
        client.force_login(admin)
        page = client.get(address)
        names = names_of(page)
        for _try in range(20):
            post = nonsense(chance, names, page)
            assert client.post(address, post).status_code in (200, 302, 403, 404, 409), (address, post)
        User.objects.filter(pk=admin.pk).update(is_active=True)
        for role in ("officer", "publisher", "administrator"):
            RoleGrant.objects.update_or_create(user=admin, role=role, side="both")
