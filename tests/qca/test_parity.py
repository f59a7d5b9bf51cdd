import csv
from pathlib import Path

import pytest

from analysis import qca

TABLE = Path(__file__).with_name("parity.csv")
LEVELS = {"identical", "identical after stated rule", "deliberately different"}


def entries():
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry["function"])
def test_every_entry_names_a_function_a_level_a_reason_and_a_proof(entry):
    assert callable(getattr(qca, entry["function"]))
    assert entry["level"] in LEVELS
    assert bool(entry["rule_or_reason"]) == (entry["level"] != "identical")
    file, test = entry["proven_by"].split("::")
    assert f"def {test}(" in TABLE.with_name(file).read_text(encoding="utf-8")


def test_functions_are_listed_once():
    names = [entry["function"] for entry in entries()]
    assert len(set(names)) == len(names)
