"""Spreadsheets and Parquet files read as the CSV file of the same cells does."""

from __future__ import annotations

import io

import duckdb
import openpyxl
import pandas as pd
import pytest

from analysis.data import InputError
from analysis.study import load_study, read_values
from tests.study.small import TABLE, document, make_project, write_study

LINES = [line.split(",") for line in TABLE.splitlines()]


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def workbook(rows, sheet="2021", before=()):
    book = openpyxl.Workbook()
    book.active.title = sheet
    for name in before:
        book.create_sheet(name, 0)
    for row in rows:
        book[sheet].append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def numbers(lines):
    return [[cells[0], *(float(cell) for cell in cells[1:])] for cells in lines]


def parquet(tmp_path, frame):
    path = tmp_path / "made.parquet"
    with duckdb.connect() as writer:
        writer.from_df(frame).write_parquet(str(path))
    return path.read_bytes()


def read(project, file, content, **table):
    tables = [{"id": "data", "file": file, "case": "case", **table}]
    write_study(project, "small", document(tables=tables), {file: content})
    return read_values(load_study("small", project)).values


def problem_of(project, file, content, **table):
    with pytest.raises(InputError) as caught:
        read(project, file, content, **table)
    (problem,) = caught.value.problems
    return problem


@pytest.fixture
def expected(tmp_path):
    root = make_project(tmp_path / "csv")
    return read(root, "data.csv", TABLE)


def test_a_workbook(project, expected):
    assert read(project, "data.xlsx", workbook([LINES[0], *numbers(LINES[1:])])).equals(expected)


def test_a_named_sheet_with_numbers_as_text_and_empty_rows(project, expected):
    content = workbook([LINES[0], *LINES[1:4], [], *LINES[4:]], before=["notes"])
    assert read(project, "data.xlsx", content, sheet="2021").equals(expected)


def test_a_fault_in_a_workbook_is_told_with_its_row(project):
    rows = [LINES[0], *numbers(LINES[1:])]
    rows[3][2] = "n/a"
    found = problem_of(project, "data.xlsx", workbook(rows))
    assert (found.file, found.row) == ("data/studies/small/data.xlsx", 4)
    assert (found.column, found.value, found.message) == ("A", "n/a", "not a finite number")
    assert "row 4, column A" in str(found)


def test_a_merged_header_is_told(project):
    rows = [["case", "Y", "conditions", None, None], *numbers(LINES[1:])]
    with pytest.raises(InputError) as caught:
        read(project, "data.xlsx", workbook(rows))
    told = [problem.message for problem in caught.value.problems]
    assert told == ["column 4 has no head", "column 5 has no head"]


def test_a_sheet_that_is_not_there_is_told(project):
    found = problem_of(project, "data.xlsx", workbook(LINES), sheet="2020")
    assert (found.value, found.message) == ("2020", "the workbook has no such sheet")
    assert "2021" in found.remedy


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", TABLE.encode()])
def test_a_damaged_workbook_is_told(project, content):
    found = problem_of(project, "data.xlsx", content)
    assert found.message.startswith("no spreadsheet that can be read")


def test_a_parquet_file(project, tmp_path, expected):
    frame = pd.DataFrame(numbers(LINES[1:]), columns=LINES[0])
    assert read(project, "data.parquet", parquet(tmp_path, frame)).equals(expected)


def test_a_missing_value_of_a_parquet_file_is_told(project, tmp_path):
    frame = pd.DataFrame(numbers(LINES[1:]), columns=LINES[0])
    frame.loc[2, "B"] = None
    found = problem_of(project, "data.parquet", parquet(tmp_path, frame))
    assert (found.row, found.column, found.value) == (4, "B", "丙")


@pytest.mark.parametrize("content", [b"", b"PAR1 no parquet PAR1", TABLE.encode()])
def test_a_damaged_parquet_file_is_told(project, content):
    found = problem_of(project, "data.parquet", content)
    assert found.message.startswith("no Parquet file that can be read")
