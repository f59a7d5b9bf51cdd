import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.qca import Term, Thresholds, solutions_of, standard_analysis, truth_table
from analysis.qca.minimization import Model
from analysis.qca.typology import case_typology, compare_cases

from .test_truth_table import reference_table

MODEL = Model("M", (Term.parse("A*B"), Term.parse("A*C")))
CASES = pd.DataFrame(
    {
        "A": [0.9, 0.8, 0.9, 0.2, 0.1, 0.8, 0.3],
        "B": [0.8, 0.9, 0.7, 0.9, 0.2, 0.1, 0.9],
        "C": [0.2, 0.9, 0.1, 0.1, 0.3, 0.9, 0.2],
        "Y": [0.9, 0.6, 0.2, 0.8, 0.1, 0.85, 0.2],
    },
    index=["typ", "degree", "kind", "coverage", "iir", "other", "similar"],
)
TABLE = truth_table(CASES, "Y", "ABC", Thresholds(0.5))


def types(path):
    found = case_typology(TABLE, MODEL)
    return {c.case: c.type for c in found.cases if c.path == (path and Term.parse(path))}


def test_every_type_by_hand():
    assert types("A*B") == {
        "typ": "typical", "degree": "deviant in degree", "kind": "deviant in kind"
    }  # fmt: skip
    assert types("A*C") == {"degree": "deviant in degree", "other": "typical"}
    assert types(None) == {
        "coverage": "deviant in coverage", "iir": "individually irrelevant",
        "similar": "individually irrelevant",
    }  # fmt: skip


def test_ranks_by_hand():
    cases = {(c.case, str(c.path)): c for c in case_typology(TABLE, MODEL).cases}
    assert cases["typ", "A*B"].rank == pytest.approx(2 * 0.1 + 0.2)
    assert cases["kind", "A*B"].rank == pytest.approx((1 - 0.5) + 0.3)
    assert cases["iir", "None"].rank == pytest.approx(1 - 0.7)
    assert cases["typ", "A*B"].uniquely and not cases["degree", "A*B"].uniquely


def test_uniquely_covered_cases_come_first():
    found = case_typology(TABLE, MODEL)
    assert [c.case for c in found.of("typical", Term.parse("A*B"))] == ["typ"]
    ranks = [c.rank for c in found.of("typical")]
    assert len(ranks) == 2 and ranks == sorted(ranks)


def test_the_most_similar_irrelevant_case_lacks_the_focal_condition_only():
    pairs = compare_cases(TABLE, MODEL, Term.parse("A*B"))
    best = next(pair for pair in pairs if pair.focal == "A")
    assert (best.typical, best.contrast) == ("typ", "similar")
    assert best.distance == pytest.approx((1 - 0.6) + (1 - 0.7) + 0.1)
    assert {pair.contrast for pair in pairs if pair.focal == "B"} == {"iir"}


def test_the_deviant_case_is_compared_within_the_path():
    (pair,) = compare_cases(TABLE, MODEL, Term.parse("A*B"), "deviant in kind")
    assert (pair.typical, pair.contrast, pair.focal) == ("typ", "kind", "")
    assert pair.distance == pytest.approx(0.1 + 1 - 0.7)


def test_typology_and_solution_agree_on_the_provinces():
    table = reference_table("provinces", "pos")
    pair = standard_analysis(table, "DIG,RD,ORG,IND,MKT,GOV").pairs[0]
    found = case_typology(table, pair.models[0])
    (solution, *_) = solutions_of(pair)
    for path in solution.paths:
        inside = found.of("typical", path.term) + found.of("deviant in degree", path.term)
        assert {c.case for c in inside} == set(path.typical)
        deviant = found.of("deviant in kind", path.term)
        assert {c.case for c in deviant} == set(path.deviant)
    assert {c.case for c in found.of("deviant in coverage")} == set(solution.uncovered)


def test_unknown_path_or_contrast():
    with pytest.raises(InputError, match="no path of the model"):
        compare_cases(TABLE, MODEL, Term.parse("B"))
    with pytest.raises(InputError, match="contrast is not known"):
        compare_cases(TABLE, MODEL, Term.parse("A*B"), "anything")


def test_least_similar_typical_cases_by_hand():
    """Alike in A*B and the outcome, unlike in C: b and d; a is alike in C."""
    frame = pd.DataFrame(
        [[0.8, 0.8, 0.1, 0.9], [0.8, 0.9, 0.2, 0.9], [0.9, 0.8, 0.9, 0.9], [0.1, 0.1, 0.1, 0.1]],
        columns=list("ABCY"), index=list("abdz"),
    )  # fmt: skip
    table = truth_table(frame, "Y", "ABC", Thresholds(0.5))
    path = Term.parse("A*B")
    found = compare_cases(table, Model("M", (path,)), path, "typical")
    assert [{pair.typical, pair.contrast} for pair in found] == [{"a", "d"}, {"b", "d"}, {"a", "b"}]
    assert [pair.distance for pair in found] == pytest.approx([0.2, 0.3, 0.9])


def test_a_case_deviant_in_coverage_is_compared_within_its_row():
    pairs = compare_cases(TABLE, MODEL, Term.parse("A*B"), "deviant in coverage")
    assert [(pair.typical, pair.contrast) for pair in pairs] == [("coverage", "similar")]
    assert str(pairs[0].path) == "~A*B*~C" and pairs[0].focal == ""
    assert pairs[0].distance == pytest.approx(abs(0.8 - 0.7) + 1 - 0.6)
