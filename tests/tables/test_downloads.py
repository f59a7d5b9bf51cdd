"""The ledger as files: complete, the same every time, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.data.files import find_root
from analysis.forensics import ledger
from analysis.tables.downloads import FILES, FORMULA, SIGNED, as_csv, ledger_files

ENTRIES = ledger().entries


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    root = tmp_path_factory.mktemp("project")
    (root / "data").symlink_to(find_root() / "data")
    return root, ledger_files(root)


def test_both_files_hold_every_number_and_follow_the_schema(files):
    _, found = files
    numbers = json.loads(found.files["ledger.json"])
    jsonschema.Draft202012Validator(json.loads(found.files["ledger.schema.json"])).validate(numbers)
    assert [number["id"] for number in numbers] == [each.id for each in ENTRIES]
    rows = list(csv.DictReader(io.StringIO(found.files["ledger.csv"], newline="")))
    assert [row["id"] for row in rows] == [each.id for each in ENTRIES]
    assert list(rows[0]) == list(numbers[0])
    assert [row["printed"].removeprefix("'") for row in rows] == [e.printed for e in ENTRIES]


def test_the_same_ledger_gives_the_same_bytes(files):
    root, found = files
    assert ledger_files(root).files == found.files


def test_the_files_are_published_and_written_where_links_lead(files):
    root, found = files
    bundle = found._repr_mimebundle_()
    for name, text in found.files.items():
        assert f"](../downloads/{name})" in bundle["text/markdown"]
        assert bundle[FILES][f"downloads/{name}"] == text
        assert (root / "downloads" / name).read_bytes() == text.encode("utf-8")


@given(st.text(max_size=12))
def test_no_cell_of_the_csv_is_taken_for_a_formula(text):
    (_, row) = csv.reader(io.StringIO(as_csv([{"printed": text}]), newline=""))
    cell = row[0] if row else ""
    assert not FORMULA.match(cell) or SIGNED.match(cell)
    assert cell.removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize("text", ["-0.5", "+12", "-3.1%", "0.970", "<0.001", "~x"])
def test_numbers_stay_as_they_were_printed(text):
    assert as_csv([{"printed": text}]).splitlines()[1] == text


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-1+cmd|' /C calc'!A0", "+A1", "\tx"])
def test_a_formula_gets_an_apostrophe(text):
    (_, row) = csv.reader(io.StringIO(as_csv([{"printed": text}]), newline=""))
    assert row == [f"'{text}"]
