"""Qualitative comparative analysis: from raw values to sufficient and necessary conditions."""

from analysis.qca.calibration import calibrate_direct, quantile_anchors, settle_crossover
from analysis.qca.calibration_indirect import calibrate_indirect
from analysis.qca.calibration_shapes import (
    calibrate_bell,
    calibrate_crisp,
    calibrate_relative,
    find_thresholds,
    inverted_bell,
)
from analysis.qca.clusters import ClusterDiagnostics, cluster_diagnostics
from analysis.qca.enhanced import (
    EnhancedAnalysis,
    Untenable,
    against_necessity,
    contradictory_assumptions,
    enhanced_analysis,
    simultaneous_subsets,
)
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
from analysis.qca.multivalue import MultiValueTable, multivalue_table, value_set
from analysis.qca.multivalue_solutions import (
    MultiValueSolution,
    describe_values,
    multivalue_solution,
)
from analysis.qca.necessity import ConditionNecessity, NecessityTable, analyze_necessity
from analysis.qca.relations import RelationFit, relation_fit
from analysis.qca.robustness import ModelComparison, ThresholdTest, compare_models, threshold_test
from analysis.qca.robustness_fit import (
    CaseRobustness,
    FitRobustness,
    case_robustness,
    fit_robustness,
    robust_core,
)
from analysis.qca.robustness_ranges import (
    Design,
    StableRange,
    anchor_ranges,
    consistency_range,
    frequency_range,
    pri_range,
)
from analysis.qca.simplification import factored, shortest_forms, simplify
from analysis.qca.skewness import (
    SimultaneousSubset,
    Skewness,
    check_skewness,
    simultaneous_literals,
)
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
from analysis.qca.sweep import Sweep, SweepPoint, sweep_thresholds
from analysis.qca.theory import TheoryEvaluation, evaluate_theory
from analysis.qca.truth_table import Row, Thresholds, TruthTable, truth_table
from analysis.qca.typology import CasePair, TypedCase, Typology, case_typology, compare_cases

__all__ = [
    "CasePair",
    "CaseRobustness",
    "Chart",
    "ClusterDiagnostics",
    "ConditionNecessity",
    "CoverOptions",
    "Design",
    "EnhancedAnalysis",
    "Expression",
    "FitRobustness",
    "IntermediatePair",
    "Literal",
    "Minimization",
    "Model",
    "ModelAmbiguity",
    "ModelComparison",
    "MultiValueSolution",
    "MultiValueTable",
    "NecessityFit",
    "NecessityTable",
    "Path",
    "RelationFit",
    "Row",
    "SetRelation",
    "SimultaneousSubset",
    "Skewness",
    "Solution",
    "StableRange",
    "StandardAnalysis",
    "SufficiencyFit",
    "SupersetSearch",
    "Sweep",
    "SweepPoint",
    "Term",
    "TheoryEvaluation",
    "ThresholdTest",
    "Thresholds",
    "TruthTable",
    "TypedCase",
    "Typology",
    "Untenable",
    "against_necessity",
    "analyze_necessity",
    "anchor_ranges",
    "calibrate_bell",
    "calibrate_crisp",
    "calibrate_direct",
    "calibrate_indirect",
    "calibrate_relative",
    "case_robustness",
    "case_typology",
    "check_skewness",
    "cluster_diagnostics",
    "compare_cases",
    "compare_models",
    "complex_solution",
    "consistency_range",
    "contradictory_assumptions",
    "core_conditions",
    "describe",
    "describe_values",
    "enhanced_analysis",
    "evaluate_theory",
    "factored",
    "find_thresholds",
    "fit_robustness",
    "frequency_range",
    "inverted_bell",
    "model_ambiguity",
    "multivalue_solution",
    "multivalue_table",
    "necessity_fit",
    "parsimonious_solution",
    "pri_range",
    "quantile_anchors",
    "relation_fit",
    "robust_core",
    "settle_crossover",
    "shortest_forms",
    "simplify",
    "simultaneous_literals",
    "simultaneous_subsets",
    "solutions_of",
    "standard_analysis",
    "sufficiency_fit",
    "superset_search",
    "sweep_thresholds",
    "term_memberships",
    "threshold_test",
    "truth_table",
    "unique_coverages",
    "value_set",
]
