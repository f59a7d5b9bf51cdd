"""Bad input to every public entry point of both engines: one clear error, never a traceback.

Each error names the column, the case (the row), the value and a remedy.
"""

from __future__ import annotations

import inspect

import numpy as np
import pandas as pd
import pytest

from analysis import nca, qca
from analysis.data.errors import InputError

CASES = ["甲", "乙", "丙", "丁", "戊", "己"]
GOOD = pd.DataFrame(
    {
        "A": [0.9, 0.8, 0.2, 0.1, 0.7, 0.3],
        "B": [0.8, 0.1, 0.9, 0.2, 0.6, 0.4],
        "Y": [0.95, 0.6, 0.7, 0.1, 0.8, 0.2],
    },
    index=CASES,
)
RAW = GOOD * 100
SIX = (5.0, 20.0, 40.0, 60.0, 75.0, 95.0)
PATH = qca.Expression.parse("A*B")

COLUMNS = {
    "calibrate_direct": lambda x: qca.calibrate_direct(x, (10, 52, 90)),
    "calibrate_indirect": lambda x: qca.calibrate_indirect(x, thresholds=[30, 75]),
    "calibrate_crisp": lambda x: qca.calibrate_crisp(x, 50),
    "calibrate_bell": lambda x: qca.calibrate_bell(x, SIX),
    "inverted_bell": lambda x: qca.inverted_bell(x, SIX),
    "calibrate_relative": qca.calibrate_relative,
    "find_thresholds": qca.find_thresholds,
    "quantile_anchors": qca.quantile_anchors,
}
PAIRS = {
    "sufficiency_fit": lambda x: qca.sufficiency_fit(x, GOOD["Y"]),
    "necessity_fit": lambda x: qca.necessity_fit(x, GOOD["Y"]),
    "unique_coverages": lambda x: qca.unique_coverages(GOOD[["A", "B"]].T.to_numpy(), x),
}


def design(frame):
    anchors = (("A", (0.1, 0.52, 0.9)),)
    return qca.Design(frame, "Y", ("A", "B"), anchors, qca.Thresholds(0.6))


MEMBERSHIPS = {
    "truth_table": lambda f: qca.truth_table(f, "Y", ["A", "B"]),
    "analyze_necessity": lambda f: qca.analyze_necessity(f, "Y", ["A", "B"]),
    "superset_search": lambda f: qca.superset_search(f, "Y", ["A", "B"]),
    "relation_fit": lambda f: qca.relation_fit(f, "A*B -> Y"),
    "cluster_diagnostics": lambda f: qca.cluster_diagnostics(f, "A", "Y", ["x", "y"] * 3),
    "check_skewness": lambda f: qca.check_skewness(f, ["A", "Y"]),
    "simultaneous_literals": lambda f: qca.simultaneous_literals(f, "Y", ["A", "B"]),
    "evaluate_theory": lambda f: qca.evaluate_theory(f, "Y", "A", "B"),
    "fit_robustness": lambda f: qca.fit_robustness(f, "Y", PATH, [PATH]),
    "case_robustness": lambda f: qca.case_robustness(f, "Y", PATH, [PATH]),
    "term_memberships": lambda f: qca.term_memberships(PATH.terms, f),
}
VALUES = {"multivalue_table": lambda f: qca.multivalue_table(f.round(), "Y", ["A", "B"])}
RAWS = {"anchor_ranges": lambda f: qca.anchor_ranges(design(f), "A", step=0.1)}
NUMBERS = {
    "analyse": lambda f: nca.analyse(f, ["A", "B"], "Y"),
    "find_outliers": lambda f: nca.find_outliers(f, "A", "Y"),
    "compare_groups": lambda f: nca.compare_groups(f, GOOD, "A", "Y", permutations=5),
    "compare_conditions": lambda f: nca.compare_conditions(f, ("A", "B"), "Y", permutations=5),
}
FRAMES = {**MEMBERSHIPS, **VALUES, **RAWS, **NUMBERS}
# Entry points without data of their own: they take options, or results of the others.
NO_DATA = {
    "qca": {
        "against_necessity", "case_typology", "compare_cases", "compare_models", "complex_solution",
        "consistency_range", "contradictory_assumptions", "core_conditions", "describe",
        "describe_values", "enhanced_analysis", "factored", "frequency_range", "model_ambiguity",
        "multivalue_solution", "parsimonious_solution", "pri_range", "robust_core",
        "settle_crossover", "shortest_forms", "simplify", "simultaneous_subsets", "solutions_of",
        "standard_analysis", "sweep_thresholds", "threshold_test", "value_set",
    },
    "nca": {"bottleneck_table", "ceiling_purity", "power", "random_cases"},
}  # fmt: skip


