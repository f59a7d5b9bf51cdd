"""Whether a certificate proves that printed numbers cannot hold together.

Uses nothing of the search that found it, and nothing but the standard library:

    python -m analysis.forensics.certificates.verify data/forensics/certificates.json

A certificate of the law ``patterns`` gives a multiplier to one end of each printed number. A number
a/b printed between l and h says that S (a - l b) >= 0 and S (h b - a) >= 0 over the cases, where a
and b are minima and maxima of fuzzy sets. Such sums are non-negative combinations of their values
on patterns of 0, 1/2 and 1. If the weighted sum of what the numbers say is at most -e times the
reference set on every pattern, then 0 <= -e times a positive sum: no data can have these numbers.
A path with marks left out may be any set inside the marks that are given (a free set of patterns).
The other laws compare a printed number with what the rest make of it, by interval arithmetic, once
as if all of them were rounded to the nearest and once as if all were cut off; the proof must hold
both times.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from itertools import product
from math import lcm
from pathlib import Path
from typing import Any

Span = tuple[Fraction, Fraction]
Spans = Mapping[str, Span]
HALF = Fraction(1, 2)
HALVES, FULL = (0, 1, 2), 2  # the levels 0, 1/2 and 1, in halves
NEAREST, CUT_OFF, ANY = (-HALF, HALF), (Fraction(0), Fraction(1)), (-HALF, Fraction(1))


def verify(certificate: Mapping[str, Any]) -> Fraction:
    """Return by how much the numbers miss; ValueError with the reason when nothing is proven."""
    law = certificate["law"]
    if law != "patterns" and law not in LAWS:
        raise ValueError(f"there is no law '{law}'")
    gap: Fraction = patterns_gap(certificate) if law == "patterns" else law_gap(certificate)
    if gap <= 0:
        raise ValueError("this does not show that the numbers cannot hold together")
    if str(gap) != certificate["gap"]:
        raise ValueError(f"the numbers miss by {gap}, not by {certificate['gap']}")
    return gap


def span(printed: str, steps: Span = ANY) -> Span:
    """Return the ends of what prints so, ``steps`` of the last digit below and above it."""
    digits = printed.removesuffix("%")
    unit = Fraction(1, 10 ** len(digits.partition(".")[2]))
    return Fraction(digits) + steps[0] * unit, Fraction(digits) + steps[1] * unit


def patterns_gap(certificate: Mapping[str, Any]) -> Fraction:
    """Return the greatest e with: weighted sum <= -e reference on every pattern; 0 for none."""
    numbers, marks = certificate["numbers"], certificate["marks"]
    if any(Fraction(each["multiplier"]) <= 0 for each in numbers):
        raise ValueError("a multiplier is not positive")
    if len({(m["column"], m["row"]) for m in marks}) < len(marks):
        raise ValueError("a mark is given twice")
    if certificate["reference"].removeprefix("~") != certificate["outcome"]:
        raise ValueError("the reference is neither the outcome nor its negation")
    known = {path: sum(m["column"] == path for m in marks) for path in certificate["paths"]}
    free = sorted(p for p, count in known.items() if count < len(certificate["conditions"]))
    used = {m["row"].removeprefix("mark ") for m in marks if m["printed"] != "irrelevant"}
    used |= {each["row"].lstrip("~") for each in numbers if each["table"] == "table4"}
    names = [*sorted(used), certificate["outcome"], *free]
    weights = [ends(each) for each in numbers]
    scale = lcm(*(part.denominator for pair in weights for part in pair))
    whole = [(int(of_a * scale), int(of_b * scale)) for of_a, of_b in weights]
    gaps: set[Fraction] = set()
    for levels in product(HALVES, repeat=len(names)):
        at = dict(zip(names, levels, strict=True))
        at |= {f"~{name}": FULL - level for name, level in at.items()}
        total = 0
        for each, (of_a, of_b) in zip(numbers, whole, strict=True):
            a, b = quotient(each, at, certificate)
            total += of_a * a + of_b * b
        if reference := at[certificate["reference"]]:
            gaps.add(Fraction(-total, reference))
        elif total > 0:
            return Fraction(0)
    return min(gaps) / scale


def ends(number: Mapping[str, str]) -> Span:
    """Return what multiplies a and b of a printed number a/b: m (a - l b) or m (h b - a)."""
    low, high = span(number["printed"])
    multiplier = Fraction(number["multiplier"])
    if number["side"] == "low":
        return multiplier, -multiplier * low
    return -multiplier, multiplier * high


def quotient(
    number: Mapping[str, str], at: Mapping[str, int], certificate: Mapping[str, Any]
) -> tuple[int, int]:
    """Return numerator and denominator of what a number claims to be, on one pattern, in halves."""
    row, column, paths = number["row"], number["column"], certificate["paths"]
    if number["table"] == "table4":
        x, y = (
            at[row],
            at[{"high": "", "nonhigh": "~"}[column.split("_")[1]] + certificate["outcome"]],
        )
        return min(x, y), {"consistency": y, "coverage": x}[column.split("_")[0]]
    panel = paths.get(column, column)
    y = at[panel]
    sizes = {path: at.get(path, FULL) for path, own in paths.items() if own == panel}
    for mark in certificate["marks"]:
        if mark["column"] in sizes and mark["printed"] != "irrelevant":
            literal = {"present": "", "absent": "~"}[mark["printed"]] + mark["row"].removeprefix(
                "mark "
            )
            sizes[mark["column"]] = min(sizes[mark["column"]], at[literal])
    union = max(sizes.values())
    if row == "unique_coverage":
        others = max((size for path, size in sizes.items() if path != column), default=0)
        return min(union, y) - min(others, y), y
    own = union if row.startswith("solution") else sizes[column]
    statistic = row.removeprefix("solution_").removeprefix("raw_")
    return min(own, y), {"consistency": own, "coverage": y}[statistic]


def law_gap(certificate: Mapping[str, Any]) -> Fraction:
    """Return by how much the numbers miss a law, under the rounding that suits them best."""
    law, cases = LAWS[certificate["law"]], certificate.get("cases", 0)
    numbers = {each["row"].split()[0]: each["printed"] for each in certificate["numbers"]}
    return min(
        law({name: span(printed, steps) for name, printed in numbers.items()}, cases)
        for steps in (NEAREST, CUT_OFF)
    )


def over(above: Span, below: Span) -> Span:
    """Return the quotient of intervals of positive numbers."""
    return above[0] / below[1], above[1] / below[0]


def apart(one: Span, other: Span) -> Fraction:
    """Return the distance between two intervals, negative where they overlap."""
    return max(one[0] - other[1], other[0] - one[1])


def effect_size(of: Spans, cases: int) -> Fraction:
    """Effect size = ceiling zone / scope."""
    return apart(of["effect_size"], over(of["ceiling_zone"], of["scope"]))


def line(of: Spans, cases: int) -> Fraction:
    """Effect size of CR-FDH = u^2 / 2b; b is the slope and u the level at the top of the line.

    Two rows p < q of the bottleneck table give b and u. Where the condition is not needed at the
    bottom and u <= 1, the ceiling zone is the triangle beyond the line. Zone and scope may stand
    in for the effect size.
    """
    (p, low), (q, high) = sorted((int(k[:-1]), ends) for k, ends in of.items() if k.endswith("%"))
    b = (high[0] - low[1]) / (q - p), (high[1] - low[0]) / (q - p)
    u = (high[0] + b[0] * (100 - q)) / 100, (high[1] + b[1] * (100 - q)) / 100
    if b[0] <= 0 or u[1] > 1 or u[1] > b[0]:
        raise ValueError("the line cuts no triangle off the scope")
    size = of.get("effect_size") or over(of["ceiling_zone"], of["scope"])
    return apart(size, over((u[0] ** 2, u[1] ** 2), (2 * b[0], 2 * b[1])))


def share(of: Spans, cases: int) -> Fraction:
    """Ceiling accuracy = k of n cases, in percent: the distance to the nearest k."""
    shares = [Fraction(100 * k, cases) for k in range(cases + 1)]
    return min(apart(of["accuracy"], (each, each)) for each in shares)


LAWS: Mapping[str, Callable[[Spans, int], Fraction]] = {
    "effect size": effect_size,
    "line": line,
    "share": share,
}


def main(arguments: list[str]) -> int:
    """Return 0 when all certificates of a file hold, 1 when one does not, 2 for a bad file."""
    if len(arguments) != 1:
        print("usage: python -m analysis.forensics.certificates.verify FILE", file=sys.stderr)
        return 2
    try:
        certificates = json.loads(Path(arguments[0]).read_text("utf-8"))["certificates"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"{arguments[0]}: no file of certificates ({error})", file=sys.stderr)
        return 2
    failed = 0
    for certificate in certificates:
        try:
            print(f"{certificate['key']}: 0 <= {-float(verify(certificate)):.6g}, which is false")
        except (ValueError, KeyError, TypeError, ZeroDivisionError) as error:
            print(f"{certificate.get('key')}: NOT PROVEN ({error})")
            failed += 1
    print(f"{len(certificates) - failed} of {len(certificates)} certificates hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
