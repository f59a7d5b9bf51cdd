"""What the checks of robustness say: how near the next change is, and which cases matter."""

from __future__ import annotations

from collections.abc import Callable
from math import isinf

from analysis.data import Words
from analysis.prose.phrases import counted, enumerated, outcome_named, path_named, sentences
from analysis.study.sensitivity import AnchorRange, PanelSensitivity, Sensitivity

NOTHING = Words("{outcome}无解，无可检验。", "There is no solution for {outcome} to check.")
TOO_MANY = Words(
    "{outcome}的同样合适的模型太多，无法比较。",
    "Too many models fit equally well for {outcome} to compare them.",
)
TOLERATED = Words(
    "一致性阈值在 {low} 与 {high} 之间时，{outcome}的解不变。",
    "The solution for {outcome} stays for consistency thresholds between {low} and {high}.",
)
NEAREST = Words(
    "最先改变{outcome}之解的是{name}的{anchor}：移动原值极差的 {slack} 以上即变。",
    "The solution for {outcome} changes first when the {anchor} of {name} moves by more than "
    "{slack} of the range of its values.",
)
AT_ONCE = Words(
    "最先改变{outcome}之解的是{name}的{anchor}：第一步移动（原值极差的 {step}）就使它改变。",
    "The solution for {outcome} changes first when the {anchor} of {name} moves: with its first "
    "step, {step} of the range of its values.",
)
NO_CHANGE = Words(
    "在极差的 {reach} 以内移动任何一个校准点，{outcome}的解都不变。",
    "No single anchor, moved by up to {reach} of the range, changes the solution for {outcome}.",
)
NO_ANCHORS = Words("没有移动校准点。", "No anchor was moved.")
DROPPED = Words(
    "每次去掉 {size} 个案例的 {tried} 种情形中，有 {changing} 种改变{outcome}的解。",
    "Of {tried} ways to leave out {size} at a time, {changing} {change} the solution for "
    "{outcome}.",
)
NOT_DROPPED = Words("没有去掉案例。", "No case was left out.")
REDRAWN = Words(
    "在 {samples} 个重抽样本中，{same} 得到{outcome}的同样的解；最稳定的路径是{path}（{share}）。",
    "Of {samples} samples drawn anew, {same} give the same solution for {outcome}; what "
    "comes back most often is {path} ({share}).",
)
NOT_REDRAWN = Words("没有重抽样本。", "No sample was drawn anew.")


def tolerated(found: Sensitivity) -> Words:
    """Return between which consistency thresholds each solution stays."""
    return sentences(_each(found, panel, _tolerated) for panel in found.panels)


def _tolerated(found: Sensitivity, panel: PanelSensitivity, outcome: Words) -> Words:
    held = [each for each in panel.thresholds if each.choice == "consistency"]
    if not held:
        return Words("", "")
    return TOLERATED.format(outcome=outcome, low=f"{held[0].lower:g}", high=f"{held[0].upper:g}")


def nearest_change(found: Sensitivity) -> Words:
    """Return, per outcome, the anchor whose move changes the solution first, the first of ties."""
    if not any(panel.anchors for panel in found.panels):
        checked = [panel for panel in found.panels if not panel.has_solution or not panel.complete]
        told = [_each(found, panel, _tolerated) for panel in checked]
        return sentences(told) if len(checked) == len(found.panels) else NO_ANCHORS
    return sentences(_each(found, panel, _nearest) for panel in found.panels)


def _nearest(found: Sensitivity, panel: PanelSensitivity, outcome: Words) -> Words:
    least = min((each.slack for each in panel.anchors), default=float("inf"))
    if isinf(least):
        reach = f"{100 * found.rule.anchor_reach:g}%"
        return NO_CHANGE.format(outcome=outcome, reach=reach)
    first: AnchorRange = next(each for each in panel.anchors if each.slack == least)
    label, anchor = found.labels[first.variable], first.label
    rule = found.rule
    step = f"{100 * rule.anchor_reach / rule.anchor_steps:.3g}%"
    return (NEAREST if least > 0 else AT_ONCE).format(
        outcome=outcome,
        name=Words(f"“{label.zh}”", f"“{label.en}”"),
        anchor=Words(anchor.zh, anchor.en),
        slack=f"{100 * least:.1f}%",
        step=step,
    )


def dropped(found: Sensitivity) -> Words:
    """Return in how many ways leaving out cases changes each solution."""
    if not found.rule.dropped:
        return NOT_DROPPED
    return sentences(_each(found, panel, _dropped) for panel in found.panels)


def _dropped(found: Sensitivity, panel: PanelSensitivity, outcome: Words) -> Words:
    if panel.drops is None:
        return NOT_DROPPED
    size = panel.drops.at_a_time
    return DROPPED.format(
        outcome=outcome,
        size=Words(f"{size}", f"{size} case{'s' if size > 1 else ''}"),
        tried=Words(f"{panel.drops.tried:,}", f"{panel.drops.tried:,}"),
        changing=Words(f"{len(panel.drops.changing):,}", f"{len(panel.drops.changing):,}"),
        change=Words("", "changes" if len(panel.drops.changing) == 1 else "change"),
    )


def redrawn(found: Sensitivity) -> Words:
    """Return how often samples of the cases give each solution, and its most stable path."""
    if not found.rule.bootstraps:
        return NOT_REDRAWN
    return sentences(_each(found, panel, _redrawn) for panel in found.panels)


def _redrawn(found: Sensitivity, panel: PanelSensitivity, outcome: Words) -> Words:
    held = panel.bootstrap
    if held is None:
        return NOT_REDRAWN
    most = max(share for _, share in held.paths)
    stable = [path_named(term, found.labels) for term, share in held.paths if share == most]
    return REDRAWN.format(
        outcome=outcome,
        samples=Words(f"{held.samples:,}", f"{held.samples:,}"),
        same=f"{100 * held.same:.1f}%",
        path=enumerated(stable[:2]) if len(stable) <= 2 else _several(len(stable)),
        share=f"{100 * most:.1f}%",
    )


def _several(number: int) -> Words:
    return counted(number, "条路径", "path alike", "paths alike")


Told = Callable[[Sensitivity, PanelSensitivity, Words], Words]


def _each(found: Sensitivity, panel: PanelSensitivity, told: Told) -> Words:
    outcome = outcome_named(panel.outcome, found.labels)
    if not panel.has_solution:
        return NOTHING.format(outcome=outcome)
    if not panel.complete:
        return TOO_MANY.format(outcome=outcome)
    return told(found, panel, outcome)
