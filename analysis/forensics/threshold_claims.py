"""Thresholds the text states, against the classifications the text draws from them."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from analysis.data import Words
from analysis.data.labels import COMMA, NONE, NOTHING
from analysis.forensics.claim_sources import ClaimSources, Item
from analysis.forensics.findings import Finding
from analysis.forensics.intervals import Interval
from analysis.forensics.transcripts import OUTCOME
from analysis.forensics.verdicts import Basis, Consequence, Verdict

AT_LEAST, BELOW = Words("至少 {value}", "at least {value}"), Words("低于 {value}", "below {value}")
EFFECT_SIZES = Words("所称必要条件的效应量", "effect sizes of the conditions named necessary")
LITERALS = Words(
    "表 4 中称为必要的与其余的前因条件", "literals of Table 4 named necessary, and others"
)
CONSISTENCIES = Words("表 5 各路径的一致性", "consistencies of the paths of Table 5")
NO_PRI = Words(
    "PRI 未刊印；表 5 的一致性是其上界",
    "PRI is not printed; consistencies of Table 5 bound it from above",
)
AT_MOST = Words("至多 {count}", "at most {count}")
FEWEST = Words("第 5 节所列路径案例数的最小值", "fewest cases named for a path in section 5")
BOTH_RULES = Words("{own} 与 {other}", "{own} and {other}")
LEVELS = Words(
    "公开数据列的水平数：{levels}；属于 {rule} 的：{names}",
    "levels of the public columns: {levels}; under {rule}: {names}",
)
NO_ROWS = Words(
    "真值表各行的一致性未刊印；刊印的路径只表明没有一条低于阈值本身；须由该研究的真值表判定",
    "the consistencies of the truth table rows are not printed; the printed paths show only "
    "that no path falls below the threshold itself; decided by: the study's truth table",
)
PASSING = Words(
    "刊印的 {paths} 条路径中有 {passing} 条不低于 {limit}",
    "{passing} of {paths} printed paths at or above {limit}",
)


def separates(
    printed: str, above: Iterable[Interval], below: Iterable[Interval], note: Words = NOTHING
) -> Finding:
    """Return the verdict on a threshold, from numbers that must lie above it and others not.

    Formula: largest number not above <= threshold < smallest number above; rounding intervals are
    taken at the end that favours the print. Numbers leave room, so a threshold that separates
    them is consistent.
    """
    limit = Fraction(printed)
    least = min((span.high for span in above), default=None)
    most = max((span.low for span in below), default=None)
    too_high = least is not None and limit >= least
    too_low = most is not None and limit < most
    told = [] if most is None else [AT_LEAST.format(value=f"{float(most):g}")]
    told += [] if least is None else [BELOW.format(value=f"{float(least):g}")]
    wrong = too_high or too_low
    return Finding(
        COMMA.join(told),
        Verdict.CONTRADICTED if wrong else Verdict.CONSISTENT,
        Basis.PRINTED_ONLY,
        note,
        Consequence.CONCLUSION if wrong else Consequence.NONE,
    )


def effect_size(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the threshold of effect sizes (Table 2, every ceiling).

    The conditions that the claims it classifies name must lie above it, the others not.
    """
    named = {name for id in item["classifies"] for name in sources.claims[id]["members"]}
    above: list[Interval] = []
    below: list[Interval] = []
    for (statistic, _, condition), number in sources.tables.nca.items():
        if statistic == "effect_size":
            (above if condition in named else below).append(number.interval())
    return separates(item["printed"], above, below, EFFECT_SIZES)


def necessity_consistency(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the threshold of necessity (Table 4, both outcomes).

    The literals that the claims it classifies name must lie above it, the others not.
    """
    claims = [sources.claims[id] for id in item["classifies"]]
    named = {(name, each["outcome"]) for each in claims for name in each["members"]}
    above: list[Interval] = []
    below: list[Interval] = []
    for cell in sources.tables.necessity:
        outcome = OUTCOME if cell.outcome_present else f"~{OUTCOME}"
        held = (cell.literal.text, outcome) in named
        (above if held else below).append(cell.consistency.interval())
    return separates(item["printed"], above, below, LITERALS)


def path_consistency(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the consistency threshold: no printed path may fall below it.

    The rows of the truth table, to which it applies, are not printed.
    """
    spans = [path.consistency.interval() for panel in sources.tables.panels for path in panel.paths]
    return separates(item["printed"], spans, (), CONSISTENCIES)


def path_pri(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the PRI threshold: a path's consistency is at least its PRI.

    PRI is not printed. Formula: PRI <= consistency, so a path must reach the threshold with its
    consistency at least.
    """
    spans = [path.consistency.interval() for panel in sources.tables.panels for path in panel.paths]
    return separates(item["printed"], spans, (), NO_PRI)


def frequency(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the frequency threshold: no path may have fewer typical cases.

    A path with one named case is possible only if the threshold is at most one.
    """
    fewest = min(len(cases) for cases in sources.named.values())
    holds = Fraction(item["printed"]) <= fewest
    return Finding(
        AT_MOST.format(count=fewest),
        Verdict.CONSISTENT if holds else Verdict.CONTRADICTED,
        Basis.PRINTED_ONLY,
        FEWEST,
        Consequence.NONE if holds else Consequence.CONCLUSION,
    )


def levels(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on a rule by number of levels: with its complement it covers each once.

    ``<5`` and ``≥5`` divide the whole numbers. The note says which of the two the public columns
    fall under.
    """
    own, other = item["printed"], item["complement"]
    divides = own[1:] == other[1:] and {own[0], other[0]} == {"<", "≥"}
    counts = {name: int(column.nunique()) for name, column in sources.public.values.items()}
    shown = COMMA.join(f"{name} {count}" for name, count in counts.items())
    under = [
        str(name) for name, count in counts.items() if (count < int(own[1:])) is (own[0] == "<")
    ]
    return Finding(
        BOTH_RULES.format(own=own, other=other),
        Verdict.CONSISTENT if divides else Verdict.CONTRADICTED,
        Basis.AUTHENTIC,
        LEVELS.format(levels=shown, rule=own, names=COMMA.join(under) if under else NONE),
        Consequence.NONE if divides else Consequence.ARITHMETIC,
    )


def robust(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the subset at a stricter threshold: open, with what the paths show."""
    threshold = Fraction(str(sources.settings.robustness.consistency))
    paths = [path for panel in sources.tables.panels for path in panel.paths]
    passing = sum(path.consistency.interval().low >= threshold for path in paths)
    told = PASSING.format(passing=passing, paths=len(paths), limit=item["printed"])
    return Finding(told, Verdict.NOT_DETERMINED, Basis.PRINTED_ONLY, NO_ROWS)
