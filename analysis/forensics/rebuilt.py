"""What the reconstructed memberships give for printed numbers, in the printed units.

These values are no evidence on the printed numbers: the reconstruction was fitted to some of them.
They say how far it goes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from analysis.study import (
    Memberships,
    NcaNecessity,
    memberships,
    nca_necessity,
    printed_panels,
    qca_necessity,
)

# (table, row, column), as in the ledger.
Place = tuple[str, str, str]

STATISTICS = {
    "effect_size": "effect_size",
    "p_value": "p_value",
    "accuracy": "accuracy",
    "scope": "scope",
    "ceiling_zone": "ceiling_zone",
}


def rebuilt_values(
    root: Path | None = None, *, data: Memberships | None = None, permutations: int = 0
) -> Mapping[Place, float]:
    """Return the value of every number of Tables 2 to 5 on the study's memberships.

    Four of the seven columns are a reconstruction. ``data`` replaces them; ``permutations`` draws
    p-values (0: none). A bottleneck level is negative or zero where the table says NN.
    """
    held = memberships(root) if data is None else data
    nca = nca_necessity(root, data=held, permutations=permutations)
    return dict(
        [*_table2(nca), *_table3(nca), *_table4(root, held), *_table5(root, held)],
    )


def _table2(nca: NcaNecessity) -> Iterator[tuple[Place, float]]:
    for found in nca.result.results:
        values = found.to_dict()
        for statistic, name in STATISTICS.items():
            value = values[name]
            if isinstance(value, float) and value == value:
                yield ("table2", f"{statistic} {found.ceiling}", found.condition), value


def _table3(nca: NcaNecessity) -> Iterator[tuple[Place, float]]:
    table = nca.bottlenecks["cr_fdh"]
    for column in table.columns:
        for level, value, mark in zip(table.levels, column.values, column.marks, strict=True):
            place = ("table3", f"{level:g}%", column.condition)
            if not mark:
                yield place, float(value)
            elif mark == "NN":
                yield place, 0.0


def _table4(root: Path | None, held: Memberships) -> Iterator[tuple[Place, float]]:
    frame = qca_necessity(root, data=held).to_frame()
    for literal, row in frame.iterrows():
        for side in ("high", "nonhigh"):
            for parameter in ("consistency", "coverage"):
                column = f"{parameter}_{side}"
                yield ("table4", str(literal), column), float(row[column])


def _table5(root: Path | None, held: Memberships) -> Iterator[tuple[Place, float]]:
    for panel in printed_panels(root, data=held):
        for path, found in zip(panel.paths, panel.solution.paths, strict=True):
            yield ("table5", "consistency", path.id), found.fit.consistency
            yield ("table5", "raw_coverage", path.id), found.fit.coverage
            yield ("table5", "unique_coverage", path.id), found.fit.unique_coverage
        whole = panel.solution.fit
        yield ("table5", "solution_consistency", panel.outcome), whole.consistency
        yield ("table5", "solution_coverage", panel.outcome), whole.coverage
