"""Which provinces can sit at the crossover, from the third decimals of the printed sums."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.forensics.literals import SetLiteral
from analysis.forensics.reconstruct.kernel import total_sums
from analysis.forensics.reconstruct.member import problem
from analysis.forensics.reconstruct.plan import plan_of
from analysis.forensics.reconstruct.reading import declared_reading
from analysis.forensics.reconstruct.sides import is_of, named_sides, placings

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


def test_every_declared_placing_has_ways():
    assert all(problem().ways)


def test_a_way_is_of_the_placing_whose_cases_and_held_sides_it_has():
    declared = declared_reading()
    plan = plan_of(declared)
    possible = placings(plan, named_sides(plan, declared.paths), declared.crossover)
    chosen = declared.placings[1]
    own = [each for each in possible if is_of(plan, each, chosen)]
    assert 0 < len(own) < len(possible)
    synergy = plan.columns.index("industrial_synergy")
    for placed in own:
        cases = {plan.cases[case]: bits for case, bits in placed[:-1]}
        assert {case: bool(bits[0]) for case, bits in cases.items()} == chosen.digital
        assert cases["河南"][synergy] == 1


def test_one_case_of_the_path_is_drawn_above():
    posed = problem()
    drawn = posed.drawn_sides(np.random.default_rng(1))
    column = posed.column_above
    assert sum(drawn.low[column, case] > 500 for case in posed.cases_above) == 1


@pytest.mark.parametrize("third", ["DOMG", "DMG"])
def test_printed_marks_of_h1_leave_none_whichever_way_h3_is_read(third):
    assert not ways("DRIMG", "DOIG", third)


def test_placings_leave_the_printed_third_decimals():
    posed = problem()
    plan = posed.plan
    for sides in [way for ways in posed.ways for way in ways][:10]:
        X = plan.fixed.copy()
        for c in plan.hidden:
            X[c] = [
                low if low == high else (1000 if low > 500 else 0)
                for low, high in zip(sides.low[c], sides.high[c], strict=True)
            ]
        left = (total_sums(X, plan.signs) - plan.target) % 10
        assert not left[plan.weights > 0].any()
