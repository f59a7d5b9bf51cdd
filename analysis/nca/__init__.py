"""Necessary condition analysis: ceilings, effect sizes, permutation tests, bottleneck tables.

Implemented from Dul (2016), "Necessary Condition Analysis (NCA): Logic and Methodology of
'Necessary but Not Sufficient' Causality", Organizational Research Methods 19(1): 10-52; Dul (2020),
"Conducting Necessary Condition Analysis", SAGE; Dul, van der Laan & Kuik (2020), "A Statistical
Significance Test for Necessary Condition Analysis", Organizational Research Methods 23(2): 385-395.
"""

from analysis.nca.bottleneck import UNITS, BottleneckColumn, BottleneckTable
from analysis.nca.ceilings import CEILINGS
from analysis.nca.corners import CORNERS
from analysis.nca.effects import Inefficiency
from analysis.nca.permutation import P_RULES, PermutationTest
from analysis.nca.results import CeilingResult, NcaResult, Peer
from analysis.nca.scope import Scope
from analysis.nca.study import analyse, bottleneck_table

__all__ = [
    "CEILINGS",
    "CORNERS",
    "P_RULES",
    "UNITS",
    "BottleneckColumn",
    "BottleneckTable",
    "CeilingResult",
    "Inefficiency",
    "NcaResult",
    "Peer",
    "PermutationTest",
    "Scope",
    "analyse",
    "bottleneck_table",
]
