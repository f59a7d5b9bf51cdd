"""Noise, exceptions, support, spread and sharpness, by the equations of Dul (2026)."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.data.errors import InputError
from analysis.nca import Scope, analyse, ceiling_purity
from analysis.nca.ceilings import CeilingOptions, ceiling_zone, draw_ceiling
from analysis.nca.cloud import make_cloud
from analysis.nca.purity import shares_of_cases

from .reference import data, read
from .test_properties import grids


def test_by_hand_under_a_line() -> None:
    """Ceiling y = x in the unit square, so that C and F are triangles.

    a (0.2, 0.4) lies above: LR is 0.8 x 0.4 = 0.32, of it above the line 0.2 * 0.2 / 2 = 0.02, so
    its purity is 0.9375: noise. b (0.1, 0.9): LR 0.81, above 0.8 * 0.8 / 2 = 0.32: an exception.
    c (0.8, 0.7): UL 0.24, of it below the line 0.1 * 0.1 / 2 = 0.005, solidity 0.979: support.
    d (0.9, 0.1): UL 0.81, below 0.32: no support. e (0, 0) and f (1, 1) lie on the line.
    """
    frame = pd.DataFrame(
        {"x": [0.2, 0.1, 0.8, 0.9, 0.0, 1.0], "y": [0.4, 0.9, 0.7, 0.1, 0.0, 1.0]},
        index=list("abcdef"),
    )
    study = analyse(frame, ["x"], "y", ceilings=["custom"], custom=(0.0, 1.0))
    found = ceiling_purity(study, "x", "custom")
    assert (found.noise, found.exceptions, found.support) == (1, 1, 3)
    assert found.percentages == pytest.approx((100 / 6, 100 / 6, 50))
    assert found.sharpness == 0.5
    held = np.array([0.8, 0.0, 1.0])
    assert found.spread == pytest.approx(1 / (1 + held.std(ddof=1) / held.mean()))
    cloud = make_cloud(frame["x"].to_numpy(), frame["y"].to_numpy())
    line = draw_ceiling("custom", cloud, CeilingOptions(custom=(0.0, 1.0)))
    purity, solidity = shares_of_cases(line, cloud)
    assert purity == pytest.approx([1 - 0.02 / 0.32, 1 - 0.32 / 0.81, 1, 1, 1, 1])
    assert solidity == pytest.approx([1, 1, 1 - 0.005 / 0.24, 1 - 0.32 / 0.81, 1, 1])


@given(grids(), st.sampled_from(["ce_fdh", "ce_vrs", "c_lp", "cr_fdh"]))
@settings(deadline=None, max_examples=60)
def test_shares_are_those_of_counted_squares(
    points: tuple[np.ndarray, np.ndarray], ceiling: str
) -> None:
    """Areas by the midpoints of 400 x 400 squares: within 1 % of the rectangle."""
    x, y = points
    cloud = make_cloud(x, y, scope=Scope(-1, 9, -1, 9))
    drawn = draw_ceiling(ceiling, cloud)
    if math.isnan(ceiling_zone(drawn, cloud)) or (drawn.shape == "line" and not drawn.has_line):
        return
    purity, solidity = shares_of_cases(drawn, cloud)
    for i in range(x.size):
        assert 0 <= solidity[i] <= 1 and 0 <= purity[i] <= 1
        if purity[i] < 1:
            free = empty_share(drawn, cloud, (x[i], 9), (-1, y[i]))
            assert purity[i] == pytest.approx(1 - free, abs=0.01)
        else:
            empty = empty_share(drawn, cloud, (-1, x[i]), (y[i], 9))
            assert solidity[i] == pytest.approx(empty, abs=0.01)


def empty_share(drawn, cloud, xs, ys) -> float:  # type: ignore[no-untyped-def]
    """Share of the midpoints that lie above the ceiling."""
    side = (np.arange(400) + 0.5) / 400
    u = xs[0] + side * (xs[1] - xs[0])
    v = ys[0] + side * (ys[1] - ys[0])
    if drawn.shape == "line":
        height = drawn.intercept + drawn.slope * u
    else:
        px, py = cloud.distinct(drawn.peers)
        if drawn.shape == "step":
            height = np.append(-np.inf, py)[np.searchsorted(px, u, side="right")]
        else:
            height = np.where(u < px[0], -np.inf, np.interp(u, px, py))
    return float((v[:, None] > height[None, :]).mean())


def test_a_case_in_the_corner_has_the_purity_of_the_rest_of_the_scope() -> None:
    """Dul (2026), section 4.5.4: the lowest purity is 1 - d."""
    x, y = np.array([0.0, 0.0, 1.0, 2.0]), np.array([0.0, 3.0, 2.0, 3.0])
    cloud = make_cloud(x, y)
    line = draw_ceiling("custom", cloud, CeilingOptions(custom=(1.0, 1.0)))
    effect = ceiling_zone(line, cloud) / cloud.scope.area
    assert shares_of_cases(line, cloud)[0][1] == pytest.approx(1 - effect)


@pytest.mark.parametrize("corner", [1, 2, 3, 4])
@pytest.mark.parametrize("ceiling", ["ce_fdh", "cr_fdh", "ce_vrs", "cr_vrs", "c_lp"])
def test_every_corner_counts_alike(corner: int, ceiling: str) -> None:
    spec, frame = read("synth_a", "spec"), data("synth_a")
    mirrored = frame.copy()
    if corner in (2, 4):
        mirrored[spec["x"]] = 1 - mirrored[spec["x"]]
    if corner in (3, 4):
        mirrored[spec["y"]] = 1 - mirrored[spec["y"]]
    for condition in spec["x"]:
        here = ceiling_purity(analyse(frame, [condition], spec["y"], [ceiling]), condition, ceiling)
        study = analyse(mirrored, [condition], spec["y"], [ceiling], corner)
        there = ceiling_purity(study, condition, ceiling)
        counts = (here.noise, here.exceptions, here.support, here.sharpness)
        mirrored_counts = (there.noise, there.exceptions, there.support, there.sharpness)
        assert counts == pytest.approx(mirrored_counts, nan_ok=True)


@pytest.mark.parametrize("name", ["synth_a", "provinces"])
def test_what_lies_above_is_noise_or_exception(name: str) -> None:
    spec = read(name, "spec")
    study = analyse(data(name), spec["x"], spec["y"], ("ce_fdh", "cr_fdh", "cr_vrs", "c_lp", "qr"))
    judged = [result for result in study.results if not math.isnan(result.effect_size)]
    assert len(judged) > 3 * len(spec["x"])
    for result in judged:
        found = ceiling_purity(study, result.condition, result.ceiling)
        assert found.noise + found.exceptions == result.above
        assert found.support <= found.observations - (result.above or 0)


def test_without_close_cases_nothing_is_told() -> None:
    frame = pd.DataFrame({"x": [0.0, 1.0, 1.0], "y": [0.0, 1.0, 0.0]})
    found = ceiling_purity(analyse(frame, ["x"], "y", ["c_lp"]), "x", "c_lp")
    assert math.isnan(found.sharpness) and found.support == 2


def test_limits_and_ceilings_are_checked() -> None:
    spec = read("synth_a", "spec")
    study = analyse(data("synth_a"), spec["x"], spec["y"])
    with pytest.raises(InputError, match="least_solidity"):
        ceiling_purity(study, spec["x"][0], least_solidity=1.2)
    with pytest.raises(InputError, match="ceiling"):
        ceiling_purity(study, spec["x"][0], "c_lp")
    single = analyse(pd.DataFrame({"x": [0, 1], "y": [1.0, 0]}), ["x"], "y", ["cr_fdh"])
    with pytest.raises(InputError, match="no zone"):
        ceiling_purity(single, "x", "cr_fdh")
