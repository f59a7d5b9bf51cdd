from __future__ import annotations

import pytest

from analysis.study import coagglomeration


def test_the_three_equations_are_labelled_in_the_papers_order():
    index = coagglomeration()
    assert [equation.number for equation in index.equations] == [1, 2, 3]
    text = index._repr_markdown_()
    positions = [text.index(f"{{#eq-{equation.id}}}") for equation in index.equations]
    assert positions == sorted(positions)


def test_every_symbol_of_the_equations_is_explained():
    index = coagglomeration()
    used = " ".join(equation.latex for equation in index.equations[:2])
    assert all(symbol in used for symbol in index.symbols)


@pytest.mark.parametrize("symbol", ["E_{is}", "E_{im}", "E_{s}", "E_{m}", "E_{i}", "E"])
def test_symbols_are_those_the_paper_explains(symbol):
    assert symbol in coagglomeration().symbols
