import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.qca import Thresholds, sufficiency_fit, truth_table
from analysis.qca.row_fit import cube_sums, prefix_sums

from .reference import ATOL, SETS, SIDES, conditions, data, load, numbers, outcome


def reference_table(name, side):
    spec = load(name, "spec")
    limits = Thresholds(spec["incl.cut"][0], spec["pri.cut"], spec["n.cut"])
    return truth_table(data(name), outcome(name, side), conditions(name), limits)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_every_row_agrees_with_the_reference(name, side):
    stored = pd.DataFrame(load(name, f"tt_{side}")["rows"]).set_index("row")
    stored.index = stored.index.astype(int)
    found = reference_table(name, side).to_frame()
    observed = stored[stored["n"].astype(int) > 0]
    assert list(found.index) == list(observed.index)
    assert list(found["output"]) == list(observed["OUT"])
    assert list(found["frequency"]) == list(observed["n"])
    np.testing.assert_array_equal(found[conditions(name)], observed[conditions(name)])
    np.testing.assert_allclose(found["consistency"], numbers(observed["incl"]), atol=ATOL)
    np.testing.assert_allclose(found["pri"], numbers(observed["PRI"]), atol=ATOL)
    assert [set(c.split("; ")) for c in found["cases"]] == [
        set(c.split(",")) for c in observed["cases"]
    ]


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_deviant_cases_agree_with_the_reference(name, side):
    stored = load(name, f"tt_{side}")
    expected = {
        row: {case for case in cases.split(",") if case}
        for row, cases in zip(stored["DCC_rows"], stored["DCC"], strict=True)
    }
    found = {row.number: set(row.deviant_cases) for row in reference_table(name, side).rows}
    assert {row: found[int(row)] for row in expected} == expected


def small(values, columns="ABY"):
    return pd.DataFrame(values, columns=list(columns), index=[f"c{i}" for i in range(len(values))])


def test_thresholds_give_four_outputs():
    frame = small(
        [[0.9, 0.8, 0.9], [0.9, 0.7, 0.8], [0.8, 0.1, 0.75], [0.9, 0.2, 0.6], [0.1, 0.1, 0.1],
         [0.2, 0.1, 0.2], [0.1, 0.9, 0.0]]
    )  # fmt: skip
    table = truth_table(frame, "Y", "AB", Thresholds(0.9, 0.0, 2, contradiction=0.6))
    assert dict(zip(table.numbers.tolist(), table.output, strict=True)) == {
        1: "0", 2: "?", 3: "C", 4: "1"
    }  # fmt: skip
    assert table.remainder_count == 1
    stricter = table.with_thresholds(Thresholds(1.0, 0.0, 1))
    assert set(stricter.output) <= {"0", "1"}
    assert table.rows[2].cases == ("c2", "c3")


def test_pri_threshold_does_not_make_a_row_contradictory():
    frame = small([[0.9, 0.6], [0.8, 0.55], [0.2, 0.1]], "AY")
    table = truth_table(frame, "Y", "A", Thresholds(0.6, 0.99, contradiction=0.3))
    assert table.output[1] == "0"


def test_crossover_is_an_error_without_a_rule():
    frame = small([[0.5, 0.9, 0.9], [0.9, 0.1, 0.5]])
    with pytest.raises(InputError, match=r"A.*0\.5.*case c0.*Remedy"):
        truth_table(frame, "Y", "AB")
    kept = truth_table(frame, "Y", "AB", crossover_rule="keep")
    assert kept.case_rows.tolist() == [-1, 0] and kept.frequency.tolist() == [1]
    moved = truth_table(frame, "Y", "AB", crossover_rule=0.501)
    assert moved.numbers.tolist() == [3, 4]


def test_excluded_rows_explain_nothing():
    table = reference_table("provinces", "pos")
    number = int(table.with_output("1")[0])
    without = table.excluding(number)
    assert number not in without.with_output("1")
    assert len(without.with_output("1")) == len(table.with_output("1")) - 1
    assert not set(table.excluding("DIG").with_output("1"))
    assert table.excluding("DIG").with_thresholds(Thresholds(0.5)).excluded.conditions == ("DIG",)