def problems_of(call, given):
    with pytest.raises(InputError) as caught:
        call(given)
    found = caught.value.problems
    assert found
    for problem in found:
        assert problem.message and problem.remedy and "Remedy: " in str(problem)
    return found


@pytest.mark.parametrize("engine", ["qca", "nca"])
def test_every_entry_point_is_here(engine):
    package = {"qca": qca, "nca": nca}[engine]
    functions = {name for name in package.__all__ if inspect.isfunction(getattr(package, name))}
    assert functions == ({*COLUMNS, *PAIRS, *FRAMES} & functions) | NO_DATA[engine]


@pytest.mark.parametrize("name", FRAMES)
def test_good_data_pass(name):
    FRAMES[name](GOOD)


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf, "n/a", None], ids=repr)
@pytest.mark.parametrize("name", COLUMNS)
def test_a_column_with_what_is_no_number(name, bad):
    column = RAW["A"].astype(object)
    column["丙"] = bad
    (found,) = problems_of(COLUMNS[name], column)
    assert (found.column, found.value) == ("A", str(bad)) and "case 丙" in found.message


@pytest.mark.parametrize("shape", ["empty", "two", "scalar"])
@pytest.mark.parametrize("name", [*COLUMNS, *PAIRS])
def test_a_column_of_another_shape(name, shape):
    given = {"empty": [], "two": RAW[["A", "B"]].to_numpy() / 100, "scalar": 0.3}[shape]
    (found,) = problems_of({**COLUMNS, **PAIRS}[name], given)
    said = {"empty": "no case", "two": "one dimension, got 2", "scalar": "one dimension, got 0"}
    assert said[shape] in found.message


@pytest.mark.parametrize("name", ["calibrate_relative", "find_thresholds", "quantile_anchors",
                                  "calibrate_crisp", "calibrate_indirect"])  # fmt: skip
def test_a_constant_column_cannot_be_calibrated_by_its_values(name):
    (found,) = problems_of(COLUMNS[name], pd.Series([40.0] * 6, index=CASES, name="A"))
    assert found.column == "A" and found.value


@pytest.mark.parametrize("name", ["calibrate_direct", "calibrate_bell", "inverted_bell"])
def test_a_calibrated_membership_of_exactly_one_half(name):
    crossover = {"calibrate_direct": 52.0}.get(name, 20.0)
    column = RAW["A"].copy()
    column["丙"] = crossover
    (found,) = problems_of(COLUMNS[name], column)
    assert (found.column, found.value) == ("A", "0.5")
    assert "case 丙" in found.message and "0.501" in found.remedy


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1.2, -0.1, "n/a"], ids=repr)
@pytest.mark.parametrize("name", PAIRS)
def test_a_vector_with_what_is_no_membership(name, bad):
    column = GOOD["A"].astype(object)
    column["丙"] = bad
    (found,) = problems_of(PAIRS[name], column)
    assert found.value == str(bad) and "case 丙" in found.message and found.column


@pytest.mark.parametrize("name", PAIRS)
def test_vectors_of_unequal_length(name):
    problems_of(PAIRS[name], [0.1, 0.2])


