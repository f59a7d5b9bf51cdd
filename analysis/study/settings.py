"""How a study is computed: calibration, thresholds, tests, sweeps; stated, recovered or assumed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from analysis.data import InputError, Problem
from analysis.qca import CoverOptions
from analysis.qca.calibration import CrossoverRule, Method, QuantileMethod

TypicalRule = Literal["member", "member_with_outcome", "only_member_with_outcome"]


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

    ``roundings`` maps the variables calibrated this way to the rounding of each.
    """

    method: Method
    quantiles: tuple[float, float, float]
    quantile_method: QuantileMethod
    decimals: int | None
    crossover_value: CrossoverRule
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
    """Thresholds of necessity and of the truth table.

    ``expectations`` are for the outcome, ``expectations_negated`` for its negation: whether the
    presence of a condition is expected to help; conditions without a direction are left out.
    At most ``models`` of those that fit equally well are listed; the proof that they are shortest
    may take ``time_limit`` (s).
    """

    necessity_consistency: float
    frequency: int
    consistency: float
    pri: float
    contradiction: float | None
    typical_cases: TypicalRule
    models: int
    time_limit: float
    expectations: Mapping[str, bool]
    expectations_negated: Mapping[str, bool]

    @property
    def cover(self) -> CoverOptions:
        """How models are searched."""
        return CoverOptions(cap=self.models, time_limit=self.time_limit)


@dataclass(frozen=True, slots=True)
class RobustnessRule:
    """What is varied: a stricter ``consistency`` (None: none), anchors, thresholds, cases.

    An anchor moves by at most ``anchor_reach`` of the range of the raw values, in ``anchor_steps``;
    ``dropped`` cases are left out at a time; ``bootstraps`` samples of cases are drawn. The proof
    of one solution may take ``time_limit`` (s).
    """

    consistency: float | None
    anchor_reach: float
    anchor_steps: int
    consistency_step: float
    dropped: int
    bootstraps: int
    seed: int
    time_limit: float


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
    """Everything a study is computed with; ``file`` is where it is declared.

    ``cases_stated``, ``outcome_stated`` and ``conditions_stated`` are the number of cases and the
    years that the study states, None where it states none.
    """

    file: str
    cases_stated: int | None
    outcome_stated: int | None
    conditions_stated: int | None
    calibration: CalibrationRule
    ddof: int
    quantile_method: QuantileMethod
    nca: NcaRule
    qca: QcaRule
    robustness: RobustnessRule
    explorer: ExplorerRule | None

    @property
    def size(self) -> int:
        """The number of cases stated; InputError where none is."""
        return _stated(self.cases_stated, self.file, "cases/size")

    @property
    def outcome_year(self) -> int:
        """The year of the outcome; InputError where none is stated."""
        return _stated(self.outcome_stated, self.file, "variables/0/year")

    @property
    def condition_year(self) -> int:
        """The one year of all conditions; InputError where there is none, or several."""
        return _stated(self.conditions_stated, self.file, "variables/1/year")


def settings_of(document: Mapping[str, Any], file: str, calibrated: Sequence[str]) -> Settings:
    """Return the settings of a study from its document, defaults filled in.

    ``calibrated`` are the keys of the variables with raw values.
    """
    return Settings(
        file=file,
        cases_stated=document["cases"].get("size"),
        outcome_stated=_year(document, "outcome"),
        conditions_stated=_year(document, "condition"),
        calibration=_calibration(document, calibrated),
        ddof=document["descriptive"]["ddof"],
        quantile_method=document["descriptive"]["quantile_method"],
        nca=_nca(document["nca"]),
        qca=_qca(document),
        robustness=_robustness(document["robustness"]),
        explorer=_explorer(document.get("explorer")),
    )


def _stated(value: int | None, file: str, field: str) -> int:
    if value is None:
        remedy = "state it, or leave out what asks for it"
        raise InputError([Problem(file, None, field, None, "the study does not state it", remedy)])
    return value


def _year(document: Mapping[str, Any], role: str) -> int | None:
    """Return the year that all variables of a role share, or None."""
    years = {item.get("year") for item in document["variables"] if item["role"] == role}
    return next(iter(years)) if len(years) == 1 else None


def _calibration(document: Mapping[str, Any], calibrated: Sequence[str]) -> CalibrationRule:
    part = document["calibration"]
    quantiles = part["quantiles"]
    return CalibrationRule(
        method=part["method"],
        quantiles=(quantiles["exclusion"], quantiles["crossover"], quantiles["inclusion"]),
        quantile_method=quantiles["definition"],
        decimals=part["decimals"],
        crossover_value=part["crossover_value"],
        roundings={
            item["key"]: rounding_of(item["calibration"])
            for item in document["variables"]
            if item["key"] in calibrated
        },
    )


def rounding_of(part: Mapping[str, Any]) -> Rounding:
    """Return the rounding that the calibration of a variable states."""
    return Rounding(part["value_decimals"], part["anchors_from"], part["anchor_decimals"])


def _nca(part: Mapping[str, Any]) -> NcaRule:
    values = {name: part[name] for name in NcaRule.__slots__}
    return NcaRule(**{**values, "ceilings": tuple(part["ceilings"])})


def _qca(document: Mapping[str, Any]) -> QcaRule:
    part = document["qca"]
    own = ("expectations", "expectations_negated", "contradiction")
    return QcaRule(
        **{name: part[name] for name in QcaRule.__slots__ if name not in own},
        contradiction=part.get("contradiction"),
        expectations=_expectations(document, lambda item: item.get("expected")),
        expectations_negated=_expectations(document, _expected_negated),
    )


def _expectations(
    document: Mapping[str, Any], direction: Callable[[Mapping[str, Any]], str | None]
) -> dict[str, bool]:
    found = {item["key"]: direction(item) for item in document["variables"]}
    return {key: each == "present" for key, each in found.items() if each not in (None, "none")}


def _expected_negated(item: Mapping[str, Any]) -> str | None:
    opposite = {"present": "absent", "absent": "present", None: None}
    stated: str | None = item.get("expected_negated", opposite[item.get("expected")])
    return stated


def _robustness(part: Mapping[str, Any]) -> RobustnessRule:
    names = [name for name in RobustnessRule.__slots__ if name != "consistency"]
    return RobustnessRule(part.get("consistency"), **{name: part[name] for name in names})


def _explorer(part: Mapping[str, Any] | None) -> ExplorerRule | None:
    if part is None:
        return None
    spans = (part[name] for name in ("frequency", "consistency", "pri"))
    frequency, consistency, pri = (Span(one["from"], one["to"], one["step"]) for one in spans)
    return ExplorerRule(frequency, consistency, pri, part["models"])
