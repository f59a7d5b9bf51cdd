"""Necessary condition analysis: ceilings, effect sizes, permutation tests, bottleneck tables.

Implemented from Dul (2016), "Necessary Condition Analysis (NCA): Logic and Methodology of
'Necessary but Not Sufficient' Causality", Organizational Research Methods 19(1): 10-52; Dul (2020),
"Conducting Necessary Condition Analysis", SAGE; Dul, van der Laan & Kuik (2020), "A Statistical
Significance Test for Necessary Condition Analysis", Organizational Research Methods 23(2): 385-395.
"""

from analysis.nca.bottleneck import UNITS, BottleneckColumn, BottleneckTable
from analysis.nca.bottleneck_study import bottleneck_table
from analysis.nca.ceilings import CEILINGS
from analysis.nca.corners import CORNERS
from analysis.nca.difference import Difference, compare_conditions, compare_groups
from analysis.nca.effects import Inefficiency
from analysis.nca.generator import random_cases
from analysis.nca.outliers import Outlier, find_outliers
from analysis.nca.permutation import P_RULES, PermutationTest
from analysis.nca.purity import Purity, ceiling_purity
from analysis.nca.results import CeilingResult, NcaResult, Peer
from analysis.nca.scope import Scope
from analysis.nca.statistical_power import Power, power
from analysis.nca.study import analyse

__all__ = [
    "CEILINGS",
    "CORNERS",
    "P_RULES",
    "UNITS",
    "BottleneckColumn",
    "BottleneckTable",
    "CeilingResult",
    "Difference",
    "Inefficiency",
    "NcaResult",
    "Outlier",
    "Peer",
    "PermutationTest",
    "Power",
    "Purity",
    "Scope",
    "analyse",
    "bottleneck_table",
    "ceiling_purity",
    "compare_conditions",
    "compare_groups",
    "find_outliers",
    "power",
    "random_cases",
]
