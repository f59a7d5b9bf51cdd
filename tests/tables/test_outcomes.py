"""Answers on the printed ceilings, and paths under other expectations, as tables."""

from __future__ import annotations

from analysis.forensics.outcome.stored import Asked, OutcomeSearch, stored_outcome_search
from analysis.forensics.reconstruct.minimised import ExpectedPaths
from analysis.qca import Term
from analysis.study import load_variables
from analysis.tables import expectations, outcome_search
from analysis.tables.expectations import expectations_table
from analysis.tables.outcomes import outcome_table

from .reading import bands, grid

LABELS = load_variables().labels
BOTH = ("rd_intensity", "marketization")
NH1, NH2 = Term.of({"rd_intensity": False}), Term.of({"marketization": False})
OTHER = Term.of({"rd_intensity": True, "marketization": False})


def test_answers_are_counted_by_conditions_and_parts_left_out():
    found = OutcomeSearch(
        (
            Asked(("marketization",), "", "河北", 1, "possible", 4.0),
            Asked(BOTH, "", "河北", 1, "impossible", 4.0),
            Asked(BOTH, "", "海南", 1, "impossible", 0.1),
            Asked(BOTH, "", "海南", 2, "open", 9.0),
            Asked(BOTH, "named cases", "海南", 1, "open", 9.0),
        )
    )
    table = outcome_table(found, LABELS)
    assert [row[1:] for row in grid(table)] == [
        ["1", "0", "1", "0"],
        ["3", "2", "0", "1"],
        ["1", "0", "0", "1"],
    ]
    assert len(bands(table)) == 3
    assert not found.is_impossible
    assert OutcomeSearch(found.all[:3]).is_impossible


def test_the_stored_answers_leave_no_column_for_all_three_conditions():
    found = stored_outcome_search()
    assert found.is_impossible
    assert {each.at_crossover for each in found.widest} == {"河北", "海南"}
    alone = {each.conditions for each in found.about(1) if each.status == "possible"}
    assert len(alone) == 3
    assert grid(outcome_search())


def test_paths_that_are_printed_have_their_names_and_stand_first():
    printed = {"NH1": NH1, "NH2": NH2}
    found = [
        ExpectedPaths("study", frozenset({frozenset({NH1, NH2})}), printed),
        ExpectedPaths("absent", frozenset({frozenset({OTHER, NH2}), frozenset({OTHER})}), printed),
    ]
    rows = grid(expectations_table(found, LABELS, "note"))
    assert [row[1] for row in rows] == ["1", "2"]
    assert [row[3].split()[0] for row in rows] == ["✓", "✗"]
    assert rows[1][2].startswith("NH2: ") and "NH1" not in rows[1][2]


def test_the_book_expects_what_gives_the_printed_paths():
    rows = grid(expectations())
    assert [row[3].split()[0] for row in rows] == ["✓", "✗", "✗"]
