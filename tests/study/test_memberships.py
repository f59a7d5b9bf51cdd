"""Memberships: three calibrated columns and four reconstructed ones."""

from __future__ import annotations

import pytest

from analysis.data import InputError, load_table
from analysis.study import calibrations, memberships

SUMS = {"rd_intensity": 14.53, "marketization": 14.59, "government_support": 14.04}


@pytest.fixture(scope="module")
def held():
    return memberships()


@pytest.mark.parametrize("variable", SUMS)
def test_sum_of_an_authentic_column_is_the_one_table_4_implies(held, variable):
    assert held.values[variable].sum() == pytest.approx(SUMS[variable], abs=1e-9)


def test_columns_are_the_outcome_and_the_conditions(held):
    assert held.values.shape == (28, 7)
    assert held.outcome == "breakthrough"
    assert held.conditions == (
        "digital_technology",
        "rd_intensity",
        "organisation_agglomeration",
        "industrial_synergy",
        "marketization",
        "government_support",
    )
    assert [label.zh for label in held.cases] == list(held.values.index)


def test_origins_tell_public_data_from_reconstruction(held):
    assert held.reconstructed == (
        "breakthrough",
        "digital_technology",
        "organisation_agglomeration",
        "industrial_synergy",
    )
    assert all(held.origins[variable] == "authentic" for variable in SUMS)


def test_reconstructed_columns_are_those_of_the_file_with_the_crossover_moved(held):
    file = load_table("memberships_reconstructed").set_index("province_zh")
    for variable in held.reconstructed:
        assert held.values[variable].equals(file[variable].replace(0.5, 0.501))
    at_crossover = (held.values[list(held.reconstructed)] == 0.501).sum()
    assert at_crossover.to_list() == [1, 4, 0, 0]


def test_no_membership_is_at_the_crossover(held):
    assert not (held.values == 0.5).any(axis=None)
    assert held.values.min(axis=None) >= 0
    assert held.values.max(axis=None) <= 1


def test_anchors_round_to_the_printed_ones():
    printed = load_table("table1_statistics").set_index("variable")
    for variable in ("rd_intensity", "government_support"):
        exclusion, crossover, inclusion = calibrations()[variable].anchors
        assert f"{inclusion:.3f}" == printed.loc[variable, "inclusion"]
        assert f"{crossover:.3f}" == printed.loc[variable, "crossover"]
        assert f"{exclusion:.3f}" == printed.loc[variable, "exclusion"]


def test_marketization_is_calibrated_at_anchors_of_two_decimals():
    assert calibrations()["marketization"].anchors == (7.76, 9.53, 10.14)


def test_a_province_missing_from_the_reconstruction_is_named(without_line):
    root = without_line("data/configurational/memberships_reconstructed.csv", "青海")
    with pytest.raises(InputError) as caught:
        memberships(root)
    (problem,) = caught.value.problems
    assert (problem.value, problem.message) == ("青海", "no row for this case")


def test_changing_a_datum_changes_exactly_its_column(data_copy, held):
    path = data_copy / "data/public/rd_intensity.csv"
    text = path.read_text("utf-8")
    old = next(line for line in text.splitlines() if line.startswith("安徽,Anhui,2021"))
    path.write_text(text.replace(old, "安徽,Anhui,2021,0.30,1006.1"), "utf-8")
    changed = memberships(data_copy).values
    differs = (changed != held.values).any(axis=0)
    assert differs[differs].index.tolist() == ["rd_intensity"]
    assert changed.loc["安徽", "rd_intensity"] < 0.05
