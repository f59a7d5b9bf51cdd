from dataclasses import replace

import pytest
from hypothesis import given, settings

from analysis.forensics.bounds import coverage_bounds, necessity_consistencies
from analysis.forensics.hidden_sums import hidden_sums
from analysis.forensics.joint import JointModel
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import PrintedNumber
from tests.forensics.synthetic import fuzzy_data, necessity_cells, panel

A, B, C = (SetLiteral(name) for name in "abc")
PATHS = {"P": (A, B), "Q": (A, C.negated), "R": (B, C)}
PLAIN = {"P": (A, B), "Q": (A, C), "R": (B, C)}


@given(fuzzy_data())
@settings(max_examples=8, deadline=None)
def test_what_real_data_print_is_possible(data):
    model = JointModel.of(hidden_sums(necessity_cells(data), 28))
    assert model.is_possible(panel(data, PATHS))
    assert model.is_possible(panel(data, PATHS, outcome_present=False))
    plain = panel(data, PLAIN)
    assert model.is_possible(plain)
    assert model.fits_inside_outcome(plain, list(PLAIN.values()))


@given(fuzzy_data())
@settings(max_examples=8, deadline=None)
def test_leaving_a_path_out_of_the_print_is_explained_by_an_unreported_path(data):
    model = JointModel.of(hidden_sums(necessity_cells(data), 28))
    whole = panel(data, PLAIN)
    rows = tuple(path for path in whole.paths if path.id != "R")
    assert model.is_possible(replace(whole, paths=rows), unreported=[PLAIN["R"]])


@pytest.fixture(scope="module")
def model(sums):
    return JointModel.of(sums)


def test_table_4_itself_is_possible(model):
    low, high = model.raw_coverage((SetLiteral("digital_technology"),), True)
    assert low == pytest.approx(high)
    assert PrintedNumber.read("0.90225").agrees(low)


def test_the_outcome_panel_is_impossible_and_the_other_possible(model, tables):
    high, nonhigh = tables.panels
    assert not model.is_possible(high)
    assert model.is_possible(nonhigh)


def test_the_programme_sharpens_the_simple_bounds(model, tables):
    for path_panel in tables.panels:
        table = necessity_consistencies(tables.necessity, path_panel.outcome_present)
        for path in path_panel.paths:
            low, high = model.raw_coverage(path.literals, path_panel.outcome_present)
            simple = coverage_bounds(path.literals, table).possible
            assert low >= float(simple.low) - 2e-6
            assert high <= float(simple.high) + 2e-6


def test_a_wrong_coverage_is_noticed(model, tables):
    nonhigh = tables.panels[1]
    rows = list(nonhigh.paths)
    rows[2] = replace(rows[2], unique_coverage=PrintedNumber.read("0.705677"))
    assert not model.is_possible(replace(nonhigh, paths=tuple(rows)))


def test_the_quick_test_refuses_negations(model, tables):
    nonhigh = tables.panels[1]
    with pytest.raises(ValueError, match="negations"):
        model.fits_inside_outcome(nonhigh, [path.literals for path in nonhigh.paths])
