"""Charts of crisp rows with 10 to 20 conditions, against what the package finished."""

import json
from pathlib import Path
from time import monotonic

import numpy as np
import pandas as pd
import pytest

from analysis.qca.cover_bound import dual_weights
from analysis.qca.cover_heuristic import short_cover
from analysis.qca.cover_proof import OutOfTimeError, cover_of_size
from analysis.qca.covers import minimum_covers, undominated
from analysis.qca.cube_terms import cubes_of, terms_of
from analysis.qca.dominance import maximal_lines
from analysis.qca.expressions import Term
from analysis.qca.implicants import Cubes, merged_implicants, minterm_cubes, prime_implicants

from .reference import FOLDER

BENCH = FOLDER / "bench"
HARDEST = Path(__file__).parents[2] / "benchmarks" / "data" / "random_k20_n200.csv"


def rows_of(name):
    frame = pd.read_csv(BENCH / f"{name}.csv")
    x, out = frame.iloc[:, :-1], frame.iloc[:, -1].to_numpy()
    k = x.shape[1]
    numbers = x.to_numpy() @ (1 << np.arange(k - 1, -1, -1))
    return list(x.columns), np.unique(numbers[out == 1]), np.unique(numbers[out == 0])


def stored(name, kind):
    return json.loads((BENCH / f"{name}__{kind}__3.25__models.json").read_text())


def chart(name):
    conditions, positives, negatives = rows_of(name)
    cubes = prime_implicants(positives, minterm_cubes(negatives, len(conditions)))
    return terms_of(cubes, conditions), cubes.covers(positives)


@pytest.mark.parametrize(
    ("name", "kind"), [("random_k10_n30", "rowdom"), ("structured_k14_n30", "rowdom_noSA")]
)
def test_all_models_after_row_dominance(name, kind):
    terms, covers = chart(name)
    kept = undominated(covers)
    expected = stored(name, kind)
    assert {terms[i] for i in kept} == set(map(Term.parse, expected["PIs"]))
    found = minimum_covers(covers[kept])
    assert found.complete
    assert {frozenset(terms[kept[i]] for i in cover) for cover in found.covers} == {
        frozenset(map(Term.parse, model)) for model in expected["models"]
    }


def test_the_package_misses_implicants_at_eighteen_conditions_yet_finds_the_models():
    terms, covers = chart("structured_k18_n60")
    kept = undominated(covers)
    expected = stored("structured_k18_n60", "rowdom_noSA")
    assert len(expected["PIs"]) < len(kept)
    found = minimum_covers(covers[kept])
    assert {frozenset(terms[kept[i]] for i in cover) for cover in found.covers} == {
        frozenset(map(Term.parse, model)) for model in expected["models"]
    }


@pytest.mark.parametrize(
    ("name", "kind", "missing"),
    [
        ("random_k10_n200", "firstmin", 0),
        ("random_k10_n30", "firstmin", 0),
        ("random_k14_n60", "firstmin", 0),
        ("structured_k14_n30", "firstmin_noSA", 2),
        ("random_k18_n60", "firstmin", 6561),
        ("structured_k18_n60", "firstmin_noSA", 7083),
    ],
)
def test_prime_implicants_and_the_size_of_a_minimum_cover(name, kind, missing):
    """The package leaves out ``missing`` implicants, short ones too at 18 conditions."""
    terms, covers = chart(name)
    expected = stored(name, kind)
    theirs = set(map(Term.parse, expected["PIs"]))
    assert theirs <= set(terms)
    assert len(terms) - len(theirs) == missing
    found = minimum_covers(covers, cap=1)
    assert [len(found.covers[0])] == [len(model) for model in expected["models"]]


@pytest.mark.parametrize("name", ["random_k18_n60", "structured_k18_n60", "random_k10_n200"])
def test_every_implicant_is_prime_by_definition(name):
    conditions, positives, negatives = rows_of(name)
    k = len(conditions)
    cubes = prime_implicants(positives, minterm_cubes(negatives, k))
    assert cubes.covers(positives).any(axis=1).all()
    assert not cubes.covers(negatives).any()
    for j in range(k):
        bit = 1 << j
        held = cubes.care & bit != 0
        wider = Cubes(cubes.care[held] ^ bit, cubes.value[held] & ~bit, k)
        assert wider.covers(negatives).any(axis=1).all()


def test_complex_solution_of_fourteen_conditions():
    conditions, positives, _ = rows_of("random_k14_n60")
    expected = stored("random_k14_n60", "complex")
    found = terms_of(merged_implicants(positives, 14), conditions)
    assert set(found) == set(map(Term.parse, expected["PIs"]))


def test_twenty_conditions_that_the_package_did_not_finish():
    conditions, positives, negatives = rows_of("structured_k20_n100")
    terms, covers = chart("structured_k20_n100")
    found = minimum_covers(covers)
    assert found.complete and len(found.covers) == 1
    model = cubes_of([terms[i] for i in found.covers[0]], conditions)
    assert model.covers(positives).any(axis=0).all() and not model.covers(negatives).any()


def test_all_minimum_covers_of_eighteen_conditions_against_every_triple():
    _, covers = chart("structured_k18_n60")
    found = minimum_covers(covers)
    assert found.complete and {len(cover) for cover in found.covers} == {3}
    held = covers @ (1 << np.arange(covers.shape[1], dtype=np.int64))
    sets, many = np.unique(held, return_counts=True)
    full = (1 << covers.shape[1]) - 1
    assert not ((sets[:, None] | sets) == full).any()
    triples = 0
    for i in range(len(sets)):
        pairs = sets[i] | sets[i + 1 :]
        for j, pair in enumerate(pairs.tolist(), start=i + 1):
            third = ((sets[j + 1 :] | pair) == full) * many[j + 1 :]
            triples += int(many[i] * many[j] * third.sum())
    assert found.at_least == found.at_most == len(found.covers) == triples


def test_tied_models_beyond_the_cap_are_counted():
    _, covers = chart("random_k10_n200")
    few, every = minimum_covers(covers, cap=10), minimum_covers(covers, cap=100_000)
    assert every.complete and len(few.covers) == 10
    assert few.at_least == few.at_most == len(every.covers) == 91_232


def hardest():
    """142,869 prime implicants for 107 rows: the chart that takes longest, and its core."""
    frame = pd.read_csv(HARDEST)
    numbers = frame.iloc[:, :-1].to_numpy() @ (1 << np.arange(19, -1, -1))
    out = frame.iloc[:, -1].to_numpy()
    positives, negatives = np.unique(numbers[out == 1]), np.unique(numbers[out == 0])
    covers = prime_implicants(positives, minterm_cubes(negatives, 20)).covers(positives)
    return covers[maximal_lines(covers)]


def test_fifteen_terms_are_the_fewest_for_the_hardest_chart():
    core = hardest()
    assert core.shape == (8979, 107)
    assert np.ceil(dual_weights(core).sum() - 1e-6) == 13
    assert cover_of_size(core, 13) is None
    with pytest.raises(OutOfTimeError):
        cover_of_size(core, 14, deadline=monotonic() + 0.5)
    assert cover_of_size(core, 14) is None
    found = short_cover(core, least=15)
    assert len(found) == 15 and core[list(found)].any(axis=0).all()
