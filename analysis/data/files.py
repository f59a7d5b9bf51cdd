"""Text of files under the project root, opened one by one so that a build can trace them."""

from __future__ import annotations

import stat
from pathlib import Path

from analysis.data.errors import InputError, Problem

CATALOGUE = "data/catalog"
MOST_BYTES = 512 * 2**20


def find_root(start: Path | None = None) -> Path:
    """Return the nearest folder that holds ``data/catalog``.

    Looks from ``start`` (default: the working directory) upwards, then from this package.
    """
    for origin in (start or Path.cwd(), Path(__file__).resolve().parent):
        for folder in (origin, *origin.parents):
            if (folder / CATALOGUE).is_dir():
                return folder
    problem = Problem(
        CATALOGUE,
        None,
        None,
        str(start or Path.cwd()),
        "no project root here: no folder data/catalog in this folder or above it",
        "run inside the project, or give its root",
    )
    raise InputError([problem])


def read_text(
    root: Path, file: str, missing_remedy: str = "restore the file", encoding: str = "utf-8"
) -> str:
    """Return the text of ``root/file``: UTF-8, or a declared encoding, without byte order mark.

    Raises InputError when the file is missing, unreadable or not in the encoding.
    """
    raw = read_bytes(root, file, missing_remedy)
    return decoded(raw, file, encoding).removeprefix("\ufeff")


def read_bytes(root: Path, file: str, missing_remedy: str = "restore the file") -> bytes:
    """Return the content of ``root/file``.

    InputError when it is missing or unreadable, outside the root, no plain file, or too large.
    """
    try:
        _require_plain(root, file)
        with open(root / file, "rb") as stream:  # noqa: PTH123 -- a build traces open()
            return stream.read()
    except FileNotFoundError:
        raise InputError(
            [Problem(file, None, None, None, "file not found", missing_remedy)]
        ) from None
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        problem = Problem(
            file,
            None,
            None,
            None,
            f"cannot be read ({reason})",
            "check the path and its permissions",
        )
        raise InputError([problem]) from None


def _require_plain(root: Path, file: str) -> None:
    """Refuse what is not a file of the project: a link out of it, a device, a pipe; or too much.

    A folder directly under the root may be a link, as in the book of a study, which shares
    ``data`` with its project: what is in it must stay in it.
    """
    path = root / file
    facts = path.stat()
    top = root / Path(file).parts[0]
    homes = [root, top] if top.is_symlink() and top.is_dir() else [root]
    if not any(path.resolve().is_relative_to(home.resolve()) for home in homes):
        message, remedy = "leads out of the project", "put the file itself there"
    elif not stat.S_ISREG(facts.st_mode):
        message, remedy = "not a file", "put a file there"
    elif facts.st_size > MOST_BYTES:
        message = f"larger than {MOST_BYTES // 2**20} MiB"
        remedy = "keep the rows and columns that are needed"
    else:
        return
    raise InputError([Problem(file, None, None, None, message, remedy)])


def decoded(raw: bytes, file: str, encoding: str = "utf-8") -> str:
    """Return the text of a file's content; InputError where it is not in the encoding."""
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        byte = f"0x{raw[error.start]:02X}"
        remedy = "declare the encoding that the file has, or save it as UTF-8"
        if encoding == "utf-8":
            remedy = f"save the file as UTF-8{_guess(raw)}"
        message = f"not {encoding.upper()} text"
        raise InputError([Problem(file, line, None, byte, message, remedy)]) from None


def _guess(raw: bytes) -> str:
    """Return a hint at the encoding a Chinese spreadsheet most likely used, or nothing."""
    encodings = ["utf-16"] if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ["gb18030"]
    for encoding in encodings:
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return f" (it reads as {encoding.upper()}: iconv -f {encoding.upper()} -t UTF-8)"
    return ""
