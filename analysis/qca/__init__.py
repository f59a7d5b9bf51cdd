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
from analysis.qca.intermediate import (
    IntermediatePair,
    StandardAnalysis,
    standard_analysis,
)
from analysis.qca.minimization import (
    Chart,
    CoverOptions,
    Minimization,
    Model,
    complex_solution,
    parsimonious_solution,
)
from analysis.qca.necessity import ConditionNecessity, NecessityTable, analyze_necessity
from analysis.qca.truth_table import Row, Thresholds, TruthTable, truth_table

__all__ = [
    "Chart",
    "ConditionNecessity",
    "CoverOptions",
    "Expression",
    "IntermediatePair",
    "Literal",
    "Minimization",
    "Model",
    "NecessityFit",
    "NecessityTable",
    "Row",
    "StandardAnalysis",
    "SufficiencyFit",
    "Term",
    "Thresholds",
    "TruthTable",
    "analyze_necessity",
    "calibrate_direct",
    "complex_solution",
    "necessity_fit",
    "parsimonious_solution",
    "quantile_anchors",
    "settle_crossover",
    "standard_analysis",
    "sufficiency_fit",
    "term_memberships",
    "truth_table",
    "unique_coverages",
]
