import numpy as np
import pandas as pd
import pytest

from analysis.qca import (
    CoverOptions,
    Term,
    Thresholds,
    complex_solution,
    core_conditions,
    describe,
    model_ambiguity,
    parsimonious_solution,
    solutions_of,
    standard_analysis,
    truth_table,
)
from analysis.qca.cover_count import Parts
from analysis.qca.minimization import Model

from .reference import ATOL, SETS, SIDES, load, numbers
from .test_minimization import CASES, VARIANTS
from .test_truth_table import reference_table


def fits_of(stored):
    """One entry per model: the package nests them only where there are several."""
    return stored.get("individual", [stored])


def reference_cases(text):
    return {case for group in text.split("; ") for case in group.split(",") if case}


def check_fit(table, solution, stored):
    terms = stored["terms"]
    place = [terms["row"].index(str(term)) for term in solution.terms]
    # Without a second term the package gives no unique coverage: there it is the raw coverage.
    unique = terms.get("covU") if len(place) > 1 else terms["covS"]
    stored_columns = {
        "consistency": terms["inclS"],
        "pri": terms["PRI"],
        "coverage": terms["covS"],
        "unique_coverage": unique,
    }
    for name, column in stored_columns.items():
        found = [getattr(path.fit, name) for path in solution.paths]
        np.testing.assert_allclose(found, numbers(column)[place], atol=ATOL)
    total = [stored["solution"][key] for key in ("inclS", "PRI", "covS")]
    fit = solution.fit
    np.testing.assert_allclose([fit.consistency, fit.pri, fit.coverage], total, atol=ATOL)
    if "cases" in terms:
        check_members(table, solution, [terms["cases"][j] for j in place])


def check_members(table, solution, listed):
    """The package lists the members of sufficient rows only; see the parity table."""
    sufficient = {
        case for i, code in enumerate(table.output) if code == "1" for case in table.cases(i)
    }
    y = dict(zip(table.case_names, table.outcome_memberships, strict=True))
    for path, text in zip(solution.paths, listed, strict=True):
        named = reference_cases(text)
        assert {case for case in named if y[case] > 0.5} == set(path.typical) & sufficient
        assert {case for case in named if y[case] < 0.5} == set(path.deviant) & sufficient


@pytest.mark.parametrize(("name", "side", "variant"), CASES)
@pytest.mark.parametrize("kind", ["complex", "parsimonious"])
def test_fit_of_every_model_agrees_with_the_reference(name, side, variant, kind):
    table = reference_table(name, side)
    solve = complex_solution if kind == "complex" else parsimonious_solution
    stored = fits_of(load(name, f"min_{side}")[kind + variant]["IC"])
    found = solutions_of(solve(table, VARIANTS[variant]))
    for solution, fit in zip(found, stored, strict=True):
        check_fit(table, solution, fit)


@pytest.mark.parametrize(("name", "side", "variant"), CASES)
def test_fit_of_every_intermediate_model_agrees_with_the_reference(name, side, variant):
    table = reference_table(name, side)
    expectations = load(name, "spec")["dir.exp"][0]
    found = standard_analysis(table, expectations, VARIANTS[variant])
    stored = load(name, f"min_{side}")["intermediate" + variant]["i.sol"]
    for key, pair in stored.items():
        for solution, fit in zip(solutions_of(found.pair(key)), fits_of(pair["IC"]), strict=True):
            check_fit(table, solution, fit)


def test_core_literals_are_those_of_the_containing_parsimonious_terms():
    term = Term.parse("A*~B*C*D")
    short = [Term.parse("A*~B"), Term.parse("D"), Term.parse("B*C")]
    assert core_conditions(term, short) == {"A", "B", "D"}
    assert core_conditions(term, ()) == frozenset()


def hand_made():
    frame = pd.DataFrame(
        [[0.9, 0.8, 0.95], [0.7, 0.6, 0.2], [0.8, 0.1, 0.7], [0.2, 0.9, 0.6], [0.1, 0.3, 0.1]],
        columns=list("ABY"),
        index=["上海", "江苏", "北京", "安徽", "甘肃"],
    )
    return truth_table(frame, "Y", "AB", Thresholds(0.5))


