"""Text of files under the project root, opened one by one so that a build can trace them."""

from __future__ import annotations

from pathlib import Path

from analysis.data.errors import InputError, Problem

CATALOGUE = "data/catalog"


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
    """Return the text of ``root/file``: UTF-8 without byte order mark, or a declared encoding.

    Raises InputError when the file is missing, unreadable or not in the encoding.
    """
    text = decoded(read_bytes(root, file, missing_remedy), file, encoding)
    if text.startswith("\ufeff"):
        message, remedy = "begins with a byte order mark", "without byte order mark"
        problem = Problem(file, 1, None, "U+FEFF", message, f"save the file as UTF-8 {remedy}")
        raise InputError([problem])
    return text


def read_bytes(root: Path, file: str, missing_remedy: str = "restore the file") -> bytes:
    """Return the content of ``root/file``; InputError when it is missing or unreadable."""
    try:
        with open(root / file, "rb") as stream:  # noqa: PTH123 -- a build traces open()
            return stream.read()
    except FileNotFoundError:
        raise InputError(
            [Problem(file, None, None, None, "file not found", missing_remedy)]
        ) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        problem = Problem(
            file,
            None,
            None,
            None,
            f"cannot be read ({reason})",
            "check the path and its permissions",
        )
        raise InputError([problem]) from None


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
