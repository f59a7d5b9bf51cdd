import numpy as np
from hypothesis import given

from analysis.qca.cover_bound import minimum_cover
from analysis.qca.cover_heuristic import greedy_cover, short_cover

from .test_covers import charts


@given(charts)
def test_short_covers_cover_and_lie_between_the_minimum_and_the_greedy_one(chart):
    found = short_cover(chart, steps=50)
    assert chart[list(found)].any(axis=0).all()
    assert len(minimum_cover(chart)) <= len(found) <= len(greedy_cover(chart))
    assert found == short_cover(chart, steps=50)


def test_exchanges_improve_on_greed():
    """Greed takes the wide line first and then needs three more; two suffice."""
    chart = np.array([[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], [0, 1, 1, 1, 1, 0]], dtype=bool)
    assert len(greedy_cover(chart)) == 3
    assert short_cover(chart, least=2) == (0, 1)
