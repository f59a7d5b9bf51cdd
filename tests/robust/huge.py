"""Very large files, right and wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.robust.inputs import STUDY, Damaged
from tests.robust.sheets import parquet
from tests.robust.studies import study_file

FILE = f"{STUDY}/data.csv"
HEAD = b"case,Y,A,B,C\n"


def huge_files(root: Path, rows: int) -> Iterator[Damaged]:
    """Yield tables of so many rows or columns; ``root`` holds good ones."""
    good = HEAD + b"".join(b"c%d,0.%d1,0.%d2,0.%d3,0.%d4\n" % (i, i % 9, i % 7, i % 8, i % 6)
                           for i in range(rows))  # fmt: skip
    same = b"c1,0.1,0.2,0.3,0.4\n" * rows
    query = (
        f"SELECT 'c' || i AS \"case\", (i % 9) / 10 + 0.01 AS Y, (i % 7) / 10 + 0.02 AS A, "
        f"(i % 8) / 10 + 0.03 AS B, (i % 6) / 10 + 0.04 AS C FROM range({rows}) t(i)"
    )
    for name, raw, expected in [
        ("rows, all good", good, "changed" if rows <= 100_000 else "refused"),
        ("rows, all of one case", HEAD + same, "refused"),
        ("rows, all too short", HEAD + b"c,1\n" * rows, "refused"),
        ("rows, no number in any", HEAD + good[len(HEAD) :].replace(b"0.", b"x."), "refused"),
        ("rows, empty", HEAD + b"\n" * rows, "refused"),
        ("columns", b",".join(b"k%d" % i for i in range(rows)) + b"\n", "refused"),
        ("heads that are empty", b"," * rows + b"\n" + b"," * rows + b"\n", "refused"),
        ("quotes", HEAD + b'"' * rows, "refused"),
        ("bytes in one cell", HEAD + b"c," + b"9" * rows + b",1,1,1\n", "refused"),
    ]:
        yield Damaged("very many", f"{rows} {name}", "study", {FILE: raw}, expected)
    tables = [{"id": "data", "file": "data.parquet", "case": "case"}]
    files = {f"{STUDY}/study.yml": study_file(tables=tables),
             f"{STUDY}/data.parquet": parquet(query)}  # fmt: skip
    yield Damaged(
        "very many",
        f"{rows} rows of Parquet",
        "parquet",
        files,
        "changed" if rows <= 100_000 else "refused",
    )
    for loader, file, row in (
        ("table", "data/configurational/provinces.csv", "甲{0},P{0},XX,true,1,{0}\n"),
        ("public table", "data/public/rd_intensity.csv", "甲{0},P{0},2021,1.0,1.0\n"),
    ):
        head = (root / file).read_text("utf-8").splitlines(keepends=True)[0]
        many = head + "".join(row.format(i) for i in range(rows))
        yield Damaged("very many", f"{rows} rows", loader, {file: many.encode()}, "refused")
