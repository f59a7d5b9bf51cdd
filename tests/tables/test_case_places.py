"""Where each province stands: the row that its tile leads to, and what that leads to."""

from __future__ import annotations

import re

import lxml.html
import pytest
from lxml import etree

from analysis.data.anchors import anchor
from analysis.figures import tile_map
from analysis.study import cases, configurations, memberships, printed_panels
from analysis.tables import case_places, provinces_data, truth_table, typical_cases

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def rows():
    page = lxml.html.fromstring(case_places().html)
    return {tr.find("th").text_content().split()[0]: tr for tr in page.findall("tbody/tr")}


def places(table) -> set[str]:
    return set(re.findall(r'id="(at-[^"]+)"', table.html))


def test_every_tile_of_the_sample_leads_to_the_row_of_its_province(rows):
    svg = etree.fromstring(tile_map(memberships()).svg)
    tiles = {link.get("id"): link.get("href") for link in svg.iter(f"{SVG}a")}
    sample = [case.label.zh for case in cases() if case.in_sample]
    assert list(rows) == sample
    assert tiles == {anchor("tile", name): f"#{anchor('case', name)}" for name in sample}
    for name, row in rows.items():
        back = row.find("th/span")
        assert back.get("id") == anchor("case", name)
        assert back.find("a").get("href") == "#fig-tile-map"


def test_each_row_leads_to_what_is_there(rows):
    present = {
        "": places(provinces_data()) | places(provinces_data("reconstructed")),
        "config-configurations.qmd": places(truth_table()) | places(typical_cases()),
    }
    links = [a.get("href") for row in rows.values() for a in row.iter("a")]
    followed = [link.split("#") for link in links if link != "#fig-tile-map"]
    assert len(followed) >= 3 * len(rows)
    assert all(place in present[page] for page, place in followed)


def test_rows_and_paths_are_those_of_the_analysis(rows):
    table = configurations().high.table
    number = {case: str(row.number) for row in table.rows for case in row.cases}
    panels = [(panel.paths, panel.solution.paths) for panel in printed_panels()]
    for name, row in rows.items():
        shown = [cell.text_content() for cell in row.findall("td")]
        assert shown[2] == number.get(name, "–")
        paths = [
            printed.id
            for pair in panels
            for printed, path in zip(*pair, strict=True)
            if name in (*path.typical, *path.deviant)
        ]
        assert shown[3] == (", ".join(paths) or "–")


def test_every_listing_of_provinces_leads_back_to_the_row():
    for table, page in ((provinces_data(), ""), (truth_table(), "config-data.qmd")):
        links = set(re.findall(r'href="([^"]*#at-case-[^"]+)"', table.html))
        assert links == {
            f"{page}#{anchor('case', case.label.zh)}" for case in cases() if case.in_sample
        }


def test_the_table_of_the_negation_has_places_of_its_own():
    assert places(truth_table("~breakthrough")).isdisjoint(places(truth_table()))


def test_the_table_says_what_it_rests_on():
    assert "Reconstruction:" in case_places().plain
