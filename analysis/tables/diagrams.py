"""Nodes and edges of a redrawn diagram, each with the place in the paper that states it."""

from __future__ import annotations

from analysis.casestudy import Diagram, Edge
from analysis.data import Words
from analysis.data.locators import located
from analysis.tables.core import Column, Content, Row, Table, body, on_one_line, table


def diagram_sources(diagram: Diagram) -> Table:
    """Return every node and edge of ``diagram`` with its kind and its place in the paper."""
    nodes: list[Row] = [
        [node.label, on_one_line(diagram.kinds[node.kind]), located(node.locator)]
        for node in diagram.nodes
    ]
    edges: list[Row] = [
        [_ends(diagram, edge), on_one_line(diagram.relations[edge.relation]), located(edge.locator)]
        for edge in diagram.edges
    ]
    columns = [
        Column(Words("节点或连线", "Node or edge"), 5, row_header=True),
        Column(Words("种类", "Kind"), 3),
        Column(Words("出处", "Stated in"), 2.4),
    ]
    bodies = [body(nodes, Words("节点", "Nodes")), body(edges, Words("连线", "Edges"))]
    return table(columns, bodies=bodies, notes=[diagram.basis])


def _ends(diagram: Diagram, edge: Edge) -> Content:
    source, target = diagram.node(edge.source).label, diagram.node(edge.target).label
    return Words(f"{source.zh} → {target.zh}", f"{source.en} → {target.en}")
