"""Statements of the paper's text as a table."""

from __future__ import annotations

import pytest

from analysis.data import Words, load_document
from analysis.forensics import Verdict
from analysis.study import load_variables
from analysis.tables import claims
from analysis.tables.statements import in_words

from .reading import grid

LABELS = load_variables().labels


def test_every_claim_is_there_with_its_verdict():
    rows = grid(claims())
    claims_ = load_document("claims")["claims"]
    stated = [claim for claim in claims_ if claim["kind"] not in ("listed", "outside")]
    assert 0 < len(claims_) - len(stated) < len(stated)
    assert [row[1] for row in rows] == [claim["statement"]["en"] for claim in stated]
    assert {row[3][2:] for row in rows} <= {each.word for each in Verdict}
    first = next(row for row in rows if "first condition to become" in row[1])
    assert first[2].startswith("Organisation agglomeration onsets: Organisation agglomeration")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("rd_intensity 1", "R&D intensity 1"),
        ("~rd_intensity*marketization", "~R&D intensity*Marketization"),
        ("effect ce_fdh", "effect CE-FDH"),
        ("nord_intensity", "nord_intensity"),
    ],
)
def test_keys_are_told_in_words(text, shown):
    assert in_words(text, LABELS).en == shown


def test_names_stand_without_spaces_in_chinese():
    told = in_words(
        Words("条件 rd_intensity、marketization 与 H1", "the condition rd_intensity and H1"), LABELS
    )
    assert told.zh == "条件 R&D投入强度、市场化环境与 H1" and "R&D intensity" in told.en
