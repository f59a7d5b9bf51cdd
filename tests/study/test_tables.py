"""Tables of a study: what is read, and how a fault in them is told."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.data import InputError
from analysis.study import load_study, memberships, read_values
from tests.study.small import HEAD, ROWS, TABLE, document, make_project, variable, write_study

FILE = "data/studies/small/data.csv"


@pytest.fixture
def project(tmp_path):
    return make_project(tmp_path)


def read(project, text=TABLE, **parts):
    write_study(project, "small", document(**parts), {"data.csv": text})
    return read_values(load_study("small", project))


def problems_of(project, text=TABLE, **parts):
    with pytest.raises(InputError) as caught:
        read(project, text, **parts)
    return [(p.file, p.row, p.column, p.value, p.message) for p in caught.value.problems]


def test_columns_the_study_does_not_name_are_left_alone(project):
    text = "\n".join(f"{line},{i}x" for i, line in enumerate(TABLE.splitlines())) + "\n"
    assert read(project, text).values.equals(read_values(load_study("small", project)).values)


def test_a_study_may_take_its_own_encoding(project):
    tables = [{"id": "data", "file": "data.csv", "case": "case", "encoding": "gbk"}]
    held = read(project, TABLE.encode("gbk"), tables=tables)
    assert held.values.index[0] == "甲"


def test_another_encoding_than_declared_is_told(project):
    tables = [{"id": "data", "file": "data.csv", "case": "case", "encoding": "gbk"}]
    (found,) = problems_of(project, TABLE.encode("gbk") + b"\xff", tables=tables)
    assert found == (FILE, 10, None, "0xFF", "not GBK text")


FAULTS = {
    "no number": (
        TABLE.replace("0.92", "o.92"),
        [(FILE, 3, "A", "o.92", "not a number")],
    ),
    "two of them": (
        TABLE.replace("0.92", "o.92").replace("0.12,0.41", "NaN,0.41"),
        [(FILE, 7, "Y", "NaN", "not a finite number"), (FILE, 3, "A", "o.92", "not a number")],
    ),
    "beyond a membership": (
        TABLE.replace("0.92", "9.2"),
        [(FILE, 3, "A", "9.2", "a membership lies between 0 and 1")],
    ),
    "a case twice": (
        TABLE.replace("丙", "乙"),
        [(FILE, 4, "case", "乙", "this case occurs twice, already on row 3")],
    ),
    "an empty cell": (
        TABLE.replace("乙,0.83,0.92", "乙,0.83,"),
        [(FILE, 3, "A", "乙", "no value of a for this case")],
    ),
    "a case without name": (
        TABLE.replace("乙,", ","),
        [(FILE, 3, "case", "", "empty cell")],
    ),
    "a column that is missing": (
        TABLE.replace("A", "AA", 1),
        [(FILE, 1, "A", None, "missing column, which data/studies/small/study.yml names")],
    ),
    "two columns of one name": (
        TABLE.replace("B", "A", 1),
        [(FILE, 1, "A", None, "two columns share this head")],
    ),
    "a head that is empty": (
        TABLE.replace("B", "", 1),
        [(FILE, 1, None, None, "column 4 has no head")],
    ),
    "no rows": (f"{HEAD}\n", [(FILE, 1, None, None, "no rows")]),
    "a ragged row": (
        TABLE.replace("0.64,0.35", "0.64"),
        [(FILE, 3, None, "乙,0.83,0.92,0.64", "4 cells where the header has 5")],
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_told_with_its_place(project, case):
    text, expected = FAULTS[case]
    assert problems_of(project, text) == expected


def test_a_file_that_is_missing_is_told(project):
    write_study(project, "small", document(), {})
    with pytest.raises(InputError) as caught:
        read_values(load_study("small", project))
    (problem,) = caught.value.problems
    assert (problem.file, problem.message) == (FILE, "file not found")
    assert problem.remedy == "put it there, or correct its name in data/studies/small/study.yml"


LISTWISE = {"table": "data", "missing": "listwise"}


def test_cases_without_a_value_are_left_out_where_that_is_declared(project):
    text = TABLE.replace("乙,0.83,0.92", "乙,0.83,").replace("0.66", "-")
    tables = [{"id": "data", "file": "data.csv", "case": "case", "absent": ["-"]}]
    held = read(project, text, cases=LISTWISE, tables=tables)
    assert [(each.case.zh, each.missing) for each in held.left_out] == [
        ("乙", ("a",)),
        ("丁", ("c",)),
    ]
    assert list(held.values.index) == ["甲", "丙", "戊", "己", "庚", "辛"]
    assert memberships(load_study("small", project)).left_out == held.left_out


def test_a_study_without_a_complete_case_is_an_error(project):
    text = HEAD + "\n" + "\n".join(f"{line[:6]},,," for line in ROWS.splitlines()) + "\n"
    (found,) = problems_of(project, text, cases=LISTWISE)
    assert found[4] == "no case is complete"


YEARS = """\
place,year,part,whole,index
甲,2019,1,1,2
乙,2019,1,1,10
丙,2019,1,1,1
甲,2020,1,10,4
乙,2020,2,10,5
丙,2020,6,10,3
甲,2021,3,10,2
乙,2021,4,8,1
丙,2021,0,0,9
"""


def yearly(**data):
    """Return a study of three cases whose raw columns stand in a table with years."""
    given = {"method": "given"}
    tables = [
        {"id": "data", "file": "data.csv", "case": "case"},
        {"id": "years", "file": "years.csv", "case": "place", "year": "year"},
    ]
    variables = [
        variable("Y", "outcome"),
        variable("A", calibration=given),
        variable("B", data={"table": "years", "year": 2020, **data},
                 calibration={"method": "fsqca", "anchors": [0, 1, 2]}),
    ]  # fmt: skip
    return document(tables=tables, variables=variables, calibration={"crossover_value": "keep"})


def read_years(project, **data):
    text = "\n".join(TABLE.splitlines()[:4]) + "\n"
    written = yearly(**data)
    written["variables"][0]["calibration"] = {"method": "given"}
    write_study(project, "small", written, {"data.csv": text, "years.csv": YEARS})
    return read_values(load_study("small", project)).values["b"]


def test_a_column_of_one_year_in_another_unit(project):
    assert read_years(project, column="part", divided_by=100).tolist() == [0.01, 0.02, 0.06]


def test_a_ratio_of_two_columns(project):
    assert read_years(project, column="part", over="whole").tolist() == [0.1, 0.2, 0.6]


def test_a_ratio_over_zero_is_told(project):
    with pytest.raises(InputError) as caught:
        read_years(project, column="part", over="whole", year=2021)
    (problem,) = caught.value.problems
    assert (problem.row, problem.column, problem.message) == (10, "whole", "a ratio over zero")


def test_a_column_carried_on_by_its_growth(project):
    rule = {"last_year": 2021, "from": 2020, "to": 2021, "years": 1}
    found = read_years(project, column="index", growth={**rule, "basis": "stated", "why": "so"})
    growth = [(1 - 0.5) / 2, (-0.5 - 0.8) / 2, 2]
    assert np.allclose(found, [2 * (1 + growth[0]), 1 + growth[1], 9 * (1 + growth[2])])


def test_cases_may_have_names_codes_and_a_sample(project):
    text = "id,zh,en,code,in\n" + "".join(
        f"{line[0]},城市{i},City {i},C{i},{'true' if i != 2 else 'false'}\n"
        for i, line in enumerate(ROWS.splitlines())
    )
    tables = [
        {"id": "data", "file": "data.csv", "case": "case"},
        {"id": "names", "file": "names.csv", "case": "id"},
    ]
    rule = {"table": "names", "zh": "zh", "en": "en", "code": "code", "include": "in", "size": 7}
    write_study(
        project,
        "small",
        document(tables=tables, cases=rule),
        {"data.csv": TABLE, "names.csv": text},
    )
    held = read_values(load_study("small", project))
    assert (held.cases[0].key, held.cases[0].label.en, held.cases[0].code) == ("甲", "City 0", "C0")
    assert list(held.values.index) == [f"城市{i}" for i in range(8) if i != 2]


def test_a_sample_of_another_size_than_stated_is_an_error(project):
    (found,) = problems_of(project, cases={"table": "data", "size": 9})
    assert found[4] == "8 cases in the sample, the study states 9"
