"""The editions of the book: the files that describe each, without a look into them.

Imports nothing heavy: a build asks for the editions before it knows whether there is work to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from analysis.book.errors import BookError
from analysis.book.yamlfile import parse_yaml

CONFIG = "_quarto.yml"


def edition_names(root: Path) -> tuple[str, ...]:
    """Return the names of the book's editions, the main one first; one empty name for none."""
    profile = read_settings(root, CONFIG).get("profile") or {}
    group = profile.get("group") if isinstance(profile, dict) else None
    return tuple(map(str, group if isinstance(group, list) and group else ("",)))


def config_files(edition: str) -> tuple[str, ...]:
    """Return the names of the files that describe an edition, the shared one first."""
    return (CONFIG, f"_quarto-{edition}.yml") if edition else (CONFIG,)


def read_settings(root: Path, file: str) -> Mapping[str, Any]:
    """Return the mapping in a file below ``root``; `BookError` where there is none."""
    try:
        text = (root / file).read_text(encoding="utf-8-sig")
    except (UnicodeDecodeError, IsADirectoryError):
        raise BookError.at(file, None, "not UTF-8 text", "save the file as UTF-8") from None
    except FileNotFoundError:
        remedy = "run the command in the project's root"
        if file != CONFIG:
            remedy = f"create it, or take its edition out of {CONFIG}"
        raise BookError.at(file, None, "not found in this folder", remedy) from None
    loaded = parse_yaml(text, file)
    if not isinstance(loaded, dict):
        raise BookError.at(file, 1, "not a mapping", "begin with 'project:'")
    return loaded
