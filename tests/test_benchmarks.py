"""The script that times the engines runs, and every row of its table is complete."""

from __future__ import annotations

import importlib
import math
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

FOLDER = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def engines():
    sys.path.insert(0, str(FOLDER))
    try:
        yield importlib.import_module("engines")
    finally:
        sys.path.remove(str(FOLDER))


@pytest.fixture(scope="module")
def rows(engines):
    return list(engines.measured(quick=True))


def test_every_row_of_the_quick_variant_is_complete(engines, rows):
    assert len(rows) == 11
    for done in rows:
        assert done.seconds >= 0 and done.floor >= 0
        assert "not done" not in done.found and done.found[0].isdigit()
        assert (done.peak is None) == (done.limit is None)
        assert all(engines.target_cells(done, quick=True)) and all(engines.bound_cells(done))


def test_the_tables_hold_every_row(engines, rows):
    targets, bounds = engines.tables(rows)
    assert targets.row_count == bounds.row_count == len(rows)


def test_the_full_table_has_the_stated_sizes_and_targets(engines):
    names = [work.name for work in engines.works()]
    assert names[0] == "NCA, 10,000 permutations, n = 28, 6 conditions, CE + CR"
    assert [work.reference for work in engines.works()] == [
        519.0, 259.0, 32.0, None, 7.9, 19.0, None, None, None, None, None
    ]  # fmt: skip
    assert len(names) == len(set(names)) == 11


def test_a_row_is_met_only_within_time_and_memory_and_when_done(engines, rows):
    from dataclasses import replace

    done = replace(rows[3], seconds=1.0, peak=10, limit=20.0)
    assert done.is_met
    assert not replace(done, seconds=11.0).is_met
    assert not replace(done, peak=30).is_met
    assert not replace(done, found="not done: no proof").is_met


def test_the_sweep_tries_every_setting(engines):
    inputs = importlib.import_module("engines_inputs")
    stated = inputs.settings(10_000)
    assert len(stated) == 10_000 == len({(shift, str(limits)) for shift, limits in stated})
    assert len({shift for shift, _ in stated}) == 25
    assert {limits.frequency for _, limits in stated} == {1, 2}


def test_the_stored_rows_have_the_conditions_and_cases_of_their_names(engines):
    inputs = importlib.import_module("engines_inputs")
    for name, k, n in (("random_k18_n60", 18, 60), ("random_k20_n200", 20, 200)):
        table = inputs.crisp_table(name)
        assert len(table.conditions) == k and len(table.case_names) == n


def test_growth_is_drawn(engines):
    growth = importlib.import_module("engines_growth")
    drawn = growth.draw_growth(quick=True)
    root = ElementTree.fromstring(drawn)
    assert root.tag.endswith("svg")
    text = " ".join(node.text or "" for node in root.iter() if node.tag.endswith("text"))
    assert "permutations" in text and "conditions k" in text and "cases n" in text


def test_the_rate_of_growth_is_the_slope(engines):
    growth = importlib.import_module("engines_growth")
    sizes = (1, 2, 4, 8)
    square = growth.Growth("", "", sizes, tuple(float(size**2) for size in sizes))
    doubling = growth.Growth("", "", (1, 2, 3, 4), (2.0, 4.0, 8.0, 16.0), is_exponential=True)
    assert math.isclose(square.rate, 2.0) and math.isclose(doubling.rate, 1.0)


@pytest.mark.parametrize("work", ["bootstrap", "cases left out", "permutations", "sweep"])
def test_long_work_is_measured_with_all_its_processes(engines, work):
    scale = importlib.import_module("scale")
    options = ["--cases=300", "--points=60", "--samples=3", "--permutations=5"]
    found = scale.measured(work, "serial", options)
    assert found["seconds"] > 0 and found["found"][0].isdigit()
    assert 20 < found["peak"] < 2000 and found["together"] > 0
