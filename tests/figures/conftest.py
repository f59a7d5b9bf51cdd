"""The book's figures, made once, and readers of what they hold."""

from collections.abc import Callable
from functools import cache

import pytest
from lxml import etree

from analysis.casestudy import load_process_model, load_structure, load_value_logic
from analysis.figures.core import Figure
from analysis.figures.data_structure import data_structure
from analysis.figures.layout import Engine
from analysis.figures.process_model import process_model
from analysis.figures.toe_framework import toe_framework
from analysis.figures.value_logic import value_logic
from analysis.study import load_variables

SVG = "{http://www.w3.org/2000/svg}"
DIAGRAMS: dict[str, Callable[[Engine | None], Figure]] = {
    "data_structure": lambda engine: data_structure(load_structure(), engine),
    "process_model": lambda engine: process_model(load_process_model(), engine),
    "value_logic": lambda engine: value_logic(load_value_logic(), load_structure(), engine),
    "toe_framework": lambda engine: toe_framework(load_variables(), engine),
}


@cache
def diagram(name: str, engine: Engine | None = None) -> Figure:
    return DIAGRAMS[name](engine)


def words(figure: Figure) -> list[str]:
    root = etree.fromstring(figure.svg)
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]


def run_together(figure: Figure) -> str:
    """Return all text of a figure without spaces: wrapped labels become whole again."""
    return "".join(words(figure)).replace(" ", "")


@pytest.fixture(params=sorted(DIAGRAMS))
def each_diagram(request: pytest.FixtureRequest) -> str:
    return str(request.param)
