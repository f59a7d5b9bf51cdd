"""Properties that hold for any data."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from analysis.nca import CEILINGS, Scope, analyse, bottleneck_table
from analysis.nca.ceilings import ceiling_zone, draw_ceiling
from analysis.nca.cloud import Cloud, make_cloud
from analysis.nca.lines import linear_program, quantile_regression
from analysis.nca.null_effects import null_effects

# Shared machines are slow at times: no deadline.
steady = settings(deadline=None, max_examples=60)
GRID = st.integers(0, 8)
DRAWN = [name for name in CEILINGS if name != "custom"]


@st.composite
def grids(draw: st.DrawFn, least: int = 3) -> tuple[np.ndarray, np.ndarray]:
    """Points with whole coordinates, so that ties abound and areas can be counted; some crisp."""
    coordinate = draw(st.sampled_from([GRID, st.integers(0, 1)]))
    pairs = draw(st.lists(st.tuples(coordinate, coordinate), min_size=least, max_size=14))
    x, y = (np.array(values, dtype=float) for values in zip(*pairs, strict=True))
    assume(np.ptp(x) > 0 and np.ptp(y) > 0)
    return x, y


@st.composite
def memberships(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """Fuzzy memberships of two decimals or of full precision, or crisp ones."""
    value = draw(
        st.sampled_from(
            [st.integers(0, 100).map(lambda i: i / 100), st.floats(0, 1), st.sampled_from([0.0, 1])]
        )
    )
    pairs = draw(st.lists(st.tuples(value, value), min_size=3, max_size=30))
    x, y = (np.array(values, dtype=float) for values in zip(*pairs, strict=True))
    assume(np.ptp(x) > 1e-6 and np.ptp(y) > 1e-6)
    return x, y


def zone(name: str, cloud: Cloud) -> float:
    return ceiling_zone(draw_ceiling(name, cloud), cloud)


def counted_area(x: np.ndarray, y: np.ndarray, scope: Scope) -> int:
    """Unit squares of the scope with no case at their left or below their top."""
    return sum(
        not np.any((x <= left) & (y >= bottom + 1))
        for left in range(int(scope.xmin), int(scope.xmax))
        for bottom in range(int(scope.ymin), int(scope.ymax))
    )


@steady
@given(grids(), st.integers(0, 2))
def test_step_zone_is_the_counted_area(points: tuple[np.ndarray, np.ndarray], margin: int) -> None:
    x, y = points
    scope = Scope(x.min() - margin, x.max() + margin, y.min() - margin, y.max() + margin)
    cloud = make_cloud(x, y, scope=scope)
    assert zone("ce_fdh", cloud) == pytest.approx(counted_area(x, y, scope))


NO_DISTANCE = np.array([0.0, 1.0, 5e-324])


@steady
@given(st.one_of(grids(), memberships()), st.sampled_from([1, 2, 3, 4]), st.sampled_from(DRAWN))
@example((NO_DISTANCE, np.array([0.0, 1.0, 0.5])), 1, "ce_vrs")
@example((NO_DISTANCE, np.array([0.0, 0.0, 1.0])), 1, "c_lp")
def test_effect_sizes_lie_between_zero_and_one(
    points: tuple[np.ndarray, np.ndarray], corner: int, ceiling: str
) -> None:
    frame = pd.DataFrame({"x": points[0], "y": points[1]})
    result = analyse(frame, ["x"], "y", ceilings=[ceiling], corner=corner).results[0]
    if not np.isnan(result.effect_size):
        assert -1e-12 <= result.effect_size <= 1 + 1e-12
        assert 0 <= result.accuracy <= 100


@steady
@given(memberships())
def test_step_zone_is_the_integral_of_the_highest_case(
    points: tuple[np.ndarray, np.ndarray],
) -> None:
    """Over every strip between two conditions the ceiling is the highest outcome up to it."""
    x, y = points
    cloud = make_cloud(x, y)
    knots = np.unique(x)
    heights = [y[x <= knot].max() for knot in knots[:-1]]
    expected = float(np.sum(np.diff(knots) * (y.max() - np.array(heights))))
    assert zone("ce_fdh", cloud) == pytest.approx(expected, abs=1e-8)


@steady
@given(grids())
def test_ceilings_on_or_above_all_cases_are_nested(
    points: tuple[np.ndarray, np.ndarray],
) -> None:
    """A concave ceiling leaves less empty than the steps, a line less than the concave ceiling."""
    cloud = make_cloud(*points)
    steps, concave, line = (zone(name, cloud) for name in ("ce_fdh", "ce_vrs", "c_lp"))
    assert 0 <= line <= concave + 1e-9 <= steps + 2e-9


@steady
@given(grids(), st.sampled_from(["c_lp", "cols"]))
def test_no_case_lies_above_a_raised_line(
    points: tuple[np.ndarray, np.ndarray], ceiling: str
) -> None:
    cloud = make_cloud(*points)
    drawn = draw_ceiling(ceiling, cloud)
    if drawn.has_line:
        assert np.all(cloud.y <= drawn.intercept + drawn.slope * cloud.x + 1e-9)


@steady
@given(grids(), st.randoms(use_true_random=False))
def test_order_of_cases_does_not_matter(
    points: tuple[np.ndarray, np.ndarray], random: st.DataObject
) -> None:
    x, y = points
    order = list(range(x.size))
    random.shuffle(order)  # type: ignore[attr-defined]
    for name in ("ce_fdh", "cr_fdh", "ce_vrs", "cr_vrs", "c_lp"):
        ours, theirs = zone(name, make_cloud(x, y)), zone(name, make_cloud(x[order], y[order]))
        assert ours == pytest.approx(theirs)


@steady
@given(grids(), st.floats(0.01, 100), st.floats(0.01, 100), st.integers(-50, 50))
def test_units_do_not_matter(
    points: tuple[np.ndarray, np.ndarray], x_unit: float, y_unit: float, shift: int
) -> None:
    x, y = points
    for name in ("ce_fdh", "cr_fdh", "ce_vrs", "c_lp"):
        plain = make_cloud(x, y)
        other = make_cloud(x * x_unit + shift, y * y_unit - shift)
        effect = zone(name, plain) / plain.scope.area
        assert zone(name, other) / other.scope.area == pytest.approx(effect, abs=1e-6)


@steady
@given(grids(), GRID, GRID)
def test_one_more_case_never_enlarges_the_empty_zone(
    points: tuple[np.ndarray, np.ndarray], more_x: int, more_y: int
) -> None:
    x, y = points
    scope = Scope(0, 8, 0, 8)
    before = make_cloud(x, y, scope=scope)
    after = make_cloud(np.append(x, more_x), np.append(y, more_y), scope=scope)
    for name in ("ce_fdh", "ce_vrs"):
        assert zone(name, after) <= zone(name, before) + 1e-9


@steady
@given(grids(least=4), st.integers(0, 2**32 - 1), st.sampled_from([1, 2, 3, 4]))
def test_permuted_effects_equal_effects_of_permuted_data(
    points: tuple[np.ndarray, np.ndarray], seed: int, corner: int
) -> None:
    x, y = points
    rng = np.random.default_rng(seed)
    some = np.array([rng.permutation(x.size) for _ in range(5)])
    cloud = make_cloud(x, y, corner, Scope(-1, 9, -1, 9))
    for name in ("ce_fdh", "cr_fdh", "ce_vrs", "cr_vrs", "c_lp"):
        for effect, order in zip(null_effects([name], cloud, [some])[name], some, strict=True):
            permuted = make_cloud(x, y[order], corner, Scope(-1, 9, -1, 9))
            expected = zone(name, permuted) / permuted.scope.area
            assert effect == pytest.approx(expected, abs=1e-9), name


@steady
@given(grids())
def test_cases_reaching_a_level_have_the_required_condition(
    points: tuple[np.ndarray, np.ndarray],
) -> None:
    frame = pd.DataFrame({"x": points[0], "y": points[1]})
    study = analyse(frame, ["x"], "y", ceilings=["ce_fdh", "ce_vrs"])
    for ceiling in ("ce_fdh", "ce_vrs"):
        table = bottleneck_table(study, ceiling, x_unit="actual", y_unit="actual")
        required = np.nan_to_num(table.columns[0].required, nan=-1.0)
        assert np.all(np.diff(required) >= -1e-9)
        for target, level in zip(table.targets, required, strict=True):
            reaching = frame.loc[frame["y"] >= target - 1e-9, "x"]
            assert reaching.min() >= level - 1e-9


@steady
@given(grids())
def test_closed_form_of_c_lp_is_the_optimum_of_its_program(
    points: tuple[np.ndarray, np.ndarray],
) -> None:
    cloud = make_cloud(*points)
    intercept, slope = linear_program(cloud)
    assume(not np.isnan(slope))
    x, y = cloud.x[cloud.fdh], cloud.y[cloud.fdh]
    solved = linprog(
        [x.size, x.sum()],
        A_ub=-np.column_stack([np.ones_like(x), x]),
        b_ub=-y,
        bounds=[(None, None), (0, None)],
    )
    assert np.sum(intercept + slope * x) == pytest.approx(solved.fun)


@steady
@given(grids(least=4), st.sampled_from([0.5, 0.9, 0.95]))
def test_quantile_line_has_the_least_check_loss(
    points: tuple[np.ndarray, np.ndarray], tau: float
) -> None:
    """An optimal line passes through two cases: no such line is better."""
    cloud = make_cloud(*points)
    x, y = cloud.x, cloud.y

    def loss(intercept: float, slope: float) -> float:
        residual = y - intercept - slope * x
        return float(np.sum(np.where(residual > 0, tau * residual, (tau - 1) * residual)))

    through_pairs = [
        loss(y[i] - (y[j] - y[i]) / (x[j] - x[i]) * x[i], (y[j] - y[i]) / (x[j] - x[i]))
        for i in range(x.size)
        for j in range(i)
        if x[i] != x[j]
    ]
    assert loss(*quantile_regression(cloud, tau)) == pytest.approx(min(through_pairs), abs=1e-7)
