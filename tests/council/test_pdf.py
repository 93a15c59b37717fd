"""The renderer: reads our own static files and nothing else, refuses in words, same page same bytes."""

from __future__ import annotations

import http.server
import threading

import pytest

from council import pdf

pytestmark = pytest.mark.pdf

PAGE = """<!doctype html><html lang="en-GB"><head><title>A paper</title>{head}</head>
<body><h1>A paper</h1>{body}</body></html>"""


def page(body: str = "<p>Words.</p>", head: str = "") -> str:
    return PAGE.format(head=head, body=body)


@pytest.fixture
def secret(tmp_path):
    """A file of this machine that must never get into a paper."""
    path = tmp_path / "secret.svg"
    path.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')
    return path


@pytest.fixture(scope="module")
def listener():
    """A server that writes down what it is asked for: nothing, if all is well."""
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    with http.server.HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server, asked
        server.shutdown()


def test_our_own_static_file_is_read():
    head = '<link rel="stylesheet" href="council-static:///css/print-response.css">'
    assert pdf.from_html(page(head=head)) != pdf.from_html(page())


@pytest.mark.parametrize(
    "address",
    [
        "file://{secret}",
        "{secret}",
        "council-static:///../../../../../../../..{secret}",
        "council-static:///%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e/%2e%2e{secret}",
        "council-static:////{secret}",
        "council-static://elsewhere/css/print-response.css",
        "council-static:///css/",
        "council-static:///nothing.svg",
        "COUNCIL-STATIC:///img/favicon.svg",
        "http://127.0.0.1:{port}/picture.svg",
        "ftp://127.0.0.1:{port}/picture.svg",
        "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAACAkQBADs=",
    ],
)
@pytest.mark.parametrize(
    "way",
    [
        '<img alt="" src="{address}">',
        '<p style="background: url({address})">x</p>',
        '<link rel="stylesheet" href="{address}">',
        '<link rel="attachment" href="{address}" title="it">',
        '<object data="{address}"></object>',
        '<style>@import "{address}";</style>',
        "<style>@font-face {{ font-family: f; src: url({address}) }} p {{ font-family: f }}</style>",
    ],
)
def test_anything_else_stops_the_paper(way, address, secret, listener):
    server, asked = listener
    body = way.format(address=address.format(secret=secret, port=server.server_port))
    with pytest.raises(pdf.CannotRenderError, match="Nothing was published"):
        pdf.from_html(page(body + "<p>x</p>"))
    assert asked == []


def test_a_character_without_a_glyph_stops_the_paper_and_is_named():
    with pytest.raises(pdf.CannotRenderError) as refused:
        pdf.from_html(page("<p>A bullet: \uf0b7</p>"))
    assert "“\uf0b7” (U+F0B7)" in str(refused.value)


def test_welsh_letters_and_typographers_marks_have_glyphs():
    assert pdf.from_html(page("<p>Ŵŵ Ŷŷ Ââ Êê Îî Ôô Ûû “quoted” ‘it’s’ – — £ € ½ ≥ • … ✓</p>"))


def test_same_page_same_bytes():
    assert pdf.from_html(page()) == pdf.from_html(page())


class TestWithoutTheLibraries:
    @pytest.fixture(autouse=True)
    def _no_libraries(self, monkeypatch):
        monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)

    def test_it_is_known(self):
        assert pdf.is_available() is False

    def test_publication_stops_and_says_why(self, settings):
        settings.PDF_REQUIRED = True
        with pytest.raises(pdf.CannotRenderError, match="Pango libraries are missing on this server"):
            pdf.render("404.html", {})

    def test_an_installation_without_pdfs_goes_on(self, settings):
        settings.PDF_REQUIRED = False
        assert pdf.render("404.html", {}) is None


def test_the_site_starts_without_loading_the_renderer():
    import subprocess
    import sys

    code = "import django; django.setup(); import council.urls, sys; sys.exit('weasyprint' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
