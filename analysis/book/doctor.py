"""What this machine has for building the book, what is missing, and how to get it."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from analysis.book.fingerprint import LOCK_FILE

FONTS = "assets/fonts"
FAMILIES = ("NotoSansCJKsc", "NotoSerifCJKsc")
PARTS = ("nbclient", "ipykernel", "pypandoc-binary", "panflute", "typst", "jinja2", "lxml", "pypdf")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LOCKED = re.compile(r"(?m)^(?P<name>[\w.-]+)==(?P<version>[^\s;\\]+)\s*(?P<marker>;[^\\\n]*)?")
INSTALL = "run 'make book', which installs what the lock file names"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: ``bad`` where the book cannot be built as it should be."""

    subject: str
    text: str
    remedy: str = ""
    bad: bool = False


def examine(root: Path) -> list[Finding]:
    """Return what was found, first what every build needs, then what is optional."""
    looks: tuple[Callable[[Path], Iterator[Finding]], ...] = (
        _python,
        _lock,
        _portable,
        _quarto,
        _fonts,
        _data,
        _browser,
    )
    return [finding for look in looks for finding in look(root)]


def show(findings: list[Finding]) -> None:
    """Print the findings as a table; a word says how each one is, not only a colour."""
    from rich.console import Console
    from rich.table import Table

    table = Table(show_header=False, box=None, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for finding in findings:
        word, style = ("fault", "red") if finding.bad else ("ok", "green")
        if not finding.bad and finding.remedy:
            word, style = "note", "yellow"
        remedy = f" Remedy: {finding.remedy}." if finding.remedy else ""
        table.add_row(f"[{style}]{word}[/]", finding.subject, f"{finding.text}.{remedy}")
    Console(highlight=False).print(table)


def _python(_: Path) -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    bad = sys.version_info < (3, 11)
    remedy = "use Python 3.11 or newer: make book PYTHON=python3.12" if bad else ""
    yield Finding("Python", f"{found} at {sys.executable}", remedy, bad)


def _lock(root: Path) -> Iterator[Finding]:
    from packaging.markers import Marker

    path = root / LOCK_FILE
    if not path.is_file():
        yield Finding("Packages", f"{LOCK_FILE} does not exist", "restore it", True)
        return
    wanted = {
        match["name"]: match["version"]
        for match in LOCKED.finditer(path.read_text(encoding="utf-8"))
        if match["marker"] is None or Marker(match["marker"].strip("; ")).evaluate()
    }
    wrong = [f"{name} {_version(name) or 'missing'} (locked: {locked})"
             for name, locked in wanted.items() if _version(name) != locked]  # fmt: skip
    if wrong:
        text = f"{len(wrong)} of {len(wanted)} are not as locked: {', '.join(wrong[:5])}"
        yield Finding("Packages", text, INSTALL, True)
    else:
        yield Finding("Packages", f"all {len(wanted)} as {LOCK_FILE} names them")


def _portable(_: Path) -> Iterator[Finding]:
    missing = [name for name in PARTS if _version(name) is None]
    if missing:
        text = f"without {', '.join(missing)} it cannot build the book"
        yield Finding("Portable engine", text, INSTALL, True)
        return
    import pypandoc

    parts = ", ".join(f"{name} {_version(name)}" for name in ("nbclient", "ipykernel", "typst"))
    yield Finding("Portable engine", f"Pandoc {pypandoc.get_pandoc_version()}, {parts}")


def _quarto(_: Path) -> Iterator[Finding]:
    from analysis.book.quarto import INSTALL as GET
    from analysis.book.quarto import find_quarto

    quarto = find_quarto()
    if quarto is None:
        yield Finding("Quarto", "not found; the portable engine builds the book", GET)
    elif not quarto.usable:
        yield Finding("Quarto", f"{quarto.version} at {quarto.program} is older than 1.9", GET)
    else:
        yield Finding("Quarto", f"{quarto.version} at {quarto.program}; it builds the book")


def _fonts(root: Path) -> Iterator[Finding]:
    found = sorted(path.name for path in (root / FONTS).glob("*.otf"))
    missing = [name for name in FAMILIES if not any(one.startswith(name) for one in found)]
    if missing:
        text = f"{FONTS} lacks {', '.join(missing)}"
        yield Finding("Fonts", text, f"restore {FONTS}", True)
    else:
        yield Finding("Fonts", f"{len(found)} files in {FONTS}")


def _data(root: Path) -> Iterator[Finding]:
    from analysis.data import InputError, load_catalogue, load_document, load_table

    problems: list[str] = []
    try:
        entries = load_catalogue(root)
    except InputError as error:
        entries = ()
        problems += str(error).splitlines()
    for entry in entries:
        try:
            load_table(entry.id, root) if entry.is_table else load_document(entry.id, root)
        except InputError as error:
            problems += str(error).splitlines()
    for problem in dict.fromkeys(problems):
        yield Finding("Data", problem.removesuffix("."), bad=True)
    if not problems:
        yield Finding("Data", f"{len(entries)} files valid")


def _browser(_: Path) -> Iterator[Finding]:
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        remedy = "install chromium to run them"
        yield Finding("Browser", "no Chromium: the browser tests are skipped", remedy)
    else:
        yield Finding("Browser", f"{found} runs the browser tests")


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
