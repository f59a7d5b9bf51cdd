"""Tables of the book: each function returns a `Table` that both engines set natively."""

from analysis.tables.casechecks import coding_claims, double_statements, findings
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
from analysis.tables.core import Table
from analysis.tables.diagrams import diagram_sources

__all__ = [
    "Table",
    "coding_claims",
    "comparison",
    "coverage",
    "diagram_sources",
    "documents",
    "double_statements",
    "evidence",
    "evidence_counts",
    "examples",
    "findings",
    "informants",
    "phases",
    "structure_counts",
]
