"""Which provinces can sit at the crossover, from the third decimals of the printed sums."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.forensics.literals import SetLiteral
from analysis.forensics.reconstruct.kernel import total_sums
from analysis.forensics.reconstruct.member import problem
from analysis.forensics.reconstruct.plan import plan_of
from analysis.forensics.reconstruct.reading import declared_reading
from analysis.forensics.reconstruct.sides import named_sides, placings, with_placing

CONDITIONS = {
    "D": "digital_technology",
    "R": "rd_intensity",
    "O": "organisation_agglomeration",
    "I": "industrial_synergy",
    "M": "marketization",
    "G": "government_support",
}


def ways(*first_panel):
    declared = declared_reading()
    own = tuple(tuple(SetLiteral(CONDITIONS[key]) for key in keys) for keys in first_panel)
    reading = replace(declared, paths=(*own, *declared.paths[3:]))
    plan = plan_of(reading)
    return placings(plan, named_sides(plan, reading.paths), "河北")


def test_declared_reading_has_placings():
    assert problem().placings


@pytest.mark.parametrize("third", ["DOMG", "DMG"])
def test_printed_marks_of_h1_leave_none_whichever_way_h3_is_read(third):
    assert not ways("DRIMG", "DOIG", third)


def test_placings_leave_the_printed_third_decimals():
    posed = problem()
    plan = posed.plan
    for placed in posed.placings[:10]:
        sides = with_placing(plan, posed.sides, placed)
        X = plan.fixed.copy()
        for c in plan.hidden:
            X[c] = [
                low if low == high else (1000 if low > 500 else 0)
                for low, high in zip(sides.low[c], sides.high[c], strict=True)
            ]
        left = (total_sums(X, plan.signs) - plan.target) % 10
        assert not left[plan.weights > 0].any()
