"""Two results compared: everything that flipped, over what both of them have."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from analysis.changes.found import (
    Changes,
    Crossing,
    EffectChange,
    LevelChange,
    LevelShift,
    NecessityChange,
    PathChange,
    RowChange,
    VerdictChange,
)
from analysis.changes.results import Results

HALF = 0.5


def compare(old: Results, new: Results) -> Changes:
    """Return what flipped from ``old`` to ``new``.

    Rows of the truth table compare only where both have the same conditions; paths are those of
    either, in whichever order the conditions stand.
    """
    order = tuple(dict.fromkeys([*old.conditions, *new.conditions]))
    old, new = _in_order(old, order), _in_order(new, order)
    same = {*old.conditions} == {*new.conditions}
    both = [key for key in old.memberships if key in new.memberships]
    cases = [case for case in old.cases if case in new.cases]
    levels = list(_levels(old, new))
    return Changes(
        old=old,
        new=new,
        variables_gained=_without(new.conditions, old.conditions),
        variables_lost=_without(old.conditions, new.conditions),
        cases_gained=_without(new.cases, old.cases),
        cases_lost=_without(old.cases, new.cases),
        crossings=tuple(_crossings(old, new, both, cases)),
        rows=tuple(_rows(old, new)) if same else (),
        paths=tuple(_paths(old, new)),
        necessity=tuple(_necessity(old, new)),
        effects=tuple(_effects(old, new)),
        levels=tuple(each for each in levels if isinstance(each, LevelChange)),
        shifts=tuple(each for each in levels if isinstance(each, LevelShift)),
        verdicts=tuple(_verdicts(old, new)),
        memberships_compared=len(both) * len(cases),
        rows_compared=same,
    )


def _in_order(held: Results, order: Sequence[str]) -> Results:
    """Return results whose rows and paths have their literals in one order."""
    place = {key: number for number, key in enumerate(order)}

    def term(text: str) -> str:
        literals = sorted(text.split("*"), key=lambda each: place.get(condition_of(each), -1))
        return "*".join(literals)

    def keyed(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
        return {outcome: {term(key): value for key, value in found.items()}
                for outcome, found in parts.items()}  # fmt: skip

    models = {
        outcome: [[term(path) for path in model] for model in found]
        for outcome, found in held.models.items()
    }
    return replace(held, rows=keyed(held.rows), paths=keyed(held.paths), models=models)


def condition_of(literal: str) -> str:
    """Return the condition of a literal: of ``~A`` and of ``A{2}`` it is ``A``."""
    return literal.removeprefix("~").partition("{")[0]


def _without(held: Iterable[str], other: Collection[str]) -> tuple[str, ...]:
    return tuple(each for each in held if each not in other)


def _crossings(
    old: Results, new: Results, variables: Sequence[str], cases: Sequence[str]
) -> Iterator[Crossing]:
    before, after = ({c: i for i, c in enumerate(held.cases)} for held in (old, new))
    for key in variables:
        is_multi = any(condition_of(name) == key != name for name in (*old.labels, *new.labels))
        for case in cases:
            one = old.memberships[key][before[case]]
            two = new.memberships[key][after[case]]
            if one != two if is_multi else (one > HALF) != (two > HALF):
                yield Crossing(key, case, one, two)


def _rows(old: Results, new: Results) -> Iterator[RowChange]:
    for outcome in _outcomes(old.rows, new.rows):
        one, two = old.rows.get(outcome, {}), new.rows.get(outcome, {})
        for row in dict.fromkeys([*one, *two]):
            before = one[row]["output"] if row in one else None
            after = two[row]["output"] if row in two else None
            if before != after:
                yield RowChange(outcome, row, before, after)


def _paths(old: Results, new: Results) -> Iterator[PathChange]:
    for outcome in _outcomes(old.models, new.models):
        before = _all_paths(old.models.get(outcome, ()))
        after = _all_paths(new.models.get(outcome, ()))
        lost = [path for path in before if path not in after]
        gained = [path for path in after if path not in before]
        for path in gained:
            like = next((each for each in lost if near(each, path)), None)
            if like is None:
                yield PathChange(outcome, "gained", path)
            else:
                lost.remove(like)
                yield PathChange(outcome, "changed", path, from_path=like)
        for path in lost:
            yield PathChange(outcome, "lost", path)
        yield from _remarked(outcome, old.paths.get(outcome, {}), new.paths.get(outcome, {}))


def _remarked(
    outcome: str, old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]
) -> Iterator[PathChange]:
    for path in old:
        if path in new and set(old[path]) != set(new[path]):
            yield PathChange(
                outcome,
                "re-marked",
                path,
                core_before=tuple(old[path]),
                core_after=tuple(new[path]),
            )


def near(one: str, other: str) -> bool:
    """Return whether two paths differ in one literal: one more, one less, or one turned round."""
    apart = {*one.split("*")} ^ {*other.split("*")}
    return len({condition_of(literal) for literal in apart}) == 1


def _all_paths(models: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(path for model in models for path in model))


def _necessity(old: Results, new: Results) -> Iterator[NecessityChange]:
    for outcome in _outcomes(old.necessity, new.necessity):
        one, two = old.necessity.get(outcome, {}), new.necessity.get(outcome, {})
        for literal in one:
            if literal in two and one[literal]["necessary"] != two[literal]["necessary"]:
                yield NecessityChange(
                    outcome,
                    literal,
                    one[literal]["consistency"],
                    two[literal]["consistency"],
                    two[literal]["necessary"],
                )


def _effects(old: Results, new: Results) -> Iterator[EffectChange]:
    for condition, ceilings in old.effects.items():
        for ceiling, one in ceilings.items():
            two = new.effects.get(condition, {}).get(ceiling)
            if two is None:
                continue
            if (one["class"], one["necessary"]) != (two["class"], two["necessary"]):
                yield EffectChange(
                    condition,
                    ceiling,
                    one["effect_size"],
                    two["effect_size"],
                    one["class"],
                    two["class"],
                    one["necessary"],
                    two["necessary"],
                )


def _levels(old: Results, new: Results) -> Iterator[LevelChange | LevelShift]:
    for ceiling, columns in old.levels.items():
        for condition, one in columns.items():
            two = new.levels.get(ceiling, {}).get(condition, {})
            shifts = []
            for level, before in one.items():
                after = two.get(level)
                if after is None:
                    continue
                if isinstance(before, str) or isinstance(after, str):
                    if before != after:
                        yield LevelChange(ceiling, condition, level, _said(before), _said(after))
                elif before != after:
                    shifts.append(LevelShift(ceiling, condition, level, before, after))
            if shifts:
                yield max(shifts, key=lambda each: abs(each.after - each.before))


def _said(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}%"


def _verdicts(old: Results, new: Results) -> Iterator[VerdictChange]:
    if not old.verdicts or not new.verdicts:
        return
    for id in dict.fromkeys([*old.verdicts, *new.verdicts]):
        before, after = old.verdicts.get(id), new.verdicts.get(id)
        if before != after:
            yield VerdictChange(id, before, after)


def _outcomes(old: Mapping[str, object], new: Mapping[str, object]) -> list[str]:
    return list(dict.fromkeys([*old, *new]))
