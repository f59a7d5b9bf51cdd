"""Permutation effects and p-values against R (NCA 5.0.1)."""

from __future__ import annotations

import math
from itertools import permutations as all_orders

import numpy as np
import pytest
from scipy.stats import binom

from analysis.nca import P_RULES, analyse
from analysis.nca.ceilings import ceiling_zone, draw_ceiling
from analysis.nca.cloud import make_cloud
from analysis.nca.null_effects import null_effects
from analysis.nca.permutation import permutation_orders, permutation_test

from . import slow
from .reference import SETS, data, orders, read

CONDITIONS = [(name, condition) for name in SETS for condition in read(name, "spec")["x"]]


@pytest.mark.parametrize(("name", "condition"), CONDITIONS)
def test_replayed_orders_give_the_reference_effects(name: str, condition: str) -> None:
    frame = data(name)
    cloud = make_cloud(frame[condition].to_numpy(), frame[read(name, "spec")["y"]].to_numpy())
    ours = null_effects(["ce_fdh"], cloud, [orders(name, condition)])["ce_fdh"]
    assert np.allclose(ours, read(name, "perm_replay")[condition]["ce_fdh"], rtol=0, atol=1e-7)


@pytest.mark.parametrize("ceiling", ["ce_fdh", "cr_fdh", "ce_vrs", "cr_vrs", "c_lp"])
@pytest.mark.parametrize("corner", [1, 2, 3, 4])
@pytest.mark.parametrize(("name", "condition"), CONDITIONS)
def test_all_orders_at_once_equal_one_by_one(
    name: str, condition: str, ceiling: str, corner: int
) -> None:
    x = data(name)[condition].to_numpy()
    y = data(name)[read(name, "spec")["y"]].to_numpy()
    some = orders(name, condition)[:20]
    at_once = null_effects([ceiling], make_cloud(x, y, corner), [some])[ceiling]
    one_by_one = []
    for order in some:
        cloud = make_cloud(x, y[order], corner)
        one_by_one.append(ceiling_zone(draw_ceiling(ceiling, cloud), cloud) / cloud.scope.area)
    assert np.allclose(at_once, one_by_one, rtol=0, atol=1e-12)


@pytest.mark.parametrize(
    "ceiling", ["ce_fdh", "cr_fdh", "ce_vrs", "cr_vrs", "c_lp", "qr", "cols", "ols"]
)
@pytest.mark.parametrize(("name", "condition"), CONDITIONS)
def test_given_orders_replayed_by_an_independent_implementation(
    name: str, condition: str, ceiling: str
) -> None:
    """Effects of the reference's own orders under every ceiling, against the slow definitions.

    Where several lines are equally good, C-LP and quantile regression may return another: then
    both must have the same sum of heights, or the same loss.
    """
    x = data(name)[condition].to_numpy()
    y = data(name)[read(name, "spec")["y"]].to_numpy()
    some = orders(name, condition)[:12]
    ours = null_effects([ceiling], make_cloud(x, y), [some])[ceiling]
    for found, order in zip(ours, some, strict=True):
        points = list(zip(x.tolist(), y[order].tolist(), strict=True))
        expected = slow.effect(ceiling, points)
        if found == pytest.approx(expected, abs=1e-7, nan_ok=True):
            continue
        assert ceiling in ("c_lp", "qr")
        line = draw_ceiling(ceiling, make_cloud(x, y[order]))
        mine, theirs = (line.intercept, line.slope), slow.LINES[ceiling](points)
        assert theirs is not None
        if ceiling == "qr":
            losses = [slow.check_loss(points, either) for either in (mine, theirs)]
        else:
            held = slow.peers(points)
            losses = [sum(a + b * p[0] for p in held) for a, b in (mine, theirs)]
        assert losses[0] == pytest.approx(losses[1], abs=1e-9)


@pytest.mark.parametrize("name", SETS)
def test_tests_agree_within_permutation_error(name: str) -> None:
    """Both sides draw 1,000 orders at random.

    Counts of exceedances are binomial under one true probability: the p-values may differ by 4.9
    standard errors (two-sided 1e-6 of a normal), or 5 counts where that is more. The means of the
    effects may differ by 5 standard errors of their difference.
    """
    spec, reference = read(name, "spec"), read(name, "tests")["rep1000"]
    ceilings = tuple(next(iter(reference.values())))
    ours = analyse(
        data(name), spec["x"], spec["y"], ceilings=ceilings, permutations=1000, seed=2026
    )
    for condition, entry in reference.items():
        for ceiling, theirs in entry.items():
            test = ours.get(condition, ceiling).test
            assert test is not None
            pooled = (test.p_value + theirs["p_value"]) / 2
            bound = max(5.0, 4.9 * math.sqrt(2 * 1000 * pooled * (1 - pooled))) / 1000
            assert abs(test.p_value - theirs["p_value"]) <= bound, (condition, ceiling)
            error = math.hypot(theirs["sd"], test.effects.std()) / math.sqrt(1000)
            assert abs(test.effects.mean() - theirs["mean"]) <= 5 * error, (condition, ceiling)


@pytest.mark.parametrize("name", SETS)
def test_p_accuracy_and_rule_give_the_reference_numbers(name: str) -> None:
    """The reference's own p-values and accuracies follow from a count by our rule."""
    for entry in read(name, "tests")["rep1000"].values():
        for theirs in entry.values():
            counts = [
                k
                for k in range(1001)
                if math.isclose(
                    P_RULES["nca_since_4_0_4"](k, 1000, 1000), theirs["p_value"], rel_tol=1e-12
                )
            ]
            assert counts
            effects = np.concatenate([np.ones(counts[0]), np.zeros(1000 - counts[0])])
            test = permutation_test(0.5, effects, n=30)
            assert test.p_value == pytest.approx(theirs["p_value"], abs=1e-12)
            assert test.p_accuracy == pytest.approx(theirs["p_accuracy"], abs=1e-12)


