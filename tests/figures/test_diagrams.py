"""Structure figures: complete, independent of the Graphviz used, readable."""

import re
import shutil
from collections.abc import Iterator

import pytest
from lxml import etree

from analysis.casestudy import Diagram, load_process_model, load_structure, load_value_logic
from analysis.data import Label
from analysis.data.anchors import anchor
from analysis.figures import layout
from analysis.figures.core import SMALLEST_TEXT, TEXT_WIDTH_MM
from analysis.figures.draw import MIDDLE
from analysis.figures.palette import contrast
from analysis.figures.text import latin, width
from analysis.study import load_variables
from tests.figures.conftest import DIAGRAMS, SVG, diagram, run_together

TALLEST_MM = 230


def squeezed(label: Label) -> tuple[str, str]:
    return label.zh.replace(" ", ""), latin(label.en).replace(" ", "")


def assert_shows(name: str, labels: list[Label]) -> None:
    shown = run_together(diagram(name))
    for label in labels:
        for part in squeezed(label):
            assert part in shown, f"{part} is not in {name}"


def model_labels(model: Diagram) -> list[Label]:
    return [node.label for node in model.nodes] + list(model.relations.values())


def test_data_structure_shows_every_unit() -> None:
    structure = load_structure()
    units = [*structure.concepts, *structure.themes, *structure.dimensions]
    assert_shows("data_structure", [unit.label for unit in units])
    shown = run_together(diagram("data_structure"))
    counts = structure.counts
    for number, word in ((counts.concepts, "一阶概念"), (counts.themes, "二阶主题")):
        assert f"{number}{word}" in shown


def test_process_model_shows_every_node_and_relation() -> None:
    assert_shows("process_model", model_labels(load_process_model()))


def test_value_logic_shows_every_node_and_relation() -> None:
    assert_shows("value_logic", model_labels(load_value_logic()))


def test_toe_framework_shows_every_variable_and_dimension() -> None:
    variables = load_variables()
    labels = [variable.label for variable in variables.all]
    assert_shows("toe_framework", labels + [d.label for d in variables.dimensions])


def test_every_edge_of_the_process_model_has_an_arrow_of_its_own() -> None:
    root = etree.fromstring(diagram("process_model").svg)
    samples = 3  # arrows of the legend
    assert len(list(root.iter(f"{SVG}polygon"))) == len(load_process_model().edges) + samples


def test_every_other_edge_of_the_value_logic_has_an_arrow_of_its_own() -> None:
    shown_otherwise = {"plays", "faces", "takes_part"}  # by lanes and by marks
    edges = [e for e in load_value_logic().edges if e.relation not in shown_otherwise]
    root = etree.fromstring(diagram("value_logic").svg)
    sample = 1  # arrow of the legend
    assert len(list(root.iter(f"{SVG}polygon"))) == len(edges) + sample


def test_data_structure_has_two_arrows_per_theme() -> None:
    root = etree.fromstring(diagram("data_structure").svg)
    assert len(list(root.iter(f"{SVG}polygon"))) == 2 * load_structure().counts.themes


def test_value_logic_marks_every_participation() -> None:
    model = load_value_logic()
    taking_part = [edge for edge in model.edges if edge.relation == "takes_part"]
    shown = run_together(diagram("value_logic"))
    lanes_and_key = len(model.nodes_of("actor")) + 2
    assert sum(map(shown.count, "■●▲")) == len(taking_part) + lanes_and_key


@pytest.mark.skipif(shutil.which("dot") is None, reason="there is no system Graphviz to compare")
def test_both_layout_engines_give_the_same_bytes(each_diagram: str) -> None:
    assert diagram(each_diagram, "wheel").svg == diagram(each_diagram, "system").svg


