"""Contradictions, proofs, repairs and readings as tables."""

from __future__ import annotations

from collections import Counter

import pytest

from analysis.forensics.certificates import contradictions as found_contradictions
from analysis.forensics.certificates import stored_readings
from analysis.tables import certificate, contradictions, readings_search, repairs

from .reading import bands, grid, notes, panel

FOUND = found_contradictions()
FIRST = FOUND[0].key


def test_independent_contradictions_are_listed_weightiest_first():
    table = contradictions()
    own = [each for each in FOUND if each.independent]
    padded = Counter(each.certificate.law for each in own if not each.certificate.paths)
    assert len(panel(table, 1)) == len(padded)
    told = " ".join(row[0] for row in panel(table, 1))
    assert all(f"{count} numbers" in told for count in padded.values())
    assert "changes a conclusion" in bands(table)[0]
    assert len(panel(table, 0)) == len([e for e in own if e.certificate.paths])
    assert f"{len(FOUND)} minimal sets" in notes(table)


def test_the_proof_of_the_smallest_set():
    rows = grid(certificate(FIRST))
    assert [row[1] for row in rows] == ["0.343453", "0.709369"]
    assert [row[2] for row in rows] == ["至多 at most", "至少 at least"]
    assert [row[3] for row in rows] == ["1", "1"]
    said = notes(certificate(FIRST))
    assert "H3: ⊗ Industrial synergy" in said.replace("\N{NO-BREAK SPACE}", " ")
    assert "0 ≤ −0.3659" in said


@pytest.mark.parametrize("found", FOUND, ids=lambda each: each.key)
def test_every_proof_and_every_list_of_repairs_can_be_set(found):
    assert len(grid(certificate(found.key))) == len(found.certificate.terms)
    assert len(grid(repairs(found.key))) == len(found.repairs)


def test_repairs_of_the_smallest_set():
    rows = {row[0]: row for row in grid(repairs(FIRST))}
    assert any("H1 becomes a subset of H3" in row[4] for row in grid(repairs(FIRST)))
    raw = next(row for name, row in rows.items() if "raw coverage H3" in name)
    assert raw[2].startswith("0.0") and raw[2].split(" to ")[1] < "0.3435"
    assert all(row[5] != "–" for row in grid(repairs(FIRST)))
    said = notes(repairs(FIRST))
    assert "9,975 ways" in said and "at least 3 numbers" in said


def test_laws_have_no_note_on_tables_4_and_5():
    key = next(each.key for each in FOUND if not each.certificate.paths)
    assert notes(repairs(key)) == ""
    assert "apart" in notes(certificate(key))


def test_an_unknown_key_lists_the_known():
    with pytest.raises(KeyError, match=FIRST):
        certificate("none")


def test_readings_search():
    table, stored = readings_search(), stored_readings()
    stages = panel(table, 0)
    assert stages[0][0] == "387,420,489"
    assert stages[-1][-1] == str(len(stored.possible))
    assert panel(table, 1)[0][0] == str(stored.least_changes)
    assert len(panel(table, 2)) == len(stored.with_a_further_path)
    assert "243 readings" in notes(table) and "None of their marks" in notes(table)
