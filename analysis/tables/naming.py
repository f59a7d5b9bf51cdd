"""Names of the places of printed numbers: tables, rows and columns of both papers, bilingual."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.casestudy.sources import load_informants, load_kinds
from analysis.data import Label, Words, load_document
from analysis.data.locators import located
from analysis.forensics.entries.entry import Entry
from analysis.study import load_variables
from analysis.tables.charts import PARAMETERS, SOLUTION
from analysis.tables.judged import TOGETHER, Labels
from analysis.tables.measures import STATISTICS
from analysis.tables.necessity import CEILINGS
from analysis.tables.necessity import STATISTICS as NCA_STATISTICS
from analysis.tables.sufficiency import CONSISTENCY, COVERAGE

NUMBERED = re.compile(r"table(?P<number>\d+)")
SECTION = re.compile(r"[\d.]+( \(\d+\))?")
LEVEL = re.compile(r"\d+%")
PARTS = {
    "text": Label("正文", "text"),
    "abstract": Label("摘要", "abstract"),
    "english abstract": Label("英文摘要", "English abstract"),
}
DOCUMENTS = {
    "configurational study": Label("组态", "configurational"),
    "case study": Label("案例", "case study"),
}
SIDES = {"high": Label("高", "outcome"), "nonhigh": Label("非高", "negated outcome")}
WORDS = {
    **STATISTICS,
    **NCA_STATISTICS,
    **CEILINGS,
    **PARAMETERS,
    **{f"solution_{name}": label for name, label in SOLUTION.items()},
    **{
        f"{name}_{side}": Label(f"{label.zh}（{of.zh}）", f"{label.en}, {of.en}")
        for name, label in (("consistency", CONSISTENCY), ("coverage", COVERAGE))
        for side, of in SIDES.items()
    },
    TOGETHER: Label("全部数字与标记", "all numbers and marks together"),
    "people": Label("人数", "people"),
    "minutes": Label("时长（分钟）", "minutes"),
    "items": Label("数量", "number of items"),
}


@dataclass(frozen=True, slots=True)
class Names:
    """What places are called: variables by key, statements and counts of the text by id."""

    labels: Labels
    statements: Mapping[str, Label]

    def row(self, each: Entry) -> Label:
        """Return the name of an entry's row."""
        return self.statements.get(each.row) or self._named(each.row)

    def column(self, each: Entry) -> Label:
        """Return the name of an entry's column, or of its section."""
        if each.table in PARTS and SECTION.fullmatch(each.column):
            return _place(f"section {each.column}")
        named = self._named(each.column)
        return _place(named.en) if named.zh == named.en else named

    def _named(self, key: str) -> Label:
        if LEVEL.fullmatch(key):
            return Label(f"结果水平{key}", f"outcome at {key}")
        found = [self._word(part) for part in (key, *key.split(" "))]
        whole, *parts = found
        if whole is None and all(parts):
            named = [part for part in parts if part is not None]
            return Label("".join(p.zh for p in named), " ".join(p.en for p in named))
        plain = key.replace("_", " ")
        return whole or Label(plain, plain)

    def _word(self, key: str) -> Label | None:
        label = self.labels.get(key.removeprefix("~"))
        if label is not None and key.startswith("~"):
            return Label(f"~{label.zh}", f"~{label.en}")
        return label or WORDS.get(key)


def _place(text: str) -> Label:
    found = located(text)
    return Label(found.zh, found.en)


def load_names(root: Path | None = None) -> Names:
    """Return the names of all places of both papers."""
    stated = load_document("claims", root)["claims"]
    counts = load_document("case_claims", root)["claims"]
    statements: dict[str, Label] = {item["id"]: Words.of(item["statement"]) for item in stated}
    statements |= {item["id"]: Label.of(item) for item in counts}
    return Names(load_variables(root).labels, statements | _positions(root))


def _positions(root: Path | None) -> dict[str, Label]:
    """Return the positions of the case study's Table 1 by the name of their row."""
    rows = load_informants(load_kinds(root), root)
    named = {
        row.id: Label(f"{row.position.zh} {row.id}", f"{row.position.en} {row.id}") for row in rows
    }
    return named | {f"people_{id}": label for id, label in named.items()}


def table_name(table: str) -> Label:
    """Return the name of a table of a paper, or of a part of its text."""
    match = NUMBERED.fullmatch(table)
    if match:
        return Label(f"表 {match['number']}", f"Table {match['number']}")
    return PARTS.get(table) or Label(table, table)
