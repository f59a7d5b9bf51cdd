import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.labels import english
from analysis.forensics import Basis, Consequence, Verdict
from analysis.forensics.calendar import period
from analysis.forensics.findings import Finding, none_odd, open_to, remarkable
from analysis.forensics.stated import (
    Restatement,
    article_number,
    check_digit,
    dated,
    is_count,
    listed,
    number,
    recounted,
    restated,
    rising,
    same_value,
)

DOI = "10.3969/j.issn.1672-0334.2024.02.001"
ARTICLE = "1672-0334(2024)02-0003-18"


@pytest.mark.parametrize(
    ("printed", "value"),
    [("28", 28), ("零", 0), ("十", 10), ("双", 2), ("两", 2), ("单", 1), ("three", 3), ("dual", 2)],
)
def test_value_of_a_printed_count(printed, value):
    assert is_count(printed)
    assert number(printed) == value


def test_other_words_are_no_counts():
    assert not is_count("many")
    with pytest.raises(KeyError):
        number("many")


@given(st.integers(0, 99), st.integers(0, 99))
def test_a_count_is_exact_when_it_is_the_count(printed, count):
    found = recounted(str(printed), count)
    assert (found.verdict is Verdict.EXACT) is (printed == count)
    assert (found.consequence is Consequence.NONE) is (printed == count)


@given(st.lists(st.text("abc", min_size=1), min_size=1, max_size=9, unique=True))
def test_a_list_holds_as_many_as_it_names(members):
    assert listed(str(len(members)), members).verdict is Verdict.EXACT
    assert listed(str(len(members) + 1), members).verdict is Verdict.CONTRADICTED
    assert listed(str(len(members)), [*members, members[0]]).verdict is Verdict.EXACT


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("3", "three", True),
        ("四", "4", True),
        ("2023-08-31", "August 31st, 2023", True),
        ("2023-08-31", "August 30th, 2023", False),
        ("23XGL016", "23XGL016", True),
        ("23XGL016", "23XGL017", False),
        ("3", "双", False),
    ],
)
def test_strings_that_state_the_same(one, other, same):
    assert same_value(one, other) is same


OPEN = open_to("somebody")


def test_agreement_with_oneself_raises_an_open_verdict_to_consistent_and_no_further():
    again = [Restatement("abstract", "three")]
    assert restated(OPEN, "3", again).verdict is Verdict.CONSISTENT
    exact = Finding("3", Verdict.EXACT, Basis.PRINTED_ONLY)
    assert restated(exact, "3", again).verdict is Verdict.EXACT
    assert restated(OPEN, "3", []) is OPEN


def test_another_value_or_another_name_contradicts():
    other = restated(OPEN, "3", [Restatement("abstract", "four")])
    assert (other.verdict, *map(english, other.odd)) == (Verdict.CONTRADICTED, "abstract: four")
    renamed = restated(OPEN, "2023-11-14", [Restatement("p", "2023-11-14", "accepted")], "returned")
    assert (renamed.verdict, *map(english, renamed.odd)) == (Verdict.CONTRADICTED, "p: accepted")
    same = restated(OPEN, "2023-11-14", [Restatement("p", "2023-11-14", "returned")], "returned")
    assert same.verdict is Verdict.CONSISTENT


@given(st.dates(), st.dates())
def test_dates_out_of_order_are_found(one, other):
    name = {"other": period(other.isoformat())}
    if one.year < 1000 or other.year < 1000:
        return
    after = dated(one.isoformat(), after=name)
    before = dated(one.isoformat(), before=name)
    assert (after.verdict is Verdict.CONTRADICTED) is (one < other)
    assert (before.verdict is Verdict.CONTRADICTED) is (one > other)


def test_a_day_that_the_calendar_lacks_is_contradicted():
    assert dated("2023-02-29").verdict is Verdict.CONTRADICTED
    assert dated("2024-02-29").verdict is Verdict.CONSISTENT


@pytest.mark.parametrize(
    ("issn", "digit"),
    [("1672-0334", "4"), ("0378-5955", "5"), ("1050-124X", "X"), ("0317-8471", "1"), ("12", None)],
)
def test_check_digits(issn, digit):
    assert check_digit(issn) == digit


@given(st.integers(0, 9_999_999), st.integers(0, 6), st.integers(1, 9))
def test_one_changed_digit_breaks_the_check_digit(digits, place, shift):
    seven = f"{digits:07d}"
    own = check_digit(f"{seven[:4]}-{seven[4:]}0")
    changed = seven[:place] + str((int(seven[place]) + shift) % 10) + seven[place + 1 :]
    assert check_digit(f"{changed[:4]}-{changed[4:]}0") != own


def test_article_number_and_doi():
    assert article_number(ARTICLE, DOI, "the issue").verdict is Verdict.CONSISTENT
    for wrong in (
        "1672-0335(2024)02-0003-18",
        "1672-0334(2023)02-0003-18",
        "1672-0334(2024)03-0003-18",
        "1672-0334 2024",
    ):
        assert article_number(wrong, DOI, "the issue").verdict is Verdict.CONTRADICTED


def test_a_range_that_falls_is_contradicted():
    assert rising(["2", "4"], "s").verdict is Verdict.NOT_DETERMINED
    assert rising(["4", "2"], "s").verdict is Verdict.CONTRADICTED


def test_nothing_to_check_decides_nothing():
    assert none_odd([], 0).verdict is Verdict.NOT_DETERMINED
    assert none_odd([], 3).verdict is Verdict.EXACT
    assert none_odd(["a"], 3).verdict is Verdict.CONTRADICTED
    assert remarkable(["a"], 3).verdict is Verdict.CONSISTENT
