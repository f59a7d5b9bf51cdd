"""The coding structure: printed counts, the tree, and what is refused."""

from __future__ import annotations

import pytest

from analysis.casestudy import load_structure
from analysis.casestudy.structure import faults_in
from analysis.data import InputError, Label

CODING = "data/case_study/coding.yaml"


@pytest.mark.parametrize(
    ("units", "printed"),
    [("concepts", "28"), ("themes", "14"), ("dimensions", "4"), ("stages", "3")],
)
def test_counts_are_those_of_section_2_4(structure, units, printed):
    assert str(getattr(structure.counts, units)) == printed


# Tables 3 to 5, column of themes, per label in the column of dimensions.
THEMES = {
    "1A": ["重设商业模式", "授予技术合法性", "沉淀共性技术"],
    "1a": ["促进知识互补增效", "构筑正向技术循环"],
    "2A": ["建立工程创新平台", "打造柔性中试产线", "优化集成制造服务"],
    "2a": ["需求导向技术代工", "夯实关系资本"],
    "3A": ["纵向整合技术资源", "横向拓展技术资源"],
    "3a": ["创新链过渡产业链", "培育技术微生态"],
}


@pytest.mark.parametrize("block", THEMES)
def test_themes_stand_under_their_printed_label(structure, block):
    assert [theme.label.zh for theme in structure.themes_of(block)] == THEMES[block]


def test_every_theme_has_two_concepts(structure):
    assert {len(structure.concepts_of(theme.id)) for theme in structure.themes} == {2}


def test_the_three_roles_are_one_dimension(structure):
    roles = structure.blocks_of(kind="leading_role")
    assert [role.label.zh for role in roles] == ["引领", "支撑", "衔接"]
    assert {structure.dimension(role.dimension).label.zh for role in roles} == {"主导角色"}


def test_every_stage_has_one_empowerment_and_one_role(structure):
    kinds = [[b.kind for b in structure.blocks_of(stage=s.id)] for s in structure.stages]
    assert kinds == [["empowerment", "leading_role"]] * 3


@pytest.mark.parametrize(
    ("id", "level", "block"),
    [
        ("turnkey_entry", "concept", "1A"),
        ("relational_capital", "theme", "2a"),
        ("3A", "block", "3A"),
    ],
)
def test_level_and_block_of_an_id(structure, id, level, block):
    assert structure.level(id) == level
    assert structure.block_of(id).id == block


@pytest.mark.parametrize("look_up", ["level", "block", "theme", "concept", "dimension", "stage"])
def test_an_unknown_id_is_a_key_error(structure, look_up):
    with pytest.raises(KeyError, match="nothing"):
        getattr(structure, look_up)("nothing")


def test_frame_has_one_row_per_concept(structure):
    frame = structure.to_frame()
    assert len(frame) == 28
    assert frame["stage"].value_counts().to_dict() == {
        "development": 10,
        "transformation": 10,
        "application": 8,
    }
    assert frame.set_index("concept").loc["trust_cost"].to_dict() == {
        "theme": "relational_capital",
        "block": "2a",
        "kind": "leading_role",
        "dimension": "leading_role",
        "stage": "transformation",
    }


def test_second_names_are_kept_with_their_place(structure):
    names = {
        unit.label.zh: (variant.text, variant.locator)
        for unit, variant in structure.variants()
        if variant.use == "name" and variant.language == "zh"
    }
    assert names == {
        "工程化赋能": ("组织重构", "Section 5.3 (1)"),
        "重设商业模式": ("重置商业模式", "Table 3"),
        "沉淀共性技术": ("沉淀公共技术", "Section 3.1.3, heading"),
        "实现技术拎包入住": ("实现技术拎包入驻", "Section 3.1.2"),
    }


def refused(copy):
    with pytest.raises(InputError) as caught:
        load_structure(copy.root)
    return [(p.file, p.row, p.column, p.value, p.remedy) for p in caught.value.problems]


def test_concept_of_an_unknown_theme_is_refused(copy):
    line = copy.edit(
        "coding.yaml",
        "theme: virtuous_cycle\n    locator: Table 3\n    v",
        "theme: x\n    locator: Table 3\n    v",
    )
    [(file, row, column, value, remedy)] = refused(copy)
    assert (file, row, column, value) == (CODING, line, "concepts/8/theme", "x")
    assert remedy.startswith("use one of ")


def test_concept_without_theme_is_refused(copy):
    copy.edit(
        "coding.yaml",
        "    theme: legitimacy\n    locator: Section 3.1.2; Table 3",
        "    locator: Table 3",
    )
    [(file, _, column, _, remedy)] = refused(copy)
    assert (file, column, remedy) == (CODING, "concepts/3/theme", "add theme")


def test_theme_without_concept_is_refused_on_its_line(copy):
    line = copy.append(
        "coding.yaml",
        "  - {id: added, zh: 新概念, en: added, theme: business_model, locator: Table 3}",
    )
    copy.edit(
        "coding.yaml",
        "concepts:\n",
        "  - {id: orphan, zh: 孤, en: o, block: 1A, locator: x}\nconcepts:\n",
    )
    [(file, row, column, value, remedy)] = refused(copy)
    assert (file, column, value) == (CODING, "themes/14/id", "orphan")
    assert row is not None and 0 < row < line
    assert remedy == "give an entry of concepts the line 'theme: orphan', or remove this theme"


def test_duplicate_id_is_refused(copy):
    line = copy.edit("coding.yaml", "id: chains_merge", "id: trust_cost")
    [(file, row, column, value, _)] = refused(copy)
    assert (file, row, column, value) == (CODING, line, "concepts/26/id", "trust_cost")


def test_id_used_on_two_levels_is_refused(copy):
    copy.edit("coding.yaml", "id: chains_merge", "id: micro_ecosystem")
    assert [(column, value) for _, _, column, value, _ in refused(copy)] == [
        ("themes/13/id", "micro_ecosystem"),
        ("concepts/26/id", "micro_ecosystem"),
    ]


def test_every_childless_level_is_named():
    item = {"id": "lonely", "zh": "孤", "en": "lonely"}
    document = {
        "stages": [item],
        "dimensions": [item],
        "blocks": [item | {"dimension": "other", "stage": "other", "id": "9A"}],
        "themes": [item | {"block": "other"}],
        "concepts": [item | {"theme": "other", "id": "c"}],
    }
    assert [fault.path for fault in faults_in(document)] == [
        ("themes", 0, "id"),
        ("blocks", 0, "id"),
        ("dimensions", 0, "id"),
        ("stages", 0, "id"),
    ]


def test_labels_are_bilingual(structure):
    assert structure.block("1a").label == Label("引领", "guiding")
