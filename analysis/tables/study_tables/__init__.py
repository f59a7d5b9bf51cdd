"""Tables of any study: what it declares, what follows from its data, nothing that was printed."""

from analysis.tables.study_tables.changed import changes, changes_of, shifts
from analysis.tables.study_tables.charted import paths, typical_cases
from analysis.tables.study_tables.declared import settings
from analysis.tables.study_tables.described import variables
from analysis.tables.study_tables.models import solutions
from analysis.tables.study_tables.necessary import bottleneck, nca_effects, qca_necessity
from analysis.tables.study_tables.ranges import anchors, thresholds
from analysis.tables.study_tables.recast import dropped_cases, resampled, stricter
from analysis.tables.study_tables.rows import truth_table
from analysis.tables.study_tables.valued import calibration, values

__all__ = [
    "anchors",
    "bottleneck",
    "calibration",
    "changes",
    "changes_of",
    "dropped_cases",
    "nca_effects",
    "paths",
    "qca_necessity",
    "resampled",
    "settings",
    "shifts",
    "solutions",
    "stricter",
    "thresholds",
    "truth_table",
    "typical_cases",
    "values",
    "variables",
]
