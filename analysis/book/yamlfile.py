"""YAML of the book's own files (``_quarto.yml``, front matter, cell options), with lines."""

from __future__ import annotations

import io
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from analysis.book.errors import BookError, Fault
from analysis.data import InputError
from analysis.data.yaml_text import checked_node


def parse_yaml(text: str, file: str, first_line: int = 1) -> Any:
    """Return the value of a YAML text whose first line is line ``first_line`` of ``file``.

    Mappings and sequences are ruamel's, which carry line numbers in ``.lc`` and compare as
    dict and list.
    """
    try:
        checked_node(text, file)
    except InputError as error:
        raise BookError(
            [
                Fault(file, first_line + (problem.row or 1) - 1, problem.message, problem.remedy)
                for problem in error.problems
            ]
        ) from None
    try:
        return YAML(typ="rt").load(io.StringIO(text))
    except (YAMLError, ArithmeticError, LookupError, TypeError, ValueError) as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        line = first_line + (mark.line if mark is not None else 0)
        reason = getattr(error, "problem", None) or error
        raise BookError.at(
            file, line, f"malformed YAML ({reason})", "check indentation, quotes and colons"
        ) from None


def line_of(value: Any, path: list[Any], first_line: int = 1) -> int:
    """Return the line of the deepest part of ``path`` that has one in a value of `parse_yaml`."""
    line = first_line
    for key in path:
        position = getattr(value, "lc", None)
        if position is not None and key in position.data:
            line = first_line + position.data[key][0]
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            break
    return line
