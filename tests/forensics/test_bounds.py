from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings

from analysis.forensics.bounds import (
    coverage_bounds,
    grid_sums,
    necessity_consistencies,
    orderings,
    path_bounds,
    size_bounds,
)
from analysis.forensics.hidden_sums import hidden_sums
from analysis.forensics.intervals import Interval
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import Panel
from analysis.forensics.verdicts import Verdict
from tests.forensics.synthetic import fuzzy_data, necessity_cells, panel, values

A, B, C = (SetLiteral(name) for name in "abc")
PATHS = {"P": (A, B), "Q": (A, C.negated), "R": (B.negated, C)}


@given(fuzzy_data())
@settings(max_examples=10, deadline=None)
def test_what_real_data_print_passes_every_check(data):
    cells = necessity_cells(data)
    sums = hidden_sums(cells, 28)
    for present in (True, False):
        printed = panel(data, PATHS, present)
        table = necessity_consistencies(cells, present)
        for bound in path_bounds(printed, table):
            assert bound.judgement.verdict is not Verdict.CONTRADICTED
        assert all(check.holds for check in orderings(printed))
        total = sums.total(present)
        columns = pd.DataFrame({"a": [float(x) for x in data["a"]]})
        assert all(check.holds for check in size_bounds(printed, total, columns))
        sizes = {name: sum(values(data, marks)) for name, marks in PATHS.items()}
        for found in grid_sums(printed, total):
            if total.is_point and found.name.endswith("consistency") and found.name[0] in sizes:
                assert abs(found.nearest - sizes[found.name[0]]) <= Fraction(2, 1000)


def verdicts(tables, sums):
    return {
        bound.path: bound
        for each in tables.panels
        for bound in path_bounds(
            each, necessity_consistencies(tables.necessity, each.outcome_present)
        )
    }


def test_only_h3_is_out_of_bounds(tables, sums):
    found = verdicts(tables, sums)
    assert [
        id for id, bound in found.items() if bound.judgement.verdict is Verdict.CONTRADICTED
    ] == ["H3"]
    limit = found["H3"].bounds
    assert limit.limiting == SetLiteral("industrial_synergy", False)
    cell = next(c for c in tables.necessity if c.literal == limit.limiting and c.outcome_present)
    assert limit.possible.high == cell.consistency.interval().high
    assert limit.possible.high < tables.panels[0].paths[2].raw_coverage.number / 2


def test_bonferroni():
    table = {A: PrintedNumber.read("0.9"), B: PrintedNumber.read("0.8")}
    bounds = coverage_bounds((A, B), table)
    assert bounds.limiting == B
    assert bounds.possible == Interval.of(0.6, 0.85)
    assert coverage_bounds((A,), table).possible == Interval.of(0.85, 0.95)
    with pytest.raises(ValueError, match="at least one literal"):
        coverage_bounds((), table)


def test_printed_inequalities_hold(panels):
    for report in panels:
        assert len(report.orderings) == 8 and len(report.sizes) == 3
        assert all(check.holds for check in (*report.orderings, *report.sizes))
        assert report.inequalities_frame()["holds"].all()


@pytest.mark.parametrize(
    ("field", "value"), [("coverage", "0.609369"), ("coverage", "0.999999"), ("raw", "0.9")]
)
def test_broken_inequalities_are_noticed(tables, field, value):
    high = tables.panels[0]
    number = PrintedNumber.read(value)
    if field == "raw":
        first = high.paths[0]
        changed = type(first)(
            first.id, first.literals, first.consistency, number, first.unique_coverage
        )
        broken = Panel(True, (changed, *high.paths[1:]), high.consistency, high.coverage)
    else:
        broken = Panel(True, high.paths, high.consistency, number)
    failed = [check.name.en for check in orderings(broken) if not check.holds]
    assert failed == (["raw coverage H1 <= solution"] if field == "raw" else failed)
    assert bool(failed) is (value != "0.999999")


def test_pri_may_not_exceed_consistency(tables):
    high = tables.panels[0]
    fine, wrong = PrintedNumber.read("0.9"), PrintedNumber.read("0.9999")
    names = {
        check.name.en: check.holds for check in orderings(high, {"H1": fine, "solution": wrong})
    }
    assert names["PRI <= consistency H1"] and not names["PRI <= consistency solution"]


def test_coverages_of_table_5_lie_on_the_grid(panels):
    off = [found.name for report in panels for found in report.grid if not found.on_grid]
    assert off == ["NH3 unique coverage"]
    agreeing = [
        bool(found.printed.agrees(found.recomputed)) for report in panels for found in report.grid
    ]
    assert len(agreeing) == 22 and sum(agreeing) == 21
    assert all(found.chance < 0.02 for report in panels for found in report.grid)


def test_a_path_larger_than_its_public_literals_is_noticed(tables, sums):
    small = pd.DataFrame({"government_support": [0.3] * 28})
    checks = size_bounds(tables.panels[0], sums.total(True), small)
    assert len(checks) == 3 and not any(check.holds for check in checks)
    assert size_bounds(tables.panels[0], sums.total(True), pd.DataFrame(index=range(28))) == ()
