"""Finished members as the project's data: kept files, and the member that the book uses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import pandas as pd

from analysis.data import find_entry, find_root
from analysis.forensics.reconstruct.ensemble import collected
from analysis.forensics.reconstruct.fits import MemberFit, member_fits
from analysis.forensics.reconstruct.residuals import memberships_of
from analysis.forensics.reconstruct.statements import THREE_PATHS, derived
from analysis.forensics.reconstruct.store import HIDDEN, Stored, members_of
from analysis.study import load_variables, sample

CROSSOVER, CROSSOVER_IN_FILE = 0.501, 0.5


@dataclass(frozen=True, slots=True)
class Kept:
    """Members with all that is derived from them: one frame per file of the catalogue."""

    declared: int
    frames: dict[str, pd.DataFrame]


def kept(directory: Path, members: int, root: Path | None = None) -> Kept:
    """Return the first ``members`` finished members of a directory and what follows from them.

    Raises FileNotFoundError without members.
    """
    table = collected(directory)
    seeds = sorted(table["seed"].unique())[:members]
    table = table[table["seed"].isin(seeds)]
    stored = members_of(table)
    fits, statements = _fits(stored, root), _statements(stored, root)
    declared = declared_seed(fits, statements)
    frames = {
        "reconstruction_members": table,
        "reconstruction_fits": fits,
        "reconstruction_statements": statements,
        "memberships_reconstructed": memberships_file(stored, declared, root),
    }
    return Kept(declared, frames)


def write_kept(found: Kept, root: Path | None = None) -> Iterator[Path]:
    """Write every frame to its place in the catalogue; yield the files."""
    base = find_root() if root is None else root
    for name, frame in found.frames.items():
        target = base / find_entry(name, root).path
        beside = target.with_suffix(".tmp")
        frame.to_csv(beside, index=False, lineterminator="\n", float_format="%.10g")
        beside.replace(target)
        yield target


def declared_seed(fits: pd.DataFrame, statements: pd.DataFrame) -> int:
    """Return the member that the book uses.

    Of the members whose own minimisation gives three paths to the outcome without a negation (of
    all, where there is none), the one that meets most printed numbers; of equals the least seed.
    """
    three = statements[(statements["kind"] == THREE_PATHS)]
    outcome = load_variables().outcome.key
    preferred = three[three["statement"] == outcome]["seed"]
    eligible = fits[fits["seed"].isin(preferred)] if len(preferred) else fits
    totals = eligible.groupby("seed", sort=True)["met"].sum()
    return int(totals.index.to_numpy()[totals.to_numpy().argmax()])


def memberships_file(stored: Stored, seed: int, root: Path | None = None) -> pd.DataFrame:
    """Return a member as the study reads it: names in both languages, two decimals."""
    values = stored.memberships(seed).replace(CROSSOVER, CROSSOVER_IN_FILE)
    names = pd.DataFrame(
        [(label.zh, label.en) for label in sample(root)], columns=["province_zh", "province_en"]
    )
    rows = names.join(values.loc[names["province_zh"]].reset_index(drop=True))
    return rows.assign(**{name: rows[name].map("{:.2f}".format) for name in HIDDEN})


def _fits(stored: Stored, root: Path | None) -> pd.DataFrame:
    return pd.DataFrame(
        {"seed": seed} | {part.name: getattr(each, part.name) for part in fields(MemberFit)}
        for seed in stored.seeds
        for each in member_fits(stored.memberships(seed), stored.raw(seed), root)
    )


def _statements(stored: Stored, root: Path | None) -> pd.DataFrame:
    return pd.DataFrame(
        [
            (seed, *statement)
            for seed in stored.seeds
            for statement in sorted(set(derived(memberships_of(stored.memberships(seed), root))))
        ],
        columns=["seed", "kind", "statement"],
    )
