"""Names of units: valid ones pass, one planted second name is found."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.casestudy import load_structure
from analysis.data import Label
from analysis.data.labels import english
from analysis.forensics import Verdict
from analysis.forensics.wordings import (
    Wording,
    case_wordings,
    named_beyond,
    one_name_each,
    one_unit_each,
    plain,
    renamed,
    study_wordings,
)


def wording(unit, text, use="name", language="zh", places=("Table 1",)):
    return Wording(unit, Label(unit, unit), text, language, use, places)


names = st.lists(st.text("甲乙丙丁", min_size=1, max_size=4), min_size=1, max_size=6, unique=True)


@given(names)
def test_one_name_for_each_unit_passes(texts):
    given_ = [wording(f"u{place}", text) for place, text in enumerate(texts)]
    assert one_name_each([*given_, *given_]).verdict is Verdict.EXACT
    assert one_unit_each([*given_, *given_]).verdict is Verdict.EXACT


@given(names, st.data())
def test_one_second_name_is_found(texts, data):
    given_ = [wording(f"u{place}", text) for place, text in enumerate(texts)]
    own = data.draw(st.sampled_from(given_))
    found = one_name_each([*given_, replace(own, text="戊己")])
    assert found.verdict is Verdict.CONTRADICTED
    assert found.odd == (f"{own.text} / 戊己",)
    assert one_name_each([*given_, replace(own, text="戊己", use="prose")]).odd == ()
    assert one_name_each([*given_, replace(own, text="other", language="en")]).odd == ()


@given(names, st.data())
def test_one_name_for_two_units_is_found(texts, data):
    given_ = [wording(f"u{place}", text) for place, text in enumerate(texts)]
    own = data.draw(st.sampled_from(given_))
    found = one_unit_each([*given_, wording("other", own.text)])
    assert [english(each) for each in found.odd] == [f"{own.text}: {own.unit}, other"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Leading Role", "leading roles", True),
        ("“1+N”模式", "1+N模式", True),
        ("重设商业模式", "重置商业模式", False),
        ("拎包入住", "拎包入驻", False),
    ],
)
def test_what_counts_as_one_name(one, other, same):
    assert (plain(one) == plain(other)) is same


def test_units_with_two_names_in_the_case_study():
    units = {each.unit for each in renamed(case_wordings())}
    assert {"business_model", "generic_technology", "turnkey_entry"} <= units
    assert {"main_platform", "rd_service", "chain_quality", "industry"} <= units
    assert "legitimacy" not in units


def test_the_configurational_study_calls_one_dimension_by_another_name():
    found = {each.unit: [w.text for w in each.names] for each in renamed(study_wordings())}
    assert found["dimension_environment"] == ["环境", "制度"]
    assert found["organisation_agglomeration"] == ["组织集聚化", "创新集聚化"]
    assert found["unit_of_analysis"] == ["省份", "城市"]
    assert not {"path_h1", "marketization", "dimension_technology"} & set(found)


def test_units_named_in_tables_alone():
    given_ = [wording("a", "甲"), wording("b", "乙", places=("Table 1", "Section 2"))]
    assert named_beyond(given_).odd == ("a",)
    assert named_beyond(given_[1:]).verdict is Verdict.EXACT


def test_the_text_names_no_concept_of_the_leading_roles():
    structure = load_structure()
    roles = [
        concept.label.zh
        for concept in structure.concepts
        if structure.block_of(concept.id).kind == "leading_role"
    ]
    assert list(named_beyond(case_wordings()).odd)[: len(roles)] == roles


def test_prose_counts_when_it_is_asked_for():
    assert "legitimacy" in {each.unit for each in renamed(case_wordings(), ("name", "prose"))}
