"""What of Quarto's syntax the portable engine supports, and where a chapter leaves it.

The table itself is ``subset.yaml``. Everything outside it is refused with file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from analysis.book.config import Book
from analysis.book.errors import Fault
from analysis.book.numbering import float_kind
from analysis.book.qmd import CODE_SPAN, Cell, Chapter, Markdown, mask_code
from analysis.book.yamlfile import parse_yaml

TABLE = Path(__file__).with_name("subset.yaml")
AFTER_BODY = "include-after-body"
OUTPUT_FILE, INDEX_PAGE = "output-file", "index.html"
SHORTCODE = re.compile(r"\{\{<\s*(?P<name>\w+)")
DIV = re.compile(r"^\s*:{3,}\s*(?P<attributes>\{.*\}|[\w-]+)\s*$")
CLASS = re.compile(r"(?<![\w=\"])\.(?P<name>[\w-]+)")
ATTRIBUTE = re.compile(r"(?P<name>[\w-]+)\s*=")
HEADING = re.compile(r"^(?P<marks>#{1,6})\s+(?P<text>.*?)(?:\s*\{(?P<attributes>[^}]*)\})?\s*$")
REFERENCE = re.compile(r"(?<![\w\\@])@(?P<kind>[a-z]{2,4})-[\w-]+")
OTHER_KINDS = re.compile(
    r"^(lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau|vid)$"
)
RAW = re.compile(r"\{=\w+\}|</?[a-zA-Z][^>]*>")
FLOAT_DIV = re.compile(r"\{[^}]*#(fig|tbl|lst)-")


@cache
def table() -> Sequence[Mapping[str, Any]]:
    """Return the rows of the table: construct, syntax, note, allow."""
    rows: Sequence[Mapping[str, Any]] = parse_yaml(TABLE.read_text("utf-8"), TABLE.name)
    return rows


@cache
def allowed(kind: str) -> frozenset[str]:
    """Return the names that ``subset.yaml`` allows for a kind such as "cell-option"."""
    return frozenset(name for row in table() for name in (row.get("allow") or {}).get(kind, ()))


def check(book: Book, chapters: Sequence[Chapter]) -> list[Fault]:
    """Return every place where the chapters leave the supported subset, in reading order."""
    faults = [fault for chapter in chapters for fault in _chapter(chapter)]
    return [*faults, *_double_labels(chapters)]


def _chapter(chapter: Chapter) -> Iterator[Fault]:
    for key in chapter.front_matter:
        if key not in allowed("front-matter"):
            yield _fault(chapter, 1, f"front matter '{key}'", allowed("front-matter"))
    yield from _after_body(chapter)
    yield from _output_file(chapter)
    for block in chapter.blocks:
        if isinstance(block, Cell):
            yield from _cell(chapter, block)
        else:
            yield from _markdown(chapter, block)
    yield from _titles(chapter)


def _after_body(chapter: Chapter) -> Iterator[Fault]:
    asked = chapter.front_matter.get(AFTER_BODY, {"text": ""})
    if not isinstance(asked, dict) or list(asked) != ["text"] or not isinstance(asked["text"], str):
        message = f"front matter '{AFTER_BODY}' is not one text"
        remedy = "write 'text: <script src=…></script>' below it"
        yield Fault(chapter.path, 1, message, remedy)


def _output_file(chapter: Chapter) -> Iterator[Fault]:
    """An edition's index page is ``index.zh.qmd``, which Quarto would not call index.html."""
    is_edition = re.fullmatch(r"index\.\w+\.qmd", chapter.path) is not None
    wanted = INDEX_PAGE if is_edition else None
    if chapter.front_matter.get(OUTPUT_FILE) != wanted:
        remedy = f"write '{OUTPUT_FILE}: {INDEX_PAGE}'" if is_edition else "remove it"
        message = f"front matter '{OUTPUT_FILE}' is for the index page of an edition"
        yield Fault(chapter.path, 1, message, remedy)


def _cell(chapter: Chapter, cell: Cell) -> Iterator[Fault]:
    if cell.language not in allowed("language"):
        yield _fault(chapter, cell.line, f"a cell in {cell.language}", allowed("language"))
    for option in cell.options:
        if option not in allowed("cell-option"):
            line = cell.option_lines.get(option, cell.line)
            yield _fault(chapter, line, f"cell option '{option}'", allowed("cell-option"))
    yield from _captions(chapter, cell)


