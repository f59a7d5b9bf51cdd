"""Damages of spreadsheets and Parquet files of a study."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import openpyxl

from tests.robust.csvs import BAD_CELLS, ROWS, with_cell
from tests.robust.inputs import STUDY, Damaged, Expected
from tests.robust.studies import study_file
from tests.study.small import TABLE

NUMBERS = [ROWS[0], *([row[0], *map(float, row[1:])] for row in ROWS[1:])]
SHEET = "xl/worksheets/sheet1.xml"
ODS_HEAD = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body>'
    '<office:spreadsheet><table:table table:name="s">'
)
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
)
ODS_FOOT = "</table:table></office:spreadsheet></office:body></office:document-content>"


def workbook(rows: Sequence[Sequence[Any]], change: Callable[[Any], Any] | None = None) -> bytes:
    """Return a workbook of these rows; ``change`` may do something to the sheet."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if change is not None:
        change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(body: str) -> bytes:
    """Return an OpenDocument sheet with this content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", MANIFEST)
        file.writestr("content.xml", ODS_HEAD + body + ODS_FOOT)
    return out.getvalue()


def _ods_rows(rows: Sequence[Sequence[str]]) -> str:
    def cell(text: str) -> str:
        said = f"<text:p>{text}</text:p>"
        return f'<table:table-cell office:value-type="string">{said}</table:table-cell>'

    return "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)


def parquet(query: str) -> bytes:
    """Return what a query gives as a Parquet file."""
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as writer:
        path = Path(folder, "made.parquet")
        writer.execute(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
        return path.read_bytes()


def _select(rows: Sequence[Sequence[str]], last: str = "C") -> str:
    values = ", ".join(f"('{r[0]}', {', '.join(r[1:4])}, {r[4]})" for r in rows[1:])
    return f'SELECT * FROM (VALUES {values}) AS t("case", Y, A, B, {last})'


def damaged_sheets(flips: int) -> Iterator[Damaged]:
    """Yield the table of the small study as workbook, OpenDocument sheet and Parquet file."""
    yield from _workbooks(flips)
    yield from _odss(flips // 2)
    yield from _parquets(flips)


def _workbooks(flips: int) -> Iterator[Damaged]:
    good = workbook(NUMBERS)
    for name, raw, expected, place in [
        ("good", good, "read", ()),
        ("numbers as text", workbook(ROWS), "read", ()),
        ("full-width digits", workbook(with_cell("０．６１")), "read", ()),
        ("shown as per cent", workbook(NUMBERS, _percent), "read", ()),
        ("a formula without a value", workbook(with_cell("=SUM(1,2)")), "refused",
         ("column A", "丙")),
        ("merged heads", workbook(NUMBERS, _merged), "refused", ("row 1",)),
        ("a date", workbook(NUMBERS, _dated), "refused", ("row 4", "column A")),
        ("a truth value", workbook(NUMBERS, _true), "refused", ("row 4", "column A")),
        ("an error value", workbook(with_cell("#DIV/0!")), "refused", ("column A",)),
        ("a cell far away", workbook(NUMBERS, _far), "refused", ()),
        ("empty rows above", workbook([[], [], *NUMBERS]), "either", ()),
        ("an empty sheet", workbook([]), "refused", ()),
        ("a CSV file of this name", TABLE.encode(), "refused", ()),
        ("a bomb", _rewritten(good, SHEET, lambda _: b" " * 900_000_000), "refused", ()),
        ("entities", _rewritten(good, SHEET, _entities), "refused", ()),
        ("no sheet inside", _rewritten(good, SHEET, lambda _: None), "refused", ()),
        ("a sheet that is no XML", _rewritten(good, SHEET, lambda _: b"<x"), "refused", ()),
        ("locked with a password", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "refused",
         ()),
    ]:  # fmt: skip
        yield _sheet("workbook", "data.xlsx", name, raw, expected, place)
    for kind in ("NaN", "thousands separators", "formula injection"):
        for value in [v for v in BAD_CELLS[kind] if not v.startswith("=")][:4]:
            raw = workbook(with_cell(value))
            yield _sheet("workbook", "data.xlsx", f"{kind}: {value!r}", raw, "refused", ("row 4",))
    yield from _broken("workbook", "data.xlsx", good, flips)
    yield from _broken("workbook", "data.xls", good, 4)


def _odss(flips: int) -> Iterator[Damaged]:
    good = ods(_ods_rows(ROWS))
    many = '<table:table-cell table:number-columns-repeated="{}" office:value-type="string">' \
           "<text:p>x</text:p></table:table-cell>"  # fmt: skip
    rows = '<table:table-row table:number-rows-repeated="{}">{}</table:table-row>'
    yield _sheet("workbook", "data.ods", "good", good, "read")
    for name, more in {
        "columns repeated": rows.format(1, many.format(1_000_000)),
        "rows repeated": rows.format(100_000_000, many.format(5)),
        "all repeated": rows.format(1_000_000, many.format(16_384)),
        "a count that is no number": rows.format("x", many.format("y")),
        "a negative count": rows.format(-1, many.format(-5)),
    }.items():
        yield _sheet("workbook", "data.ods", name, ods(_ods_rows(ROWS) + more), "refused")
    yield from _broken("workbook", "data.ods", good, flips)


def _parquets(flips: int) -> Iterator[Damaged]:
    good = parquet(_select(ROWS))
    for name, query, expected in [
        ("good", _select(ROWS), "read"),
        ("text for numbers", f"SELECT * REPLACE (A::VARCHAR AS A) FROM ({_select(ROWS)})", "read"),
        ("lists", f"SELECT * REPLACE ([A] AS A) FROM ({_select(ROWS)})", "refused"),
        ("structures", f"SELECT * REPLACE ({{'a': A}} AS A) FROM ({_select(ROWS)})", "refused"),
        ("dates", f"SELECT * REPLACE (DATE '2021-01-01' AS A) FROM ({_select(ROWS)})", "refused"),
        ("bytes", f"SELECT * REPLACE ('\\xff'::BLOB AS A) FROM ({_select(ROWS)})", "refused"),
        ("NaN", f"SELECT * REPLACE ('nan'::DOUBLE AS A) FROM ({_select(ROWS)})", "refused"),
        ("infinity", f"SELECT * REPLACE ('inf'::DOUBLE AS A) FROM ({_select(ROWS)})", "refused"),
        ("a column missing", _select(ROWS, "D"), "refused"),
        ("no rows", f"{_select(ROWS)} LIMIT 0", "refused"),
        ("all rows twice", f"{_select(ROWS)} UNION ALL {_select(ROWS)}", "refused"),
        ("30 million rows", "SELECT 'x' AS \"case\", 0.1 AS Y, 0.1 AS A, 0.1 AS B, 0.1 AS C "
         "FROM range(30000000)", "refused"),
    ]:  # fmt: skip
        yield _sheet("parquet", "data.parquet", name, parquet(query), expected)
    yield from _broken("parquet", "data.parquet", good, flips)


def _broken(loader: str, file: str, good: bytes, flips: int) -> Iterator[Damaged]:
    for share in (0, 0.1, 0.5, 0.9, 0.99):
        cut = good[: int(len(good) * share)]
        yield _sheet(loader, file, f"truncated at {share}", cut, "refused")
    yield _sheet(loader, file, "with bytes before", b"junk" + good, "either")
    yield _sheet(loader, file, "with bytes after", good + b"junk" * 100, "either")
    for seed in range(flips):
        rng, raw = random.Random(seed), bytearray(good)
        for _ in range(1 + seed % 7):
            raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        yield _sheet(loader, file, f"bytes flipped, seed {seed}", bytes(raw), "either")


def _sheet(
    loader: str, file: str, name: str, raw: bytes, expected: Expected, place: tuple[str, ...] = ()
) -> Damaged:
    tables = [{"id": "data", "file": file, "case": "case"}]
    files = {f"{STUDY}/study.yml": study_file(tables=tables), f"{STUDY}/{file}": raw}
    return Damaged(f"as {Path(file).suffix}", name, loader, files, expected, place)


def _rewritten(good: bytes, member: str, change: Callable[[bytes], bytes | None]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(good)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for name in old.namelist():
            content = change(old.read(name)) if name == member else old.read(name)
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def _entities(sheet: bytes) -> bytes:
    names = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 9}">' for i in range(1, 20))
    head = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "x">{names}]>'.encode()
    return head + sheet.replace(b"<v>0.61</v>", b"<v>&e19;</v>")


def _percent(sheet: Any) -> None:
    for row in sheet["B2:E9"]:
        for cell in row:
            cell.number_format = "0%"


def _merged(sheet: Any) -> None:
    sheet.merge_cells("C1:E1")


def _dated(sheet: Any) -> None:
    import datetime

    sheet["C4"] = datetime.date(2021, 1, 1)


def _true(sheet: Any) -> None:
    sheet["C4"] = True


def _far(sheet: Any) -> None:
    sheet["XFD1048576"] = "far"
