"""The book as ``_quarto.yml`` describes it: title, chapters in order, formats, options.

A book in several languages has an edition for each, which is a profile of Quarto: ``_quarto.yml``
lists them as a group of profiles and holds what they share, ``_quarto-zh.yml`` what is the Chinese
edition's own. The first is the main edition; the folder of any other lies inside the main one's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

from analysis.book.editions import CONFIG, config_files, edition_names, read_settings
from analysis.book.errors import BookError, Fault
from analysis.book.products import OUTPUT
from analysis.book.words import language_of
from analysis.book.yamlfile import line_of, parse_yaml
from analysis.data.editions import Edition

PRINT = "book-typst"  # the format for print: Typst with the page design of _extensions/book
INDEX = "index"
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
        """The page's address below the edition's folder; ``index.zh.qmd`` is an index page too."""
        name = self.path.removesuffix(".qmd")
        return f"{INDEX if name.startswith(f'{INDEX}.') else name}.html"

    @property
    def slug(self) -> str:
        """A name for the chapter that is safe in file names and Typst labels.

        It is the same for the chapter in every edition.
        """
        return Path(self.href).stem


@dataclass(frozen=True, slots=True)
class Book:
    """What both engines read from ``_quarto.yml``; ``settings`` holds the whole mapping.

    ``edition`` is the name of the profile, empty for a book without editions; ``folder`` is where
    its pages lie, below the output folder: empty for the main edition.
    """

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
    edition: str = ""
    folder: str = ""

    @property
    def language(self) -> Edition:
        """The language in which the book speaks of itself."""
        return language_of(self.lang)

    @property
    def delimiter(self) -> str:
        """What stands between the number of a figure or table and its caption, before a space."""
        return str((self.settings.get("crossref") or {}).get("title-delim", ":"))

    @property
    def pdf(self) -> str:
        """The name of the PDF in the edition's folder."""
        return f"{self.slug}.pdf"

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
        inside = (pattern.removeprefix("/") for pattern in patterns)
        found = (path for pattern in inside for path in sorted(self.root.glob(pattern)))
        return tuple(path.relative_to(self.root) for path in found)


def load_book(root: Path, edition: str | None = None) -> Book:
    """Return an edition of the book described in ``root/_quarto.yml``, the main one when None.

    `BookError` lists every fault in it.
    """
    names = edition_names(root)
    name = names[0] if edition is None else edition
    files = {file: read_settings(root, file) for file in config_files(name)}
    settings = merged(files.values())
    faults = list(_schema_faults(settings, files)) or list(_missing_files(root, settings, files))
    if faults:
        raise BookError(faults)
    book = settings["book"]
    output = settings["project"].get("output-dir", OUTPUT)
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
        edition=name,
        folder=output.removeprefix(OUTPUT).removeprefix("/"),
    )


def load_entries(root: Path, edition: str = "") -> Sequence[Entry]:
    """Return the chapters of an edition, the main one if none is named.

    Whatever else Quarto reads in its files goes unread.
    """
    files = config_files(edition or edition_names(root)[0])
    return _entries(merged(read_settings(root, file) for file in files)["book"])


def merged(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return mappings as one, as Quarto merges profiles: later values win, lists are joined."""
    whole: dict[str, Any] = {}
    for part in parts:
        for key, value in part.items():
            held = whole.get(key)
            if isinstance(held, dict) and isinstance(value, dict):
                whole[key] = merged((held, value))
            elif isinstance(held, list) and isinstance(value, list):
                whole[key] = [*held, *(each for each in value if each not in held)]
            else:
                whole[key] = value
    return whole


@cache
def schema(name: str) -> Mapping[str, Any]:
    """Return the schema ``schemas/<name>.schema.yaml`` of this package."""
    path = SCHEMAS / f"{name}.schema.yaml"
    loaded: Mapping[str, Any] = parse_yaml(path.read_text(encoding="utf-8"), path.name)
    return loaded


Files = Mapping[str, Mapping[str, Any]]


def _schema_faults(settings: Mapping[str, Any], files: Files) -> Sequence[Fault]:
    validator = jsonschema.Draft202012Validator(schema("quarto"))
    faults = []
    for error in sorted(validator.iter_errors(settings), key=lambda e: list(map(str, e.path))):
        path = list(error.absolute_path)
        file = _file_holding(path, files)
        faults.append(
            Fault(
                file,
                line_of(files[file], path),
                f"{'.'.join(map(str, path)) or 'top level'}: {error.message}",
                "keep to what the portable engine supports (see the appendix), or render with "
                "Quarto",
            )
        )
    return faults


def _file_holding(path: Sequence[Any], files: Files) -> str:
    """Return the last file that holds the most of a path of keys."""

    def depth(name: str) -> int:
        value, found = files[name], 0
        for key in path:
            try:
                value = value[key]
            except (KeyError, IndexError, TypeError):
                break
            found += 1
        return found

    return max(reversed([*files]), key=depth)


def _missing_files(root: Path, settings: Mapping[str, Any], files: Files) -> Sequence[Fault]:
    named = [settings.get("bibliography"), settings.get("csl")]
    named += [entry.path for entry in _entries(settings["book"])]
    return [
        Fault(*_naming(root, path, files), f"{path} does not exist", "create or correct it")
        for path in named
        if path is not None and not (root / path).is_file()
    ]


def _naming(root: Path, name: str, files: Files) -> tuple[str, int | None]:
    """Return the last file, and its line, that names another file."""
    for file in reversed([*files]):
        lines = (root / file).read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, start=1):
            if name in line:
                return file, number
    return CONFIG, None


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
