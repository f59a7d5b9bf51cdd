"""Marks of configurations."""

from __future__ import annotations

import pytest

from analysis.tables.charts import mark


@pytest.mark.parametrize(
    ("present", "role", "shown"),
    [
        (True, "core", "● core"),
        (True, "peripheral", "• peripheral"),
        (True, "present", "● present"),
        (True, None, "● present"),
        (False, "absent", "⊗ absent"),
        (False, None, "⊗ absent"),
        (None, "irrelevant", ""),
        (None, None, ""),
    ],
)
def test_marks_have_words(present, role, shown):
    assert mark(present, role).text == shown
