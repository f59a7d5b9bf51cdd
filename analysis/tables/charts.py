"""The printed configurations as data: marks, parameters of fit, what the text says of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.data import Label, Words, load_document
from analysis.forensics.transcripts import Panel, load_transcripts
from analysis.qca import SufficiencyFit
from analysis.study import PrintedPanel, printed_panels
from analysis.tables.core import Cell, cell
from analysis.tables.sufficiency import ABSENT, CONSISTENCY, PRESENT, RAW_COVERAGE, UNIQUE_COVERAGE

SMALL = "•"
PARAMETERS = {
    "consistency": CONSISTENCY,
    "raw_coverage": RAW_COVERAGE,
    "unique_coverage": UNIQUE_COVERAGE,
}
SOLUTION = {
    "consistency": Label("总一致性", "solution consistency"),
    "coverage": Label("总覆盖度", "solution coverage"),
}
CORE, PERIPHERAL = Words("核心", "core"), Words("边缘", "peripheral")
HERE, LACKING = Words("存在", "present"), Words("缺乏", "absent")
RANKS = {"core": CORE, "peripheral": PERIPHERAL}
MARKS_NOTE = Words(
    f"{PRESENT} 核心：核心条件；{SMALL} 边缘：边缘条件；{PRESENT} 存在：条件存在，正文未说明是核心"
    f"还是边缘；{ABSENT} 缺乏：条件缺乏；空白：存在或缺乏均可。刊印时区分核心与边缘的圆点大小在本"
    "书所用的文本中已丢失，此处以第 5 节为准。",
    f"{PRESENT} core: core condition 核心条件; {SMALL} peripheral: peripheral condition 边缘条件; "
    f"{PRESENT} present: present, the text does not rank it; {ABSENT} absent 要素缺乏; blank: may "
    "be present or absent. The size that tells core from peripheral in print is lost in our copy: "
    "the ranks are those of section 5.",
)
SIGNS: Mapping[bool | None, Words] = {
    True: Words(PRESENT, PRESENT),
    False: Words(ABSENT, ABSENT),
    None: Words("空白", "blank"),
}
NO_BREAK = "\N{NO-BREAK SPACE}"
FITTED = {"consistency": "consistency", "raw_coverage": "coverage"}


def signed(condition: str, present: bool | None, labels: Mapping[str, Label]) -> Words:
    """Return the name of a condition after its mark."""
    return Words(NO_BREAK, NO_BREAK).join([SIGNS[present], labels[condition]])


@dataclass(frozen=True, slots=True)
class PathProse:
    """What section 5 says of a path: its name, the role of each condition (or None), its cases."""

    id: str
    name: Label
    section: str
    roles: Mapping[str, str | None]
    cases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """One outcome of Table 5: numbers as printed, the paths on the memberships, and the prose.

    The three hold the same paths in the same order.
    """

    numbers: Panel
    held: PrintedPanel
    prose: tuple[PathProse, ...]


def load_prose(root: Path | None = None) -> tuple[PathProse, ...]:
    """Return what the paper's text says of every path. Raises InputError as the data layer does."""
    return tuple(_prose(item) for item in load_document("paths", root)["paths"])


def _prose(item: Mapping[str, Any]) -> PathProse:
    roles = {name: None if part is None else part["role"] for name, part in item["roles"].items()}
    return PathProse(item["id"], Label.of(item["name"]), item["section"], roles, (*item["cases"],))


def load_charts(root: Path | None = None) -> tuple[Chart, ...]:
    """Return both outcomes of Table 5 with their fit on the study's memberships."""
    prose = {path.id: path for path in load_prose(root)}
    pairs = zip(load_transcripts(root).panels, printed_panels(root), strict=True)
    return tuple(
        Chart(numbers, held, tuple(prose[path.id] for path in numbers.paths))
        for numbers, held in pairs
    )


def fitted(fit: SufficiencyFit, name: str) -> float:
    """Return a parameter of fit by the name it has in Table 5."""
    return float(getattr(fit, FITTED.get(name, name)))


def mark(present: bool | None, role: str | None) -> Cell:
    """Return the mark of a condition in a path with its word; core and peripheral by ``role``."""
    if present is None:
        return cell("")
    if not present:
        return cell([f"{ABSENT} ", LACKING], align="center")
    word = RANKS.get(role or "", HERE)
    return cell([f"{SMALL if word is PERIPHERAL else PRESENT} ", word], align="center")
