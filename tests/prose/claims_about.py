"""What a study compares: the sentences, and what has to be true where they are said."""

from __future__ import annotations

from tests.prose.common import are, inside, outcome_of
from tests.prose.facts import Facts
from tests.prose.reading import Claim, Said


def asked(facts: Facts, said: Said) -> bool:
    keys = list(facts.held.conditions)
    return (said.number("count") == len(keys) and are(said, "names", keys)
            and are(said, "outcome", [facts.held.outcome]))  # fmt: skip


def rebuilt(facts: Facts) -> list[str]:
    return [key for key, origin in facts.held.origins.items() if origin == "reconstructed"]


def kept(facts: Facts, said: Said) -> bool:
    (key,) = said.names("name")
    told = facts.study.variables[key].carried_over
    return told is not None and str(told.year) == said.text("year")


def gone(facts: Facts, said: Said) -> bool:
    cases = [each.case.text(said.language) for each in facts.held.left_out]
    between = {"zh": "、", "en": ", "}[said.language]
    return said.number("cases") == len(cases) > 0 and said.text("names") == between.join(cases)


ABOUT = (
    Claim("本研究比较 {cases}。", "The study compares {cases}.",
          lambda f, s: s.number("cases") == len(f.held.values)),
    Claim("它考察 {count}（{names}）中，哪些对{outcome}是必要的，哪些组合是充分的。",
          "It asks which of {count}, {names}, are necessary for {outcome}, and which combinations "
          "of them are sufficient.", asked),
    Claim("所有变量的取值都是数据。", "The values of all variables are data.",
          lambda f, s: not rebuilt(f)),
    Claim("{names}的取值是重构，不是原始数据：它们与刊印的统计量相符，但并非唯一可能。",
          "The values of {names} are a reconstruction, not data: they agree with printed "
          "statistics, and other values agree as well.",
          lambda f, s: are(s, "names", rebuilt(f)) and bool(rebuilt(f))),
    Claim("其余变量的取值是数据。", "The values of the other variables are data.",
          lambda f, s: len(rebuilt(f)) < len(f.held.origins)),
    Claim("没有变量沿用旧值。", "No variable keeps values of an earlier year.",
          lambda f, s: not any(v.carried_over for v in f.study.variables.all)),
    Claim("{name}沿用 {year} 年的取值：{why}。", "{name} keeps its values of {year}: {why}.", kept),
    Claim("没有变量被略去。", "No variable is left out.", lambda f, s: not f.study.left_out),
    Claim("{name}被略去：{why}。", "{name} is left out: {why}.",
          lambda f, s: s.text("name")[1:-1] in {v.label.text(s.language)
                                                for v in f.study.left_out}),
    Claim("没有缺失值。", "No value is missing.", lambda f, s: not f.held.left_out),
    Claim("样本中有 {cases}因缺失值而被剔除（{names}）。",
          "{cases} of the sample are left out for want of a value ({names}).", gone),
    Claim("{total}中，有 {inside} 个对{outcome}的隶属度高于 0.5。",
          "Of {total}, {inside} have a membership above 0.5 in {outcome}.",
          lambda f, s: s.number("total") == len(f.held.values)
          and s.number("inside") == inside(f, outcome_of(s))),
)  # fmt: skip
