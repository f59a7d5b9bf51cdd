"""A Dask cluster of this machine: a scheduler and workers, each a process of its own."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
QUIET = {"DASK_DISTRIBUTED__WORKER__MEMORY__TERMINATE": "false", "PYTHONPATH": str(PROJECT)}


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler's address and its workers."""

    address: str
    workers: tuple[subprocess.Popen[bytes], ...]

    def kill_one(self) -> None:
        """End a worker without a word."""
        self.workers[0].send_signal(signal.SIGKILL)
        self.workers[0].wait()

    @property
    def lost(self) -> int:
        """How many workers have ended."""
        return sum(worker.poll() is not None for worker in self.workers)


@contextmanager
def cluster(folder: Path, workers: int = 4) -> Iterator[Cluster]:
    """Start a scheduler and workers; end them in every case."""
    told = folder / "scheduler.json"
    started = [_start(folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
                      "--scheduler-file", str(told))]  # fmt: skip
    try:
        end = time.monotonic() + 120
        while not told.exists() or not told.read_text("utf-8").strip():
            assert time.monotonic() < end and started[0].poll() is None, "no scheduler"
            time.sleep(0.1)
        address = json.loads(told.read_text("utf-8"))["address"]
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory")
        started += [
            _start(folder, "worker", address, *options, str(folder)) for _ in range(workers)
        ]
        if workers:
            _wait_for(address, workers)
        yield Cluster(address, tuple(started[1:]))
    finally:
        for process in reversed(started):
            process.kill()
            process.wait()


def _wait_for(address: str, workers: int) -> None:
    """Return when all workers are there, which takes a minute on a busy machine."""
    from distributed import Client

    with Client(address, timeout=240) as client:
        client.wait_for_workers(workers, timeout=240)


def _start(folder: Path, *words: str) -> subprocess.Popen[bytes]:
    with (folder / f"{words[0]}.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", *words], cwd=folder, env={**os.environ, **QUIET},
            stdout=log, stderr=log,
        )  # fmt: skip
