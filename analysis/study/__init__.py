"""The configurational study recomputed: provinces, memberships, necessity, configurations."""

from analysis.study.coagglomeration import Coagglomeration, coagglomeration
from analysis.study.configurations import (
    Configurations,
    Panel,
    PrintedPanel,
    PrintedPath,
    Robustness,
    configurations,
    printed_panels,
    robustness,
)
from analysis.study.explorer import Finding, ThresholdGrid, ThresholdPanel, threshold_grid
from analysis.study.memberships import (
    Calibration,
    Memberships,
    calibrations,
    memberships,
)
from analysis.study.necessity import NcaNecessity, QcaNecessity, nca_necessity, qca_necessity
from analysis.study.provinces import (
    Province,
    ProvincialSeries,
    provinces,
    provincial_series,
    sample,
)
from analysis.study.settings import Settings, load_settings
from analysis.study.statistics import (
    DescriptiveStatistics,
    VariableStatistics,
    descriptive_statistics,
)
from analysis.study.variables import Dimension, Origin, Variable, Variables, load_variables

__all__ = [
    "Calibration",
    "Coagglomeration",
    "Configurations",
    "DescriptiveStatistics",
    "Dimension",
    "Finding",
    "Memberships",
    "NcaNecessity",
    "Origin",
    "Panel",
    "PrintedPanel",
    "PrintedPath",
    "Province",
    "ProvincialSeries",
    "QcaNecessity",
    "Robustness",
    "Settings",
    "ThresholdGrid",
    "ThresholdPanel",
    "Variable",
    "VariableStatistics",
    "Variables",
    "calibrations",
    "coagglomeration",
    "configurations",
    "descriptive_statistics",
    "load_settings",
    "load_variables",
    "memberships",
    "nca_necessity",
    "printed_panels",
    "provinces",
    "provincial_series",
    "qca_necessity",
    "robustness",
    "sample",
    "threshold_grid",
]
