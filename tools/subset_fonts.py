"""Make the font subsets in assets/fonts from the full Noto CJK collections.

    python tools/subset_fonts.py --source /usr/share/fonts/opentype/noto

The characters kept are those of `assets/fonts/characters.txt` (the record of what ships), every
character of the project's text files, and those of files named with `--also`. The record is
rewritten, so the same sources, the same text and the same fontTools give the same bytes.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont, TTLibError

ROOT = Path(__file__).resolve().parent.parent
FONTS = ROOT / "assets" / "fonts"
RECORD = FONTS / "characters.txt"
TYPESET = (
    "README.md",
    "CHANGELOG.md",
    "CITATION.cff",
    "_quarto.yml",
    "index.qmd",
    "references.bib",
    "chapters",
    "data",
)
CODE = ("analysis",)
SUFFIXES = {".bib", ".cff", ".csv", ".html", ".json", ".md", ".py", ".qmd", ".typ", ".yaml", ".yml"}
FEATURES = ["ccmp", "kern", "mark", "palt", "halt"]
RANGES = (
    (0x0020, 0x007E),  # Basic Latin
    (0x00A0, 0x024F),  # Latin-1, Latin Extended-A and -B
    (0x02B0, 0x036F),  # modifier letters, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2000, 0x27BF),  # punctuation, arrows, maths, technical, geometric, symbols, dingbats
    (0x27C0, 0x27FF),  # supplemental maths and arrows
    (0x2900, 0x2BFF),  # arrows, operators, symbols
    (0x3000, 0x303F),  # CJK punctuation
    (0x3200, 0x32FF),  # enclosed CJK
    (0xFF01, 0xFFEE),  # fullwidth forms
)


# Needed (a paper prints the first), not in Noto CJK: shown with the glyph of the other character.
ALIASES = {
    "\N{N-ARY CIRCLED TIMES OPERATOR}": "\N{CIRCLED TIMES}",
    "\N{BALLOT X}": "\N{MULTIPLICATION SIGN}",
}


@dataclass(frozen=True, slots=True)
class Face:
    """One face to ship: where it lies in the source, and its name here."""

    collection: str
    family: str
    name: str


FACES = (
    Face("NotoSansCJK-Regular.ttc", "Noto Sans CJK SC", "NotoSansCJKsc-Regular"),
    Face("NotoSansCJK-Bold.ttc", "Noto Sans CJK SC", "NotoSansCJKsc-Bold"),
    Face("NotoSerifCJK-Regular.ttc", "Noto Serif CJK SC", "NotoSerifCJKsc-Regular"),
    Face("NotoSerifCJK-Bold.ttc", "Noto Serif CJK SC", "NotoSerifCJKsc-Bold"),
)


class SourceError(Exception):
    """A source font that is missing, unreadable or without a needed glyph."""


def gb2312_level_1() -> set[str]:
    """Return the 3,755 hanzi of GB 2312 level 1 (rows 16 to 55)."""
    cells = (bytes((0xA0 + row, 0xA0 + cell)) for row in range(16, 56) for cell in range(1, 95))
    return {char for cell in cells for char in cell.decode("gb2312", errors="ignore")}


def text_files(root: Path, entries: Iterable[str]) -> Iterator[Path]:
    """Yield the text files among the named files and folders of the project."""
    for entry in (root / name for name in entries):
        if entry.is_file():
            yield entry
        else:
            yield from (p for p in sorted(entry.rglob("*")) if p.suffix in SUFFIXES)


def printable(text: Iterable[str]) -> set[str]:
    """Return the characters of a text that need a glyph."""
    return {char for char in text if char.isprintable()}


def read(paths: Iterable[Path]) -> set[str]:
    """Return the characters of some text files that need a glyph."""
    return printable("".join(path.read_text(encoding="utf-8") for path in paths))


def required(root: Path, also: Iterable[Path] = ()) -> set[str]:
    """Return the characters that must be in the subset: the record and what is typeset."""
    record = [RECORD] if RECORD.is_file() else []
    return read([*text_files(root, TYPESET), *also, *record]) | gb2312_level_1()


def symbols() -> set[str]:
    """Return the letters, marks and symbols taken along as far as the source has them."""
    return {chr(code) for first, last in RANGES for code in range(first, last + 1)}


def open_face(source: Path, face: Face) -> TTFont:
    """Return the wanted face of a collection file in the source directory."""
    path = source / face.collection
    try:
        data = io.BytesIO(path.read_bytes())
        fonts = TTCollection(data, lazy=True, recalcTimestamp=False).fonts
    except (OSError, TTLibError) as error:
        raise SourceError(
            f"{path}: cannot be read as a font collection ({error}). Remedy: give the directory "
            "of Debian's package fonts-noto-cjk, or of the OTC release of Noto CJK, with --source."
        ) from error
    for font in fonts:
        if font["name"].getDebugName(1) == face.family:
            return with_aliases(font)
    raise SourceError(f"{path}: holds no family '{face.family}'. Remedy: take the release named in "
                      "assets/fonts/README.md.")  # fmt: skip


def with_aliases(font: TTFont) -> TTFont:
    """Return the font with the characters of ALIASES mapped to the glyphs named there."""
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            for alias, original in ALIASES.items():
                table.cmap.setdefault(ord(alias), table.cmap[ord(original)])
    return font


def options() -> subset.Options:
    """Return the subsetter's options: every name kept, no hints, few features, no new dates."""
    chosen = subset.Options()
    chosen.layout_features = FEATURES
    chosen.name_IDs = ["*"]
    chosen.name_languages = ["*"]
    chosen.hinting = False
    chosen.notdef_outline = True
    chosen.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    chosen.recalc_timestamp = False
    return chosen


