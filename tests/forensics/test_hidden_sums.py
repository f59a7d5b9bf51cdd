from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from analysis.forensics.hidden_sums import (
    hidden_sums,
    known,
    majority,
    relevance,
    sibling_value,
)
from analysis.forensics.intervals import Interval
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import NEAREST, PrintedNumber, table_rules
from analysis.forensics.transcripts import OUTCOME
from tests.forensics.synthetic import fuzzy_data, necessity_cells, overlap, side, values

# Worked out by hand from Table 4, in thousandths:
# S X, S min(X,Y), S min(~X,Y), S min(X,~Y), S min(~X,~Y).
RECOVERED = {
    "digital_technology": (13704, 12452, 4469, 4372, 12947),
    "rd_intensity": (14530, 12560, 3421, 4150, 12229),
    "organisation_agglomeration": (13840, 12271, 3970, 4009, 12630),
    "industrial_synergy": (13400, 11521, 4740, 4339, 12320),
    "marketization": (14590, 12510, 3731, 4520, 12119),
    "government_support": (14040, 11740, 3651, 3890, 11899),
}


@given(fuzzy_data())
@settings(max_examples=15, deadline=None)
def test_the_sums_of_any_data_lie_in_the_intervals_of_their_printed_table(data):
    sums = hidden_sums(necessity_cells(data), 28)
    for (literal, outcome_present), hidden in sums.sums.items():
        if literal is None:
            truth = sum(side(data[OUTCOME], outcome_present))
        elif outcome_present is None:
            truth = sum(values(data, [literal]))
        else:
            truth = overlap(data, [literal], outcome_present)
        assert hidden.interval.holds(truth)
        assert hidden.value in (None, truth)
        assert len(hidden.steps) >= 1


def test_every_interval_of_table_4_holds_one_multiple_of_a_thousandth(sums):
    assert sums.on_grid
    assert len(sums.sums) == 2 + 12 + 24
    assert all(hidden.chance < 0.07 for hidden in sums.sums.values())


def test_the_outcome(sums):
    assert sums.of(None, True).value == Fraction("13.801")
    assert sums.of(None, False).value == Fraction("14.199")


@pytest.mark.parametrize("condition", RECOVERED)
def test_the_sums_of_table_4(sums, condition):
    literal = SetLiteral(condition)
    found = (
        sums.of(literal),
        sums.of(literal, True),
        sums.of(literal.negated, True),
        sums.of(literal, False),
        sums.of(literal.negated, False),
    )
    assert tuple(hidden.value * 1000 for hidden in found) == RECOVERED[condition]
    assert known(sums.of(literal)).low + known(sums.of(literal.negated)).low == 28


def test_all_but_three_printed_numbers_follow_from_the_grid(tables, sums):
    cells = [
        (cell, parameter, getattr(cell, parameter), sibling_value(cell, parameter, sums)[0].low)
        for cell in tables.necessity
        for parameter in ("consistency", "coverage")
    ]
    assert len(cells) == 48
    missed = {
        (cell.literal.text, cell.outcome_present, parameter)
        for cell, parameter, printed, value in cells
        if not set(printed.agrees(value)).intersection(NEAREST)
    }
    assert missed == {
        ("digital_technology", True, "consistency"),
        ("marketization", True, "coverage"),
        ("government_support", False, "coverage"),
    }
    assert table_rules((printed, value) for _, _, printed, value in cells) == NEAREST
    for _, _, printed, value in cells:
        span = printed.interval()
        outside = max(span.low - value, value - span.high)
        assert outside <= Fraction(11, 10**8)


def test_a_wrong_digit_is_noticed_and_the_rest_of_the_table_stands(tables, sums):
    cells = list(tables.necessity)
    cells[4] = replace(cells[4], consistency=PrintedNumber.read("0.910179"))
    found = hidden_sums(cells, 28)
    assert not found.on_grid
    wrong = found.of(cells[4].literal, True)
    assert wrong.interval is None and not wrong.agreed
    assert found.of(cells[4].literal).value == sums.of(cells[4].literal).value
    assert not found.of(cells[4].literal).agreed
    assert found.total(True) == sums.total(True)


def test_the_wrong_number_of_cases_is_noticed(tables):
    assert not hidden_sums(tables.necessity, 27).on_grid


def test_majority():
    one, two, far = Interval.of(0, 2), Interval.of(1, 3), Interval.of(8, 9)
    assert majority([one, two, far]) == Interval.of(1, 2)
    assert majority([one, far]) is None
    assert majority([one, two, far, None]) is None
    assert majority([]) is None


def test_relevance_of_necessity_is_that_of_the_data():
    data = {
        OUTCOME: [Fraction(k, 100) for k in (10, 20, 70, 90)],
        "a": [Fraction(k, 100) for k in (30, 10, 80, 60)],
    }
    frame = relevance(hidden_sums(necessity_cells(data, ("a",)), 4)).set_index(
        ["literal", "outcome"]
    )
    expected = (4 - 1.8) / (4 - (0.1 + 0.1 + 0.7 + 0.6))
    assert frame.loc[("a", "Y"), "low"] == pytest.approx(expected, abs=1e-4)
    assert frame.loc[("a", "Y"), "high"] == pytest.approx(expected, abs=1e-4)


def test_frame(sums):
    frame = sums.to_frame()
    assert list(frame.columns) == ["literal", "outcome", "low", "high", "value", "chance"]
    assert (frame["low"] <= frame["value"]).all() and (frame["value"] <= frame["high"]).all()
