from fractions import Fraction

import pytest

from analysis.forensics.grids import p_value, p_value_counts, share_of_cases
from analysis.forensics.printed import PrintedNumber

read = PrintedNumber.read
BEFORE, SINCE = "nca_before_4_0_4", "nca_since_4_0_4"


@pytest.mark.parametrize(
    ("condition", "cases"),
    [
        ("digital_technology", 25),
        ("rd_intensity", 24),
        ("organisation_agglomeration", 25),
        ("industrial_synergy", 23),
        ("marketization", 25),
        ("government_support", 24),
    ],
)
def test_accuracies_of_the_ceiling_line_are_shares_of_28_only_without_their_zeros(
    tables, condition, cases
):
    share = share_of_cases(tables.nca["accuracy", "cr_fdh", condition], 28)
    assert share.cases == ()
    assert share.cases_unpadded == (cases,)
    assert share.nearest == Fraction(100 * cases, 28)


def test_a_share_off_the_grid():
    share = share_of_cases(read("88%"), 28)
    assert share.cases == share.cases_unpadded == ()
    assert share_of_cases(read("50%"), 28).cases == (14,)
    assert share_of_cases(read("57%"), 28).cases == (16,)


@pytest.mark.parametrize(
    ("extreme", "rule", "value"),
    [
        (0, BEFORE, Fraction(0)),
        (5, BEFORE, Fraction(5, 1000)),
        (0, SINCE, Fraction(1, 1000)),
        (5, SINCE, Fraction(6, 1001)),
    ],
)
def test_p_value(extreme, rule, value):
    assert p_value(extreme, 1000, rule) == value


@pytest.mark.parametrize(
    ("permutations", "rule", "possible"),
    [(1000, BEFORE, True), (1000, SINCE, False), (10000, BEFORE, True), (10000, SINCE, True)],
)
def test_which_permutation_counts_can_print_below_one_thousandth(
    tables, permutations, rule, possible
):
    printed = tables.nca["p_value", "cr_fdh", "rd_intensity"]
    assert bool(p_value_counts(printed, permutations, rule)) is possible


def test_the_counts_behind_the_printed_p_value(tables):
    printed = tables.nca["p_value", "ce_fdh", "rd_intensity"]
    assert p_value_counts(printed, 1000, BEFORE) == range(5, 6)
    assert p_value_counts(printed, 500, BEFORE) == range(0)
    for k in p_value_counts(printed, 10000, SINCE):
        assert printed.agrees(p_value(k, 10000, SINCE))
    assert p_value_counts(read("1.000"), 100, BEFORE) == range(100, 101)
