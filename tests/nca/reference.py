"""Reads the reference results beside the tests."""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from analysis.nca import NcaResult, analyse

ROOT = Path(__file__).parents[1] / "reference" / "nca"
SETS = ("provinces", "synth_a", "synth_b")
CEILINGS = ("ce_fdh", "cr_fdh", "ce_vrs", "cr_vrs", "c_lp", "qr", "cols")


@cache
def read(name: str, file: str) -> Any:
    return json.loads((ROOT / name / f"{file}.json").read_text(encoding="utf-8"))


@cache
def data(name: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / name / "data.csv", index_col="case")


def runs(file: str) -> list[tuple[str, str]]:
    """Every (set, run) of a reference file."""
    return [(name, run) for name in SETS for run in read(name, file)]


def number(value: object) -> float:
    """Number of a reference entry; NaN for what the package left out."""
    return math.nan if value in (None, "NaN", "NA") else float(value)  # type: ignore[arg-type]


def equal(ours: float, theirs: float, tolerance: float = 1e-7) -> bool:
    """Equal within the tolerance (relative above 1), or both undefined."""
    if math.isnan(ours) or math.isnan(theirs):
        return math.isnan(ours) and math.isnan(theirs)
    return abs(ours - theirs) <= tolerance * max(1.0, abs(theirs))


@cache
def study(name: str, file: str, run: str) -> NcaResult:
    """Analysis with the arguments of a reference run, under all ceilings of the reference."""
    spec = read(name, "spec")
    given = read(name, file)[run]["args"] or {}
    scope = given.get("scope")
    return analyse(
        data(name),
        spec["x"],
        spec["y"],
        ceilings=CEILINGS,
        corner=given.get("corner", 1),
        scope=dict(zip(spec["x"], scope, strict=True)) if scope else None,
        tau=given.get("qr.tau", 0.95),
    )


def orders(name: str, condition: str) -> np.ndarray[Any, np.dtype[np.intp]]:
    """Fixed orders of a condition, 0-based, shape (200, n)."""
    return np.array(read(name, "perm_replay")[condition]["perms_1based"], dtype=np.intp) - 1
