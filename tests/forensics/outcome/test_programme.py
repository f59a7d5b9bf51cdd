"""The integer programme never rules out a column that exists, and rules out what cannot."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from ortools.sat.python import cp_model

from analysis.forensics.ceiling_lines import ceiling_lines
from analysis.forensics.outcome.programme import programme
from analysis.forensics.outcome.question import (
    OWN,
    WHOLE,
    all_parts,
    possible_columns,
    question,
)
from analysis.forensics.outcome.search import answer, smallest, variants
from analysis.forensics.printed import PrintedNumber, Rounding
from analysis.forensics.rebuilt import rebuilt_values
from analysis.forensics.reconstruct.residuals import memberships_of, printed_targets
from analysis.forensics.reconstruct.store import stored_members
from analysis.forensics.transcripts import load_transcripts
from analysis.study import memberships

STORED = stored_members()
NAMES = ("rd_intensity", "marketization", "government_support")


@cache
def columns():
    held = memberships()
    return {name: (1000 * held.values[name]).round().astype(int).to_numpy() for name in NAMES}


def level_printed(value):
    """A required level as the bottleneck table would print it."""
    return PrintedNumber.of(value, 1, percent=True) if value > 0 else PrintedNumber.read("NN")


@cache
def true_of(seed):
    """A question whose ceilings are those of a member's own outcome, and that outcome."""
    hidden = STORED.memberships(seed)
    held = memberships_of(hidden)
    values, printed = dict(rebuilt_values(data=held)), printed_targets()
    outcome = (1000 * hidden["breakthrough"]).round().astype(int)
    (at_crossover,) = outcome.index[outcome == 501]
    asked = question(columns(), at_crossover)
    ceilings = []
    for ceiling in asked.ceilings:
        name = ceiling.condition
        zone = ("table2", "ceiling_zone ce_fdh", name)
        share = values["table2", "accuracy cr_fdh", name]
        area = PrintedNumber.of(values[zone], printed[zone].decimals)
        required = {
            level: values.get(("table3", f"{level}%", name), np.nan)
            for level in load_transcripts().levels
        }
        # Levels that no case can reach ("NA") follow the last number; the paper has none.
        last = max(level for level, value in required.items() if not np.isnan(value))
        column = {level: level_printed(value) for level, value in required.items() if level <= last}
        ceilings.append(
            replace(
                ceiling,
                zone=area.interval(Rounding.HALF_UP),
                lines=ceiling_lines(name, list(column), list(column.values())),
                above=28 - round(28 * share / 100),
            )
        )
    asked = replace(asked, ceilings=tuple(ceilings))
    return asked, outcome.reindex(list(asked.cases)).to_numpy()


def fixed(asked, outcome):
    """The solver's word on a question to which one outcome column is the only candidate."""
    posed = programme(asked)
    for variable, value in zip(posed.y, outcome, strict=True):
        posed.model.add(variable == int(value))
    return cp_model.CpSolver().solve(posed.model)


@pytest.mark.parametrize("seed", STORED.seeds[:12])
def test_a_column_that_exists_is_never_ruled_out(seed):
    asked, outcome = true_of(seed)
    assert all(each.lines.is_line for each in asked.ceilings)
    assert fixed(asked, outcome) == cp_model.OPTIMAL


@pytest.mark.parametrize("part", [*WHOLE, *(f"{part} of marketization" for part in OWN)])
def test_every_part_rules_something_out(part):
    asked, outcome = true_of(STORED.seeds[0])
    alone = replace(asked, parts=frozenset({part}))
    generator = np.random.default_rng(20240101)
    tried = [
        np.where(outcome == 501, 501, generator.permutation(outcome[outcome != 501])[0])
        for _ in range(3)
    ] + [_shuffled(outcome, generator) for _ in range(5)]
    assert fixed(alone, outcome) == cp_model.OPTIMAL
    assert cp_model.INFEASIBLE in {fixed(alone, each) for each in tried}


def _shuffled(outcome, generator):
    found = outcome.copy()
    free = outcome != 501
    found[free] = generator.permutation(outcome[free])
    return found


def test_an_answer_shows_a_column_that_meets_the_programme():
    asked = question({"marketization": columns()["marketization"]}, "河北")
    asked = replace(asked, parts=asked.parts - {"ceiling line of marketization"})
    found = answer(asked, effort=100)
    assert found.status == "possible" and found.outcome is not None
    assert fixed(asked, found.outcome) == cp_model.OPTIMAL
    assert answer(asked, effort=100).outcome.tolist() == found.outcome.tolist()


def test_no_column_meets_all_three_ceilings_with_hainan_at_the_crossover():
    asked = question(columns(), "海南")
    assert asked.parts == all_parts(NAMES)
    found = answer(asked, effort=100)
    assert found.status == "impossible" and found.outcome is None
    without, trials = smallest(
        asked, lambda each: answer(each, effort=1), ["extremes", "named cases"]
    )
    assert [part for part, _ in trials] == ["extremes", "named cases"]
    assert without.parts == asked.parts - {
        part for part, each in trials if each.status == "impossible"
    }


def test_variants_are_the_columns_that_meet_table_4():
    found = possible_columns()
    assert set(found) == set(NAMES)
    assert len(list(variants(found))) == np.prod([len(each) for each in found.values()])
    for name, own in columns().items():
        assert any((own == each).all() for each in found[name])
