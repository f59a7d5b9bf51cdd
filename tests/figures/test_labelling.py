"""Names beside points never overlap each other or a point."""

from itertools import combinations

from analysis.data import Label
from analysis.figures.labelling import Area, Named, name_points, named
from analysis.figures.style import canvas, settle, style


def written(points: list[Named], dots: list[tuple[float, float]]) -> list[str]:
    with style():
        sheet = canvas(60, 60)
        axes = sheet.subplots()
        axes.set(xlim=(0, 1), ylim=(0, 1))
        settle(sheet)
        name_points(axes, points, dots)
        return [text.get_text() for text in axes.texts]


def test_the_longer_name_is_taken_where_it_fits() -> None:
    labels = [Label("河南", "Henan")]
    assert written([named("河南", 0.9, 0.5, labels)], []) == ["河南 Henan"]
    assert written([named("河南", 0.2, 0.5, labels)], []) == ["河南"]


def test_a_name_that_would_cover_a_point_is_left_out() -> None:
    point = Named(("河南",), 0.5, 0.5)
    assert written([point], [(0.5, 0.5)]) == ["河南"]
    assert written([point], [(0.5, 0.5), (0.45, 0.53)]) == []


def test_of_two_close_points_the_first_is_named() -> None:
    points = [Named(("河南",), 0.5, 0.5), Named(("湖北",), 0.52, 0.5)]
    assert written(points, []) == ["河南"]


def test_areas_meet_only_when_they_overlap() -> None:
    areas = [Area(0, 0, 2, 2), Area(1, 1, 3, 3), Area(5, 5, 6, 6)]
    assert [a.meets(b) for a, b in combinations(areas, 2)] == [True, False, False]