@pytest.mark.parametrize(
    ("limits", "said"),
    [({"consistency": 1.2}, "consistency"), ({"pri": -0.1}, "pri"), ({"frequency": 0}, "frequency"),
     ({"consistency": 0.8, "contradiction": 0.9}, "contradiction")],
)  # fmt: skip
def test_bad_thresholds(limits, said):
    with pytest.raises(InputError, match=said):
        Thresholds(**limits)


@given(st.integers(0, 2**32 - 1), st.integers(1, 6), st.integers(1, 40))
@settings(max_examples=40)
def test_row_fit_is_the_fit_of_the_row_as_a_set(seed, k, n):
    rng = np.random.default_rng(seed)
    frame = pd.DataFrame(rng.random((n, k + 1)), columns=[*"ABCDEF"[:k], "Y"])
    table = truth_table(frame, "Y", list("ABCDEF"[:k]))
    assert table.frequency.sum() == n
    for row in table.rows:
        fit = sufficiency_fit(row.term.membership(frame), frame["Y"])
        assert row.consistency == pytest.approx(fit.consistency, abs=1e-12)
        assert row.pri == pytest.approx(fit.pri, abs=1e-9, nan_ok=True)


@given(st.integers(0, 2**32 - 1), st.integers(1, 5), st.integers(1, 30), st.booleans())
def test_both_ways_to_the_sums_agree(seed, k, n, coarse):
    rng = np.random.default_rng(seed)
    x, y = rng.random((n, k)), rng.random(n)
    if coarse:
        x = np.round(x * 4) / 4
    values = np.array(list(np.ndindex(*(2,) * k)), dtype=np.uint8)
    m = np.where(values[:, None, :] == 1, x, 1 - x).min(axis=2)
    brute = [m, np.minimum(m, y), np.minimum(np.minimum(m, y), 1 - y)]
    expected = np.array([part.sum(axis=1) for part in brute])
    np.testing.assert_allclose(prefix_sums(x, y, values), expected, atol=1e-12)
    np.testing.assert_allclose(cube_sums(x, y, values), expected, atol=1e-12)


@pytest.mark.parametrize("path", [prefix_sums, cube_sums])
def test_sums_do_not_depend_on_the_block(path, monkeypatch):
    rng = np.random.default_rng(1)
    x, y = rng.random((500, 3)), rng.random(500)
    values = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 0]], dtype=np.uint8)
    whole = path(x, y, values)
    monkeypatch.setattr("analysis.qca.row_fit.CACHE_NUMBERS", 1)
    monkeypatch.setattr("analysis.qca.row_fit.CASES_AT_ONCE", 7)
    np.testing.assert_allclose(path(x, y, values), whole, atol=1e-12)


def test_twenty_conditions_store_their_observed_rows_alone():
    rng = np.random.default_rng(2)
    names = [f"C{i}" for i in range(20)]
    frame = pd.DataFrame(rng.random((50, 21)), columns=[*names, "Y"])
    table = truth_table(frame, "Y", names)
    assert len(table) <= 50 and table.values.shape == (len(table), 20)
    assert table.frequency.sum() == 50
    assert table.remainder_count == 2**20 - len(table)
    with pytest.raises(InputError, match="between 1 and 62"):
        truth_table(frame, "Y", [f"X{i}" for i in range(63)])


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_threshold_never_adds_a_row(low, high):
    low, high = sorted((low, high))
    table = reference_table("synth_a", "pos")
    lenient = set(table.with_thresholds(Thresholds(low)).with_output("1"))
    assert set(table.with_thresholds(Thresholds(high)).with_output("1")) <= lenient


def test_plain_data():
    plain = reference_table("synth_a", "pos").to_dict()
    assert plain["thresholds"]["consistency"] == 0.8
    assert {row["output"] for row in plain["rows"]} <= {"0", "1", "C", "?"}
