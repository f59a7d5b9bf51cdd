"""A small book with two editions on disk, whose cells read differently in them."""

from __future__ import annotations

import shutil
from pathlib import Path

PROJECT = Path(__file__).parents[2]

SHARED = """\
profile: {group: [en, zh]}
project: {type: book, execute-dir: project, resources: [/assets/fonts/*.woff2]}
bibliography: references.bib
csl: assets/author-date.csl
number-sections: true
number-depth: 3
crossref: {chapters: true}
format:
  html:
    html-math-method: mathml
    code-fold: true
    css: assets/figures-and-tables.css
  book-typst: {echo: false}
"""
OWN = {
    "en": ("_book", "A small book", "index.qmd", "chapters/one.qmd", "Part", "en", ""),
    "zh": ("_book/zh", "一本小书", "index.zh.qmd", "chapters/zh/one.qmd", "第一篇", "zh",
           'crossref: {title-delim: "："}\n'),
}  # fmt: skip
PROFILE = """\
project: {{output-dir: {0}}}
book:
  title: "{1}"
  author: "Nobody"
  description: "Built by the tests. 由测试生成。"
  output-file: small-book-{5}
  chapters:
    - {2}
    - part: "{4}"
      chapters: [{3}]
lang: {5}
{6}"""
SETUP = """\
```{python}
#| label: setup
from analysis.data import Label, Words
from analysis.tables.core import Column, table
heads = [Column(Words("词", "Word")), Column("n")]
note = Words("附注。", "A note.")
```"""
CELL = """\
```{{python}}
#| label: tbl-words
#| tbl-cap: "{caption}"
table(heads, [[Label("省份", "province"), "28"]], notes=[note])
```"""

PAGES = {
    "index.qmd": "# About {#sec-about}\n\nSee @tbl-words.\n",
    "index.zh.qmd": "---\noutput-file: index.html\n---\n\n"
    "# 关于 {#sec-about}\n\n见[@tbl-words]。\n",
    "chapters/one.qmd": f"# One {{#sec-one}}\n\n{SETUP}\n\n## Details {{#sec-details}}\n\n"
    "First `{python} 1 + 1`, then `{python} Words('两个*', 'two*')`, see @sec-details.\n\n"
    + CELL.format(caption="Words"),
    "chapters/zh/one.qmd": f"# 第一章 {{#sec-one}}\n\n{SETUP}\n\n## 细节 {{#sec-details}}\n\n"
    "先是 `{python} Words('两个*', 'two*')`，再是 `{python} 1 + 1`，见第 [-@sec-details] 节。\n\n"
    + CELL.format(caption="词语"),
}


def make(root: Path) -> Path:
    """Write the book below ``root``."""
    (root / "chapters/zh").mkdir(parents=True)
    (root / "_quarto.yml").write_text(SHARED, encoding="utf-8")
    for name, own in OWN.items():
        (root / f"_quarto-{name}.yml").write_text(PROFILE.format(*own), encoding="utf-8")
    for name, text in PAGES.items():
        (root / name).write_text(text, encoding="utf-8")
    (root / "assets").mkdir()
    for name in ("author-date.csl", "figures-and-tables.css"):
        shutil.copy(PROJECT / "assets" / name, root / "assets")
    (root / "assets/fonts").symlink_to(PROJECT / "assets/fonts")
    shutil.copytree(PROJECT / "_extensions", root / "_extensions")
    shutil.copy(PROJECT / "references.bib", root)
    return root
