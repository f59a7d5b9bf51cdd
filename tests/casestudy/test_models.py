"""Process model and value logic: ends, places, labels, and what is refused."""

from __future__ import annotations

import re

import pytest

from analysis.casestudy import load_process_model, load_value_logic
from analysis.data import InputError

LOADERS = {"process_model.yaml": load_process_model, "value_logic.yaml": load_value_logic}


@pytest.fixture(params=LOADERS)
def diagram(request):
    return LOADERS[request.param]()


def test_both_ends_of_every_edge_exist(diagram):
    nodes = {node.id for node in diagram.nodes}
    assert {end for edge in diagram.edges for end in (edge.source, edge.target)} <= nodes


def test_every_node_and_edge_names_its_place(diagram):
    place = re.compile(r"Section [1-5]|abstract")
    assert [
        item for item in (*diagram.nodes, *diagram.edges) if not place.search(item.locator)
    ] == []


def test_it_says_that_it_is_redrawn(diagram):
    assert "Redrawn from the text" in diagram.basis.en


def test_legends_are_used(diagram):
    assert {node.kind for node in diagram.nodes} == set(diagram.kinds)
    assert {edge.relation for edge in diagram.edges} == set(diagram.relations)


def test_process_model_holds_every_theme_once(structure):
    coded = [node.coding for node in load_process_model().nodes if node.coding]
    units = [*(b.id for b in structure.blocks), *(t.id for t in structure.themes)]
    assert sorted(coded) == sorted(units)


def test_themes_lie_in_their_block(structure):
    model = load_process_model()
    for block in structure.blocks:
        [parent] = [node for node in model.nodes if node.coding == block.id]
        inside = [node.coding for node in model.children(parent.id)]
        assert inside == [theme.id for theme in structure.themes_of(block.id)]


def test_coded_nodes_take_their_label_from_the_structure(structure):
    node = load_process_model().node("identity")
    assert node.label == structure.block("1A").label


def test_values_follow_one_another_to_co_creation():
    logic = load_value_logic()
    steps = [(e.source, e.target) for e in logic.edges if e.relation in ("precedes", "achieves")]
    assert steps == [
        ("consensus", "sharing"),
        ("sharing", "symbiosis"),
        ("symbiosis", "co_win"),
        ("co_win", "co_creation"),
    ]


@pytest.mark.parametrize(
    ("value", "actors"),
    [
        ("consensus", ["技术平台企业", "创业企业"]),
        ("sharing", ["技术平台企业", "创业企业"]),
        ("symbiosis", ["技术平台企业", "创业企业"]),
        ("co_win", ["技术平台企业", "创业企业", "产业集团"]),
    ],
)
def test_parties_to_each_value(value, actors):
    found = load_value_logic().sources_of(value, "takes_part")
    assert [actor.label.zh for actor in found] == actors


# (file, old, new, column, value)
BAD = {
    "edge from nowhere": (
        *("process_model.yaml", "{source: rigid_functions", "{source: nowhere"),
        *("edges/0/source", "nowhere"),
    ),
    "no place": (
        *(
            "value_logic.yaml",
            "kind: outcome, locator: Section 4.2; Section 5.1 (3)",
            "kind: outcome, locator: somewhere",
        ),
        *("nodes/19/locator", "somewhere"),
    ),
    "unknown coded unit": (
        "process_model.yaml",
        "coding: 1A",
        "coding: 9A",
        "nodes/3/coding",
        "9A",
    ),
    "stage of another unit": (
        *(
            "process_model.yaml",
            "coding: 2a, kind: role, stage: transformation",
            "coding: 2a, kind: role, stage: application",
        ),
        *("nodes/18/stage", "application"),
    ),
    "loop": (
        *(
            "value_logic.yaml",
            "source: consensus, target: sharing",
            "source: consensus, target: consensus",
        ),
        *("edges/22/target", "consensus"),
    ),
    "loose node": (
        *(
            "process_model.yaml",
            "relations:\n",
            "  - {id: loose, zh: 孤, en: loose, kind: outcome, locator: Section 4}\nrelations:\n",
        ),
        *("nodes/29/id", "loose"),
    ),
    "circular parents": (
        *(
            "process_model.yaml",
            "kind: process, locator",
            "kind: process, parent: empowering, locator",
        ),
        *("nodes/2/parent", "empowering"),
    ),
    "duplicate node": ("value_logic.yaml", "{id: co_win,", "{id: symbiosis,", None, None),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_diagrams_are_refused(copy, case):
    file, old, new, column, value = BAD[case]
    copy.edit(file, old, new)
    with pytest.raises(InputError) as caught:
        LOADERS[file](copy.root)
    assert {problem.file for problem in caught.value.problems} == {f"data/case_study/{file}"}
    assert all(problem.row and problem.remedy for problem in caught.value.problems)
    if column:
        assert (column, value) in [(p.column, p.value) for p in caught.value.problems]


@pytest.mark.parametrize(
    ("label", "message"), [("coding: 1A, zh: 身份, en: identity,", "two labels"), ("", "no label")]
)
def test_node_has_one_label(copy, label, message):
    line = copy.edit("process_model.yaml", "coding: 1A,", label)
    with pytest.raises(InputError, match=f"line {line}, field nodes/3/id.*{message}"):
        load_process_model(copy.root)


def test_half_a_label_is_refused(copy):
    copy.edit("value_logic.yaml", "zh: 产业集团, en: industry groups", "zh: 产业集团")
    with pytest.raises(InputError, match=r"nodes/2.*en"):
        load_value_logic(copy.root)
