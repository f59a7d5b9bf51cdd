"""Tables printed from random data are never contradicted, by any check, under any rounding."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.forensics.bounds import necessity_consistencies
from analysis.forensics.checks import (
    CalibrationRow,
    ConfigurationTable,
    DescriptiveRow,
    NcaTable,
    NecessityTable,
    PublicColumn,
    checks_of,
    run_checks,
)
from analysis.forensics.checks.random_tables import RANDOM
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import NEAREST, Rounding
from analysis.forensics.verdicts import Verdict
from tests.forensics.synthetic import CONDITIONS, fuzzy_data, necessity_cells, panel

SEEDS = st.integers(0, 2**32 - 1)
# Checks of descriptive statistics claim to allow truncation, the others rounding to the nearest.
RULES = {DescriptiveRow: tuple(Rounding)}
EXAMPLES = {
    DescriptiveRow: 25,
    CalibrationRow: 25,
    PublicColumn: 20,
    NecessityTable: 15,
    ConfigurationTable: 12,
    NcaTable: 8,
}


def contradicted(table):
    return [
        (finding.check, finding.line)
        for finding in run_checks(table)
        if finding.verdict is Verdict.CONTRADICTED
    ]


@pytest.mark.parametrize("takes", RANDOM, ids=lambda takes: takes.__name__)
def test_tables_of_random_data(takes):
    rules = st.sampled_from(RULES.get(takes, NEAREST))

    @given(SEEDS, rules)
    @settings(max_examples=EXAMPLES[takes], deadline=None)
    def holds(seed, rule):
        assert contradicted(RANDOM[takes](np.random.default_rng(seed), rule)) == []

    holds()


@given(fuzzy_data(cases=12))
@settings(max_examples=15, deadline=None)
def test_necessity_tables_of_any_memberships(data):
    assert contradicted(NecessityTable(tuple(necessity_cells(data)), 12)) == []


TERMS = st.lists(
    st.dictionaries(st.sampled_from(CONDITIONS), st.booleans(), min_size=1).map(
        lambda signs: tuple(SetLiteral(name, sign) for name, sign in signs.items())
    ),
    min_size=2,
    max_size=4,
    unique_by=frozenset,
)


@given(fuzzy_data(cases=12), TERMS, st.booleans())
@settings(max_examples=15, deadline=None)
def test_panels_of_any_paths_of_any_memberships(data, terms, present):
    """Any paths, so their marks need not be minimal: all other checks must hold."""
    cells = tuple(necessity_cells(data))
    printed = panel(data, {f"P{k}": term for k, term in enumerate(terms)}, present)
    table = ConfigurationTable(
        printed, necessity_consistencies(cells, present), NecessityTable(cells, 12).sums
    )
    minimal = "configuration.minimal_marks"
    assert [found for found in contradicted(table) if found[0] != minimal] == []


@pytest.mark.parametrize("takes", RANDOM, ids=lambda takes: takes.__name__)
def test_the_same_seed_gives_the_same_table(takes):
    one, two, other = (RANDOM[takes](np.random.default_rng(seed), NEAREST[0]) for seed in (5, 5, 6))
    assert checks_of(one) and run_checks(one) == run_checks(two) != run_checks(other)


def test_memberships_with_more_decimals_claim_no_grid():
    table = RANDOM[NecessityTable](np.random.default_rng(1), NEAREST[0])
    free = replace(table, step=None)
    assert contradicted(free) == []
    assert not [f for f in run_checks(free) if f.check == "necessity.two_decimals"]
