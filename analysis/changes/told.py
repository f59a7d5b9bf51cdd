"""What flipped, in words: one line each, for the terminal and for tables of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from analysis.changes.found import Changes, PathChange
from analysis.data import Words
from analysis.data.labels import NOTHING, words
from analysis.qca import Expression

OUTPUTS = {
    "1": Words("充分", "sufficient"),
    "0": Words("不充分", "not sufficient"),
    "C": Words("矛盾", "contradictory"),
    "?": Words("案例不足", "too few cases"),
    None: Words("无案例", "no case"),
}
CLASSES = {
    "none": Words("无", "none"),
    "small": Words("小", "small"),
    "medium": Words("中等", "medium"),
    "large": Words("大", "large"),
    "very large": Words("很大", "very large"),
}
CEILINGS = {"ce_fdh": "CE-FDH", "cr_fdh": "CR-FDH"}
NEEDED = {True: Words("必要", "necessary"), False: Words("不必要", "not necessary")}
KINDS = {
    "lost": Words("消失", "lost"),
    "gained": Words("新增", "gained"),
    "changed": Words("改变", "changed"),
    "re-marked": Words("核心条件改变", "re-marked"),
}
NOT_COMPARED = {
    "crossings": Words(
        "未比较：没有共同的案例，或案例太多",
        "not compared: no case is in both, or they are too many",
    ),
    "rows": Words("未比较：两者的条件不同", "not compared: the two have other conditions"),
    "verdicts": Words(
        "未比较：不是两者都有台账", "not compared: not both have a ledger of printed numbers"
    ),
}
VERDICTS = {None: Words("台账中无", "not in the ledger")}


@dataclass(frozen=True, slots=True)
class Line:
    """One flip: what it concerns, what it was, what it is."""

    subject: Words
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class Section:
    """The flips of one kind; ``not_compared`` says why there was nothing to compare, if so."""

    key: str
    head: Words
    lines: tuple[Line, ...]
    not_compared: Words = NOTHING


def sections(found: Changes) -> tuple[Section, ...]:
    """Return every kind of flip with its lines, also those without any."""
    names = {**found.old.labels, **found.new.labels}
    cases = {**found.old.cases, **found.new.cases}
    told = _Told(names, cases)
    parts = {
        "variables": (Words("变量", "Variables"), told.variables(found)),
        "cases": (Words("案例", "Cases"), told.gained_cases(found)),
        "crossings": (
            Words("隶属度越过 0.5", "Memberships that cross one half"),
            told.crossings(found),
        ),
        "rows": (Words("真值表行", "Truth-table rows"), told.rows(found)),
        "paths": (Words("路径", "Paths"), told.paths(found)),
        "necessity": (
            Words("必要条件（一致性）", "Necessary conditions by consistency"),
            told.necessity(found),
        ),
        "effects": (
            Words("效应量等级（NCA）", "Classes of effect size (NCA)"),
            told.effects(found),
        ),
        "levels": (Words("瓶颈水平", "Bottleneck levels"), told.levels(found)),
        "verdicts": (Words("台账的判定", "Verdicts of the ledger"), told.verdicts(found)),
    }
    return tuple(
        Section(
            key,
            head,
            tuple(lines),
            NOT_COMPARED[key] if key in found.not_compared else NOTHING,
        )
        for key, (head, lines) in parts.items()
    )


def lines_of(found: Changes) -> Iterator[str]:
    """Yield what flipped as lines for the terminal."""
    yield f"from {found.old.study}: {found.old.title['en']}"
    yield f"to   {found.new.study}: {found.new.title['en']}"
    for part in sections(found):
        if part.lines:
            yield f"{part.head.en}: {len(part.lines)}"
            yield from (
                f"  {one.subject.en}: {one.before.en} -> {one.after.en}" for one in part.lines
            )
        else:
            yield f"{part.head.en}: {part.not_compared.en or 'no change'}"


class _Told:
    """The lines of each kind, with names of variables and cases for keys."""

    def __init__(
        self, names: Mapping[str, Mapping[str, str]], cases: Mapping[str, Mapping[str, str]]
    ) -> None:
        self._names, self._cases = names, cases

    def variables(self, found: Changes) -> Iterator[Line]:
        for key in found.variables_lost:
            yield Line(self._name(key), Words("条件", "condition"), Words("略去", "left out"))
        for key in found.variables_gained:
            yield Line(self._name(key), Words("无", "not there"), Words("条件", "condition"))

    def gained_cases(self, found: Changes) -> Iterator[Line]:
        inside, outside = Words("在样本中", "in the sample"), Words("不在样本中", "not in it")
        for case in found.cases_lost:
            yield Line(self._case(case), inside, outside)
        for case in found.cases_gained:
            yield Line(self._case(case), outside, inside)

    def crossings(self, found: Changes) -> Iterator[Line]:
        for each in found.crossings:
            subject = Words("{case}，{name}", "{case}, {name}").format(
                case=self._case(each.case), name=self._name(each.variable)
            )
            yield Line(subject, words(f"{each.before:.3g}"), words(f"{each.after:.3g}"))

    def rows(self, found: Changes) -> Iterator[Line]:
        for each in found.rows:
            subject = self._of(each.outcome, each.row)
            yield Line(subject, OUTPUTS[each.before], OUTPUTS[each.after])

    def paths(self, found: Changes) -> Iterator[Line]:
        for each in found.paths:
            yield self._path(each)

    def _path(self, each: PathChange) -> Line:
        none = Words("–", "–")
        if each.kind == "re-marked":
            cores = (self._core(each.core_before), self._core(each.core_after))
            return Line(self._of(each.outcome, each.path, KINDS[each.kind]), *cores)
        subject = self._of(each.outcome, "", KINDS[each.kind])
        before = none if each.kind == "gained" else self._term(each.from_path or each.path)
        after = none if each.kind == "lost" else self._term(each.path)
        return Line(subject, before, after)

    def necessity(self, found: Changes) -> Iterator[Line]:
        for each in found.necessity:
            subject = self._of(each.outcome, each.literal)
            before, after = _three(each.before), _three(each.after)
            yield Line(
                subject,
                Words("{word}（{value}）", "{word} ({value})").format(
                    word=NEEDED[not each.necessary], value=before
                ),
                Words("{word}（{value}）", "{word} ({value})").format(
                    word=NEEDED[each.necessary], value=after
                ),
            )

    def effects(self, found: Changes) -> Iterator[Line]:
        form = Words("{kind}（d = {size}，{needed}）", "{kind} (d = {size}, {needed})")
        for each in found.effects:
            subject = Words("{name}，{ceiling}", "{name}, {ceiling}").format(
                name=self._name(each.condition), ceiling=CEILINGS[each.ceiling]
            )
            before, after = (
                form.format(kind=CLASSES[kind], size=f"{size:.3f}", needed=NEEDED[needed])
                for kind, size, needed in (
                    (each.class_before, each.before, each.necessary_before),
                    (each.class_after, each.after, each.necessary_after),
                )
            )
            yield Line(subject, before, after)

    def levels(self, found: Changes) -> Iterator[Line]:
        form = Words(
            "{name}，{ceiling}，结果水平 {level}%", "{name}, {ceiling}, outcome at {level}%"
        )
        for each in found.levels:
            subject = form.format(
                name=self._name(each.condition), ceiling=CEILINGS[each.ceiling], level=each.level
            )
            yield Line(subject, words(each.before), words(each.after))

    def verdicts(self, found: Changes) -> Iterator[Line]:
        for each in found.verdicts:
            before, after = (
                VERDICTS[None] if one is None else words(one.replace("_", " "))
                for one in (each.before, each.after)
            )
            yield Line(words(each.id), before, after)

    def _of(self, outcome: str, term: str, kind: Words | None = None) -> Words:
        parts = [self._literal(outcome)]
        parts += [self._term(term)] if term else []
        parts += [kind] if kind is not None else []
        return Words("，", ", ").join(parts)

    def _core(self, literals: Iterable[str]) -> Words:
        named = [self._literal(literal) for literal in literals]
        return Words("、", ", ").join(named) if named else Words("无核心", "no core")

    def _term(self, text: str) -> Words:
        terms = Expression.parse(text, tuple(self._names)).terms if text else ()
        if not terms or not terms[0].literals:
            return Words("不需任何条件", "no condition at all")
        return Words(" * ", " * ").join(
            self._literal(f"{'' if one.present else '~'}{one.condition}")
            for one in terms[0].literals
        )

    def _literal(self, text: str) -> Words:
        sign = "~" if text.startswith("~") else ""
        name = self._name(text.removeprefix("~"))
        return Words(f"{sign}{name.zh}", f"{sign}{name.en}")

    def _name(self, key: str) -> Words:
        held = self._names.get(key, {"zh": key, "en": key})
        return Words(held["zh"], held["en"])

    def _case(self, key: str) -> Words:
        held = self._cases[key]
        return Words(held["zh"], held["en"])


def _three(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"
