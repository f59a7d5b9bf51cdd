"""The printed configurations of the published study, with the fit they have on its memberships."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from analysis.data import load_document
from analysis.qca import Model, Solution, Term, describe
from analysis.study.configurations import truth_table_of
from analysis.study.loading import At, load_settings, study_at
from analysis.study.memberships import Memberships, memberships
from analysis.study.settings import QcaRule
from analysis.study.variables import Origin


@dataclass(frozen=True, slots=True)
class PrintedPath:
    """A column of Table 5: its name in the paper and its marks as a term."""

    id: str
    term: Term


@dataclass(frozen=True, slots=True)
class PrintedPanel:
    """The printed paths of one outcome, with the fit they have on the study's memberships.

    ``solution.paths`` is in the order of ``paths``.
    """

    outcome: str
    paths: tuple[PrintedPath, ...]
    solution: Solution
    origins: Mapping[str, Origin]


def printed_panels(at: At = None, *, data: Memberships | None = None) -> tuple[PrintedPanel, ...]:
    """Return the paths of Table 5 as printed, with the fit they have on the memberships."""
    held = memberships(at) if data is None else data
    rule = load_settings(at).qca
    panels = load_document("table5_configurations", study_at(at).root)["panels"]
    return tuple(_printed_panel(panel, held, rule) for panel in panels)


def _printed_panel(panel: Mapping[str, Any], held: Memberships, rule: QcaRule) -> PrintedPanel:
    outcome = str(panel["outcome"])
    paths = tuple(PrintedPath(path["id"], _term(path["marks"])) for path in panel["paths"])
    table = truth_table_of(held, rule, outcome.startswith("~"))
    solution = describe(table, Model("printed", tuple(path.term for path in paths)))
    return PrintedPanel(outcome, paths, solution, held.origins)


def _term(marks: Mapping[str, str]) -> Term:
    return Term.of({key: mark == "present" for key, mark in marks.items() if mark != "irrelevant"})
