"""What a study compares: its cases and variables, where their values come from, what is missing."""

from __future__ import annotations

from analysis.data import Label, Words
from analysis.data.labels import NOTHING
from analysis.prose.phrases import cases_counted, counted, enumerated, named, sentences
from analysis.study import Memberships, Study

COMPARES = Words("本研究比较 {cases}。", "The study compares {cases}.")
ASKS = Words(
    "它考察 {count}（{names}）中，哪些对{outcome}是必要的，哪些组合是充分的。",
    "It asks which of {count}, {names}, are necessary for {outcome}, and which combinations of "
    "them are sufficient.",
)
ALL_DATA = Words("所有变量的取值都是数据。", "The values of all variables are data.")
REBUILT = Words(
    "{names}的取值是重构，不是原始数据：它们与刊印的统计量相符，但并非唯一可能。",
    "The values of {names} are a reconstruction, not data: they agree with printed statistics, and "
    "other values agree as well.",
)
REST_DATA = Words("其余变量的取值是数据。", "The values of the other variables are data.")
NOT_CARRIED = Words("没有变量沿用旧值。", "No variable keeps values of an earlier year.")
CARRIED = Words(
    "{name}沿用 {year} 年的取值：{why}。",
    "{name} keeps its values of {year}: {why}.",
)
NOTHING_OUT = Words("没有变量被略去。", "No variable is left out.")
OUT = Words("{name}被略去：{why}。", "{name} is left out: {why}.")
COMPLETE = Words("没有缺失值。", "No value is missing.")
GAPS = Words(
    "样本中有 {cases}因缺失值而被剔除（{names}）。",
    "{cases} of the sample {are} left out for want of a value ({names}).",
)
SPLIT = Words(
    "{total}中，有 {inside}对{outcome}的隶属度高于 0.5。",
    "Of {total}, {inside} {have} a membership above 0.5 in {outcome}.",
)
NAMED = 8


def compares(study: Study, held: Memberships) -> Words:
    """Return how many cases are compared."""
    return COMPARES.format(cases=cases_counted(len(held.cases), study))


def summary(study: Study) -> Words:
    """Return what the study says of itself; nothing where it says nothing."""
    text = study.summary
    return NOTHING if text is None else Words(text.zh, text.en)


def asks(study: Study) -> Words:
    """Return what is asked, of which conditions."""
    labels = study.variables.labels
    conditions = [variable.key for variable in study.variables.conditions]
    return ASKS.format(
        count=counted(len(conditions), "个条件", "condition", "conditions"),
        names=enumerated([named(key, labels) for key in conditions]),
        outcome=named(study.variables.outcome.key, labels),
    )


def origins(study: Study) -> Words:
    """Return which columns are a reconstruction."""
    labels = study.variables.labels
    rebuilt = [v.key for v in study.variables.all if v.origin == "reconstructed"]
    if not rebuilt:
        return ALL_DATA
    told = REBUILT.format(names=enumerated([named(key, labels) for key in rebuilt]))
    return told if len(rebuilt) == len(labels) else sentences([told, REST_DATA])


def carried_over(study: Study) -> Words:
    """Return which variables keep values of an earlier year, and why."""
    labels = study.variables.labels
    told = [
        CARRIED.format(
            name=_first(named(v.key, labels)),
            year=v.carried_over.year,
            why=_why(v.carried_over.why),
        )
        for v in study.variables.all
        if v.carried_over is not None
    ]
    return sentences(told) if told else NOT_CARRIED


def left_out(study: Study) -> Words:
    """Return which variables of the base the study does without, and why."""
    told = [
        OUT.format(
            name=Words(f"“{each.label.zh}”", f"“{each.label.en}”"),
            why=_why(each.why),
        )
        for each in study.left_out
    ]
    return sentences(told) if told else NOTHING_OUT


def complete(study: Study, held: Memberships) -> Words:
    """Return which cases are left out for want of values."""
    gone = held.left_out
    if not gone:
        return COMPLETE
    names = [Words(each.case.zh, each.case.en) for each in gone[:NAMED]]
    more = len(gone) - len(names)
    listed = Words("、", ", ").join(names)
    if more:
        listed = Words(f"{listed.zh}等", f"{listed.en} and {more} more")
    return GAPS.format(
        cases=cases_counted(len(gone), study),
        names=listed,
        are=Words("", "is" if len(gone) == 1 else "are"),
    )


def split(study: Study, held: Memberships) -> Words:
    """Return how many cases are more in than out of the outcome."""
    inside = int((held.values[held.outcome] > 0.5).sum())
    return SPLIT.format(
        total=cases_counted(len(held.cases), study),
        inside=Words(f"{inside:,} 个", f"{inside:,}"),
        have=Words("", "has" if inside == 1 else "have"),
        outcome=named(held.outcome, held.labels),
    )


def _first(name: Words) -> Words:
    return Words(name.zh, name.en[:1].upper() + name.en[1:])


def _why(why: Label) -> Words:
    return Words(why.zh.rstrip("。"), why.en.rstrip("."))
