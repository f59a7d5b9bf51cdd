"""A configurational study recomputed: cases, memberships, necessity, configurations."""

from analysis.study.cases import Case, cases, on_a_map, sample
from analysis.study.coagglomeration import Coagglomeration, coagglomeration
from analysis.study.columns import LeftOutCase, Values, read_values
from analysis.study.configurations import (
    Configurations,
    Panel,
    configurations,
    typical_cases,
)
from analysis.study.declared import Study
from analysis.study.explorer import Finding, ThresholdGrid, ThresholdPanel, threshold_grid
from analysis.study.loading import (
    active_study,
    load_settings,
    load_study,
    load_variables,
    study_at,
    study_names,
)
from analysis.study.memberships import (
    Calibration,
    Memberships,
    calibrations,
    memberships,
)
from analysis.study.necessity import NcaNecessity, QcaNecessity, nca_necessity, qca_necessity
from analysis.study.printed import PrintedPanel, PrintedPath, printed_panels
from analysis.study.sensitivity import Sensitivity, sensitivity
from analysis.study.settings import Settings
from analysis.study.statistics import (
    DescriptiveStatistics,
    VariableStatistics,
    descriptive_statistics,
)
from analysis.study.stricter import Robustness, robustness
from analysis.study.variables import Dimension, Origin, Variable, Variables

__all__ = [
    "Calibration",
    "Case",
    "Coagglomeration",
    "Configurations",
    "DescriptiveStatistics",
    "Dimension",
    "Finding",
    "LeftOutCase",
    "Memberships",
    "NcaNecessity",
    "Origin",
    "Panel",
    "PrintedPanel",
    "PrintedPath",
    "QcaNecessity",
    "Robustness",
    "Sensitivity",
    "Settings",
    "Study",
    "ThresholdGrid",
    "ThresholdPanel",
    "Values",
    "Variable",
    "VariableStatistics",
    "Variables",
    "active_study",
    "calibrations",
    "cases",
    "coagglomeration",
    "configurations",
    "descriptive_statistics",
    "load_settings",
    "load_study",
    "load_variables",
    "memberships",
    "nca_necessity",
    "on_a_map",
    "printed_panels",
    "qca_necessity",
    "read_values",
    "robustness",
    "sample",
    "sensitivity",
    "study_at",
    "study_names",
    "threshold_grid",
    "typical_cases",
]
