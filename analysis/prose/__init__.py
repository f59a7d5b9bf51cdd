"""Sentences about results, in both languages: what they say follows from the results alone.

Each function takes results and returns words; a changed dataset changes the sentence, never leaves
a false one. Numbers are written as the tables write them.
"""

from analysis.prose.about import (
    asks,
    carried_over,
    compares,
    complete,
    left_out,
    origins,
    split,
    summary,
)
from analysis.prose.changed import changed
from analysis.prose.necessary import (
    bottlenecks,
    necessary_alone,
    necessary_by_nca,
    strongest_effect,
)
from analysis.prose.phrases import told
from analysis.prose.robust import dropped, nearest_change, redrawn, tolerated
from analysis.prose.sufficient import covered, leads, reported_models, rows_found, shared_core

__all__ = [
    "asks",
    "bottlenecks",
    "carried_over",
    "changed",
    "compares",
    "complete",
    "covered",
    "dropped",
    "leads",
    "left_out",
    "nearest_change",
    "necessary_alone",
    "necessary_by_nca",
    "origins",
    "redrawn",
    "reported_models",
    "rows_found",
    "shared_core",
    "split",
    "strongest_effect",
    "summary",
    "told",
    "tolerated",
]
