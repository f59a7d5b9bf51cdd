import numpy as np
import pandas as pd
import pytest

from analysis.data.errors import InputError
from analysis.qca import necessity_fit, sufficiency_fit
from analysis.qca.clusters import cluster_diagnostics

from .reference import data

PANEL = pd.DataFrame({"A": [0.9, 0.2, 0.8, 0.6], "Y": [0.8, 0.3, 0.4, 0.9]})


def test_groups_by_hand():
    found = cluster_diagnostics(PANEL, "A", "Y", [2020, 2020, 2021, 2021], ["x", "z", "x", "z"])
    assert [fit.group for fit in found.between] == ["2020", "2021"]
    assert found.pooled.consistency == pytest.approx(2.0 / 2.5)
    assert [fit.consistency for fit in found.between] == pytest.approx([1.0 / 1.1, 1.0 / 1.4])
    assert [fit.consistency for fit in found.within] == pytest.approx([1.2 / 1.7, 0.8 / 0.8])
    parts = np.array([1.0 / 1.1, 1.0 / 1.4])
    assert found.between_distance == pytest.approx(np.linalg.norm(parts / parts.sum() - 0.5))
    assert len(found.to_frame()) == 5


@pytest.mark.parametrize("relation", ["sufficiency", "necessity"])
def test_one_cluster_is_the_pooled_fit(relation):
    frame = data("provinces")
    found = cluster_diagnostics(frame, "DIG*ORG", "~Y", ["all"] * 28, relation=relation)
    x, y = frame[["DIG", "ORG"]].min(axis=1), 1 - frame["Y"]
    fit = sufficiency_fit(x, y) if relation == "sufficiency" else necessity_fit(x, y)
    assert found.pooled.consistency == pytest.approx(fit.consistency)
    assert found.between[0].coverage == pytest.approx(fit.coverage)
    assert found.between_distance == 0 and np.isnan(found.within_distance)


def test_labels_are_checked():
    with pytest.raises(InputError, match="3 labels for 4 cases"):
        cluster_diagnostics(PANEL, "A", "Y", [1, 1, 2])
    with pytest.raises(InputError, match="case 2 has no label"):
        cluster_diagnostics(PANEL, "A", "Y", ["a", None, "b", "b"])
