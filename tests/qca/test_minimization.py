import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.qca import CoverOptions, Term, Thresholds, complex_solution, parsimonious_solution
from analysis.qca import standard_analysis as analyse
from analysis.qca.cube_terms import cubes_of
from analysis.qca.implicants import (
    consensus_implicants,
    merged_implicants,
    minterm_cubes,
    minterms,
    prime_implicants,
)

from .reference import SETS, SIDES, load
from .test_truth_table import reference_table

VARIANTS = {
    "": CoverOptions(),
    "_allsol": CoverOptions(rule="irredundant"),
    "_rowdom": CoverOptions(row_dominance=True),
}
CASES = [
    pytest.param(name, side, variant, id=f"{name}-{side}{variant}")
    for name in SETS
    for side in SIDES
    for variant in VARIANTS
]


def as_sets(models):
    return [frozenset(map(Term.parse, terms)) for terms in models]


def ours(models):
    return [frozenset(model.terms) for model in models]


def check_chart(chart, stored):
    assert {str(row) for row in chart.rows} == set(stored["cols"])
    expected = dict(zip(map(Term.parse, stored["rows"]), stored["values"], strict=True))
    place = [stored["cols"].index(str(row)) for row in chart.rows]
    assert set(chart.terms) == set(expected)
    for term, line in zip(chart.terms, chart.covers, strict=True):
        assert line.tolist() == [bool(expected[term][j]) for j in place]


def check_minimization(found, stored):
    assert set(found.chart.terms) == set(map(Term.parse, stored["all_PIs"]))
    check_chart(found.chart, stored["PIchart"])
    assert ours(found.models) == as_sets(stored["solutions"])
    assert set(found.essential) == set(map(Term.parse, stored["essential"]))
    assumptions = {
        terms: set(rows)
        for terms, rows in zip(
            as_sets(stored["solutions"]), stored["SA_rows"].values(), strict=True
        )
    }
    for model in found.models:
        rows = set(found.simplifying_assumptions(model))
        assert rows == assumptions[frozenset(model.terms)]


@pytest.mark.parametrize(("name", "side", "variant"), CASES)
@pytest.mark.parametrize("kind", ["complex", "parsimonious"])
def test_models_charts_and_assumptions_agree_with_the_reference(name, side, variant, kind):
    solve = complex_solution if kind == "complex" else parsimonious_solution
    found = solve(reference_table(name, side), VARIANTS[variant])
    check_minimization(found, load(name, f"min_{side}")[kind + variant])


@pytest.mark.parametrize("method", ["QMC", "eQMC"])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_all_algorithms_of_the_reference_agree(name, side, method):
    found = parsimonious_solution(reference_table(name, side))
    check_minimization(found, load(name, f"min_{side}")[f"parsimonious_{method}"])


@pytest.mark.parametrize(("name", "side", "variant"), CASES)
def test_every_pair_agrees_with_the_reference(name, side, variant):
    stored = load(name, f"min_{side}")["intermediate" + variant]["i.sol"]
    expectations = load(name, "spec")["dir.exp"][0]
    found = analyse(reference_table(name, side), expectations, VARIANTS[variant])
    assert {pair.name for pair in found.pairs} == set(stored)
    for name_of_pair, pair in stored.items():
        mine = found.pair(name_of_pair)
        assert ours([mine.complex_model]) == as_sets([pair["c.sol"]])
        assert ours([mine.parsimonious_model]) == as_sets([pair["p.sol"]])
        assert ours(mine.models) == as_sets(pair["solutions"])
        assert set(mine.easy_counterfactuals()) == set(pair["EC_rows"])
        assert set(mine.difficult_counterfactuals()) == set(pair["DC_rows"])
        check_chart(mine.chart, pair["PIchart"])


def brute_force_primes(positives, negatives, k):
    """Every cube of k literals, kept if it holds a positive, no negative, and nothing can go."""
    cubes = list(np.ndindex(*(3,) * k))

    def holds(cube, row):
        bits = [row >> (k - 1 - j) & 1 for j in range(k)]
        return all(value == 2 or value == bit for value, bit in zip(cube, bits, strict=True))

    valid = {
        c
        for c in cubes
        if any(holds(c, p) for p in positives) and not any(holds(c, n) for n in negatives)
    }
    return {
        c
        for c in valid
        if not any((*c[:j], 2, *c[j + 1 :]) in valid for j in range(k) if c[j] != 2)
    }


