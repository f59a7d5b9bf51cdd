"""Checks of printed tables, each named, general and with its formula and source.

A check takes any table of its kind as printed strings and yields findings: which numbers, the
verdict, the intervals compared, and what a contradiction would change. `CHECKS` lists them all.
"""

from analysis.forensics.checks.calibration import CalibrationRow, PublicColumn
from analysis.forensics.checks.configuration import ConfigurationTable
from analysis.forensics.checks.descriptive import DescriptiveRow
from analysis.forensics.checks.finding import Finding, decisive
from analysis.forensics.checks.nca import NcaTable
from analysis.forensics.checks.necessity import NecessityTable
from analysis.forensics.checks.registry import CHECKS, Check, check_named, checks_of, run_checks

__all__ = [
    "CHECKS",
    "CalibrationRow",
    "Check",
    "ConfigurationTable",
    "DescriptiveRow",
    "Finding",
    "NcaTable",
    "NecessityTable",
    "PublicColumn",
    "check_named",
    "checks_of",
    "decisive",
    "run_checks",
]
