"""Chapters as written: front matter, Markdown and Python cells, each with its line.

Reads Quarto's ``.qmd`` syntax. Nothing is executed or judged here; `subset` says what the
portable engine refuses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from analysis.book.errors import BookError
from analysis.book.yamlfile import parse_yaml

FENCE = re.compile(r"^(?P<indent>\s*)(?P<fence>`{3,}|~{3,})\s*(?P<info>.*?)\s*$")
CELL_INFO = re.compile(r"^\{(?P<language>[A-Za-z]+)(?P<rest>[^}]*)\}$")
OPTION = re.compile(r"^#\|\s?(?P<yaml>.*)$")
CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`)(?P<code>.+?)(?<!`)(?P=ticks)(?!`)", re.DOTALL)
INLINE = re.compile(r"^\{(?P<language>[A-Za-z]+)\}\s+(?P<expression>.+?)\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """One executable cell.

    ``number`` counts the cells of a chapter from 1; ``line`` is the 1-based line of the opening
    fence; ``option_lines`` gives the line of each option.
    """

    number: int
    language: str
    source: str
    options: Mapping[str, Any]
    line: int
    option_lines: Mapping[str, int] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The cell's label, or ``cell-N`` where it has none."""
        return str(self.options.get("label", f"cell-{self.number}"))


@dataclass(frozen=True, slots=True)
class Inline:
    """One inline expression, `` `{python} expression` ``, with its 1-based line."""

    number: int
    language: str
    expression: str
    line: int


@dataclass(frozen=True, slots=True)
class Markdown:
    """A run of Markdown between cells; ``line`` is the 1-based line of its first line."""

    text: str
    line: int
    inlines: tuple[Inline, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One ``.qmd`` file: ``path`` is relative to the project root, with forward slashes."""

    path: str
    source: str
    front_matter: Mapping[str, Any]
    blocks: tuple[Markdown | Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells in document order."""
        return tuple(block for block in self.blocks if isinstance(block, Cell))

    @property
    def inlines(self) -> tuple[Inline, ...]:
        """The inline expressions in document order."""
        return tuple(
            inline
            for block in self.blocks
            if isinstance(block, Markdown)
            for inline in block.inlines
        )


def read_chapter(root: Path, path: str) -> Chapter:
    """Return the chapter at ``root / path``; `BookError` names file and line of what is wrong."""
    file = root / path
    try:
        source = file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise BookError.at(
            path, None, "the chapter does not exist", "create it, or remove it from _quarto.yml"
        ) from None
    except UnicodeDecodeError as error:
        raise BookError.at(
            path, None, f"not UTF-8 ({error.reason})", "save the file as UTF-8"
        ) from None
    return parse_chapter(path, source)


def parse_chapter(path: str, source: str) -> Chapter:
    """Return ``source`` taken apart into front matter, Markdown runs and cells."""
    lines = source.splitlines()
    front_matter, start = _front_matter(path, lines)
    blocks: list[Markdown | Cell] = []
    text: list[str] = []
    text_line = start + 1
    cells = inlines = 0
    fenced = _fenced_blocks(path, lines, start)
    position = start
    for opening, closing, info in fenced:
        match = CELL_INFO.match(info)
        if match is None:
            continue
        text.extend(lines[position:opening])
        if text:
            block = _markdown(text, text_line, inlines)
            inlines += len(block.inlines)
            blocks.append(block)
        cells += 1
        blocks.append(_cell(path, lines, opening, closing, match, cells))
        text, position = [], closing + 1
        text_line = position + 1
    text.extend(lines[position:])
    if any(line.strip() for line in text):
        blocks.append(_markdown(text, text_line, inlines))
    return Chapter(path, source, front_matter, tuple(blocks))


def _front_matter(path: str, lines: list[str]) -> tuple[Mapping[str, Any], int]:
    if not lines or lines[0].strip() != "---":
        return {}, 0
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() in ("---", "..."):
            values = parse_yaml("\n".join(lines[1:number]), path, first_line=2)
            return values if isinstance(values, dict) else {}, number + 1
    raise BookError.at(path, 1, "the front matter is never closed", "end it with a line of ---")


def _fenced_blocks(path: str, lines: list[str], start: int) -> Iterator[tuple[int, int, str]]:
    """Yield (opening, closing, info) of every fenced code block, as 0-based line numbers."""
    position = start
    while position < len(lines):
        opening = FENCE.match(lines[position])
        if opening is None or (opening["fence"][0] == "`" and "`" in opening["info"]):
            position += 1
            continue
        closing = _closing(lines, position, opening["fence"])
        if closing is None:
            raise BookError.at(
                path,
                position + 1,
                "the code block is never closed",
                f"end it with {opening['fence']}",
            )
        yield position, closing, opening["info"]
        position = closing + 1


def _closing(lines: list[str], opening: int, fence: str) -> int | None:
    for number in range(opening + 1, len(lines)):
        stripped = lines[number].strip()
        if len(stripped) >= len(fence) and set(stripped) == {fence[0]}:
            return number
    return None


def _cell(
    path: str, lines: list[str], opening: int, closing: int, match: re.Match[str], number: int
) -> Cell:
    body = lines[opening + 1 : closing]
    option_texts: list[str] = []
    for line in body:
        option = OPTION.match(line)
        if option is None:
            break
        option_texts.append(option["yaml"])
    values = (
        parse_yaml("\n".join(option_texts), path, first_line=opening + 2) if option_texts else {}
    )
    if not isinstance(values, dict):
        raise BookError.at(
            path, opening + 2, "cell options are not a mapping", "write '#| name: value'"
        )
    option_lines = {
        key: opening + 2 + index
        for index, text in enumerate(option_texts)
        for key in values
        if re.match(rf"{re.escape(str(key))}\s*:", text)
    }
    source = "\n".join(body[len(option_texts) :]).strip("\n")
    return Cell(number, match["language"], source, values, opening + 1, option_lines)


def mask_code(text: str) -> str:
    """Return ``text`` with fenced code blanked, every other character and line in its place."""
    lines = text.splitlines()
    for opening, closing, _ in _fenced_blocks("", lines, 0):
        for number in range(opening, closing + 1):
            lines[number] = " " * len(lines[number])
    return "\n".join(lines)


def replace_inlines(text: str, results: Iterator[str]) -> str:
    """Return Markdown with each inline expression replaced by the next of ``results``."""
    parts: list[str] = []
    position = 0
    for start, end, _ in _inline_spans(text):
        parts += [text[position:start], next(results)]
        position = end
    return "".join([*parts, text[position:]])


def _inline_spans(text: str) -> Iterator[tuple[int, int, re.Match[str]]]:
    """Yield (start, end, match) of every inline expression outside fenced code."""
    for span in CODE_SPAN.finditer(mask_code(text)):
        match = INLINE.match(span["code"]) if span["ticks"] == "`" else None
        if match is not None:
            yield span.start(), span.end(), match


def _markdown(lines: list[str], first_line: int, inlines_before: int) -> Markdown:
    text = "\n".join(lines)
    found = tuple(
        Inline(
            inlines_before + index,
            match["language"],
            match["expression"],
            first_line + text.count("\n", 0, start),
        )
        for index, (start, _, match) in enumerate(_inline_spans(text), start=1)
    )
    return Markdown(text, first_line, found)
