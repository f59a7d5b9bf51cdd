"""The template of the study book with what it shares with the main book, as a project."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
SHARED = ("assets", "references.bib", "references-zh.bib", "_extensions")


@cache
def template_book() -> Path:
    """Return the folder of the template, removed when the tests end."""
    folder = Path(tempfile.mkdtemp(prefix="studybook-"))
    atexit.register(shutil.rmtree, folder)
    for path in (*(ROOT / "studybook").iterdir(), *(ROOT / name for name in SHARED)):
        (folder / path.name).symlink_to(path)
    return folder
