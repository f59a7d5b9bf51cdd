"""What is robust: the sentences, and what has to be true where they are said."""

from __future__ import annotations

from math import isinf

from tests.prose.common import outcome_of
from tests.prose.facts import Facts
from tests.prose.reading import Claim, Said


def panel_of(facts: Facts, said: Said):
    return {panel.outcome: panel for panel in facts.moved.panels}[outcome_of(said)]


def within(facts: Facts, said: Said) -> bool:
    (held,) = [each for each in panel_of(facts, said).thresholds if each.choice == "consistency"]
    return (float(said.text("low")), float(said.text("high"))) == (
        float(f"{held.lower:g}"), float(f"{held.upper:g}"))  # fmt: skip


def nearest(facts: Facts, said: Said, share: str) -> bool:
    """The anchor named has the least way to a change of all anchors of this outcome."""
    (key,) = said.names("name")
    anchors = panel_of(facts, said).anchors
    ways = {(each.variable, each.label.text(said.language)): each.slack for each in anchors}
    least = min(ways.values())
    told = float(said.text(share).removesuffix("%")) / 100
    return ways[key, said.text("anchor")] == least and (
        (abs(told - least) < 6e-4 and least > 0) if share == "slack" else least == 0
    )


def drawn(facts: Facts, said: Said) -> bool:
    held = panel_of(facts, said).bootstrap
    most = max(share for _, share in held.paths)
    return (said.number("samples") == held.samples
            and said.text("same") == f"{100 * held.same:.1f}%"
            and said.text("share") == f"{100 * most:.1f}%")  # fmt: skip


def left(facts: Facts, said: Said) -> bool:
    held = panel_of(facts, said).drops
    return (said.number("size"), said.number("tried"), said.number("changing")) == (
        held.at_a_time, held.tried, len(held.changing))  # fmt: skip


ROBUST = (
    Claim("{outcome}无解，无可检验。", "There is no solution for {outcome} to check.",
          lambda f, s: not f.panel(outcome_of(s)).reported),
    Claim("{outcome}的同样合适的模型太多，无法比较。",
          "Too many models fit equally well for {outcome} to compare them.",
          lambda f, s: bool(f.panel(outcome_of(s)).reported)
          and not panel_of(f, s).complete),
    Claim("一致性阈值在 {low} 与 {high} 之间时，{outcome}的解不变。",
          "The solution for {outcome} stays for consistency thresholds between {low} and {high}.",
          within),
    Claim("最先改变{outcome}之解的是{name}的{anchor}：移动原值极差的 {slack} 以上即变。",
          "The solution for {outcome} changes first when the {anchor} of {name} moves by more than "
          "{slack} of the range of its values.", lambda f, s: nearest(f, s, "slack")),
    Claim("最先改变{outcome}之解的是{name}的{anchor}：第一步移动（原值极差的 {step}）就使它改变。",
          "The solution for {outcome} changes first when the {anchor} of {name} moves: with its "
          "first step, {step} of the range of its values.", lambda f, s: nearest(f, s, "step")),
    Claim("在极差的 {reach} 以内移动任何一个校准点，{outcome}的解都不变。",
          "No single anchor, moved by up to {reach} of the range, changes the solution for "
          "{outcome}.", lambda f, s: all(isinf(each.slack) for each in panel_of(f, s).anchors)),
    Claim("没有移动校准点。", "No anchor was moved.",
          lambda f, s: not any(panel.anchors for panel in f.moved.panels)),
    Claim("每次去掉 {size} 个案例的 {tried} 种情形中，有 {changing} 种改变{outcome}的解。",
          "Of {tried} ways to leave out {size} at a time, {changing} {change} the solution for "
          "{outcome}.", left),
    Claim("没有去掉案例。", "No case was left out.", lambda f, s: not f.moved.rule.dropped),
    Claim("在 {samples} 个重抽样本中，{same} 得到{outcome}的同样的解；"
          "最稳定的路径是{path}（{share}）。",
          "Of {samples} samples drawn anew, {same} give the same solution for {outcome}; what "
          "comes back most often is {path} ({share}).", drawn),
    Claim("没有重抽样本。", "No sample was drawn anew.", lambda f, s: not f.moved.rule.bootstraps),
)  # fmt: skip
