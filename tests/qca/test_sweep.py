import numpy as np

from analysis.qca import Thresholds, standard_analysis
from analysis.qca.sweep import sweep_thresholds

from .test_truth_table import reference_table

EXPECTED = "DIG,RD,ORG,IND,MKT,GOV"
GRID = [
    Thresholds(consistency, pri, frequency)
    for consistency in np.linspace(0.7, 1, 13)
    for pri in (0.0, 0.5, 0.75)
    for frequency in (1, 2)
]


def test_every_point_is_the_analysis_of_its_own_table():
    table = reference_table("provinces", "pos")
    found = sweep_thresholds(table, GRID[::7], EXPECTED)
    assert sum(point.analysis is not None for point in found.points) > 5
    for point in found.points:
        same = table.with_thresholds(point.thresholds)
        if "1" not in same.output:
            assert point.analysis is None
            continue
        fresh = standard_analysis(same, EXPECTED)
        assert point.analysis.to_dict() == fresh.to_dict()


def test_equal_tables_are_solved_once():
    table = reference_table("provinces", "pos")
    found = sweep_thresholds(table, GRID, EXPECTED)
    tables = {table.with_thresholds(limits).output for limits in GRID}
    assert found.distinct == len(tables) < len(GRID)
    assert len(found.to_frame()) == len(GRID)


def test_settings_without_a_solution_are_kept():
    found = sweep_thresholds(reference_table("provinces", "pos"), [Thresholds(0.8, 0, 25)])
    assert found.points[0].analysis is None and not found.points[0].models
    assert found.to_dict()["points"][0]["models"] == 0
