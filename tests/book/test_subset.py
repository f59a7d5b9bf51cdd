from __future__ import annotations

import pytest

from analysis.book.qmd import parse_chapter
from analysis.book.subset import check, table

from . import minibook


def faults(body: str, tmp_path):
    book = minibook.make(tmp_path)
    return check(book, [parse_chapter("chapters/x.qmd", f"# T {{#sec-t}}\n\n{body}\n")])


def test_the_small_book_is_within_the_subset(tmp_path):
    book = minibook.make(tmp_path)
    assert check(book, minibook.chapters(book)) == []


@pytest.mark.parametrize(
    ("body", "line", "words"),
    [
        ("{{< video x.mp4 >}}", 3, "shortcode 'video'"),
        ("<div>raw</div>", 3, "raw HTML"),
        ("`x`{=html}", 3, "raw"),
        ("::: {.column-margin}\nx\n:::", 3, "class 'column-margin'"),
        ("::: {#fig-x}\nx\n:::", 3, "outside a cell"),
        ("![a](a.png){#fig-x}", 3, "outside a cell"),
        ('::: {.callout-note appearance="simple"}\nx\n:::', 3, "attribute 'appearance'"),
        ("## S {.smallcaps}", 3, "heading class '.smallcaps'"),
        ("# Second", 3, "a second title"),
        ("See @lst-code.", 3, "reference @lst-code"),
        ("```{r}\n1\n```", 3, "a cell in r"),
        ("```{python}\n#| fig-width: 3\n1\n```", 4, "cell option 'fig-width'"),
        ("```{python}\n#| label: fig-x\n#| fig-cap: c\n1\n```", 3, "has no fig-alt"),
        ("```{python}\n#| label: tbl-x\n1\n```", 3, "has no tbl-cap"),
        ("```{python}\n#| fig-cap: c\n1\n```", 4, "fig-cap on a cell that is labelled cell-1"),
        ("Inline `{r} x`.", 3, "an inline expression in r"),
    ],
)
def test_what_is_outside_is_refused_with_its_line(tmp_path, body, line, words):
    (fault,) = faults(body, tmp_path)
    assert words in fault.message
    assert (fault.file, fault.line) == ("chapters/x.qmd", line)
    assert fault.remedy


@pytest.mark.parametrize(
    "body",
    [
        "```html\n<div>shown</div>\n```",
        "The tag `<div>` and `{{< video >}}` in code.",
        "a < b and b > a, ~X",
        "See <https://example.org/a>.",
        "mail@fig-tree.org",
    ],
)
def test_what_only_looks_alike_is_accepted(tmp_path, body):
    assert faults(body, tmp_path) == []


def test_a_label_given_twice_names_both_places(tmp_path):
    cell = "```{python}\n#| label: tbl-x\n#| tbl-cap: c\n1\n```"
    (fault,) = faults(f"{cell}\n\n{cell}", tmp_path)
    assert fault.line == 9
    assert "chapters/x.qmd:3" in fault.message


def test_unknown_front_matter_is_refused(tmp_path):
    book = minibook.make(tmp_path)
    chapter = parse_chapter("chapters/x.qmd", "---\nfreeze: auto\n---\n\n# T\n")
    (fault,) = check(book, [chapter])
    assert "front matter 'freeze'" in fault.message


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("include-after-body:\n  text: <script src='x.js'></script>", 0),
        ("include-after-body: x.html", 1),
        ("include-after-body:\n  - file: x.html", 1),
        ("include-after-body:\n  text: a\n  file: b", 1),
    ],
)
def test_after_the_body_stands_one_text(tmp_path, asked, count):
    book = minibook.make(tmp_path)
    chapter = parse_chapter("chapters/x.qmd", f"---\n{asked}\n---\n\n# T {{#sec-t}}\n")
    found = check(book, [chapter])
    assert len(found) == count
    assert all("include-after-body" in fault.message for fault in found)


def test_every_construct_of_the_table_is_described():
    assert all({"construct", "syntax", "note"} <= set(row) for row in table())