def _captions(chapter: Chapter, cell: Cell) -> Iterator[Fault]:
    needed = {"fig": ("fig-cap", "fig-alt"), "tbl": ("tbl-cap",), None: ()}
    kind = float_kind(cell.label)
    for option in ("fig-cap", "fig-alt", "tbl-cap"):
        if option in needed[kind] and not str(cell.options.get(option) or "").strip():
            yield Fault(
                chapter.path,
                cell.line,
                f"cell {cell.label} has no {option}",
                f"add '#| {option}: …'",
            )
        if option not in needed[kind] and option in cell.options:
            yield Fault(
                chapter.path,
                cell.option_lines.get(option, cell.line),
                f"{option} on a cell that is labelled {cell.label}",
                f"label it {option[:3]}-name, or remove the option",
            )


def _markdown(chapter: Chapter, block: Markdown) -> Iterator[Fault]:
    for number, line in enumerate(mask_code(block.text).splitlines(), start=block.line):
        text = CODE_SPAN.sub("", line)
        yield from _line(chapter, number, text)
    for inline in block.inlines:
        if inline.language not in allowed("language"):
            message = f"an inline expression in {inline.language}"
            yield _fault(chapter, inline.line, message, allowed("language"))


def _line(chapter: Chapter, number: int, text: str) -> Iterator[Fault]:
    for match in SHORTCODE.finditer(text):
        yield _fault(chapter, number, f"the shortcode '{match['name']}'", frozenset())
    if FLOAT_DIV.search(text):
        yield Fault(
            chapter.path, number, "a figure or table outside a cell", "make it in a Python cell"
        )
        return
    if RAW.search(re.sub(r"<https?://[^>]+>", "", text)):
        yield _fault(chapter, number, "raw HTML or a raw attribute", frozenset())
    division = DIV.match(text)
    if division is not None:
        yield from _division(chapter, number, division["attributes"])
    heading = HEADING.match(text)
    if heading is not None and heading["attributes"]:
        for match in CLASS.finditer(heading["attributes"]):
            if match["name"] not in allowed("heading-class"):
                what = f"heading class '.{match['name']}'"
                yield _fault(chapter, number, what, allowed("heading-class"))
    for match in REFERENCE.finditer(text):
        if OTHER_KINDS.match(match["kind"]):
            yield _fault(chapter, number, f"a reference {match[0]}", allowed("reference"))


def _division(chapter: Chapter, number: int, attributes: str) -> Iterator[Fault]:
    if attributes.startswith("{"):
        quoted = re.sub(r'"[^"]*"', '""', attributes)
        classes = [match["name"] for match in CLASS.finditer(quoted)]
        names = [match["name"] for match in ATTRIBUTE.finditer(quoted)]
    else:
        classes, names = [attributes], []
    for name in classes or ["(none)"]:
        if name not in allowed("div"):
            yield _fault(chapter, number, f"a division of class '{name}'", allowed("div"))
    for name in names:
        if name not in allowed("div-attribute"):
            yield _fault(chapter, number, f"the attribute '{name}'", allowed("div-attribute"))


def _titles(chapter: Chapter) -> Iterator[Fault]:
    headings = [
        (number, match)
        for block in chapter.blocks
        if isinstance(block, Markdown)
        for number, line in enumerate(mask_code(block.text).splitlines(), start=block.line)
        if (match := HEADING.match(line)) is not None
    ]
    if not headings or headings[0][1]["marks"] != "#":
        yield Fault(chapter.path, 1, "no title", "begin with '# Title {#sec-name}'")
    for number, match in headings[1:]:
        if match["marks"] == "#":
            yield Fault(chapter.path, number, "a second title", "use '##' for sections")


def _double_labels(chapters: Sequence[Chapter]) -> Iterator[Fault]:
    seen: dict[str, tuple[str, int]] = {}
    for chapter in chapters:
        for cell in chapter.cells:
            if "label" not in cell.options:
                continue
            first = seen.setdefault(cell.label, (chapter.path, cell.line))
            if first != (chapter.path, cell.line):
                yield Fault(
                    chapter.path,
                    cell.line,
                    f"the label {cell.label} stands at {first[0]}:{first[1]} too",
                    "give each label once in the book",
                )


def _fault(chapter: Chapter, line: int, what: str, names: frozenset[str]) -> Fault:
    remedy = f"use one of {', '.join(sorted(names))}" if names else "write it in plain Markdown"
    return Fault(chapter.path, line, f"{what} is outside the portable engine's subset", remedy)
