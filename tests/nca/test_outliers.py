"""Outliers: sets of cases whose removal changes the effect size."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.nca import analyse, find_outliers

from .reference import data


@pytest.fixture
def frame() -> pd.DataFrame:
    """Case t alone fills the upper left corner; s alone ends the scope."""
    return pd.DataFrame(
        {"x": [0.0, 1.0, 2.0, 4.0, 0.5], "y": [0.0, 1.0, 2.0, 4.0, 3.5]}, index=list("pqrst")
    )


def effect(frame: pd.DataFrame, ceiling: str) -> float:
    return analyse(frame, ["x"], "y", ceilings=[ceiling]).results[0].effect_size


def test_the_case_in_the_corner_comes_first(frame: pd.DataFrame) -> None:
    first = find_outliers(frame, "x", "y")[0]
    assert first.cases == ("t",)
    assert first.effect_after == pytest.approx(effect(frame.drop("t"), "ce_fdh"))
    assert first.difference == pytest.approx(first.effect_after - first.effect_before)
    assert first.relative == pytest.approx(100 * first.difference / first.effect_before)
    assert (first.on_ceiling, first.on_scope) == (True, False)


@pytest.mark.parametrize("ceiling", ["ce_fdh", "cr_fdh", "ce_vrs", "c_lp", "cols", "qr"])
@pytest.mark.parametrize("together", [1, 2])
def test_no_influential_set_is_missed(ceiling: str, together: int) -> None:
    provinces = data("provinces").iloc[:12][["GOV", "Y"]].set_axis(["x", "y"], axis=1)
    found = {
        outlier.cases: outlier.effect_after
        for outlier in find_outliers(
            provinces, "x", "y", ceiling, together=together, least_difference=0.01
        )
    }
    before = effect(provinces, ceiling)
    for size in range(1, together + 1):
        for cases in combinations(provinces.index, size):
            after = effect(provinces.drop(list(cases)), ceiling)
            if abs(after - before) >= 0.01 + 1e-9:
                without_idle = [
                    kept
                    for case in cases
                    for kept in [tuple(c for c in cases if c != case)]
                    if kept in found and found[kept] == pytest.approx(after)
                ]
                assert cases in found or without_idle, cases
                if cases in found:
                    assert found[cases] == pytest.approx(after)


def test_removals_that_leave_no_scope_are_skipped() -> None:
    tiny = pd.DataFrame({"x": [0.0, 0.0, 1.0], "y": [0.0, 1.0, 2.0]})
    assert all(outlier.cases != ("2",) for outlier in find_outliers(tiny, "x", "y"))


def test_wrong_options_are_named(frame: pd.DataFrame) -> None:
    with pytest.raises(InputError, match="together"):
        find_outliers(frame, "x", "y", together=0)
    with pytest.raises(InputError, match="ceiling"):
        find_outliers(frame, "x", "y", ceiling="steps")


def test_mirrored_corner_finds_the_same_cases(frame: pd.DataFrame) -> None:
    mirrored = frame.assign(x=-frame["x"])
    ours = find_outliers(frame, "x", "y", "cr_fdh")
    theirs = find_outliers(mirrored, "x", "y", "cr_fdh", corner=2)
    assert [outlier.cases for outlier in ours] == [outlier.cases for outlier in theirs]
    assert np.allclose([o.difference for o in ours], [o.difference for o in theirs])
