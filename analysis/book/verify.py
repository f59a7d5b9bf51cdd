"""The ledger in the terminal, and its verdicts against those agreed upon."""

from __future__ import annotations

import io
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from analysis.book.errors import BookError
from analysis.data.labels import Words, english
from analysis.forensics import Entry, Verdict, ledger
from analysis.forensics.certificates.store import load_certificates
from analysis.forensics.certificates.verify import verify as proven
from analysis.forensics.changes import Change, add_change, moved_by
from analysis.forensics.committed import Difference, accept, differences, load_committed
from analysis.forensics.uses import load_uses
from analysis.tables.downloads import ledger_records
from analysis.tables.judged import TOGETHER
from analysis.tables.naming import DOCUMENTS, Names, load_names, table_name

STYLES = {
    Verdict.EXACT: "green",
    Verdict.CONSISTENT: "blue",
    Verdict.CONTRADICTED: "bold red",
    Verdict.NOT_DETERMINED: "dim",
}
REASON = '--because "…" --because-zh "…"'
WIDTH = 150  # columns, where the output is no terminal


class VerdictsDifferError(Exception):
    """The ledger is not as agreed upon, or a certificate proves nothing; one line for each."""

    exit_code = 1

    def __init__(self, found: Sequence[Difference], unproven: Sequence[str] = ()) -> None:
        remedy = [
            f"if this is meant, run 'book verify --accept {REASON}' and commit data/forensics"
        ]
        super().__init__("\n".join([*map(str, found), *(remedy if found else []), *unproven]))
        self.differences, self.unproven = tuple(found), tuple(unproven)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries to show; None for all of them."""

    document: str | None = None
    table: str | None = None
    verdict: Verdict | None = None

    def of(self, entries: Sequence[Entry]) -> list[Entry]:
        """Return the entries wanted, in their order; `BookError` for a table that is not there."""
        tables = dict.fromkeys(each.table for each in entries)
        if self.table not in (None, *tables):
            remedy = f"take one of {', '.join(tables)}"
            raise BookError.at("--table", None, f"the papers have no '{self.table}'", remedy)
        return [
            each
            for each in entries
            if self.document in (None, each.document.split()[0])
            and self.table in (None, each.table)
            and self.verdict in (None, each.verdict)
        ]


@dataclass(frozen=True, slots=True)
class Compared:
    """The ledger of the project in ``root``, and what differs from the verdicts agreed upon.

    ``certificates`` maps the key of each certificate of a contradiction to what is wrong with its
    proof, "" where it holds.
    """

    root: Path
    entries: tuple[Entry, ...]
    differences: tuple[Difference, ...]
    certificates: Mapping[str, str]

    @property
    def unproven(self) -> list[str]:
        """Return a line for each certificate that does not hold."""
        return [f"certificate {key}: {fault}" for key, fault in self.certificates.items() if fault]

    def check(self) -> None:
        """Raise `VerdictsDifferError` for a difference or a certificate that does not hold."""
        if self.differences or self.unproven:
            raise VerdictsDifferError(self.differences, self.unproven)

    def accept(self, because: Words | None = None) -> str:
        """Take the present verdicts as those agreed upon; return what was done.

        ``because`` says why they changed: `BookError` if any did and it is missing.
        """
        if self.differences:
            if because is None:
                message = f"nothing says why verdicts change ({len(self.differences)})"
                raise BookError.at("--accept", None, message, f"add {REASON}: readers are told")
            add_change(Change(_today(), because, moved_by(self.differences)), self.root)
        path = accept(self.entries, self.root).relative_to(self.root).as_posix()
        changed = len(self.differences)
        return f"{path}: {len(self.entries)} verdicts agreed upon, {changed} of them new or changed"

    def as_text(self, wanted: Wanted) -> str:
        """Return the entries wanted as a table for the terminal, and their verdicts counted."""
        entries = wanted.of(self.entries)
        out = io.StringIO()
        console = Console(file=out, force_terminal=sys.stdout.isatty(), width=_width())
        console.print(_table(entries, load_names(self.root)))
        console.print("; ".join([f"{len(entries)} numbers", *_counts(entries)]), highlight=False)
        if not self.differences:
            console.print("no verdict differs from those agreed upon")
        if not self.unproven:
            console.print(f"all {len(self.certificates)} certificates hold", highlight=False)
        return out.getvalue()

    def as_json(self, wanted: Wanted) -> str:
        """Return the entries wanted and all differences as JSON."""
        names, uses = load_names(self.root), load_uses(self.root)
        content = {
            "numbers": ledger_records(wanted.of(self.entries), names, uses),
            "differences": [*map(str, self.differences), *self.unproven],
        }
        return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def compared(root: Path) -> Compared:
    """Return the present ledger beside the verdicts agreed upon."""
    entries = ledger(root).entries
    found = differences(entries, load_committed(root))
    return Compared(root, entries, found, dict(_certificates(root)))


def _today() -> date:
    return datetime.now(UTC).date()


def _certificates(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the key of each certificate with what is wrong with its proof, "" for nothing."""
    for each in load_certificates(root):
        try:
            proven(each.to_dict())
        except (ValueError, KeyError, ZeroDivisionError) as error:
            yield each.key, str(error)
        else:
            yield each.key, ""


def _width() -> int | None:
    """Return the width to print in; None for that of the terminal."""
    return None if sys.stdout.isatty() else WIDTH


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
    yield Text("" if each.row == TOGETHER else each.printed)
    yield Text(english(each.recomputed))
    yield Text(f"{each.verdict.mark} {each.verdict.word}", style=STYLES[each.verdict])
    yield Text(each.check or each.method.en)


def _counts(entries: Sequence[Entry]) -> list[str]:
    found = Counter(each.verdict for each in entries)
    return [f"{found[each]} {each.word}" for each in Verdict if found[each]]
