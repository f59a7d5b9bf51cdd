"""What is necessary: the sentences, and what has to be true where they are said."""

from __future__ import annotations

import numpy as np

from tests.prose.common import are, outcome_of
from tests.prose.facts import Facts
from tests.prose.reading import Claim, Said

CEILINGS = {"CE-FDH": "ce_fdh", "CR-FDH": "cr_fdh"}


def by_nca(facts: Facts) -> list[str]:
    rule, result = facts.nca.rule, facts.nca.result
    return [
        key for key in facts.held.conditions
        if all(result.get(key, c).effect_size > rule.effect_size_threshold
               and result.get(key, c).test.p_value < rule.significance for c in result.ceilings)
    ]  # fmt: skip


def limits(facts: Facts, said: Said) -> bool:
    rule = facts.nca.rule
    return (float(said.text("effect")), float(said.text("level"))) == (
        rule.effect_size_threshold, rule.significance)  # fmt: skip


def strongest(facts: Facts, said: Said) -> bool:
    ceiling = CEILINGS[said.text("ceiling")]
    sizes = {key: round(facts.nca.result.get(key, ceiling).effect_size, 3)
             for key in facts.held.conditions}  # fmt: skip
    most = max(sizes.values())
    told = float(said.text("value"))
    return abs(told - most) < 6e-4 and set(said.names("names")) <= {
        key for key, size in sizes.items() if abs(size - most) < 1.1e-3
    }


def alone(facts: Facts, said: Said, names: list[str]) -> bool:
    y = facts.y(outcome_of(said))
    needed = {row.literal for table in (facts.alone.high, facts.alone.nonhigh)
              if table.outcome == outcome_of(said) for row in table.rows
              if y.sum() and np.minimum(facts.column(row.literal), y).sum() / y.sum()
              > facts.alone.threshold}  # fmt: skip
    return set(names) == needed and float(said.text("threshold")) == facts.alone.threshold


def at_level(facts: Facts, said: Said, names: list[str]) -> bool:
    table = facts.nca.bottlenecks[CEILINGS[said.text("ceiling")]]
    place = [f"{level:g}%" for level in table.levels].index(said.text("level"))
    return names == [each.condition for each in table.columns if each.marks[place] != "NN"]


NECESSARY = (
    Claim("没有做置换检验，因此 NCA 不对必要性作判断。",
          "There was no permutation test, so NCA passes no judgement on necessity.",
          lambda f, s: not f.nca.result.permutations),
    Claim("按 NCA，在每种上限下效应量均大于 {effect} 且 P 值小于 {level} "
          "的必要条件有 {count}：{names}。",
          "By NCA, with an effect size above {effect} and a p below {level} under every ceiling, "
          "{count} {are} necessary: {names}.",
          lambda f, s: limits(f, s) and are(s, "names", by_nca(f))
          and s.number("count") == len(by_nca(f))),
    Claim("按 NCA，没有条件在每种上限下效应量均大于 {effect} 且 P 值小于 {level}。",
          "By NCA, no condition has an effect size above {effect} and a p below {level} under "
          "every ceiling.", lambda f, s: limits(f, s) and not by_nca(f)),
    Claim("在 {ceiling} 下，效应量最大的是{names}（{value}）。",
          "Under {ceiling} the largest effect size is that of {names} ({value}).", strongest),
    Claim("在 {ceiling} 下，所有条件的效应量均为零。",
          "Under {ceiling} the effect size of every condition is zero.",
          lambda f, s: not any(f.nca.result.get(key, CEILINGS[s.text("ceiling")]).effect_size
                               for key in f.held.conditions)),
    Claim("一致性大于 {threshold}、即对{outcome}必要的单个条件有 {count}：{names}。",
          "With a consistency above {threshold}, {count} {are} necessary for {outcome}: {names}.",
          lambda f, s: alone(f, s, s.names("names"))
          and s.number("count") == len(s.names("names"))),
    Claim("没有单个条件对{outcome}的一致性大于 {threshold}。",
          "No single condition has a consistency above {threshold} for {outcome}.",
          lambda f, s: alone(f, s, [])),
    Claim("结果要达到观测范围的 {level}，{count}须达到一定水平：{names}（{ceiling}）。",
          "For {level} of the observed range of the outcome, {count} must have reached some level: "
          "{names} ({ceiling}).",
          lambda f, s: at_level(f, s, s.names("names"))
          and s.number("count") == len(s.names("names"))),
    Claim("结果要达到观测范围的 {level}，没有条件须达到任何水平（{ceiling}）。",
          "For {level} of the observed range of the outcome, no condition must have reached any "
          "level ({ceiling}).", lambda f, s: at_level(f, s, [])),
)  # fmt: skip
