"""What the comparison with another study says: how much flipped, of which kinds, and what stays."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.changes import Changes, Section, sections
from analysis.data import Words
from analysis.prose.phrases import enumerated, sentences

AGAINST = Words(
    "与“{title}”相比，共有 {count} 处变化。",
    "Against “{title}” {count} {are} different.",
)
NOTHING = Words("与“{title}”相比，没有变化。", "Against “{title}” nothing is different.")
KINDS = Words("变化涉及：{names}。", "What changed: {names}.")
SKIPPED = Words("未比较的有：{names}。", "Not compared: {names}.")
KEPT = Words("没有变化的有：{names}。", "No change in: {names}.")


def changed(found: Changes) -> Words:
    """Return how many things flipped, by kind, and which kinds have no change."""
    title = Words(found.old.title["zh"], found.old.title["en"])
    parts = sections(found)
    moved = [part for part in parts if part.lines]
    skipped = [part for part in parts if part.not_compared]
    still = [part for part in parts if not part.lines and not part.not_compared]
    left = [SKIPPED.format(names=_heads(skipped))] if skipped else []
    if not moved:
        return sentences([NOTHING.format(title=title), *left])
    count = sum(len(part.lines) for part in moved)
    told = [
        AGAINST.format(
            title=title,
            count=Words(f"{count:,}", f"{count:,} thing{'' if count == 1 else 's'}"),
            are=Words("", "is" if count == 1 else "are"),
        ),
        KINDS.format(
            names=enumerated(
                [
                    Words(
                        f"{part.head.zh}（{len(part.lines):,}）",
                        f"{_small(part.head.en)} ({len(part.lines):,})",
                    )
                    for part in moved
                ]
            )
        ),
    ]
    if still:
        told.append(KEPT.format(names=_heads(still)))
    return sentences([*told, *left])


def _heads(parts: Sequence[Section]) -> Words:
    return enumerated([Words(part.head.zh, _small(part.head.en)) for part in parts])


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
