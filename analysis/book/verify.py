"""The ledger in the terminal, and its verdicts against those agreed upon."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.forensics import Entry, Verdict, ledger
from analysis.forensics.committed import Difference, differences, load_committed
from analysis.forensics.uses import load_uses
from analysis.tables.downloads import ledger_records
from analysis.tables.naming import DOCUMENTS, Names, load_names, table_name

STYLES = {
    Verdict.EXACT: "green",
    Verdict.CONSISTENT: "blue",
    Verdict.CONTRADICTED: "bold red",
    Verdict.NOT_DETERMINED: "dim",
}
WIDTH = 150  # columns, where the output is no terminal


class VerdictsDifferError(Exception):
    """The ledger is not as agreed upon; one line for each difference."""

    exit_code = 1

    def __init__(self, found: Sequence[Difference]) -> None:
        remedy = "if this is meant, run 'book verify --accept' and commit data/forensics"
        super().__init__("\n".join([*map(str, found), remedy]))
        self.differences = tuple(found)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to show; None for all of them."""

    document: str | None = None
    table: str | None = None
    verdict: Verdict | None = None

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries wanted, in their order."""
        return [
            each
            for each in entries
            if self.document in (None, each.document.split()[0])
            and self.table in (None, each.table)
            and self.verdict in (None, each.verdict)
        ]


def current(root: Path) -> tuple[tuple[Entry, ...], tuple[Difference, ...]]:
    """Return the ledger's entries, and what differs from the verdicts agreed upon."""
    entries = ledger(root).entries
    return entries, differences(entries, load_committed(root))


def show(entries: Sequence[Entry], root: Path) -> None:
    """Print the entries as a table, and their verdicts counted."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=WIDTH)
    console.print(_table(entries, load_names(root)))
    console.print("; ".join([f"{len(entries)} numbers", *_counts(entries)]), highlight=False)


def as_json(entries: Sequence[Entry], found: Sequence[Difference], root: Path) -> str:
    """Return the entries and the differences as JSON."""
    numbers = ledger_records(entries, load_names(root), load_uses(root))
    content = {"numbers": numbers, "differences": [str(each) for each in found]}
    return json.dumps(content, ensure_ascii=False, indent=1)


def _table(entries: Sequence[Entry], names: Names) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in ("Document", "Place", "Number"):
        table.add_column(head, overflow="fold")
    for head in ("Printed", "Recomputed"):
        table.add_column(head, justify="right", overflow="fold")
    table.add_column("Verdict", no_wrap=True)
    table.add_column("Decided by", overflow="fold")
    for each in entries:
        table.add_row(*_cells(each, names))
    return table


def _cells(each: Entry, names: Names) -> Iterator[Text]:
    yield Text(DOCUMENTS[each.document].en)
    yield Text(table_name(each.table).en)
    yield Text(f"{names.row(each).en}, {names.column(each).en}")
    yield Text(each.printed)
    yield Text(each.recomputed)
    yield Text(f"{each.verdict.mark} {each.verdict.word}", style=STYLES[each.verdict])
    yield Text(each.check or each.method)


def _counts(entries: Sequence[Entry]) -> list[str]:
    found = Counter(each.verdict for each in entries)
    return [f"{found[each]} {each.word}" for each in Verdict if found[each]]
