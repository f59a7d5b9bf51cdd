"""Every printed number of both papers with its place, read from the data files alone.

What counts: every number in the eleven tables, and every number, date, numbered name or stated set
of the text, abstracts, captions and notes. Citation marks and the list of references are
numberings, checked as a whole (``analysis.forensics.citations``); numerals inside names and the
numbering of sections, tables and items state nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.casestudy import load_sources
from analysis.data import load_document
from analysis.forensics.claim_sources import load_claim_sources
from analysis.forensics.claims import printed, statistic
from analysis.forensics.entries.entry import NOT_IN_LINKS
from analysis.forensics.public_facts import load_public_facts
from analysis.forensics.transcripts import OUTCOME, Panel, load_transcripts

TEXT = "text"
NUMBERED = re.compile(r"\d+(\.\d+)*( \(\d+\))?")
STUDY, CASE = "configurational study", "case study"


@dataclass(frozen=True, slots=True)
class PrintedPlace:
    """A printed number and where it stands: document, table or text, row, column, section.

    ``statistic`` is what it claims to be, ``printed`` the string.
    """

    document: str
    table: str
    row: str
    column: str
    locator: str
    statistic: str
    printed: str

    @property
    def id(self) -> str:
        """Return the stable name of the place, the same as that of its ledger entry."""
        place = f"{self.document.split()[0]} {self.table} {self.row} {self.column}"
        return NOT_IN_LINKS.sub("-", place.replace("~", "not ").lower()).strip("-")


def section(name: str) -> str:
    """Return a section's name as a locator: a number gets the word before it."""
    return f"Section {name}" if NUMBERED.fullmatch(name) else name


def printed_numbers(root: Path | None = None) -> tuple[PrintedPlace, ...]:
    """Return every printed number of both papers, once, in the order of their tables.

    Raises InputError for a fault in the files.
    """
    return (
        *study_tables(root),
        *study_text(root),
        *case_text(root),
        *case_tables(root),
    )


def study_tables(root: Path | None = None) -> tuple[PrintedPlace, ...]:
    """Return the numbers of Tables 1 to 5 of the configurational study."""
    return tuple(_study_tables(root))


def _study_tables(root: Path | None) -> Iterator[PrintedPlace]:
    tables = load_transcripts(root)
    for variable, statistics in tables.statistics.items():
        for name, number in statistics.items():
            yield _cell("table1", variable, name, name, number.text)
    for (name, ceiling, condition), number in tables.nca.items():
        yield _cell("table2", f"{name} {ceiling}", condition, name, number.text)
    for place, level in enumerate(tables.levels):
        for condition, column in tables.bottlenecks.items():
            yield _cell("table3", f"{level}%", condition, "bottleneck level", column[place].text)
    for cell in tables.necessity:
        side = "high" if cell.outcome_present else "nonhigh"
        row = cell.literal.text
        yield _cell("table4", row, f"consistency_{side}", "consistency", cell.consistency.text)
        yield _cell("table4", row, f"coverage_{side}", "coverage", cell.coverage.text)
    for panel in tables.panels:
        yield from _panel(panel)


def _panel(panel: Panel) -> Iterator[PrintedPlace]:
    for name in ("consistency", "raw_coverage", "unique_coverage"):
        for path in panel.paths:
            yield _cell("table5", name, path.id, name, getattr(path, name).text)
    outcome = OUTCOME if panel.outcome_present else f"~{OUTCOME}"
    for name in ("consistency", "coverage"):
        row = f"solution_{name}"
        yield _cell("table5", row, outcome, row, getattr(panel, name).text)


def study_text(root: Path | None = None) -> tuple[PrintedPlace, ...]:
    """Return the numbers and sets stated in the text of the configurational study."""
    sources = load_claim_sources(root, load_public_facts(root))
    return tuple(
        PrintedPlace(
            STUDY,
            TEXT,
            item["id"],
            item["section"],
            section(item["section"]),
            statistic(item),
            printed(item, sources),
        )
        for item in load_document("claims", root)["claims"]
    )


def case_text(root: Path | None = None) -> tuple[PrintedPlace, ...]:
    """Return the numbers of the case study's text, and those inside its Tables 3 to 5."""
    return tuple(
        PrintedPlace(
            CASE,
            table_of(item["locator"]),
            item["id"],
            item["locator"],
            item["locator"],
            item["en"],
            item["printed"],
        )
        for item in load_document("case_claims", root)["claims"]
    )


def table_of(locator: str) -> str:
    """Return the table that a locator names, such as ``table3``; ``text`` for any other place."""
    return locator.lower().replace(" ", "") if re.fullmatch(r"Table \d", locator) else TEXT


def case_tables(root: Path | None = None) -> tuple[PrintedPlace, ...]:
    """Return the numbers of Tables 1 and 2 of the case study: people, minutes, items."""
    return tuple(_case_tables(root))


def _case_tables(root: Path | None) -> Iterator[PrintedPlace]:
    sources = load_sources(root)
    for row in sources.informants:
        name = f"{row.position.en} ({row.codes_printed})"
        if row.people_printed is not None:
            yield _case("table1", row.id, "people", f"{name}, people", row.people_printed)
        yield _case("table1", row.id, "minutes", f"{name}, minutes", row.minutes_printed)
    for document in sources.documents:
        said = f"{document.code}, number of items"
        yield _case("table2", document.code, "items", said, document.items_printed)


def _cell(table: str, row: str, column: str, name: str, text: str) -> PrintedPlace:
    locator = f"Table {table.removeprefix('table')}"
    return PrintedPlace(STUDY, table, row, column, locator, name.replace("_", " "), text)


def _case(table: str, row: str, column: str, name: str, text: str) -> PrintedPlace:
    locator = f"Table {table.removeprefix('table')}"
    return PrintedPlace(CASE, table, row, column, locator, name, text)
