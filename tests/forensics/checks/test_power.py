"""The power of the checks: measured the same again, and as stored."""

from __future__ import annotations

import math

import numpy as np
import pytest

from analysis.data import load_document, load_table
from analysis.forensics.checks.power import ANY, measure_power, power_frame, with_digit
from analysis.forensics.checks.registry import CHECKS, KINDS
from analysis.forensics.printed import PrintedNumber

RULE = load_document("forensics_variants")["power"]
POWER = load_table("forensics_power")
BY_NAME = {label.en: takes for takes, label in KINDS.items()}
# A few cells of every kind that are quick to measure again over all tables.
SAMPLE = {
    "descriptive statistics": [("mean", -3), ("maximum", 1)],
    "calibration": [("scope", -1)],
    "public column": [("sum of memberships", -2)],
    "NCA tables": [("accuracy cr_fdh", 0)],
    "necessity table": [("coverage", -5), ("consistency", -6)],
    "configuration table": [("unique coverage", -6)],
}


def stored(kind, cells=None):
    own = POWER[POWER["kind"] == kind]
    return {
        (row.cell, row.digit, row.check): (row.changes, row.detected)
        for row in own.itertuples()
        if cells is None or (row.cell, row.digit) in cells
    }


def measured(kind, seed, tables, cells):
    found = power_frame(measure_power(BY_NAME[kind], seed, tables, cells))
    return {
        (row.cell, row.digit, row.check): (row.changes, row.detected) for row in found.itertuples()
    }


@pytest.mark.parametrize("kind", SAMPLE)
def test_a_sample_of_the_stored_cells_is_measured_again(kind):
    cells = SAMPLE[kind]
    assert measured(kind, RULE["seed"], RULE["tables"], cells) == stored(kind, cells)


@pytest.mark.parametrize("kind", ["public column", "necessity table", "descriptive statistics"])
def test_other_random_tables_give_the_same_power_within_the_binomial_error(kind):
    tables = 20
    again = measured(kind, RULE["seed"] + 1, tables, SAMPLE[kind])
    for cell, (changes, detected) in again.items():
        if cell[2] != ANY or changes < tables // 2:
            continue
        share = np.divide(*reversed(stored(kind)[cell]))
        error = math.sqrt(max(share * (1 - share), 0.02) * (1 / changes + 1 / RULE["tables"]))
        assert abs(detected / changes - share) <= 4 * error, cell


def test_every_kind_of_table_and_every_check_is_in_the_power_table():
    assert set(POWER["kind"]) == set(BY_NAME)
    known = {check.key for check in CHECKS} | {ANY}
    assert set(POWER["check"]) <= known
    assert (POWER["detected"] <= POWER["changes"]).all()
    assert (POWER["changes"] <= RULE["tables"]).all()


def test_any_check_notices_at_least_what_each_does():
    keys = ["kind", "cell", "digit"]
    whole = POWER[POWER["check"] == ANY].set_index(keys)["detected"]
    rest = POWER[POWER["check"] != ANY].groupby(keys)["detected"].agg(["max", "sum"])
    for place, row in rest.iterrows():
        assert row["max"] <= whole[place] <= row["sum"]


@pytest.mark.parametrize(
    ("text", "digit"), [("0.350", -3), ("895.750", 2), ("89.30%", 0), ("0.350", 0), ("7%", 0)]
)
def test_one_digit_is_changed_and_no_other(text, digit):
    rng = np.random.default_rng(1)
    changed = with_digit(PrintedNumber.read(text), digit, rng)
    differing = [k for k, (a, b) in enumerate(zip(text, changed.text, strict=True)) if a != b]
    assert len(differing) == 1
    step = abs(changed.number - PrintedNumber.read(text).number) * 10 ** max(0, -digit)
    assert step / 10 ** max(0, digit) in range(1, 10)
