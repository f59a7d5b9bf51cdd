"""What every public result of both engines can do, whatever it holds."""

from __future__ import annotations

import dataclasses
import io
import json
import pickle
import re

import numpy as np
import pandas as pd
import pytest
from nca import samples as nca_samples
from qca import samples as qca_samples
from rich.cells import cell_len
from rich.console import Console

from analysis import nca, qca
from analysis.data.terminal import Result, labels_of
from analysis.tables.engines import result_table

ENGINES = {"qca": (qca, qca_samples), "nca": (nca, nca_samples)}
PUBLIC = [(engine, name) for engine, (_, made) in ENGINES.items() for name in made.PUBLIC]
# Parts of a result: their labels are those of the whole they come from.
PARTS = {
    "Row": "TruthTable", "Chart": "Minimization", "Model": "Minimization", "Path": "Solution",
    "ConditionNecessity": "NecessityTable", "SetRelation": "SupersetSearch",
    "TypedCase": "Typology", "Untenable": "EnhancedAnalysis", "SweepPoint": "Sweep",
    "Peer": "CeilingResult", "BottleneckColumn": "BottleneckTable",
}  # fmt: skip
# Numbers alone, without a name of a condition or case.
NAMELESS = {"SufficiencyFit", "NecessityFit", "PermutationTest", "Inefficiency", "Scope", "Power"}
KEYS = {
    "qca": set(qca_samples.CONDITIONS) | {qca_samples.OUTCOME},
    "nca": set(nca_samples.CONDITIONS) | {"breakthrough"},
}


def result_of(engine: str, name: str) -> Result:
    return ENGINES[engine][1].RESULTS[name]


def written(result: Result) -> bytes:
    """Plain data and frame as bytes."""
    plain = json.dumps(result.to_dict(), ensure_ascii=False, sort_keys=False)
    return f"{plain}\n{result.to_frame().to_csv()}".encode()


@pytest.fixture(scope="module")
def again() -> dict[str, dict[str, Result]]:
    return {engine: made.everything() for engine, (_, made) in ENGINES.items()}


@pytest.mark.parametrize("engine", ENGINES)
def test_every_public_result_is_tested(engine):
    package, made = ENGINES[engine]
    assert set(made.RESULTS) == set(made.PUBLIC)
    classes = {type(result) for result in made.RESULTS.values()}
    assert {getattr(package, name) for name in made.PUBLIC} == classes


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_it_is_frozen_and_slotted(engine, name):
    result = result_of(engine, name)
    assert isinstance(result, Result)
    assert type(result).__dataclass_params__.frozen
    assert "__slots__" in vars(type(result)) and not hasattr(result, "__dict__")
    for part in dataclasses.fields(result):
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(result, part.name, None)


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_its_arrays_are_read_only(engine, name):
    result = result_of(engine, name)
    arrays = [getattr(result, part.name) for part in dataclasses.fields(result)]
    if name != "Chart":  # made anew by each minimization, and not kept by any table
        assert not any(part.flags.writeable for part in arrays if isinstance(part, np.ndarray))


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_its_docstring_says_what_it_is_and_the_shape_of_every_array(engine, name):
    result = result_of(engine, name)
    text = type(result).__doc__
    assert text and text.split("\n")[0].rstrip().endswith((".", "``", "`"))
    for part in dataclasses.fields(result):
        if isinstance(getattr(result, part.name), np.ndarray):
            assert re.search(rf"`{part.name}`[^.;]*?\([a-z, ]+\)", text, re.DOTALL), part.name


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_it_is_a_frame_and_plain_data(engine, name):
    result = result_of(engine, name)
    frame, plain = result.to_frame(), result.to_dict()
    assert isinstance(frame, pd.DataFrame) and len(frame) and frame.columns.size
    assert plain and all(isinstance(key, str) for key in plain)
    back = json.loads(json.dumps(plain, ensure_ascii=False))
    assert json.dumps(back, ensure_ascii=False) == json.dumps(plain, ensure_ascii=False)


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_the_same_input_and_seed_give_the_same_bytes(engine, name, again):
    assert written(result_of(engine, name)) == written(again[engine][name])


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_it_survives_storage(engine, name):
    result = result_of(engine, name)
    assert written(pickle.loads(pickle.dumps(result))) == written(result)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_the_terminal_shows_it_within_its_width(engine, name, width):
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(result_of(engine, name))
    lines = file.getvalue().splitlines()
    assert len(lines) > 3 and max(map(cell_len, lines)) <= width


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_labels_travel_with_it(engine, name):
    result = result_of(engine, name)
    whole = result_of(engine, PARTS[name]) if name in PARTS else result
    labels = labels_of(whole)
    assert bool(labels) == (name not in NAMELESS)
    if labels:
        shown = result.labelled("zh", labels).to_csv()
        left = [key for key in KEYS[engine] if re.search(rf"(?<!\w){key}(?!\w)", shown)]
        assert not left


@pytest.mark.parametrize(("engine", "name"), PUBLIC)
def test_it_is_a_table_of_the_book(engine, name):
    """One table serves both engines of the book: result_table renders for either."""
    result = result_of(engine, name)
    labels = {"zh": {}, "en": {}, **labels_of(result)}
    made = result_table(result, labels)
    assert len(made.plain.splitlines()) == len(result.to_frame()) + 1


def test_another_seed_gives_other_bytes():
    assert written(nca_samples.study(3)) != written(nca_samples.study(4))
