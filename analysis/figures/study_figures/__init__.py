"""Figures of any study: as many panels as conditions, as many cases as there are."""

from analysis.figures.study_figures.ceilings import nca_grid
from analysis.figures.study_figures.frame import frame
from analysis.figures.study_figures.levels import bottleneck_lines
from analysis.figures.study_figures.places import outcome_map
from analysis.figures.study_figures.relations import necessity_grid, solution_plot
from analysis.figures.study_figures.slack import anchor_slack
from analysis.figures.study_figures.spread import calibration_grid

__all__ = [
    "anchor_slack",
    "bottleneck_lines",
    "calibration_grid",
    "frame",
    "nca_grid",
    "necessity_grid",
    "outcome_map",
    "solution_plot",
]
