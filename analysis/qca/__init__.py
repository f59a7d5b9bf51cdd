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
from analysis.qca.relations import RelationFit, relation_fit
from analysis.qca.robustness import ModelComparison, ThresholdTest, compare_models, threshold_test
from analysis.qca.solutions import (
    ModelAmbiguity,
    Path,
    Solution,
    core_conditions,
    describe,
    model_ambiguity,
    solutions_of,
)
from analysis.qca.supersets import SetRelation, SupersetSearch, superset_search
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
    "ModelAmbiguity",
    "ModelComparison",
    "NecessityFit",
    "NecessityTable",
    "Path",
    "RelationFit",
    "Row",
    "SetRelation",
    "Solution",
    "StandardAnalysis",
    "SufficiencyFit",
    "SupersetSearch",
    "Term",
    "ThresholdTest",
    "Thresholds",
    "TruthTable",
    "analyze_necessity",
    "calibrate_direct",
    "compare_models",
    "complex_solution",
    "core_conditions",
    "describe",
    "model_ambiguity",
    "necessity_fit",
    "parsimonious_solution",
    "quantile_anchors",
    "relation_fit",
    "settle_crossover",
    "solutions_of",
    "standard_analysis",
    "sufficiency_fit",
    "superset_search",
    "term_memberships",
    "threshold_test",
    "truth_table",
    "unique_coverages",
]
