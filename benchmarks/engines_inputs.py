"""What the engines are timed on: stored 0/1 rows, random cases made from seeds, the provinces."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice, product
from pathlib import Path

import numpy as np
import pandas as pd

from analysis import study
from analysis.qca import Design, Thresholds, TruthTable, truth_table

HERE = Path(__file__).resolve().parent
FOLDERS = (HERE / "data", HERE.parent / "tests" / "reference" / "qca" / "bench")
SEED = 20240101
CONDITIONS = ("X1", "X2", "X3", "X4", "X5", "X6")
# Steps by which all anchors of a column move, in shares of the distance between the outer two.
SHIFTS = tuple(step / 100 for step in range(-12, 13))


def cases(n: int, k: int = 6) -> pd.DataFrame:
    """Return n cases of k conditions X1, X2, … and an outcome Y, uniform in [0, 1]."""
    values = np.random.default_rng(SEED).random((n, k + 1))
    return pd.DataFrame(values, columns=[*(f"X{i + 1}" for i in range(k)), "Y"])


def crisp_table(name: str) -> TruthTable:
    """Return the truth table of stored 0/1 rows, the outcome OUT last."""
    path = next(path for folder in FOLDERS if (path := folder / f"{name}.csv").exists())
    rows = pd.read_csv(path)
    return truth_table(rows, "OUT", list(rows.columns[:-1]), Thresholds(consistency=1.0))


def random_table(k: int, rows: int = 60) -> TruthTable:
    """Return the truth table of distinct random rows of k conditions, half of them positive."""
    rng = np.random.default_rng(SEED)
    numbers = rng.choice(2**k, size=rows, replace=False)
    values = (numbers[:, None] >> np.arange(k)) & 1
    frame = pd.DataFrame(values, columns=[f"C{i + 1}" for i in range(k)])
    frame["OUT"] = np.arange(rows) % 2
    return truth_table(frame, "OUT", list(frame.columns[:-1]), Thresholds(consistency=1.0))


def provincial_design() -> Design:
    """Return the design of the study.

    Raw values and anchors where the columns are authentic; reconstructed memberships elsewhere.
    """
    held, rule = study.memberships(), study.load_settings()
    raw, calibrations = held.values.copy(), study.calibrations()
    for name, found in calibrations.items():
        raw[name] = found.values
    limits = Thresholds(rule.qca.consistency, rule.qca.pri, rule.qca.frequency)
    return Design(
        raw=raw,
        outcome=held.outcome,
        conditions=tuple(held.conditions),
        anchors=tuple((name, found.anchors) for name, found in calibrations.items()),
        thresholds=limits,
        decimals=rule.calibration.decimals,
        crossover_rule=rule.calibration.crossover_value,
    )


def shifted(design: Design, share: float) -> Design:
    """Return the design with all anchors moved by a share of the distance of the outer two."""
    anchors = []
    for name, (low, middle, high) in design.anchors:
        move = share * (high - low)
        anchors.append((name, (low + move, middle + move, high + move)))
    return replace(design, anchors=tuple(anchors))


def settings(count: int) -> list[tuple[float, Thresholds]]:
    """Return ``count`` settings: a shift of the anchors, and consistency, PRI and frequency."""
    per_shift = count // len(SHIFTS)
    grid = product((1, 2), np.linspace(0.75, 0.94, 20), np.linspace(0.5, 0.86, 10))
    limits = [Thresholds(float(c), float(p), f) for f, c, p in islice(grid, per_shift)]
    return [(shift, limit) for shift in SHIFTS for limit in limits]
