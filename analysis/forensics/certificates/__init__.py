"""Certificates: minimal sets of printed numbers that cannot hold together, proofs, repairs.

`contradictions` returns what was found, each certificate verified anew; `keys_by_entry` says
which ledger entries are involved. The searches run in tools/; `verify` stands alone.
"""

from analysis.forensics.certificates.certificate import Certificate, Term
from analysis.forensics.certificates.stored_readings import StoredReadings, stored_readings
from analysis.forensics.certificates.told import (
    Contradiction,
    ToldRepair,
    cell_name,
    contradictions,
    contradictions_frame,
    keys_by_entry,
)

__all__ = [
    "Certificate",
    "Contradiction",
    "StoredReadings",
    "Term",
    "ToldRepair",
    "cell_name",
    "contradictions",
    "contradictions_frame",
    "keys_by_entry",
    "stored_readings",
]
