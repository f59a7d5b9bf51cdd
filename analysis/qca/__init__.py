"""Qualitative comparative analysis: from raw values to sufficient and necessary conditions."""

from analysis.qca.calibration import calibrate_direct, quantile_anchors, settle_crossover
from analysis.qca.fit import (
    NecessityFit,
    SufficiencyFit,
    necessity_fit,
    sufficiency_fit,
    unique_coverages,
)
from analysis.qca.necessity import ConditionNecessity, NecessityTable, analyze_necessity

__all__ = [
    "ConditionNecessity",
    "NecessityFit",
    "NecessityTable",
    "SufficiencyFit",
    "analyze_necessity",
    "calibrate_direct",
    "necessity_fit",
    "quantile_anchors",
    "settle_crossover",
    "sufficiency_fit",
    "unique_coverages",
]
