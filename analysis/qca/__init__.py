"""Qualitative comparative analysis: from raw values to sufficient and necessary conditions."""

from analysis.qca.calibration import calibrate_direct, quantile_anchors, settle_crossover
from analysis.qca.expressions import Expression, Literal, Term, term_memberships
from analysis.qca.fit import (
    NecessityFit,
    SufficiencyFit,
    necessity_fit,
    sufficiency_fit,
    unique_coverages,
)
from analysis.qca.necessity import ConditionNecessity, NecessityTable, analyze_necessity
from analysis.qca.truth_table import Row, Thresholds, TruthTable, truth_table

__all__ = [
    "ConditionNecessity",
    "Expression",
    "Literal",
    "NecessityFit",
    "NecessityTable",
    "Row",
    "SufficiencyFit",
    "Term",
    "Thresholds",
    "TruthTable",
    "analyze_necessity",
    "calibrate_direct",
    "necessity_fit",
    "quantile_anchors",
    "settle_crossover",
    "sufficiency_fit",
    "term_memberships",
    "truth_table",
    "unique_coverages",
]
