"""Parts of sentences: enumerations, counts, names of conditions and paths."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import isnan

from analysis.data import Label, Words
from analysis.data.labels import NOTHING, Text, words
from analysis.qca import Term
from analysis.study import Study

Labels = Mapping[str, Label]

# Of more paths in a sentence as many are told, fewer where they have more literals than this.
TOLD, LITERALS = 6, 30


def sentences(parts: Iterable[Words]) -> Words:
    """Return sentences one after another."""
    held = [part for part in parts if part]
    return Words("", " ").join(held) if held else NOTHING


def told(*parts: Words) -> Words:
    """Return sentences as one paragraph, spaced as each language spaces them."""
    return sentences(parts)


def enumerated(parts: Sequence[Text]) -> Words:
    """Return texts as an enumeration: "A, B and C"."""
    given = [words(part) for part in parts]
    zh = "、".join(part.zh for part in given[:-1])
    zh = f"{zh}和{given[-1].zh}" if zh else given[-1].zh
    en = ", ".join(part.en for part in given[:-1])
    en = f"{en} and {given[-1].en}" if en else given[-1].en
    return Words(zh, en)


def counted(number: int, zh: str, one: str, many: str) -> Words:
    """Return a number with its noun."""
    return Words(f"{number:,} {zh}", f"{number:,} {one if number == 1 else many}")


def cases_counted(number: int, study: Study) -> Words:
    """Return a number of cases, as the study calls them."""
    noun = study.cases.noun
    return counted(number, f"个{noun.zh}", noun.one, noun.many)


def named(literal: str, labels: Labels) -> Words:
    """Return a condition or outcome as a sentence names it: its absence as "absent X"."""
    label = labels[literal.removeprefix("~")]
    if literal.startswith("~"):
        return Words(f"非“{label.zh}”", f"the absence of “{label.en}”")
    return Words(f"“{label.zh}”", f"“{label.en}”")


def outcome_named(outcome: str, labels: Labels) -> Words:
    """Return an outcome as a sentence names it."""
    label = labels[outcome.removeprefix("~")]
    if outcome.startswith("~"):
        return Words(f"“{label.zh}”的缺失", f"the absence of “{label.en}”")
    return Words(f"“{label.zh}”", f"“{label.en}”")


def path_named(term: Term, labels: Labels) -> Words:
    """Return a path: its literals joined by ``*``, ``~`` before an absent one."""
    if not term.literals:
        return Words("不需任何条件", "no condition at all")
    parts = [
        Words(f"{sign}{label.zh}", f"{sign}{label.en}")
        for sign, label in (
            ("" if one.present else "~", labels[one.condition]) for one in term.literals
        )
    ]
    return Words(" * ", " * ").join(parts)


def paths_named(terms: Sequence[Term], labels: Labels) -> Words:
    """Return paths joined by semicolons; of many the first ones, and how many more there are."""
    held = list(accumulate(len(term.literals) for term in terms[:TOLD]))
    count = max(1, sum(literals <= LITERALS for literals in held))
    named = Words("；", "; ").join(path_named(term, labels) for term in terms[:count])
    more = len(terms) - count
    if more <= 0:
        return named
    return Words(f"{named.zh}；另有 {more} 条", f"{named.en}; and {more} more")


def figure(value: float, decimals: int = 3) -> str:
    """Return a number as the tables write it."""
    return "–" if isnan(value) else f"{value:.{decimals}f}"
