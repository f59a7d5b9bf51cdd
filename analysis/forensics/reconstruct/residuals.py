"""How far a member is from every printed number, recomputed by the QCA and NCA engines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from analysis.data import load_document
from analysis.forensics.literals import Conjunction
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.rebuilt import Place, rebuilt_values
from analysis.forensics.reconstruct.reading import declared_reading
from analysis.forensics.transcripts import load_transcripts
from analysis.qca import Model, Term, describe
from analysis.study import Memberships, load_settings, memberships
from analysis.study.configurations import truth_table_of


@dataclass(frozen=True, slots=True)
class Residual:
    """One printed number beside what a member gives, in the printed unit.

    ``agrees`` is judged without padded zeros (0.350 holds 0.349), under any rounding rule.
    """

    place: Place
    printed: PrintedNumber
    recomputed: float

    @property
    def agrees(self) -> bool:
        """Return whether the recomputed number prints as the paper has it."""
        return bool(
            self.printed.agrees(self.recomputed)
            or self.printed.without_padding().agrees(self.recomputed)
        )


@dataclass(frozen=True, slots=True)
class Residuals:
    """The residuals of one member."""

    all: tuple[Residual, ...]

    def of(self, table: str) -> tuple[Residual, ...]:
        """Return the residuals of one table, such as ``table4``."""
        return tuple(each for each in self.all if each.place[0] == table)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per printed number."""
        return pd.DataFrame(
            {
                "table": each.place[0],
                "row": each.place[1],
                "column": each.place[2],
                "printed": each.printed.text,
                "recomputed": each.recomputed,
                "agrees": each.agrees,
            }
            for each in self.all
        )


def memberships_of(hidden: pd.DataFrame, root: Path | None = None) -> Memberships:
    """Return the study's memberships with the reconstructed columns replaced by a member's."""
    held = memberships(root)
    values = held.values.copy()
    for name in held.reconstructed:
        values[name] = hidden[name].reindex(values.index)
    return replace(held, values=values)


def residuals(hidden: pd.DataFrame, root: Path | None = None) -> Residuals:
    """Return the residuals of a member's memberships (28, 4), indexed by province.

    Table 5 is recomputed under the declared reading; p-values are left out.
    """
    held = memberships_of(hidden, root)
    values = dict(rebuilt_values(root, data=held)) | _under_reading(held, root)
    printed = printed_targets(root)
    found = [
        Residual(place, printed[place], float(value))
        for place, value in values.items()
        if place in printed
    ]
    return Residuals(tuple(found))


def _under_reading(held: Memberships, root: Path | None) -> dict[Place, float]:
    rule = load_settings(root).qca
    panels = load_document("table5_configurations", root)["panels"]
    paths = declared_reading(root).paths
    found: dict[Place, float] = {}
    for panel, own in zip(panels, (paths[:3], paths[3:]), strict=True):
        outcome = str(panel["outcome"])
        table = truth_table_of(held, rule, outcome.startswith("~"))
        solution = describe(table, Model("declared", tuple(map(term_of, own))))
        for path, fitted in zip(panel["paths"], solution.paths, strict=True):
            found["table5", "consistency", path["id"]] = fitted.fit.consistency
            found["table5", "raw_coverage", path["id"]] = fitted.fit.coverage
            found["table5", "unique_coverage", path["id"]] = fitted.fit.unique_coverage
        found["table5", "solution_consistency", outcome] = solution.fit.consistency
        found["table5", "solution_coverage", outcome] = solution.fit.coverage
    return found


def term_of(literals: Conjunction) -> Term:
    """Return the conjunction of literals as a term."""
    return Term.of({literal.condition: literal.present for literal in literals})


def printed_targets(root: Path | None = None) -> dict[Place, PrintedNumber]:
    """Return the printed numbers of Tables 2 to 5 that a member is held against, by place.

    P-values are left out: they come from random permutations.
    """
    tables = load_transcripts(root)
    found: dict[Place, PrintedNumber] = {
        ("table2", f"{statistic} {ceiling}", condition): number
        for (statistic, ceiling, condition), number in tables.nca.items()
        if statistic != "p_value"
    }
    for condition, column in tables.bottlenecks.items():
        for level, number in zip(tables.levels, column, strict=True):
            found["table3", f"{level}%", condition] = number
    for cell in tables.necessity:
        side = "high" if cell.outcome_present else "nonhigh"
        found["table4", cell.literal.text, f"consistency_{side}"] = cell.consistency
        found["table4", cell.literal.text, f"coverage_{side}"] = cell.coverage
    for panel in tables.panels:
        outcome = "breakthrough" if panel.outcome_present else "~breakthrough"
        found["table5", "solution_consistency", outcome] = panel.consistency
        found["table5", "solution_coverage", outcome] = panel.coverage
        for path in panel.paths:
            for name in ("consistency", "raw_coverage", "unique_coverage"):
                found["table5", name, path.id] = getattr(path, name)
    return found
