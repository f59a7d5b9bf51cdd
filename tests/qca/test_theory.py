import numpy as np
import pandas as pd

from analysis.qca.theory import evaluate_theory

from .reference import data

FRAME = pd.DataFrame(
    {
        "A": [0.9, 0.9, 0.2, 0.1, 0.8],
        "B": [0.8, 0.1, 0.9, 0.2, 0.9],
        "Y": [0.9, 0.8, 0.7, 0.1, 0.2],
    },
    index=["甲", "乙", "丙", "丁", "戊"],
)


def test_cases_of_the_four_areas_by_hand():
    found = evaluate_theory(FRAME, "Y", "A", "B")
    assert found["T*S"].with_outcome == ("甲",) and found["T*S"].without_outcome == ("戊",)
    assert found["T*~S"].with_outcome == ("乙",)
    assert found["~T*S"].with_outcome == ("丙",)
    assert found["~T*~S"].without_outcome == ("丁",)
    assert found["T*~S"].kinds[0] == "uncovered most likely"
    assert str(found["~T*S"].expression) == "~A*B"


def test_expressions_have_the_members_of_their_areas_and_no_more():
    frame = data("provinces")
    found = evaluate_theory(frame, "~Y", "~DIG + ~GOV*~RD", "~DIG*~MKT + ~ORG*~IND")
    y = 1 - frame["Y"].to_numpy()
    for area in found.areas:
        x = area.expression.membership(frame)
        assert np.minimum(x, y).sum() / y.sum() <= area.fit.coverage + 1e-12
        members = set(frame.index[(x > 0.5) & (y != 0.5)])
        assert members == set(area.with_outcome + area.without_outcome)
    placed = [case for area in found.areas for case in area.with_outcome + area.without_outcome]
    assert sorted(placed) == sorted(set(placed))
    assert set(found.to_frame().index) == {"T*S", "~T*S", "T*~S", "~T*~S"}
