"""How large a workbook is once it is unpacked, told before a reader makes room for it.

A few bytes can stand for a table that no machine holds: one cell in the last row and column of a
sheet, a cell repeated a million times, a file compressed a thousandfold.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

MOST_BYTES = 256 * 2**20
MOST_CELLS = 3_000_000
CHUNK = 2**20
SHEETS = re.compile(r"(xl/worksheets/[^/]+\.xml|content\.xml)")
# A cell or row of Excel that is not empty, by its place; a cell or row of OpenDocument.
PLACED = re.compile(rb"<(?:\w+:)?(?:c|row)\s(?:[^>]*?\s)?r\s*=\s*[\"']([A-Z]*)(\d+)[^>]*(?<!/)>")
REPEATED = re.compile(rb"<(?:\w+:)?table-(row|cell)\b([^>]*)>")
TIMES = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"']\+?(\d+)")


def complaint(raw: bytes) -> tuple[str, str] | None:
    """Return why an Excel or OpenDocument file is not opened, and a remedy; None if it may be."""
    remedy = "save the needed rows and columns as .csv or .parquet"
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            members = packed.infolist()
            if sum(member.file_size for member in members) > MOST_BYTES:
                return f"more than {MOST_BYTES // 2**20} MiB when unpacked", remedy
            sheets = [one for one in members if SHEETS.fullmatch(one.filename.lstrip("/"))]
            if any(_cells(_chunks(packed, sheet)) > MOST_CELLS for sheet in sheets):
                return f"a sheet of more than {MOST_CELLS:,} cells", remedy
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        return f"no spreadsheet that can be read: {str(error)[:100]}", "save it anew"
    return None


def _chunks(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the text of a member in parts that end with a tag, so that none is cut."""
    rest = b""
    with packed.open(member) as stream:
        while part := stream.read(CHUNK):
            text = rest + part
            end = text.rfind(b">") + 1
            yield text[:end]
            rest = text[end:] if len(text) - end < CHUNK else b""


def _cells(chunks: Iterator[bytes]) -> int:
    """Return how many cells a sheet spans (Excel), or holds with their repetitions."""
    widest = last = held = 0
    rows = 1
    for text in chunks:
        for letters, number in PLACED.findall(text):
            widest, last = max(widest, _column(letters)), max(last, int(number[:12]))
        for kind, attributes in REPEATED.findall(text):
            found = TIMES.search(attributes)
            times = int(found[1][:12]) if found else 1
            if kind == b"row":
                rows = times
            elif b"value-type" in attributes:
                held += rows * times
    return max(widest * last, held)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters[:6]:
        number = number * 26 + letter - 64
    return number
