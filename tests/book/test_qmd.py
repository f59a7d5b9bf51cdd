from __future__ import annotations

import pytest

from analysis.book.errors import BookError
from analysis.book.qmd import Cell, Markdown, parse_chapter, replace_inlines

CHAPTER = """\
---
execute:
  echo: false
---

# Title {#sec-title}

Count: `{python} 1 + 1`, and ``literal `{python} no` ``.

```python
shown = "`{python} not_run`"
```

```{python}
#| label: fig-a
#| fig-cap: "A: caption"
first = 1

second = 2
```

After `{python} second`.
"""


def test_blocks_keep_their_lines():
    chapter = parse_chapter("a.qmd", CHAPTER)
    kinds = [(type(block).__name__, block.line) for block in chapter.blocks]
    assert kinds == [("Markdown", 5), ("Cell", 14), ("Markdown", 21)]
    assert chapter.front_matter == {"execute": {"echo": False}}


def test_cell_holds_options_and_source_without_them():
    (cell,) = parse_chapter("a.qmd", CHAPTER).cells
    assert cell.options == {"label": "fig-a", "fig-cap": "A: caption"}
    assert cell.option_lines == {"label": 15, "fig-cap": 16}
    assert cell.source == "first = 1\n\nsecond = 2"


def test_unlabelled_cell_is_named_by_its_number():
    chapter = parse_chapter("a.qmd", "# T\n\n```{python}\n1\n```\n\n```{python}\n2\n```\n")
    assert [cell.label for cell in chapter.cells] == ["cell-1", "cell-2"]


def test_inline_expressions_are_found_outside_code_only():
    inlines = parse_chapter("a.qmd", CHAPTER).inlines
    assert [(i.number, i.expression, i.line) for i in inlines] == [
        (1, "1 + 1", 8),
        (2, "second", 22),
    ]


def test_inline_results_replace_expressions_in_order():
    text = parse_chapter("a.qmd", CHAPTER).blocks[0]
    assert isinstance(text, Markdown)
    replaced = replace_inlines(text.text, iter(["2"]))
    assert "Count: 2, and" in replaced
    assert "`{python} not_run`" in replaced


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        ("---\nexecute: 1\n", 1, "front matter is never closed"),
        ("# T\n\n```{python}\n1\n", 3, "never closed"),
        ("# T\n\n```{python}\n#| label: [\n1\n```\n", 4, "malformed YAML"),
        ("# T\n\n```{python}\n#| just text\n1\n```\n", 4, "not a mapping"),
    ],
)
def test_malformed_chapter_names_file_and_line(source, line, words):
    with pytest.raises(BookError, match=words) as caught:
        parse_chapter("chapters/bad.qmd", source)
    (fault,) = caught.value.faults
    assert (fault.file, fault.line) == ("chapters/bad.qmd", line)
    assert fault.remedy


def test_cells_inside_divisions_are_cells():
    chapter = parse_chapter("a.qmd", "# T\n\n::: {.callout-note}\n```{python}\n1\n```\n:::\n")
    assert [type(block) for block in chapter.blocks] == [Markdown, Cell, Markdown]
