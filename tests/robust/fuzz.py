"""Fuzzing led by coverage, with Atheris: each parser for some time, from good inputs on.

    python -m tests.robust.fuzz [--seconds 60] [PARSER ...]

Each parser runs in a process of its own; what fails is kept in .cache/fuzz and told.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FOLDER = PROJECT / ".cache/fuzz"
SEEDS = {
    "yaml": "data/**/*.y*ml",
    "settings": "_quarto*.yml",
    "csv": "data/**/*.csv",
    "chapter": "chapters/*.qmd",
}
# Fuzzers of libFuzzer stop at an input that takes more seconds or megabytes than this.
LIMITS = ("-timeout=10", "-rss_limit_mb=3000", "-max_len=4096")


def run(name: str, seconds: int) -> bool:
    """Fuzz one parser in a process of its own; return whether nothing was found."""
    corpus, found = FOLDER / name / "corpus", FOLDER / name / "found"
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    for number, file in enumerate(sorted(PROJECT.glob(SEEDS.get(name, "no such file")))):
        shutil.copy(file, corpus / f"seed-{number}")
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={found}/", *LIMITS, str(corpus)]
    command = [sys.executable, "-m", "tests.robust.fuzz", "--child", name, *options]
    print(f"== {name}: {seconds} s", flush=True)
    return subprocess.run(command, cwd=PROJECT, check=False).returncode == 0


def child(name: str, options: list[str]) -> None:
    """Fuzz one parser in this process, until time is up or something is found."""
    import atheris

    with atheris.instrument_imports(include=["analysis", "ruamel"]):
        from tests.robust.parsers import feed
    atheris.Setup([sys.argv[0], *options], lambda raw: feed(name, bytes(raw)))
    atheris.Fuzz()


def main() -> int:
    """Fuzz the parsers named, or all; return 1 where something was found."""
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], sys.argv[3:])
        return 0
    from tests.robust.parsers import PARSERS

    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("parsers", nargs="*", metavar="PARSER")
    wanted = parser.parse_args()
    failed = [name for name in wanted.parsers or PARSERS if not run(name, wanted.seconds)]
    print(f"found something in {', '.join(failed)}: see {FOLDER}" if failed else "nothing found")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
