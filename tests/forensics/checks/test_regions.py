"""Regions of any number of paths, against fuzzy data and against the three-path identity."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.forensics.bounds import grid_sums
from analysis.forensics.checks.regions import Regions
from analysis.forensics.literals import SetLiteral
from tests.forensics.synthetic import fuzzy_data, panel

SETS = ("a", "b", "c", "d")
TERMS = st.lists(
    st.dictionaries(st.sampled_from(SETS), st.booleans(), min_size=1, max_size=3).map(
        lambda signs: tuple(SetLiteral(name, sign) for name, sign in signs.items())
    ),
    min_size=2,
    max_size=4,
    unique_by=frozenset,
)


@given(fuzzy_data(SETS, 12), TERMS, st.booleans())
@settings(max_examples=25, deadline=None)
def test_coverages_of_any_paths_of_any_data_overlap_somehow(data, terms, present):
    printed = panel(data, {f"P{k}": term for k, term in enumerate(terms)}, present)
    regions = Regions.of(printed)
    assert regions.is_possible
    for name, number in regions.printed.items():
        assert regions.without(name).meets(number.interval())


def test_four_numbers_of_the_negated_panel_follow_from_one_another(tables, sums):
    nonhigh, total = tables.panels[1], sums.total(False)
    regions, grid = Regions.of(nonhigh), {s.name: s for s in grid_sums(nonhigh, total)}
    solved = {
        name: regions.on_grid(name, grid, total)
        for name in regions.printed
        if regions.on_grid(name, grid, total) is not None
    }
    assert set(solved) == {
        ("unique_coverage", "NH1"),
        ("unique_coverage", "NH3"),
        ("raw_coverage", "NH2"),
        ("coverage", "solution"),
    }
    for name, value in solved.items():
        agrees = bool(regions.printed[name].agrees(value.low))
        assert agrees is (name != ("unique_coverage", "NH3"))


def test_an_overlap_that_the_marks_forbid_is_noticed():
    data = {
        "breakthrough": [Fraction(k, 100) for k in (90, 80, 70, 20)],
        "a": [Fraction(k, 100) for k in (80, 60, 30, 10)],
        "b": [Fraction(k, 100) for k in (20, 60, 90, 10)],
    }
    honest = panel(data, {"A": [SetLiteral("a")], "B": [SetLiteral("b")]})
    assert Regions.of(honest).is_possible
    inner = replace(honest.paths[1], literals=(SetLiteral("a"), SetLiteral("b")))
    assert not Regions.of(replace(honest, paths=(honest.paths[0], inner))).is_possible


def test_too_many_paths_are_not_listed(tables):
    high = tables.panels[0]
    many = type(high)(True, high.paths * 5, high.consistency, high.coverage)
    assert Regions.of(many) is None


def test_interval_arithmetic_is_outward(tables):
    regions = Regions.of(tables.panels[0])
    span = regions.without(("coverage", "solution"))
    assert span.low < span.high <= Fraction(1) + Fraction(1, 10**7)
