from __future__ import annotations

from analysis.book.finish.facts import words_of
from analysis.book.finish.floats import Link, Told, float_of, pictures, with_files, with_origins

WORDS = words_of("en")
OURS = (
    '<p>before</p><div id="fig-a" class="quarto-float"><figure><img src="f/a.svg" alt="A">'
    "<figcaption>Figure 1.1: A</figcaption></figure></div><p>after</p>"
)
QUARTOS = (
    '<div id="fig-a" class="quarto-float"><figure class="quarto-float quarto-float-fig figure">'
    '<div><figure class="figure"><p><img src="f/a.svg" alt="A"></p></figure></div>'
    "<figcaption>Figure 1.1: A</figcaption></figure></div><figure>another</figure>"
)
FEW = Told(Link("figures.a", "../source/a.html#L-3"), [Link("one", "d/one.csv")])


def test_a_float_ends_where_its_outer_figure_ends():
    assert float_of(OURS, "fig-a").endswith("Figure 1.1: A</figcaption></figure>")
    assert float_of(QUARTOS, "fig-a").endswith("Figure 1.1: A</figcaption></figure>")
    assert float_of(OURS, "fig-b") == ""


def test_the_origin_stands_at_the_end_of_the_float():
    for page in (OURS, QUARTOS):
        made = with_origins(page, {"fig-a": FEW, "fig-gone": FEW}, WORDS)
        line = (
            '<div class="float-origin">Made by <a href="../source/a.html#L-3"><code>figures.a'
            '</code></a> from <a href="d/one.csv"><code>one</code></a></div></figure></div>'
        )
        assert f"Figure 1.1: A</figcaption>{line}" in made
        assert made.count("float-origin") == 1


def test_many_data_files_unfold():
    many = Told(FEW.made_by, [Link(f"d{i}", f"{i}.csv") for i in range(9)])
    made = with_origins(OURS, {"fig-a": many}, WORDS)
    assert "<summary>from 9 data files</summary>" in made and "<code>d8</code>" in made


def test_names_are_text():
    bad = Told(Link("<script>", '"><script>'), [Link("a&b", "x")])
    made = with_origins(OURS, {"fig-a": bad}, WORDS)
    assert "<script>" not in made and "a&amp;b" in made


def test_a_figure_offers_its_files():
    found = pictures(OURS, ["fig-a", "fig-gone"])
    assert found == {"fig-a": "f/a.svg"}
    made = with_files(OURS, found, WORDS)
    assert '<a href="f/a.svg" download="fig-a.svg">Download SVG</a>' in made
    assert '<a href="f/a.pdf" download="fig-a.pdf">Download PDF</a></div></figure>' in made
