"""The case study as data: sources, coding structure, evidence, models."""

from analysis.casestudy.evidence import (
    Evidence,
    Triangulation,
    coverage,
    load_evidence,
    per_stage,
    single_source,
    triangulation,
    uncited,
)
from analysis.casestudy.findings import Finding, load_findings
from analysis.casestudy.models import Diagram, Edge, Node, load_process_model, load_value_logic
from analysis.casestudy.sources import (
    Informant,
    Minutes,
    Sources,
    kind_totals,
    load_sources,
    minutes,
)
from analysis.casestudy.structure import CodingStructure, Counts, load_structure

__all__ = [
    "CodingStructure",
    "Counts",
    "Diagram",
    "Edge",
    "Evidence",
    "Finding",
    "Informant",
    "Minutes",
    "Node",
    "Sources",
    "Triangulation",
    "coverage",
    "kind_totals",
    "load_evidence",
    "load_findings",
    "load_process_model",
    "load_sources",
    "load_structure",
    "load_value_logic",
    "minutes",
    "per_stage",
    "single_source",
    "triangulation",
    "uncited",
]
