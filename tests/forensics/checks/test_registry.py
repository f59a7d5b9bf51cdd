"""The list of checks, and how findings decide numbers."""

from __future__ import annotations

import importlib
import re

import pytest

from analysis.data import Words
from analysis.data.yaml_text import parse_yaml
from analysis.forensics.checks import CHECKS, Finding, check_named, checks_of, decisive
from analysis.forensics.checks.finding import compared, inside, on_relation
from analysis.forensics.checks.registry import CHINESE, KINDS
from analysis.forensics.checks.study import study_tables
from analysis.forensics.entries.entry import load_sources
from analysis.forensics.entries.table1 import table1_entries
from analysis.forensics.entries.table2 import table2_entries
from analysis.forensics.entries.table3 import table3_entries
from analysis.forensics.entries.table4 import table4_entries
from analysis.forensics.entries.table5 import table5_entries
from analysis.forensics.intervals import Interval
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.verdicts import Basis, Consequence, Verdict, judge

TABLES = (table1_entries, table2_entries, table3_entries, table4_entries, table5_entries)
PLACE = ("row", "column")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_a_check_says_what_it_computes_and_after_whom(check):
    assert check.title.zh and check.title.en
    assert check.says.startswith("Yield")
    assert any(sign in check.formula.en for sign in "=<")
    assert len(check.source.en) > 3 and "Source" not in check.formula.en
    assert check.takes in KINDS


def test_keys_are_unique_and_lead_back():
    assert len({check.key for check in CHECKS}) == len(CHECKS)
    assert all(check_named(check.key) is check for check in CHECKS)
    with pytest.raises(KeyError, match=r"nonsense is none of descriptive\.public_values"):
        check_named("nonsense")


def test_every_kind_of_table_of_the_study_has_checks():
    kinds = {type(table) for table in study_tables()}
    assert kinds == set(KINDS)
    assert all(checks_of(table) for table in study_tables())


def found(verdict, low, high):
    values = Interval.of(low, high)
    return Finding("c", (PLACE,), verdict, values, None, "", judges_one=True)


def test_the_strongest_finding_decides_and_of_equals_the_sharpest():
    wide, narrow = found(Verdict.CONSISTENT, 0, 9), found(Verdict.CONSISTENT, 2, 3)
    exact, wrong = found(Verdict.EXACT, 1, 1), found(Verdict.CONTRADICTED, 0, 99)
    assert decisive([wide, narrow]) == {PLACE: narrow}
    assert decisive([narrow, exact, wide]) == {PLACE: exact}
    assert decisive([exact, wrong, narrow]) == {PLACE: wrong}
    assert decisive([on_relation("c", [PLACE], False, "")]) == {}


def test_a_relation_says_what_a_contradiction_changes():
    wrong = on_relation("c", [PLACE], False, "", consequence=Consequence.CONCLUSION)
    fine = on_relation("c", [PLACE], True, "", consequence=Consequence.CONCLUSION)
    assert (wrong.verdict, wrong.consequence) == (Verdict.CONTRADICTED, Consequence.CONCLUSION)
    assert (fine.verdict, fine.consequence) == (Verdict.CONSISTENT, Consequence.NONE)
    assert on_relation("c", [PLACE], None, "").verdict is Verdict.NOT_DETERMINED
    assert wrong.subject is None


def test_a_number_outside_its_range_is_contradicted():
    number = PrintedNumber.read("1.25")
    judged = inside("c", PLACE, number, Interval.of(0, 1), "1.25 in 0 to 1")
    assert (judged.verdict, judged.subject) == (Verdict.CONTRADICTED, PLACE)


def test_the_line_gives_both_sides():
    judged = judge(PrintedNumber.read("0.35"), Interval.of(0.348, 0.349), Basis.PRINTED_ONLY)
    line = compared(judged, Words("区域除以范围", "zone over scope"))
    assert line.en == "zone over scope: 0.3480 to 0.3490; printed 0.35"
    assert line.zh == "区域除以范围：0.3480 至 0.3490；刊印 0.35"


def test_the_chinese_words_belong_to_checks_and_say_what_is_not_a_formula():
    keys = {check.key for check in CHECKS}
    assert set(parse_yaml(CHINESE.read_text("utf-8"), CHINESE.name).value) <= keys
    spoken = re.compile(r"\b(for|with|where|the|own|and back|of|from|definition|chapter)\b")
    for check in CHECKS:
        assert not spoken.search(check.formula.zh)
        own = check.source.zh == check.source.en
        assert own or re.search("[\u4e00-\u9fff]", check.source.zh)


@pytest.fixture(scope="module")
def entries():
    sources = load_sources()
    return [each for make in TABLES for each in make(sources)]


def test_every_printed_number_is_decided_by_a_function_that_exists(entries):
    assert len(entries) == 49 + 60 + 66 + 48 + 24
    for each in entries:
        module, _, function = each.check.rpartition(".")
        assert callable(getattr(importlib.import_module(f"analysis.{module}"), function))
        assert each.statistic and each.locator.startswith("section ") and each.note


def test_only_a_joint_contradiction_leaves_numbers_undecided(entries):
    undecided = {
        (each.row, each.column) for each in entries if each.verdict is Verdict.NOT_DETERMINED
    }
    assert undecided == {
        ("unique_coverage", "H1"),
        ("unique_coverage", "H2"),
        ("unique_coverage", "H3"),
        ("solution_coverage", "breakthrough"),
    }


def test_extremes_and_anchors_that_no_data_give_are_held_against_scope_and_row(entries):
    own = [each for each in entries if each.table == "table1" and each.basis is not Basis.AUTHENTIC]
    assert len(own) == 28
    assert {each.verdict for each in own} == {Verdict.CONSISTENT}
    assert all(each.recomputed for each in own)
    by_scope = {(each.row, each.column) for each in own if each.check.endswith("ends_of_scope")}
    assert ("digital_technology", "minimum") in by_scope
