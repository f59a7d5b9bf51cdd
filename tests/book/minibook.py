"""A small book on disk and what its cells would give, without running them."""

from __future__ import annotations

import shutil
from pathlib import Path

from analysis.book.config import Book, load_book
from analysis.book.document import Document, assemble
from analysis.book.executed import Executed, Output
from analysis.book.qmd import Chapter, read_chapter

PROJECT = Path(__file__).parents[2]

CONFIG = """\
project: {type: book, output-dir: _book, execute-dir: project}
book:
  title: "A small book"
  author: "Nobody"
  output-file: small-book
  chapters:
    - index.qmd
    - part: "Part one"
      chapters: [chapters/one.qmd]
  appendices: [chapters/extra.qmd]
lang: en
bibliography: references.bib
csl: assets/author-date.csl
number-sections: true
number-depth: 3
crossref: {chapters: true}
format:
  html: {html-math-method: mathml, code-fold: true, css: assets/figures-and-tables.css}
  book-typst: {echo: false}
"""

INDEX = """\
# About {#sec-about}

See @fig-curve, @tbl-sums, [-@tbl-sums], @sec-details, @eq-sum, @sec-extra, @sec-one and
[@fig-curve; @tbl-sums]. As @gioia2013 write [@dul2016]. There are `{python} n_cases` cases.

## Why {.unnumbered}

::: {.callout-note title="Reconstruction 重构" collapse="true"}
Not the authors' data.
:::

::: {.panel-tabset}

### First

Alpha.

### Second

Beta.

:::
"""

ONE = """\
# One {#sec-one}

## Background

## Details {#sec-details}

### Deeper

$$
y = a + b
$$ {#eq-sum}

```{python}
#| label: fig-curve
#| fig-cap: "A curve of $x^2$, see @tbl-sums, after [@ragin2008]"
#| fig-alt: "A rising curve"
curve()
```

```{python}
#| label: tbl-sums
#| tbl-cap: "Sums 合计"
sums()
```

```{python}
print("hidden")
```
"""

EXTRA = """\
# Extra {#sec-extra}

## Rows

```{python}
#| label: tbl-rows
#| tbl-cap: "Rows"
rows()
```
"""

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60mm" height="20mm" viewBox="0 0 60 20">'
    '<text x="5" y="10" font-family="Noto Sans CJK SC" font-size="5">图中文字 label</text></svg>'
)
TABLE = (
    '<table><colgroup><col style="width:40%"/><col style="width:60%"/></colgroup>'
    '<thead><tr><th scope="col">A</th><th scope="col">B</th></tr></thead>'
    '<tbody><tr><th rowspan="2" scope="rowgroup"><span lang="zh">条件</span></th><td>1</td></tr>'
    '<tr><td style="text-align:right">0.970</td></tr></tbody></table>'
)

RESULTS = {
    "index.qmd": Executed({}, {1: "28"}),
    "chapters/one.qmd": Executed(
        {
            1: (Output({"image/svg+xml": SVG, "text/plain": "<Figure>"}),),
            2: (Output({"text/markdown": f"```{{=html}}\n{TABLE}\n```", "text/plain": "<Table>"}),),
            3: (Output({"text/plain": "hidden\n"}, "stdout"),),
        },
        {},
    ),
    "chapters/extra.qmd": Executed({1: (Output({"text/html": TABLE}),)}, {}),
}


def make(root: Path, **texts: str) -> Book:
    """Write the book below ``root``, with ``index``, ``one`` or ``extra`` replaced."""
    (root / "chapters").mkdir(parents=True)
    (root / "_quarto.yml").write_text(texts.get("config", CONFIG), encoding="utf-8")
    (root / "index.qmd").write_text(texts.get("index", INDEX), encoding="utf-8")
    (root / "chapters/one.qmd").write_text(texts.get("one", ONE), encoding="utf-8")
    (root / "chapters/extra.qmd").write_text(texts.get("extra", EXTRA), encoding="utf-8")
    (root / "assets").mkdir()
    for name in ("author-date.csl", "figures-and-tables.css"):
        shutil.copy(PROJECT / "assets" / name, root / "assets")
    (root / "assets/fonts").symlink_to(PROJECT / "assets/fonts")
    shutil.copytree(PROJECT / "_extensions", root / "_extensions")
    shutil.copy(PROJECT / "references.bib", root)
    return load_book(root)


def chapters(book: Book) -> list[Chapter]:
    """Return the chapters of ``book`` as read from disk."""
    return [read_chapter(book.root, entry.path) for entry in book.entries]


def document(book: Book) -> Document:
    """Return the numbered book with the canned results."""
    return assemble(book, chapters(book), RESULTS)
