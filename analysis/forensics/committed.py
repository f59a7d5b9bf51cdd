"""The verdicts agreed upon, ``data/forensics/verdicts.csv``, and what differs from them now."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from analysis.data import find_entry, find_root, load_table
from analysis.forensics.entries.entry import Entry
from analysis.forensics.verdicts import Consequence, Verdict

FILE = "verdicts"
FIELDS = ("id", "printed", "verdict", "consequence")


@dataclass(frozen=True, slots=True)
class Committed:
    """A printed number and its verdict, as agreed upon."""

    id: str
    printed: str
    verdict: Verdict
    consequence: Consequence

    @property
    def said(self) -> str:
        """Return the verdict in words, with what it changes."""
        if self.consequence is Consequence.NONE:
            return self.verdict.word
        return f"{self.verdict.word} ({self.consequence.word})"

    @classmethod
    def of(cls, each: Entry) -> Committed:
        """Return what there is to agree upon in an entry."""
        return cls(each.id, each.printed, each.verdict, each.consequence)


@dataclass(frozen=True, slots=True)
class Difference:
    """A number that is not as agreed upon; None stands for a number that is new or gone."""

    agreed: Committed | None
    found: Committed | None
    check: str = ""

    def __str__(self) -> str:
        if self.agreed is None and self.found is not None:
            return f"{self.found.id}: new, {self.found.said}; {self._decided}"
        if self.found is None and self.agreed is not None:
            return f"{self.agreed.id}: {self.agreed.said} -> missing from the ledger"
        assert self.agreed is not None and self.found is not None  # one of the two is there
        changes = f"{self.agreed.said} -> {self.found.said}"
        if self.agreed.printed != self.found.printed:
            changes = f"printed '{self.agreed.printed}' -> '{self.found.printed}', {changes}"
        return f"{self.found.id}: {changes}; {self._decided}"

    @property
    def _decided(self) -> str:
        return f"decided by {self.check}" if self.check else "no function is named"


def load_committed(root: Path | None = None) -> Mapping[str, Committed]:
    """Return the verdicts agreed upon, by id. Raises InputError for a fault in the file."""
    frame = load_table(FILE, root)
    rows = frame.fillna({"printed": ""}).to_dict("records")
    return {
        row["id"]: Committed(
            row["id"],
            row["printed"],
            Verdict.of(row["verdict"]),
            Consequence.of(row["consequence"]),
        )
        for row in rows
    }


def differences(
    entries: Iterable[Entry], agreed: Mapping[str, Committed]
) -> tuple[Difference, ...]:
    """Return what differs from the verdicts agreed upon, in the ledger's order; then the gone."""
    return tuple(_differences({each.id: each for each in entries}, agreed))


def accept(entries: Iterable[Entry], root: Path | None = None) -> Path:
    """Write the verdicts of the entries as those agreed upon, at once or not at all."""
    folder = root if root is not None else find_root()
    path = folder / find_entry(FILE, folder).path
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(written(map(Committed.of, entries)), encoding="utf-8", newline="\n")
    aside.replace(path)
    return path


def written(agreed: Iterable[Committed]) -> str:
    """Return the text of the file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for one in agreed:
        writer.writerow([one.id, one.printed, one.verdict.value, one.consequence.value])
    return out.getvalue()


def _differences(
    entries: Mapping[str, Entry], agreed: Mapping[str, Committed]
) -> Iterator[Difference]:
    for id, each in entries.items():
        found = Committed.of(each)
        if agreed.get(id) != found:
            yield Difference(agreed.get(id), found, each.check or each.method.en)
    for id, one in agreed.items():
        if id not in entries:
            yield Difference(one, None)
