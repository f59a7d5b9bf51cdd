from __future__ import annotations

import json
import warnings

import nbformat
import pytest
from nbclient import NotebookClient

from analysis.book.config import load_entries
from analysis.book.finish.facts import words_of
from analysis.book.finish.notebooks import notebook_of, plain_markdown
from analysis.book.notebook import everywhere
from analysis.book.qmd import parse_chapter, read_chapter

from ..conftest import PROJECT

NAMES = {"fig-a": "Figure\N{NO-BREAK SPACE}2.1", "sec-a": "Chapter\N{NO-BREAK SPACE}2"}
TEXT = """\
# Title {#sec-a}

See @fig-a, [-@fig-a] and @fig-b. There are `{python} n` cases, say "three".

```{python}
#| label: setup
#| output: false
n = 1 + 2
```

```{python}
#| label: allowed
#| error: true
1 / 0
```

```{python}
#| label: not-run
#| eval: false
raise SystemExit
```
"""


def notebook(text=TEXT):
    return json.loads(
        notebook_of(parse_chapter("chapters/a.qmd", text), "T", NAMES, words_of("en"))
    )


def source(cell):
    return "".join(cell["source"])


def test_a_chapter_is_a_valid_notebook_in_the_order_of_its_parts():
    made = notebook()
    nbformat.validate(nbformat.from_dict(made))
    assert [cell["id"] for cell in made["cells"]] == [
        *("introduction", "begin", "1-text", "2-setup", "4-allowed", "6-not-run")
    ]
    assert source(made["cells"][3]) == '#| label: "setup"\n#| output: false\nn = 1 + 2'
    assert made["cells"][4]["metadata"]["tags"] == ["raises-exception"]
    assert made["cells"][5]["cell_type"] == "markdown"


def test_references_stand_as_the_book_numbers_them():
    text = source(notebook()["cells"][2])
    assert "# Title\n" in text and "See Figure\N{NO-BREAK SPACE}2.1, 2.1 and @fig-b." in text


def test_a_callout_is_a_quotation_under_its_title():
    text = '::: {.callout-note title="Mind"}\nOne.\n\nTwo.\n:::\n\nThree.'
    assert plain_markdown(text, {}) == "> **Mind**\n> \n> One.\n>\n> Two.\n\nThree."


@pytest.mark.parametrize("text", ['He said """so""" `{python} 1`', "`{python} 1` ends in \\"])
def test_any_text_becomes_a_literal_of_python(text):
    cell = next(cell for cell in notebook(f"# T\n\n{text}")["cells"] if cell["id"] == "1-text")
    compile(source(cell), "cell", "exec")


def test_what_only_pandoc_reads_is_written_otherwise():
    badge = '28[^✓^](appendix-ledger.qmd#ledger-x){.ledger-badge aria-label="exact"}'
    assert everywhere(badge) == "28<sup>✓</sup>"
    assert everywhere("[a link](https://example.org) {kept}") == (
        "[a link](https://example.org) {kept}"
    )


@pytest.mark.slow
def test_a_notebook_of_the_book_runs_wherever_it_lies(tmp_path):
    chapter = read_chapter(PROJECT, "chapters/case-design.qmd")
    assert chapter.path in [entry.path for entry in load_entries(PROJECT)]
    made = nbformat.reads(notebook_of(chapter, "T", {}, words_of("en")), as_version=4)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        NotebookClient(made, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    outputs = [output for cell in made.cells for output in cell.get("outputs", [])]
    shown = [output["data"] for output in outputs if "data" in output]
    assert any("text/html" in data and "<table" in data["text/html"] for data in shown)
    prose = [
        data["text/markdown"] for data in shown if set(data) == {"text/markdown", "text/plain"}
    ]
    assert prose and not any("{python}" in text for text in prose)
