"""What the search aims at: sums in thousandths, tables of NCA, quartiles, means, deviations."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from analysis.forensics.authentic import study_sums
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import PrintedNumber, Rounding
from analysis.forensics.reconstruct.cells import GRID, cells_of
from analysis.forensics.reconstruct.compiled import Floats, Ints
from analysis.forensics.reconstruct.reading import Reading
from analysis.forensics.transcripts import OUTCOME, Panel, load_transcripts
from analysis.study import calibrations

UNREACHED = 1e9


@dataclass(frozen=True, slots=True)
class Plan:
    """Targets as arrays for the compiled search; columns are the outcome, then the conditions.

    ``fixed`` (7, 28) has the authentic columns in thousandths; ``signs`` (7, 6) the literals;
    ``target`` and ``weights`` (41,) the sums; ``wanted`` (7, 9) and ``levels`` (7, 11, 3) the NCA
    tables.
    """

    columns: tuple[str, ...]
    cases: tuple[str, ...]
    hidden: Ints
    fixed: Ints
    signs: Ints
    target: Ints
    weights: Floats
    wanted: Floats
    levels: Floats


def plan_of(reading: Reading, root: Path | None = None) -> Plan:
    """Return the targets of the search under a reading of Table 5.

    Raises ValueError when Table 4 leaves a sum open.
    """
    tables = load_transcripts(root)
    columns = (OUTCOME, *tables.conditions)
    known = calibrations(root)
    cases = tuple(map(str, next(iter(known.values())).memberships.index))
    fixed = np.zeros((7, len(cases)), dtype=np.int64)
    for name, each in known.items():
        fixed[columns.index(name)] = np.rint(each.memberships.to_numpy() * 1000)
    hidden = np.array([k for k, name in enumerate(columns) if name not in known], dtype=np.int64)
    target, weights = _sums(reading, root)
    wanted, levels = _nca(fixed, hidden, root)
    signs = np.zeros((7, 6), dtype=np.int64)
    for row, literals in zip((0, 1, 2, 4, 5, 6), reading.paths, strict=True):
        for literal in literals:
            signs[row, tables.conditions.index(literal.condition)] = 1 if literal.present else -1
    return Plan(columns, cases, hidden, fixed, signs, target, weights, wanted, levels)


def _sums(reading: Reading, root: Path | None) -> tuple[Ints, Floats]:
    tables, sums = load_transcripts(root), study_sums(root)
    found = [_thousandths(sums.of(None, True).value)]
    for condition in tables.conditions:
        literal = SetLiteral(condition)
        found += [_thousandths(sums.of(literal, side).value) for side in (None, True, False)]
    weights = [1.0] * len(found)
    for panel in tables.panels:
        total = _thousandths(sums.of(None, panel.outcome_present).value)
        found += _panel_sums(panel, total)
        met = not panel.outcome_present
        weights += [1.0] * 6 + [1.0 if met or "solution" in reading.met else 0.0] * 2
        weights += [1.0 if met or "unique_coverage" in reading.met else 0.0] * 3
    return np.array(found, dtype=np.int64), np.array(weights)


def _panel_sums(panel: Panel, total: int) -> list[int]:
    found = []
    for path in panel.paths:
        covered = _product(path.raw_coverage, total)
        found += [_quotient(covered, path.consistency), covered]
    covered = _product(panel.coverage, total)
    found += [_quotient(covered, panel.consistency), covered]
    return found + [covered - _product(path.unique_coverage, total) for path in panel.paths]


def _product(share: PrintedNumber, total: int) -> int:
    return round(share.number * total)


def _quotient(covered: int, consistency: PrintedNumber) -> int:
    return round(covered / consistency.number)


def _thousandths(value: object) -> int:
    if value is None:
        raise ValueError("Table 4 leaves a sum open")
    return round(float(value) * 1000)  # type: ignore[arg-type]


def _nca(fixed: Ints, hidden: Ints, root: Path | None) -> tuple[Floats, Floats]:
    tables = load_transcripts(root)
    least = least_memberships(root)
    wanted = np.zeros((7, 9))
    levels = np.zeros((7, len(tables.levels), 3))
    for c, condition in enumerate(tables.conditions, start=1):
        start = least[condition] if c in hidden else int(fixed[c].min())
        zones = [tables.nca["ceiling_zone", name, condition] for name in ("ce_fdh", "cr_fdh")]
        ends = [float(e) for z in zones for e in _ends(z)]
        share = float(tables.nca["accuracy", "cr_fdh", condition].number) / 100
        above = fixed.shape[1] - round(share * fixed.shape[1])
        wanted[c] = (start, 1000, least[OUTCOME], 1000, *ends, above)
        for row, (level, number) in enumerate(
            zip(tables.levels, tables.bottlenecks[condition], strict=True)
        ):
            low, high = _ends(number) if number.kind == "number" else (-UNREACHED, 0.0)
            levels[c, row] = (level / 100, low, high)
    return wanted, levels


def least_memberships(root: Path | None = None) -> dict[str, int]:
    """Return the membership of every reconstructed variable's printed minimum, in thousandths."""
    return {name: int(cells_of(name, root).values[0]) for name in GRID}


def _ends(number: PrintedNumber) -> tuple[float, float]:
    span = number.interval(Rounding.HALF_UP)
    return float(span.low), float(span.high)
