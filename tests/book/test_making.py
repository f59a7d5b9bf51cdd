from __future__ import annotations

import ast

import pytest

from analysis.book.making import Code, imported, made

from . import minibook


@pytest.fixture(scope="module")
def lineage():
    return {one.label: one for one in made(minibook.PROJECT)}


def test_every_labelled_float_of_the_book_is_listed(lineage):
    assert {"fig-data-structure", "tbl-calibration", "tbl-making"} <= set(lineage)
    assert all(one.call and one.chapter for one in lineage.values())


@pytest.mark.parametrize(
    ("label", "reads", "not_read"),
    [
        ("fig-data-structure", "case_coding", "case_documents"),
        ("tbl-comparison", "case_comparison", "case_coding"),
        ("fig-value-logic", "case_value_logic", "case_process_model"),
        ("tbl-truth-table", "memberships_reconstructed", "case_coding"),
        ("tbl-truth-table", "study", "case_coding"),
        ("tbl-calibration", "rd_intensity", "case_coding"),
        ("fig-tile-map", "provinces", "case_coding"),
    ],
)
def test_data_files_are_found_through_the_functions(lineage, label, reads, not_read):
    assert reads in lineage[label].data
    assert not_read not in lineage[label].data


def test_files_are_found_through_re_exports_helpers_and_classes(tmp_path):
    package = tmp_path / "analysis"
    (package / "room").mkdir(parents=True)
    (package / "room/__init__.py").write_text("from analysis.room.inner import shown\n")
    (package / "room/inner.py").write_text(
        "from analysis.data import load_table\n"
        "class Held:\n"
        "    def read(self):\n"
        "        return helper()\n"
        "def helper():\n"
        "    return load_table('used')\n"
        "def other():\n"
        "    return load_table('unused')\n"
        "def shown():\n"
        "    return Held\n"
    )
    cell = ast.parse("from analysis import room\nroom.shown()")
    code = Code(tmp_path, frozenset({"used", "unused"}))
    assert code.reads([cell], imported(cell)) == {"used"}
