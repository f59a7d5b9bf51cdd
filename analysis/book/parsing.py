"""Python source as a syntax tree, one at a time.

CPython 3.11 counts the depth of trees in one place for all threads, so that two that parse at once
can fail with "AST constructor recursion depth mismatch".
"""

from __future__ import annotations

import ast
from threading import Lock

_ONE_AT_A_TIME = Lock()


def parsed(source: str) -> ast.Module:
    """Return the syntax tree of a source. Raises SyntaxError as `ast.parse` does."""
    with _ONE_AT_A_TIME:
        return ast.parse(source)
