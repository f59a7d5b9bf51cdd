"""Times the reconstruction: evaluations per second, seconds to a first member, members per hour.

    python benchmarks/reconstruction.py                # evaluations alone; a few seconds
    python benchmarks/reconstruction.py --members 3    # members of the seeds 1, 2, 3; minutes

One process; the command line makes members in two.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.table import Table

from analysis.forensics.reconstruct.member import NCA_WEIGHT, problem, reconstruct
from analysis.forensics.reconstruct.search import searched

STEPS = 2_000_000
WARM = 1_000
HOUR = 3600


def evaluations_per_second(steps: int = STEPS) -> float:
    """Return how many moves a second the compiled search draws and judges."""
    posed = problem()
    sides = posed.ways[0][0]

    def run(count: int) -> float:
        began = time.perf_counter()
        searched(posed.plan, posed.space, sides, 1, steps=count, nca_weight=NCA_WEIGHT)
        return time.perf_counter() - began

    run(WARM)
    return steps / run(steps)


def seconds_per_member(seeds: Sequence[int]) -> Iterator[tuple[int, int, float]]:
    """Yield seed, runs that it needed and wall-clock seconds, one member after the other."""
    for seed in seeds:
        began = time.perf_counter()
        member = reconstruct(seed)
        yield seed, member.tries, time.perf_counter() - began


def report(rate: float, members: Sequence[tuple[int, int, float]]) -> Table:
    """Return the figures as a table for the terminal."""
    shown = Table("figure", "value")
    shown.add_row("moves per second", f"{rate:,.0f}")
    for seed, tries, seconds in members:
        shown.add_row(f"seed {seed}: seconds to a member", f"{seconds:.1f} ({tries} runs)")
    if members:
        per_hour = HOUR * len(members) / sum(seconds for _, _, seconds in members)
        shown.add_row("members per hour, one process", f"{per_hour:.0f}")
    return shown


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--members", type=int, default=0, help="how many members to make")
    parser.add_argument("--steps", type=int, default=STEPS, help="moves to time")
    asked = parser.parse_args()
    rate = evaluations_per_second(asked.steps)
    Console().print(report(rate, list(seconds_per_member(range(1, asked.members + 1)))))


if __name__ == "__main__":
    main()
