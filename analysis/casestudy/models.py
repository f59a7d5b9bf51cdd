"""Figures 2 and 3 as graphs: process model and logic of value co-creation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.casestudy.places import Fault, refuse
from analysis.casestudy.structure import CodingStructure, load_structure
from analysis.data import Label, Words, load_document


@dataclass(frozen=True, slots=True)
class Node:
    """A node; ``coding`` is the theme or block its label comes from, ``locator`` its place.

    ``kind`` is a key of the diagram's kinds, ``parent`` the node that contains it. For an actor,
    ``source_kind`` is the kind of source that speaks for it (None: no interviewee does).
    """

    id: str
    label: Label
    kind: str
    stage: str | None
    parent: str | None
    coding: str | None
    source_kind: str | None
    locator: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """A directed edge; ``relation`` is a key of the diagram's relations."""

    source: str
    target: str
    relation: str
    locator: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Diagram:
    """A model figure redrawn from the text; ``kinds`` and ``relations`` map ids to labels."""

    title: Label
    locator: str
    basis: Words
    kinds: Mapping[str, Label]
    relations: Mapping[str, Label]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def node(self, id: str) -> Node:
        """Return a node by id; KeyError when there is none."""
        for node in self.nodes:
            if node.id == id:
                return node
        raise KeyError(id)

    def nodes_of(self, kind: str) -> tuple[Node, ...]:
        """Return the nodes of one kind."""
        return tuple(node for node in self.nodes if node.kind == kind)

    def children(self, parent: str) -> tuple[Node, ...]:
        """Return the nodes a node contains."""
        return tuple(node for node in self.nodes if node.parent == parent)

    def sources_of(self, target: str, relation: str) -> tuple[Node, ...]:
        """Return the nodes from which an edge of this relation enters ``target``."""
        ends = (e.source for e in self.edges if (e.target, e.relation) == (target, relation))
        return tuple(self.node(end) for end in ends)


def load_process_model(root: Path | None = None) -> Diagram:
    """Return the process model (figure 2 of the paper, from ``case_process_model``)."""
    return _load("case_process_model", root)


def load_value_logic(root: Path | None = None) -> Diagram:
    """Return the logic of value co-creation (figure 3 of the paper, from ``case_value_logic``)."""
    return _load("case_value_logic", root)


def _load(id: str, root: Path | None) -> Diagram:
    document = load_document(id, root)
    structure = load_structure(root)
    refuse(id, faults_in(document, structure), root)
    return diagram_of(document, structure)


def diagram_of(document: Mapping[str, Any], structure: CodingStructure) -> Diagram:
    """Return the diagram a validated document describes; coded nodes take the code's label."""
    return Diagram(
        title=Label.of(document["title"]),
        locator=document["locator"],
        basis=Words.of(document["basis"]),
        kinds={item["id"]: Label.of(item) for item in document["kinds"]},
        relations={item["id"]: Label.of(item) for item in document["relations"]},
        nodes=tuple(_node(item, structure) for item in document["nodes"]),
        edges=tuple(
            Edge(e["source"], e["target"], e["relation"], e["locator"], e.get("note"))
            for e in document["edges"]
        ),
    )


def faults_in(document: Mapping[str, Any], structure: CodingStructure) -> list[Fault]:
    """Return what the schema cannot see: labels, loose nodes, loops, nesting, stages."""
    return [
        *_labelled(document),
        *_loose(document),
        *_loops(document),
        *_circular(document),
        *_staged(document, structure),
    ]


def _labelled(document: Mapping[str, Any]) -> list[Fault]:
    return [
        Fault(
            ("nodes", index, "id"),
            node["id"],
            "two labels: coding and zh" if "coding" in node else "no label",
            "give the node either coding, or zh and en",
        )
        for index, node in enumerate(document["nodes"])
        if ("coding" in node) == ("zh" in node)
    ]


def _loose(document: Mapping[str, Any]) -> list[Fault]:
    ends = {edge[key] for edge in document["edges"] for key in ("source", "target")}
    return [
        Fault(
            ("nodes", index, "id"),
            node["id"],
            "no edge touches this node, and no node contains it",
            "add an edge or a parent, or remove the node",
        )
        for index, node in enumerate(document["nodes"])
        if node["id"] not in ends and "parent" not in node
    ]


def _loops(document: Mapping[str, Any]) -> list[Fault]:
    return [
        Fault(
            ("edges", index, "target"),
            edge["target"],
            "the edge ends where it starts",
            "correct an end",
        )
        for index, edge in enumerate(document["edges"])
        if edge["source"] == edge["target"]
    ]


def _circular(document: Mapping[str, Any]) -> list[Fault]:
    parents = {node["id"]: node.get("parent") for node in document["nodes"]}
    faults = []
    for index, node in enumerate(document["nodes"]):
        seen, current = {node["id"]}, parents[node["id"]]
        while current is not None and current not in seen:
            seen.add(current)
            current = parents[current]
        if current is not None:
            message = "contains itself through its parents"
            path = ("nodes", index, "parent")
            faults.append(Fault(path, node["parent"], message, "correct the parent"))
    return faults


def _staged(document: Mapping[str, Any], structure: CodingStructure) -> list[Fault]:
    faults = []
    for index, node in enumerate(document["nodes"]):
        if "coding" in node and node.get("stage") != structure.block_of(node["coding"]).stage:
            stage = structure.block_of(node["coding"]).stage
            message = f"{node['coding']} belongs to the stage {stage}"
            value = str(node.get("stage", ""))
            faults.append(Fault(("nodes", index, "stage"), value, message, f"write {stage}"))
    return faults


def _node(item: Mapping[str, Any], structure: CodingStructure) -> Node:
    coding = item.get("coding")
    return Node(
        id=item["id"],
        label=_coded_label(coding, structure) if coding else Label.of(item),
        kind=item["kind"],
        stage=item.get("stage"),
        parent=item.get("parent"),
        coding=coding,
        source_kind=item.get("source_kind"),
        locator=item["locator"],
        note=item.get("note"),
    )


def _coded_label(id: str, structure: CodingStructure) -> Label:
    return (
        structure.block(id).label if structure.level(id) == "block" else structure.theme(id).label
    )
