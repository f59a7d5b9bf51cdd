"""What a tree of YAML nodes may hold: plain values, in bounded depth and size, named by texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer, ComposerError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

# Deeper than any document of the project; a reader that calls itself would fail at some hundreds.
MOST_DEPTH = 50
# Of the nodes of a document with its aliases written out.
MOST_NODES = 1_000_000
MOST_DIGITS = 1000
DEEP, FLATTEN = "nested too deeply", "flatten the document"

TAG = "tag:yaml.org,2002:"
TIMESTAMP, STRING, MERGE = f"{TAG}timestamp", f"{TAG}str", f"{TAG}merge"
NUMBERS = {f"{TAG}int", f"{TAG}float"}
PLAIN = {TIMESTAMP, STRING, MERGE, *NUMBERS, *(f"{TAG}{n}" for n in ("bool", "null", "map", "seq"))}


class UnwantedError(ComposerError):
    """What no data file needs, at a mark, with its remedy."""

    def __init__(self, message: str, remedy: str, at: Any) -> None:
        super().__init__(problem=message, problem_mark=at.start_mark)
        self.remedy = remedy


class Shallow(Composer):
    """A composer that refuses what is nested too deeply, with its line."""

    depth = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        """Return the next node."""
        event = self.parser.peek_event()
        if self.depth > MOST_DEPTH:
            raise UnwantedError(DEEP, FLATTEN, event)
        if not isinstance(event, AliasEvent) and event.anchor in self.anchors:
            raise UnwantedError("an anchor of this name is above", "give it another name", event)
        self.depth += 1
        try:
            return super().compose_node(parent, index)
        finally:
            self.depth -= 1


def check_nodes(root: Node) -> None:
    """Refuse what no data file needs, with its line; make dates the plain text they were.

    That is: a value within itself, aliases that multiply, tags, keys that are no text, numbers of
    very many digits, halves of characters.
    """
    measured: dict[int, tuple[int, int] | None] = {}

    def measure(node: Node) -> tuple[int, int]:
        """Return how many nodes a node stands for, aliases written out, and how deep they go."""
        known = measured.setdefault(id(node), None)
        if known is not None:
            return known
        _check(node)
        size, depth = 1, 0
        for child in _children(node):
            if measured.get(id(child), child) is None:
                raise UnwantedError("a value contains itself", "write the value out", child)
            inner = measure(child)
            size, depth = size + inner[0], max(depth, inner[1])
        if size > MOST_NODES:
            message = f"more than {MOST_NODES} values, its aliases written out"
            raise UnwantedError(message, "write out what is meant", node)
        if depth >= MOST_DEPTH:
            raise UnwantedError(DEEP, FLATTEN, node)
        measured[id(node)] = size, depth + 1
        return size, depth + 1

    measure(root)


def culprit(root: Node, reader: Callable[[], YAML]) -> ScalarNode | None:
    """Return the first scalar that cannot be made a value of its type."""
    for node in _scalars(root):
        try:
            reader().constructor.construct_document(node)
        except Exception:  # whatever the type's own reader raises
            return node
    return None


def _check(node: Node) -> None:
    tag = str(node.tag)
    if tag not in PLAIN:
        message = f"the tag {tag.replace(TAG, '!!')} is not read"
        raise UnwantedError(message, "write plain values, without tags", node)
    if tag == TIMESTAMP:
        node.tag = STRING
    if isinstance(node, ScalarNode):
        if tag in NUMBERS and len(node.value) > MOST_DIGITS:
            message = f"a number of more than {MOST_DIGITS} digits"
            raise UnwantedError(message, "round it, or put it in quotes", node)
        if any("\ud800" <= sign <= "\udfff" for sign in node.value):
            raise UnwantedError("half a character", "write the whole character", node)
    if isinstance(node, MappingNode):
        for key, _ in node.value:
            if str(key.tag) not in (STRING, MERGE, TIMESTAMP):
                raise UnwantedError("a key that is no text", "put the key in quotes", key)


def _children(node: Node) -> Iterator[Node]:
    if isinstance(node, MappingNode):
        for pair in node.value:
            yield from pair
    elif isinstance(node, SequenceNode):
        yield from node.value


def _scalars(root: Node) -> Iterator[ScalarNode]:
    seen: set[int] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen.add(id(node))
            if isinstance(node, ScalarNode):
                yield node
            waiting += reversed(list(_children(node)))
