"""The corpus fed to the loaders, in a process whose memory and time are bounded.

    python -m tests.robust.feeding [--whole] [--skip NUMBER] [--only TEXT]

prints one line of JSON for each input: what its loader made of it, in how much time and memory.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from analysis.book.errors import BookError
from analysis.data import InputError
from tests.robust.corpus import corpus
from tests.robust.inputs import LOADERS, Damaged, forget, make_root

ADDRESS_SPACE = 12 * 2**30


@dataclass(frozen=True, slots=True)
class Fed:
    """What came of one input; ``message`` is the refusal, ``faults`` is what is wrong with it.

    ``seconds`` are of the processor, ``megabytes`` the growth of the process at its peak.
    """

    number: int
    id: str
    kind: str
    outcome: str
    message: str
    seconds: float
    megabytes: float
    faults: tuple[str, ...]


def feed(damaged: Damaged, number: int, root: Path, good: Any) -> Fed:
    """Return what the loader makes of a damaged input below ``root``."""
    with written(damaged, root):
        forget()
        before, clock = _memory("VmRSS"), time.process_time()
        Path("/proc/self/clear_refs").write_text("5")
        outcome, message, value = _outcome(damaged, root)
        seconds, peak = time.process_time() - clock, _memory("VmHWM")
    faults = tuple(_faults(damaged, outcome, message, value, good))
    return Fed(number, damaged.id, damaged.kind, outcome, message[:2000], round(seconds, 3),
               round((peak - before) / 1024, 1), faults)  # fmt: skip


def _outcome(damaged: Damaged, root: Path) -> tuple[str, str, Any]:
    try:
        return "read", "", LOADERS[damaged.loader](root)
    except (InputError, BookError) as error:
        return "refused", str(error), None
    except BaseException as error:
        return "traceback", f"{type(error).__name__}: {error}", None


def _faults(damaged: Damaged, outcome: str, message: str, value: Any, good: Any) -> Iterator[str]:
    expected = damaged.expected
    if outcome == "traceback":
        yield "a traceback"
        return
    if expected != "either" and outcome != ("refused" if expected == "refused" else "read"):
        yield f"{outcome}, should be {expected}"
    if (
        outcome == "read"
        and expected in ("read", "changed")
        and (value == good) != (expected == "read")
    ):
        yield "read with other values" if expected == "read" else "read with the same values"
    if outcome == "refused":
        yield from _untold(damaged, message)


def _untold(damaged: Damaged, message: str) -> Iterator[str]:
    """Yield what a refusal does not tell."""
    lines = message.splitlines()
    if len(message) > 100_000:
        yield f"a message of {len(message)} characters"
    for line in lines[:20]:
        if "Remedy: " not in line and not line.startswith("and "):
            yield f"no remedy in '{line[:100]}'"
        if not any(str(file).split("/")[0] in line for file in damaged.files):
            yield f"no file in '{line[:100]}'"
    for part in damaged.place:
        if not any(part in line for line in lines):
            yield f"no '{part}' in the message"


@contextmanager
def written(damaged: Damaged, root: Path) -> Iterator[None]:
    """Have the files of an input in the place of good ones."""
    kept = {file: _content(root / file) for file in damaged.files}
    try:
        for file, content in damaged.files.items():
            _remove(root / file)
            if callable(content):
                content(root / file)
            elif content is not None:
                (root / file).write_bytes(content)
        yield
    finally:
        for file, content in kept.items():
            _remove(root / file)
            if content is not None:
                (root / file).write_bytes(content)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _memory(name: str) -> int:
    """Return a size of this process in KiB."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    """Feed the corpus and print what came of each input."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--skip", type=int, default=0)
    parser.add_argument("--only", default="")
    wanted = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    with tempfile.TemporaryDirectory(prefix="book-robust-") as folder:
        root = make_root(Path(folder).resolve() / "root")
        good = {name: load(root) for name, load in LOADERS.items()}
        every = enumerate(corpus(root, whole=wanted.whole))
        for number, damaged in islice(every, wanted.skip, None):
            if wanted.only in damaged.id:
                print(json.dumps({"number": number, "begun": damaged.id}), flush=True)
                fed = feed(damaged, number, root, good[damaged.loader])
                print(json.dumps(asdict(fed), ensure_ascii=False), flush=True)
        print(json.dumps({"number": -1, "begun": "end"}), flush=True)


if __name__ == "__main__":
    sys.exit(main())
