"""From a raw SVG to a finished figure: embedded fonts, private ids, rounded numbers, a role."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from analysis.data.labels import Text
from analysis.figures.core import POINTS_PER_MM, Figure
from analysis.figures.edition import said
from analysis.figures.embed import font_face
from analysis.figures.fonts import SANS, Weight

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
PLACES = 2
_NUMBER = re.compile(r"-?\d*\.\d+(?:[eE][-+]?\d+)?")
_REFERENCE = re.compile(r"#([\w.:-]+)")
_BOLD = re.compile(r"font(?:-weight)?:\s*(?:bold|[6-9]00)\b")
_GEOMETRY = {"d", "points", "transform", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx",
             "ry", "width", "height", "viewBox", "dx", "dy"}  # fmt: skip


def finish(svg: str, name: str, title: Text, width_mm: float, height_mm: float) -> Figure:
    """Return the finished figure of a raw SVG drawn in points.

    title: what assistive technology announces where the surrounding page gives no alt text.
    """
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, remove_blank_text=True)
    root = etree.fromstring(svg.encode("utf-8"), parser)
    _drop_metadata(root)
    _privatise_ids(root, name)
    _round_numbers(root)
    _embed_fonts(root)
    root.set("width", f"{width_mm:g}mm")
    root.set("height", f"{height_mm:g}mm")
    root.set(
        "viewBox", f"0 0 {_short(width_mm * POINTS_PER_MM)} {_short(height_mm * POINTS_PER_MM)}"
    )
    root.set("role", "img")
    root.set("aria-label", said(title))
    root.set("font-family", f"'{SANS}', sans-serif")
    etree.cleanup_namespaces(root, keep_ns_prefixes=["xlink"])
    return Figure(etree.tostring(root, encoding="unicode"), width_mm, height_mm, name)


def _drop_metadata(root: etree._Element) -> None:
    for element in root.findall(f"{{{SVG}}}metadata"):
        root.remove(element)


def _privatise_ids(root: etree._Element, name: str) -> None:
    """Keep only the ids something refers to, prefixed so that two figures never clash.

    Links lead out of the figure, and others lead to them: their addresses and ids stay.
    """
    inside = [element for element in root.iter() if element.tag != f"{{{SVG}}}a"]
    used = {ref for el in inside for v in el.attrib.values() for ref in _REFERENCE.findall(v)}
    for element in inside:
        own = element.attrib.pop("id", None)
        if own in used:
            element.set("id", f"{name}-{own}")
        for key, value in element.attrib.items():
            if "url(#" in value or key.endswith("href"):
                element.set(key, _REFERENCE.sub(rf"#{name}-\1", value))


def _short(number: float) -> str:
    text = f"{number:.{PLACES}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _round_numbers(root: etree._Element) -> None:
    for element in root.iter():
        for key in _GEOMETRY & set(element.attrib):
            rounded = _NUMBER.sub(lambda match: _short(float(match[0])), element.attrib[key])
            element.set(key, rounded)


def _texts(root: etree._Element) -> Iterator[tuple[Weight, str]]:
    for element in root.iter(f"{{{SVG}}}text", f"{{{SVG}}}tspan"):
        declared = f"font-weight:{element.get('font-weight', '')};{element.get('style', '')}"
        weight: Weight = "bold" if _BOLD.search(declared) else "regular"
        yield weight, element.text or ""
        yield weight, element.tail or ""


def _embed_fonts(root: etree._Element) -> None:
    used: dict[Weight, set[str]] = {"regular": set(), "bold": set()}
    for weight, text in _texts(root):
        used[weight] |= set(text)
    style = etree.Element(f"{{{SVG}}}style")
    style.text = "".join(font_face(frozenset(chars), weight) for weight, chars in used.items())
    root.insert(0, style)
