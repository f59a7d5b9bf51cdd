"""Many members by independent seeds, each written as soon as it is finished."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.forensics.reconstruct.member import VERSION, reconstruct

PROCESSES = 2
Progress = Callable[[int, int], None]


def ensemble(
    seeds: Iterable[int],
    directory: Path,
    progress: Progress | None = None,
    *,
    root: Path | None = None,
    make: Callable[[int], pd.DataFrame] | None = None,
) -> tuple[int, ...]:
    """Return the seeds whose members stand in ``directory``, making those that are missing.

    A member is written under another name and renamed, so that a kill leaves whole files only and
    the next call goes on from there. ``progress`` is told how many are done, of how many. Seeds
    without a member in their tries are left out. ``make`` replaces the search.
    """
    wanted = tuple(dict.fromkeys(seeds))
    directory.mkdir(parents=True, exist_ok=True)
    missing = [seed for seed in wanted if not file_of(directory, seed).exists()]
    done = len(wanted) - len(missing)
    work = partial(_finish, directory=directory, make=make or partial(_frame, root=root))
    if make is None and len(missing) > 1:
        with ProcessPoolExecutor(PROCESSES) as pool:
            running = [pool.submit(work, seed) for seed in missing]
            for count, finished in enumerate(as_completed(running), start=done + 1):
                finished.result()
                if progress is not None:
                    progress(count, len(wanted))
    else:
        for count, seed in enumerate(missing, start=done + 1):
            work(seed)
            if progress is not None:
                progress(count, len(wanted))
    return tuple(seed for seed in wanted if file_of(directory, seed).exists())


def file_of(directory: Path, seed: int) -> Path:
    """Return where the member of a seed is kept; the version of the search is in the name."""
    return directory / f"member-v{VERSION}-{seed:05d}.csv"


def collected(directory: Path) -> pd.DataFrame:
    """Return all members kept in a directory, one row per seed and province, sorted by seed."""
    files = sorted(directory.glob(f"member-v{VERSION}-*.csv"))
    if not files:
        raise FileNotFoundError(f"{directory}: no members; run the reconstruction first")
    return pd.concat([pd.read_csv(file) for file in files], ignore_index=True)


def _finish(seed: int, *, directory: Path, make: Callable[[int], pd.DataFrame]) -> None:
    target = file_of(directory, seed)
    beside = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        frame = make(seed)
    except RuntimeError:
        return
    frame.to_csv(beside, index=False)
    beside.replace(target)


def _frame(seed: int, *, root: Path | None) -> pd.DataFrame:
    return reconstruct(seed, root).to_frame()
