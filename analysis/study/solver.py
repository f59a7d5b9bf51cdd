"""The solution of a study as a set of models, found again and again while something is varied."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.qca import (
    MultiValueSolution,
    MultiValueTable,
    Term,
    Thresholds,
    TruthTable,
    multivalue_solution,
    multivalue_table,
    truth_table,
)
from analysis.qca.cover_bound import TimeLimitError
from analysis.qca.sweep import AnalysisCache, Models, intermediate_set
from analysis.study.configurations import expectations_of, thresholds_of
from analysis.study.settings import QcaRule


class Solver:
    """The models that are reported for one outcome, whatever the cases and memberships.

    They are the intermediate ones, for multi-value conditions the parsimonious ones; equal truth
    tables are minimised once.
    """

    def __init__(
        self,
        outcome: str,
        conditions: Sequence[str],
        rule: QcaRule,
        multivalue: bool,
        time_limit: float | None = None,
    ) -> None:
        self.outcome, self.conditions = outcome, tuple(conditions)
        self.multivalue = multivalue
        self._limits: Thresholds = thresholds_of(rule)
        self.options = replace(rule.cover, time_limit=time_limit)
        self.expectations = expectations_of(rule, outcome.startswith("~"))
        self.cache = AnalysisCache(self.expectations, self.options)
        self._known: dict[tuple[bytes, tuple[str, ...]], Models] = {}

    @property
    def identity(self) -> str:
        """What the models depend on beside the memberships, as text."""
        parts = (self.outcome, self.conditions, self.multivalue, self._limits, self.options)
        return f"{parts} {self.expectations}"

    def __getstate__(self) -> dict[str, object]:
        """Return what another process needs: not what was solved before."""
        empty = AnalysisCache(self.expectations, self.options)
        return {**self.__dict__, "cache": empty, "_known": {}}

    def table(self, values: pd.DataFrame) -> TruthTable | MultiValueTable:
        """Return the truth table of memberships, one row per case."""
        if self.multivalue:
            return multivalue_table(values, self.outcome, self.conditions, self._limits)
        return self.fuzzy_table(values)

    def fuzzy_table(self, values: pd.DataFrame) -> TruthTable:
        """Return the truth table of memberships in fuzzy or crisp sets, one row per case."""
        return truth_table(
            values, self.outcome, self.conditions, self._limits, crossover_rule="keep"
        )

    def models(self, values: pd.DataFrame) -> Models:
        """Return the models as sets of paths; none where no row is sufficient."""
        table = self.table(values)
        if isinstance(table, TruthTable):
            return intermediate_set(self.cache.analysis(table))
        key = (table.values.tobytes(), table.output)
        if key not in self._known:
            self._known[key] = self._value_models(table)
        return self._known[key]

    def models_in_time(self, values: pd.DataFrame) -> Models | None:
        """Return the models, or None where their proof takes longer than it may."""
        try:
            return self.models(values)
        except TimeLimitError:
            return None

    def is_complete(self, values: pd.DataFrame) -> bool:
        """Return whether all models that fit equally well are among those found."""
        table = self.table(values)
        if isinstance(table, TruthTable):
            found = self.cache.analysis(table)
            return found is None or found.complete
        return "1" not in table.output or self._solved(table).complete

    def _solved(self, table: MultiValueTable) -> MultiValueSolution:
        return multivalue_solution(table, "parsimonious", self.options)

    def _value_models(self, table: MultiValueTable) -> Models:
        if "1" not in table.output:
            return frozenset()
        return frozenset(frozenset(model.terms) for model in self._solved(table).models)


def paths_of(models: Models) -> frozenset[Term]:
    """Return the paths of any of the models."""
    return frozenset(term for model in models for term in model)
