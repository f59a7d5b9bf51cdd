"""The publisher's Quarto as engine: found, judged, run, installed."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from packaging.version import InvalidVersion, Version

from analysis.book.config import PRINT, load_book
from analysis.book.errors import BookError, Fault
from analysis.book.history import EPOCH, epoch_of
from analysis.book.kernel import ENVIRONMENT
from analysis.book.progress import Progress

OLDEST = Version("1.9")
INSTALL = "run 'make quarto', or install Quarto 1.9 or newer from quarto.org"
ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
WARNING = re.compile(r"^\s*(?:\[[^\]]*\]\s*)?(?:WARN(?:ING)?)\b:?\s*(?P<text>.*)", re.IGNORECASE)
TAIL = 25  # lines of Quarto's output shown when it stops
OF_QUARTO = {"html": "html", "pdf": PRINT}
INSTALL_TIMEOUT = 900


@dataclass(frozen=True, slots=True)
class Quarto:
    """A Quarto that answered: its program and its version as it gave it."""

    program: Path
    version: str

    @property
    def usable(self) -> bool:
        """Whether it is new enough for Typst books."""
        try:
            return Version(self.version) >= OLDEST
        except InvalidVersion:
            return False

    @property
    def name(self) -> str:
        """The engine's name with its version."""
        return f"Quarto {self.version}"

    @property
    def complaint(self) -> str:
        """What is wrong with a version that is not usable, and the remedy."""
        return f"Quarto {self.version} ({self.program}) is too old: {OLDEST} is needed; {INSTALL}"


class QuartoError(Exception):
    """Quarto stopped, or could not be installed; the text says why and what to do."""

    exit_code = 1


def find_quarto() -> Quarto | None:
    """Return the first usable Quarto, else the first that answers, else None."""
    found = [quarto for program in _programs() if (quarto := _ask(program)) is not None]
    usable = (quarto for quarto in found if quarto.usable)
    return next(usable, found[0] if found else None)


def render(
    quarto: Quarto,
    root: Path,
    wanted: Mapping[str, Sequence[str]],
    out: Path,
    progress: Progress,
) -> dict[str, set[str]]:
    """Write formats of editions, as ``wanted``, each to its folder below ``out``.

    Return the inputs that Quarto was given, by edition. An edition is a profile.
    """
    folders = {name: load_book(root, name).folder for name in wanted}
    for edition, formats in wanted.items():
        for name in formats:
            progress.stage(f"{quarto.name} writes {f'{edition} {name}'.strip()}")
            command = [
                *(str(quarto.program), "render", "--to", OF_QUARTO[name]),
                *(("--profile", edition) if edition else ()),
                *("--output-dir", str(Path(out.name, folders[edition])), "--no-clean"),
            ]
            _run(command, root, progress)
            if name == "html":
                _finish(root, edition, out / folders[edition], quarto.name)
    return dict.fromkeys(wanted, _inputs(root))


def _finish(root: Path, edition: str, folder: Path, engine: str) -> None:
    """Finish Quarto's pages; its numbers are those of the portable engine, without executing."""
    from analysis.book.document import assemble
    from analysis.book.executed import Executed
    from analysis.book.finish.run import finish
    from analysis.book.manuscript import read_manuscript

    written = read_manuscript(root, edition)
    blank = {chapter.path: Executed.blank(chapter) for chapter in written.chapters}
    finish(assemble(written.book, written.chapters, blank), folder, engine)


def install() -> Quarto:
    """Install Quarto into this environment; `QuartoError` says why it cannot be."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "quarto-cli>=1.9"]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=INSTALL_TIMEOUT, check=False
        )
    except subprocess.TimeoutExpired:
        raise QuartoError(_no_install("its download did not end in 15 minutes")) from None
    if done.returncode:
        raise QuartoError(_no_install(_reason(done.stderr + done.stdout)))
    quarto = find_quarto()
    if quarto is None or not quarto.usable:
        raise QuartoError(_no_install("what was installed does not answer 'quarto --version'"))
    return quarto


def _programs() -> Iterator[Path]:
    suffix = ".exe" if os.name == "nt" else ""
    named = os.environ.get("QUARTO_PATH")
    if named:
        path = Path(named)
        yield path / f"quarto{suffix}" if path.is_dir() else path
    yield Path(sys.executable).with_name(f"quarto{suffix}")
    on_path = shutil.which("quarto")
    if on_path:
        yield Path(on_path)


def _ask(program: Path) -> Quarto | None:
    if not program.is_file():
        return None
    try:
        done = subprocess.run(
            [str(program), "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    lines = done.stdout.split()
    return Quarto(program, lines[-1]) if done.returncode == 0 and lines else None


def _run(command: Sequence[str], root: Path, progress: Progress) -> None:
    own = {"QUARTO_PYTHON": sys.executable, "NO_COLOR": "1", EPOCH: str(epoch_of(root) or 0)}
    environment = {**os.environ, **ENVIRONMENT, **own}
    lines: list[str] = []
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    ) as process:
        try:
            for raw in process.stdout or ():
                line = ANSI.sub("", raw).rstrip()
                lines.append(line)
                _tell(line, progress)
        except BaseException:
            _end(process)
            raise
    if process.returncode:
        shown = "\n".join(f"  {line}" for line in lines[-TAIL:] if line)
        raise QuartoError(
            f"Quarto stopped with exit code {process.returncode}. It said last:\n{shown}"
        )


def _end(process: subprocess.Popen[str]) -> None:
    """End Quarto with all that it started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()


def _tell(line: str, progress: Progress) -> None:
    warning = WARNING.match(line)
    if warning is not None:
        progress.warning(f"Quarto: {warning['text']}")
    elif line.strip():
        progress.note(line)


def _inputs(root: Path) -> set[str]:
    """Return every file that Quarto may read: it does not tell which ones it did."""
    patterns = ("*.qmd", "chapters/**/*.qmd", "_quarto*.yml", "*.bib", "data/**/*")
    found = (path for pattern in patterns for path in root.glob(pattern) if path.is_file())
    return {f"file:{path.relative_to(root).as_posix()}" for path in found}


def _reason(log: str) -> str:
    if re.search(r"URLError|urlopen|HTTPError|Connection|resolve|SSL|timed out", log):
        return (
            "the package fetches Quarto itself from its release page on GitHub while it installs, "
            "and that page cannot be reached from here"
        )
    if "No matching distribution" in log:
        return "the package index in use does not offer quarto-cli 1.9 or newer"
    lines = [line for line in log.splitlines() if line.strip()]
    return f"pip said: {lines[-1].strip()}" if lines else "pip gave no reason"


def _no_install(reason: str) -> str:
    return (
        f"Quarto was not installed: {reason}. The book builds without it (the portable engine); "
        "to use Quarto, install it by other means from quarto.org and put it on the PATH, "
        "or set QUARTO_PATH."
    )


def required(quarto: Quarto | None) -> Quarto:
    """Return ``quarto`` if it can be used; else `BookError` says what is missing."""
    if quarto is None:
        fault = Fault("quarto", None, "no Quarto was found", INSTALL)
        raise BookError([fault])
    if not quarto.usable:
        message = f"version {quarto.version} ({quarto.program}) is too old, 1.9 is needed"
        raise BookError([Fault("quarto", None, message, INSTALL)])
    return quarto