def test_cases_of_a_model_by_hand():
    model = Model("M1", (Term.parse("A*B"), Term.parse("A*~B")))
    solution = describe(hand_made(), model, Model("P1", (Term.parse("A"),)))
    both, only = solution.paths
    assert both.typical == ("上海",) and both.deviant == ("江苏",)
    assert only.typical == only.uniquely == ("北京",)
    assert solution.uncovered == ("安徽",)
    assert solution.covered == ("上海", "北京")
    assert both.role("A") == ("core", True) and both.role("B") == ("peripheral", True)
    assert solution.chart().loc["B"].tolist() == ["peripheral", "peripheral absent"]
    assert solution.to_frame().loc["solution", "deviant"] == "江苏"
    assert solution.to_dict()["paths"][1]["core"] == ["A"]


def test_ambiguity_is_graded():
    table = reference_table("provinces", "pos")
    many = model_ambiguity(parsimonious_solution(table))
    assert (many.models, many.grade) == (10, "no shared path")
    assert sum(part for _, part in many.share) == pytest.approx(2.0)
    assert model_ambiguity(complex_solution(table)).grade == "unique"
    partly = model_ambiguity(parsimonious_solution(reference_table("synth_b", "neg")))
    assert partly.grade == "shared paths" and list(map(str, partly.shared)) == ["B*~D"]
    capped = model_ambiguity(parsimonious_solution(table, CoverOptions(cap=1)))
    assert not capped.complete and capped.grade != "unique"
    assert (capped.models, capped.at_least, capped.at_most) == (1, 10, 10)
    assert capped.shared == () and capped.grade == "not determined"
    assert str(capped) == "10 models: not determined"
    assert partly.to_frame().loc["B*~D", "share_of_models"] == 1.0


def test_ambiguity_of_the_whole_analysis_counts_distinct_models():
    found = standard_analysis(reference_table("provinces", "pos"), "DIG,RD,ORG,IND,MKT,GOV")
    assert model_ambiguity(found).models == len(found.intermediate_models)
    assert model_ambiguity(found).to_dict()["grade"] in ("shared paths", "no shared path", "unique")
    assert model_ambiguity(found).at_most == len(found.intermediate_models)


def test_ambiguity_says_at_least_where_the_number_is_not_known(monkeypatch):
    table = reference_table("provinces", "pos")
    known = parsimonious_solution(table)
    assert (known.at_least, known.at_most) == (10, 10)
    monkeypatch.setattr(Parts.count, "__defaults__", (0,))
    cut = parsimonious_solution(table, CoverOptions(cap=3))
    assert (len(cut.models), cut.at_least) == (3, 4) and cut.at_most >= 10
    assert set(map(str, cut.essential)) <= set(map(str, known.essential))
    assert str(model_ambiguity(cut)).startswith("at least 4 models")
    assert model_ambiguity(cut).to_dict()["at_most"] == cut.at_most


def test_ambiguity_of_the_whole_analysis_is_open_where_pairs_are_missing():
    table = reference_table("provinces", "pos")
    every = standard_analysis(table, "DIG,RD,ORG,IND,MKT,GOV")
    cut = standard_analysis(table, "DIG,RD,ORG,IND,MKT,GOV", CoverOptions(cap=1))
    found = model_ambiguity(cut)
    assert len(cut.pairs) < len(every.pairs) and not found.complete
    assert found.at_most is None and found.shared == ()
    assert found.at_least <= len(every.intermediate_models)
    assert str(found).startswith("at least ")


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_a_solution_holds_every_positive_row_and_no_negative(name, side):
    table = reference_table(name, side)
    found = standard_analysis(table, load(name, "spec")["dir.exp"][0])
    models = [*found.complex.models, *found.parsimonious.models, *found.intermediate_models]
    for model in models:
        held = [
            any(table.term(i).is_subset_of(term) for term in model.terms) for i in range(len(table))
        ]
        for code, inside in zip(table.output, held, strict=True):
            assert inside or code != "1"
            assert not inside or code not in "0C"
