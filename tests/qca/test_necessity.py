import numpy as np
import pytest

from analysis.data.errors import InputError
from analysis.qca import analyze_necessity, sufficiency_fit

from .reference import ATOL, SETS, SIDES, conditions, data, load, numbers, outcome


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_every_literal_agrees_with_the_reference(name, side):
    reference = load(name, "pof")[side]
    found = analyze_necessity(data(name), outcome(name, side), conditions(name))
    literals = [row.strip() for row in reference["nec"]["row"]]
    frame = found.to_frame().loc[literals]
    for ours, theirs in {"consistency": "inclN", "ron": "RoN", "coverage": "covN"}.items():
        np.testing.assert_allclose(frame[ours], numbers(reference["nec"][theirs]), atol=ATOL)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_sufficiency_of_every_literal_agrees_with_the_reference(name, side):
    reference = load(name, "pof")[side]["suf"]
    frame = data(name)
    y = frame["Y"] if side == "pos" else 1 - frame["Y"]
    for literal, *expected in zip(
        reference["row"], *(reference[key] for key in ("inclS", "PRI", "covS")), strict=True
    ):
        column = frame[literal.strip().removeprefix("~")]
        fit = sufficiency_fit(1 - column if "~" in literal else column, y)
        np.testing.assert_allclose([fit.consistency, fit.pri, fit.coverage], expected, atol=ATOL)


def test_verdict_and_missing_columns():
    found = analyze_necessity(data("provinces"), "Y", ["DIG", "GOV"])
    assert [row.literal for row in found.rows if row.is_necessary()] == ["DIG"]
    assert found["~DIG"].consistency == pytest.approx(0.323840579710145)
    with pytest.raises(InputError, match=r"RDD.*missing"):
        analyze_necessity(data("provinces"), "Y", ["RDD", "GOV"])
    with pytest.raises(InputError, match="more than once"):
        twice = data("provinces").iloc[[0, 0]]
        analyze_necessity(twice, "Y", ["RD"])
