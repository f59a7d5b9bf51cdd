"""Plots: what they show, that they say what is reconstructed, the same bytes every time."""

import re
from collections.abc import Callable
from functools import cache

import pytest
from lxml import etree

from analysis import figures
from analysis.casestudy import load_evidence, load_sources, load_structure
from analysis.data import Words, load_table
from analysis.figures.axes import DAGGER, RECONSTRUCTED
from analysis.figures.calibration import UNPUBLISHED
from analysis.figures.core import SMALLEST_TEXT, TEXT_WIDTH_MM, Figure
from analysis.forensics import Basis, Consequence, Entry, Ledger, Verdict, study_ceiling_lines
from analysis.qca import necessity_fit
from analysis.study import (
    Memberships,
    NcaNecessity,
    ThresholdGrid,
    cases,
    configurations,
    load_variables,
    memberships,
    nca_necessity,
    printed_panels,
    threshold_grid,
)
from tests.figures.conftest import SVG, run_together, words

TALLEST_MM = 230


@cache
def held() -> Memberships:
    return memberships()


@cache
def necessity() -> NcaNecessity:
    return nca_necessity(permutations=0)


@cache
def thresholds() -> ThresholdGrid:
    return threshold_grid()


def entry(table: str, verdict: Verdict, consequence: Consequence = Consequence.NONE) -> Entry:
    return Entry("configurational study", table, "row", "column", "1.0", "", "", "", verdict,
                 Basis.PRINTED_ONLY, consequence, Words("方法", "method"))  # fmt: skip


def small_ledger() -> Ledger:
    return Ledger(
        (
            *[entry("table1", Verdict.EXACT)] * 11,
            entry("table1", Verdict.CONTRADICTED, Consequence.PRECISION),
            entry("table5", Verdict.CONTRADICTED, Consequence.CONCLUSION),
            *[entry("table5", Verdict.NOT_DETERMINED)] * 7,
            *[entry("text", Verdict.CONSISTENT)] * 5,
        ),
        {},
    )


def solution_paths() -> Figure:
    return figures.paths_xy_grid(configurations().high.intermediate[0], held())


def coverage() -> Figure:
    structure = load_structure()
    return figures.coverage_matrix(structure, load_evidence(structure))


def single_xy() -> Figure:
    data, key = held(), held().conditions[0]
    return figures.xy_plot(data.values[key], data.values[data.outcome], data.labels[key],
                           data.labels[data.outcome], "necessity", cases=data.cases)  # fmt: skip


PLOTS: dict[str, Callable[[], Figure]] = {
    "bottleneck_plot": lambda: figures.bottleneck_plot(necessity()),
    "calibration_curves": figures.calibration_curves,
    "coverage_matrix": coverage,
    "nca_grid": lambda: figures.nca_grid(necessity()),
    "nca_plot": lambda: figures.nca_plot(necessity(), "rd_intensity"),
    "paths_xy_grid": solution_paths,
    "solution_plot": lambda: figures.solution_plot(printed_panels()),
    "threshold_map": lambda: figures.threshold_map(thresholds()),
    "tile_map": lambda: figures.tile_map(held()),
    "verdict_overview": lambda: figures.verdict_overview(small_ledger()),
    "xy_grid": lambda: figures.xy_grid(held()),
    "xy_grid_negated": lambda: figures.xy_grid(held(), negated=True),
    "xy_plot": single_xy,
}


@cache
def plot(name: str) -> Figure:
    return PLOTS[name]()


every_plot = pytest.mark.parametrize("name", sorted(PLOTS))


@every_plot
def test_same_input_gives_same_bytes(name: str) -> None:
    assert PLOTS[name]().svg == plot(name).svg


@every_plot
def test_sheet_fits_the_page(name: str) -> None:
    assert plot(name).width_mm <= TEXT_WIDTH_MM
    assert plot(name).height_mm <= TALLEST_MM


@every_plot
def test_no_text_is_smaller_than_the_smallest_allowed(name: str) -> None:
    svg = re.sub(r"<style>.*?</style>", "", plot(name).svg)
    sizes = re.findall(r'font-size="([\d.]+)"', svg) + re.findall(r"([\d.]+)px", svg)
    assert sizes
    assert min(map(float, sizes)) >= SMALLEST_TEXT


@every_plot
def test_no_text_has_become_outlines_and_no_date_is_inside(name: str) -> None:
    root = etree.fromstring(plot(name).svg)
    assert list(root.iter(f"{SVG}text"))
    assert not list(root.iter(f"{SVG}metadata"))
    assert "DejaVu" not in plot(name).svg


