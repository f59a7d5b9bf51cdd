"""Necessity by NCA and QCA: conclusions of the paper, and how far the numbers agree.

Everything here rests on four reconstructed columns; what is asserted of printed numbers is what
the reconstruction was fitted to.
"""

from __future__ import annotations

import pytest

from analysis.data import load_document, load_table
from analysis.study import load_settings, memberships, nca_necessity, qca_necessity

TABLE4 = load_table("table4_necessity").to_dict("records")
CLAIMS = {claim["id"]: claim for claim in load_document("claims")["claims"]}
# Sums S Y and S ~Y that Table 4 implies.
OUTCOME_SUMS = {"high": 13.801, "nonhigh": 14.199}


@pytest.fixture(scope="module")
def held():
    return memberships()


@pytest.fixture(scope="module")
def qca(held):
    return qca_necessity(data=held)


@pytest.fixture(scope="module")
def nca(held):
    return nca_necessity(data=held, permutations=500, seed=1)


@pytest.mark.parametrize("outcome", OUTCOME_SUMS)
@pytest.mark.parametrize(
    "row", TABLE4, ids=lambda row: ("~" if row["negated"] else "") + row["condition"]
)
def test_intersections_agree_with_table_4_within_the_reconstruction(held, qca, row, outcome):
    literal = ("~" if row["negated"] else "") + row["condition"]
    y = held.values["breakthrough"].sum()
    own_sum = y if outcome == "high" else 28 - y
    recomputed = qca.to_frame().loc[literal, f"consistency_{outcome}"] * own_sum
    implied = float(row[f"consistency_{outcome}"]) * OUTCOME_SUMS[outcome]
    assert recomputed == pytest.approx(implied, abs=0.0021)


@pytest.mark.parametrize("column", ["consistency", "coverage"])
@pytest.mark.parametrize("outcome", OUTCOME_SUMS)
def test_every_cell_of_table_4_agrees_to_three_decimals(qca, outcome, column):
    frame = qca.to_frame()
    for row in TABLE4:
        literal = ("~" if row["negated"] else "") + row["condition"]
        printed = float(row[f"{column}_{outcome}"])
        assert frame.loc[literal, f"{column}_{outcome}"] == pytest.approx(printed, abs=1e-4)


def test_qca_finds_the_conditions_the_paper_names(qca):
    assert list(qca.necessary(qca.high)) == CLAIMS["qca_necessary_high"]["members"]
    assert list(qca.necessary(qca.nonhigh)) == CLAIMS["qca_necessary_nonhigh"]["members"]


def test_qca_frame_has_the_columns_of_both_outcomes(qca):
    assert qca.to_frame().shape == (12, 6)


def test_nca_finds_all_conditions_necessary(nca):
    assert list(nca.necessary()) == CLAIMS["nca_all_necessary"]["members"]


def test_high_effect_reads_the_threshold_of_the_settings(nca):
    rule = load_settings().nca
    frame = nca.to_frame().xs(rule.high_effect_ceiling, level="ceiling")
    expected = frame.index[frame["effect_size"] >= rule.high_effect_threshold]
    assert nca.high_effect() == tuple(expected)


def test_threshold_of_a_high_effect_picks_the_paper_s_four_from_its_printed_effects():
    rule = load_settings().nca
    table = load_table("table2_nca").set_index(["statistic", "ceiling"])
    printed = table.loc[("effect_size", rule.high_effect_ceiling)].astype(float)
    high = printed.index[printed >= rule.high_effect_threshold]
    assert set(high) == set(CLAIMS["nca_high_effect"]["members"])


def test_nca_criteria_need_size_and_significance(held):
    untested = nca_necessity(data=held, permutations=0)
    assert untested.necessary() == ()


def test_bottleneck_tables_have_eleven_levels_per_ceiling(nca):
    assert set(nca.bottlenecks) == {"ce_fdh", "cr_fdh"}
    for table in nca.bottlenecks.values():
        assert table.levels == tuple(range(0, 101, 10))
        assert len(table.columns) == 6


def test_the_same_seed_gives_the_same_p_values(held, nca):
    again = nca_necessity(data=held, permutations=500, seed=1)
    assert again.to_frame().equals(nca.to_frame())


def test_results_say_which_columns_are_reconstructed(nca, qca, held):
    assert nca.origins == qca.origins == held.origins
