from __future__ import annotations

import pytest

from analysis.book.qmd import parse_chapter
from analysis.book.trace import chapter_inputs, recorded_reading, traced_inputs

CHAPTER = """\
# Title

Some words with `{python} x`.

```{python}
#| label: first
#| fig-cap: "A caption"
x = 1
```

```{python}
#| label: second
x + 1
```
"""


def changed(old: str, new: str, defaults=None) -> set[str]:
    assert old in CHAPTER
    before = chapter_inputs(parse_chapter("x.qmd", CHAPTER), {})
    after = chapter_inputs(parse_chapter("x.qmd", CHAPTER.replace(old, new)), defaults or {})
    return {key for key in {**before, **after} if before.get(key) != after.get(key)}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Some words", "Other words", set()),
        ("A caption", "Another caption", set()),
        ("# Title", "# Another title", set()),
        ("x = 1", "x = 2", {"cell:first"}),
        ("#| label: second", "#| label: second\n#| echo: false", set()),
        ("#| label: second", "#| label: second\n#| eval: false", {"cell:second"}),
        ("#| label: second", "#| label: second\n#| warning: false", {"cell:second"}),
        ("{python} x", "{python} x + 1", {"inline:1"}),
        ("label: second", "label: third", {"cell:second", "cell:third", "order:"}),
        (
            "# Title",
            "---\nexecute:\n  error: true\n---\n\n# Title",
            {"cell:first", "cell:second"},
        ),
    ],
)
def test_what_of_a_chapter_is_an_input(old, new, expected):
    assert changed(old, new) == expected


def test_moving_an_expression_changes_the_order():
    words = "Some words with `{python} x`.\n\n"
    moved = CHAPTER.replace(words, "") + "\n" + words
    before = chapter_inputs(parse_chapter("x.qmd", CHAPTER), {})
    after = chapter_inputs(parse_chapter("x.qmd", moved), {})
    assert {key for key in before if before[key] != after[key]} == {"order:"}


def test_the_defaults_of_the_book_are_inputs_of_every_cell():
    assert changed("x", "x", {"warning": False}) == {"cell:first", "cell:second"}


def test_names_of_traced_inputs():
    trace = {"files": ["a"], "listings": ["b"], "modules": ["c.py"], "functions": ["c.py::f"]}
    expected = ("file:a", "listing:b", "module:c.py", "function:c.py::f")
    assert traced_inputs(trace) == expected


def test_reading_is_recorded_until_the_end(tmp_path):
    (tmp_path / "a").write_text("")
    (tmp_path / "b").write_text("")
    with recorded_reading(tmp_path) as recorder:
        (tmp_path / "a").read_text()
    (tmp_path / "b").read_text()
    assert recorder.files == {"a"}