@pytest.mark.parametrize("bad", [np.nan, np.inf, 1.2, -0.1, "n/a"], ids=repr)
@pytest.mark.parametrize("column", ["A", "Y"])
@pytest.mark.parametrize("name", MEMBERSHIPS)
def test_a_frame_with_what_is_no_membership(name, column, bad):
    if (name, column) == ("term_memberships", "Y"):
        return
    frame = GOOD.astype(object)
    frame.loc["丙", column] = bad
    (found,) = problems_of(MEMBERSHIPS[name], frame)
    assert (found.column, found.value) == (column, str(bad)) and "case 丙" in found.message


@pytest.mark.parametrize("bad", [np.inf, "n/a"], ids=repr)
@pytest.mark.parametrize("column", ["A", "Y"])
@pytest.mark.parametrize("name", NUMBERS)
def test_a_frame_with_what_is_no_number(name, column, bad):
    frame = GOOD.astype(object)
    frame.loc["丙", column] = bad
    (found,) = problems_of(NUMBERS[name], frame)
    assert (found.column, found.value, found.row) == (column, str(bad), 3)
    assert "case 丙" in found.message


@pytest.mark.parametrize("column", ["A", "Y"])
@pytest.mark.parametrize("name", NUMBERS)
def test_a_constant_column_has_no_ceiling(name, column):
    (found,) = problems_of(NUMBERS[name], GOOD.assign(**{column: 0.4}))
    assert found.column == column and "different values" in found.message


@pytest.mark.parametrize("name", NUMBERS)
def test_a_missing_number_leaves_its_case_out(name):
    frame = GOOD.copy()
    frame.loc["丙", "A"] = np.nan
    NUMBERS[name](frame)


@pytest.mark.parametrize("name", FRAMES)
def test_an_unknown_column(name):
    (found,) = problems_of(FRAMES[name], GOOD.rename(columns={"A": "Z"}))
    assert found.column == "A" and "missing" in found.message
    assert "Z, B, Y" in found.remedy


@pytest.mark.parametrize("name", FRAMES)
def test_two_columns_of_one_name(name):
    frame = pd.concat([GOOD, GOOD["A"]], axis=1)
    (found,) = problems_of(FRAMES[name], frame)
    assert found.column == "A" and "share this name" in found.message


@pytest.mark.parametrize("name", FRAMES)
def test_two_cases_of_one_name(name):
    frame = GOOD.set_axis(["甲", "乙", "甲", "丁", "戊", "己"])
    (found,) = problems_of(FRAMES[name], frame)
    assert found.value == "甲" and "more than once" in found.message


@pytest.mark.parametrize("name", FRAMES)
def test_a_frame_without_cases(name):
    (found, *_) = problems_of(FRAMES[name], GOOD.iloc[:0])
    assert "no case" in found.message


@pytest.mark.parametrize("given", [None, [1, 2], GOOD.to_numpy()], ids=["none", "list", "array"])
@pytest.mark.parametrize("name", [*MEMBERSHIPS, *NUMBERS, "anchor_ranges"])
def test_what_is_no_frame(name, given):
    (found,) = problems_of(FRAMES[name], given)
    assert "no data frame" in found.message and "pandas" in found.remedy


@pytest.mark.parametrize("column", ["A", "B"])
def test_one_half_fits_no_row_and_every_case_at_it_is_named(column):
    frame = GOOD.copy()
    frame.loc[["丙", "戊"], column] = 0.5
    found = problems_of(MEMBERSHIPS["truth_table"], frame)
    assert [(p.column, p.value) for p in found] == [(column, "0.5")] * 2
    assert "case 丙" in found[0].message and "case 戊" in found[1].message
    assert all("0.501" in p.remedy for p in found)


