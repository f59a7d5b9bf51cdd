"""Where pieces of work are done: in this process, in others of this machine, or on a cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Literal, get_args

import joblib

from analysis.data.errors import InputError, Problem

Name = Literal["serial", "processes", "dask"]
NAMES: tuple[Name, ...] = get_args(Name)
# Variables of the environment, so that the kernels of a build work as the build was told.
BACKEND, JOBS, SCHEDULER = "BOOK_BACKEND", "BOOK_JOBS", "BOOK_SCHEDULER"
PATIENCE = 60  # seconds until a scheduler and a worker answer


@dataclass(frozen=True, slots=True)
class Backend:
    """A way to work; ``jobs`` pieces at once (None: one for each core).

    ``scheduler`` is the address of a Dask scheduler, such as tcp://10.0.0.1:8786.
    """

    name: Name = "serial"
    jobs: int | None = None
    scheduler: str | None = None

    @property
    def width(self) -> int:
        """How many pieces are done at once on this machine."""
        return 1 if self.name == "serial" else self.jobs or joblib.cpu_count()

    @contextmanager
    def open(self) -> Iterator[None]:
        """Have joblib work this way.

        Raises InputError where the scheduler cannot be reached or has no worker.
        """
        if self.name == "dask":
            with _client(self), joblib.parallel_config(backend="dask", n_jobs=self.jobs or -1):
                yield
        elif self.name == "serial":
            with joblib.parallel_config(n_jobs=1):
                yield
        else:
            with joblib.parallel_config(backend="loky", n_jobs=self.width):
                yield


def active() -> Backend:
    """Return the backend that the environment names; serial where it names none.

    Raises InputError for one that does not exist, and for dask without a scheduler.
    """
    name = os.environ.get(BACKEND) or "serial"
    chosen = next((one for one in NAMES if one == name), None)
    if chosen is None:
        raise _fault(BACKEND, name, "no such backend", f"use one of {', '.join(NAMES)}")
    jobs = os.environ.get(JOBS, "")
    if jobs and not (jobs.isdecimal() and int(jobs)):
        raise _fault(JOBS, jobs, "no number of jobs", "give a whole number from 1")
    return checked(Backend(chosen, int(jobs) if jobs else None, os.environ.get(SCHEDULER) or None))


def checked(backend: Backend) -> Backend:
    """Return a backend whose parts fit; InputError otherwise."""
    if (backend.name == "dask") != (backend.scheduler is not None):
        remedy = "give both, such as --backend dask --scheduler tcp://10.0.0.1:8786, or neither"
        message = "the backend dask and a scheduler go together"
        raise _fault(SCHEDULER, backend.scheduler, message, remedy)
    return backend


@contextmanager
def using(backend: Backend) -> Iterator[Backend]:
    """Make a backend the active one, also of processes that are started meanwhile."""
    checked(backend)
    jobs = "" if backend.jobs is None else str(backend.jobs)
    wanted = {BACKEND: backend.name, JOBS: jobs, SCHEDULER: backend.scheduler or ""}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield backend
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


@contextmanager
def _client(backend: Backend) -> Iterator[Any]:
    address = backend.scheduler
    try:
        from distributed import Client
    except ImportError:
        remedy = "install it: pip install 'key-core-technology-book[cluster]'"
        raise _fault(BACKEND, "dask", "dask.distributed is not installed", remedy) from None
    try:
        connect: Any = Client
        client = connect(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        reason = " ".join(str(error).split())[:120]
        remedy = "start it with 'dask scheduler', or correct the address"
        message = f"the scheduler does not answer ({reason})"
        raise _fault(SCHEDULER, address, message, remedy) from None
    with client:
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            remedy = f"start workers: dask worker {address}"
            raise _fault(SCHEDULER, address, "the scheduler has no worker", remedy) from None
        yield client


def _fault(name: str, value: str | None, message: str, remedy: str) -> InputError:
    return InputError([Problem("settings of the work", None, name, value, message, remedy)])
