import numpy as np
import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.qca import (
    Expression,
    Thresholds,
    analyze_necessity,
    calibrate_crisp,
    multivalue_table,
    sufficiency_fit,
    truth_table,
)

FRAME = pd.DataFrame(
    {"A": [0, 1, 2, 2, 2], "B": [0, 1, 0, 1, 1], "Y": [0.1, 0.9, 1.0, 0.2, 0.6]},
    index=["甲", "乙", "丙", "丁", "戊"],
)


def test_rows_and_numbers_by_hand():
    """Base (3, 2): (0, 0) is 1, (1, 1) is 4, (2, 0) is 5, (2, 1) is 6."""
    table = multivalue_table(FRAME, "Y", ["A", "B"])
    assert table.levels == (3, 2)
    assert table.numbers.tolist() == [1, 4, 5, 6]
    assert table.frequency.tolist() == [1, 1, 1, 2]
    assert table.consistency.tolist() == pytest.approx([0.1, 0.9, 1.0, 0.4])
    assert table.output == ("0", "1", "1", "0")
    assert table.cases(3) == ("丁", "戊")
    assert str(table.term(2)) == "A{2}*B{0}"


def test_a_row_has_the_fit_of_its_set():
    table = multivalue_table(FRAME, "~Y", ["A", "B"])
    sets = table.sets()
    for i in range(len(table)):
        fit = sufficiency_fit(table.term(i).membership(sets), 1 - FRAME["Y"])
        assert table.consistency[i] == pytest.approx(fit.consistency)
        assert table.pri[i] == pytest.approx(fit.pri)


def test_values_of_a_condition_are_sets_that_add_to_one():
    sets = multivalue_table(FRAME, "Y", ["A", "B"]).sets()
    assert list(sets.columns) == ["A{0}", "A{1}", "A{2}", "B{0}", "B{1}", "Y"]
    assert (sets[["A{0}", "A{1}", "A{2}"]].sum(axis=1) == 1).all()
    literal = analyze_necessity(sets, "Y", ["A{2}"])
    assert literal["A{2}"].consistency == pytest.approx(1.8 / 2.8)


def test_two_values_make_an_ordinary_truth_table():
    rng = np.random.default_rng(4)
    frame = pd.DataFrame(rng.integers(0, 2, (30, 4)), columns=list("ABCD"))
    frame["Y"] = rng.random(30).round(2)
    limits = Thresholds(0.7, 0.2, 2, contradiction=0.4)
    ours = multivalue_table(frame, "Y", list("ABCD"), limits).to_frame()
    theirs = truth_table(frame.astype(float), "Y", list("ABCD"), limits).to_frame()
    pd.testing.assert_frame_equal(ours, theirs, check_dtype=False)


def test_calibrated_values_go_in_and_labels_travel():
    raw = pd.DataFrame({"gdp": [1.0, 5.0, 9.0, 7.0]})
    raw["gdp"], raw["Y"] = calibrate_crisp(raw["gdp"], [4, 8]), [0, 1, 1, 0]
    table = multivalue_table(raw, "Y", ["gdp"], labels={"zh": {"gdp": "产值"}})
    assert "产值" in table.labelled("zh").columns
    assert table.fit(Expression.parse("gdp{2}")).whole.consistency == 1.0


@pytest.mark.parametrize(
    ("column", "values", "said"),
    [
        ("A", [0, 1, 0.5, 1, 2], r"field A, value '0\.5': case 丙.*whole numbers"),
        ("A", [0, 1, -1, 1, 2], r"field A, value '-1\.0': case 丙.*whole numbers"),
        ("A", [0, 1, 64, 1, 2], r"value '64\.0'.*0 to 63"),
        ("A", [0, 1, None, 1, 2], "not a finite number"),
        ("Y", [0, 1, 2, 1, 0], "between 0 and 1"),
    ],
)
def test_other_values_are_named(column, values, said):
    with pytest.raises(InputError, match=said):
        multivalue_table(FRAME.assign(**{column: values}), "Y", ["A", "B"])


def test_conditions_are_checked():
    with pytest.raises(InputError, match="C: missing column"):
        multivalue_table(FRAME, "Y", ["A", "C"])
    with pytest.raises(InputError, match="different columns"):
        multivalue_table(FRAME, "Y", ["A", "A"])


def test_an_ordinary_table_sends_many_values_here():
    with pytest.raises(InputError, match="multivalue_table"):
        truth_table(FRAME, "Y", ["A", "B"])
