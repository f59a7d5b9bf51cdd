"""A file written as a whole: its reader sees it as it was or as it is."""

from __future__ import annotations

from pathlib import Path


def write_whole(path: Path, content: bytes) -> Path:
    """Return ``path``, which holds ``content`` now."""
    aside = path.with_name(f".{path.name}.part")
    try:
        aside.write_bytes(content)
        return aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
