"""Names of cases as links: every table that lists them leads to the row that gathers all."""

from __future__ import annotations

from dataclasses import replace

from analysis.data import Label
from analysis.data.anchors import anchor
from analysis.tables.core import Part, Run, on_one_line

GATHERED = "config-data.qmd"  # the chapter whose table gathers what is said of each case


def leading(case: Label, kind: str, href: str) -> tuple[Part, ...]:
    """Return the name of a case as a place of a kind, and as a link."""
    name, *rest = on_one_line(case)
    assert isinstance(name, Run)  # a name is no reference
    return replace(name, id=anchor(kind, case.zh), href=href), *rest


def to_case(case: str, here: str = "") -> str:
    """Return the address of a case's row; ``here`` is the chapter of the link."""
    page = "" if here == GATHERED else GATHERED
    return f"{page}#{anchor('case', case)}"
