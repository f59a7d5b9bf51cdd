"""Differences between groups, measurements and conditions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from analysis.data.errors import InputError
from analysis.nca import analyse, compare_conditions, compare_groups, random_cases


def unrelated(n: int, rng: np.random.Generator) -> pd.DataFrame:
    return pd.DataFrame(rng.random((n, 3)), columns=["a", "b", "y"])


def test_effects_are_those_of_the_analysis() -> None:
    rng = np.random.default_rng(1)
    first, second = unrelated(25, rng), unrelated(30, rng)
    found = compare_groups(first, second, "a", "y", permutations=20)
    effects = [analyse(frame, ["a"], "y").results[0].effect_size for frame in (first, second)]
    assert [found.first, found.second] == pytest.approx(effects)
    assert found.difference == pytest.approx(effects[0] - effects[1])
    assert found == compare_groups(first, second, "a", "y", permutations=20)


@pytest.mark.parametrize("design", ["independent", "paired"])
def test_a_ceiling_in_one_group_is_found(design: str) -> None:
    under = random_cases(80, [0.1], [1.0], seed=1).rename(columns={"X1": "a", "Y": "y"})
    free = unrelated(80, np.random.default_rng(2))
    found = compare_groups(under, free, "a", "y", design, permutations=200)
    assert found.p_value < 0.01
    back = compare_groups(free, under, "a", "y", design, permutations=200)
    assert back.difference == pytest.approx(-found.difference)


def test_a_necessary_condition_stands_out_from_another() -> None:
    frame = random_cases(80, [0.1, 1.0], [1.0, 1.0], seed=1)
    found = compare_conditions(frame, ("X1", "X2"), "Y", permutations=200)
    assert found.first > found.second
    assert found.p_value < 0.01


@pytest.mark.parametrize("design", ["independent", "paired", "contrast"])
def test_p_values_are_uniform_without_a_difference(design: str) -> None:
    """Hits at p <= 0.2 among 60 data sets lie within the 1e-4 tails of a binomial."""
    hits = 0
    for number in range(60):
        rng = np.random.default_rng(number)
        first, second = unrelated(15, rng), unrelated(15, rng)
        if design == "contrast":
            found = compare_conditions(first, ("a", "b"), "y", permutations=39, seed=number)
        else:
            found = compare_groups(first, second, "a", "y", design, permutations=39, seed=number)
        hits += found.p_value <= 0.2
    low, high = binom.ppf([1e-4, 1 - 1e-4], 60, 0.2)
    assert low <= hits <= high


def test_paired_measurements_are_matched_by_case() -> None:
    frame = unrelated(20, np.random.default_rng(3))
    shuffled = frame.sample(frac=1, random_state=1)
    found = compare_groups(frame, shuffled, "a", "y", "paired", permutations=30)
    assert found.difference == 0
    assert np.allclose(found.null, 0)


def test_wrong_options_are_named() -> None:
    frame = unrelated(20, np.random.default_rng(3))
    with pytest.raises(InputError, match="design"):
        compare_groups(frame, frame, "a", "y", "matched")
    with pytest.raises(InputError, match="permutations"):
        compare_groups(frame, frame, "a", "y", permutations=0)
    with pytest.raises(InputError, match="more than once"):
        compare_groups(frame, pd.concat([frame, frame]), "a", "y", "paired")
    with pytest.raises(InputError, match="no range over the 0"):
        compare_groups(frame, frame.set_axis(range(50, 70)), "a", "y", "paired")
    with pytest.raises(InputError, match="missing column"):
        compare_conditions(frame, ("a", "z"), "y")
