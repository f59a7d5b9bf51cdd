"""What the analyses of necessity say: by NCA, by consistency, and from which level on."""

from __future__ import annotations

from analysis.data import Words
from analysis.prose.phrases import counted, enumerated, figure, named, outcome_named, sentences
from analysis.study import NcaNecessity, QcaNecessity
from analysis.study.variables import Variables

NOT_TESTED = Words(
    "没有做置换检验，因此 NCA 不对必要性作判断。",
    "There was no permutation test, so NCA passes no judgement on necessity.",
)
BY_NCA = Words(
    "按 NCA，在每种上限下效应量均大于 {effect} 且 P 值小于 {level} 的必要条件有 {count}：{names}。",
    "By NCA, with an effect size above {effect} and a p below {level} under every ceiling, {count} "
    "{are} necessary: {names}.",
)
NONE_BY_NCA = Words(
    "按 NCA，没有条件在每种上限下效应量均大于 {effect} 且 P 值小于 {level}。",
    "By NCA, no condition has an effect size above {effect} and a p below {level} under every "
    "ceiling.",
)
STRONGEST = Words(
    "在 {ceiling} 下，效应量最大的是{names}（{value}）。",
    "Under {ceiling} the largest effect size is that of {names} ({value}).",
)
NO_EFFECT = Words(
    "在 {ceiling} 下，所有条件的效应量均为零。",
    "Under {ceiling} the effect size of every condition is zero.",
)
CEILINGS = {"ce_fdh": "CE-FDH", "cr_fdh": "CR-FDH"}
ALONE = Words(
    "一致性大于 {threshold}、即对{outcome}必要的单个条件有 {count}：{names}。",
    "With a consistency above {threshold}, {count} {are} necessary for {outcome}: {names}.",
)
NOT_ALONE = Words(
    "没有单个条件对{outcome}的一致性大于 {threshold}。",
    "No single condition has a consistency above {threshold} for {outcome}.",
)
AT_LEVEL = Words(
    "结果要达到观测范围的 {level}，{count}须达到一定水平：{names}（{ceiling}）。",
    "For {level} of the observed range of the outcome, {count} must have reached some level: "
    "{names} ({ceiling}).",
)
NONE_AT_LEVEL = Words(
    "结果要达到观测范围的 {level}，没有条件须达到任何水平（{ceiling}）。",
    "For {level} of the observed range of the outcome, no condition must have reached any level "
    "({ceiling}).",
)


def necessary_by_nca(found: NcaNecessity, variables: Variables) -> Words:
    """Return which conditions NCA judges necessary under every ceiling."""
    if not found.result.permutations:
        return NOT_TESTED
    limits = {
        "effect": f"{found.rule.effect_size_threshold:g}",
        "level": f"{found.rule.significance:g}",
    }
    needed = found.necessary()
    if not needed:
        return NONE_BY_NCA.format(**limits)
    return BY_NCA.format(
        **limits,
        count=counted(len(needed), "个", "condition", "conditions"),
        are=_are(len(needed)),
        names=enumerated([named(key, variables.labels) for key in needed]),
    )


def strongest_effect(found: NcaNecessity, variables: Variables) -> Words:
    """Return the condition with the largest effect size under each ceiling, with ties."""
    told = []
    for ceiling in found.result.ceilings:
        sizes = {
            key: figure(found.result.get(key, ceiling).effect_size)
            for key in found.result.conditions
        }
        most = max(sizes.values())
        if not any(found.result.get(key, ceiling).effect_size > 0 for key in sizes):
            told.append(NO_EFFECT.format(ceiling=CEILINGS[ceiling]))
            continue
        names = [named(key, variables.labels) for key, size in sizes.items() if size == most]
        told.append(
            STRONGEST.format(ceiling=CEILINGS[ceiling], names=enumerated(names), value=most)
        )
    return sentences(told)


def necessary_alone(found: QcaNecessity) -> Words:
    """Return which single conditions or absences are necessary for the outcome, and its absence."""
    told = []
    for table in (found.high, found.nonhigh):
        outcome = outcome_named(table.outcome, found.labels)
        needed = found.necessary(table)
        threshold = f"{found.threshold:g}"
        if not needed:
            told.append(NOT_ALONE.format(threshold=threshold, outcome=outcome))
            continue
        told.append(
            ALONE.format(
                threshold=threshold,
                outcome=outcome,
                count=counted(len(needed), "个", "condition or absence", "conditions or absences"),
                are=_are(len(needed)),
                names=enumerated([named(literal, found.labels) for literal in needed]),
            )
        )
    return sentences(told)


def bottlenecks(found: NcaNecessity, variables: Variables) -> Words:
    """Return which conditions a middle and the highest level of the outcome need."""
    ceiling = found.rule.high_effect_ceiling
    table = found.bottlenecks[ceiling]
    middle = min(range(len(table.levels)), key=lambda i: abs(table.levels[i] - 50))
    told = []
    for place in dict.fromkeys((middle, len(table.levels) - 1)):
        needed = [column.condition for column in table.columns if column.marks[place] != "NN"]
        level = {"level": f"{table.levels[place]:g}%", "ceiling": CEILINGS[ceiling]}
        if not needed:
            told.append(NONE_AT_LEVEL.format(**level))
            continue
        told.append(
            AT_LEVEL.format(
                **level,
                count=counted(len(needed), "个条件", "condition", "conditions"),
                names=enumerated([named(key, variables.labels) for key in needed]),
            )
        )
    return sentences(told)


def _are(number: int) -> Words:
    return Words("", "is" if number == 1 else "are")
