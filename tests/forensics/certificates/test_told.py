import io
import shutil
from dataclasses import replace

import pytest
from rich.console import Console

from analysis.data import InputError, find_root
from analysis.forensics import ledger
from analysis.forensics.certificates import (
    contradictions,
    contradictions_frame,
    keys_by_entry,
)
from analysis.forensics.certificates.certificate import PATTERNS, Certificate
from analysis.forensics.certificates.printed_cells import printed_tables
from analysis.forensics.certificates.search import Evidence
from analysis.forensics.certificates.store import FILE, as_json, load_certificates
from analysis.forensics.verdicts import Consequence, Verdict
from tests.forensics.certificates.helpers import can_hold

FOUND = contradictions()
OF_PATTERNS = [each for each in FOUND if each.certificate.law == PATTERNS]


@pytest.mark.parametrize("found", FOUND, ids=lambda each: each.key)
def test_each_is_told_in_both_languages_with_repairs_and_entries(found):
    for text in (found.title, found.consequence, *(told.story for told in found.repairs)):
        assert text.zh and text.en and "{" not in text.both
    assert found.repairs
    assert len(found.entries) == len(found.certificate.terms)
    assert Certificate.of(found.to_dict()["certificate"]) == found.certificate
    assert len(found.to_frame()) == len(found.repairs)


def test_entries_are_those_of_the_ledger():
    ids = {each.id for each in ledger().entries}
    assert {entry for each in FOUND for entry in each.entries} <= ids


def test_the_jointly_contradicted_numbers_of_the_panel_are_found_by_their_entries():
    keys = keys_by_entry()
    place = "configurational-table5-"
    for name in ("raw-coverage-h3", "unique-coverage-h3", "solution-coverage-breakthrough"):
        assert keys[place + name]
    assert "configurational-table4-marketization-coverage-high" not in keys
    contradicted = {
        each.id
        for each in ledger().entries
        if each.verdict is Verdict.CONTRADICTED and each.id.startswith("configurational-table2")
    }
    assert contradicted <= set(keys)


def test_independent_contradictions_share_no_number():
    used = [term.cell for each in FOUND if each.independent for term in each.certificate.terms]
    assert len(used) == len(set(used))
    assert FOUND[0].independent
    assert len([each for each in OF_PATTERNS if each.independent]) == 3


def test_weights():
    assert {each.weight for each in OF_PATTERNS} == {Consequence.CONCLUSION}
    assert {e.weight for e in FOUND if e not in OF_PATTERNS} == {Consequence.PRECISION}


def test_the_smallest_is_the_mark_of_h3():
    first = FOUND[0].certificate
    assert [(c.row, c.column) for c in first.cells] == [
        ("~industrial_synergy", "consistency_high"),
        ("raw_coverage", "H3"),
        ("mark industrial_synergy", "H3"),
    ]
    assert float(first.gap) == pytest.approx(0.709369 - 0.343453, abs=3e-6)


@pytest.mark.parametrize("found", OF_PATTERNS[:2], ids=lambda each: each.key)
def test_sets_are_minimal_by_an_independent_evaluation(found):
    proof, tables = found.certificate, printed_tables()
    numbers = [term.cell for term in proof.terms]
    for cell in numbers:
        rest = tuple(other for other in numbers if other != cell)
        assert Evidence(tables, rest, tables.marks).is_shown_possible
    for mark in proof.marks:
        rest = tuple(other for other in proof.marks if other != mark)
        assert Evidence(tables, tuple(numbers), rest).is_shown_possible


def test_the_smallest_set_cannot_hold_by_an_independent_evaluation_and_its_parts_can():
    proof, tables = FOUND[0].certificate, printed_tables()
    numbers, paths = [term.cell for term in proof.terms], dict(proof.paths)
    assert not can_hold(numbers, proof.marks, paths, tables.conditions)
    assert can_hold(numbers, (), paths, tables.conditions)
    assert all(can_hold([cell], proof.marks, paths, tables.conditions) for cell in numbers)


@pytest.mark.parametrize("found", OF_PATTERNS, ids=lambda each: each.key)
def test_every_number_is_needed(found):
    tables = printed_tables()
    numbers = [term.cell for term in found.certificate.terms]
    for cell in numbers:
        rest = tuple(other for other in numbers if other != cell)
        assert Evidence(tables, rest, tables.marks).is_shown_possible


def test_a_first_digit_is_no_last_digit():
    stories = {told.repair.cell.row: told.story.en for told in FOUND[0].repairs}
    assert "last digit" not in stories["~industrial_synergy"]
    padded = next(each for each in FOUND if each.certificate.law == "effect size")
    assert padded.repairs[0].story.en == "a last digit only"


def test_frame_and_rendering():
    frame = contradictions_frame(FOUND)
    assert list(frame["key"]) == [each.key for each in FOUND]
    assert frame["gap"].gt(0).all()
    console = Console(file=io.StringIO(), width=160)
    console.print(FOUND[0])
    assert "0.709369" in console.file.getvalue()


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(find_root() / "data", tmp_path / "data")
    return tmp_path


def test_a_certificate_that_does_not_fit_the_tables_is_refused(copy):
    certificates = load_certificates()
    first = certificates[0]
    cell = replace(first.terms[1].cell, printed="0.809369")
    wrong = replace(first, terms=(first.terms[0], replace(first.terms[1], cell=cell)))
    (copy / FILE).write_text(as_json([wrong, *certificates[1:]]), "utf-8")
    with pytest.raises(InputError, match="is not printed so"):
        contradictions(copy)


def test_a_file_that_breaks_the_schema_is_refused(copy):
    (copy / FILE).write_text('{"$schema": "x", "certificates": [{"key": "A"}]}', "utf-8")
    with pytest.raises(InputError, match="Remedy"):
        load_certificates(copy)
    (copy / FILE).write_text("{", "utf-8")
    with pytest.raises(InputError, match="no JSON"):
        load_certificates(copy)


def test_the_stored_file_is_what_the_objects_write():
    assert as_json(load_certificates()) == (find_root() / FILE).read_text("utf-8")
