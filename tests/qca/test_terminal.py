"""Labels and sheets of the results of this engine; what every result can do is tested for both."""

import io

import pytest
from rich.console import Console

from analysis import qca
from analysis.data.errors import InputError

from .samples import CONDITIONS, LABELS, RESULTS, ZH


def shown(result, width=80):
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(result)
    return file.getvalue()


def test_the_sheet_of_the_truth_table_is_whole():
    text, table = shown(RESULTS["TruthTable"]), RESULTS["TruthTable"]
    assert text.splitlines()[0] == "Truth table: 关键核心技术水平"
    for row in table.rows:
        assert f"{row.consistency:.3f}" in text
        assert all(LABELS["zh"][case] in text for case in row.cases)
    assert not any(name in text for name in CONDITIONS)


@pytest.mark.parametrize("name", ["Minimization", "StandardAnalysis", "Solution", "Typology"])
def test_labels_travel_from_the_table(name):
    text = str(RESULTS[name].labelled("zh").to_csv())
    assert any(label in text for label in ZH.values())
    assert not any(key in text for key in CONDITIONS)


def test_labels_stand_in_for_keys_alone():
    names = {"P1": "a path?", "1": "one?", CONDITIONS[0]: "技术"}
    labels = {"zh": names}
    model = RESULTS["Minimization"].labelled("zh", labels)
    assert "P1" in set(model["model"])
    assert set(RESULTS["TruthTable"].labelled("zh", labels)["output"]) <= {"1", "0", "?"}


def test_negation_and_operators_stay():
    frame = RESULTS["NecessityTable"].labelled("zh")
    assert list(frame.index[:2]) == [ZH[CONDITIONS[0]], f"~{ZH[CONDITIONS[0]]}"]
    assert "*" in RESULTS["Minimization"].labelled("zh")["term"][0]


def test_an_unknown_language_is_told():
    with pytest.raises(InputError, match=r"language.*'fr'.*zh, en"):
        RESULTS["TruthTable"].labelled("fr")


def test_without_labels_there_is_no_language():
    with pytest.raises(InputError, match="language"):
        RESULTS["SufficiencyFit"].labelled("zh")


def test_a_long_frame_is_cut_with_a_note():
    table = RESULTS["TruthTable"]
    settings = [qca.Thresholds(0.8 + step / 1000) for step in range(50)]
    assert "… 10 more rows: see to_frame()" in shown(qca.sweep_thresholds(table, settings))
