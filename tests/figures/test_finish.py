"""From raw SVG to figure: fonts, ids, numbers, the same bytes every time."""

import base64
import io
import re

import pytest
from fontTools.ttLib import TTFont

from analysis.figures.embed import MissingGlyphError, subset_woff2
from analysis.figures.finish import finish

RAW = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
    '<!-- a comment --><metadata>date</metadata><defs><path id="mark" d="M0.123456 1"/></defs>'
    '<g id="unused"><use xlink:href="#mark" x="10.987654"/></g>'
    '<text font-weight="700" y="1">粗</text>'
    '<text style="font: 700 8px X">bold</text><text y="2">技术 A</text></svg>'
)


def made() -> str:
    return finish(RAW, "probe", "A probe", 40, 20).svg


def embedded(svg: str) -> dict[str, set[str]]:
    faces = re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", svg)
    found = {}
    for weight, data in faces:
        with TTFont(io.BytesIO(base64.b64decode(data))) as font:
            found[weight] = {chr(code) for code in font.getBestCmap()}
    return found


def test_each_weight_carries_exactly_its_characters() -> None:
    assert embedded(made()) == {"400": set("技术 A"), "700": set("粗bold")}


def test_ids_are_private_and_unused_ones_go() -> None:
    svg = made()
    assert 'id="probe-mark"' in svg
    assert 'href="#probe-mark"' in svg
    assert "unused" not in svg


def test_size_role_and_name_are_set_and_metadata_goes() -> None:
    svg = made()
    assert 'width="40mm" height="20mm" viewBox="0 0 113.39 56.69"' in svg
    assert 'role="img" aria-label="A probe"' in svg
    assert "metadata" not in svg
    assert "comment" not in svg


def test_numbers_are_short() -> None:
    svg = made()
    assert 'd="M0.12 1"' in svg
    assert 'x="10.99"' in svg


def test_same_input_gives_same_bytes() -> None:
    subset_woff2.cache_clear()
    first = made()
    subset_woff2.cache_clear()
    assert made() == first


def test_a_character_without_glyph_is_named() -> None:
    with pytest.raises(MissingGlyphError, match="✘"):
        finish('<svg xmlns="http://www.w3.org/2000/svg"><text>✘</text></svg>', "p", "P", 1, 1)


def test_notebooks_get_svg_and_name() -> None:
    bundle = finish(RAW, "probe", "A probe", 40, 20)._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg ")
    assert bundle["text/plain"] == "<Figure probe, 40 x 20 mm>"
