from fractions import Fraction

import pytest
from hypothesis import given, settings

from analysis.forensics import crossover_report
from analysis.forensics.crossovers import (
    CrossoverPattern,
    crossover_counts,
    implied_total,
    middle_counts,
)
from analysis.forensics.hidden_sums import hidden_sums
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.scopes import ANCHORS
from analysis.forensics.transcripts import OUTCOME
from tests.forensics.synthetic import CONDITIONS, fuzzy_data, necessity_cells

CROSS = Fraction(501, 1000)


def pattern_of(x, y):
    pairs = list(zip(x, y, strict=True))
    return CrossoverPattern(
        x_with_low_y=sum(a == CROSS and b < CROSS for a, b in pairs),
        x_with_high_y=sum(a == CROSS and b > CROSS for a, b in pairs),
        both=sum(a == b == CROSS for a, b in pairs),
        y_with_low_x=sum(b == CROSS and a < CROSS for a, b in pairs),
        y_with_high_x=sum(b == CROSS and a > CROSS for a, b in pairs),
    )


@given(fuzzy_data())
@settings(max_examples=20, deadline=None)
def test_the_true_pattern_is_always_among_those_that_fit(data):
    sums = hidden_sums(necessity_cells(data), 28)
    if not sums.on_grid:
        return
    counts = {count.condition: count for count in crossover_counts(sums)}
    assert counts[None].count == data[OUTCOME].count(CROSS) % 10
    for condition in CONDITIONS:
        assert counts[condition].count == data[condition].count(CROSS) % 10
        assert pattern_of(data[condition], data[OUTCOME]) in counts[condition].patterns


@pytest.fixture(scope="module")
def report():
    return crossover_report()


def test_crossover_cases_of_the_study(report):
    counts = {count.condition: count.count for count in report.counts}
    assert counts.pop(None) == 1
    assert counts.pop("digital_technology") == 4
    assert set(counts.values()) == {0} and len(counts) == 5


def test_where_the_outcome_case_lies(report):
    sides = {count.condition: set(count.outcome_case) for count in report.counts[1:]}
    assert sides == {
        "digital_technology": {"low", "high"},
        "rd_intensity": {"low"},
        "organisation_agglomeration": {"high"},
        "industrial_synergy": {"high"},
        "marketization": {"low"},
        "government_support": {"low"},
    }


def test_candidates(report):
    assert len(report.candidates) == 11
    assert report.candidates_by_paths == ("河北", "海南")


def test_middle_counts_of_patents(tables, report):
    assert report.middle_counts == ((433, 439),)
    anchors = [tables.statistics[OUTCOME][name].number for name in ANCHORS]
    assert middle_counts(*anchors, 2) == ((436, 436), (435, 437), (434, 438))
    assert middle_counts(*anchors, 0) == ()


def test_a_median_between_two_whole_numbers():
    found = middle_counts(Fraction(10), Fraction("20.5"), Fraction(500), 1)
    assert found == ((20, 21), (19, 22), (18, 23))


def test_total_of_patents(report):
    assert report.totals == (20263,)
    assert implied_total(PrintedNumber.read("0.40"), 28) == ()
    assert implied_total(PrintedNumber.read("0.5"), 28) == (13, 14, 15)


def test_frames(report):
    assert list(report.to_frame()["cases_at_crossover"]) == [1, 4, 0, 0, 0, 0, 0]
    assert len(report.counts[1].to_frame()) == 2
