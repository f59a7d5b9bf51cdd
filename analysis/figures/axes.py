"""Parts that several plots share: bilingual labels, notes, legends under the panels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.lines import Line2D

from analysis.data import Label
from analysis.figures import palette
from analysis.figures.core import SMALLEST_TEXT
from analysis.figures.edition import beside, is_chinese
from analysis.figures.text import latin
from analysis.study import Origin

MEMBERSHIP = Label("隶属度", "membership")
RECONSTRUCTED = Label("重构值，非原始数据", "reconstructed, not data of the study")
COMPUTED = Label("据公开数据计算", "computed from public data")
DAGGER = "†"
WARNING = "#A04400"


def title(axes: Axes, label: Label, lift: float = 0.0) -> None:
    """Put a title over the left corner of a panel, Chinese in bold, above English if both show.

    lift: room in points to leave between title and panel.
    """
    axes.set_title(label.zh, loc="left", pad=(3 if is_chinese() else 12) + lift)
    if is_chinese():
        return
    axes.annotate(latin(label.en), (0, 1), (0, 1 + lift), xycoords="axes fraction",
                  textcoords="offset points", va="bottom", ha="left", size=SMALLEST_TEXT,
                  color=palette.SOFT_INK)  # fmt: skip


def name(axes: Axes, x: Label | None = None, y: Label | None = None) -> None:
    """Name the axes."""
    if x is not None:
        axes.set_xlabel(beside(x))
    if y is not None:
        axes.set_ylabel(beside(y))


def unit_interval(axes: Axes, x: bool = True, y: bool = True) -> None:
    """Give the axes the range of memberships, 0 to 1, with room for marks at the ends."""
    ticks = (0, 0.25, 0.5, 0.75, 1)
    shown = ("0", "", "0.5", "", "1")
    if x:
        axes.set_xlim(-0.03, 1.03)
        axes.set_xticks(ticks, shown)
    if y:
        axes.set_ylim(-0.03, 1.03)
        axes.set_yticks(ticks, shown)


def marked(label: Label, origin: Origin) -> Label:
    """Return a label with a dagger behind the Chinese term when the column is reconstructed."""
    return Label(label.zh + DAGGER, label.en) if origin == "reconstructed" else label


def footnote(mark: str, label: Label = RECONSTRUCTED) -> Line2D:
    """Return a legend entry without a symbol that explains a mark."""
    return Line2D([], [], ls="none", label=f"{mark} {beside(label)}")


def legend_below(sheet: Canvas, handles: Sequence[Any], columns: int) -> None:
    """Put one legend under all panels."""
    sheet.legend(handles=list(handles), loc="outside lower center", ncols=columns,
                 handlelength=2.2, columnspacing=1.6)  # fmt: skip


def note(axes: Axes, text: str, x: float = 0.97, y: float = 0.04) -> None:
    """Write a small note into a corner of a panel."""
    axes.text(x, y, text, transform=axes.transAxes, ha="right" if x > 0.5 else "left",
              va="bottom" if y < 0.5 else "top", size=SMALLEST_TEXT, color=palette.SOFT_INK,
              linespacing=1.25)  # fmt: skip
