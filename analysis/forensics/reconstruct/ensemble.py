"""Many members by independent seeds, each written as soon as it is finished."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import pandas as pd

from analysis.forensics.reconstruct.member import VERSION, reconstruct
from analysis.work import spread


def ensemble(
    seeds: Iterable[int],
    directory: Path,
    *,
    root: Path | None = None,
    make: Callable[[int], pd.DataFrame] | None = None,
) -> tuple[int, ...]:
    """Return the seeds whose members stand in ``directory``, making those that are missing.

    Members are made wherever the active backend has room, and written here, each as soon as it is
    there: a kill leaves whole files only, and the next call goes on from there. Seeds without a
    member in their tries are left out. ``make`` replaces the search.
    """
    wanted = tuple(dict.fromkeys(seeds))
    directory.mkdir(parents=True, exist_ok=True)
    missing = [seed for seed in wanted if not file_of(directory, seed).exists()]
    member = partial(_text, make=make or partial(_frame, root=root))
    spread(member, missing, name="reconstruction", arrived=partial(_keep, directory))
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


def _text(seed: int, *, make: Callable[[int], pd.DataFrame]) -> str | None:
    """Return the member of a seed as its file has it, None where its tries gave none."""
    try:
        return make(seed).to_csv(index=False)
    except RuntimeError:
        return None


def _keep(directory: Path, seed: int, text: str | None) -> None:
    """Write a member under another name and rename it, so that its file is whole."""
    if text is not None:
        target = file_of(directory, seed)
        beside = target.with_suffix(f".{os.getpid()}.tmp")
        beside.write_text(text, encoding="utf-8", newline="")
        beside.replace(target)


def _frame(seed: int, *, root: Path | None) -> pd.DataFrame:
    return reconstruct(seed, root).to_frame()
