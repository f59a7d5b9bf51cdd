from __future__ import annotations

import pytest

from analysis.book.finish.markup import attribute, rewritten, with_attribute, with_class, without


@pytest.mark.parametrize(
    ("tag", "name", "value"),
    [
        ('<a href="x&amp;y">', "href", "x&y"),
        ("<a href='x'>", "href", "x"),
        ('<a data-href="x">', "href", None),
        ('<img alt="a > b" src="c">', "src", "c"),
        ("<br>", "class", None),
    ],
)
def test_an_attribute_is_read(tag, name, value):
    assert attribute(tag, name) == value


def test_an_attribute_is_taken_away_and_added():
    assert without('<td class="num" style="a: b">', "style") == '<td class="num">'
    assert with_attribute("<col/>", "class", 'a"b') == '<col class="a&quot;b"/>'
    assert with_class('<td class="num">', "x") == '<td class="num x">'
    assert with_class("<td>", "x") == '<td class="x">'


def test_tags_are_rewritten_and_nothing_else():
    page = (
        '<!-- <p> --><p title="a > b">1 &lt; 2</p><script>if (a<b) "<p>"</script>'
        "<style>p > a {}</style><P>x</P>"
    )
    assert rewritten(page, lambda tag: tag.replace("<p", "<q")) == (
        '<!-- <p> --><q title="a > b">1 &lt; 2</p><script>if (a<b) "<p>"</script>'
        "<style>p > a {}</style><P>x</P>"
    )
    seen: list[str] = []
    rewritten(page, lambda tag: seen.append(tag) or tag)
    assert seen == ['<p title="a > b">', "<script>", "<style>", "<P>"]
