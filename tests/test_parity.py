"""Every public function has a named level of parity with the reference packages, and a proof."""

import csv
import inspect
from pathlib import Path

import pytest

from analysis import nca, qca

ENGINES = {"qca": qca, "nca": nca}
LEVELS = {
    "identical",
    "identical after stated rule",
    "deliberately different",
    "by definition",  # levelled against the published formula: there is no reference file
    "no counterpart",
}


def table_of(engine):
    path = Path(__file__).parent / engine / "parity.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ENTRIES = [(engine, entry) for engine in ENGINES for entry in table_of(engine)]


@pytest.mark.parametrize(
    ("engine", "entry"), ENTRIES, ids=[f"{engine}-{entry['function']}" for engine, entry in ENTRIES]
)
def test_every_entry_names_a_function_a_level_a_reason_and_a_proof(engine, entry):
    item = ENGINES[engine]
    for part in entry["function"].split("."):
        item = getattr(item, part)
    assert callable(item)
    assert entry["level"] in LEVELS and entry["reference"]
    assert bool(entry["rule_or_reason"]) == (entry["level"] != "identical")
    file, test = entry["proven_by"].split("::")
    text = (Path(__file__).parent / engine / file).read_text(encoding="utf-8")
    assert f"def {test}(" in text


@pytest.mark.parametrize("engine", ENGINES)
def test_every_public_function_is_listed_once(engine):
    package = ENGINES[engine]
    names = [entry["function"] for entry in table_of(engine)]
    assert len(set(names)) == len(names)
    functions = {name for name in package.__all__ if inspect.isfunction(getattr(package, name))}
    assert functions == {name for name in names if "." not in name}
