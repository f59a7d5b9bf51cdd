"""Bottleneck tables against R (NCA 5.0.1); the named differences are argued in PARITY.md."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from analysis.nca import BottleneckColumn, BottleneckTable, NcaResult, bottleneck_table

from .reference import CEILINGS, ROOT, equal, number, read, runs, study

DIFFERENCES = (
    "vrs-doubled-peer",
    "falling-line",
    "open-side",
    "cutoff-open-side",
    "cutoff-far-side",
    "single-peer",
    "edge",
)
PLAIN = [
    (name, run)
    for name, run in runs("bottlenecks")
    if "corner" not in run and not run.startswith("pct_cutoff")
]


def table(ours: NcaResult, ceiling: str, args: dict[str, Any]) -> BottleneckTable:
    return bottleneck_table(
        ours,
        ceiling,
        x_unit=args.get("bottleneck.x", "percentage.range").replace(".", "_"),
        y_unit=args.get("bottleneck.y", "percentage.range").replace(".", "_"),
        steps=args.get("steps", 10),
        step_size=args.get("step.size"),
        cutoff=args.get("cutoff", 0),
    )


def same_entry(column: BottleneckColumn, theirs: dict[str, Any], row: int, decimals: int) -> bool:
    """Same mark, or the same number to 1e-7 and the same print but for ties in rounding."""
    shown, mark = theirs["shown"][row], column.marks[row]
    if mark or shown in ("NN", "NA"):
        return bool(mark == shown)
    slack = 0.5 * 10**-decimals + 1e-9
    reached = theirs["mpx"][row]
    is_same = reached in ("Inf", "-Inf") or equal(column.required[row], number(reached))
    return is_same and abs(float(shown) - column.values[row]) <= slack


def named_difference(
    name: str, ours: NcaResult, ceiling: str, column: BottleneckColumn, shown: str, row: int,
    cutoff: int,
) -> str:  # fmt: skip
    """Name of the deliberate difference an entry shows, or nothing; see PARITY.md."""
    result = ours.get(column.condition, ceiling)
    mark, required = column.marks[row], column.required[row]
    x_sign = -1 if ours.corner in (2, 4) else 1
    low_end, high_end = sorted((x_sign * result.scope.xmin, x_sign * result.scope.xmax))
    if (name, column.condition, ours.corner) == ("provinces", "IND", 1) and "vrs" in ceiling:
        return "vrs-doubled-peer"
    if math.isnan(result.effect_size):
        return "falling-line" if mark == "NA" else ""
    if mark == "NN" and math.isnan(result.slope) and ceiling in ("cr_fdh", "cr_vrs", "c_lp"):
        return "single-peer"
    if cutoff == 0 and ours.corner in (2, 4) and mark == "NN":
        return "open-side"
    if cutoff and ours.corner in (2, 4) and x_sign * required >= high_end - 1e-9:
        return "cutoff-far-side"
    if cutoff and shown == "NN" and x_sign * required <= low_end + 1e-9:
        return "cutoff-open-side"
    if shown == "NA" and abs(required - result.scope.xmax) < 1e-10:
        return "edge"
    return ""


@pytest.mark.parametrize("ceiling", CEILINGS)
@pytest.mark.parametrize(("name", "run"), runs("bottlenecks"))
def test_agrees_with_the_reference(name: str, run: str, ceiling: str) -> None:
    reference = read(name, "bottlenecks")[run]
    args = reference["args"]
    ours = study(name, "bottlenecks", run)
    found = table(ours, ceiling, args)
    theirs = reference["bottlenecks"][ceiling]
    assert np.allclose(found.levels, theirs["Y"], rtol=0, atol=1e-7)
    decimals = 3 if found.x_unit == "actual" else 1
    for column in found.columns:
        entry = theirs[column.condition]
        for row in range(len(found.levels)):
            if same_entry(column, entry, row, decimals):
                continue
            reason = named_difference(
                name, ours, ceiling, column, entry["shown"][row], row, args.get("cutoff", 0)
            )
            assert reason in DIFFERENCES, (column.condition, row, entry["shown"][row], column)


@pytest.mark.parametrize("ceiling", ["ce_fdh", "cr_fdh"])
@pytest.mark.parametrize(("name", "run"), PLAIN)
def test_main_ceilings_print_what_the_reference_prints(name: str, run: str, ceiling: str) -> None:
    """No exception at all: every string of CE-FDH and CR-FDH in the usual corner."""
    reference = read(name, "bottlenecks")[run]
    found = table(study(name, "bottlenecks", run), ceiling, reference["args"])
    decimals = 3 if found.x_unit == "actual" else 1
    for column in found.columns:
        assert (
            list(column.shown(decimals))
            == reference["bottlenecks"][ceiling][column.condition]["shown"]
        )


@pytest.mark.parametrize(
    ("name", "run"), [(name, run) for name, run in runs("bottlenecks") if "percentile|" in run]
)
def test_case_counts_agree(name: str, run: str) -> None:
    reference = read(name, "bottlenecks")[run]
    for ceiling in ("ce_fdh", "cr_fdh"):
        found = table(study(name, "bottlenecks", run), ceiling, reference["args"])
        for column in found.columns:
            counts = reference["bottlenecks"][ceiling][column.condition]["cases"]
            assert list(column.cases) == counts


def test_every_difference_is_argued() -> None:
    text = (ROOT / "PARITY.md").read_text(encoding="utf-8")
    missing = [name for name in DIFFERENCES if f"`{name}`" not in text]
    assert not missing


def test_line_column_is_affine_and_gives_back_the_line() -> None:
    spec = read("provinces", "spec")
    ours = analyse_provinces()
    found = bottleneck_table(ours, "cr_fdh", x_unit="actual", y_unit="actual", cutoff=2)
    for column in found.columns:
        result = ours.get(column.condition, "cr_fdh")
        slopes = np.diff(found.targets) / np.diff(column.required)
        assert np.allclose(slopes, result.slope)
    assert [column.condition for column in found.columns] == spec["x"]


def test_frame_shows_strings_and_dict_keeps_numbers() -> None:
    found = bottleneck_table(analyse_provinces(), "cr_fdh")
    frame = found.to_frame()
    assert frame.shape == (11, 6)
    assert frame.loc[40.0, "DIG"] == "31.3"
    exported = found.to_dict()
    assert exported["columns"]["DIG"]["values"][4] == pytest.approx(31.27651)  # type: ignore[index]


def analyse_provinces() -> NcaResult:
    return study("provinces", "analysis", "default")


def test_levels_of_an_actual_step_size_end_at_the_top() -> None:
    ours = analyse_provinces()
    found = bottleneck_table(ours, y_unit="actual", step_size=0.3)
    assert found.levels == pytest.approx((0.03, 0.33, 0.63, 0.93, 1.0))
