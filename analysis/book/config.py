"""The book as ``_quarto.yml`` describes it: title, chapters in order, formats, options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from analysis.book.errors import BookError, Fault
from analysis.book.yamlfile import line_of, parse_yaml

CONFIG = "_quarto.yml"
PRINT = "book-typst"  # the format for print: Typst with the page design of _extensions/book
SCHEMAS = Path(__file__).parent / "schemas"


@dataclass(frozen=True, slots=True)
class Entry:
    """One chapter file: ``number`` is "1", "2", … or "A", "B", … in the appendix."""

    path: str
    number: str
    part: str | None
    appendix: bool

    @property
    def href(self) -> str:
        """The page's address below the output folder."""
        return self.path.removesuffix(".qmd") + ".html"

    @property
    def slug(self) -> str:
        """A name for the chapter that is safe in file names and Typst labels."""
        return Path(self.path).stem


@dataclass(frozen=True, slots=True)
class Book:
    """What both engines read from ``_quarto.yml``; ``settings`` holds the whole mapping."""

    root: Path
    title: str
    subtitle: str
    author: str
    description: str
    slug: str
    lang: str
    entries: tuple[Entry, ...]
    bibliography: Path | None
    csl: Path | None
    number_depth: int
    settings: Mapping[str, Any]

    def execute_defaults(self, target: str) -> Mapping[str, Any]:
        """Return the execution options of the book for ``target`` ("html" or PRINT)."""
        of_format = self.settings["format"].get(target) or {}
        options = {"echo", "eval", "output", "warning", "error", "include", "code-fold"}
        return {
            **(self.settings.get("execute") or {}),
            **{key: value for key, value in of_format.items() if key in options},
        }

    @property
    def resources(self) -> tuple[Path, ...]:
        """The files that the pages need beside them, relative to the root."""
        patterns: Sequence[str] = self.settings["project"].get("resources") or ()
        found = (path for pattern in patterns for path in sorted(self.root.glob(pattern)))
        return tuple(path.relative_to(self.root) for path in found)


def load_book(root: Path) -> Book:
    """Return the book described in ``root/_quarto.yml``; `BookError` lists every fault in it."""
    text = _read(root / CONFIG)
    settings = _parse(text)
    faults = list(_schema_faults(settings)) or list(_missing_files(root, settings, text))
    if faults:
        raise BookError(faults)
    book = settings["book"]
    return Book(
        root=root,
        title=book["title"],
        subtitle=book.get("subtitle", ""),
        author=book.get("author", ""),
        description=book.get("description", ""),
        slug=book["output-file"],
        lang=settings.get("lang", "en"),
        entries=tuple(_entries(book)),
        bibliography=_optional(root, settings.get("bibliography")),
        csl=_optional(root, settings.get("csl")),
        number_depth=settings.get("number-depth", 6),
        settings=settings,
    )


def load_entries(root: Path) -> Sequence[Entry]:
    """Return the chapters that ``root/_quarto.yml`` lists, whatever else Quarto reads in it."""
    return _entries(_parse(_read(root / CONFIG))["book"])


@cache
def schema(name: str) -> Mapping[str, Any]:
    """Return the schema ``schemas/<name>.schema.yaml`` of this package."""
    path = SCHEMAS / f"{name}.schema.yaml"
    loaded: Mapping[str, Any] = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    return loaded


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BookError.at(
            CONFIG, None, "not found in this folder", "run the command in the project's root"
        ) from None


def _parse(text: str) -> Mapping[str, Any]:
    loaded = parse_yaml(text, CONFIG)
    if not isinstance(loaded, dict):
        raise BookError.at(CONFIG, 1, "not a mapping", "begin with 'project:'")
    return loaded


def _schema_faults(settings: Mapping[str, Any]) -> Sequence[Fault]:
    validator = jsonschema.Draft202012Validator(schema("quarto"))
    return [
        Fault(
            CONFIG,
            line_of(settings, list(error.absolute_path)),
            f"{'.'.join(map(str, error.absolute_path)) or 'top level'}: {error.message}",
            "keep to what the portable engine supports (see the appendix), or render with Quarto",
        )
        for error in sorted(validator.iter_errors(settings), key=lambda e: list(map(str, e.path)))
    ]


def _missing_files(root: Path, settings: Mapping[str, Any], text: str) -> Sequence[Fault]:
    named = [settings.get("bibliography"), settings.get("csl")]
    named += [entry.path for entry in _entries(settings["book"])]
    return [
        Fault(CONFIG, _line_naming(text, path), f"{path} does not exist", "create or correct it")
        for path in named
        if path is not None and not (root / path).is_file()
    ]


def _line_naming(text: str, name: str) -> int | None:
    numbered = enumerate(text.splitlines(), start=1)
    return next((number for number, line in numbered if name in line), None)


def _entries(book: Mapping[str, Any]) -> Sequence[Entry]:
    listed: list[tuple[str, str | None]] = []
    for item in book["chapters"]:
        if isinstance(item, str):
            listed.append((str(item), None))
        else:
            listed.extend((str(path), str(item["part"])) for path in item["chapters"])
    chapters = [
        Entry(path, str(number), part, appendix=False)
        for number, (path, part) in enumerate(listed, start=1)
    ]
    appendices = [
        Entry(str(path), chr(ord("A") + index), None, appendix=True)
        for index, path in enumerate(book.get("appendices") or ())
    ]
    return [*chapters, *appendices]


def _optional(root: Path, name: str | None) -> Path | None:
    return None if name is None else root / name
