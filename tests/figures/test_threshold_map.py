"""The threshold map: its rectangles cover every threshold once, with the region found there."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.figures import threshold_map
from analysis.figures.threshold_map import Block, Tiles, blocks, largest, tiles_of
from analysis.qca import Thresholds
from analysis.study import threshold_grid
from tests.figures.conftest import words


@pytest.fixture(scope="module")
def grid():
    return threshold_grid()


def test_the_blocks_tile_every_slice(grid):
    whole = (grid.rule.consistency.stop - grid.rule.consistency.start) * (
        grid.rule.pri.stop - grid.rule.pri.start
    )
    for panel in grid.panels:
        for part in panel.slices:
            areas = [block.area for block in blocks(tiles_of(grid, panel, part))]
            assert sum(areas) == pytest.approx(whole)
            assert min(areas) > 0


def test_a_block_holds_the_region_of_the_thresholds_inside_it(grid):
    for panel in grid.panels:
        for part in panel.slices:
            for block in blocks(tiles_of(grid, panel, part)):
                middle = (block.left + block.right) / 2, (block.bottom + block.top) / 2
                found = grid.at(panel.outcome, Thresholds(*middle, part.frequency))
                assert found.region == block.region


TILES = Tiles((0, 1, 2, 3), (0, 1, 2), np.array([[1, 2], [1, 1], [1, 1]]))


def test_the_largest_rectangle_of_a_region():
    assert largest(TILES) == {1: Block(1, 1, 0, 3, 2), 2: Block(2, 0, 1, 1, 2)}


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        ((2, 1), Block(1, 1.0, 0.0, 1.5, 2.0)),
        ((2.4, 1), Block(1, 1.0, 0.0, 1.9, 2.0)),
        ((0, 0), Block(1, 1, 0, 3, 2)),
    ],
)
def test_a_number_stays_clear_of_the_star(point, expected):
    block = Block(1, 1, 0, 3, 2)
    found = block.beside(*point, 0.5, 0.9)
    assert found.area == pytest.approx(expected.area)


def test_every_panel_numbers_its_regions_and_names_its_frequency(grid):
    shown = words(threshold_map(grid))
    for frequency in grid.rule.frequencies:
        assert sum(text.endswith(f"frequency ≥ {frequency}") for text in shown) == 2
    assert shown.count("1") == 2
