"""The answer: impossible (proven), possible (a column is shown), or open within the effort."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np
from ortools.sat.python import cp_model

from analysis.forensics.outcome.programme import programme
from analysis.forensics.outcome.question import Question
from analysis.forensics.outcome.stored import Status
from analysis.forensics.reconstruct.compiled import Ints

STATUS: Mapping[Any, Status] = {
    cp_model.INFEASIBLE: "impossible",
    cp_model.OPTIMAL: "possible",
    cp_model.FEASIBLE: "possible",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a question after ``effort`` units of the solver's deterministic time.

    ``outcome`` (n,) are memberships in thousandths that meet the programme, None without any.
    """

    asked: Question = field(repr=False)
    status: Status
    effort: float
    outcome: Ints | None = field(repr=False)


def answer(asked: Question, *, effort: float, workers: int = 2, seed: int = 1) -> Answer:
    """Return whether an outcome column can exist, within an effort."""
    posed = programme(asked)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = workers
    solver.parameters.interleave_search = workers > 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    status = STATUS.get(solver.solve(posed.model), "open")
    column = [solver.value(each) for each in posed.y] if status == "possible" else None
    return Answer(
        asked,
        status,
        round(solver.response_proto.deterministic_time, 1),
        None if column is None else np.array(column, dtype=np.int64),
    )


def variants(columns: Mapping[str, Sequence[Ints]]) -> Iterator[dict[str, Ints]]:
    """Yield every choice of one column per condition."""
    for chosen in product(*columns.values()):
        yield dict(zip(columns, chosen, strict=True))


def smallest(
    asked: Question, decide: Callable[[Question], Answer], order: Sequence[str]
) -> tuple[Question, tuple[tuple[str, Answer], ...]]:
    """Return a question without the parts that its impossibility does not need, and every trial.

    Parts are left out one by one in ``order`` where what is left is still impossible.
    """
    trials = []
    for part in order:
        without = replace(asked, parts=asked.parts - {part})
        found = decide(without)
        trials.append((part, found))
        if found.status == "impossible":
            asked = without
    return asked, tuple(trials)
