"""Time against the size of the work: cases, conditions, permutations."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
import numpy as np
from engines_inputs import CONDITIONS, SEED, cases, random_table
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import nca
from analysis.qca import CoverOptions, parsimonious_solution, truth_table

INK = "#0072B2"


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU ``seconds`` of a piece of work at each of ``sizes``; ``is_exponential`` as 2^size."""

    title: str
    axis: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    is_exponential: bool = False

    @property
    def rate(self) -> float:
        """The slope of log time over log size (or over size), in the larger half of the sizes."""
        half = len(self.sizes) // 2
        x = np.array(self.sizes[half:], dtype=float)
        x = x if self.is_exponential else np.log2(x)
        return float(np.polyfit(x, np.log2(self.seconds[half:]), 1)[0])


def growths(quick: bool = False) -> tuple[Growth, ...]:
    """Return the four curves; ``quick`` stops at small sizes."""
    many = (300, 1_000, 3_000) if quick else (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)
    drawn = (100, 300, 1_000) if quick else (1_000, 3_000, 10_000, 30_000, 100_000)
    wide = (8, 10, 12) if quick else (10, 12, 14, 16, 18, 20)
    ten = [f"X{i + 1}" for i in range(10)]
    return (
        _grown(
            "NCA, 6 conditions, CE + CR",
            "cases n",
            many,
            cases,
            lambda data: nca.analyse(data, CONDITIONS, "Y"),
        ),
        _grown(
            "NCA, 1 condition, n = 28, CE + CR",
            "permutations",
            drawn,
            lambda count: (cases(28), count),
            lambda given: nca.analyse(given[0], ["X1"], "Y", permutations=given[1], seed=SEED),
        ),
        _grown(
            "truth table, 10 conditions",
            "cases n",
            many,
            lambda n: cases(n, 10),
            lambda data: truth_table(data, "Y", ten),
        ),
        _grown(
            "parsimonious solution, 60 rows",
            "conditions k",
            wide,
            random_table,
            lambda table: parsimonious_solution(table, CoverOptions(cap=1)),
            is_exponential=True,
        ),
    )


def draw_growth(quick: bool = False) -> str:
    """Return an SVG with one panel per curve."""
    style = {"svg.fonttype": "none", "svg.hashsalt": "growth", "font.size": 8}
    with mpl.rc_context(style):
        figure = Figure(figsize=(6.3, 4.8), layout="constrained")
        for axes, growth in zip(figure.subplots(2, 2).flat, growths(quick), strict=True):
            _panel(axes, growth)
        buffer = io.StringIO()
        figure.savefig(buffer, format="svg", metadata={"Date": None})
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _grown(
    title: str,
    axis: str,
    sizes: Sequence[int],
    prepare: Callable[[int], Any],
    run: Callable[[Any], object],
    is_exponential: bool = False,
) -> Growth:
    seconds = []
    for size in sizes:
        given = prepare(size)
        began = time.process_time()
        run(given)
        seconds.append(max(time.process_time() - began, 1e-4))
    return Growth(title, axis, tuple(sizes), tuple(seconds), is_exponential)


def _panel(axes: Axes, growth: Growth) -> None:
    axes.plot(growth.sizes, growth.seconds, "o-", color=INK, markersize=4)
    axes.set_yscale("log")
    if not growth.is_exponential:
        axes.set_xscale("log")
    law = f"2^{growth.rate:.1f}k" if growth.is_exponential else f"size^{growth.rate:.1f}"
    axes.set_title(f"{growth.title}\ntime grows as {law}", fontsize=8)
    axes.set_xlabel(growth.axis)
    axes.set_ylabel("CPU seconds")
    axes.grid(True, which="major", linewidth=0.4, alpha=0.5)