def as_ternary(cubes):
    def value(care, bits, j):
        return (bits >> j & 1) if care >> j & 1 else 2

    return {
        tuple(value(c, v, j) for j in reversed(range(cubes.k)))
        for c, v in zip(cubes.care.tolist(), cubes.value.tolist(), strict=True)
    }


rows_of_four = st.integers(1, 4).flatmap(
    lambda k: st.tuples(st.just(k), st.lists(st.sampled_from("10?"), min_size=2**k, max_size=2**k))
)


@given(rows_of_four)
@settings(max_examples=150)
def test_prime_implicants_are_those_of_brute_force(drawn):
    k, codes = drawn
    positives = np.array([i for i, code in enumerate(codes) if code == "1"], dtype=np.int64)
    negatives = np.array([i for i, code in enumerate(codes) if code == "0"], dtype=np.int64)
    others = [i for i, code in enumerate(codes) if code != "1"]
    found = prime_implicants(positives, minterm_cubes(negatives, k))
    assert as_ternary(found) == brute_force_primes(positives, negatives, k)
    exact = brute_force_primes(positives, others, k)
    assert as_ternary(merged_implicants(positives, k)) == exact
    assert as_ternary(consensus_implicants(minterm_cubes(positives, k))) == exact
    assert minterms(merged_implicants(positives, k)).tolist() == positives.tolist()


def test_many_positives_pass_through_several_words():
    rng = np.random.default_rng(5)
    rows = rng.permutation(2**8)
    positives, negatives = rows[:150], rows[150:190]
    found = prime_implicants(positives, minterm_cubes(negatives, 8))
    assert not found.covers(negatives).any()
    assert found.covers(positives).any(axis=0).all()
    single = [prime_implicants(positives[[i]], minterm_cubes(negatives, 8)) for i in range(150)]
    assert as_ternary(found) == set.union(*map(as_ternary, single))


def test_negative_cubes_forbid_whole_regions():
    table = reference_table("provinces", "pos").excluding("~DIG*GOV", "~ORG*GOV")
    found = parsimonious_solution(table)
    for model in found.models:
        rows = set(found.simplifying_assumptions(model))
        assert not rows & set(minterms(cubes_of(table.excluded.terms, table.conditions)) + 1)
    free = parsimonious_solution(reference_table("provinces", "pos"))
    assert set(ours(free.models)) != set(ours(found.models))


def test_contradictions_count_as_negative_unless_freed():
    table = reference_table("synth_b", "pos").with_thresholds(Thresholds(0.85, 0, 1, 0.7))
    assert len(table.with_output("C"))
    held = parsimonious_solution(table)
    freed = parsimonious_solution(table, CoverOptions(free_contradictions=True))
    rows = table.with_output("C") - 1
    assert not cubes_of(held.chart.terms, table.conditions).covers(rows).any()
    assert cubes_of(freed.chart.terms, table.conditions).covers(rows).any()


@pytest.mark.parametrize(
    ("expectations", "said"),
    [
        ("DIG, ~XXX", "XXX"),
        (["DIG", "~DIG"], "both present and absent"),
        ({"Y": True}, "condition"),
    ],
)
def test_bad_expectations(expectations, said):
    with pytest.raises(InputError, match=said):
        analyse(reference_table("provinces", "pos"), expectations)


def test_no_positive_row_is_a_finding_not_a_crash():
    table = reference_table("provinces", "pos").with_thresholds(Thresholds(0.85, 0.75, 20))
    with pytest.raises(InputError, match="no row reaches consistency"):
        complex_solution(table)


def test_options_are_checked():
    with pytest.raises(InputError, match="'minimum', 'irredundant'"):
        CoverOptions(rule="all")


def test_intermediate_lies_between_complex_and_parsimonious():
    found = analyse(reference_table("provinces", "neg"), "~DIG,~RD,~ORG,~IND,~MKT,~GOV")
    for pair in found.pairs:
        for model in pair.models:
            for term in model.terms:
                assert any(term.is_subset_of(t) for t in pair.parsimonious_model.terms)
    assert found.to_dict()["intermediate"].keys() == {pair.name for pair in found.pairs}
    assert set(found.to_frame()["solution"]) == {"complex", "parsimonious", "intermediate"}