@pytest.mark.parametrize("name", MEMBERSHIPS)
def test_every_fault_is_told_at_once(name):
    frame = GOOD.astype(object)
    frame.loc["甲", "A"], frame.loc["乙", "A"] = 3.0, -3.0
    assert len(problems_of(MEMBERSHIPS[name], frame)) == 2


CONDITIONS = {
    "truth_table": lambda names: qca.truth_table(GOOD, "Y", names),
    "multivalue_table": lambda names: qca.multivalue_table(GOOD.round(), "Y", names),
    "analyze_necessity": lambda names: qca.analyze_necessity(GOOD, "Y", names),
    "superset_search": lambda names: qca.superset_search(GOOD, "Y", names),
    "check_skewness": lambda names: qca.check_skewness(GOOD, names),
    "simultaneous_literals": lambda names: qca.simultaneous_literals(GOOD, "Y", names),
    "analyse": lambda names: nca.analyse(GOOD, names, "Y"),
}


@pytest.mark.parametrize("names", [[], ["A", "A"], ["A", "Q"]], ids=["none", "twice", "unknown"])
@pytest.mark.parametrize("name", CONDITIONS)
def test_conditions_that_cannot_be(name, names):
    (found,) = problems_of(CONDITIONS[name], names)
    if "Q" in names:
        assert found.column == "Q"


EXPRESSIONS = {
    "relation_fit": lambda text: qca.relation_fit(GOOD, f"{text} -> Y"),
    "cluster_diagnostics": lambda text: qca.cluster_diagnostics(GOOD, text, "Y", ["x"] * 6),
    "evaluate_theory": lambda text: qca.evaluate_theory(GOOD, "Y", text, "A"),
    "against_necessity": lambda text: qca.against_necessity(text, ["A", "B"]),
    "excluding": lambda text: qca.truth_table(GOOD, "Y", ["A", "B"]).excluding(text),
    "parse": lambda text: qca.Expression.parse(text, ["A", "B"]),
}


@pytest.mark.parametrize("text", ["A*", "A + (B", "A*Q", ""])
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_expressions_that_cannot_be(name, text):
    (found,) = problems_of(EXPRESSIONS[name], text)
    assert found.column == "Q" or text.split(" ->")[0] in (found.value or "")


