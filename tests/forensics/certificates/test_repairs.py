from dataclasses import replace

import pytest

from analysis.data import load_table
from analysis.forensics.certificates.certificate import PATTERNS
from analysis.forensics.certificates.laws import apply_law
from analysis.forensics.certificates.printed_cells import printed_tables
from analysis.forensics.certificates.repair_search import search_repairs, stands
from analysis.forensics.certificates.repairs import digits_changed, repairs
from analysis.forensics.certificates.search import Evidence
from analysis.forensics.certificates.store import load_certificates
from analysis.forensics.certificates.told import contradictions

CERTIFICATES = {each.key: each for each in load_certificates()}
SMALL = [k for k, c in CERTIFICATES.items() if c.law != PATTERNS or len(c.terms) < 4]
STORED = [(c.key, told.repair) for c in contradictions() for told in c.repairs]


def changed(certificate, cell, printed):
    new = replace(cell, printed=printed)
    return [new if each == cell else each for each in certificate.cells]


def holds(certificate, cells):
    if certificate.law != PATTERNS:
        return apply_law(certificate.law, cells, certificate.cases).gap <= 0
    numbers = tuple(cell for cell in cells if not cell.is_mark)
    marks = tuple(cell for cell in cells if cell.is_mark)
    return Evidence(printed_tables(), numbers, marks).is_possible


@pytest.mark.parametrize("key", SMALL)
def test_repairs_repair_and_the_values_beside_them_do_not(key):
    certificate = CERTIFICATES[key]
    found = [repair for name, repair in STORED if name == key and repair.nearest]
    assert found
    for repair in found:
        assert holds(certificate, changed(certificate, repair.cell, repair.nearest)), repair
    assert not holds(certificate, certificate.cells)


@pytest.mark.parametrize("key", ["patterns-1", SMALL[-1]])
def test_stored_repairs_are_those_computed_anew(key):
    known = tuple(CERTIFICATES.values())
    again = repairs(CERTIFICATES[key], printed_tables(), known)
    assert list(again) == [repair for name, repair in STORED if name == key]


def test_no_single_cell_repairs_the_whole_table():
    patterns = [each for each in CERTIFICATES.values() if each.law == PATTERNS]
    found = search_repairs(printed_tables(), patterns, 1)
    assert (found.tried, found.possible) == (142, ())
    assert found.ruled_out_by_certificates == found.tried
    (row,) = [r for r in load_table("forensics_repair_search").to_dict("records") if r["size"] == 1]
    assert (row["tried"], row["by_certificates"]) == (found.tried, found.tried)


def test_pairs_are_counted_in_full():
    rows = load_table("forensics_repair_search").to_dict("records")
    (row,) = [r for r in rows if r["cells"] == "any" and r["size"] == 2]
    numbers, marks = 70, 36
    ways = numbers * (numbers - 1) // 2 + 2 * numbers * marks + 4 * marks * (marks - 1) // 2
    assert row["tried"] == ways
    assert row["by_certificates"] + row["by_programme"] + row["possible"] == ways


def test_the_fewest_numbers_to_free_do_free_the_table():
    tables = printed_tables()
    rows = load_table("forensics_repair_search").to_dict("records")
    (row,) = [r for r in rows if r["cells"] == "numbers"]
    names = row["example"].split("; ")
    cells = tuple(c for c in tables.numbers if f"{c.table} {c.row} {c.column}" in names)
    assert len(cells) == row["size"] == len(names)
    assert stands(tables, cells, cells)
    for cell in cells:
        rest = tuple(other for other in cells if other != cell)
        assert not stands(tables, rest, rest)


def test_digits():
    assert digits_changed("0.410", [410]) == 0
    assert digits_changed("0.410", [406, 407]) == 2
    assert digits_changed("0.410", [409, 411]) == 1
    assert digits_changed("89.30%", [8929]) == 2
    assert digits_changed("9.30%", [8929]) == 4
