import dataclasses
import doctest
import importlib
import pkgutil

import pytest

from analysis import qca

MODULES = [f"analysis.qca.{module.name}" for module in pkgutil.iter_modules(qca.__path__)]
OPTIONS = [doctest.ELLIPSIS, doctest.IGNORE_EXCEPTION_DETAIL]
RESULTS = [
    "CaseRobustness", "Chart", "ClusterDiagnostics", "EnhancedAnalysis", "Expression",
    "FitRobustness", "Minimization", "ModelAmbiguity", "NecessityFit", "NecessityTable",
    "RelationFit", "Skewness", "Solution", "StableRange", "StandardAnalysis", "SufficiencyFit",
    "SupersetSearch", "Sweep", "TheoryEvaluation", "ThresholdTest", "TruthTable", "Typology",
    "Untenable",
]  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_docstring_examples_run(name):
    found = doctest.testmod(importlib.import_module(name), optionflags=sum(OPTIONS))
    assert found.failed == 0


def test_there_are_examples():
    finder = doctest.DocTestFinder()
    examples = [
        example
        for name in MODULES
        for test in finder.find(importlib.import_module(name))
        for example in test.examples
    ]
    assert len(examples) >= 10


@pytest.mark.parametrize("name", qca.__all__)
def test_public_names_are_documented_and_results_are_frozen(name):
    item = getattr(qca, name)
    assert item.__doc__ and item.__doc__.split("\n")[0].rstrip().endswith((".", "``")), name
    if dataclasses.is_dataclass(item):
        assert item.__dataclass_params__.frozen
        assert "__slots__" in vars(item)


@pytest.mark.parametrize("name", RESULTS)
def test_results_turn_into_frames_and_plain_data(name):
    item = getattr(qca, name)
    assert callable(item.to_frame)
    assert callable(item.to_dict)
