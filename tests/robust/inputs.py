"""What a damaged input is, and the loaders that are fed with it."""

from __future__ import annotations

import importlib
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from analysis.book.config import load_book
from analysis.book.qmd import read_chapter
from analysis.casestudy import structure
from analysis.casestudy.evidence import load_evidence
from analysis.casestudy.models import load_process_model
from analysis.casestudy.sources import load_sources
from analysis.data import load_catalogue, load_document, load_table
from analysis.data.files import find_root
from analysis.forensics.certificates.store import load_certificates
from analysis.forensics.transcripts import load_transcripts
from analysis.study import load_study, read_values
from analysis.study.memberships import memberships_of

Expected = Literal["read", "changed", "refused", "either"]
STUDY, NAME = "data/studies/small", "small"


@dataclass(frozen=True, slots=True)
class Damaged:
    """A damaged input: files written over good ones, and what its loader must make of it.

    ``read``: with the values of the good one; ``changed``: read with other values; ``refused``;
    ``either`` of these. ``place`` are parts of the one problem that must be told, such as row,
    column and value. A value None in ``files`` removes a file; a function makes it at its path.
    """

    kind: str
    name: str
    loader: str
    files: Mapping[str, bytes | Callable[[Path], Any] | None]
    expected: Expected
    place: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Return a name of its own."""
        return f"{self.loader}: {self.kind}: {self.name}"


def _study(root: Path) -> Any:
    return memberships_of(read_values(load_study(NAME, root))).values.to_csv()


def _chapter(root: Path) -> Any:
    return read_chapter(root, "chapters/sample.qmd").blocks


def _evidence(root: Path) -> Any:
    return load_evidence(structure.load_structure(root), root)


LOADERS: dict[str, Callable[[Path], Any]] = {
    "catalogue": load_catalogue,
    "study": _study,
    "workbook": _study,
    "parquet": _study,
    "coding structure": structure.load_structure,
    "evidence": _evidence,
    "sources": load_sources,
    "process model": load_process_model,
    "printed tables": load_transcripts,
    "certificates": load_certificates,
    "settings of the book": lambda root: load_book(root).settings,
    "chapter": _chapter,
    "table": lambda root: load_table("provinces", root).to_csv(),
    "public table": lambda root: load_table("rd_intensity", root).to_csv(),
    "reconstruction": lambda root: load_table("memberships_reconstructed", root).to_csv(),
    "document": lambda root: load_document("claims", root),
    "schema": lambda root: load_table("provinces", root).to_csv(),
}


def make_root(root: Path) -> Path:
    """Return ``root`` filled with good inputs for every loader."""
    from tests.book.minibook import make
    from tests.study.small import document, write_study

    make(root)
    shutil.copytree(find_root() / "data", root / "data")
    write_study(root, NAME, document(robustness={"bootstraps": 0}))
    (root / "chapters/sample.qmd").write_bytes((root / "chapters/one.qmd").read_bytes())
    return root


def forget() -> None:
    """Empty what loaders remember by their arguments, so that each input is read anew."""
    for name in ("analysis.forensics.transcripts", "analysis.forensics.certificates.store"):
        for value in vars(importlib.import_module(name)).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()
