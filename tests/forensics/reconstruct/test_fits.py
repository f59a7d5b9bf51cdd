"""How many printed numbers members meet."""

from __future__ import annotations

import math

import pytest

from analysis.forensics.printed import PrintedNumber
from analysis.forensics.reconstruct.fits import (
    MemberFit,
    fits_of,
    fits_over_members,
    member_fits,
    raw_residuals,
    target_fits,
)
from analysis.forensics.reconstruct.residuals import Residual, printed_targets
from analysis.forensics.reconstruct.store import stored_members

SCOPE = ("table2", "scope ce_fdh", "x")
LEVEL = ("table3", "10%", "x")
PATH = ("table5", "consistency", "NH1")


def residual(place, text, value):
    return Residual(place, PrintedNumber.read(text), value)


def test_numbers_count_per_member():
    members = [
        [residual(SCOPE, "0.97", 0.9701), residual(LEVEL, "NN", -3.0), residual(PATH, "0.9", 0.9)],
        [residual(SCOPE, "0.97", 0.9801), residual(LEVEL, "NN", 2.0), residual(PATH, "0.9", 0.9)],
    ]
    found = [fits_of(own, [SCOPE, LEVEL, PATH]) for own in members]
    scope, level, path = fits_over_members(found).all
    assert scope.by_member == (1, 0)
    assert scope.deviation == pytest.approx(0.0101)
    assert (level.target, level.by_member, level.deviation) == ("all", (1, 0), 2.0)
    assert path.target == "consistency nonhigh"
    assert path.is_met and not scope.is_met


def test_a_number_without_a_value_is_not_met():
    (level,) = fits_of([], [LEVEL])
    assert (level.numbers, level.met) == (1, 0) and math.isnan(level.deviation)
    known = MemberFit("table3", "all", 1, 1, 0.5)
    assert math.isnan(fits_over_members([[known], [level]]).all[0].deviation)


def test_no_members_is_an_error():
    with pytest.raises(ValueError, match="no members"):
        fits_over_members([])


def test_raw_values_of_a_member_are_held_against_28_numbers():
    stored = stored_members()
    raw = stored.raw(stored.seeds[0])
    found = list(raw_residuals(raw))
    assert len(found) == 28 and all(each.agrees for each in found)
    moved = raw_residuals(raw.assign(breakthrough=raw["breakthrough"] + 1))
    assert sum(not each.agrees for each in moved) == 6


def test_every_printed_number_but_p_values_is_a_target():
    found = target_fits().to_frame()
    assert found["numbers"].sum() == len(printed_targets()) + 28
    assert not found["target"].str.startswith("p_value").any()
    assert found.groupby("table")["numbers"].sum().to_dict() == {
        "table1": 28,
        "table2": 48,
        "table3": 66,
        "table4": 48,
        "table5": 22,
    }


@pytest.mark.parametrize("place", [0, -1])
def test_kept_fits_are_those_of_the_members(place):
    stored = stored_members()
    seed = stored.seeds[place]
    kept = {(each.table, each.target): each.by_member[place] for each in target_fits().all}
    found = member_fits(stored.memberships(seed), stored.raw(seed))
    assert {(each.table, each.target): each.met for each in found} == kept
