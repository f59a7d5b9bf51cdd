from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from analysis.forensics import study_ceiling_lines
from analysis.forensics.ceiling_lines import ceiling_lines, predicted
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.verdicts import Basis, Verdict, judge

LEVELS = tuple(range(0, 101, 10))


def column(intercept, slope):
    shown = PrintedNumber.read("0.0%")
    levels = [intercept + slope * level for level in LEVELS]
    return [PrintedNumber.read(shown.shown(x) if x > 0 else "NN") for x in levels]


@st.composite
def lines(draw):
    start = Fraction(draw(st.integers(10, 700)), 10)
    top = Fraction(draw(st.integers(100, 999)), 10)
    slope = top / (100 - start)
    return -slope * start, slope


@given(lines())
@settings(max_examples=40, deadline=None)
def test_the_true_line_is_among_those_recovered(line):
    intercept, slope = line
    printed = column(intercept, slope)
    assume(sum(number.kind == "number" for number in printed) >= 3)
    found = ceiling_lines("a", LEVELS, printed)
    assert found.is_line
    for level in LEVELS:
        assert found.required(level).holds(intercept + slope * level)
    assert found.onset.holds(-intercept / slope)
    top = (intercept + slope * 100) / 100
    assert found.effect_size.holds(top**2 / (2 * slope))
    for span, number in zip(predicted(found), printed, strict=True):
        assert judge(number, span, Basis.PRINTED_ONLY).verdict is not Verdict.CONTRADICTED


@pytest.fixture(scope="module")
def study():
    return study_ceiling_lines()


def test_every_column_of_table_3_is_a_line(study):
    assert len(study) == 6
    assert all(found.is_line for found in study.values())


@pytest.mark.parametrize(
    ("condition", "thousandths"),
    [
        ("digital_technology", {348, 349}),
        ("rd_intensity", {412, 413}),
        ("organisation_agglomeration", {273, 274}),
        ("industrial_synergy", {288, 289}),
        ("marketization", {388, 389}),
        ("government_support", {316}),
    ],
)
def test_effect_sizes_to_a_third_decimal(study, tables, condition, thousandths):
    found = study[condition].effect_size
    printed = tables.nca["effect_size", "cr_fdh", condition]
    assert found.meets(printed.without_padding().interval())
    assert not found.meets(printed.hull)
    ends = {PrintedNumber.read("0.000").shown(end) for end in (found.low, found.high)}
    assert ends == {f"0.{k}" for k in thousandths}


def test_lines_give_back_the_printed_zones(study, tables):
    for condition, found in study.items():
        zone = tables.nca["ceiling_zone", "cr_fdh", condition]
        area = tables.nca["scope", "cr_fdh", condition].interval()
        assert (found.effect_size * area).meets(zone.interval())


def test_organisation_agglomeration_binds_first(study):
    onsets = {condition: found.onset for condition, found in study.items()}
    first = onsets.pop("organisation_agglomeration")
    assert all(first.high < onset.low for onset in onsets.values())


def test_a_wrong_row_is_noticed(study):
    found = study["rd_intensity"]
    wrong = list(found.printed)
    wrong[6] = PrintedNumber.read("51.6%")
    broken = ceiling_lines("rd_intensity", found.levels, wrong)
    assert not broken.is_line
    row = predicted(replace(broken))[6]
    assert judge(wrong[6], row, Basis.PRINTED_ONLY).verdict is Verdict.CONTRADICTED
    assert predicted(broken)[5] is None


def test_a_number_where_the_line_says_not_necessary_is_noticed(study):
    found = study["digital_technology"]
    wrong = list(found.printed)
    wrong[2] = PrintedNumber.read("0.4%")
    assert not ceiling_lines("digital_technology", found.levels, wrong).is_line


def test_two_rows_give_the_line_within_rounding(study):
    for found in study.values():
        printed = zip(found.levels, found.printed, strict=True)
        rows = [(level, number.number) for level, number in printed if number.value]
        (p, x), (q, z) = rows[0], rows[-1]
        slope = (z - x) / (q - p)
        assert max(abs(x + slope * (r - p) - y) for r, y in rows) <= Fraction(1, 10)


def test_too_few_rows():
    with pytest.raises(ValueError, match="two rows"):
        ceiling_lines("a", LEVELS, [PrintedNumber.read("NN")] * 10 + [PrintedNumber.read("3.0%")])


def test_a_zone_that_is_no_triangle_is_refused():
    printed = [PrintedNumber.read(f"{20 + level / 10:.1f}%") for level in LEVELS]
    with pytest.raises(ValueError, match="triangle"):
        _ = ceiling_lines("a", LEVELS, printed).effect_size


def test_frame(study):
    frame = study["rd_intensity"].to_frame()
    assert list(frame["outcome_level"]) == list(LEVELS)
    assert (frame["low"] <= frame["high"]).all()
