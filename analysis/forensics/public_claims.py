"""Claims of the prose that public data decide."""

from __future__ import annotations

from analysis.forensics.claim_sources import ClaimSources, Item
from analysis.forensics.findings import Finding
from analysis.forensics.intervals import Interval, exact
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.scopes import ANCHORS
from analysis.forensics.verdicts import Basis, Consequence, Verdict, judge
from analysis.study.statistics import variable_statistics


def anchors(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the printed anchors are the quartiles of the public columns."""
    misses = [
        f"{variable} {name}"
        for variable, found in sources.public.statistics.items()
        for name in ANCHORS
        if not sources.tables.statistics[variable][name].agrees(float(getattr(found, name)))
    ]
    agree = "quartiles of the public columns" if not misses else f"not: {', '.join(misses)}"
    note = (
        f"checked on {len(sources.public.statistics)} of {len(sources.tables.statistics)} columns"
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
    shown = ", ".join(f"{year}: {amount:g}" for year, amount in series.items())
    verdict = Verdict.EXACT if rises else Verdict.CONTRADICTED
    return Finding(shown, verdict, Basis.AUTHENTIC, "R&D expenditure, 100 million yuan")


def rank(item: Item, sources: ClaimSources) -> Finding:
    """Return a province's rank beside a claim that names no limit: open."""
    place, size, all_place, all_size = sources.public.rank(item["of"], item["province"])
    note = (
        f"{all_place} of {all_size} provinces with data; 'rear' names no limit; "
        "decided by: the limit meant"
    )
    recomputed = f"{place} of {size} provinces of the sample"
    return Finding(recomputed, Verdict.NOT_DETERMINED, Basis.AUTHENTIC, note)


def less(item: Item, sources: ClaimSources) -> Finding:
    """Return whether one province's value is smaller than another's; how much is not said."""
    left = sources.public.of(item["of"], item["province"])
    right = sources.public.of(item["of"], item["than"])
    verdict = Verdict.CONSISTENT if left < right else Verdict.CONTRADICTED
    note = f"ratio {left / right:.2f}; how far is far is not said"
    return Finding(f"{100 * left:.3f}% and {100 * right:.3f}%", verdict, Basis.AUTHENTIC, note)


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
    told = ", ".join(f"{year}: {hits} of {total}" for year, (hits, total) in fits.items())
    verdict = Verdict.EXACT if holds else Verdict.CONTRADICTED
    note = "printed statistics that each year gives; no marketization score of 2021 was published"
    return Finding(told, verdict, Basis.AUTHENTIC, note)


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
    told = "; ".join(f"{name}: {', '.join(of) or 'none'}" for name, of in held.items())
    complete = [name for name, of in held.items() if len(of) == len(outside)]
    rest = len(sources.tables.statistics) - len(held)
    note = (
        f"{len(complete)} of {len(held)} public series hold every province left out; the other "
        f"{rest} columns were never published; decided by: the study's own data"
    )
    return Finding(told, Verdict.NOT_DETERMINED, Basis.AUTHENTIC, note)


def data_type(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the data are not continuous, by the number of distinct values.

    A column with more distinct values than half of its cases is no scale of a few levels. Direct
    calibration is meant for such columns, so the reason is wrong and the choice right.
    """
    counts = {name: int(column.nunique()) for name, column in sources.public.values.items()}
    size = len(sources.public.values)
    fine = [name for name, count in counts.items() if 2 * count > size]
    told = ", ".join(f"{name} {count} of {size}" for name, count in counts.items())
    wrong = len(fine) == len(counts)
    return Finding(
        told,
        Verdict.CONTRADICTED if wrong else Verdict.NOT_DETERMINED,
        Basis.AUTHENTIC,
        "distinct values of the public columns; direct calibration is meant for such data",
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
    note = (
        f"shares of the sample add to {float(whole.low):.3f} to {float(whole.high):.3f}; "
        f"decided by: {item['source']}"
    )
    return Finding(
        f"at least {float(least):.0f} parks in the country",
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
    note = f"least membership by public columns {min(least):.2f}" if least else ""
    return Finding(
        ", ".join(each.case for each in cases),
        Verdict.CONTRADICTED if odd else verdict,
        Basis.AUTHENTIC,
        note,
        Consequence.CONCLUSION if odd else Consequence.NONE,
        odd,
    )
