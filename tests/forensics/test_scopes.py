from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.forensics.checks.study import nca_table
from analysis.forensics.entries.entry import load_sources
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.scopes import (
    effect_size,
    extreme_memberships,
    observed_memberships,
    scope,
)
from analysis.forensics.transcripts import OUTCOME
from analysis.qca import calibrate_direct


@pytest.fixture(scope="module")
def sources():
    return load_sources()


def test_the_outcome_runs_from_two_hundredths_to_one(tables):
    found = extreme_memberships(tables.statistics[OUTCOME], counts=True)
    assert (found.least.low, found.least.high) == (Fraction(2, 100), Fraction(2, 100))
    assert found.greatest.low == found.greatest.high == 1


def test_every_printed_scope_is_possible(tables, sources):
    for (statistic, ceiling, condition), printed in tables.nca.items():
        if statistic == "scope":
            possible = nca_table(sources).scope_of(condition)
            assert possible.meets(printed.interval()), (ceiling, condition)


@pytest.mark.parametrize(
    "condition", ["digital_technology", "rd_intensity", "industrial_synergy", "marketization"]
)
def test_scopes_that_table_1_or_public_data_fix(tables, sources, condition):
    possible = nca_table(sources).scope_of(condition)
    assert possible.is_point
    assert tables.nca["scope", "cr_fdh", condition].agrees(possible.low)


def test_public_columns_fix_what_printed_digits_leave_open(tables, sources):
    condition = "government_support"
    outcome = extreme_memberships(tables.statistics[OUTCOME], counts=True)
    from_print = scope(extreme_memberships(tables.statistics[condition]), outcome)
    table = nca_table(sources)
    from_data = table.scope_of(condition)
    assert condition in table.authentic
    assert not from_print.is_point and from_data.is_point
    assert from_print.holds(from_data.low)


def test_unrounded_memberships_would_print_another_scope(tables, sources):
    values = sources.public.values["rd_intensity"]
    anchors = tuple(np.quantile(values, (0.25, 0.5, 0.75)))
    unrounded = observed_memberships(calibrate_direct(values, anchors, crossover_rule="keep"))
    counts = extreme_memberships(tables.statistics[OUTCOME], counts=True)
    printed = tables.nca["scope", "ce_fdh", "rd_intensity"]
    assert not printed.hull.meets(unrounded.range * counts.range)


@pytest.mark.parametrize("ceiling", ["ce_fdh", "cr_fdh"])
def test_effect_sizes_agree_with_zone_over_scope_only_without_their_zeros(tables, ceiling):
    for condition in tables.conditions:
        printed = tables.nca["effect_size", ceiling, condition]
        zone = tables.nca["ceiling_zone", ceiling, condition]
        possible = effect_size(zone, tables.nca["scope", ceiling, condition])
        assert not possible.meets(printed.hull)
        assert possible.meets(printed.without_padding().interval())


@given(
    st.integers(1, 60),
    st.integers(1, 60),
    st.integers(1, 60),
    st.integers(0, 99),
    st.integers(1, 200),
)
def test_the_memberships_of_the_true_extremes_are_among_the_possible(a, b, c, low, reach):
    exclusion = 100 + a
    crossover = exclusion + b
    inclusion = crossover + c
    least, greatest = exclusion - low, inclusion + reach
    row = {
        name: PrintedNumber.read(f"{value / 1000:.2f}")
        for name, value in {
            "minimum": least,
            "maximum": greatest,
            "exclusion": exclusion,
            "crossover": crossover,
            "inclusion": inclusion,
        }.items()
    }
    spans = [row[name].interval() for name in ("exclusion", "crossover", "inclusion")]
    if spans[0].high >= spans[1].low or spans[1].high >= spans[2].low:
        return
    found = extreme_memberships(row)
    anchors = (exclusion / 1000, crossover / 1000, inclusion / 1000)
    truth = calibrate_direct([least / 1000, greatest / 1000], anchors, crossover_rule="keep")
    slack = Fraction(1, 200) + Fraction(1, 10**9)
    assert found.least.low - slack <= truth[0] <= found.least.high + slack
    assert found.greatest.low - slack <= truth[1] <= found.greatest.high + slack
