"""The analysis of a frame: results, peers, coordinates, bad input."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.nca import CEILINGS, Scope, analyse, bottleneck_table

from .reference import data, read


@pytest.fixture
def frame() -> pd.DataFrame:
    return pd.DataFrame(
        {"a": [0.0, 1.0, 2.0, 4.0], "b": [3.0, 1.0, 2.0, 5.0], "y": [1.0, 3.0, 2.0, 5.0]},
        index=["p", "q", "r", "s"],
    )


def test_hand_computed_effect(frame: pd.DataFrame) -> None:
    """Peers p (0, 1), q (1, 3), s (4, 5): empty are 1 x 4 - 0 and 3 x 2, so C = 4 + 6 = 10."""
    result = analyse(frame, ["a"], "y").get("a", "ce_fdh")
    assert [peer.case for peer in result.peers] == ["p", "q", "s"]
    assert result.scope == Scope(0.0, 4.0, 1.0, 5.0)
    assert result.ceiling_zone == pytest.approx(10.0)
    assert result.effect_size == pytest.approx(10.0 / 16.0)
    assert result.path == ((0, 1), (1, 1), (1, 3), (4, 3), (4, 5))


def test_line_path_ends_at_the_scope(frame: pd.DataFrame) -> None:
    result = analyse(frame, ["a"], "y", ceilings=["custom"], custom=(0.0, 2.0)).get("a", "custom")
    assert result.path == ((0.5, 1.0), (2.5, 5.0))
    assert result.ceiling_zone == pytest.approx(0.5 * 4 + 0.5 * 2 * 4)
    assert result.above == 2


@pytest.mark.parametrize("corner", [1, 2, 3, 4])
@pytest.mark.parametrize("ceiling", sorted(CEILINGS))
def test_mirrored_data_give_the_same_effect(ceiling: str, corner: int) -> None:
    spec = read("provinces", "spec")
    upper_left = analyse(
        data("provinces"), spec["x"], spec["y"], ceilings=[ceiling], custom=(0.2, 1.1)
    )
    mirrored = data("provinces").copy()
    x_sign = -1 if corner in (2, 4) else 1
    y_sign = -1 if corner in (3, 4) else 1
    mirrored[spec["x"]] *= x_sign
    mirrored[spec["y"]] *= y_sign
    custom = (y_sign * 0.2, x_sign * y_sign * 1.1)
    there = analyse(
        mirrored, spec["x"], spec["y"], ceilings=[ceiling], corner=corner, custom=custom
    )
    for ours, theirs in zip(upper_left.results, there.results, strict=True):
        assert ours.effect_size == pytest.approx(theirs.effect_size, nan_ok=True)
        assert [peer.case for peer in ours.peers] == [peer.case for peer in theirs.peers]
        back = [(x_sign * x, y_sign * y) for x, y in theirs.path]
        assert np.allclose(np.array(ours.path), np.array(back))


def test_cases_with_missing_values_are_left_out(frame: pd.DataFrame) -> None:
    frame.loc["r", "a"] = np.nan
    result = analyse(frame, ["a", "b"], "y")
    assert result.get("a", "ce_fdh").observations == 3
    assert result.get("b", "ce_fdh").observations == 4


def test_results_are_frozen_and_export(frame: pd.DataFrame) -> None:
    result = analyse(frame, ["a", "b"], "y", permutations=50, seed=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        result.outcome = "z"  # type: ignore[misc]
    table = result.to_frame()
    assert table.index.tolist() == [
        ("a", "ce_fdh"), ("a", "cr_fdh"), ("b", "ce_fdh"), ("b", "cr_fdh"),
    ]  # fmt: skip
    exported = result.to_dict()
    assert exported["seed"] == 1
    assert len(exported["results"]) == 4  # type: ignore[arg-type]


def test_seed_is_reported_when_none_is_given(frame: pd.DataFrame) -> None:
    first = analyse(frame, ["a"], "y", permutations=10)
    again = analyse(frame, ["a"], "y", permutations=10, seed=first.seed)
    assert first.to_frame().equals(again.to_frame())


def test_every_problem_of_the_data_is_told_at_once(frame: pd.DataFrame) -> None:
    bad = frame.astype(object)
    bad.loc["q", "a"] = "abc"
    bad.loc["s", "b"] = np.inf
    bad["y"] = 1.0
    with pytest.raises(InputError) as caught:
        analyse(bad, ["a", "b", "c"], "y")
    text = str(caught.value)
    assert len(caught.value.problems) == 4
    for part in ("row 2", "column a", "'abc'", "row 4", "missing column", "different values"):
        assert part in text or part.replace("row", "line").replace("column", "field") in text


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"ceilings": ["ce"]}, "ceilings"),
        ({"ceilings": []}, "ceilings"),
        ({"corner": 5}, "corner"),
        ({"p_rule": "old"}, "p_rule"),
        ({"scope": (1, 0, 0, 1)}, "scope"),
        ({"scope": {"z": (0, 1, 0, 1)}}, "not a condition"),
        ({"ceilings": ["custom"], "custom": (0.0, float("nan"))}, "not a line"),
        ({"permutations": -1}, "permutations"),
        ({"tau": 1.0}, "tau"),
        ({"ceilings": ["custom"]}, "custom"),
        ({"conditions": []}, "conditions"),
        ({"conditions": ["a", "y"]}, "outcome"),
        ({"conditions": ["a", "a"]}, "twice"),
    ],
)
def test_a_wrong_option_is_named(
    frame: pd.DataFrame, options: dict[str, object], named: str
) -> None:
    call = {"conditions": ["a"], "outcome": "y", **options}
    with pytest.raises(InputError, match=named):
        analyse(frame, **call)  # type: ignore[arg-type]


def test_all_wrong_options_are_told_at_once(frame: pd.DataFrame) -> None:
    with pytest.raises(InputError) as caught:
        analyse(frame, ["a", "y"], "y", ceilings=["ce"], corner=0, scope={"a": (0, 1)}, tau=2)
    assert len(caught.value.problems) == 5


def test_a_condition_without_range_among_complete_cases_is_named(frame: pd.DataFrame) -> None:
    frame.loc[["q", "r", "s"], "y"] = np.nan
    frame.loc["q", "y"] = 3.0
    frame.loc["q", "a"] = np.nan
    with pytest.raises(InputError, match="no range"):
        analyse(frame, ["a"], "y")


def test_bottleneck_options_are_checked(frame: pd.DataFrame) -> None:
    result = analyse(frame, ["a"], "y")
    for options in ({"ceiling": "ols"}, {"x_unit": "percent"}, {"cutoff": 3}):
        with pytest.raises(InputError):
            bottleneck_table(result, **options)  # type: ignore[arg-type]