def test_figure_names_are_unique() -> None:
    names = [plot(name).name for name in PLOTS]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    "name",
    [
        "bottleneck_plot",
        "nca_grid",
        "nca_plot",
        "paths_xy_grid",
        "solution_plot",
        "threshold_map",
        "xy_grid",
    ],
)
def test_plots_on_reconstructed_columns_say_so(name: str) -> None:
    shown = run_together(plot(name))
    assert f"{DAGGER}{RECONSTRUCTED.zh}" in shown
    assert shown.count(DAGGER) > 1


def test_dagger_marks_reconstructed_columns_only() -> None:
    titles = words(plot("nca_grid"))
    for variable in load_variables().conditions:
        marked = variable.origin == "reconstructed"
        assert (variable.label.zh + DAGGER in titles) == marked
        assert (variable.label.zh in titles) != marked


@pytest.mark.parametrize("key", ["breakthrough", "marketization"])
def test_tile_map_shows_every_province_and_membership(key: str) -> None:
    made = figures.tile_map(held(), key)
    shown = words(made)
    for province in cases():
        assert f"{province.label.zh} {province.code}" in shown
    inside = [p for p in cases() if p.in_sample]
    numbers = [text for text in shown if re.fullmatch(r"\d\.\d\d\d?", text) and text != "0.25"]
    printed = sorted(float(held().values.loc[p.label.zh, key]) for p in inside)
    swatch = [0.75]
    assert sorted(map(float, numbers)) == pytest.approx(sorted(printed + swatch))
    rebuilt = held().origins[key] == "reconstructed"
    assert (RECONSTRUCTED.zh in shown) == rebuilt


def test_calibration_curves_say_which_raw_data_were_never_published() -> None:
    never = [v for v in load_variables().all if v.origin == "reconstructed"]
    assert run_together(plot("calibration_curves")).count(UNPUBLISHED.zh) == len(never)


def test_calibration_curves_show_the_provinces_of_authentic_columns() -> None:
    svg = plot("calibration_curves").svg
    authentic = load_variables().authentic
    points = svg.count("stroke: #d55e00") + svg.count("stroke: #D55E00")
    assert points >= len(authentic) * len(held().cases)


def test_nca_grid_states_every_effect_size() -> None:
    shown = words(plot("nca_grid"))
    for result in necessity().result.results:
        assert f"d = {result.effect_size:.3f}" in shown


def test_xy_grid_states_every_fit() -> None:
    data, shown = held(), run_together(plot("xy_grid"))
    for key in data.conditions:
        fit = necessity_fit(data.values[key], data.values[data.outcome])
        assert f"consistency{fit.consistency:.3f}" in shown
        assert f"RoN{fit.ron:.3f}" in shown


def test_bottleneck_plot_draws_every_printed_level() -> None:
    root = etree.fromstring(plot("bottleneck_plot").svg)
    markers = [
        el for el in root.iter(f"{SVG}use") if "fill: #56b4e9" in el.get("style", "").lower()
    ]
    printed = [n for line in study_ceiling_lines().values() for n in line.printed]
    legend = 1
    assert len(markers) == sum(number.value is not None for number in printed) + legend


def test_coverage_matrix_has_a_mark_per_supported_cell() -> None:
    structure = load_structure()
    evidence = [e for e in load_evidence(structure) if e.level == "concept"]
    tables = {(e.supports, e.source) for e in evidence if e.kind == "table"}
    texts = {(e.supports, e.source) for e in evidence if e.kind == "text"}
    svg = plot("coverage_matrix").svg
    legend = 1
    assert svg.count('r="3.6"') == len(tables) + legend
    assert svg.count('r="4.8"') == len(texts) + legend
    shown = words(plot("coverage_matrix"))
    assert all(code in shown for code in load_sources().codes)


def test_verdict_overview_counts_and_words() -> None:
    shown = words(plot("verdict_overview"))
    for verdict in Verdict:
        assert verdict.label.en in shown
        assert f"{verdict.mark} {verdict.label.zh}" in shown
    assert [text for text in shown if text.isdigit()] == [
        "11",
        "1",
        "1",
        "7",
        "5",
        "11",
        "5",
        "2",
        "7",
    ]
    assert any("1 only pad zeros, 1 change a conclusion" in text for text in shown)


def test_printed_table_can_be_replaced() -> None:
    table = load_table("table1_statistics")
    table.loc[table["variable"] == "marketization", "crossover"] = "9.000"
    changed = figures.calibration_curves(printed=table)
    assert changed.svg != plot("calibration_curves").svg
