"""What must hold of the switch between languages: every place of a page is in the other edition."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from pathlib import Path

from analysis.book.check_html import Expected, parsed
from analysis.book.errors import Fault

# Places that a reader can be at: sections, figures and tables, equations.
PLACES = (
    "//section/@id | //*[contains(@class, 'quarto-float')]/@id | //*[starts-with(@id, 'eq-')]/@id"
)

Edition = tuple[str, Sequence[Expected]]


def switch_faults(output: Path, editions: Sequence[Edition]) -> Iterator[Fault]:
    """Yield where a page has a place that the same page of another edition lacks.

    ``editions`` are folders below ``output`` with their pages, in the same order in each.
    """
    for folder, pages in editions:
        for other, counterparts in editions:
            if other != folder:
                for page, counterpart in zip(pages, counterparts, strict=False):
                    here = posixpath.join(folder, page.href)
                    yield from _lacking(output, here, posixpath.join(other, counterpart.href))


def _lacking(output: Path, here: str, there: str) -> Iterator[Fault]:
    one, two = parsed(output / here), parsed(output / there)
    if one is None or two is None:
        return
    held = set(two.xpath("//@id"))
    for place in one.xpath(PLACES):
        if place not in held:
            message = f"the switch from '{place}' finds no such place in {there}"
            yield Fault(here, None, message, "give the section the same identifier in both")
