"""The outcome and the conditions of a study: what each is, and where its values come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from analysis.data import Label
from analysis.qca.calibration import CrossoverRule, QuantileMethod
from analysis.study.settings import Rounding, rounding_of

Origin = Literal["authentic", "reconstructed"]
Kind = Literal["fuzzy", "crisp", "values"]
Role = Literal["outcome", "condition"]
CalibrationMethod = Literal[
    "fsqca", "logistic", "linear", "ecdf", "bell", "inverted_bell", "crisp", "given"
]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A dimension that groups conditions."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Growth:
    """A value compounded for ``years`` years with the case's mean yearly growth of past years."""

    last_year: int
    first: int
    last: int
    years: int


@dataclass(frozen=True, slots=True)
class Derivation:
    """How raw values follow from a table: a column, over another, of one year, in another unit."""

    table: str
    column: str
    over: str | None
    year: int | None
    divided_by: float
    growth: Growth | None


@dataclass(frozen=True, slots=True)
class Quantiles:
    """Anchors at quantiles of the raw values; ``falling``: the set shrinks as they grow."""

    exclusion: float
    crossover: float
    inclusion: float
    definition: QuantileMethod
    falling: bool

    @property
    def shares(self) -> tuple[float, float, float]:
        """The quantiles of exclusion, crossover and inclusion."""
        rising = (self.exclusion, self.crossover, self.inclusion)
        return rising[::-1] if self.falling else rising


@dataclass(frozen=True, slots=True)
class ColumnRule:
    """How one column is calibrated: at ``anchors``, or where there are none at ``quantiles``.

    ``thresholds`` are those of the method crisp; the values of a column ``given`` stay.
    """

    method: CalibrationMethod
    anchors: tuple[float, ...]
    thresholds: tuple[float, ...]
    quantiles: Quantiles
    rounding: Rounding
    decimals: int | None
    crossover_value: CrossoverRule


@dataclass(frozen=True, slots=True)
class Shown:
    """How raw values are printed: times ``factor``, with so many decimals and this unit."""

    factor: float
    decimals: int
    unit: Label | None

    def text(self, value: float) -> str:
        """Return a raw value as text, without its unit."""
        return f"{self.factor * value:.{self.decimals}f}"


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """The year that values are of, and why there are none of the study's year."""

    year: int
    why: Label


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable: what it is called, how it is measured, where its values come from.

    ``origin`` is authentic where the column is computed from data, reconstructed where the raw
    data were never published. ``dimension``, ``year``, ``unit``, ``measure``, ``source``,
    ``section``, ``expected`` and ``carried_over`` are None where the study states none; ``levels``
    say what the values of a multi-value condition mean.
    """

    key: str
    label: Label
    role: Role
    kind: Kind
    levels: tuple[Label, ...]
    expected: bool | None
    dimension: Dimension | None
    year: int | None
    unit: Label | None
    measure: Label | None
    source: Label | None
    origin: Origin
    carried_over: CarriedOver | None
    section: str | None
    data: Derivation
    calibration: ColumnRule
    shown: Shown

    @property
    def is_given(self) -> bool:
        """Whether the values are memberships already."""
        return self.calibration.method == "given"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A variable of the base that a study does without, and why."""

    key: str
    label: Label
    why: Label


@dataclass(frozen=True, slots=True)
class Variables:
    """The outcome, then the conditions, in the order of the study."""

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
        """The variables that are computed from data."""
        return tuple(variable for variable in self.all if variable.origin == "authentic")

    @property
    def calibrated(self) -> tuple[Variable, ...]:
        """The variables with raw values, which calibration turns into memberships."""
        return tuple(variable for variable in self.all if not variable.is_given)

    @property
    def multivalue(self) -> bool:
        """Whether a condition has more than two values."""
        return any(variable.kind == "values" for variable in self.conditions)

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


def variables_of(document: Mapping[str, Any]) -> Variables:
    """Return the variables of a study from its document, defaults filled in."""
    dimensions = {
        item["key"]: Dimension(item["key"], Label.of(item)) for item in document["dimensions"]
    }
    items = sorted(document["variables"], key=lambda item: item["role"] != "outcome")
    common = document["calibration"]
    return Variables(tuple(_variable(item, dimensions, common) for item in items))


def left_out_of(document: Mapping[str, Any]) -> tuple[LeftOut, ...]:
    """Return the variables that a study declares to be left out."""
    return tuple(
        LeftOut(item["key"], Label.of(item), Label.of(item["why"])) for item in document["left_out"]
    )


def _variable(
    item: Mapping[str, Any], dimensions: Mapping[str, Dimension], common: Mapping[str, Any]
) -> Variable:
    dimension, expected = item["dimension"], item.get("expected")
    carried = item.get("carried_over")
    return Variable(
        key=item["key"],
        label=Label.of(item),
        role=item["role"],
        kind=item["kind"],
        levels=tuple(map(Label.of, item.get("levels", ()))),
        expected=None if expected is None else expected == "present",
        dimension=None if dimension is None else dimensions[dimension],
        year=item.get("year"),
        unit=_label(item.get("unit")),
        measure=_label(item.get("measure")),
        source=_label(item.get("source")),
        origin=item["origin"],
        carried_over=carried and CarriedOver(carried["from"], Label.of(carried["why"])),
        section=item.get("section"),
        data=_derivation(item),
        calibration=_column_rule(item, common),
        shown=_shown(item),
    )


def _shown(item: Mapping[str, Any]) -> Shown:
    part, unit = item["shown"], item["shown"].get("unit", item.get("unit"))
    return Shown(part["factor"], part["decimals"], _label(unit))


def _label(item: Mapping[str, str] | None) -> Label | None:
    return None if item is None else Label.of(item)


def _derivation(item: Mapping[str, Any]) -> Derivation:
    data, growth = item["data"], item["data"].get("growth")
    return Derivation(
        table=data["table"],
        column=data["column"],
        over=data.get("over"),
        year=data.get("year", item.get("year")),
        divided_by=data.get("divided_by", 1),
        growth=growth
        and Growth(growth["last_year"], growth["from"], growth["to"], growth["years"]),
    )


def _column_rule(item: Mapping[str, Any], common: Mapping[str, Any]) -> ColumnRule:
    own = item["calibration"]
    part = {**common, **own}
    quantiles = part["quantiles"]
    method = part["method"]
    if "method" not in own and item["kind"] != "fuzzy":
        method = "crisp" if "thresholds" in own else "given"
    return ColumnRule(
        method=method,
        anchors=tuple(map(float, own.get("anchors", ()))),
        thresholds=tuple(map(float, own.get("thresholds", ()))),
        quantiles=Quantiles(**{name: quantiles[name] for name in Quantiles.__slots__}),
        rounding=rounding_of(own),
        decimals=part["decimals"],
        crossover_value=part["crossover_value"],
    )
