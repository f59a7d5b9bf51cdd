from __future__ import annotations

import json

import pytest

from analysis.book.html import write_html
from analysis.book.search import Place, index_script, places

from . import minibook

PAGE = """
<section id="sec-a" class="level1"><h1><span class="chapter-number">1</span> Title</h1>
<p>Two <em>w</em>ords, 关键<strong>核心</strong>技术
<a class="ledger-badge" href="#x">5<sup>✓</sup></a>.</p>
<details class="code-fold"><summary>Code</summary><pre>secret()</pre></details>
<script>hidden</script>
<div id="fig-a" class="quarto-float"><figure><img src="a_files/x.svg" alt="A line">
<figcaption><span class="float-number">Figure 1.1</span>: Lines</figcaption></figure></div>
<section id="sec-b" class="level2"><h2>Inner</h2><p>own</p>
<div id="tbl-b" class="quarto-float"><figure><figcaption>Table 1.1: Sums</figcaption>
<table><tr><th>a</th><td>0.970</td></tr></table></figure></div></section>
after</section>
"""


def test_every_section_figure_and_table_is_a_place_with_its_own_text():
    assert places(PAGE, 3, "chapters/a.html") == (
        Place(3, "sec-a", "1 Title", "Two words, 关键核心技术 5. after"),
        Place(3, "fig-a", "Figure 1.1: Lines", "A line", "chapters/a_files/x.svg"),
        Place(3, "sec-b", "Inner", "own"),
        Place(3, "tbl-b", "Table 1.1: Sums", "a 0.970"),
    )


def test_the_script_holds_the_places_as_plain_text():
    found = [Place(0, "a", "T", '</script> "quoted" 条件'), Place(0, "b", "F", "", "x.svg")]
    script = index_script([("index.html", "1 T")], found)
    data = json.loads(script.removeprefix("globalThis.bookIndex=").removesuffix(";\n"))
    assert data == {
        "pages": [["index.html", "1 T"]],
        "places": [[0, "a", "T", '</script> "quoted" 条件'], [0, "b", "F", "", "x.svg"]],
    }


@pytest.fixture(scope="module")
def scripts(tmp_path_factory) -> list[bytes]:
    """Return the index of the same book as written in two folders."""
    found = []
    for name in ("first", "second"):
        root = tmp_path_factory.mktemp(name)
        write_html(minibook.document(minibook.make(root)), root / "_book")
        found.append((root / "_book/site/search-data.js").read_bytes())
    return found


def test_the_same_book_gives_the_same_bytes(scripts):
    assert scripts[0] == scripts[1]


def test_places_lead_to_ids_of_the_book(scripts):
    data = json.loads(scripts[0].decode().removeprefix("globalThis.bookIndex=").rstrip(";\n"))
    named = {(data["pages"][place[0]][0], place[1]) for place in data["places"]}
    assert named >= {
        ("index.html", "sec-about"),
        ("chapters/one.html", "sec-details"),
        ("chapters/one.html", "fig-curve"),
        ("chapters/extra.html", "tbl-rows"),
    }
