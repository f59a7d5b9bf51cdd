"""What every result of the engine can do: plain data, frames, labels, the terminal."""

import dataclasses
import io
import json

import pandas as pd
import pytest
from rich.cells import cell_len
from rich.console import Console

from analysis import qca
from analysis.data.errors import InputError

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
    expressions = [one.expression for one in standard.intermediate_models[:2]]
    subset = qca.SimultaneousSubset(CONDITIONS[0], 0.9, 0.5, 0.9, 0.5)
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
        "RelationFit": qca.relation_fit(DATA, f"{CONDITIONS[0]}*{CONDITIONS[1]} -> {OUTCOME}"),
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
        "FitRobustness": qca.fit_robustness(DATA, OUTCOME, expressions[0], expressions),
        "CaseRobustness": qca.case_robustness(DATA, OUTCOME, expressions[0], expressions),
        "TheoryEvaluation": qca.evaluate_theory(DATA, OUTCOME, CONDITIONS[0], expressions[0]),
        "ClusterDiagnostics": qca.cluster_diagnostics(
            DATA, expressions[0], OUTCOME, ["east", "west"] * (len(DATA) // 2)
        ),
        "Skewness": qca.check_skewness(DATA, CONDITIONS),
        "SimultaneousSubset": subset,
    }  # fmt: skip


RESULTS = everything()


def shown(result, width=80):
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(result)
    return file.getvalue()


def test_every_public_result_is_here():
    assert set(RESULTS) == set(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_results_are_frozen_and_slotted(name):
    item = getattr(qca, name)
    assert item.__dataclass_params__.frozen
    assert "__slots__" in vars(item) and not hasattr(RESULTS[name], "__dict__")


def test_the_same_input_gives_the_same_bytes():
    again = everything()
    for name, result in RESULTS.items():
        written = json.dumps(result.to_dict(), ensure_ascii=False)
        assert written == json.dumps(again[name].to_dict(), ensure_ascii=False), name


@pytest.mark.parametrize("name", PUBLIC)
def test_results_give_frames(name):
    frame = RESULTS[name].to_frame()
    assert isinstance(frame, pd.DataFrame) and frame.columns.size


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal_shows_results_within_its_width(name, width):
    lines = shown(RESULTS[name], width).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert len(lines) > 3


def test_the_sheet_of_the_truth_table_is_whole():
    text, table = shown(RESULTS["TruthTable"]), RESULTS["TruthTable"]
    assert text.splitlines()[0] == "Truth table: 关键核心技术水平"
    for row in table.rows:
        assert f"{row.consistency:.3f}" in text
        assert all(LABELS["zh"][case] in text for case in row.cases)
    assert not any(name in text for name in CONDITIONS)


@pytest.mark.parametrize("name", ["Minimization", "StandardAnalysis", "Solution", "Typology"])
def test_labels_travel_from_the_table(name):
    text = str(RESULTS[name].labelled("zh").to_csv())
    assert any(label in text for label in ZH.values())
    assert not any(key in text for key in CONDITIONS)


def test_labels_stand_in_for_keys_alone():
    names = {"P1": "a path?", "1": "one?", CONDITIONS[0]: "技术"}
    labels = {"zh": names}
    model = RESULTS["Minimization"].labelled("zh", labels)
    assert "P1" in set(model["model"])
    assert set(RESULTS["TruthTable"].labelled("zh", labels)["output"]) <= {"1", "0", "?"}


def test_negation_and_operators_stay():
    frame = RESULTS["NecessityTable"].labelled("zh")
    assert list(frame.index[:2]) == [ZH[CONDITIONS[0]], f"~{ZH[CONDITIONS[0]]}"]
    assert "*" in RESULTS["Minimization"].labelled("zh")["term"][0]


def test_an_unknown_language_is_told():
    with pytest.raises(InputError, match=r"language.*'fr'.*zh, en"):
        RESULTS["TruthTable"].labelled("fr")


def test_without_labels_there_is_no_language():
    with pytest.raises(InputError, match="language"):
        RESULTS["SufficiencyFit"].labelled("zh")


def test_a_long_frame_is_cut_with_a_note():
    table = RESULTS["TruthTable"]
    settings = [qca.Thresholds(0.8 + step / 1000) for step in range(50)]
    assert "… 10 more rows: see to_frame()" in shown(qca.sweep_thresholds(table, settings))
