"""Access to the stored results of the reference package."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd

FOLDER = Path(__file__).parents[1] / "reference" / "qca"
SETS = ("provinces", "synth_a", "synth_b", "synth_c")
SIDES = ("pos", "neg")
ATOL = 1e-9


@cache
def load(name: str, kind: str):
    return json.loads((FOLDER / name / f"{kind}.json").read_text())


@cache
def data(name: str) -> pd.DataFrame:
    return pd.read_csv(FOLDER / name / "data.csv").set_index("case")


def outcome(name: str, side: str) -> str:
    spec = load(name, "spec")
    return spec["outcome"] if side == "pos" else f"~{spec['outcome']}"


def conditions(name: str) -> list[str]:
    return load(name, "spec")["conditions"]


def numbers(column) -> np.ndarray:
    return np.array([np.nan if v in (None, "-", "NA") else float(v) for v in column])
