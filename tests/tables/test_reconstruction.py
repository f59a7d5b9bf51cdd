"""What members of the reconstruction meet and agree on, as tables."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from analysis.data import Label
from analysis.forensics.reconstruct.fits import TargetFit, TargetFits
from analysis.forensics.reconstruct.pinned import PinnedValues, ValueRange
from analysis.forensics.reconstruct.statements import StatementShare, StatementShares
from analysis.forensics.reconstruct.store import HIDDEN, stored_members
from analysis.study import load_variables
from analysis.tables import reconstruction_ranges
from analysis.tables.reconstruction import (
    GRADES,
    path_members_table,
    ranges_table,
    residuals_table,
    statements_table,
)

from .reading import bands, grid, notes, panel

LABELS = load_variables().labels
ZONE = TargetFit("table2", "ceiling_zone ce_fdh", 6, (2, 0), 0.0857)
LEVELS = TargetFit("table3", "all", 66, (14, 19), float("nan"))
PATH = "digital_technology*~rd_intensity -> breakthrough"
SUMS = TargetFit("table5", "consistency nonhigh", 3, (3, 3), 3.1e-7)


def test_a_target_is_met_when_all_members_meet_every_number():
    table = residuals_table(TargetFits(2, (ZONE, LEVELS, SUMS)))
    assert grid(table) == [
        ["上限区域 ceiling zone, CE-FDH", "6", "0 to 2", "0.086", "✗ not met"],
        ["全部数字 all numbers", "66", "14 to 19", "–", "✗ not met"],
        ["一致性 consistency, ~Y", "3", "3", "3.1e-07", "✓ met"],
    ]
    assert len(bands(table)) == 3
    met = residuals_table(TargetFits(2, (replace(ZONE, by_member=(6, 6)),)))
    assert grid(met)[0][-1] == "✓ met"


def test_statements_go_by_kind_and_share():
    shares = (
        StatementShare("path of some model", PATH, 1, 4),
        StatementShare("path of some model", f"~{PATH}", 1, 40),
        StatementShare("necessary by QCA", "~digital_technology for ~breakthrough", 4, 4),
        StatementShare("high effect", "marketization, cr_fdh", 2, 4),
        StatementShare("high effect", "rd_intensity, ce_fdh", 3, 4),
        StatementShare("first bottleneck", "marketization, rd_intensity", 4, 4),
    )
    table = statements_table(StatementShares(4, shares), LABELS)
    rows = grid(table)
    assert [row[1] for row in rows] == ["4 / 4", "3 / 4", "2 / 4", "4 / 4", "1 / 4"]
    grades = ["pinned down", "likely", "open", "pinned down", "open"]
    assert [row[2] for row in rows] == [GRADES[grade].en for grade in grades]
    assert rows[0][0].count("~") == 4
    assert rows[1][0].endswith("R&D intensity, CE-FDH")
    assert "Digital technology · " in rows[4][0] and "~R&D intensity → " in rows[4][0]
    assert "4 members" in notes(table)


def test_provinces_in_paths_have_their_count_of_members():
    kind = "member of a printed path"
    shares = StatementShares(4, (StatementShare(kind, "北京 in H1", 3, 4),))
    cases = [Label("北京", "Beijing"), Label("天津", "Tianjin")]
    table = path_members_table(shares, ["H1", "H2"], cases)
    assert grid(table) == [["北京 Beijing", "3", ""]]
    assert "4 members" in notes(table)


def test_ranges_name_the_side_that_all_members_share():
    spans = [(0.51, 1.0), (0.501, 0.501), (0.02, 0.49), (0.4, 0.6)]
    values = tuple(
        ValueRange("北京", name, *span) for name, span in zip(HIDDEN, spans, strict=True)
    )
    cases = {"北京": LABELS["breakthrough"]}
    table = ranges_table(PinnedValues(3, values), cases, LABELS)
    assert grid(table)[0][1:] == ["0.51–1.00 ●", "0.501 ●", "0.02–0.49 ○", "0.40–0.60 ?"]
    assert "(2 of 4)" in notes(table)


def test_the_kept_members_have_ranges_for_all_provinces():
    table = reconstruction_ranges()
    assert len(panel(table, 0)) == 28
    members = len(stored_members().seeds)
    assert f"{members} members" in notes(table) and "not the authors' data" in notes(table)
    assert "重构" in notes(table)


@pytest.mark.parametrize("heavy", ["numba", "ortools"])
def test_tables_load_no_search(heavy):
    asked = f"import sys, analysis.tables; sys.exit({heavy!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
