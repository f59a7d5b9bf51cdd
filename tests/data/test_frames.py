import pandas as pd
import pytest

from analysis.data.frames import frame_problems

FRAME = pd.DataFrame({"A": [1, 2], "B": [3, 4]}, index=["x", "y"])


def test_a_frame_with_its_columns_has_no_problem():
    assert frame_problems(FRAME, ["A", "B", "A"], "data") == []


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([[1]], "no data frame"),
        (FRAME.iloc[:0], "no case"),
        (FRAME[["B"]], "missing column"),
        (pd.concat([FRAME, FRAME["A"]], axis=1), "share this name"),
        (FRAME.set_axis(["x", "x"]), "more than once"),
    ],
)
def test_each_problem_has_its_message_and_remedy(data, said):
    (found,) = frame_problems(data, ["A", "B"], "data")
    assert said in found.message and found.remedy and found.file == "data"


def test_all_problems_are_told_at_once():
    frame = pd.concat([FRAME, FRAME["A"]], axis=1).set_axis(["x", "x"])
    found = frame_problems(frame, ["A", "C"], "data")
    assert [(problem.column, problem.value) for problem in found] == [
        ("A", None), ("C", None), (None, "x"),
    ]  # fmt: skip
