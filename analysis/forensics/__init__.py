"""Forensics: what printed tables prove about themselves and about the data behind them."""

from analysis.forensics.authentic import (
    Variant,
    VariantReport,
    authentic_reports,
    common_hits,
    study_sums,
)
from analysis.forensics.casechecks.report import CheckReport, paper_checks
from analysis.forensics.ceiling_lines import CeilingLines
from analysis.forensics.claims import ClaimCheck, ClaimReport, check_claims
from analysis.forensics.entries.entry import Entry
from analysis.forensics.hidden_facts import CrossoverReport, crossover_report, study_ceiling_lines
from analysis.forensics.hidden_sums import HiddenSum, HiddenSums, relevance
from analysis.forensics.intervals import Interval
from analysis.forensics.ledger import Ledger, ledger
from analysis.forensics.panels import (
    PanelReport,
    panel_reports,
)
from analysis.forensics.places import PrintedPlace, printed_numbers
from analysis.forensics.printed import PrintedNumber, Rounding
from analysis.forensics.rebuilt import rebuilt_values
from analysis.forensics.transcripts import Transcripts, load_transcripts
from analysis.forensics.typical_cases import TypicalCase, TypicalCases, study_typical_cases
from analysis.forensics.verdicts import Basis, Consequence, Judgement, Verdict, judge

__all__ = [
    "Basis",
    "CeilingLines",
    "CheckReport",
    "ClaimCheck",
    "ClaimReport",
    "Consequence",
    "CrossoverReport",
    "Entry",
    "HiddenSum",
    "HiddenSums",
    "Interval",
    "Judgement",
    "Ledger",
    "PanelReport",
    "PrintedNumber",
    "PrintedPlace",
    "Rounding",
    "Transcripts",
    "TypicalCase",
    "TypicalCases",
    "Variant",
    "VariantReport",
    "Verdict",
    "authentic_reports",
    "check_claims",
    "common_hits",
    "crossover_report",
    "judge",
    "ledger",
    "load_transcripts",
    "panel_reports",
    "paper_checks",
    "printed_numbers",
    "rebuilt_values",
    "relevance",
    "study_ceiling_lines",
    "study_sums",
    "study_typical_cases",
]
