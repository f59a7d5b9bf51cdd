"""What is sufficient: the sentences, and what has to be true where they are said."""

from __future__ import annotations

import numpy as np

from tests.prose.common import inside, outcome_of
from tests.prose.facts import Facts
from tests.prose.reading import Claim, Said


def counted_rows(facts: Facts, said: Said) -> bool:
    table = facts.panel(outcome_of(said)).table
    values = facts.held.values[[*facts.held.conditions]]
    is_multi = facts.study.variables.multivalue
    corners = values if is_multi else values > 0.5
    possible = np.prod([int(values[key].max()) + 1 if is_multi else 2 for key in values])
    limit, held = table.thresholds, (table.frequency, table.consistency, table.pri)
    ready = held[0] >= limit.frequency
    good = ready & (held[1] >= limit.consistency - 1e-9) & (held[2] >= limit.pri - 1e-9)
    cut = limit.contradiction
    odd = 0 if cut is None else int((ready & ~good & (held[1] >= cut - 1e-9)).sum())
    told = said.places.get("odd")
    return (said.number("all"), said.number("observed"), said.number("sufficient")) == (
        possible,
        len(np.unique(corners, axis=0)),
        int(good.sum()),
    ) and (said.number("odd") if told else 0) == odd


def leading(facts: Facts, said: Said) -> bool:
    outcome = outcome_of(said)
    told, more = said.paths("paths")
    x, y = facts.union(outcome), facts.y(outcome)
    both = np.minimum(x, y).sum()
    return (
        said.number("count") == len(told) + more == len(facts.paths(outcome))
        and told == facts.paths(outcome)[: len(told)]
        and abs(float(said.text("consistency")) - both / x.sum()) < 6e-4
        and abs(float(said.text("coverage")) - both / y.sum()) < 6e-4
    )


def models(facts: Facts, outcome: str) -> set[frozenset[str]]:
    panel = facts.panel(outcome)
    return {frozenset(map(str, m.terms)) for m in panel.intermediate or panel.parsimonious}


def tied(facts: Facts, said: Said) -> bool:
    held = models(facts, outcome_of(said))
    return (said.number("count"), said.number("shared")) == (
        len(held), len(frozenset.intersection(*held))) and len(held) > 1  # fmt: skip


def core(facts: Facts, said: Said, names: list[str]) -> bool:
    chart = facts.panel(outcome_of(said)).reported[0].chart()
    words = {key: set(row) for key, row in zip(chart.index, chart.to_numpy(), strict=True)}
    wanted = [f"~{key}" if held == {"core absent"} else key for key, held in words.items()
              if held in ({"core"}, {"core absent"})]  # fmt: skip
    return names == wanted


def holding(facts: Facts, said: Said) -> bool:
    outcome = outcome_of(said)
    x, y = facts.union(outcome) > 0.5, facts.y(outcome)
    return (said.number("covered"), said.number("inside"), said.number("deviant")) == (
        int((x & (y > 0.5)).sum()), inside(facts, outcome), int((x & (y < 0.5)).sum()))  # fmt: skip


def plain_rows(zh: str, en: str) -> Claim:
    return Claim("对{outcome}，真值表 {all} 行中有案例的 {observed} 行，"
                 f"其中充分的 {{sufficient}} 行{zh}。",
                 "For {outcome}, {observed} of the {all} rows of the truth table have cases, and "
                 f"{{sufficient}} {{are}} sufficient{en}.", counted_rows)  # fmt: skip


SUFFICIENT = (
    plain_rows("", ""),
    plain_rows("、矛盾的 {odd} 行", ", {odd} contradictory"),
    Claim("没有任何条件组合对{outcome}是充分的。",
          "No combination of conditions is sufficient for {outcome}.",
          lambda f, s: not f.panel(outcome_of(s)).reported
          and "1" not in f.panel(outcome_of(s)).table.output),
    Claim("通向{outcome}的路径有 {count}：{paths}。"
          "解的一致性为 {consistency}，覆盖度为 {coverage}。",
          "{count} {lead} to {outcome}: {paths}. The solution has a consistency of {consistency} "
          "and a coverage of {coverage}.", leading),
    Claim("对{outcome}只有一个模型。", "There is one model for {outcome}.",
          lambda f, s: len(models(f, outcome_of(s))) == 1 >= f.panel(outcome_of(s)).at_least),
    Claim("对{outcome}有 {count} 个模型同样合适，它们共有的路径有 {shared}。",
          "{count} models fit equally well for {outcome}; they share {shared}.", tied),
    Claim("对{outcome}至少有 {count} 个模型同样合适，仅列出 {listed} 个。",
          "At least {count} models fit equally well for {outcome}; {listed} are listed.",
          lambda f, s: s.number("count") == f.panel(outcome_of(s)).at_least
          > s.number("listed") == len(models(f, outcome_of(s)))),
    Claim("在通向{outcome}的每条路径中都是核心条件的有：{names}。",
          "Core in every path to {outcome}: {names}.",
          lambda f, s: core(f, s, s.names("names")) and bool(s.names("names"))),
    Claim("没有条件在通向{outcome}的每条路径中都是核心条件。",
          "No condition is core in every path to {outcome}.", lambda f, s: core(f, s, [])),
    Claim("{inside}对{outcome}的隶属度高于 0.5，这些路径包含其中的 {covered} 个，"
          "另包含 {deviant} 个不高于 0.5 的案例。",
          "The paths hold {covered} of the {inside} that {are} more in than out of {outcome}, and "
          "{deviant} that {rest} not.", holding),
)  # fmt: skip
