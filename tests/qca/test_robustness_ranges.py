from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.qca import Thresholds, standard_analysis
from analysis.qca.robustness_ranges import (
    Design,
    anchor_ranges,
    consistency_range,
    frequency_range,
    pri_range,
)
from analysis.qca.sweep import intermediate_set

from .test_truth_table import reference_table

EXPECTED = "DIG,RD,ORG,IND,MKT,GOV"


def models(table):
    return intermediate_set(standard_analysis(table, EXPECTED))


def test_the_solution_holds_inside_the_consistency_range_and_changes_beyond():
    table = reference_table("provinces", "pos")
    found = consistency_range(table, EXPECTED, step=0.005)
    assert found.lower <= 0.85 <= found.upper
    for value in np.linspace(found.lower, found.upper, 7):
        limits = replace(table.thresholds, consistency=float(value))
        assert models(table.with_thresholds(limits)) == models(table)
    for value, is_open in ((found.lower - 0.005, found.open_below),
                           (found.upper + 0.005, found.open_above)):  # fmt: skip
        if not is_open:
            limits = replace(table.thresholds, consistency=value)
            assert models(table.with_thresholds(limits)) != models(table)


def test_the_solution_holds_inside_the_pri_range_and_changes_beyond():
    table = reference_table("provinces", "pos")
    found = pri_range(table, EXPECTED)
    start = table.thresholds.pri
    assert found.initial == start and found.lower <= start <= found.upper and not found.open_above
    for value, same in ((found.lower, True), (found.upper, True), (found.upper + 0.01, False)):
        limits = replace(table.thresholds, pri=value)
        assert (models(table.with_thresholds(limits)) == models(table)) is same


def test_the_frequency_range_of_a_table_with_single_cases():
    found = frequency_range(reference_table("provinces", "pos"), EXPECTED)
    assert (found.lower, found.upper, found.open_below) == (1, 1, True)


def design():
    rng = np.random.default_rng(3)
    raw = pd.DataFrame(rng.uniform(0, 100, (40, 2)), columns=["a", "b"])
    raw["y"] = (raw["a"] + raw["b"]) / 200 + 0.0007
    anchors = (("a", (20.0, 50.03, 80.0)), ("b", (20.0, 50.03, 80.0)))
    return Design(raw, "y", ("a", "b"), anchors, Thresholds(0.8))


def test_anchor_ranges_end_where_the_solution_changes():
    plan = design()
    found = anchor_ranges(plan, "a", "a, b", step=1.0, max_steps=60)
    assert [item.choice for item in found] == ["a: exclusion", "a: crossover", "a: inclusion"]
    initial = intermediate_set(standard_analysis(plan.table(), "a, b"))
    for position, item in enumerate(found):
        edge = plan.with_anchor("a", position, item.upper).table()
        assert intermediate_set(standard_analysis(edge, "a, b")) == initial
        assert item.lower <= item.initial <= item.upper
    assert not (found[1].open_below and found[1].open_above)


def test_bad_choices():
    with pytest.raises(InputError, match="no anchors"):
        anchor_ranges(design(), "y", step=1.0)
    with pytest.raises(InputError, match="step"):
        anchor_ranges(design(), "a", step=0.0)
    for ranged in (consistency_range, pri_range):
        with pytest.raises(InputError, match="choose 0 < step < 1"):
            ranged(reference_table("provinces", "pos"), step=1.0)
    with pytest.raises(InputError, match="no solution to keep"):
        consistency_range(reference_table("provinces", "pos").excluding("DIG + ~DIG"))
