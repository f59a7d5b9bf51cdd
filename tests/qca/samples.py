"""One of every public result, with labels, made from the provinces."""

import dataclasses
import json

import pandas as pd

from analysis import qca

from .reference import FOLDER

# What goes in, and the vocabulary of expressions, which print as text.
INPUTS = {"Thresholds", "CoverOptions", "Design", "Literal", "Term", "Expression"}
PUBLIC = [
    name
    for name in qca.__all__
    if dataclasses.is_dataclass(getattr(qca, name)) and name not in INPUTS
]
DATA = pd.read_csv(FOLDER / "provinces" / "data.csv", index_col=0)
SPEC = json.loads((FOLDER / "provinces" / "spec.json").read_text("utf-8"))
OUTCOME, CONDITIONS = SPEC["outcome"], tuple(SPEC["conditions"])
ZH = dict(
    zip(CONDITIONS, ["数字化技术", "研发投入强度", "组织集聚化", "产业协同化", "市场化环境",
                     "政府支持度"], strict=True)
)  # fmt: skip
CASES = list(map(str, DATA.index))
LABELS = {
    "zh": {
        **ZH,
        OUTCOME: "关键核心技术水平",
        **{case: f"第{i}个省份" for i, case in enumerate(CASES)},
    },
    "en": {CONDITIONS[0]: "Digital technology"},
}


def everything():
    limits = qca.Thresholds(0.85, 0.75, 1)
    table = qca.truth_table(DATA, OUTCOME, CONDITIONS, limits, labels=LABELS)
    negated = qca.truth_table(DATA, f"~{OUTCOME}", CONDITIONS, limits)
    standard = qca.standard_analysis(table, list(CONDITIONS))
    model = standard.intermediate_models[0]
    solution = qca.describe(table, model, standard.parsimonious.models[0])
    typology = qca.case_typology(table, model)
    necessity = qca.analyze_necessity(DATA, OUTCOME, CONDITIONS, labels=LABELS)
    search = qca.superset_search(DATA, OUTCOME, CONDITIONS, depth=2, labels=LABELS)
    enhanced = qca.enhanced_analysis(table, negated, list(CONDITIONS))
    pairs = [pair for path in model.terms for pair in qca.compare_cases(table, model, path)]
    settings = [qca.Thresholds(value / 100, 0.5) for value in range(75, 95, 5)]
    sweep = qca.sweep_thresholds(table, settings, list(CONDITIONS))
    test = qca.threshold_test(table, list(CONDITIONS), consistency=0.9)
    many = qca.multivalue_table(
        pd.DataFrame({"A": [0, 1, 2, 2], "B": [0, 1, 0, 1], OUTCOME: [0, 1, 1, 0]}, CASES[:4]),
        OUTCOME,
        ["A", "B"],
        labels={"zh": {**LABELS["zh"], "A": "甲", "B": "乙"}},
    )
    expressions = [one.expression for one in standard.intermediate_models[:2]]
    tests = (expressions[0], expressions)
    (subset, *_) = qca.simultaneous_literals(
        DATA, OUTCOME, CONDITIONS, consistency=0.3, labels=LABELS
    )
    return {
        "TruthTable": table,
        "Row": table.rows[0],
        "StandardAnalysis": standard,
        "Minimization": standard.parsimonious,
        "Chart": standard.parsimonious.chart,
        "IntermediatePair": standard.pairs[0],
        "Model": model,
        "Solution": solution,
        "Path": solution.paths[0],
        "ModelAmbiguity": qca.model_ambiguity(standard),
        "SufficiencyFit": solution.fit,
        "NecessityFit": necessity.rows[0].fit,
        "NecessityTable": necessity,
        "ConditionNecessity": necessity.rows[0],
        "SupersetSearch": search,
        "SetRelation": search.found[0],
        "RelationFit": qca.relation_fit(DATA, f"{CONDITIONS[0]}*{CONDITIONS[1]} -> {OUTCOME}",
                                        labels=LABELS),
        "Typology": typology,
        "TypedCase": typology.cases[0],
        "CasePair": pairs[0],
        "EnhancedAnalysis": enhanced,
        "Untenable": enhanced.untenable,
        "Sweep": sweep,
        "SweepPoint": sweep.points[0],
        "ThresholdTest": test,
        "ModelComparison": test.comparisons[0],
        "StableRange": qca.consistency_range(table, list(CONDITIONS)),
        "FitRobustness": qca.fit_robustness(DATA, OUTCOME, *tests, labels=LABELS),
        "CaseRobustness": qca.case_robustness(DATA, OUTCOME, *tests, labels=LABELS),
        "TheoryEvaluation": qca.evaluate_theory(DATA, OUTCOME, CONDITIONS[0], expressions[0],
                                                labels=LABELS),
        "ClusterDiagnostics": qca.cluster_diagnostics(
            DATA, expressions[0], OUTCOME, ["east", "west"] * (len(DATA) // 2), labels=LABELS
        ),
        "Skewness": qca.check_skewness(DATA, CONDITIONS, labels=LABELS),
        "SimultaneousSubset": subset,
        "MultiValueTable": many,
        "MultiValueSolution": qca.multivalue_solution(many),
    }  # fmt: skip


RESULTS = everything()