def test_rules_of_both_times() -> None:
    effects = np.concatenate([np.full(5, 0.4), np.full(995, 0.1)])
    assert permutation_test(0.3, effects, 28, "nca_before_4_0_4").p_value == 0.005
    assert permutation_test(0.3, effects, 28).p_value == 6 / 1001
    assert permutation_test(0.5, effects, 28, "nca_before_4_0_4").p_value == 0.0
    assert permutation_test(0.5, effects, 28).p_value == 0.001
    assert permutation_test(0.5, effects, 28).p_by("nca_before_4_0_4", 0.4) == 0.005


def test_threshold_is_the_quantile_of_the_effects() -> None:
    effects = np.linspace(0.0, 1.0, 101)
    assert permutation_test(0.5, effects, 28).threshold == pytest.approx(0.95)


def test_undefined_effects_are_left_out() -> None:
    test = permutation_test(0.5, np.array([np.nan, 0.6, 0.4]), 28, "nca_before_4_0_4")
    assert (test.p_value, test.permutations, test.effects.size) == (0.5, 3, 2)
    assert math.isnan(permutation_test(float("nan"), np.array([0.1]), 28).p_value)


def test_small_samples_use_every_order_once() -> None:
    drawn = np.concatenate(list(permutation_orders(5, 10_000, seed=1)))
    assert sorted(map(tuple, drawn)) == sorted(all_orders(range(5)))
    assert permutation_test(0.5, np.linspace(0, 1, 120), n=5).p_accuracy == 0.0


def test_few_orders_all_differ() -> None:
    drawn = np.concatenate(list(permutation_orders(7, 720, seed=1)))
    assert len({tuple(order) for order in drawn}) == 720


@pytest.mark.parametrize("n", [9, 28, 2000])
def test_orders_are_permutations_and_repeatable(n: int) -> None:
    first = np.concatenate(list(permutation_orders(n, 1500, seed=3)))
    again = np.concatenate(list(permutation_orders(n, 1500, seed=3)))
    assert first.shape == (1500, n)
    assert np.array_equal(first, again)
    assert np.array_equal(np.sort(first[:50], axis=1), np.tile(np.arange(n), (50, 1)))


def test_same_seed_same_result_and_conditions_do_not_disturb_each_other() -> None:
    spec = read("provinces", "spec")
    together = analyse(data("provinces"), spec["x"], spec["y"], permutations=500, seed=5)
    alone = analyse(data("provinces"), ["GOV"], spec["y"], permutations=500, seed=5)
    assert together.get("GOV", "cr_fdh") == alone.get("GOV", "cr_fdh")
    assert together.to_frame().equals(
        analyse(data("provinces"), spec["x"], spec["y"], permutations=500, seed=5).to_frame()
    )


def test_p_values_are_uniform_when_outcome_and_condition_are_unrelated() -> None:
    """Share of p <= 0.1, 0.25, 0.5 among 200 independent data sets, within the 1e-4 tails."""
    rng = np.random.default_rng(11)
    p_values = []
    for number in range(200):
        cloud = make_cloud(rng.random(20), rng.random(20))
        observed = ceiling_zone(draw_ceiling("ce_fdh", cloud), cloud) / cloud.scope.area
        drawn = permutation_orders(20, 999, seed=number)
        effects = null_effects(["ce_fdh"], cloud, drawn)["ce_fdh"]
        p_values.append(permutation_test(observed, effects, 20).p_value)
    for level in (0.1, 0.25, 0.5):
        hits = int(np.count_nonzero(np.array(p_values) <= level))
        low, high = binom.ppf([1e-4, 1 - 1e-4], 200, level)
        assert low <= hits <= high


@pytest.mark.parametrize("rule", sorted(P_RULES))
def test_p_values_of_crisp_data_do_not_overstate_chance(rule: str) -> None:
    """Effects of crisp data are tied, so that p-values are at least uniform: hits are few enough.

    Among 150 independent data sets, p <= level happens no more often than the upper 1e-4 tail.
    """
    rng = np.random.default_rng(12)
    p_values = []
    for number in range(150):
        x, y = rng.permutation([0.0] * 8 + [1.0] * 6), rng.permutation([0.0] * 7 + [1.0] * 7)
        cloud = make_cloud(x, y)
        observed = ceiling_zone(draw_ceiling("ce_fdh", cloud), cloud) / cloud.scope.area
        effects = null_effects(["ce_fdh"], cloud, permutation_orders(14, 499, seed=number))
        p_values.append(permutation_test(observed, effects["ce_fdh"], 14, rule).p_value)
    for level in (0.05, 0.1, 0.25):
        hits = int(np.count_nonzero(np.array(p_values) <= level))
        assert hits <= binom.ppf(1 - 1e-4, 150, level)


@pytest.mark.parametrize("ceiling", ["cr_fdh", "ce_vrs", "c_lp"])
def test_p_values_are_uniform_under_other_ceilings(ceiling: str) -> None:
    rng = np.random.default_rng(13)
    p_values = []
    for number in range(100):
        cloud = make_cloud(rng.random(15), rng.random(15))
        observed = ceiling_zone(draw_ceiling(ceiling, cloud), cloud) / cloud.scope.area
        effects = null_effects([ceiling], cloud, permutation_orders(15, 499, seed=number))[ceiling]
        p_values.append(permutation_test(observed, effects, 15).p_value)
    for level in (0.25, 0.5):
        hits = int(np.count_nonzero(np.array(p_values) <= level))
        low, high = binom.ppf([1e-4, 1 - 1e-4], 100, level)
        assert low <= hits <= high
