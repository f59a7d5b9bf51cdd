import numpy as np
import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.qca import Expression
from analysis.qca.supersets import superset_search

from .reference import ATOL, SETS, SIDES, conditions, data, load, numbers, outcome

SEARCHES = {
    "superSubset_nec_90_60": {"consistency": 0.9, "coverage": 0.6},
    "superSubset_nec_90_ron50": {"consistency": 0.9, "ron": 0.5},
    "superSubset_nec_depth2": {"consistency": 0.85, "depth": 2},
    "superSubset_suf_90_cov30": {"relation": "sufficiency", "consistency": 0.9, "coverage": 0.3},
    "superSubset_sufnec": {"relation": "both", "consistency": 0.8, "coverage": 0.8},
}
COLUMNS = {
    "inclN": "necessity_consistency",
    "RoN": "ron",
    "covN": "necessity_coverage",
    "inclS": "sufficiency_consistency",
    "PRI": "pri",
    "covS": "sufficiency_coverage",
}


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_searches_agree_with_the_reference(name, side, search):
    stored = load(name, "pof")[side][search]
    found = superset_search(
        data(name), outcome(name, side), conditions(name), **SEARCHES[search]
    ).to_frame()
    if "error" in stored:
        assert found.empty
        return
    found.index = [Expression.parse(text) for text in found.index]
    rows = [Expression.parse(text) for text in stored["row"]]
    assert set(found.index) == set(rows)
    for theirs in COLUMNS.keys() & stored.keys():
        values = [found.loc[[row], COLUMNS[theirs]].iloc[0] for row in rows]
        np.testing.assert_allclose(values, numbers(stored[theirs]), atol=ATOL)


def test_a_disjunction_none_of_whose_parts_is_necessary():
    frame = pd.DataFrame({"A": [1, 1, 0, 0], "B": [0, 0, 1, 0], "Y": [1.0, 1, 1, 0]})
    found = superset_search(frame, "Y", ["A", "B"], consistency=1.0, coverage=0.9)
    assert [str(item.expression) for item in found.found] == ["A + B"]
    assert found.found[0].is_disjunction and found.found[0].necessity.ron == 1.0


def test_bad_options():
    with pytest.raises(InputError, match="'necessity', 'sufficiency', 'both'"):
        superset_search(data("synth_a"), "Y", ["A"], relation="sufnec")
    with pytest.raises(InputError, match="depth"):
        superset_search(data("synth_a"), "Y", ["A"], depth=0)
    with pytest.raises(InputError, match="Q"):
        superset_search(data("synth_a"), "Y", ["Q"])


def test_relevance_and_pri_filter_after_the_search():
    everything = superset_search(data("synth_b"), "Y", ["A", "B", "C"], consistency=0.8)
    relevant = superset_search(data("synth_b"), "Y", ["A", "B", "C"], consistency=0.8, ron=0.6)
    kept = [item for item in everything.found if item.necessity.ron >= 0.6]
    assert list(relevant.found) == kept
    assert relevant.to_dict()["outcome"] == "Y"
