from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.forensics.certificates.cells import PrintedCell
from analysis.forensics.certificates.minimal import minimal_sets
from analysis.forensics.certificates.ratios import PrintedTables
from analysis.forensics.certificates.search import (
    Evidence,
    certified,
    independent_sets,
    question,
    smallest_sets,
)
from analysis.forensics.certificates.verify import verify
from analysis.forensics.literals import SetLiteral
from tests.forensics.certificates.helpers import can_hold
from tests.forensics.synthetic import CONDITIONS, fuzzy_data, necessity_cells, panel

A, B, C = (SetLiteral(name) for name in CONDITIONS)
PATHS = {"P": (A, B), "Q": (A, C.negated), "R": (B, C)}
OTHERS = {"NP": (A.negated, B.negated), "NQ": (C.negated,), "NR": (B.negated, C)}


def tables_of(data):
    panels = [panel(data, PATHS), panel(data, OTHERS, outcome_present=False)]
    return PrintedTables.of(necessity_cells(data), panels, CONDITIONS)


def plant(tables, row, column, printed):
    numbers = tuple(
        replace(cell, printed=printed) if (cell.row, cell.column) == (row, column) else cell
        for cell in tables.numbers
    )
    assert numbers != tables.numbers
    return replace(tables, numbers=numbers)


@given(fuzzy_data(cases=12))
@settings(max_examples=10, deadline=None)
def test_correctly_printed_tables_never_contradict(data):
    tables = tables_of(data)
    assert list(minimal_sets(question(tables))) == []
    assert Evidence(tables, tables.numbers, tables.marks).is_possible
    assert list(independent_sets(tables)) == []


@given(fuzzy_data(cases=8), st.randoms(use_true_random=False))
@settings(max_examples=10, deadline=None)
def test_leaving_marks_out_never_makes_a_contradiction(data, random):
    tables = tables_of(data)
    marks = tuple(mark for mark in tables.marks if mark.column != "R" and random.random() < 0.7)
    cells = [c for c in tables.numbers if c.column in ("P", "Q", "breakthrough") or c.row == "a"]
    assert Evidence(tables, tuple(cells), marks).is_possible


@given(fuzzy_data(cases=6))
@settings(max_examples=3, deadline=None)
def test_a_planted_contradiction_is_found_certified_and_minimal(data):
    tables = tables_of(data)
    least = min(c.number.number for c in tables.numbers if c.row in "ab" and "_high" in c.column)
    assume(least < Fraction(9, 10))
    tables = plant(tables, "raw_coverage", "P", f"{float(least + 3) / 4:.6f}")
    found = list(smallest_sets(tables, 2))
    assert found
    for each in found:
        assert verify(each.to_dict()) > 0
        numbers = [term.cell for term in each.terms]
        assert not can_hold(numbers, each.marks, dict(each.paths), CONDITIONS)
        for cell in numbers:
            rest = [other for other in numbers if other != cell]
            assert can_hold(rest, tables.marks, dict(tables.paths), CONDITIONS)
        for mark in each.marks:
            rest = [other for other in each.marks if other != mark]
            assert can_hold(numbers, rest, dict(each.paths), CONDITIONS)


PLANTED = {
    "a": [0.9, 0.8, 0.7, 0.2, 0.6],
    "b": [0.8, 0.9, 0.3, 0.6, 0.1],
    "c": [0.7, 0.1, 0.9, 0.6, 0.4],
    "breakthrough": [0.9, 0.7, 0.8, 0.4, 0.3],
}


@pytest.fixture(scope="module")
def planted():
    data = {name: [Fraction(str(x)) for x in column] for name, column in PLANTED.items()}
    return plant(tables_of(data), "raw_coverage", "P", "0.960000")


def test_the_smallest_set_of_a_broken_bound_is_the_bound(planted):
    (first,) = smallest_sets(planted, 1)
    assert len(first.terms) == 2
    assert "raw_coverage" in {term.cell.row for term in first.terms}
    assert {term.multiplier for term in first.terms} == {1}


def test_independent_sets_share_no_number_and_the_rest_holds(planted):
    found = list(independent_sets(planted))
    used = [term.cell for each in found for term in each.terms]
    assert found
    assert len(used) == len(set(used))
    left = tuple(cell for cell in planted.numbers if cell not in used)
    assert Evidence(planted, left, planted.marks).is_shown_possible


def test_what_can_hold_gets_no_certificate(planted):
    with pytest.raises(ValueError, match="no proof"):
        certified(planted, [planted.numbers[0]])


def test_a_witness_is_refused_when_a_number_is_off(planted):
    evidence = Evidence(planted, planted.numbers[:2], ())
    assert evidence.is_shown_possible
    off = replace(planted.numbers[0], printed="0.000001")
    other = PrintedCell("table4", off.row, off.column, "0.999999")
    assert not Evidence(planted, (off, other), ()).is_shown_possible
