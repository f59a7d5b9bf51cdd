"""Random cases under ceilings, and the power of the test on them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from analysis.data.errors import InputError
from analysis.nca import analyse, power, random_cases
from analysis.nca.statistical_power import UNIT_SCOPE, ceiling_line
from analysis.nca.zones import line_zones


@pytest.mark.parametrize("distribution", ["uniform", "normal"])
def test_no_case_lies_beyond_a_line(distribution: str) -> None:
    cases = random_cases(500, [0.2, 0.4], [1.0, 0.8], distribution=distribution, seed=1)
    assert list(cases.columns) == ["X1", "X2", "Y"]
    assert cases.shape == (500, 3)
    assert cases.to_numpy().min() >= 0
    assert cases.to_numpy().max() <= 1
    assert (cases["Y"] <= 0.2 + cases["X1"]).all()
    assert (cases["Y"] <= 0.4 + 0.8 * cases["X2"]).all()


@pytest.mark.parametrize(
    ("corner", "intercept", "slope"), [(1, 0.2, 1.0), (2, 1.2, -1.0), (3, 0.8, -1.0), (4, -0.2, 1)]
)
def test_cases_approach_the_line_of_their_corner(
    corner: int, intercept: float, slope: float
) -> None:
    cases = random_cases(4000, [intercept], [slope], corner, seed=2)
    result = analyse(cases, ["X1"], "Y", ceilings=["c_lp"], corner=corner).results[0]
    assert result.slope == pytest.approx(slope, abs=0.03)
    assert result.effect_size == pytest.approx(0.32, abs=0.03)


def test_same_seed_same_cases() -> None:
    first, again, other = (random_cases(20, [0.3], [1.0], seed=seed) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)


def test_lines_without_room_are_an_error() -> None:
    with pytest.raises(InputError, match="no room"):
        random_cases(10, [-2.0], [1.0], seed=1)
    with pytest.raises(InputError, match="pair"):
        random_cases(10, [0.1, 0.2], [1.0], seed=1)


@pytest.mark.parametrize("effect", [0.0, 0.05, 0.1, 0.3, 0.5, 0.9])
@pytest.mark.parametrize("slope", [0.3, 1.0, 3.0])
def test_line_has_the_wanted_effect(effect: float, slope: float) -> None:
    intercept, given = ceiling_line(effect, slope)
    zone = line_zones(np.array([intercept]), np.array([given]), UNIT_SCOPE)[0]
    assert zone == pytest.approx(effect, abs=1e-9)


def test_power_grows_with_effect_and_cases() -> None:
    small, large = (power(n=20, effect=d, repetitions=60, seed=1).power for d in (0.05, 0.3))
    assert small < large
    few, many = (power(n=n, effect=0.1, repetitions=60, seed=1).power for n in (10, 60))
    assert few < many


@pytest.mark.parametrize("corner", [2, 3, 4])
def test_power_does_not_depend_on_the_corner(corner: int) -> None:
    """Two shares of 100 differ by at most 4 standard errors."""
    here = power(n=20, effect=0.15, repetitions=100, seed=1)
    there = power(n=20, effect=0.15, corner=corner, repetitions=100, seed=1)
    error = np.hypot(here.standard_error, there.standard_error)
    assert abs(here.power - there.power) <= 4 * error + 0.01


def test_without_an_effect_power_is_the_level() -> None:
    found = power(n=15, effect=0.0, repetitions=200, alpha=0.1, seed=3)
    low, high = binom.ppf([1e-4, 1 - 1e-4], 200, 0.1)
    assert low <= found.power * 200 <= high


def test_impossible_effects_are_named() -> None:
    for options in ({"effect": 1.0}, {"slope": 0.0}, {"n": 1}):
        with pytest.raises(InputError):
            power(**{"n": 20, **options})  # type: ignore[arg-type]