def test_a_missing_system_graphviz_changes_nothing(
    each_diagram: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert DIAGRAMS[each_diagram](None).svg == diagram(each_diagram).svg


@pytest.mark.skipif(shutil.which("dot") is None, reason="there is no system Graphviz to fall to")
def test_a_machine_without_wasm_falls_back_to_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(dot: str) -> str:
        raise ImportError("no wasm here")

    monkeypatch.setattr(layout, "_wheel", refuse)
    assert DIAGRAMS["toe_framework"](None).svg == diagram("toe_framework").svg


def test_no_graphviz_at_all_is_one_clear_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(layout.LayoutError, match="Remedy: install the pinned dependencies"):
        layout.ranks("digraph { a }", "system")


def test_sheet_fits_the_page(each_diagram: str) -> None:
    made = diagram(each_diagram)
    assert made.width_mm <= TEXT_WIDTH_MM
    assert made.height_mm <= TALLEST_MM


def texts(name: str) -> Iterator[tuple[float, float, float, float, etree._Element]]:
    """Yield left, right, middle height, size and element of every text of a diagram."""
    for element in etree.fromstring(diagram(name).svg).iter(f"{SVG}text"):
        size = float(element.get("font-size", "0"))
        weight = "bold" if element.get("font-weight") else "regular"
        wide = width(element.text or "", size, weight)  # type: ignore[arg-type]
        shift = {"middle": 0.5, "end": 1.0}.get(element.get("text-anchor", ""), 0.0)
        left = float(element.get("x", "0")) - shift * wide
        yield left, left + wide, float(element.get("y", "0")) - MIDDLE * size, size, element


def test_text_is_large_enough_and_on_the_sheet(each_diagram: str) -> None:
    sheet = diagram(each_diagram).width_mm * 72 / 25.4
    for left, right, _, size, element in texts(each_diagram):
        if (element.text or "").strip():
            assert size >= SMALLEST_TEXT
            assert left >= 0
            assert right <= sheet


def test_no_two_texts_overlap(each_diagram: str) -> None:
    placed = [entry for entry in texts(each_diagram) if (entry[4].text or "").strip()]
    for index, (left, right, middle, size, element) in enumerate(placed):
        for other_left, other_right, other_middle, other_size, other in placed[index + 1 :]:
            apart_across = right <= other_left + 0.1 or other_right <= left + 0.1
            apart_down = abs(middle - other_middle) >= 0.45 * (size + other_size)
            assert apart_across or apart_down, f"{element.text!r} overlaps {other.text!r}"


def backgrounds(name: str, x: float, y: float) -> str:
    """Return the fill of the topmost box under a point of a diagram."""
    fill = "#FFFFFF"
    boxes = etree.fromstring(diagram(name).svg).iter(f"{SVG}rect")
    for box in (box for box in boxes if box.get("fill") != "none"):
        left, top = float(box.get("x", "0")), float(box.get("y", "0"))
        inside = left <= x <= left + float(box.get("width", "0"))
        if inside and top <= y <= top + float(box.get("height", "0")):
            fill = box.get("fill", fill)
    return fill


def test_text_contrasts_with_its_background(each_diagram: str) -> None:
    for left, right, middle, _, element in texts(each_diagram):
        if (element.text or "").strip(" ■●▲"):
            ground = backgrounds(each_diagram, (left + right) / 2, middle)
            assert contrast(element.get("fill", "#000000"), ground) >= 4.5, element.text


def segments(path: str) -> Iterator[tuple[float, float, float, float]]:
    """Yield the straight pieces of a path; a rounded corner counts as its chord."""
    current = (0.0, 0.0)
    for command, numbers in re.findall(r"([MLQ])([^MLQ]*)", path):
        *_, x, y = map(float, numbers.split())
        if command != "M":
            yield *current, x, y
        current = (x, y)


def test_arrows_do_not_cross_text(each_diagram: str) -> None:
    drawn = etree.fromstring(diagram(each_diagram).svg)
    lines = [s for path in drawn.iter(f"{SVG}path") for s in segments(path.get("d", ""))]
    assert lines
    for left, right, middle, size, element in texts(each_diagram):
        if not (element.text or "").strip() or "循环" in (element.text or ""):
            continue  # that label lies on its line, over a patch of background
        for x1, y1, x2, y2 in lines:
            over = min(x1, x2) < right and max(x1, x2) > left
            beside = min(y1, y2) < middle + size * 0.4 and max(y1, y2) > middle - size * 0.4
            assert not (over and beside), f"a line crosses {element.text!r}"


def test_every_unit_of_the_data_structure_leads_to_its_evidence() -> None:
    structure = load_structure()
    links = list(etree.fromstring(diagram("data_structure").svg).iter(f"{SVG}a"))
    parts = [block for block in structure.blocks if block.dimension == "leading_role"]
    units = [*structure.concepts, *structure.themes, *structure.dimensions, *parts]
    assert {link.get("href") for link in links} == {
        f"#{anchor('evidence', unit.id)}" for unit in units
    }
    assert all(link.get("aria-label") and link[-1].tag == f"{SVG}rect" for link in links)


def test_links_of_the_data_structure_do_not_overlap() -> None:
    areas = [
        [float(link[-1].get(name)) for name in ("x", "y", "width", "height")]
        for link in etree.fromstring(diagram("data_structure").svg).iter(f"{SVG}a")
    ]
    for index, (x, y, wide, high) in enumerate(areas):
        assert high >= 15  # at the width of the text on the web page: 24 pixels
        for u, v, across, down in areas[index + 1 :]:
            apart = u >= x + wide or x >= u + across or v >= y + high - 0.02 or y >= v + down - 0.02
            assert apart
