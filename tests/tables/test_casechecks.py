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
    assert len(found) == 29
    assert {row[3] for row in found} == {"✓ exact"}
    counts = {row[0]: row[1:3] for row in found}
    assert counts["一阶概念First-order concepts"] == ["28", "28"]
    assert counts["二阶主题Second-order themes"] == ["14", "14"]
    assert counts["理论维度Aggregate dimensions"] == ["4", "4"]


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
    row = found["社交媒体宣传资料social media"]
    assert row == ["社交媒体宣传资料§2.3", "Table 2 (not named)", "source"]


def test_a_unit_with_four_names_shows_all_of_them():
    found = {row[0]: row[1:] for row in rows(casechecks.double_statements())}
    here, there, _ = found["先导院新增的研发服务R&D service that the platform adds"]
    assert here.startswith("联合技术研发服务")
    assert [name in there for name in ("公共技术研发服务", "共性技术研发服务", "联合研发服务")] == [
        True
    ] * 3


@pytest.mark.parametrize(("document", "count"), [("case study", 29), ("configurational study", 8)])
def test_checks_of_a_paper_show_what_is_odd(document, count):
    found = rows(casechecks.paper_checks(document))
    assert len(found) == count
    for row in found:
        odd = row[1].split(" of ")[0]
        assert (odd in ("0", "–")) is (row[3].startswith("none: ") or row[1] == "–")
        assert row[2].startswith("✗") <= (odd not in ("0", "–"))


def test_checks_of_an_unknown_paper_are_refused():
    with pytest.raises(ValueError, match="case study, configurational study, not 'thesis'"):
        casechecks.paper_checks("thesis")


def test_findings_follow_the_data(copy):
    path = copy / "data/case_study/documents.csv"
    path.write_text(path.read_text("utf-8").replace(",9,Table 2", ",10,Table 2"), "utf-8")
    before, after = rows(casechecks.findings()), rows(casechecks.findings(copy))
    changed = [(old[1], new[1]) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("117", "118")]
