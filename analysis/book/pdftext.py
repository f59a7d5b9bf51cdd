"""What the pages of a PDF say: their text by lines, and which characters have no glyph.

Reads the operators that show text and skips the drawings, which are most of a page. Knows the
fonts that Typst writes: subsets whose glyphs have numbers, with a table of what each stands for
(ISO 32000-2, 9.4.3, 9.7.6.3, 9.10.3). Glyph 0 is ".notdef", the box in place of a character that
the font lacks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
TWO_BYTE_ENCODINGS = ("/Identity-H", "/Identity-V")
UNKNOWN = "\ufffd"
NEW_LINE = 1.5  # points between base lines from which text counts as another line

_STRING = rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)"
_HEX = rb"<[0-9A-Fa-f\s]*>"
_NAME = rb"/[^\s()<>\[\]{}/%]+"
_PLAIN_DICT = rb"<<(?:" + _STRING + rb"|" + _HEX + rb"|[^()<>])*>>"
_DICT = rb"<<(?:" + _STRING + rb"|" + _HEX + rb"|" + _PLAIN_DICT + rb"|[^()<>])*>>"
TOKEN = re.compile(
    rb"(?P<dict>" + _DICT + rb")|(?P<string>" + _STRING + rb"|" + _HEX + rb")"
    rb"|(?P<font>" + _NAME + rb")\s+[-+.\d]+\s+Tf\b|(?P<form>" + _NAME + rb")\s+Do\b"
    rb"|(?<=[\s\]])(?P<y>[-+.\d]+)\s+(?P<place>cm|Tm|Td|TD)\b|(?P<next>\bT\*)",
    re.DOTALL,
)
ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|\r|\n)|(.))", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
BLOCK = re.compile(rb"beginbf(char|range)(.*?)endbf\1", re.DOTALL)
BF_CHAR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>")
BF_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a page: ``meanings`` maps a glyph's number to its characters."""

    name: str
    bytes_per_glyph: int
    meanings: Mapping[int, str] | None
    embedded: bool


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page, and how often each font (by name) shows a character it lacks."""

    text: str
    missing: Mapping[str, int]
    fonts: tuple[Font, ...]


@dataclass(slots=True)
class _Reading:
    parts: list[str] = field(default_factory=list)
    missing: Counter[str] = field(default_factory=Counter)
    fonts: dict[int, Font] = field(default_factory=dict)
    forms: set[int] = field(default_factory=set)


def read_page(page: PageObject) -> PageText:
    """Return what the page shows, the forms that it draws included, each form once."""
    reading = _Reading()
    contents = page.get_contents()
    if contents is not None:
        _read(contents.get_data(), page.get("/Resources"), reading)
    return PageText("".join(reading.parts), dict(reading.missing), tuple(reading.fonts.values()))


def _read(content: bytes, resources: Any, reading: _Reading) -> None:
    fonts, forms = _entries(resources, "/Font"), _entries(resources, "/XObject")
    font, height = None, 0.0
    for match in TOKEN.finditer(content):
        kind = match.lastgroup
        if kind == "string" and font is not None:
            _show(font, _string(match["string"]), reading)
        elif kind == "font":
            font = _font(fonts.get(match["font"].decode("latin-1")), reading)
        elif kind == "place":
            height = _place(match, height, reading)
        elif kind == "next":
            reading.parts.append("\n")
        elif kind == "form":
            _form(forms.get(match["form"].decode("latin-1")), resources, reading)


def _place(match: re.Match[bytes], height: float, reading: _Reading) -> float:
    """Begin a line where text moves up or down; return the height that counts from now on."""
    y = float(match["y"])
    if match["place"] != b"cm":
        if abs(y) > NEW_LINE:
            reading.parts.append("\n")
        return height
    if abs(y - height) > NEW_LINE:
        reading.parts.append("\n")
    return y


def _show(font: Font, raw: bytes, reading: _Reading) -> None:
    size = font.bytes_per_glyph
    for at in range(0, len(raw) - size + 1, size):
        glyph = int.from_bytes(raw[at : at + size], "big")
        if glyph == 0 and size > 1:
            reading.missing[font.name] += 1
        if font.meanings is None:
            reading.parts.append(chr(glyph) if size == 1 else UNKNOWN)
        else:
            reading.parts.append(font.meanings.get(glyph, UNKNOWN))


def _string(token: bytes) -> bytes:
    if token.startswith(b"<"):
        digits = b"".join(token[1:-1].split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    return ESCAPE.sub(_unescaped, token[1:-1])


def _unescaped(match: re.Match[bytes]) -> bytes:
    if match[1]:
        return bytes([int(match[1], 8) & 0xFF])
    return b"" if match[2] else ESCAPED.get(match[3], match[3])


def _form(form: Any, resources: Any, reading: _Reading) -> None:
    if form is not None and form.get("/Subtype") == "/Form" and id(form) not in reading.forms:
        reading.forms.add(id(form))
        _read(form.get_data(), form.get("/Resources", resources), reading)


def _font(font: Any, reading: _Reading) -> Font | None:
    if font is None:
        return None
    if id(font) not in reading.fonts:
        table = font.get("/ToUnicode")
        reading.fonts[id(font)] = Font(
            str(font.get("/BaseFont", "/unnamed")).lstrip("/"),
            2 if font.get("/Encoding") in TWO_BYTE_ENCODINGS else 1,
            None if table is None else _meanings(table.get_object().get_data()),
            _is_embedded(font),
        )
    return reading.fonts[id(font)]


def _meanings(table: bytes) -> dict[int, str]:
    """Return what each glyph stands for, from a ToUnicode table."""
    found: dict[int, str] = {}
    for kind, block in BLOCK.findall(table):
        if kind == b"char":
            found |= {int(code, 16): _text(value) for code, value in BF_CHAR.findall(block)}
            continue
        for first, last, value, values in BF_RANGE.findall(block):
            codes = range(int(first, 16), int(last, 16) + 1)
            if values:
                texts = re.findall(rb"<([0-9A-Fa-f\s]*)>", values)
                found |= {code: _text(one) for code, one in zip(codes, texts, strict=False)}
            else:
                start = _text(value)
                step = {code: chr(ord(start[-1]) + code - codes[0]) for code in codes}
                found |= {code: start[:-1] + last_one for code, last_one in step.items()}
    return found


def _text(value: bytes) -> str:
    return _string(b"<" + value + b">").decode("utf-16-be", errors="replace")


def _is_embedded(font: Any) -> bool:
    if font.get("/Subtype") == "/Type3":
        return True
    descendants = font.get("/DescendantFonts")
    carrier = font if descendants is None else descendants.get_object()[0].get_object()
    descriptor = carrier.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor.get_object() for key in EMBEDDED)


def _entries(resources: Any, name: str) -> dict[str, Any]:
    found = None if resources is None else resources.get_object().get(name)
    if found is None:
        return {}
    return {key: value.get_object() for key, value in found.get_object().items()}


def all_fonts(pages: Sequence[PageText]) -> Iterator[tuple[int, Font]]:
    """Yield (page number from 1, font) for the first page of each font."""
    seen: set[str] = set()
    for number, page in enumerate(pages, start=1):
        for font in page.fonts:
            if font.name not in seen:
                seen.add(font.name)
                yield number, font
