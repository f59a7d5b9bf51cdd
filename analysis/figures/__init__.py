"""Figures of the book: each function returns a `Figure`, an SVG that carries its own fonts.

Diagrams are arranged by Graphviz and drawn by us, plots are drawn by Matplotlib. Arguments that
are None are loaded from the data of the two studies.
"""

from analysis.figures.bottleneck import bottleneck_plot
from analysis.figures.calibration import calibration_curves
from analysis.figures.core import Figure
from analysis.figures.coverage import coverage_matrix
from analysis.figures.data_structure import data_structure
from analysis.figures.nca import nca_grid, nca_plot
from analysis.figures.process_model import process_model
from analysis.figures.threshold_map import threshold_map
from analysis.figures.tile_map import tile_map
from analysis.figures.toe_framework import toe_framework
from analysis.figures.value_logic import value_logic
from analysis.figures.verdicts import verdict_overview
from analysis.figures.xy import paths_xy_grid, solution_plot, xy_grid, xy_plot

__all__ = [
    "Figure",
    "bottleneck_plot",
    "calibration_curves",
    "coverage_matrix",
    "data_structure",
    "nca_grid",
    "nca_plot",
    "paths_xy_grid",
    "process_model",
    "solution_plot",
    "threshold_map",
    "tile_map",
    "toe_framework",
    "value_logic",
    "verdict_overview",
    "xy_grid",
    "xy_plot",
]
