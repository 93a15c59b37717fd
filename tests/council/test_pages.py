"""Pages made from the configuration: the council's colour, and the accessibility statement with its contact."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.models import Council
from council.views.pages import contrast, luminance, readable_on
from tests import factories
from tests.reading import heading_of, links_of, words_of

pytestmark = pytest.mark.django_db


def test_the_theme_gives_the_council_s_colour_and_readable_text(client):
    factories.make_council(colour="#1d4f5c")
    response = client.get("/theme.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert re.sub(r"\s+", " ", response.content.decode()).strip() == (
        ":root { --council-colour: #1d4f5c; --council-colour-text: #ffffff; }"
    )
    factories.make_council(colour="#ffdd00")
    assert "--council-colour-text: #000000;" in client.get("/theme.css").content.decode()


def test_a_change_of_colour_changes_the_etag(client):
    council = factories.make_council(colour="#1d4f5c")
    etag = client.get("/theme.css")["ETag"]
    assert client.get("/theme.css", headers={"If-None-Match": etag}).status_code == 304
    council.colour = "#ffdd00"
    council.save()
    assert client.get("/theme.css", headers={"If-None-Match": etag}).status_code == 200


def test_nothing_but_a_colour_gets_into_the_style_sheet(client):
    factories.make_council()
    Council.objects.update(colour="red;}*{")
    assert Council().colour in client.get("/theme.css").content.decode()


def test_luminance_and_contrast_of_known_colours():
    assert (luminance("#000000"), luminance("#ffffff")) == (0, pytest.approx(1))
    assert contrast("#000000", "#ffffff") == contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)  # the lightest grey that passes on white


@given(st.integers(0, 0xFFFFFF))
def test_text_on_every_colour_has_at_least_4_5_to_1(number):
    colour = f"#{number:06x}"
    assert contrast(readable_on(colour), colour) >= 4.5


def test_the_statement_gives_the_contact_from_the_configuration(client):
    factories.make_council(
        name="Wenshire Council", contact_name="Scrutiny Team", contact_email="ask@wenshire.example",
        contact_phone="01632 960001",
    )  # fmt: skip
    response = client.get("/accessibility/")
    assert heading_of(response) == "Accessibility statement"
    assert 'id="formats"' in response.content.decode()
    assert "Ask Scrutiny Team E-mail ask@wenshire.example Telephone 01632 960001" in words_of(response)
    assert "mailto:ask@wenshire.example" in links_of(response)


def test_the_statement_names_a_contact_without_address_or_number_too(client):
    factories.make_council(contact_email="", contact_phone="", contact_name="Scrutiny Team")
    assert "Ask Scrutiny Team at Wenshire Council." in words_of(client.get("/accessibility/"))


def test_every_page_leads_to_another_format(client):
    assert "/accessibility/#formats" in links_of(client.get("/"))


@pytest.mark.parametrize(
    ("nation", "who"),
    [
        ("england", "Equality Advisory and Support Service"),
        ("northern-ireland", "Equality Commission for Northern Ireland"),
    ],
)
def test_the_statement_names_the_nation_s_own_enforcer(client, nation, who):
    factories.make_council(nation=nation)
    assert who in words_of(client.get("/accessibility/"))


def test_the_statement_says_what_the_council_found_and_when(client):
    factories.make_council(
        accessibility_status="partially", accessibility_problems="Maps have no text (1.1.1)\n\nOld scans (1.1.1)",
        accessibility_burden="Plans of 2019, assessed in 2025", accessibility_plan="Captions by May 2027",
        accessibility_visits="Ring by Relay UK.\n\nThe Town Hall has a hearing loop.", accessibility_reply_days=5,
        accessibility_prepared_on="2026-01-05", accessibility_reviewed_on="2026-11-02",
        accessibility_tested_on="2026-10-30", accessibility_tested_how="Tested by Wen Access on 20 pages.",
    )  # fmt: skip
    told = words_of(client.get("/accessibility/"))
    assert "We answer within 5 working days. Ringing or visiting us Ring by Relay UK. The Town Hall has a" in told
    assert "What does not meet the regulations Maps have no text (1.1.1) Old scans (1.1.1) Disproportionate" in told
    assert "Disproportionate burden Plans of 2019, assessed in 2025 What the regulations" in told
    assert "What we are doing to improve it Captions by May 2027 Preparation" in told
    assert (
        "This statement was prepared on 5 January 2026. It was last reviewed on 2 November 2026. The council last "
        "tested this site on 30 October 2026. Tested by Wen Access on 20 pages." in told
    )


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("fully", "This site is fully compliant with the"),
        ("partially", "This site is partially compliant with the"),
        ("not", "This site is not compliant with the"),
    ],
)
def test_the_statement_says_how_far_it_meets_the_standard(client, status, words):
    factories.make_council(accessibility_status=status)
    assert words in words_of(client.get("/accessibility/"))


def test_a_statement_that_nobody_filled_in_claims_nothing(client):
    factories.make_council()
    told = words_of(client.get("/accessibility/"))
    assert "When this statement was prepared is not recorded. No test of its own by the council is recorded." in told
    assert "Disproportionate burden We claim none." in told


@pytest.mark.parametrize("path", ["/theme.css", "/accessibility/"])
def test_they_need_no_more_than_the_etag_s_two_queries(client, django_assert_num_queries, path):
    factories.make_council()
    with django_assert_num_queries(2):
        assert client.get(path).status_code == 200
