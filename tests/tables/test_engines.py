"""Results of the engines as tables of the book."""

import pandas as pd
import pytest

from analysis import nca, qca
from analysis.tables.engines import ceiling_strips, result_table

DATA = pd.DataFrame(
    {"A": [0.9, 0.8, 0.1, 0.2], "B": [0.9, 0.2, 0.2, 0.7], "Y": [0.95, 0.9, 0.1, 0.3]},
    index=["甲", "乙", "丙", "丁"],
)
LABELS = {"zh": {"A": "技术", "甲": "甲"}, "en": {"A": "Technology", "甲": "First"}}


def lines(made):
    return [line.split(" | ") for line in made.plain.splitlines()]


def test_a_truth_table_has_labels_in_both_languages_and_every_figure():
    table = qca.truth_table(DATA, "Y", ["A", "B"])
    head, *rows = lines(result_table(table, LABELS))
    assert head[:5] == ["row", "技术 Technology", "B", "output", "frequency"]
    assert len(rows) == len(table)
    assert [row[5] for row in rows] == [f"{value:.3f}" for value in table.consistency]
    assert any("First" in row[-1] and "甲" in row[-1] for row in rows)


def test_terms_are_in_both_languages():
    found = qca.complex_solution(qca.truth_table(DATA, "Y", ["A", "B"]))
    text = result_table(found, LABELS).plain
    assert "技术" in text and "Technology" in text


def test_columns_can_be_chosen_and_the_index_stays():
    study = nca.analyse(DATA, ["A"], "Y")
    made = lines(result_table(study, LABELS, ["effect_size", "accuracy"]))
    assert made[0] == ["condition", "ceiling", "effect size", "accuracy"]
    assert made[1][:2] == ["技术 Technology", "ce_fdh"]
    assert made[1][2] == f"{study.results[0].effect_size:.3f}"


def test_what_is_not_defined_is_a_dash():
    study = nca.analyse(DATA, ["A"], "Y")
    assert lines(result_table(study, LABELS, ["p_value"]))[1][2] == "–"


def test_an_unknown_column_is_told():
    with pytest.raises(ValueError, match="no column d; there are"):
        result_table(nca.analyse(DATA, ["A"], "Y"), LABELS, ["d"])


def test_the_strips_add_to_the_ceiling_zone():
    found = nca.analyse(DATA, ["A"], "Y").get("A", "ce_fdh")
    head, *rows = lines(ceiling_strips(found, LABELS))
    areas = [float(row[-1]) for row in rows]
    assert head[-1] == "Area" and rows[-1][0] == "ceiling zone"
    assert sum(areas[:-1]) == pytest.approx(found.ceiling_zone, abs=5e-4)
    assert areas[-1] == pytest.approx(found.ceiling_zone, abs=5e-5)
    assert "甲 First" in [row[0] for row in rows]


def test_strips_are_of_one_ceiling_only():
    with pytest.raises(ValueError, match="CE-FDH"):
        ceiling_strips(nca.analyse(DATA, ["A"], "Y").get("A", "cr_fdh"), LABELS)


def test_yes_and_no_are_words():
    table = qca.check_skewness(DATA, ["A"])
    assert lines(result_table(table, LABELS))[1][-1] in {"yes", "no"}


def test_a_small_number_keeps_its_first_digit():
    study = nca.analyse(DATA, ["A"], "Y", permutations=24)
    peer = nca.Peer("甲", 0.00012, 0.0)
    assert lines(result_table(peer, LABELS))[1][1:] == ["0.0001", "0.000"]
    assert len(lines(result_table(study, LABELS, ["p_value"]))) == 3
