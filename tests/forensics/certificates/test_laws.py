from dataclasses import replace
from fractions import Fraction
from types import SimpleNamespace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.forensics import load_transcripts
from analysis.forensics.certificates.cells import PrintedCell
from analysis.forensics.certificates.laws import apply_law, computed, law_contradictions
from analysis.forensics.certificates.verify import verify
from analysis.forensics.printed import PrintedNumber
from analysis.study import load_settings

LEVELS = tuple(range(0, 101, 10))


def shown(value, decimals, percent=""):
    number = PrintedNumber.read(f"{0:.{decimals}f}{percent}")
    return PrintedNumber.read(number.shown(value))


@st.composite
def nca_tables(draw):
    """Tables 2 and 3 of one condition as they print for a random line and random zones."""
    scope = Fraction(draw(st.integers(900, 1000)), 1000)
    slope = Fraction(draw(st.integers(600, 1400)), 1000)
    top = Fraction(draw(st.integers(400, 999)), 1000)
    assume(top < slope)
    size = top * top / (2 * slope)
    zone = Fraction(draw(st.integers(200, 400)), 1000)
    nca = {}
    for ceiling, effect, area in (("ce_fdh", zone / scope, zone), ("cr_fdh", size, size * scope)):
        nca["effect_size", ceiling, "x"] = shown(effect, 3)
        nca["ceiling_zone", ceiling, "x"] = shown(area, 3)
        nca["scope", ceiling, "x"] = shown(scope, 3)
    k = draw(st.integers(15, 28))
    nca["accuracy", "cr_fdh", "x"] = shown(Fraction(100 * k, 28), 2, "%")
    levels = [100 * (top - slope + slope * Fraction(p, 100)) for p in LEVELS]
    column = tuple(PrintedNumber.read("NN") if x <= 0 else shown(x, 1, "%") for x in levels)
    return SimpleNamespace(nca=nca, levels=LEVELS, bottlenecks={"x": column})


@given(nca_tables())
@settings(max_examples=30, deadline=None)
def test_correctly_printed_tables_break_no_law(tables):
    assert law_contradictions(tables, 28) == ()


@given(nca_tables(), st.sampled_from(["effect_size", "ceiling_zone", "scope"]))
@settings(max_examples=20, deadline=None)
def test_a_number_far_off_is_found_with_certificates_that_hold(tables, statistic):
    key = statistic, "ce_fdh", "x"
    off = tables.nca[key].number * Fraction(3, 4)
    found = law_contradictions(
        SimpleNamespace(
            nca={**tables.nca, key: shown(off, 3)},
            levels=tables.levels,
            bottlenecks=tables.bottlenecks,
        ),
        28,
    )
    assert [each.law for each in found] == ["effect size"]
    assert verify(found[0].to_dict()) == found[0].gap


@pytest.fixture(scope="module")
def found():
    return law_contradictions(load_transcripts(), load_settings().size)


def test_the_study_pads_every_effect_size_and_accuracy(found):
    laws = [each.law for each in found]
    assert {law: laws.count(law) for law in laws} == {"effect size": 12, "share": 6, "line": 6}
    assert len({each.key for each in found}) == len(found)


def test_without_the_padded_zero_no_law_is_broken(found):
    for each in found:
        first = each.cells[0]
        shorter = replace(first, printed=first.number.without_padding().text)
        cells = [shorter, *each.cells[1:]]
        assert apply_law(each.law, cells, each.cases).gap <= 0, each.key


def test_sets_are_minimal(found):
    sets = [set(each.cells) for each in found]
    assert not [(a, b) for a in sets for b in sets if a < b]


def test_the_law_does_not_apply_where_the_line_cuts_no_triangle():
    rows = [PrintedCell("table3", f"{p}%", "x", x) for p, x in ((50, "60.0%"), (100, "70.0%"))]
    effect = PrintedCell("table2", "effect_size cr_fdh", "x", "0.300")
    with pytest.raises(ValueError, match="no triangle"):
        apply_law("line", [effect, *rows])


def test_what_the_other_numbers_make_of_the_first(found):
    for each in found:
        span = computed(each.law, each.cells, each.cases)
        assert not span.holds(each.cells[0].number.number)
