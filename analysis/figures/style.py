"""The Matplotlib style of the plots: shipped fonts, sizes in millimetres, stable SVG."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import matplotlib as mpl
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import FontEntry, fontManager

from analysis.data.labels import Text
from analysis.figures import palette
from analysis.figures.core import SMALLEST_TEXT, Figure
from analysis.figures.finish import finish
from analysis.figures.fonts import SANS, path

INCHES_PER_MM = 1 / 25.4
RC: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "key-core-technology-book",
    "font.family": [SANS],
    "font.size": 8.0,
    "axes.labelsize": 8.0,
    "axes.titlesize": 8.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.titlepad": 5.0,
    "axes.edgecolor": palette.LINE,
    "axes.labelcolor": palette.INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.unicode_minus": True,
    "xtick.labelsize": SMALLEST_TEXT,
    "ytick.labelsize": SMALLEST_TEXT,
    "xtick.color": palette.SOFT_INK,
    "ytick.color": palette.SOFT_INK,
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "xtick.major.size": 2.5,
    "ytick.major.size": 2.5,
    "legend.fontsize": SMALLEST_TEXT,
    "legend.frameon": False,
    "lines.linewidth": 1.2,
    "lines.markersize": 4.0,
    "hatch.linewidth": 0.5,
    "hatch.color": palette.LINE,
    "text.color": palette.INK,
    "text.parse_math": False,
    "figure.dpi": 72.0,
    "savefig.dpi": 72.0,
}


@cache
def register_fonts() -> None:
    """Put the shipped sans faces before any font of the same name on this machine."""
    for weight, number in (("regular", 400), ("bold", 700)):
        file = str(path(SANS, "bold" if weight == "bold" else "regular"))
        entry = FontEntry(fname=file, name=SANS, style="normal", variant="normal", weight=number,
                          stretch="normal", size="scalable")  # fmt: skip
        fontManager.ttflist.insert(0, entry)


@contextmanager
def style() -> Iterator[None]:
    """Apply the style inside a with block."""
    register_fonts()
    with mpl.rc_context(RC):
        yield


def canvas(width_mm: float, height_mm: float) -> Canvas:
    """Return an empty Matplotlib figure of a size in millimetres, without any global state."""
    sheet = Canvas(figsize=(width_mm * INCHES_PER_MM, height_mm * INCHES_PER_MM))
    sheet.set_layout_engine("constrained", w_pad=0.03, h_pad=0.03, wspace=0.04, hspace=0.06)
    FigureCanvasSVG(sheet)
    return sheet


def settle(sheet: Canvas) -> None:
    """Lay the sheet out, so that the panels have their final sizes."""
    sheet.draw_without_rendering()


def export(sheet: Canvas, name: str, title: Text) -> Figure:
    """Return the finished figure of a Matplotlib figure; call it inside `style()`."""
    buffer = io.StringIO()
    sheet.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    width, height = sheet.get_size_inches()
    size = (round(float(width) / INCHES_PER_MM, 2), round(float(height) / INCHES_PER_MM, 2))
    return finish(buffer.getvalue(), name, title, *size)
