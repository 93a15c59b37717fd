"""The form of a pasted table: cells, tags, marks of emphasis."""

from recommendations.importers.table import cell_paragraphs


def test_cells_lose_tags_and_keep_words():
    assert cell_paragraphs(
        "<p class='x'>a &amp; b &lt;c&gt;</p><!-- hidden --><script>var x;</script><p>3 < 4 & R&D"
    ) == ["a & b <c>", "3 < 4 & R&D"]
    assert cell_paragraphs("the <unknown> word") == ["the <unknown> word"]
    assert cell_paragraphs("a </unknown> word") == ["a </unknown> word"]
    assert cell_paragraphs("<script>lost & found") == []
    assert cell_paragraphs("**bold** \u00a0 and 2 ** 3") == ["**bold** and 2 ** 3"]
    assert cell_paragraphs("**bold** words") == ["bold words"]