def cut(font: TTFont, characters: set[str]) -> TTFont:
    """Return the font reduced to the characters it has of those given."""
    subsetter = subset.Subsetter(options())
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    return font


def encode(font: TTFont, flavor: str | None) -> bytes:
    """Return the font file's bytes as OTF (flavor None) or WOFF2."""
    font.flavor = flavor
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=False)
    return buffer.getvalue()


def lacking(font: Any, characters: set[str]) -> list[str]:
    """Return the characters the font has no glyph for, in code point order."""
    covered = font.getBestCmap()
    return sorted(char for char in characters if ord(char) not in covered)


def describe(characters: Iterable[str]) -> str:
    """Return characters with their code points, for a message."""
    return ", ".join(f"{char} (U+{ord(char):04X})" for char in characters)


def make(source: Path, target: Path, needed: set[str], welcome: set[str]) -> list[str]:
    """Write every face as OTF and WOFF2 and the record; return one line per file.

    `needed` must have a glyph in every face; `welcome` is kept and recorded where it has one.
    """
    opened = {face: open_face(source, face) for face in FACES}
    gaps = {char for font in opened.values() for char in lacking(font, needed)}
    if gaps:
        raise SourceError(
            f"no glyph in Noto CJK for {describe(sorted(gaps))}. Remedy: search the project for "
            "these characters and write another one that the fonts have (✓ for ✔, × for ✘, ~ for "
            "the tilde operator), then run this again."
        )
    unknown = {char for font in opened.values() for char in lacking(font, welcome)}
    kept = needed | (welcome - unknown)
    target.mkdir(parents=True, exist_ok=True)
    lines = [line for face, font in opened.items() for line in write(face, font, kept, target)]
    (target / RECORD.name).write_text("".join(sorted(kept)) + "\n", encoding="utf-8")
    return lines


def write(face: Face, font: TTFont, characters: set[str], target: Path) -> list[str]:
    """Write one face as OTF and WOFF2; return one line per file."""
    reduced = cut(font, characters | symbols())
    lines = []
    for flavor, suffix in ((None, "otf"), ("woff2", "woff2")):
        data = encode(reduced, flavor)
        (target / f"{face.name}.{suffix}").write_bytes(data)
        lines.append(f"{face.name}.{suffix}: {len(data) / 1e6:.2f} MB")
    return lines


def main(arguments: list[str] | None = None) -> int:
    """Return the exit code: 0 written, 2 a source font that does not do."""
    parser = argparse.ArgumentParser(description="Make the font subsets in assets/fonts.")
    parser.add_argument("--source", type=Path, required=True, help="directory of the .ttc files")
    parser.add_argument("--target", type=Path, default=FONTS, help="where to write (assets/fonts)")
    parser.add_argument("--also", type=Path, nargs="+", default=[], help="more texts to cover")
    parser.add_argument("--text", help="take only these characters, not the project's")
    given = parser.parse_args(arguments)
    needed = printable(given.text) if given.text else required(ROOT, given.also)
    welcome = set() if given.text else read(text_files(ROOT, CODE))
    try:
        lines = make(given.source, given.target, needed, welcome)
    except SourceError as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
