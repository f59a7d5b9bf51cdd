"""Claims of the prose that public data decide."""

from __future__ import annotations

from analysis.data import Words
from analysis.data.labels import COLON, COMMA, NONE, NOTHING, SEMICOLON, out_of
from analysis.forensics.claim_sources import ClaimSources, Item
from analysis.forensics.findings import Finding
from analysis.forensics.intervals import Interval, exact
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.scopes import ANCHORS
from analysis.forensics.verdicts import Basis, Consequence, Verdict, judge
from analysis.study.statistics import variable_statistics

QUARTILES = Words("公开数据列的四分位数", "quartiles of the public columns")
NOT = Words("不符：{names}", "not: {names}")
CHECKED_ON = Words("{columns} 列中核查了 {checked} 列", "checked on {checked} of {columns} columns")
EXPENDITURE = Words("研发经费，亿元", "R&D expenditure, 100 million yuan")
REAR = Words(
    "在有数据的 {provinces} 个省份中排第 {place}；“后列”未说明界限；须由所指的界限判定",
    "{place} of {provinces} provinces with data; 'rear' names no limit; "
    "decided by: the limit meant",
)
RANK = Words(
    "在样本 {provinces} 个省份中排第 {place}", "{place} of {provinces} provinces of the sample"
)
RATIO = Words("两者之比 {ratio}；多远算远，文中未说明", "ratio {ratio}; how far is far is not said")
PAIR = Words("{left}% 与 {right}%", "{left}% and {right}%")
BY_YEAR = Words(
    "各年数据所给出的刊印统计量；2021 年的市场化评分从未公布",
    "printed statistics that each year gives; no marketization score of 2021 was published",
)
SERIES = Words(
    "{held} 个公开序列中有 {complete} 个覆盖全部剔除省份；其余 {rest} 列从未公布；"
    "须由该研究的数据判定",
    "{complete} of {held} public series hold every province left out; the other "
    "{rest} columns were never published; decided by: the study's own data",
)
DISTINCT = Words(
    "公开数据列的不同取值数；直接校准法正适用于这类数据",
    "distinct values of the public columns; direct calibration is meant for such data",
)
SHARES = Words(
    "样本份额之和为 {low} 至 {high}；须由外部资料判定：{source}",
    "shares of the sample add to {low} to {high}; decided by: {source}",
)
PARKS = Words("全国至少 {least} 个园区", "at least {least} parks in the country")
LEAST = Words("公开数据列的最小隶属度 {value}", "least membership by public columns {value}")


