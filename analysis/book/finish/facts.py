"""What is known of a build: where the project is at, with which programs, from which data."""

from __future__ import annotations

import json
import platform
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import pypandoc

from analysis.book.errors import BookError
from analysis.book.history import Source, source_of
from analysis.book.yamlfile import parse_yaml
from analysis.data.catalogue import load_catalogue
from analysis.data.files import CATALOGUE

WORDS = Path(__file__).with_name("words.yaml")
LEDGER = "downloads/ledger.json"
LIBRARIES = ("numpy", "scipy", "pandas", "matplotlib")

Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class DataFile:
    """A data file by its id of the catalogue: path below the root, content, SHA-256."""

    id: str
    path: str
    content: bytes

    @property
    def digest(self) -> str:
        """The SHA-256 of the content in hexadecimal digits."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Facts:
    """What every page of an edition tells of its build.

    ``engines`` are names with versions; ``verdicts`` maps the id of a printed number to its
    verdict's key; ``version`` is that of the project, None where it has none.
    """

    source: Source
    version: str | None
    engines: tuple[str, ...]
    data: Mapping[str, DataFile]
    verdicts: Mapping[str, str]


def facts_of(root: Path, folder: Path, engine: str) -> Facts:
    """Return the facts of the build of ``root`` whose pages lie in ``folder``."""
    data = {}
    if (root / CATALOGUE).is_dir():
        for entry in load_catalogue(root):
            data[entry.id] = DataFile(entry.id, entry.path, (root / entry.path).read_bytes())
    return Facts(source_of(root), _version(root), _engines(engine), data, _verdicts(folder))


def words_of(lang: str) -> Words:
    """Return the words of a language; `BookError` where there are none."""
    known = parse_yaml(WORDS.read_text(encoding="utf-8"), WORDS.name)
    if lang[:2] not in known:
        message, remedy = f"no words in the language '{lang}'", f"add them to {WORDS.name}"
        raise BookError.at("_quarto.yml", None, message, remedy)
    words: Words = known[lang[:2]]
    return words


def _engines(engine: str) -> tuple[str, ...]:
    """Return what made the book: Quarto brings its own Pandoc and Typst."""
    named = [engine]
    if not engine.startswith("Quarto"):
        named += [f"Pandoc {pypandoc.get_pandoc_version()}", f"Typst {version('typst')}"]
    named.append(f"Python {platform.python_version()}")
    return (*named, *(f"{package} {version(package)}" for package in LIBRARIES))


def _version(root: Path) -> str | None:
    path = root / "pyproject.toml"
    if not path.is_file():
        return None
    project = tomllib.loads(path.read_text(encoding="utf-8")).get("project", {})
    found = project.get("version")
    return found if isinstance(found, str) else None


def _verdicts(folder: Path) -> Mapping[str, str]:
    try:
        rows = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return {row["id"]: row["verdict"] for row in rows}
