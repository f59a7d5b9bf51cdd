"""What 100,000 cases cost in memory: no more than three times the memberships themselves."""

import tracemalloc

import numpy as np
import pandas as pd
import pytest

from analysis.qca import Thresholds, sufficiency_fit, truth_table
from analysis.qca.expressions import Term
from analysis.qca.minimization import Model
from analysis.qca.solutions import describe

CASES, CONDITIONS = 100_000, list("ABCDEFGHIJ")


@pytest.fixture(scope="module")
def data():
    x = np.random.default_rng(11).random((CASES, len(CONDITIONS) + 1)).round(3)
    x[x == 0.5] = 0.501
    return pd.DataFrame(x, columns=[*CONDITIONS, "Y"])


def peak(work):
    tracemalloc.start()
    try:
        kept = work()
        return tracemalloc.get_traced_memory()[1], kept
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("outcome", ["Y", "~Y"])
@pytest.mark.parametrize("rule", [None, "keep"])
def test_truth_table_of_many_cases(data, outcome, rule):
    size = data.memory_usage(index=False).sum()
    used, table = peak(
        lambda: truth_table(data, outcome, CONDITIONS, Thresholds(0.6), crossover_rule=rule)
    )
    assert len(table) == 2 ** len(CONDITIONS)
    assert used <= 3 * size


def test_fit_of_many_cases(data):
    size = data.memory_usage(index=False).sum()
    used, fit = peak(lambda: sufficiency_fit(data["A"], data["Y"]))
    assert 0 < fit.consistency < 1
    assert used <= size
    table = truth_table(data, "Y", CONDITIONS, Thresholds(0.6))
    model = Model("M", tuple(map(Term.parse, ("A*B", "~C*D*E", "F"))))
    used, solution = peak(lambda: describe(table, model))
    assert len(solution.paths) == 3
    assert used <= 3 * size
