"""Peak memory and time of long work: 100 000 cases by 10 conditions, 10 000 sweep points.

    python benchmarks/scale.py                     # minutes; each work in a process of its own
    python benchmarks/scale.py --cases 2000 --points 200 --permutations 20

The peak is that of the largest process, and of all together (their sizes added, sampled).
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from analysis.qca import CoverOptions, Thresholds, truth_table
from analysis.study.samples import Sampling, drawn, without
from analysis.study.settings import NcaRule, QcaRule, Span
from analysis.study.solver import Solver
from analysis.study.sweeps import grid, swept
from analysis.study.tested import tested
from analysis.work import Backend, using

CONDITIONS = tuple("ABCDEFGHIJ")
CHILD = "--child"


def cases(count: int) -> pd.DataFrame:
    """Return memberships of cases in ten conditions and an outcome that some of them give."""
    rng = np.random.default_rng(1)
    values = pd.DataFrame(rng.random((count, len(CONDITIONS))).round(3), columns=CONDITIONS)
    paths = [values["A"], values["B"]], [values["C"], 1 - values["D"], values["E"]]
    given = np.maximum(*(np.min(path, axis=0) for path in paths))
    outcome = np.clip(given + rng.normal(0, 0.05, count), 0, 1).round(3)
    # No membership of exactly one half: such a case is in no row.
    return values.assign(Y=outcome).replace(0.5, 0.501)


def rule() -> QcaRule:
    """Return the thresholds of a study of many cases."""
    return QcaRule(0.9, 20, 0.8, 0.6, None, "member", 50, 60.0,
                   dict.fromkeys(CONDITIONS, True), dict.fromkeys(CONDITIONS, False))  # fmt: skip


def nca_rule(permutations: int) -> NcaRule:
    """Return the rule of the permutation tests."""
    ceilings = ("ce_fdh", "cr_fdh")
    return NcaRule(ceilings, 0.1, 0.05, 0.3, "cr_fdh", permutations, 1, "nca_since_4_0_4", 10,
                   "percentage_range")  # fmt: skip


def works(asked: argparse.Namespace) -> dict[str, Callable[[], str]]:
    """Return the works by name; each tells what it found."""
    values, qca = cases(asked.cases), rule()
    solver = Solver("Y", CONDITIONS, qca, multivalue=False)

    def bootstrap() -> str:
        sampling = Sampling(solver, values, values, CONDITIONS, qca, 1)
        found = drawn(sampling, asked.samples)
        return f"{len({each.models for each in found})} solutions"

    def left_out() -> str:
        chosen = [(i,) for i in range(asked.samples)]
        return f"{len(set(without(solver, values, chosen)))} solutions"

    def permuted() -> str:
        found = tested(values, CONDITIONS, "Y", nca_rule(asked.permutations), asked.permutations, 1)
        return f"{len(found.results)} tests"

    def sweep() -> str:
        table = truth_table(values, "Y", CONDITIONS, Thresholds(0.8, 0.6, 20))
        step = 0.5 / max(1, round((asked.points / 2) ** 0.5) - 1)
        spans = Span(0.5, 1, step), Span(0.25, 0.75, step)
        settings = list(grid((20, 40), *spans))[: asked.points]
        found = swept(table, settings, dict(qca.expectations), CoverOptions(cap=50))
        return f"{len(found)} points, {len(set(found))} solutions"

    return {"bootstrap": bootstrap, "cases left out": left_out, "permutations": permuted,
            "sweep": sweep}  # fmt: skip


def child(asked: argparse.Namespace) -> None:
    """Do one work and print its time and the peak of this process as JSON."""
    work = works(asked)[asked.work]
    began = time.perf_counter()
    with using(Backend(asked.backend, 2 if asked.backend == "processes" else None)):
        found = work()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {"found": found, "seconds": time.perf_counter() - began, "peak": peak}
    print(json.dumps(told), flush=True)


def measured(work: str, backend: str, options: list[str]) -> dict[str, object]:
    """Return what one work took, in a process of its own: with the sum of all its processes."""
    command = [sys.executable, __file__, *options, CHILD, work, "--backend", backend]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        peaks: list[float] = [0.0]
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(0.2):
                peaks.append(_together(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        said = process.communicate()[0]
        ended.set()
        watcher.join()
    return {**json.loads(said.splitlines()[-1]), "together": max(peaks)}


def _together(root: int) -> float:
    """Return the size (MB) of a process and all that it started."""
    parents: dict[int, int] = {}
    sizes: dict[int, float] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(folder.name)] = int(fields[1])
        sizes[int(folder.name)] = int(fields[21]) * 4096 / 2**20
    wanted, size = [root], 0.0
    while wanted:
        one = wanted.pop()
        size += sizes.get(one, 0.0)
        wanted += [child for child, parent in parents.items() if parent == one]
    return size


def main() -> None:
    """Measure every work, in one process and in two, and print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--points", type=int, default=10_000)
    parser.add_argument("--samples", type=int, default=50)
    parser.add_argument("--permutations", type=int, default=200)
    parser.add_argument(CHILD, dest="work", default=None)
    parser.add_argument("--backend", default="serial", choices=("serial", "processes"))
    asked = parser.parse_args()
    if asked.work is not None:
        child(asked)
        return
    options = [f"--{name}={getattr(asked, name)}"
               for name in ("cases", "points", "samples", "permutations")]  # fmt: skip
    table = Table("work", "backend", "seconds", "peak (MB)", "all processes (MB)", "found")
    for work in works(argparse.Namespace(**{**vars(asked), "cases": 100})):
        for backend in ("serial", "processes"):
            found = measured(work, backend, options)
            numbers = (f"{found[key]:,.0f}" for key in ("seconds", "peak", "together"))
            table.add_row(work, backend, *numbers, str(found["found"]))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()
