"""The permutation tests of many conditions, each a piece of work of its own."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.nca import NcaResult, analyse
from analysis.nca.permutation import PermutationTest
from analysis.study.settings import NcaRule
from analysis.work import spread
from analysis.work.checkpoint import digest


@dataclass(frozen=True, slots=True)
class _Piece:
    """One condition to be tested on the values of condition and outcome."""

    values: pd.DataFrame = field(repr=False)
    condition: str
    outcome: str
    rule: NcaRule
    permutations: int
    seed: int


def tested(
    values: pd.DataFrame,
    conditions: Sequence[str],
    outcome: str,
    rule: NcaRule,
    permutations: int,
    seed: int,
) -> NcaResult:
    """Return the analysis of all conditions with their permutation tests.

    Every condition is tested with the same seed, so that the result is that of one analysis.
    """
    plain = analyse(values, conditions, outcome, rule.ceilings, p_rule=rule.p_rule)
    if not permutations:
        return plain
    pieces = [
        _Piece(values[[name, outcome]], name, outcome, rule, permutations, seed)
        for name in conditions
    ]
    content = digest(values[[*conditions, outcome]].to_numpy(dtype="float64").tobytes())
    identity = (content, tuple(conditions), outcome, rule, permutations, seed)
    found = spread(_tests, pieces, name="permutations", identity=identity)
    by_condition = dict(zip(conditions, found, strict=True))
    results = tuple(
        replace(each, test=_test(by_condition[each.condition][each.ceiling]))
        for each in plain.results
    )
    return replace(plain, permutations=permutations, seed=seed, results=results)


def _tests(piece: _Piece) -> dict[str, dict[str, Any]]:
    """Return the tests of a condition by ceiling, as plain data."""
    found = analyse(
        piece.values,
        [piece.condition],
        piece.outcome,
        piece.rule.ceilings,
        permutations=piece.permutations,
        seed=piece.seed,
        p_rule=piece.rule.p_rule,
    )
    return {each.ceiling: _plain(each.test) for each in found.results if each.test is not None}


def _plain(test: PermutationTest) -> dict[str, Any]:
    raw = np.ascontiguousarray(test.effects, dtype="<f8").tobytes()
    return {
        "p_value": test.p_value,
        "p_accuracy": test.p_accuracy,
        "threshold": test.threshold,
        "permutations": test.permutations,
        "rule": test.rule,
        "effects": base64.b64encode(raw).decode(),
    }


def _test(plain: Mapping[str, Any]) -> PermutationTest:
    effects = np.frombuffer(base64.b64decode(plain["effects"]), dtype="<f8")
    return PermutationTest(**{**plain, "effects": effects})
