"""Damages of the cells, rows and columns of a CSV table of a study."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from tests.robust.inputs import NAME, STUDY, Damaged, Expected
from tests.robust.studies import study_file
from tests.study.small import TABLE

FILE = f"{STUDY}/data.csv"
ROWS = [line.split(",") for line in TABLE.splitlines()]
LINE, COLUMN = 4, 2  # 丙 in the column A, whose value is 0.61
FULL_WIDTH = str.maketrans("0123456789.-", "０１２３４５６７８９．－")

READ_CELLS = {
    "full-width digits": "0.61".translate(FULL_WIDTH),
    "a plus sign": "+0.61",
    "an exponent": "6.1e-1",
    "trailing zeros": "0.6100",
    "no leading zero": ".61",
}
BAD_CELLS = {
    "NaN": ["NaN", "nan", "NA", "N/A", "#N/A", "null", "None", "-", "—", "缺失", "#DIV/0!", "?"],
    "infinity": ["inf", "-inf", "Infinity", "1e400", "1.#INF"],
    "thousands separators": ["1,234.5", "1 234", "1’234", "1，234", "1\u202f234"],
    "percent signs": ["61%", "61 %", "61％", "６１％"],
    "formula injection": [
        "=1+1", "=cmd|'/C calc'!A0", "@SUM(A1)", "+A1", "-A1", '=HYPERLINK("x")', "\t=1",
    ],
    "other digits and marks": ["0,61", "０，６１", "٠.٦١", "0x1F", "1_000", "½", "−0.61", "0.61.0"],
    "other texts": ["0.61 ", " 0.61", "\u30000.61", "0.61*", "<0.61", "2021-01-01", "true", "六"],
    "very long strings": ["9" * 5_000, "x" * 100_000, "0." + "0" * 200_000 + "1"],
    "out of range": ["1.61", "-0.61", "61"],
}  # fmt: skip


def written(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """Return rows as a CSV file."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n", delimiter=delimiter).writerows(rows)
    return out.getvalue().encode()


def with_cell(value: str, line: int = LINE, column: int = COLUMN) -> list[list[str]]:
    """Return the rows with another value in one cell; ``line`` counts from 1."""
    rows = [list(row) for row in ROWS]
    rows[line - 1][column] = value
    return rows


def damaged_csvs() -> Iterator[Damaged]:
    """Yield the table of the small study, damaged in its cells, rows, columns and marks."""
    for name, value in READ_CELLS.items():
        yield _one("cells", name, written(with_cell(value)), "read")
    for kind, values in BAD_CELLS.items():
        for value in values:
            place = ("row 4", "column A", "value") if len(value) < 10**5 else ("row 4",)
            name = repr(value) if len(value) < 40 else f"{value[:3]}… ({len(value)} characters)"
            yield _one(kind, name, written(with_cell(value)), "refused", place)
    yield _one("cells", "an empty cell", written(with_cell("")), "refused", ("row 4",))
    yield from _rows()
    yield from _columns()
    yield from _marks()
    yield from _declared()


def _rows() -> Iterator[Damaged]:
    head, *body = ROWS
    for name, rows, expected, place in [
        ("a row missing", [head, *body[1:]], "changed", ()),
        ("all rows missing", [head], "refused", ()),
        ("the header missing", body, "refused", ("row 1",)),
        ("a row twice", [*ROWS, body[0]], "refused", ("row 10", "column case", "甲")),
        ("a case twice", [*ROWS, ["甲", *body[1][1:]]], "refused", ("row 10", "column case")),
        ("rows in another order", [head, *body[::-1]], "changed", ()),
        ("an empty row", [*ROWS[:3], [], *ROWS[3:]], "refused", ("row 4",)),
        ("a row of empty cells", [*ROWS[:3], [""] * 5, *ROWS[3:]], "refused", ("row 4",)),
        ("a short row", [*ROWS[:3], ROWS[3][:3], *ROWS[4:]], "refused", ("row 4",)),
        ("a long row", [*ROWS[:3], [*ROWS[3], "1"], *ROWS[4:]], "refused", ("row 4",)),
        ("the header twice", [head, *ROWS], "refused", ("row 2",)),
        ("a row of totals", [*ROWS, ["合计", "4", "4", "3", "3"]], "refused", ("row 10",)),
        ("a title above", [["区域数据", "", "", "", ""], *ROWS], "refused", ("row 1",)),
        ("a note below", [*ROWS, ["注：数据来源"]], "refused", ("row 10",)),
    ]:
        yield _one("rows", name, written(rows), expected, place)


