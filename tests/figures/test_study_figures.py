"""Figures of studies of every kind: they fit the page, name what they show, and repeat exactly."""

from __future__ import annotations

import pytest
from lxml import etree

from analysis.figures import study_figures as figures
from analysis.figures.core import SMALLEST_TEXT, TEXT_WIDTH_MM
from analysis.figures.edition import drawn_for
from analysis.study import load_study
from tests.figures.conftest import SVG, run_together
from tests.study.small import make_project
from tests.study.ten import make_ten

KINDS = ("a-tiny", "b-none", "e-ties", "g-gaps", "h-values", "i-wide")
TALLEST_MM = 230


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return make_ten(make_project(tmp_path_factory.mktemp("ten")), KINDS)


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("figure", figures.__all__)
def test_a_figure_fits_the_page_and_can_be_read(project, name, figure):
    made = getattr(figures, figure)(load_study(name, project))
    assert made.width_mm <= TEXT_WIDTH_MM and made.height_mm <= TALLEST_MM
    root = etree.fromstring(made.svg)
    scale = made.width_mm / float(root.get("viewBox").split()[2]) * 72 / 25.4
    sizes = {float(text.get("font-size", "0").removesuffix("px")) * scale
             for text in root.iter(f"{SVG}text") if text.get("font-size")}  # fmt: skip
    assert all(size >= SMALLEST_TEXT - 0.05 for size in sizes)
    assert run_together(made)


@pytest.mark.parametrize("figure", ["nca_grid", "necessity_grid", "calibration_grid"])
def test_every_condition_has_a_panel_with_its_name(project, figure):
    study = load_study("g-gaps", project)
    text = run_together(getattr(figures, figure)(study))
    for variable in study.variables.conditions:
        assert variable.label.zh in text or variable.label.en.replace(" ", "") in text


def test_a_figure_repeats_exactly(project):
    study = load_study("g-gaps", project)
    assert figures.nca_grid(study).svg == figures.nca_grid(study).svg
    assert figures.anchor_slack(study).svg == figures.anchor_slack(study).svg


def test_a_reconstructed_column_is_marked(project):
    from analysis.figures.axes import DAGGER

    assert DAGGER in run_together(figures.necessity_grid(load_study("g-gaps", project)))


@pytest.mark.parametrize(("edition", "name"), [("en", "membership"), ("zh", "隶属度")])
def test_the_axes_of_many_panels_are_named_in_the_language_of_the_edition(project, edition, name):
    with drawn_for(edition):
        text = run_together(figures.necessity_grid(load_study("i-wide", project)))
    other = "隶属度" if edition == "en" else "membership"
    assert name in text and f"{name}{other}" not in text and f"{other}{name}" not in text
