"""Printed and recomputed numbers side by side: cells, verdicts and notes that tables share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from analysis.data import Label
from analysis.forensics.intervals import Interval, Number, exact
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.verdicts import Judgement, Verdict
from analysis.study import Origin
from analysis.tables.core import Align, Cell, Content, cell, marked, num, zh

PRINTED = Label("刊印", "printed")
RECOMPUTED = Label("重算", "recomputed")
REBUILT = Label("重构", "reconstruction")
VERDICT = Label("判定", "verdict")
NONE = "–"
MEANINGS = {
    Verdict.EXACT: "the recomputation, rounded alike, is the printed string, and rests on "
    "authentic data or on other printed numbers",
    Verdict.CONSISTENT: "the printed number is possible, but the evidence is a reconstruction or "
    "leaves room",
    Verdict.CONTRADICTED: "authentic data or other printed numbers rule it out",
    Verdict.NOT_DETERMINED: "what was printed or published does not decide; where a "
    "reconstruction misses, it is the reconstruction that is at fault",
}


def printed(number: PrintedNumber) -> Cell:
    """Return a number as it was printed."""
    return num(number.text)


def recomputed(number: PrintedNumber, value: Number | Interval | None) -> Cell:
    """Return a recomputed value with the decimals of the printed number; an interval as its ends.

    An interval whose ends print alike is one number; without a value the cell says so.
    """
    if value is None:
        return cell(NONE, align="right", classes=("num",))
    ends = value if isinstance(value, Interval) else Interval.of(value)
    low, high = shown(number, ends.low), shown(number, ends.high)
    return num(low if low == high else f"{low} to {high}")


def shown(number: PrintedNumber, value: Number) -> str:
    """Return a value as the study would print it: the same decimals, ``<0.001``, percent sign."""
    if number.kind == "below" and 0 <= exact(value) < number.number:
        return number.text
    return number.shown(value)


def verdict(found: Judgement | Verdict, align: Align = "left") -> Cell:
    """Return a verdict as a mark and a word."""
    said = found if isinstance(found, Verdict) else found.verdict
    return replace(marked(str(said.value), said.mark, said.word), align=align)


def verdict_legend(found: Iterable[Judgement | Verdict]) -> Content:
    """Return what the verdicts in a table mean: those of ``found``, each once."""
    held = {each if isinstance(each, Verdict) else each.verdict for each in found}
    parts = [f"{each.mark} {each.word}: {MEANINGS[each]}" for each in Verdict if each in held]
    return [zh(VERDICT.zh), f" Verdicts. {'; '.join(parts)}."]


def reconstruction_note(
    origins: Mapping[str, Origin], labels: Mapping[str, Label], keys: Iterable[str] | None = None
) -> Content:
    """Return the note that names the reconstructed columns among ``keys`` (default: all)."""
    wanted = origins if keys is None else keys
    names = [labels[key].en for key in wanted if origins[key] == "reconstructed"]
    return [
        zh("重构"),
        f" Reconstruction: the memberships in {_listed(names)} are not data of the study. They are "
        "one of many sets that agree with the printed statistics.",
    ]


def _listed(names: list[str]) -> str:
    lower = [name[0].lower() + name[1:] for name in names]
    return lower[0] if len(lower) == 1 else f"{', '.join(lower[:-1])} and {lower[-1]}"
