from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber, Rounding, table_rules

read = PrintedNumber.read
half_up, half_even, truncation = Rounding.HALF_UP, Rounding.HALF_EVEN, Rounding.TRUNCATION


@pytest.mark.parametrize(
    ("text", "value", "decimals", "percent", "kind"),
    [
        ("0.970", "0.970", 3, False, "number"),
        ("3881.000", "3881.000", 3, False, "number"),
        ("89.30%", "89.30", 2, True, "number"),
        ("<0.001", "0.001", 3, False, "below"),
        ("-0.5", "-0.5", 1, False, "number"),
        ("28", "28", 0, False, "number"),
    ],
)
def test_reading(text, value, decimals, percent, kind):
    number = read(text)
    assert (number.value, number.decimals) == (Decimal(value), decimals)
    assert (number.percent, number.kind) == (percent, kind)
    assert str(number) == text


@pytest.mark.parametrize(
    "text", ["", "abc", "0.9 70", "1,000", "0.97.0", "nn", ">0.001", "<-8", ".5"]
)
def test_what_is_no_printed_number(text):
    with pytest.raises(ValueError, match="not a printed number"):
        read(text)


def test_every_printed_string_of_the_study_reads_back(tables):
    numbers = [
        *(n for row in tables.statistics.values() for n in row.values()),
        *tables.nca.values(),
        *(n for column in tables.bottlenecks.values() for n in column),
        *(n for cell in tables.necessity for n in (cell.consistency, cell.coverage)),
    ]
    assert len(numbers) == 49 + 60 + 66 + 48
    for number in numbers:
        if number.kind == "number":
            assert number.shown(number.number) == number.text


@pytest.mark.parametrize(
    ("text", "value", "rules"),
    [
        ("0.97", Fraction("0.965"), [half_up]),
        ("0.96", Fraction("0.965"), [half_even, truncation]),
        ("0.97", Fraction("0.9749"), [half_up, half_even, truncation]),
        ("0.97", Fraction("0.975"), [truncation]),
        ("0.98", Fraction("0.975"), [half_up, half_even]),
        ("0.97", Fraction("0.9799"), [truncation]),
        ("0.97", Fraction("0.98"), []),
        ("-0.97", Fraction("-0.975"), [truncation]),
        ("-0.98", Fraction("-0.975"), [half_up, half_even]),
        ("89.3%", Fraction(2500, 28), [half_up, half_even]),
    ],
)
def test_rounding_rules(text, value, rules):
    assert list(read(text).agrees(value)) == rules


def test_padded_zero_is_a_claim():
    assert read("0.97").agrees(0.9722) and not read("0.970").agrees(0.9722)
    assert read("0.350").without_padding() == read("0.35")
    assert read("86.00%").without_padding() == read("86%")
    assert read("100").without_padding() == read("100")


def test_below_and_not_necessary():
    assert read("<0.001").agrees(0.0009) and not read("<0.001").agrees(0.001)
    assert read("NN").agrees(0) and read("NN").agrees(-3.5) and not read("NN").agrees(0.01)
    with pytest.raises(ValueError, match="no number"):
        _ = read("NN").number


values = st.integers(-(10**7), 10**7).map(lambda k: Fraction(k, 960_000))


@given(values, st.integers(0, 5))
def test_a_value_agrees_with_its_own_print_and_lies_in_its_interval(value, decimals):
    number = read(read(f"{0:.{decimals}f}").shown(value))
    assert half_up in number.agrees(value)
    assert number.interval(half_up).holds(value)
    assert number.interval(half_up).width == number.unit


@given(values, values, st.integers(0, 3))
def test_agreeing_at_both_ends_is_agreeing_between(one, two, decimals):
    low, high = sorted((one, two))
    number = read(read(f"{0:.{decimals}f}").shown(low))
    for rule in number.agrees_throughout(Interval(low, high)):
        assert rule in number.agrees((low + high) / 2)


@given(values, st.integers(0, 3))
def test_outside_the_hull_nothing_agrees(value, decimals):
    number = read(read(f"{0:.{decimals}f}").shown(value))
    assert not number.agrees(number.hull.high + Fraction(1, 10**9))
    assert not number.agrees(number.hull.low - Fraction(1, 10**9))


def test_a_table_follows_the_rule_of_most_of_its_numbers():
    pairs = [(read("0.97"), 0.9712), (read("0.27"), 0.2661), (read("0.35"), 0.3466)]
    assert table_rules(pairs) == (half_up, half_even)
    assert table_rules([*pairs, (read("0.46"), 0.4699)]) == (half_up, half_even)
    assert table_rules([]) == tuple(Rounding)


@pytest.mark.parametrize(
    ("value", "decimals", "rule", "percent", "text"),
    [
        ("0.3125", 3, Rounding.HALF_UP, False, "0.313"),
        ("0.3125", 3, Rounding.HALF_EVEN, False, "0.312"),
        ("0.3129", 3, Rounding.TRUNCATION, False, "0.312"),
        ("89.2857", 2, Rounding.HALF_UP, True, "89.29%"),
        ("-1.25", 1, Rounding.HALF_UP, False, "-1.3"),
    ],
)
def test_a_value_is_printed_by_a_rule(value, decimals, rule, percent, text):
    found = PrintedNumber.of(Fraction(value), decimals, rule, percent=percent)
    assert found == PrintedNumber.read(text)
    assert rule in found.agrees(Fraction(value))
