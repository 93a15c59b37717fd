"""Recorded votes, who spoke, interests in an item: entered, refused where they do not agree, shown, withheld."""

from __future__ import annotations

import pytest
from django.urls import reverse

from council.publication import RefusedError
from meetings import actions
from meetings.models import ItemProceedings, MemberVote, RecordedVote, Speaker
from meetings.published import item_address, meeting_address
from tests import factories as make
from tests.factories import AT
from tests.filling import fields_of
from tests.reading import words_of

pytestmark = pytest.mark.django_db
VOTE = {
    "vote-0-motion": "That the hours be agreed.", "vote-0-mover": "Councillor Ada Fenwright",
    "vote-0-result": "carried",
    "vote-0-votes_for": "2", "vote-0-votes_against": "1", "vote-0-abstentions": "0",
    "vote-0-names_for": "Councillor Ada Fenwright\nCouncillor Bea Orrin\n",
    "vote-0-names_against": "Councillor Cy Marsh",
}  # fmt: skip
EXEMPT = {"restriction": "exempt", "exempt_paragraphs": "3", "exempt_reason": "Prices", "public_title": "A lease"}
MOTION = {"motion": "That the Secret lease be signed.", "mover": "Secret Mover", "result": "carried", "votes_for": 1,
          "votes_against": 0, "abstentions": 0, "members": {"for": ["Secret Mover"]}}  # fmt: skip
HIDDEN = {
    "votes": [MOTION],
    "speakers": [{"name": "Secret Speaker", "capacity": "Secret tenant"}],
    "declarations": [{"name": "Secret Owner", "kind": "pecuniary", "interest": "Secret house", "conduct": "left"}],
}


@pytest.fixture
def officer(client):
    """Signed in: writes and publishes for every body."""
    make.make_council()
    user = make.make_user(("officer", "both"), ("publisher", "both"))
    client.force_login(user)
    return user


def page_for(item):
    return reverse("meetings:officer-proceedings-edit", args=[item.public_id])


def entered(client, item, **typed):
    return client.post(page_for(item), fields_of(client.get(page_for(item))) | typed)


def test_a_vote_with_names_speakers_and_an_interest_are_saved(client, officer):
    item = make.make_item()
    typed = VOTE | {
        "speaker-0-name": "Orla Finnemore", "speaker-0-capacity": "Petitioner",
        "declaration-0-name": "Councillor Cy Marsh",
        "declaration-0-kind": "pecuniary", "declaration-0-interest": "A shop", "declaration-0-conduct": "left",
    }  # fmt: skip
    assert entered(client, item, **typed).status_code == 302
    vote = RecordedVote.objects.get()
    assert (vote.votes_for, vote.votes_against, vote.abstentions, vote.seconder) == (2, 1, 0, "")
    ways = list(MemberVote.objects.values_list("name", "way"))
    assert ways == [
        ("Councillor Ada Fenwright", "for"),
        ("Councillor Bea Orrin", "for"),
        ("Councillor Cy Marsh", "against"),
    ]
    assert Speaker.objects.get().capacity == "Petitioner"
    # An unchanged form changes nothing.
    assert entered(client, item).status_code == 302
    assert list(MemberVote.objects.values_list("name", "way")) == ways


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"vote-0-votes_for": "3"}, "Vote 1: For: the count is 3 but 2 are named. Make them agree, or leave out names"),
        ({"vote-0-votes_against": "0"}, "Against: the count is 0 but 1 are named"),
        ({"vote-0-votes_for": ""}, "Enter all three counts, 0 where nobody did"),
        ({"vote-0-votes_for": "two"}, "Enter a whole number, such as 7"),
        ({"vote-0-votes_for": "-1"}, "Enter 0 or more"),
        ({"vote-0-names_against": "councillor  ada FENWRIGHT"}, "A member is named twice in this vote"),
        ({"vote-0-motion": ""}, "Vote 1: Enter the motion"),
        ({"vote-0-result": ""}, "Vote 1: Select whether it was carried"),
        ({"vote-0-names_for": "", "vote-0-names_against": "", "vote-0-votes_for": "0"}, "More voted against than for"),
        ({"speaker-0-name": "Orla"}, "Speaker 1: Enter in what capacity they spoke"),
        ({"speaker-0-capacity": "Officer"}, "Speaker 1: Enter the name"),
    ],
)
def test_what_does_not_agree_is_refused_in_words_and_nothing_typed_is_lost(client, officer, typed, words):
    item = make.make_item()
    page = entered(client, item, **(VOTE | typed))
    assert words in words_of(page)
    assert ItemProceedings.objects.count() == 0
    shown = fields_of(page)
    assert {name: shown[name] for name in typed} == typed
    assert shown["vote-0-mover"] == "Councillor Ada Fenwright"


