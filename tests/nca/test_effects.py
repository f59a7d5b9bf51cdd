"""Effect sizes and quality measures against R (NCA 5.0.1), 1e-7."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from analysis.nca import CeilingResult, analyse
from analysis.nca.zones import polyline_zone

from .reference import CEILINGS, equal, number, read, runs, study

FIELDS = {
    "Ceiling zone": lambda r: r.ceiling_zone,
    "Effect size": lambda r: r.effect_size,
    "# above": lambda r: number(r.above),
    "Slope": lambda r: r.slope,
    "Intercept": lambda r: r.intercept,
    "Complexity": lambda r: r.complexity,
    "Fit": lambda r: r.fit,
    "Ceiling accuracy": lambda r: r.accuracy,
    "Abs. ineff.": lambda r: r.inefficiency.absolute,
    "Rel. ineff.": lambda r: r.inefficiency.relative,
    "Condition ineff.": lambda r: r.inefficiency.condition,
    "Outcome ineff.": lambda r: r.inefficiency.outcome,
}


def differences(result: CeilingResult, params: dict[str, Any]) -> dict[str, tuple[float, float]]:
    pairs = {field: (get(result), number(params[field])) for field, get in FIELDS.items()}
    return {field: pair for field, pair in pairs.items() if not equal(*pair)}


def is_deliberate(name: str, condition: str, result: CeilingResult, fields: set[str]) -> bool:
    """The two named differences: a doubled VRS peer, and the accuracy of C-LP with one peer."""
    if result.ceiling == "c_lp":
        return math.isnan(result.slope) and fields == {"# above", "Ceiling accuracy"}
    doubled = (name, condition, result.corner) == ("provinces", "IND", 1)
    return doubled and result.ceiling in ("ce_vrs", "cr_vrs")


@pytest.mark.parametrize(("name", "run"), runs("analysis"))
@pytest.mark.parametrize("ceiling", CEILINGS)
def test_agrees_with_the_reference(name: str, run: str, ceiling: str) -> None:
    reference = read(name, "analysis")[run]
    ours = study(name, "analysis", run)
    for condition, entry in reference["x"].items():
        result = ours.get(condition, ceiling)
        found = differences(result, entry["params"][ceiling])
        if found and is_deliberate(name, condition, result, set(found)):
            continue
        assert not found, (condition, found)


@pytest.mark.parametrize(("name", "run"), runs("analysis"))
def test_scopes_agree_with_the_reference(name: str, run: str) -> None:
    reference = read(name, "analysis")[run]
    ours = study(name, "analysis", run)
    for condition, entry in reference["x"].items():
        result = ours.get(condition, "ce_fdh")
        for scope, theirs in (
            (result.observed, entry["global"]["empirical"]),
            (result.scope, entry["global"].get("theoretical", entry["global"]["empirical"])),
        ):
            ends = (scope.xmin, scope.xmax, scope.ymin, scope.ymax)
            given = [theirs[key] for key in ("Xmin", "Xmax", "Ymin", "Ymax")]
            assert ends == pytest.approx(given, abs=1e-12)
        area = entry["global"].get("theoretical", entry["global"]["empirical"])
        (label,) = (key for key in area if key.startswith("Scope"))
        assert equal(result.scope.area, number(area[label]))


@pytest.mark.parametrize("ceiling", ["ce_fdh", "cr_fdh", "ce_vrs", "cr_vrs"])
@pytest.mark.parametrize(("name", "run"), runs("analysis"))
def test_peers_agree_with_the_reference(name: str, run: str, ceiling: str) -> None:
    reference = read(name, "analysis")[run]
    ours = study(name, "analysis", run)
    for condition, theirs in reference["peers"][ceiling].items():
        if (name, condition, ours.corner) == ("provinces", "IND", 1) and "vrs" in ceiling:
            continue
        peers = ours.get(condition, ceiling).peers
        if theirs["names"] is None:
            assert len({(peer.x, peer.y) for peer in peers}) == 1
            continue
        assert sorted((p.case, p.x, p.y) for p in peers) == sorted(
            (case, *xy) for case, xy in zip(theirs["names"], theirs["xy"], strict=True)
        )


def test_inefficiencies_by_hand() -> None:
    """Line y = 2 + x / 2 over 0 to 8 in a scope of height 0 to 5: x* = 6, y* = 2.

    c = 2 / 8, o = 2 / 5, relative 0.25 + 0.4 - 0.1 = 0.55 of an area of 40.
    """
    frame = pd.DataFrame({"x": [0.0, 8.0, 6.0], "y": [0.0, 1.0, 5.0]})
    study_ = analyse(frame, ["x"], "y", ceilings=["custom", "ce_fdh"], custom=(2.0, 0.5))
    found = study_.get("x", "custom")
    assert dataclasses.astuple(found.inefficiency) == pytest.approx((25.0, 40.0, 55.0, 22.0))
    assert found.ceiling_zone == pytest.approx(6 * 3 / 2)
    assert found.fit == pytest.approx(100 * 9 / study_.get("x", "ce_fdh").ceiling_zone)
    assert (found.accuracy, found.complexity, found.above) == (100.0, 1, 0)


def test_doubled_peer_makes_the_reference_ceiling_bend_upwards() -> None:
    """Why CE-VRS of IND differs: R keeps a middle peer because two cases share it."""
    params = read("provinces", "analysis")["default"]["x"]["IND"]["params"]["ce_vrs"]
    names = read("provinces", "analysis")["default"]["peers"]["ce_vrs"]["IND"]
    points = sorted({tuple(xy) for xy in names["xy"]})
    (x0, y0), (x1, y1), (x2, y2) = points[:3]
    assert (y2 - y1) / (x2 - x1) > (y1 - y0) / (x1 - x0)

    result = study("provinces", "analysis", "default").get("IND", "ce_vrs")
    assert sorted({(peer.x, peer.y) for peer in result.peers}) == points[:1] + points[2:]

    x, y = (np.array(values) for values in zip(*points, strict=True))
    assert equal(polyline_zone(x, y, result.scope), params["Ceiling zone"])