def anchors(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the printed anchors are the quartiles of the public columns."""
    misses = [
        f"{variable} {name}"
        for variable, found in sources.public.statistics.items()
        for name in ANCHORS
        if not sources.tables.statistics[variable][name].agrees(float(getattr(found, name)))
    ]
    agree = NOT.format(names=COMMA.join(misses)) if misses else QUARTILES
    note = CHECKED_ON.format(
        checked=len(sources.public.statistics), columns=len(sources.tables.statistics)
    )
    verdict = Verdict.CONTRADICTED if misses else Verdict.EXACT
    return Finding(agree, verdict, Basis.AUTHENTIC, note)


def value(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on a province's value, rounded as printed."""
    printed = PrintedNumber.read(item["printed"])
    found = exact(sources.public.of(item["of"], item["province"])) * (100 if printed.percent else 1)
    judgement = judge(printed, found, Basis.AUTHENTIC)
    return Finding(f"{float(found):.3f}%", judgement.verdict, Basis.AUTHENTIC)


def rising(item: Item, sources: ClaimSources) -> Finding:
    """Return whether a province's R&D expenditure rose in each of the last years."""
    series = sources.public.expenditure(item["province"], item["year"], item["years"])
    rises = bool((series.diff().dropna() > 0).all())
    shown = COMMA.join(COLON.join([str(y), f"{amount:g}"]) for y, amount in series.items())
    verdict = Verdict.EXACT if rises else Verdict.CONTRADICTED
    return Finding(shown, verdict, Basis.AUTHENTIC, EXPENDITURE)


def rank(item: Item, sources: ClaimSources) -> Finding:
    """Return a province's rank beside a claim that names no limit: open."""
    place, size, all_place, all_size = sources.public.rank(item["of"], item["province"])
    note = REAR.format(place=all_place, provinces=all_size)
    recomputed = RANK.format(place=place, provinces=size)
    return Finding(recomputed, Verdict.NOT_DETERMINED, Basis.AUTHENTIC, note)


def less(item: Item, sources: ClaimSources) -> Finding:
    """Return whether one province's value is smaller than another's; how much is not said."""
    left = sources.public.of(item["of"], item["province"])
    right = sources.public.of(item["of"], item["than"])
    verdict = Verdict.CONSISTENT if left < right else Verdict.CONTRADICTED
    note = RATIO.format(ratio=f"{left / right:.2f}")
    told = PAIR.format(left=f"{100 * left:.3f}", right=f"{100 * right:.3f}")
    return Finding(told, verdict, Basis.AUTHENTIC, note)


def year_of_conditions(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the conditions are of the year claimed: the one year that fits Table 1.

    For every year of the public series: how many of the printed statistics of the two series that
    run through all years (R&D intensity, government support) that year's values give. Exact when
    the claimed year gives them all and no other does.
    """
    fits = {year: _fitting(year, sources) for year in sources.public.years}
    all_of = max(total for _, total in fits.values())
    whole = [year for year, (hits, _) in fits.items() if hits == all_of]
    holds = whole == [int(item["printed"])]
    told = COMMA.join(
        COLON.join([str(year), out_of(hits, total)]) for year, (hits, total) in fits.items()
    )
    verdict = Verdict.EXACT if holds else Verdict.CONTRADICTED
    return Finding(told, verdict, Basis.AUTHENTIC, BY_YEAR)


def _fitting(year: int, sources: ClaimSources) -> tuple[int, int]:
    settings, hits, total = sources.settings, 0, 0
    for variable, column in sources.public.of_year(year).items():
        found = variable_statistics(column, settings.ddof, settings.quantile_method)
        for name, printed in sources.tables.statistics[str(variable)].items():
            total += 1
            hits += bool(printed.agrees(float(getattr(found, name))))
    return hits, total


def missing_data(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the provinces left out lack public data: open, with the series that have them.

    The other columns were never published, so what is missing there stays unknown.
    """
    frame = sources.provinces
    outside = list(frame.loc[~frame["in_sample"], "zh"])
    held = {
        name: [province for province in outside if province in covered]
        for name, covered in sources.public.covered.items()
    }
    told = SEMICOLON.join(
        COLON.join([str(name), COMMA.join(of) if of else NONE]) for name, of in held.items()
    )
    complete = [name for name, of in held.items() if len(of) == len(outside)]
    rest = len(sources.tables.statistics) - len(held)
    note = SERIES.format(complete=len(complete), held=len(held), rest=rest)
    return Finding(told, Verdict.NOT_DETERMINED, Basis.AUTHENTIC, note)


def data_type(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the data are not continuous, by the number of distinct values.

    A column with more distinct values than half of its cases is no scale of a few levels. Direct
    calibration is meant for such columns, so the reason is wrong and the choice right.
    """
    counts = {name: int(column.nunique()) for name, column in sources.public.values.items()}
    size = len(sources.public.values)
    fine = [name for name, count in counts.items() if 2 * count > size]
    told = COMMA.join(
        Words(" ", " ").join([str(name), out_of(count, size)]) for name, count in counts.items()
    )
    wrong = len(fine) == len(counts)
    return Finding(
        told,
        Verdict.CONTRADICTED if wrong else Verdict.NOT_DETERMINED,
        Basis.AUTHENTIC,
        DISTINCT,
        Consequence.ARITHMETIC if wrong else Consequence.NONE,
    )


def parks(item: Item, sources: ClaimSources) -> Finding:
    """Return what a number of parks implies through the shares of Table 1.

    Formula: a province's share is at most the printed maximum, so the country has at least
    number / maximum parks; and the shares of the sample, n times the mean, add to at most one.
    """
    row = sources.tables.statistics["organisation_agglomeration"]
    least = exact(item["printed"]) / row["maximum"].interval().high
    whole = row["mean"].interval() * Interval.of(len(sources.public.values))
    holds = whole.low <= 1
    note = SHARES.format(
        low=f"{float(whole.low):.3f}",
        high=f"{float(whole.high):.3f}",
        source=Words.of(item["source"]),
    )
    return Finding(
        PARKS.format(least=f"{float(least):.0f}"),
        Verdict.CONSISTENT if holds else Verdict.CONTRADICTED,
        Basis.PRINTED_ONLY,
        note,
        Consequence.NONE if holds else Consequence.ARITHMETIC,
    )


def typical(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the regions named for a path are members of it by their public columns."""
    cases = [each for each in sources.typical.all if each.path == item["path"]]
    odd = tuple(each.case for each in cases if each.verdict is Verdict.CONTRADICTED)
    open_ = all(each.verdict is Verdict.NOT_DETERMINED for each in cases)
    verdict = Verdict.NOT_DETERMINED if open_ else Verdict.CONSISTENT
    least = [min(value for _, value in each.memberships) for each in cases if each.memberships]
    note = LEAST.format(value=f"{min(least):.2f}") if least else NOTHING
    return Finding(
        COMMA.join(each.case for each in cases),
        Verdict.CONTRADICTED if odd else verdict,
        Basis.AUTHENTIC,
        note,
        Consequence.CONCLUSION if odd else Consequence.NONE,
        odd,
    )
