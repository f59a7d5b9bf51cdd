"""Every fault of a CSV table is one problem with file, row, column, value and remedy."""

from __future__ import annotations

import pytest

from analysis.data import InputError, load_table

FILE = "data/room/scores.csv"
NUMBER = "write a number with a decimal point, without separators or units"
COLUMNS = (
    "province, code, year, membership, exclusion, crossover, inclusion, printed, in_sample, note, "
    "rank"
)


def problems_of(project, id="scores"):
    with pytest.raises(InputError) as caught:
        load_table(id, project.root)
    return [(p.file, p.row, p.column, p.value, p.message, p.remedy) for p in caught.value.problems]


def test_good_table_has_types_of_its_schema(project):
    frame = load_table("scores", project.root)
    assert list(frame.columns) == COLUMNS.split(", ")
    assert frame["membership"].tolist() == [0.94, 0.93]
    assert frame["year"].dtype == "int64"
    assert frame["printed"].tolist() == ["0.970", "0.97"]
    assert frame["in_sample"].tolist() == [True, False]
    assert frame["note"].isna().tolist() == [True, False]
    assert frame["rank"].isna().tolist() == [False, True]


def test_columns_come_in_the_order_of_the_schema(project):
    rows = [
        line.split(",") for line in (project.root / FILE).read_text("utf-8").strip().split("\n")
    ]
    project.scores("\n".join(",".join(reversed(row)) for row in rows) + "\n")
    assert list(load_table("scores", project.root).columns) == COLUMNS.split(", ")


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_other_line_ends_are_read(project, newline):
    text = (project.root / FILE).read_text("utf-8")
    project.scores(text.replace("\n", newline))
    assert len(load_table("scores", project.root)) == 2


# (old text, new text, row, column, value, message, remedy); the old text is replaced once
CELLS = {
    "non-numeric": ("0.94", "abc", 2, "membership", "abc", "not a number", NUMBER),
    "unit": ("0.93", "93%", 3, "membership", "93%", "not a number", NUMBER),
    "blank": ("0.93", " 0.93", 3, "membership", " 0.93", "not a number", NUMBER),
    "digits of another script": ("0.94", "٠.٩", 2, "membership", "٠.٩", "not a number", NUMBER),
    "underscore": ("0.94", "1_0", 2, "membership", "1_0", "not a number", NUMBER),
    "NaN": ("0.94", "NaN", 2, "membership", "NaN", "not a finite number", NUMBER),
    "infinite": ("0.94", "-inf", 2, "membership", "-inf", "not a finite number", NUMBER),
    "overflow": (
        *("0.94", "1e999", 2, "membership", "1e999"),
        *("too large a number", "check the value and its unit"),
    ),
    "empty number": (
        *("0.94", "", 2, "membership", ""),
        *("empty cell", "fill in a number with a decimal point, without separators or units"),
    ),
    "empty text": ("0.970", "", 2, "printed", "", "empty cell", "fill in the text"),
    "membership above one": (
        *("0.94", "1.2", 2, "membership", "1.2"),
        *("out of range", "give a value of at least 0 and of at most 1"),
    ),
    "membership below zero": (
        *("0.94", "-0.10", 2, "membership", "-0.10"),
        *("out of range", "give a value of at least 0 and of at most 1"),
    ),
    "fraction of a year": (
        *("2021", "2021.5", 2, "year", "2021.5"),
        *("not a whole number", "write a whole number, without separators or units"),
    ),
    "neither true nor false": (
        *("true", "yes", 2, "in_sample", "yes", "not true or false", "write true or false"),
    ),
    "blanks around text": (
        *("far", "far ", 3, "note", "far ", "blanks around the text", "remove the blanks"),
    ),
    "form": (
        *("TJ", "tj", 3, "code", "tj", "not in the expected form"),
        "match ^[A-Z]{2}$ (Two capital letters)",
    ),
    "unknown reference": (
        *("天津", "火星", 3, "province", "火星"),
        "unknown reference: no such value in places, name",
        "use one of 全国, 北京, 天津, 河北 or add the entry it refers to",
    ),
    "duplicate province": (
        *("天津", "北京", 3, "province", "北京"),
        *("duplicate province, already on row 2", "keep one entry per province"),
    ),
    "duplicate pair": (
        *("TJ", "BJ", 3, "year", "BJ, 2021"),
        *("duplicate code and year, already on row 2", "keep one entry per code and year"),
    ),
    "anchors out of order": (
        *("2021,0.94,1,2,3", "2021,0.94,1,4,3", 2, "inclusion", "3"),
        "out of order: inclusion must be greater than crossover",
        "order the values as exclusion < crossover < inclusion",
    ),
    "equal anchors": (
        *("2021,0.94,1,2,3", "2021,0.94,2,2,3", 2, "crossover", "2"),
        "out of order: crossover must be greater than exclusion",
        "order the values as exclusion < crossover < inclusion",
    ),
    "ragged row, short": (
        *("天津,TJ,2021,0.93,1,2,3,0.97,false,far,", "天津,TJ", 3, None, "天津,TJ"),
        "2 cells where the header has 11",
        "give every column one cell; put cells that hold a comma in quotes",
    ),
    "ragged row, decimal comma": (
        *("0.94", "0,94", 2, None, "北京,BJ,2021,0,94,1,2,3,0.970,true,,1"),
        "12 cells where the header has 11",
        "give every column one cell; put cells that hold a comma in quotes",
    ),
    "empty line": ("天津", "\n天津", 3, None, None, "empty line", "delete the line"),
    "open quotation mark": (
        *("天津", '"天津', 3, None, None, "malformed CSV: unexpected end of data"),
        'close every quotation mark; double the quotes inside a quoted cell ("")',
    ),
    "extra column": (
        *("rank\n", "rank\n", 1, "extra", None, "unknown column"),
        f"remove or rename the column; the table has {COLUMNS}",
    ),
}