def test_names_without_counts_are_counted_and_a_vote_without_either_stands(client, officer):
    item = make.make_item()
    blank = dict.fromkeys(("vote-0-votes_for", "vote-0-votes_against", "vote-0-abstentions"), "")
    assert entered(client, item, **(VOTE | blank)).status_code == 302
    assert (RecordedVote.objects.get().votes_for, RecordedVote.objects.get().abstentions) == (2, 0)
    other = make.make_item()
    no_names = {"vote-0-names_for": "", "vote-0-names_against": ""}
    assert entered(client, other, **(VOTE | blank | no_names)).status_code == 302
    assert RecordedVote.objects.get(proceedings__item=other).votes_for is None


def test_the_action_refuses_counts_that_do_not_agree_too():
    wrong = {"motion": "x", "result": "carried", "votes_for": 2, "votes_against": 0, "abstentions": 0}
    with pytest.raises(RefusedError, match="agree with the names"):
        make.make_proceedings(make.make_item(), votes=[wrong | {"members": {"for": ["Ada"]}}])
    with pytest.raises(RefusedError, match="named twice"):
        make.make_proceedings(make.make_item(), votes=[wrong | {"members": {"for": ["Ada"], "against": ["ada "]}}])


def test_the_public_reads_votes_and_speakers_on_the_item(client):
    item = make.make_item(make.make_meeting(public=True), public=True)
    vote = {"motion": "That 600 trees be planted.", "mover": "Ada", "seconder": "Bea", "result": "lost", "votes_for": 1,
            "votes_against": 2, "abstentions": 0, "members": {"for": ["Ada"], "against": ["Bea", "Cy"]}}  # fmt: skip
    made = make.make_proceedings(item, public=True, votes=[vote])
    words = words_of(client.get(item_address(item)))
    for expected in (
        "The motion Lost That 600 trees be planted.",
        "Moved by Ada, seconded by Bea.",
        "For: 1. Against: 2. Abstained: 0.",
        "How members voted Member Voted Ada For Bea Against Cy Against",
        "Who spoke People who spoke on this item Name In what capacity Bea Orrin Member of the public",
    ):
        assert expected in words, expected
    assert "That 600 trees be planted." in words_of(client.get(f"/register/{made.entry_id}/"))


def test_of_an_exempt_item_only_the_summary_is_public(client):
    item = make.make_item(make.make_meeting(public=True), public=True, **EXEMPT)
    with pytest.raises(RefusedError, match="Enter a summary for the public"):
        make.make_proceedings(item, public=True, **HIDDEN)
    other = make.make_item(item.meeting, public=True, **EXEMPT)
    made = make.make_proceedings(other, public=True, public_summary="The lease was agreed by 5 votes to 4.", **HIDDEN)
    for address in (item_address(other), meeting_address(item.meeting), f"/register/{made.entry_id}/"):
        assert "Secret" not in client.get(address).content.decode(), address
    assert "The lease was agreed by 5 votes to 4." in words_of(client.get(item_address(other)))


def test_made_exempt_later_every_name_vanishes_from_page_meeting_and_register(client):
    item = make.make_item(make.make_meeting(public=True), public=True)
    made = make.make_proceedings(item, public=True, **HIDDEN)
    pages = [
        item_address(item),
        meeting_address(item.meeting),
        f"/register/{made.entry_id}/",
        f"/register/{made.entry_id}.txt",
    ]
    assert ["Secret" in client.get(page).content.decode() for page in pages] == [True] * 4
    actions.save(item, changes=EXEMPT, reason="Prices", by=None, at=AT)
    made.refresh_from_db()
    pages += [f"/register/{made.entry_id}/", f"/register/{made.entry_id}.txt", "/", "/register/"]
    assert ["Secret" in client.get(page).content.decode() for page in pages] == [False] * len(pages)


def test_withdrawn_with_its_item_they_leave_the_meeting_s_page(client):
    item = make.make_item(make.make_meeting(public=True), public=True)
    make.make_proceedings(item, public=True, **HIDDEN)
    assert "Secret Owner" in words_of(client.get(meeting_address(item.meeting)))
    actions.withdraw(item, reason="By mistake", by=None, at=AT)
    assert "Secret" not in client.get(meeting_address(item.meeting)).content.decode()


@pytest.mark.parametrize("count", [1, 30])
def test_an_item_needs_the_same_queries_however_many_voted_and_spoke(client, django_assert_num_queries, count):
    item = make.make_item(make.make_meeting(public=True), public=True)
    names = [f"Ann {n}" for n in range(count)]
    vote = {"motion": "x", "result": "carried", "votes_for": count, "votes_against": 0, "abstentions": 0,
            "members": {"for": names}}  # fmt: skip
    speakers = [{"name": name, "capacity": "Officer"} for name in names]
    make.make_proceedings(item, public=True, votes=[vote] * count, speakers=speakers)
    with django_assert_num_queries(7):
        assert client.get(item_address(item)).status_code == 200
