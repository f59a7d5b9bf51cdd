"""Double statements: units under two names, and facts stated in two ways."""

from __future__ import annotations

from analysis.casestudy import load_discrepancies


def test_second_names_come_from_the_structure():
    names = {d.id: [s.printed for s in d.statements] for d in load_discrepancies()}
    assert names["name_business_model"] == ["重设商业模式", "重置商业模式"]
    assert names["name_generic_technology"] == ["沉淀共性技术", "沉淀公共技术"]
    assert names["name_turnkey_entry"] == ["实现技术拎包入住", "实现技术拎包入驻"]
    assert names["name_engineering_empowerment"] == ["工程化赋能", "组织重构"]


def test_statements_differ_and_have_places():
    for discrepancy in load_discrepancies():
        printed = [statement.printed for statement in discrepancy.statements]
        assert len(set(printed)) == len(printed) >= 2
        assert all(statement.locator for statement in discrepancy.statements)


def test_a_variant_that_becomes_a_name_is_reported(copy):
    copy.edit(
        "coding.yaml", 'locator: "Section 3.1", use: prose', 'locator: "Section 3.1", use: name'
    )
    ids = {d.id for d in load_discrepancies(copy.root)} - {d.id for d in load_discrepancies()}
    assert ids == {"name_legitimacy"}