@pytest.mark.parametrize("case", CELLS, ids=str)
def test_fault_in_a_table(project, case):
    old, new, *expected = CELLS[case]
    text = (project.root / FILE).read_text("utf-8")
    if case == "extra column":
        text = "\n".join(f"{line},extra" for line in text.strip().split("\n")) + "\n"
    project.scores(text.replace(old, new, 1))
    assert problems_of(project) == [(FILE, *expected)]


def test_missing_column(project):
    lines = (project.root / FILE).read_text("utf-8").strip().split("\n")
    project.scores("\n".join(line.rsplit(",", 1)[0] for line in lines) + "\n")
    remedy = f"add the column; the table has {COLUMNS}"
    assert problems_of(project) == [(FILE, 1, "rank", None, "missing column", remedy)]


def test_repeated_column(project):
    text = (project.root / FILE).read_text("utf-8")
    text = "\n".join(f"{line},{line.split(',')[1]}" for line in text.strip().split("\n"))
    project.scores(text)
    message, remedy = "column occurs 2 times", "keep one column of this name"
    assert problems_of(project) == [(FILE, 1, "code", None, message, remedy)]


@pytest.mark.parametrize(
    ("content", "row", "value", "message", "remedy"),
    [
        (b"", 1, None, "the file has no header", "restore the file"),
        (b"name\n", 1, None, "no rows", "restore the rows"),
        (
            "name\n北京\n".encode("gb18030"),
            2,
            "0xB1",
            "not UTF-8 text",
            "save the file as UTF-8 (it reads as GB18030: iconv -f GB18030 -t UTF-8)",
        ),
        (
            "name\n北京\n".encode("utf-16"),
            1,
            "0xFF",
            "not UTF-8 text",
            "save the file as UTF-8 (it reads as UTF-16: iconv -f UTF-16 -t UTF-8)",
        ),
        (
            b"name\n\xff\xff\n",
            2,
            "0xFF",
            "not UTF-8 text",
            "save the file as UTF-8",
        ),
    ],
    ids=["empty", "header only", "GB18030", "UTF-16", "no known encoding"],
)
def test_unreadable_file(project, content, row, value, message, remedy):
    project.write("data/room/places.csv", content)
    expected = [("data/room/places.csv", row, None, value, message, remedy)]
    assert problems_of(project, "places") == expected


def test_what_spreadsheets_and_input_methods_leave_is_read(project):
    plain = load_table("scores", project.root)
    text = (project.root / FILE).read_text("utf-8").replace("0.94", "０．９４")
    project.scores("\ufeff" + text.replace("\n", "\r\n"))
    assert load_table("scores", project.root).equals(plain)


def test_missing_file(project):
    (project.root / FILE).unlink()
    remedy = "restore it or correct the path in data/catalog/room.yaml"
    assert problems_of(project) == [(FILE, None, None, None, "file not found", remedy)]


def test_folder_in_place_of_a_file(project):
    (project.root / FILE).unlink()
    (project.root / FILE).mkdir()
    assert problems_of(project) == [(FILE, None, None, None, "not a file", "put a file there")]


def test_all_problems_of_a_file_are_reported_at_once(project):
    text = (project.root / FILE).read_text("utf-8")
    for old, new in {"0.94": "abc", "0.93": "1.5", "TJ": "tj", "天津": "火星"}.items():
        text = text.replace(old, new)
    project.scores(text + "河北,HE\n")
    found = [(row, column) for _, row, column, *_ in problems_of(project)]
    assert found == [
        (2, "membership"),
        (3, "code"),
        (3, "membership"),
        (3, "province"),
        (4, None),
    ]


def test_rows_count_lines_inside_quoted_cells(project):
    text = (project.root / FILE).read_text("utf-8")
    text = text.replace("true,,1", 'true,"two\nlines",1').replace("0.93", "abc")
    project.scores(text)
    assert problems_of(project)[0][:4] == (FILE, 4, "membership", "abc")


def test_table_is_not_a_document(project):
    from analysis.data import load_document

    with pytest.raises(InputError, match=r"a table, not a document\. Remedy: use load_table"):
        load_document("scores", project.root)


def test_reference_to_a_missing_file(project):
    (project.root / "data/room/places.csv").unlink()
    assert problems_of(project)[0][:5] == (
        *("data/room/places.csv", None, None, None),
        "file not found",
    )


def test_reference_to_a_missing_column(project):
    project.write("data/room/places.csv", "title\n北京\n")
    assert problems_of(project) == [
        (
            *("data/room/places.csv", 1, "name", None),
            "column wanted by a reference",
            "add the column, or correct the reference in the schema",
        )
    ]


def test_reads_are_fresh(project):
    assert load_table("places", project.root)["name"].tolist() == ["北京", "天津", "河北"]
    project.write("data/room/places.csv", "name\n上海\n")
    assert load_table("places", project.root)["name"].tolist() == ["上海"]
