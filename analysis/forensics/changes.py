"""How the verdicts came to be what they are: ``data/forensics/changes.yaml``, one entry a change.

``book verify --accept`` adds an entry, so that no result changes without a reason.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from analysis.data import Words, find_entry, find_root, load_document
from analysis.forensics.committed import Difference
from analysis.forensics.verdicts import Verdict

FILE = "changes"


@dataclass(frozen=True, slots=True)
class Moved:
    """Printed numbers, by id, whose verdict changed alike.

    ``before`` is None for numbers that are new, ``after`` for those that are gone; where both are
    the same, the transcription changed, or what a contradiction changes.
    """

    before: Verdict | None
    after: Verdict | None
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A change of the book's results: its day, its reason, and the numbers that it moved."""

    day: date
    because: Words
    moved: tuple[Moved, ...]


def load_changes(root: Path | None = None) -> tuple[Change, ...]:
    """Return the changes of the results, oldest first. Raises InputError for a faulty file."""
    return tuple(_change(item) for item in load_document(FILE, root)["changes"])


def moved_by(found: Iterable[Difference]) -> tuple[Moved, ...]:
    """Return what differs from the verdicts agreed upon, numbers that moved alike together."""
    groups: dict[tuple[Verdict | None, Verdict | None], list[str]] = {}
    for each in found:
        before = each.agreed.verdict if each.agreed else None
        after = each.found.verdict if each.found else None
        one = each.found or each.agreed
        assert one is not None  # one of the two is there
        groups.setdefault((before, after), []).append(one.id)
    return tuple(Moved(before, after, tuple(ids)) for (before, after), ids in groups.items())


def add_change(change: Change, root: Path | None = None) -> Path:
    """Add a change at the end of the file, whole or not at all; return the file."""
    folder = root if root is not None else find_root()
    path = folder / find_entry(FILE, folder).path
    text = path.read_text(encoding="utf-8")
    aside = path.with_name(f".{path.name}.tmp")
    aside.write_text(f"{text}{written(change)}", encoding="utf-8", newline="\n")
    aside.replace(path)
    return path


def written(change: Change) -> str:
    """Return the lines of a change, as the file has them."""
    return "\n".join(_lines(change)) + "\n"


def _lines(change: Change) -> Iterator[str]:
    yield f'  - day: "{change.day.isoformat()}"'
    yield "    because:"
    yield f"      zh: {_text(change.because.zh)}"
    yield f"      en: {_text(change.because.en)}"
    yield "    moved:"
    for each in change.moved:
        start = "      - "
        for key, verdict in (("before", each.before), ("after", each.after)):
            if verdict is not None:
                yield f"{start}{key}: {verdict.value}"
                start = "        "
        yield f"{start}ids:"
        yield from (f"          - {id}" for id in each.ids)


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # a JSON string is one of YAML


def _change(item: Mapping[str, Any]) -> Change:
    moved = tuple(
        Moved(_verdict(each.get("before")), _verdict(each.get("after")), tuple(each["ids"]))
        for each in item["moved"]
    )
    return Change(date.fromisoformat(item["day"]), Words.of(item["because"]), moved)


def _verdict(word: str | None) -> Verdict | None:
    return None if word is None else Verdict.of(word)
