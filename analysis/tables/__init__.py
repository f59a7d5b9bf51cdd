"""Tables of the book: each function returns a `Table` that both engines set natively."""

from analysis.tables.appendix import (
    Made,
    data_dictionary,
    data_files,
    engine_subset,
    figures_and_tables,
)
from analysis.tables.authentic import authentic_columns
from analysis.tables.badges import Quoted, quoted
from analysis.tables.case_places import case_places
from analysis.tables.casechecks import coding_claims, double_statements, findings, paper_checks
from analysis.tables.casestudy import (
    comparison,
    coverage,
    documents,
    evidence,
    evidence_counts,
    examples,
    informants,
    phases,
    structure_counts,
)
from analysis.tables.certificates import (
    certificate,
    contradictions,
    readings_search,
    repairs,
)
from analysis.tables.changes import changes
from analysis.tables.checks import check_power, checks
from analysis.tables.core import Table
from analysis.tables.diagrams import diagram_sources
from analysis.tables.downloads import ledger_files, results_file
from analysis.tables.expectations import expectations
from analysis.tables.forensics import coverage_bounds, hidden_sums
from analysis.tables.ledger_page import ledger
from analysis.tables.ledgers import cross_checks, ledger_summary
from analysis.tables.measures import calibration, provinces_data, variables
from analysis.tables.necessity import bottleneck, nca_effects, qca_necessity
from analysis.tables.outcomes import outcome_search
from analysis.tables.paths import configurations, printed_configurations, solution_chart
from analysis.tables.reconstruction import (
    reconstruction_members,
    reconstruction_ranges,
    reconstruction_residuals,
    reconstruction_statements,
)
from analysis.tables.statements import claims
from analysis.tables.sufficiency import robustness, solutions, truth_table
from analysis.tables.threshold_widget import threshold_explorer
from analysis.tables.thresholds import threshold_regions
from analysis.tables.typical import typical_cases

__all__ = [
    "Made",
    "Quoted",
    "Table",
    "authentic_columns",
    "bottleneck",
    "calibration",
    "case_places",
    "certificate",
    "changes",
    "check_power",
    "checks",
    "claims",
    "coding_claims",
    "comparison",
    "configurations",
    "contradictions",
    "coverage",
    "coverage_bounds",
    "cross_checks",
    "data_dictionary",
    "data_files",
    "diagram_sources",
    "documents",
    "double_statements",
    "engine_subset",
    "evidence",
    "evidence_counts",
    "examples",
    "expectations",
    "figures_and_tables",
    "findings",
    "hidden_sums",
    "informants",
    "ledger",
    "ledger_files",
    "ledger_summary",
    "nca_effects",
    "outcome_search",
    "paper_checks",
    "phases",
    "printed_configurations",
    "provinces_data",
    "qca_necessity",
    "quoted",
    "readings_search",
    "reconstruction_members",
    "reconstruction_ranges",
    "reconstruction_residuals",
    "reconstruction_statements",
    "repairs",
    "results_file",
    "robustness",
    "solution_chart",
    "solutions",
    "structure_counts",
    "threshold_explorer",
    "threshold_regions",
    "truth_table",
    "typical_cases",
    "variables",
]
