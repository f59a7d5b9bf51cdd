import random
from fractions import Fraction
from itertools import product

import pandas as pd
import pytest

from analysis.forensics import load_transcripts
from analysis.forensics.bounds import necessity_consistencies
from analysis.forensics.certificates.reading_search import (
    Prose,
    changed_marks,
    judged,
    load_prose,
    search_readings,
)
from analysis.forensics.certificates.stored_readings import conjunction_of, stored_readings
from analysis.forensics.hidden_sums import hidden_sums
from analysis.forensics.joint import JointModel
from analysis.forensics.literals import SetLiteral, written
from analysis.forensics.panels import reading_evidence
from analysis.forensics.readings import (
    ReadingEvidence,
    failure_within_bounds,
    nested,
    out_of_bounds,
)
from tests.forensics.synthetic import necessity_cells, panel

NAMES = ("a", "b")
A, B = (SetLiteral(name) for name in NAMES)
NOTHING = Prose({}, {})


def small_study(seed):
    numbers = random.Random(seed)
    data = {
        name: [Fraction(numbers.randint(1, 99), 100) for _ in range(9)]
        for name in (*NAMES, "breakthrough")
    }
    paths = {"P": (A,), "Q": (B, A.negated), "R": (A.negated, B.negated)}
    cells = necessity_cells(data, NAMES)
    model = JointModel.of(hidden_sums(cells, 9))
    table = necessity_consistencies(cells, True)
    return panel(data, paths), ReadingEvidence(NAMES, table, model.total(True), model)


@pytest.mark.parametrize("seed", range(3))
def test_the_true_reading_is_always_found_and_all_are_counted(seed):
    printed, evidence = small_study(seed)
    found = search_readings(printed, evidence, NOTHING)
    assert any(each.changes == 0 for each in found.possible)
    assert found.total == 9**3
    assert sum(found.failed.values()) + len(found.possible) == found.total
    frame = found.stages_frame()
    assert frame["left"].iloc[-1] == len(found.possible)
    assert list(frame["tried"][1:]) == list(frame["left"][:-1])


def test_prose_counts_roles_and_cases():
    roles = {"P": {"a": "core", "b": "absent"}}
    cases = {"P": pd.DataFrame({"a": [0.9, 0.4]}, index=["x", "y"])}
    prose = Prose(roles, cases)
    assert prose.against_roles("P", (A, B.negated), ("core", "absent")) == 0
    assert prose.against_roles("P", (B,), ("core",)) == 1
    assert prose.against_roles("P", (B,), ("core", "absent")) == 2
    assert prose.against_cases("P", (A,)) == 1
    assert prose.against_cases("P", (A.negated,)) == 1
    assert prose.against_cases("P", (B,)) == 0


@pytest.fixture(scope="module")
def study():
    printed = load_transcripts().panels[0]
    return printed, reading_evidence(printed)


@pytest.fixture(scope="module")
def stored():
    return stored_readings()


def test_stored_counts_follow_from_the_bounds(study, stored):
    printed, evidence = study
    signs = list(product((None, True, False), repeat=len(evidence.conditions)))
    left = 1
    for path in printed.paths:
        marks = [
            tuple(
                SetLiteral(c, s)
                for c, s in zip(evidence.conditions, each, strict=True)
                if s is not None
            )
            for each in signs
        ]
        left *= sum(bool(each) and not out_of_bounds(path, each, evidence) for each in marks)
    stages = {stage.test: stage for stage in stored.stages}
    assert stages["empty"].tried == 3**18
    assert stages["bounds"].left == left
    for before, after in zip(stored.stages, stored.stages[1:], strict=False):
        assert before.tried - before.failed == before.left == after.tried
    assert stored.stages[-1].left == len(stored.possible)


@pytest.mark.parametrize("place", [0, 57, 120, 242])
def test_a_sample_of_the_stored_readings_passes_every_test_again(study, stored, place):
    printed, evidence = study
    each = stored.possible[place]
    assert failure_within_bounds(printed, each.marks, evidence) == ("", "")
    again = judged(printed, each.marks, evidence.conditions, load_prose())
    assert again == each


def test_a_sample_of_readings_that_are_not_stored_fails(study, stored):
    printed, evidence = study
    numbers = random.Random(7)
    pools = [sorted({each.marks[k] for each in stored.possible}) for k in range(3)]
    known = {each.marks for each in stored.possible}
    for _ in range(12):
        marks = tuple(numbers.choice(pool) for pool in pools)
        fails = bool(failure_within_bounds(printed, marks, evidence)[0])
        assert fails is (marks not in known)


def test_readings_with_a_further_path_need_it(study, stored):
    printed, evidence = study
    assert {each.changes for each in stored.with_a_further_path} == {2}
    for each in stored.with_a_further_path:
        assert not nested(printed, each.marks)
        assert not evidence.model.is_possible(printed, each.marks)
        assert evidence.model.is_possible(printed, each.marks, [each.unprinted])


def test_no_possible_reading_has_an_absence_and_five_marks_change_at_least(study, stored):
    assert stored.least_changes == 5
    assert all(mark.present for each in stored.possible for own in each.marks for mark in own)
    assert stored.to_dict()["possible"] == len(stored.possible) == 243
    printed, evidence = study
    assert changed_marks(printed, [p.literals for p in printed.paths], evidence.conditions) == 0


def test_texts_of_conjunctions():
    marks = (SetLiteral("a"), SetLiteral("b", False))
    assert conjunction_of(written(marks)) == marks
    assert conjunction_of("") == ()
