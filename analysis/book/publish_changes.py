"""What a version of the book says otherwise than the one before it, number by number."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.book.finish.facts import LEDGER

COMPARED = ("printed", "recomputed", "verdict", "consequence")
Row = Mapping[str, str]


def changed_results(before: Path, after: Path) -> tuple[str, ...] | None:
    """Return a line for each number that differs between two published versions, by its id.

    None where one of them, a folder, holds no ledger.
    """
    earlier, later = _ledger(before), _ledger(after)
    if earlier is None or later is None:
        return None
    return tuple(_changes(earlier, later))


def _changes(earlier: Mapping[str, Row], later: Mapping[str, Row]) -> Iterator[str]:
    for id, row in later.items():
        if id not in earlier:
            yield f"{id}: new, {row['verdict']}"
            continue
        found = [
            f"{name} {earlier[id].get(name) or '–'} → {row.get(name) or '–'}"
            for name in COMPARED
            if earlier[id].get(name) != row.get(name)
        ]
        if found:
            yield f"{id}: {'; '.join(found)}"
    yield from (f"{id}: gone" for id in earlier if id not in later)


def _ledger(folder: Path) -> dict[str, Row] | None:
    try:
        rows = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return {row["id"]: row for row in rows}