TABLE = qca.truth_table(GOOD, "Y", ["A", "B"], qca.Thresholds(0.4))
NEGATED = qca.truth_table(GOOD, "~Y", ["A", "B"], qca.Thresholds(0.6))
EMPTY = TABLE.with_thresholds(qca.Thresholds(1, 1, 9))
STRANGER = qca.Model("M", (qca.Term.parse("A*Q"),))
STUDY = nca.analyse(GOOD, ["A", "B"], "Y")
OPTIONS = [
    ("anchors", lambda: qca.calibrate_direct(RAW["A"], (1, 2))),
    ("anchors", lambda: qca.calibrate_direct(RAW["A"], ("a", "b", "c"))),
    ("anchors", lambda: qca.calibrate_bell(RAW["A"], SIX[:5])),
    ("anchors", lambda: qca.inverted_bell(RAW["A"], None)),
    ("thresholds", lambda: qca.calibrate_crisp(RAW["A"], ["x"])),
    ("either thresholds or scores", lambda: qca.calibrate_indirect(RAW["A"])),
    ("thresholds", lambda: qca.find_thresholds(RAW["A"], 9)),
    ("method", lambda: qca.quantile_anchors(RAW["A"], method="seven")),
    ("probabilities", lambda: qca.quantile_anchors(RAW["A"], (0.1, 0.9))),
    ("probabilities", lambda: qca.quantile_anchors(RAW["A"], (0.1, 0.5, 9))),
    ("consistency", lambda: qca.Thresholds(consistency=80)),
    ("consistency", lambda: qca.superset_search(GOOD, "Y", ["A"], consistency=90)),
    ("ron", lambda: qca.superset_search(GOOD, "Y", ["A"], ron=-1)),
    ("consistency", lambda: qca.simultaneous_literals(GOOD, "Y", ["A"], consistency=2)),
    ("limit", lambda: qca.check_skewness(GOOD, ["A"], limit=0.9)),
    ("labels", lambda: qca.cluster_diagnostics(GOOD, "A", "Y", None)),
    ("labels", lambda: qca.cluster_diagnostics(GOOD, "A", "Y", "xyxyxy")),
    ("relation", lambda: qca.cluster_diagnostics(GOOD, "A", "Y", ["x"] * 6, relation="cause")),
    ("Q", lambda: qca.describe(TABLE, STRANGER)),
    ("Q", lambda: qca.case_typology(TABLE, STRANGER)),
    ("Q", lambda: qca.compare_models(TABLE, STRANGER, STRANGER)),
    ("path", lambda: qca.compare_cases(TABLE, STRANGER, qca.Term.parse("B"))),
    ("expectations", lambda: qca.standard_analysis(TABLE, 5)),
    ("Q", lambda: qca.standard_analysis(TABLE, "Q")),
    ("counterparts", lambda: qca.enhanced_analysis(TABLE, TABLE)),
    ("counterparts", lambda: qca.simultaneous_subsets(NEGATED, NEGATED)),
    ("counterparts", lambda: qca.contradictory_assumptions(
        qca.parsimonious_solution(TABLE), qca.parsimonious_solution(TABLE))),
    ("row", lambda: TABLE.excluding(9)),
    ("no row reaches", lambda: qca.complex_solution(EMPTY)),
    ("step", lambda: qca.consistency_range(TABLE, step=0)),
    ("no solution", lambda: qca.frequency_range(EMPTY)),
    ("consistency", lambda: qca.threshold_test(TABLE, consistency=7)),
    ("18 conditions", lambda: qca.simplify(
        qca.Expression((qca.Term.of({f"C{i}": True for i in range(19)}),)))),
    ("test solution", lambda: qca.fit_robustness(GOOD, "Y", "A", [])),
    ("test solution", lambda: qca.case_robustness(GOOD, "Y", "A", [])),
    ("no solution", lambda: qca.robust_core([])),
    ("kind", lambda: qca.multivalue_solution(
        qca.multivalue_table(GOOD.round(), "Y", ["A", "B"]), "intermediate")),
    ("scope", lambda: nca.find_outliers(GOOD, "A", "Y", scope=(1, 0, 0, 1))),
    ("scope", lambda: nca.compare_groups(GOOD, GOOD, "A", "Y", scope=(0, 1))),
    ("steps", lambda: nca.bottleneck_table(STUDY, steps=0)),
    ("steps", lambda: nca.bottleneck_table(STUDY, steps=[])),
    ("steps", lambda: nca.bottleneck_table(STUDY, steps=[np.nan])),
    ("step_size", lambda: nca.bottleneck_table(STUDY, step_size=-5)),
    ("condition", lambda: nca.ceiling_purity(STUDY, "Q")),
    ("least_purity", lambda: nca.ceiling_purity(STUDY, "A", least_purity=9)),
    ("alpha", lambda: nca.power(20, alpha=5)),
    ("repetitions", lambda: nca.power(20, repetitions=0)),
    ("distribution", lambda: nca.power(20, distribution="cauchy")),
    ("n", lambda: nca.random_cases(0, [0.1], [1.0])),
    ("spread", lambda: nca.random_cases(5, [0.1], [1.0], distribution="normal", spread=0)),
    ("pair", lambda: nca.random_cases(5, [0.1], [])),
    ("conditions", lambda: nca.compare_conditions(GOOD, ("A", "A"), "Y", permutations=5)),
]  # fmt: skip


@pytest.mark.parametrize(("said", "call"), OPTIONS, ids=[str(i) for i in range(len(OPTIONS))])
def test_an_option_that_cannot_be_is_named_with_a_remedy(said, call):
    found = problems_of(lambda _: call(), None)
    assert said in " ".join(map(str, found))
