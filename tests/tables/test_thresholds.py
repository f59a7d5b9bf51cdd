"""The table of regions: each is listed where it lies, with all of its models."""

from __future__ import annotations

import pytest

from analysis.qca import Thresholds
from analysis.study import threshold_grid
from analysis.tables import threshold_regions
from analysis.tables.thresholds import MODELS_SHOWN, NONE, abbreviations

from .reading import bands, notes, panel


@pytest.fixture(scope="module")
def grid():
    return threshold_grid()


@pytest.fixture(scope="module")
def made(grid):
    return threshold_regions(grid)


def test_every_region_of_both_outcomes_has_a_row(grid, made):
    assert len(bands(made)) == len(grid.panels)
    for number, held in enumerate(grid.panels):
        shown = [row[0] for row in panel(made, number)]
        assert shown == [str(region or "–") for region in held.regions]


def test_the_rows_name_every_model_or_say_how_many_more(grid, made):
    for number, held in enumerate(grid.panels):
        for row, (region, findings) in zip(panel(made, number), held.regions.items(), strict=True):
            models = findings[0].intermediate
            if region == 0:
                assert row[-1] == f"{NONE.zh} {NONE.en}"
                continue
            if models.at_least > 1:
                for model in models.listed[:MODELS_SHOWN]:
                    assert f"{model.solution.name}: " in row[-1]
            assert ("more" in row[-1]) == (models.at_least > MODELS_SHOWN)


def test_the_ranges_hold_the_thresholds_that_lead_to_the_region(grid, made):
    for number, held in enumerate(grid.panels):
        rows = {row[0]: row for row in panel(made, number)}
        for consistency in (0.76, 0.85, 0.93, 0.99, 1.0):
            for pri in (0.51, 0.75, 0.97, 1.0):
                found = grid.at(held.outcome, Thresholds(consistency, pri, 1)).region
                row = rows[str(found or "–")]
                place = row[1].split().index("1")
                for text, value in ((row[2], consistency), (row[3], pri)):
                    low, high = map(float, text.split()[place].split("–"))
                    assert low - 5e-4 <= value <= high + 5e-4


def test_the_notes_explain_names_and_name_the_reconstruction(grid, made):
    told = notes(made)
    for key, short in abbreviations(grid.panels[0].table.conditions).items():
        assert f"{short} {grid.labels[key].zh}" in told
    assert "Reconstruction:" in told
    assert f"At most {grid.rule.models} models" in told


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        (["digital_technology", "marketization"], ["DT", "M"]),
        (["marketization", "membership"], ["MA", "ME"]),
        (["a_b", "a_c"], ["AB", "AC"]),
    ],
)
def test_abbreviations_tell_conditions_apart(conditions, expected):
    assert list(abbreviations(conditions).values()) == expected
