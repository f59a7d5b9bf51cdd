"""Every number of the case study's text and tables, with what decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.casestudy import (
    CodingStructure,
    Diagram,
    Sources,
    load_process_model,
    load_sources,
    load_structure,
    load_value_logic,
)
from analysis.data import Label, Words, load_document
from analysis.data.labels import COMMA, Text
from analysis.forensics.calendar import Period, period
from analysis.forensics.casechecks import counts
from analysis.forensics.casechecks import sources as by_source
from analysis.forensics.findings import Finding, name_of, open_to
from analysis.forensics.places import table_of
from analysis.forensics.stated import (
    ARTICLE,
    Restatement,
    article_number,
    dated,
    listed,
    recounted,
    restated,
    rising,
)


@dataclass(frozen=True, slots=True)
class CaseClaim:
    """A printed number of the case study, where it stands, and the finding on it.

    ``kind`` is what decides it: ``count``, ``listed``, ``date``, ``article``, ``range``,
    ``outside``, or the column of a table. ``table`` is ``text`` or ``table1`` to ``table6``,
    ``row`` and ``column`` its place there; ``check`` the function that decided, as a dotted name
    below ``analysis``.
    """

    id: str
    kind: str
    label: Label
    printed: str
    locator: str
    table: str
    row: str
    column: str
    finding: Finding
    check: str


@dataclass(frozen=True, slots=True)
class Material:
    """What the claims are held against."""

    structure: CodingStructure
    sources: Sources
    process: Diagram
    value: Diagram
    design: Mapping[str, Any]
    dates: Mapping[str, Period]
    labels: Mapping[str, Label]
    printed: Mapping[str, str]


BLOCKS = {
    "empowerment": Label("赋能", "empowerment"),
    "leading_role": Label("主导角色", "leading role"),
}
Check = tuple[Callable[..., Finding], Finding]


def check_case_claims(root: Path | None = None) -> tuple[CaseClaim, ...]:
    """Return every printed number of the case study with its finding, in the order of the paper.

    Those of ``case_claims``, then the people and minutes of Table 1 and the items of Table 2.
    Raises InputError for a fault in the files.
    """
    items = load_document("case_claims", root)["claims"]
    held = Material(
        load_structure(root),
        load_sources(root),
        load_process_model(root),
        load_value_logic(root),
        load_document("case_design", root),
        {item["id"]: days for item in items if (days := period(item["printed"]))},
        {item["id"]: Label.of(item) for item in items},
        {item["id"]: item["printed"] for item in items},
    )
    return (*(_claim(item, held) for item in items), *table_numbers(held.sources))


def table_numbers(sources: Sources) -> tuple[CaseClaim, ...]:
    """Return the numbers of Tables 1 and 2: people and minutes by position, items by code."""
    return tuple(_table_numbers(sources))


def _table_numbers(sources: Sources) -> Iterator[CaseClaim]:
    for row in sources.informants:
        name = f"{row.position.en} ({row.codes_printed})"
        if row.people_printed is not None:
            label = Label(f"{row.position.zh}（{row.codes_printed}）人数", f"{name}, people")
            yield _of_table(
                "table1", row.id, "people", label, row.people_printed, by_source.people(row)
            )
        label = Label(f"{row.position.zh}（{row.codes_printed}）时长", f"{name}, minutes")
        finding = by_source.length(row, sources.informants)
        yield _of_table("table1", row.id, "minutes", label, row.minutes_printed, finding)
    for document in sources.documents:
        label = Label(f"{document.code} 数量", f"{document.code}, number of items")
        finding = by_source.at_least_named(document)
        yield _of_table("table2", document.code, "items", label, document.items_printed, finding)


CHECKS: Mapping[str, Callable[..., Finding]] = {
    "people": by_source.people,
    "minutes": by_source.length,
    "items": by_source.at_least_named,
}


def _of_table(
    table: str, row: str, column: str, label: Label, printed: str, finding: Finding
) -> CaseClaim:
    place = f"Table {table.removeprefix('table')}"
    name = name_of(CHECKS[column])
    return CaseClaim(
        f"{column}_{row}", column, label, printed, place, table, row, column, finding, name
    )


def _claim(item: Mapping[str, Any], held: Material) -> CaseClaim:
    check, finding = KINDS[item["kind"]](item, held)
    again = tuple(map(Restatement.of, item.get("again", ())))
    meaning = Words.of(item["meaning"]) if "meaning" in item else None
    revised = restated(finding, item["printed"], again, meaning)
    decided = check if revised.verdict is finding.verdict else restated
    locator = item["locator"]
    return CaseClaim(
        item["id"],
        item["kind"],
        Label.of(item),
        item["printed"],
        locator,
        table_of(locator),
        item["id"],
        locator,
        revised,
        name_of(decided),
    )


def _counted(item: Mapping[str, Any], held: Material) -> Check:
    printed, of = item["printed"], item.get("of", "")
    match item["measure"]:
        case "concepts" | "themes" | "dimensions" | "stages" as level:
            return counts.level_count, counts.level_count(printed, held.structure, level)
        case "themes_of":
            return counts.themes_in, counts.themes_in(printed, held.structure, of)
        case other:
            return recounted, recounted(printed, *_members(other, of, held))


def _members(measure: str, of: str, held: Material) -> tuple[int, Words]:
    """Return the count of a measure, and the names of what was counted."""
    names: list[Text]
    match measure:
        case "roles":
            names = [b.label for b in held.structure.blocks_of(kind="leading_role")]
        case "empowerments":
            names = [b.label for b in held.structure.blocks_of(kind="empowerment")]
        case "phases":
            names = [phase["period"] for phase in held.design["phases"]]
        case "process_nodes":
            names = [node.label for node in held.process.nodes_of(of)]
        case "participants":
            names = [node.label for node in held.value.sources_of(of, "takes_part")]
        case "cases":
            names = [Label.of(held.design["case"])]
        case "kinds_of_blocks":
            kinds = dict.fromkeys(block.kind for block in held.structure.blocks)
            names = [BLOCKS[kind] for kind in kinds]
        case other:
            raise ValueError(f"no such measure: {other}")
    return len(names), COMMA.join(names)


def _listed(item: Mapping[str, Any], held: Material) -> Check:
    return listed, listed(item["printed"], item["listed"])


def _dated(item: Mapping[str, Any], held: Material) -> Check:
    after, before = (
        {held.labels[name]: held.dates[name] for name in item.get(key, ()) if name in held.dates}
        for key in ("after", "before")
    )
    return dated, dated(item["printed"], after, before)


def _article(item: Mapping[str, Any], held: Material) -> Check:
    pair = item["printed"], held.printed[item["of"]]
    number, doi = pair if ARTICLE.fullmatch(pair[0]) else pair[::-1]
    return article_number, article_number(number, doi, Words.of(item["source"]))


def _range(item: Mapping[str, Any], held: Material) -> Check:
    return rising, rising(item["ends"], Words.of(item["source"]))


def _outside(item: Mapping[str, Any], held: Material) -> Check:
    return open_to, open_to(Words.of(item["source"]))


KINDS: Mapping[str, Callable[[Mapping[str, Any], Material], Check]] = {
    "count": _counted,
    "listed": _listed,
    "date": _dated,
    "article": _article,
    "range": _range,
    "outside": _outside,
}
