"""The outcome and the conditions of the study, with labels, dimension and origin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.data import Label, load_document

Origin = Literal["authentic", "reconstructed"]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension of the technology-organisation-environment framework."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: what it is called, how it is measured, where its values come from.

    ``origin`` is authentic where the column is computed from public data, reconstructed where the
    raw data were never published. ``dimension`` is None for the outcome.
    """

    key: str
    label: Label
    role: Literal["outcome", "condition"]
    dimension: Dimension | None
    year: int
    unit: Label
    measure: str
    source: str
    origin: Origin
    section: str


@dataclass(frozen=True, slots=True)
class Variables:
    """The outcome, then the six conditions, in the order of the paper."""

    all: tuple[Variable, ...]

    def __getitem__(self, key: str) -> Variable:
        """Return the variable of this key."""
        return {variable.key: variable for variable in self.all}[key]

    @property
    def outcome(self) -> Variable:
        """The outcome."""
        return next(variable for variable in self.all if variable.role == "outcome")

    @property
    def conditions(self) -> tuple[Variable, ...]:
        """The conditions in their order."""
        return tuple(variable for variable in self.all if variable.role == "condition")

    @property
    def authentic(self) -> tuple[Variable, ...]:
        """The variables that are computed from public data."""
        return tuple(variable for variable in self.all if variable.origin == "authentic")

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions in the order of their first condition."""
        found = (variable.dimension for variable in self.all if variable.dimension is not None)
        return tuple(dict.fromkeys(found))

    @property
    def origins(self) -> dict[str, Origin]:
        """The origin of every variable by its key."""
        return {variable.key: variable.origin for variable in self.all}

    @property
    def labels(self) -> dict[str, Label]:
        """The label of every variable by its key."""
        return {variable.key: variable.label for variable in self.all}


def load_variables(root: Path | None = None) -> Variables:
    """Return the variables of the study. Raises InputError for a fault in their file."""
    document = load_document("variables", root)
    dimensions = {
        item["key"]: Dimension(item["key"], Label.of(item)) for item in document["dimensions"]
    }
    return Variables(tuple(_variable(item, dimensions) for item in document["variables"]))


def _variable(item: dict[str, Any], dimensions: dict[str, Dimension]) -> Variable:
    key = item["dimension"]
    return Variable(
        key=item["key"],
        label=Label.of(item),
        role=item["role"],
        dimension=None if key is None else dimensions[key],
        year=item["year"],
        unit=Label.of(item["unit"]),
        measure=item["measure"],
        source=item["source"],
        origin=item["origin"],
        section=item["section"],
    )
