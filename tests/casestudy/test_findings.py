"""Findings: values computed from the data, and how a changed datum changes them."""

from __future__ import annotations

import pytest

from analysis.casestudy import load_findings
from analysis.data.labels import english

VALUES = {
    "interviewees": "15",
    "minutes": "960 / 1700",
    "items": "117",
    "uncited": "0 of 20",
    "dimension_labels": "6 for 4",
    "quotations": "55",
    "levels": "16 / 6 / 1",
    "single_source": "12 of 28",
    "single_kind": "20 of 28",
    "stages_without_startup": "1 of 3",
    "silent_actors": "1 of 3",
    "unsourced_examples": "2 of 3",
}


def values(root=None):
    return {finding.id: english(finding.value) for finding in load_findings(root)}


def test_values():
    assert values() == VALUES


def test_readings_name_what_they_count():
    readings = {finding.id: finding.reading.en for finding in load_findings()}
    assert readings["single_source"].startswith("12 of them among the 12 concepts")
    assert "Without any: application." in readings["stages_without_startup"]
    assert "产业集团" in readings["silent_actors"]


# (file, old, new, findings that change)
CHANGES = {
    "longer interview": ("informants.csv", ",70,Table 1", ",80,Table 1", {"minutes": "970 / 1710"}),
    "more documents": ("documents.csv", "56,Table 2", "57,Table 2", {"items": "118"}),
    "start-up speaks in the last stage": (
        *("evidence.csv", "bundle_technologies,XD1", "bundle_technologies,EA1"),
        {"stages_without_startup": "0 of 3", "single_kind": "19 of 28"},
    ),
    "example gets a source": (
        *("vignettes.csv", "Section 3.3.3,,", "Section 3.3.3,ZB1,"),
        {"unsourced_examples": "1 of 3"},
    ),
    "industry group interviewed": (
        *(
            "value_logic.yaml",
            "en: industry groups, kind: actor,",
            "en: industry groups, kind: actor, source_kind: group_firm,",
        ),
        {"silent_actors": "0 of 3"},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_datum_changes_exactly_its_findings(copy, change):
    file, old, new, changed = CHANGES[change]
    copy.edit(file, old, new)
    assert values(copy.root) == VALUES | changed