def _columns() -> Iterator[Damaged]:
    def each(change: object) -> bytes:
        return written([change(row) for row in ROWS])  # type: ignore[operator]

    units = ["", "指数", "指数", "指数", "指数"]
    for name, raw, expected, place in [
        ("in another order", each(lambda r: [r[0], *r[:0:-1]]), "read", ()),
        ("one more", each(lambda r: [*r, "1" if r[0] != "case" else "D"]), "read", ()),
        ("one missing", each(lambda r: r[:-1]), "refused", ("row 1", "column C")),
        ("one twice", each(lambda r: [*r, r[2]]), "refused", ("row 1", "column A")),
        ("the cases missing", each(lambda r: r[1:]), "refused", ("row 1", "column case")),
        ("a head empty", written([["case", "Y", "", "B", "C"], *ROWS[1:]]), "refused", ("row 1",)),
        ("a head with blanks", written([["case", "Y", " A", "B", "C"], *ROWS[1:]]), "refused",
         ("row 1", "column A")),
        ("merged heads", written([["case", "Y", "条件", "", ""], *ROWS[1:]]), "refused",
         ("row 1",)),
        ("a second line of heads", written([ROWS[0], units, *ROWS[1:]]), "refused", ("row 2",)),
        ("a constant column", each(lambda r: [*r[:-1], "0.3" if r[0] != "case" else "C"]),
         "refused", ("variables/3", "line")),
        ("a head in full width", written([["case", "Y", "Ａ", "B", "C"], *ROWS[1:]]), "refused",
         ("row 1", "column A")),
    ]:  # fmt: skip
        yield _one("columns", name, raw, expected, place)
    half = written(with_cell("0.5"))
    yield _one("memberships of 0.5", "of a column given", half, "refused", ("row 4", "column A"))


def _marks() -> Iterator[Damaged]:
    lines = TABLE.splitlines(keepends=True)
    for name, text, expected in [
        ("quotes never closed", [*lines[:3], '"' + lines[3], *lines[4:]], "refused"),
        ("a quote within a cell", [*lines[:3], lines[3].replace("丙", '丙"x'), *lines[4:]],
         "changed"),
        ("text after a quoted cell", [*lines[:3], lines[3].replace("丙", '"丙"x'), *lines[4:]],
         "refused"),
        ("Chinese quotes", [*lines[:3], lines[3].replace("0.61", "“0.61”"), *lines[4:]], "refused"),
    ]:  # fmt: skip
        yield _one("quotes", name, "".join(text).encode(), expected, ("row 4",))
    quoted = [",".join(f'"{cell}"' for cell in row) for row in ROWS]
    yield _one("quotes", "all cells quoted", "\r\n".join(quoted).encode(), "read")
    yield _one("quotes", "no newline at the end", TABLE.rstrip().encode(), "read")
    for name, mark in {"semicolons": ";", "tabs": "\t", "bars": "|", "full-width": "，"}.items():
        yield _one("quotes", f"{name} between the cells", written(ROWS, mark), "refused")


def _declared() -> Iterator[Damaged]:
    for encoding in ("gbk", "gb18030", "big5", "utf-16"):
        raw = TABLE.encode(encoding)
        yield _with_encoding(f"{encoding} where declared", encoding, raw, "read")
    yield _with_encoding("UTF-8 where GBK is declared", "gbk", TABLE.encode(), "refused")
    yield _with_encoding("a cut character of GBK", "gbk", TABLE.encode("gbk")[:15], "refused")
    yield _with_encoding("BOM where UTF-8 is declared", "utf-8", b"\xef\xbb\xbf" + TABLE.encode(),
                         "read")  # fmt: skip


def _with_encoding(name: str, encoding: str, raw: bytes, expected: Expected) -> Damaged:
    tables = [{"id": "data", "file": "data.csv", "case": "case", "encoding": encoding}]
    files = {f"{STUDY}/study.yml": study_file(tables=tables), FILE: raw}
    return Damaged("encoding declared", name, "study", files, expected)


def _one(
    kind: str, name: str, raw: bytes, expected: Expected, place: tuple[str, ...] = ()
) -> Damaged:
    assert NAME in FILE
    return Damaged(kind, name, "study", {FILE: raw}, expected, place)
