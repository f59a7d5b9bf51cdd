"""Results by hand, of which a test changes one thing."""

from __future__ import annotations

import copy
from typing import Any

from analysis.changes import FORMAT, Results

PLAIN: dict[str, Any] = {
    "format": FORMAT,
    "study": "old",
    "title": {"zh": "旧", "en": "Old"},
    "outcome": "y",
    "conditions": ["a", "b"],
    "labels": {key: {"zh": f"变量{key}", "en": f"Variable {key}"} for key in "yab"},
    "cases": {case: {"zh": case, "en": case} for case in "甲乙丙"},
    "memberships": {"y": [0.9, 0.2, 0.6], "a": [0.8, 0.3, 0.49], "b": [0.1, 0.7, 0.5]},
    "rows": {
        "y": {
            "a*~b": {"output": "1", "frequency": 2, "consistency": 0.95, "pri": 0.9},
            "~a*b": {"output": "0", "frequency": 1, "consistency": 0.4, "pri": 0.1},
        }
    },
    "models": {"y": [["a*~b"]]},
    "paths": {"y": {"a*~b": ["a"]}},
    "fit": {"y": {"consistency": 0.95, "coverage": 0.7}},
    "necessity": {
        "y": {
            "a": {"consistency": 0.92, "necessary": True},
            "~a": {"consistency": 0.3, "necessary": False},
        }
    },
    "effects": {
        "a": {
            "ce_fdh": {"effect_size": 0.32, "class": "large", "p_value": 0.01, "necessary": True},
            "cr_fdh": {"effect_size": 0.2, "class": "medium", "p_value": 0.2, "necessary": False},
        }
    },
    "levels": {"cr_fdh": {"a": {"50": "NN", "90": 20.0, "100": 30.0}}},
    "verdicts": {"t1-a": "exact", "t1-b": "consistent"},
}


def results(**changed: Any) -> Results:
    """Return the results, with parts replaced."""
    return Results(**copy.deepcopy({**PLAIN, **changed}))


def part(name: str, change: Any) -> dict[str, Any]:
    """Return one part after ``change`` has altered it."""
    held = copy.deepcopy(PLAIN[name])
    change(held)
    return {name: held}
