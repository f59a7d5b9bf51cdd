"""YAML text as plain values together with the line of every field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from analysis.data.errors import InputError, Place, Problem, shown
from analysis.data.yaml_nodes import Shallow, UnwantedError, check_nodes, culprit

YAML_REMEDY = "check indentation, quotes and colons on this line and the one above"

Path = Sequence[str | int]


@dataclass(frozen=True, slots=True)
class YamlText:
    """A parsed document: ``value`` of plain types, ``node`` with the marks of the text."""

    value: Any
    node: Node

    def line(self, path: Path) -> int:
        """Return the 1-based line of the deepest part of ``path`` that the text holds."""
        return self.place(path).row or 1

    def place(self, path: Path) -> Place:
        """Return the place of a field: its line, its path as text, and its scalar as written."""
        node, line = self.node, int(self.node.start_mark.line)
        steps = 0
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            node, line = found
            steps += 1
        text = node.value if isinstance(node, ScalarNode) and steps == len(path) else None
        return Place(line + 1, "/".join(map(str, path)) or None, text)


def parse_yaml(text: str, file: str) -> YamlText:
    """Return the value of a YAML text and its marks.

    Raises InputError naming the line when the text is malformed, repeats a key, is nested too
    deeply, grows too large by its aliases, or is empty.
    """
    node = checked_node(text, file)
    if node is None:
        raise InputError([Problem(file, 1, None, None, "the file is empty", "restore the file")])
    try:
        return YamlText(_reader().constructor.construct_document(node), node)
    except MarkedYAMLError as error:
        problem = _marked(error, file)
    except (ArithmeticError, LookupError, TypeError, ValueError, YAMLError):
        found = culprit(node, _reader)
        line, value = (1, None) if found is None else (found.start_mark.line + 1, found.value)
        told = None if value is None else shown(value)
        problem = Problem(file, line, None, told, "not a value of its type", YAML_REMEDY)
    raise InputError([problem]) from None


def checked_node(text: str, file: str) -> Node | None:
    """Return the node tree of a text, None where it is empty; InputError where it is malformed."""
    try:
        return _compose(text)
    except MarkedYAMLError as error:
        problem = _marked(error, file)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        code = error.character if isinstance(error.character, int) else ord(error.character)
        message, remedy = "a character YAML does not allow", "delete the character"
        problem = Problem(file, line, None, f"U+{code:04X}", message, remedy)
    except (YAMLError, ValueError) as error:
        message = f"malformed YAML: {shown(error)}"
        problem = Problem(file, 1, None, None, message, YAML_REMEDY)
    raise InputError([problem]) from None


def _reader() -> YAML:
    reader = YAML(typ="safe", pure=True)
    reader.Composer = Shallow
    return reader


@lru_cache(maxsize=64)
def _compose(text: str) -> Node | None:
    """Return the node tree of a text; remembered by the text itself, so never stale."""
    node: Node | None = _reader().compose(text)
    if node is not None:
        check_nodes(node)
    return node


def _marked(error: MarkedYAMLError, file: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line = 1 if mark is None else mark.line + 1
    if isinstance(error, UnwantedError):
        return Problem(file, line, None, None, str(error.problem), error.remedy)
    return Problem(file, line, None, None, f"malformed YAML: {_reason(error)}", _remedy(error))


def _reason(error: MarkedYAMLError) -> str:
    reason = str(error.problem or error.context or "cannot be read")
    return reason.splitlines()[0]


def _remedy(error: MarkedYAMLError) -> str:
    if isinstance(error, DuplicateKeyError):
        return "keep one entry of this key"
    return YAML_REMEDY


def _child(node: Node, step: str | int) -> tuple[Node, int] | None:
    """Return the child of a node and the 0-based line that names it, or None."""
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if isinstance(key, ScalarNode) and key.value == str(step):
                return value, key.start_mark.line
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item, item.start_mark.line
    return None
