"""One member of the ensemble: from a seed to memberships and raw values, deterministic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from analysis.data import load_document
from analysis.forensics.reconstruct.cells import Cells, cells_of
from analysis.forensics.reconstruct.compiled import Ints
from analysis.forensics.reconstruct.kernel import total_sums
from analysis.forensics.reconstruct.minimised import gives_printed_negation
from analysis.forensics.reconstruct.plan import Plan, plan_of
from analysis.forensics.reconstruct.polish import polished
from analysis.forensics.reconstruct.raw import in_units, raw_values
from analysis.forensics.reconstruct.reading import Placing, Reading, declared_reading
from analysis.forensics.reconstruct.search import Space, searched, space_of
from analysis.forensics.reconstruct.sides import Sides, is_of, named_sides, placings, with_placing

VERSION = 2
STEPS = 4_000_000
NCA_WEIGHT = 0.02
WIDTH = 30
TRIES = 200


@dataclass(frozen=True, slots=True)
class Member:
    """One reconstruction: ``memberships`` and ``raw`` values (28, 4) of the hidden columns.

    ``tries`` counts the runs that the seed needed, ``version`` names the search.
    """

    seed: int
    tries: int
    version: int
    memberships: pd.DataFrame = field(repr=False, compare=False)
    raw: pd.DataFrame = field(repr=False, compare=False)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per province: seed, tries, version, memberships, raw values."""
        raw = self.raw.add_suffix("_raw")
        frame = pd.concat([self.memberships, raw], axis=1).rename_axis("province_zh").reset_index()
        for place, name in enumerate(("seed", "tries", "version")):
            frame.insert(place, name, getattr(self, name))
        return frame


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything a run needs that does not depend on the seed.

    ``ways`` has one tuple per declared placing: every way to place its cases, as sides. One of
    ``cases_above``, drawn by the seed, has column ``column_above`` above the crossover.
    """

    plan: Plan
    cells: Mapping[str, Cells]
    space: Space
    ways: tuple[tuple[Sides, ...], ...]
    column_above: int
    cases_above: tuple[int, ...]

    def drawn_sides(self, rng: np.random.Generator) -> Sides:
        """Return the sides of one run: a placing, a way of it, and the case that is above."""
        ways = self.ways[int(rng.integers(len(self.ways)))]
        chosen = ways[int(rng.integers(len(ways)))]
        sides = Sides(chosen.low.copy(), chosen.high.copy())
        sides.above(self.column_above, int(rng.choice(self.cases_above)), True)
        return sides


@lru_cache(maxsize=2)
def problem(root: Path | None = None) -> Problem:
    """Return the inverse problem that the printed tables pose under the declared reading."""
    reading = declared_reading(root)
    plan = plan_of(reading, root)
    cells = {plan.columns[c]: cells_of(plan.columns[c], root) for c in plan.hidden}
    path, variable = reading.both_ways
    named = {each["id"]: each["cases"] for each in load_document("paths", root)["paths"]}
    return Problem(
        plan,
        cells,
        space_of(plan, cells),
        tuple(_ways(plan, reading, root)),
        plan.columns.index(variable),
        tuple(plan.cases.index(case) for case in named[path]),
    )


def _ways(plan: Plan, reading: Reading, root: Path | None) -> Iterator[tuple[Sides, ...]]:
    sides = named_sides(plan, reading.paths, root)
    possible = placings(plan, sides, reading.crossover)

    def way(chosen: Placing) -> tuple[Sides, ...]:
        placed = [each for each in possible if is_of(plan, each, chosen)]
        return tuple(with_placing(plan, sides, each, chosen.held) for each in placed)

    return map(way, reading.placings)


def reconstruct(seed: int, root: Path | None = None, *, steps: int = STEPS) -> Member:
    """Return the member of a seed. Raises RuntimeError when no run of it meets every target."""
    posed = problem(root)
    for attempt in range(1, TRIES + 1):
        rng = np.random.default_rng([seed, attempt])
        sides, run = posed.drawn_sides(rng), int(rng.integers(2**31))
        _, near = searched(posed.plan, posed.space, sides, run, steps=steps, nca_weight=NCA_WEIGHT)
        found = _exact(posed, sides, near, run)
        if found is None or not gives_printed_negation(_memberships(posed, found), root):
            continue
        raw = _raw(posed, found, run, root)
        if raw is not None:
            return Member(seed, attempt, VERSION, _memberships(posed, found), raw)
    raise RuntimeError(f"seed {seed}: no run in {TRIES} meets every target; try another seed")


def misses(plan: Plan, X: Ints) -> Ints:
    """Return by how many thousandths the counted sums of a state miss their targets."""
    return np.where(plan.weights > 0, total_sums(X, plan.signs) - plan.target, 0)


def _exact(posed: Problem, sides: Sides, near: Ints, seed: int) -> Ints | None:
    missing = np.abs(misses(posed.plan, near)).sum()
    if missing == 0:
        return near
    if missing > 10 * WIDTH:
        return None
    return polished(posed.plan, posed.space, sides, near, WIDTH, seed)


def _raw(posed: Problem, X: Ints, seed: int, root: Path | None) -> pd.DataFrame | None:
    columns = {}
    for c in posed.plan.hidden:
        cells = posed.cells[posed.plan.columns[c]]
        steps = raw_values(cells, X[c], seed, root)
        if steps is None:
            return None
        columns[cells.variable] = in_units(cells, steps)
    return pd.DataFrame(columns, index=list(posed.plan.cases))


def _memberships(posed: Problem, X: Ints) -> pd.DataFrame:
    columns = {posed.plan.columns[c]: X[c] / 1000 for c in posed.plan.hidden}
    return pd.DataFrame(columns, index=list(posed.plan.cases))
