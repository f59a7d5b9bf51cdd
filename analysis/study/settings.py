"""Settings of the configurational study: what the paper states, what was recovered or assumed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.data import load_document
from analysis.qca.calibration import Method, QuantileMethod


@dataclass(frozen=True, slots=True)
class MarketizationRule:
    """How the marketization score of the study's year follows from the published series."""

    last_published_year: int
    growth_from: int
    growth_to: int
    compounded_years: int


@dataclass(frozen=True, slots=True)
class Rounding:
    """Where values and anchors of a column were rounded; None means not at all.

    ``anchors_from`` says whether the quartiles are those of the unrounded or the rounded values.
    """

    value_decimals: int | None
    anchors_from: Literal["unrounded", "rounded"]
    anchor_decimals: int | None


@dataclass(frozen=True, slots=True)
class CalibrationRule:
    """Direct calibration at quantiles ``(exclusion, crossover, inclusion)``.

    ``roundings`` maps the authentic variables to the rounding that was recovered.
    """

    method: Method
    quantiles: tuple[float, float, float]
    quantile_method: QuantileMethod
    decimals: int | None
    crossover_value: float
    roundings: Mapping[str, Rounding]


@dataclass(frozen=True, slots=True)
class NcaRule:
    """Ceilings, criteria and permutation test of the necessary condition analysis."""

    ceilings: tuple[str, ...]
    effect_size_threshold: float
    significance: float
    high_effect_threshold: float
    high_effect_ceiling: str
    permutations: int
    seed: int
    p_rule: str
    steps: int
    unit: str


@dataclass(frozen=True, slots=True)
class QcaRule:
    """Thresholds of necessity and of the truth table; ``expectations`` are for the outcome."""

    necessity_consistency: float
    frequency: int
    consistency: float
    pri: float
    expectations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """A range of one threshold, both ends included, and the step of its slider."""

    start: float
    stop: float
    step: float


@dataclass(frozen=True, slots=True)
class ExplorerRule:
    """What the threshold explorer covers: a range per threshold; at most ``models`` are listed."""

    frequency: Span
    consistency: Span
    pri: Span
    models: int

    @property
    def frequencies(self) -> tuple[int, ...]:
        """The frequency thresholds covered."""
        return tuple(range(int(self.frequency.start), int(self.frequency.stop) + 1))

    @property
    def spans(self) -> dict[str, Span]:
        """The ranges by name of the threshold."""
        return {"frequency": self.frequency, "consistency": self.consistency, "pri": self.pri}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything the study was computed with.

    ``robustness_consistency`` is the stricter threshold of section 4.3.
    """

    size: int
    outcome_year: int
    condition_year: int
    marketization: MarketizationRule
    calibration: CalibrationRule
    ddof: int
    quantile_method: QuantileMethod
    nca: NcaRule
    qca: QcaRule
    robustness_consistency: float
    explorer: ExplorerRule


def load_settings(root: Path | None = None) -> Settings:
    """Return the settings of the study. Raises InputError for a fault in their file."""
    document = load_document("settings", root)
    rule = document["marketization"]
    return Settings(
        size=document["sample"]["size"],
        outcome_year=document["years"]["outcome"],
        condition_year=document["years"]["conditions"],
        marketization=MarketizationRule(
            **{name: rule[name] for name in MarketizationRule.__slots__}
        ),
        calibration=_calibration(document["calibration"]),
        ddof=document["descriptive"]["ddof"],
        quantile_method=document["descriptive"]["quantile_method"],
        nca=_nca(document["nca"]),
        qca=_qca(document["qca"]),
        robustness_consistency=document["robustness"]["consistency"],
        explorer=_explorer(document["explorer"]),
    )


def _calibration(part: Mapping[str, Any]) -> CalibrationRule:
    return CalibrationRule(
        method=part["method"],
        quantiles=(part["exclusion"], part["crossover"], part["inclusion"]),
        quantile_method=part["quantile_method"],
        decimals=part["decimals"],
        crossover_value=part["crossover_value"],
        roundings={name: Rounding(**values) for name, values in part["rounding"].items()},
    )


def _nca(part: Mapping[str, Any]) -> NcaRule:
    values = {name: part[name] for name in NcaRule.__slots__}
    return NcaRule(**{**values, "ceilings": tuple(part["ceilings"])})


def _qca(part: Mapping[str, Any]) -> QcaRule:
    values = {name: part[name] for name in QcaRule.__slots__}
    return QcaRule(**{**values, "expectations": tuple(part["expectations"])})


def _explorer(part: Mapping[str, Any]) -> ExplorerRule:
    spans = (part[name] for name in ("frequency", "consistency", "pri"))
    frequency, consistency, pri = (Span(one["from"], one["to"], one["step"]) for one in spans)
    return ExplorerRule(frequency, consistency, pri, part["models"])
