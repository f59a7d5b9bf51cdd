"""What a member's own truth table minimises to, beside the paths that the paper prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from analysis.forensics.literals import Conjunction
from analysis.forensics.reconstruct.reading import declared_reading
from analysis.forensics.reconstruct.residuals import memberships_of, term_of
from analysis.forensics.transcripts import load_transcripts
from analysis.qca import Term, standard_analysis
from analysis.study import Memberships, load_settings, memberships
from analysis.study.configurations import expectations_of, truth_table_of

Paths = frozenset[Term]


@dataclass(frozen=True, slots=True)
class ExpectedPaths:
    """The intermediate models for the outcome's negation under one set of expectations.

    ``expectations`` is ``study``, ``absent`` (every condition) or ``none``; ``printed`` has the
    paths that the paper prints, by their names.
    """

    expectations: str
    models: frozenset[Paths]
    printed: Mapping[str, Term]

    @property
    def is_as_printed(self) -> bool:
        """Return whether there is a single model, the printed one."""
        return self.models == {frozenset(self.printed.values())}

    @property
    def closest(self) -> Mapping[str, Term]:
        """Return the model with most printed paths, its paths by name; others by their literals."""
        names = {term: name for name, term in self.printed.items()}
        models = sorted(self.models, key=lambda each: sorted(map(str, each)))
        model = max(models, key=lambda each: len(each & names.keys()))
        found = {names.get(term, str(term)): term for term in model}
        return dict(sorted(found.items(), key=lambda item: (item[0] not in self.printed, item[0])))


def gives_printed_negation(hidden: pd.DataFrame, root: Path | None = None) -> bool:
    """Return whether the paths to the outcome's negation come out as printed, in a single model.

    ``hidden`` (28, 4) are a member's memberships; thresholds and directions are the study's.
    """
    printed = paths_of(declared_reading(root).paths[3:])
    return solution_of(memberships_of(hidden, root), negated=True, root=root) == {printed}


def solution_of(held: Memberships, *, negated: bool, root: Path | None = None) -> frozenset[Paths]:
    """Return the intermediate models of a truth table, each as its set of paths."""
    expected = expectations_of(load_settings(root).qca, negated)
    return _models(held, expected, negated=negated, root=root)


def paths_by_expectation(root: Path | None = None) -> Iterator[ExpectedPaths]:
    """Yield what the book's memberships give for the negation under other expectations."""
    held = memberships(root)
    names = [path.id for panel in load_transcripts(root).panels for path in panel.paths]
    literals = declared_reading(root).paths
    printed = dict(zip(names[3:], map(term_of, literals[3:]), strict=True))
    choices = {
        "study": expectations_of(load_settings(root).qca, negated=True),
        "absent": dict.fromkeys(held.conditions, False),
        "none": {},
    }
    for name, expected in choices.items():
        models = _models(held, expected, negated=True, root=root)
        yield ExpectedPaths(name, models, printed)


def _models(
    held: Memberships, expected: Mapping[str, bool], *, negated: bool, root: Path | None
) -> frozenset[Paths]:
    table = truth_table_of(held, load_settings(root).qca, negated)
    found = standard_analysis(table, expected)
    return frozenset(frozenset(model.terms) for pair in found.pairs for model in pair.models)


def paths_of(literals: tuple[Conjunction, ...]) -> Paths:
    """Return paths given by their literals as a set of terms."""
    return frozenset(map(term_of, literals))
