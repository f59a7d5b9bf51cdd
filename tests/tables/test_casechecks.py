"""Checks of the case study as tables: verdict with word and mark, double statements, findings."""

from __future__ import annotations

import shutil

import lxml.html
import pytest

from analysis.data.files import find_root
from analysis.tables import casechecks


@pytest.fixture
def copy(tmp_path):
    for folder in ("catalog", "schemas", "case_study"):
        shutil.copytree(find_root() / "data" / folder, tmp_path / "data" / folder)
    return tmp_path


def rows(table):
    document = lxml.html.fromstring(table.html)
    return [[cell.text_content() for cell in row] for row in document.xpath("//tbody/tr")]


def test_every_claim_has_a_verdict_with_word_and_mark():
    found = rows(casechecks.coding_claims())
    assert len(found) == 20
    assert {row[3] for row in found} == {"✓ exact"}
    assert [row[1:3] for row in found[:3]] == [["28", "28"], ["14", "14"], ["4", "4"]]


def test_a_wrong_count_is_shown_as_contradicted(copy):
    path = copy / "data/case_study/claims.yaml"
    path.write_text(path.read_text("utf-8").replace('printed: "14"', 'printed: "15"'), "utf-8")
    table = casechecks.coding_claims(copy)
    contradicted = [row for row in rows(table) if row[3].endswith(" contradicted")]
    assert [row[1:3] for row in contradicted] == [["15", "14"]]
    assert 'class="verdict verdict-contradicted"' in table.html


def test_double_statements_show_both_places():
    found = {row[0]: row[1:] for row in rows(casechecks.double_statements())}
    assert found["重设商业模式resetting the business model"] == [
        "重设商业模式§2.4; §3.1.1",
        "重置商业模式Table 3",
        "wording",
    ]


def test_an_empty_statement_shows_its_place_alone():
    found = {row[0]: row[1:] for row in rows(casechecks.double_statements())}
    row = found["外部资料中的社交媒体材料Social media among the external documents"]
    assert row[1] == "Table 2 (no row of table 2 holds such material)"


def test_findings_follow_the_data(copy):
    path = copy / "data/case_study/documents.csv"
    path.write_text(path.read_text("utf-8").replace(",9,Table 2", ",10,Table 2"), "utf-8")
    before, after = rows(casechecks.findings()), rows(casechecks.findings(copy))
    changed = [(old[1], new[1]) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("117", "118")]
