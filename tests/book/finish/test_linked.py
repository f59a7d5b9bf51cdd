from __future__ import annotations

from lxml import etree

from analysis.book.finish.linked import alt_of, inlined, is_linked, replaced, without_links
from analysis.figures.draw import Line, element, figure, text

BOX = element("rect", x=1.0, y=1.0, width=20.0, height=10.0, fill="none")
PIECES = [element("a", BOX + text(5, 5, Line("概念 concept", 8)), href="#evidence-a", id="shown-a")]
SVG = figure(PIECES, "linked", "A linked figure", 100, 50).svg
PAGE = (
    '<head></head><div class="figure-scroll"><a href="f/x.svg" class="figure-open">'
    '<img src="f/x.svg" alt="Told &amp; said" class="figure-img"></a></div>'
)


def test_a_figure_with_links_is_known():
    assert is_linked(SVG) and not is_linked(SVG.replace("<a ", "<g "))


def test_the_figure_in_the_page_has_its_glyphs_beside_it():
    made = inlined(SVG, "fig-x", "What it shows")
    assert "<style" not in made.svg and "base64" not in made.svg
    root = etree.fromstring(made.svg)
    (link,) = root.iter("{http://www.w3.org/2000/svg}a")
    assert (link.get("href"), link.get("id")) == ("#evidence-a", "shown-a")
    assert root.get("aria-label") == "What it shows" and root.get("role") == "group"
    assert root.get("font-family").startswith("'fig-x-sans'")
    assert made.files["fig-x-400.woff2"][:4] == b"wOF2"
    sheet = made.files[made.sheet].decode()
    assert "font-family: 'fig-x-sans'" in sheet and "url('fig-x-400.woff2')" in sheet


def test_the_file_to_download_has_no_links_but_its_glyphs():
    made = without_links(SVG)
    assert not is_linked(made) and "evidence-a" not in made and "base64" in made
    assert "概念 concept" in made


def test_the_figure_takes_the_place_of_picture_and_link():
    made = replaced(PAGE, "f/x.svg", inlined(SVG, "fig-x", ""))
    assert "<img" not in made and "figure-open" not in made
    assert '<div class="figure-scroll"><svg' in made and "</svg></div>" in made
    assert '<link rel="stylesheet" href="f/fig-x.css">\n</head>' in made


def test_a_picture_without_a_link_around_it_is_replaced_too():
    page = '<head></head><p><a href="y">y</a><img class="img-fluid" src="f/x.svg" alt="A"></p>'
    made = replaced(page, "f/x.svg", inlined(SVG, "fig-x", ""))
    assert made.startswith("<head><link") and '<a href="y">y</a><svg' in made


def test_the_text_alternative_is_read():
    assert alt_of(PAGE, "f/x.svg") == "Told & said"
