"""What flips between two results: memberships, rows, paths, necessity, bottlenecks, verdicts."""

from analysis.changes.compare import compare
from analysis.changes.found import Changes
from analysis.changes.results import FORMAT, Results, results_of
from analysis.changes.told import Section, lines_of, sections

__all__ = [
    "FORMAT",
    "Changes",
    "Results",
    "Section",
    "compare",
    "lines_of",
    "results_of",
    "sections",
]
