"""Where things lie in the finished book, and how a page names them."""

from __future__ import annotations

from posixpath import dirname, relpath

DATA = "downloads/data"
NOTEBOOKS = "downloads/notebooks"
CHAPTERS = "downloads/chapters"
CHECKSUMS = f"{DATA}/SHA256SUMS"
LISTINGS = "source"


def address(target: str, page: str) -> str:
    """Return the address of ``target`` from ``page``, both below the output folder."""
    return relpath(target, dirname(page) or ".")


def data_copy(path: str) -> str:
    """Return where the copy of a data file lies, given its path below the root."""
    return f"{DATA}/{path.removeprefix('data/')}"


def notebook(chapter: str) -> str:
    """Return where the notebook of a chapter lies, given the chapter's path."""
    return f"{NOTEBOOKS}/{chapter.removesuffix('.qmd').rpartition('/')[2]}.ipynb"


def chapter_copy(chapter: str) -> str:
    """Return where the copy of a chapter's source lies."""
    return f"{CHAPTERS}/{chapter.rpartition('/')[2]}"


def listing(file: str, line: int | None = None) -> str:
    """Return where the listing of a file of code lies, at a line of it."""
    anchor = "" if line is None else f"#L-{line}"
    return f"{LISTINGS}/{file.removesuffix('.py')}.html{anchor}"
