"""Characters of a PDF that have no glyph, found in the text that each page draws.

A PDF whose fonts are subsets names glyphs by number; number 0 is ".notdef", the box that stands
for a character the font lacks (ISO 32000-2, section 9.7.6.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pypdf import PageObject
from pypdf.generic import ContentStream, DecodedStreamObject, NameObject

SHOW = (b"Tj", b"'", b'"', b"TJ")
EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
# A string (kept), or a run of operators that build or paint paths.
PATHS = re.compile(
    rb"(\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\)|<[0-9A-Fa-f\s]*>)"
    rb"|(?:(?<=\s)(?:(?:[-+\d.]+\s+){2,6}(?:m|l|c|v|y|re)|h|S|s|f\*?|B\*?|b\*?|n|W\*?)\s+)+",
    re.DOTALL,
)
# What is left of a drawing then: graphics states that are saved, set and restored for nothing.
STATES = re.compile(
    rb"(?<=\s)q\s+(?>[-+.\d\[\]\s]|/[\w.]+|cm|CS|cs|SCN|scn|SC|sc|RG|rg|[GgKkwJjMdi]\s|gs|ri)*Q\s+"
)
TWO_BYTE_ENCODINGS = ("/Identity-H", "/Identity-V")


def drop_paths(page: PageObject, done: set[int]) -> None:
    """Take the lines and curves out of a page in memory, and out of the forms it draws.

    Text stays as it is. Drawings are most of a page's content, and reading them takes most of
    the time. ``done`` remembers the forms that several pages share.
    """
    contents = page.get_contents()
    if contents is not None:
        stream = DecodedStreamObject()
        stream.set_data(_without_paths(contents.get_data()))
        page[NameObject("/Contents")] = stream
    for form in _forms(page.get("/Resources"), done):
        form.set_data(_without_paths(form.get_data()))


def fonts_of(page: PageObject) -> dict[str, Any]:
    """Return every font that the page or a form in it names, by base name."""
    found: dict[str, Any] = {}
    for resources in _resource_sets(page.get("/Resources")):
        for font in _entries(resources, "/Font").values():
            found[str(font.get("/BaseFont", "/(unnamed)"))] = font
    return found


def is_embedded(font: Any) -> bool:
    """Return whether the PDF carries the font's outlines."""
    if font.get("/Subtype") == "/Type3":
        return True
    descendants = font.get("/DescendantFonts")
    carrier = font if descendants is None else descendants.get_object()[0].get_object()
    descriptor = carrier.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor.get_object() for key in EMBEDDED)


def missing_glyphs(page: PageObject) -> dict[str, int]:
    """Return how often each font of the page draws ".notdef", by base name."""
    counts: dict[str, int] = {}
    contents = page.get_contents()
    if contents is not None:
        for name in _notdef(contents, page.get("/Resources"), page.pdf, set()):
            counts[name] = counts.get(name, 0) + 1
    return counts


def _notdef(stream: Any, resources: Any, pdf: Any, seen: set[int]) -> Iterator[str]:
    """Yield the font's name for every glyph 0 that a content stream and its forms draw."""
    fonts, forms = _entries(resources, "/Font"), _entries(resources, "/XObject")
    content = stream if isinstance(stream, ContentStream) else ContentStream(stream, pdf)
    font: Any = {}
    for operands, operator in content.operations:
        if operator == b"Tf":
            font = fonts.get(operands[0], {})
        elif operator in SHOW and font.get("/Encoding") in TWO_BYTE_ENCODINGS:
            shown = operands[0] if operator == b"TJ" else operands[-1:]
            yield from [str(font.get("/BaseFont"))] * sum(map(_zero_codes, shown))
        elif operator == b"Do":
            form = forms.get(operands[0])
            if form is not None and form.get("/Subtype") == "/Form" and id(form) not in seen:
                seen.add(id(form))
                yield from _notdef(form, form.get("/Resources", resources), pdf, seen)


def _zero_codes(shown: Any) -> int:
    raw: bytes | None = getattr(shown, "original_bytes", None)
    if raw is None:
        raw = bytes(shown) if isinstance(shown, bytes) else b""
    return sum(raw[at : at + 2] == b"\0\0" for at in range(0, len(raw), 2))


def _without_paths(content: bytes) -> bytes:
    content = PATHS.sub(lambda match: match[1] or b" ", content)
    return STATES.sub(b"", STATES.sub(b"", content))


def _forms(resources: Any, seen: set[int]) -> Iterator[Any]:
    for form in _entries(resources, "/XObject").values():
        if form.get("/Subtype") == "/Form" and id(form) not in seen:
            seen.add(id(form))
            yield form
            yield from _forms(form.get("/Resources"), seen)


def _resource_sets(resources: Any) -> Iterator[Any]:
    if resources is None:
        return
    resources = resources.get_object()
    yield resources
    for form in _forms(resources, set()):
        yield from _resource_sets(form.get("/Resources"))


def _entries(resources: Any, name: str) -> dict[str, Any]:
    if resources is None:
        return {}
    found = resources.get_object().get(name)
    if found is None:
        return {}
    return {key: value.get_object() for key, value in found.get_object().items()}
