"""Double statements: found by functions, and those that only knowledge finds."""

from __future__ import annotations

from analysis.forensics.casechecks.double import (
    double_statements,
    missing_materials,
    two_meanings,
)
from analysis.forensics.casechecks.sources import Material


def test_second_names_come_from_the_wordings():
    names = {d.id: [s.printed for s in d.statements] for d in double_statements()}
    assert names["name_business_model"] == ["重设商业模式", "重置商业模式"]
    assert names["name_generic_technology"] == ["沉淀共性技术", "沉淀公共技术"]
    assert names["name_turnkey_entry"] == ["实现技术拎包入住", "实现技术拎包入驻"]
    assert names["name_engineering_empowerment"] == ["工程化赋能", "组织重构"]
    assert names["name_1a"] == ["Leading Role", "guiding"]
    assert names["name_industry"] == ["光电子产业", "光电产业"]
    assert names["name_development_unit"] == ["产业发展部", "产业发展中心"]


def test_statements_differ_and_have_places():
    for discrepancy in double_statements():
        printed = [(each.printed, each.note.en) for each in discrepancy.statements]
        assert len(set(printed)) == len(printed) >= 2
        assert all(statement.locator for statement in discrepancy.statements)


def test_only_one_is_listed_by_hand():
    assert [each.id for each in double_statements() if not each.found] == ["interviewers"]


def test_one_date_under_two_names_is_found():
    [date] = [each for each in double_statements() if each.effect == "date"]
    assert [each.note.en for each in date.statements] == ["returned", "accepted"]


def test_a_number_printed_otherwise_elsewhere_is_found():
    item = {"id": "n", "zh": "数", "en": "n", "locator": "A", "printed": "3", "kind": "count"}
    alike = item | {"again": [{"locator": "B", "printed": "three"}]}
    other = item | {
        "again": [{"locator": "B", "printed": "three"}, {"locator": "C", "printed": "4"}]
    }
    assert two_meanings([item, alike]) == ()
    [found] = two_meanings([other])
    assert [each.locator for each in found.statements] == ["A", "C"]


def test_a_sort_that_one_place_leaves_out_is_shown_with_both_places():
    materials = [
        Material("a", "k", "P", "甲", False),
        Material("b", "k", "P", "乙", False),
        Material("a", "k", "Q", "甲", True),
    ]
    [found] = missing_materials(materials)
    assert [(s.locator, s.printed, s.note.en) for s in found.statements] == [
        ("P", "乙", ""),
        ("Q", "", "not named; the list is open"),
    ]


def test_a_variant_that_becomes_a_name_is_reported(spoilt):
    root = spoilt(
        "coding.yaml", 'locator: "Section 3.1", use: prose', 'locator: "Section 3.1", use: name'
    )
    ids = {d.id for d in double_statements(root)} - {d.id for d in double_statements()}
    assert ids == {"name_legitimacy"}
