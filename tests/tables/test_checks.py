"""The tables of the forensic checks and of their power."""

from __future__ import annotations

import pandas as pd

from analysis.forensics.checks import CHECKS
from analysis.tables import check_power, checks
from analysis.tables.checks import power_table

from .reading import bands, grid, panel


def test_every_check_is_listed_with_formula_and_source():
    rows = grid(checks())
    assert len(rows) == len(CHECKS)
    for row, check in zip(rows, CHECKS, strict=True):
        assert check.title.zh in row[0] and check.title.en in row[0]
        assert row[1:] == [check.formula.en, check.source.en]


def test_the_power_table_has_all_kinds_of_tables():
    table = check_power()
    assert len(bands(table)) == 6
    shares = [cell for row in grid(table) for cell in row[1:-1] if cell]
    assert shares and all(0 <= int(share) <= 100 for share in shares)


def test_shares_are_percents_of_the_changes_that_any_check_noticed():
    measured = pd.DataFrame(
        [
            ("necessity table", "coverage", -1, "any", 4, 3),
            ("necessity table", "coverage", -1, "necessity.sums_agree", 4, 3),
            ("necessity table", "coverage", -2, "any", 4, 1),
            ("necessity table", "coverage", -2, "necessity.admissible", 4, 1),
        ],
        columns=["kind", "cell", "digit", "check", "changes", "detected"],
    )
    table = power_table(measured, 4)
    assert panel(table, 4) == [
        ["覆盖度 coverage", "75", "25", "agreement of hidden sums"],
        ["隐含总和一致 agreement of hidden sums", "75", "0", ""],
        ["取值范围 admissible ranges", "0", "25", ""],
    ]
    assert "8 changes, 50% of them noticed" in "".join(map(str, table.notes))
