# Runs inside every import of a chapter's kernel: plain strings, no Path objects.
# ruff: noqa: PTH103, PTH105, PTH118, PTH120, PTH123
"""Python modules imported so that each outermost function notes that it ran.

Self-contained, standard library only: `kernel` executes the text of this file inside a chapter's
kernel, as the module ``book_instrument``. A noting call at the head of a function costs some
60 ns; a profiler would slow down everything else that runs, and what it offers differs between
versions of Python. Noted are the functions of `traced_functions`; `fingerprint` keeps all others
in the skeleton of their module, so that nothing escapes.
"""

from __future__ import annotations

import ast
import builtins
import hashlib
import importlib.machinery
import importlib.util
import marshal
import os
import sys
import tempfile
import types
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from typing import Any

NOTE = "__book_function_ran__"
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef

# Decorators under which a function still runs as the Python code it is written in, when called.
PLAIN_DECORATORS = frozenset(
    {
        "abstractmethod",
        "asynccontextmanager",
        "cache",
        "cached_property",
        "classmethod",
        "contextmanager",
        "deleter",
        "final",
        "getter",
        "lru_cache",
        "overload",
        "override",
        "property",
        "register",
        "setter",
        "singledispatch",
        "singledispatchmethod",
        "staticmethod",
        "wraps",
    }
)


def outermost_functions(tree: ast.Module) -> list[tuple[str, FunctionNode]]:
    """Return the functions that stand in no other function, with names like ``Study.size``."""
    return list(_outermost(tree.body, ""))


def traced_functions(tree: ast.Module) -> list[tuple[str, FunctionNode]]:
    """Return the outermost functions whose every call passes through their Python code.

    Not so a function under an unknown decorator, or one that the module hands to a call: it may
    be compiled.
    """
    functions = outermost_functions(tree)
    inner = {id(node) for _, function in functions for part in function.body
             for node in ast.walk(part)}  # fmt: skip
    handed_over = {
        argument.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and id(node) not in inner
        for argument in node.args
        if isinstance(argument, ast.Name)
    }
    return [
        (name, function)
        for name, function in functions
        if function.name not in handed_over
        and all(_name(decorator) in PLAIN_DECORATORS for decorator in function.decorator_list)
    ]


def _outermost(body: Sequence[ast.AST], prefix: str) -> Iterator[tuple[str, FunctionNode]]:
    for node in body:
        if isinstance(node, FunctionNode):
            yield prefix + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _outermost(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _outermost(list(ast.iter_child_nodes(node)), prefix)


def _name(decorator: ast.expr) -> str:
    if isinstance(decorator, ast.Call):
        return _name(decorator.func)
    return decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")


def instrumented(source: bytes, path: str, name: str) -> types.CodeType:
    """Return the code of a module in which every traced function notes ``name::function``."""
    tree = ast.parse(source, path)
    for function, node in traced_functions(tree):
        note = ast.parse(f"{NOTE}({f'{name}::{function}'!r})").body[0]
        after = 1 if ast.get_docstring(node, clean=False) is not None else 0
        place = node.body[min(after, len(node.body) - 1)]
        for part in ast.walk(note):
            ast.copy_location(part, place)
        node.body.insert(after, note)
    return compile(tree, path, "exec", dont_inherit=True)


class TracingLoader(importlib.machinery.SourceFileLoader):
    """Loads a module with its functions noting that they ran; keeps the compiled code."""

    def __init__(self, fullname: str, path: str, name: str, folder: str) -> None:
        super().__init__(fullname, path)
        self._name = name
        self._folder = folder

    def get_code(self, fullname: str) -> types.CodeType:
        """Return the module's code, from ``folder`` where the same source was compiled before."""
        source = self.get_data(self.path)
        key = hashlib.blake2b(digest_size=16)
        for part in (source, self.path.encode(), self._name.encode(), importlib.util.MAGIC_NUMBER):
            key.update(hashlib.blake2b(part).digest())
        kept = os.path.join(self._folder, key.hexdigest())
        code = _read(kept)
        if code is None:
            code = instrumented(source, self.path, self._name)
            _keep(kept, code)
        return code


class TracingFinder:
    """Finds modules as usual and loads those that are inputs with a `TracingLoader`."""

    def __init__(self, relative: Callable[[Any], str | None], folder: str) -> None:
        self._relative = relative
        self._folder = folder

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> Any:
        """Return the specification that the other finders give, with our loader if it is ours."""
        for finder in sys.meta_path:
            find = getattr(finder, "find_spec", None)
            spec = None if finder is self or find is None else find(fullname, path, target)
            if spec is not None:
                return self._with_tracing(spec)
        return None

    def _with_tracing(self, spec: Any) -> Any:
        if type(spec.loader) is importlib.machinery.SourceFileLoader:
            name = self._relative(spec.origin)
            if name is not None:
                spec.loader = TracingLoader(spec.name, spec.origin, name, self._folder)
        return spec


def install(relative: Callable[[Any], str | None], ran: set[str], folder: str) -> None:
    """Let every module imported from now on note in ``ran`` which of its functions run.

    ``relative`` gives a path's name below the root, or None where it is no input; compiled code
    is kept in ``folder``.
    """
    setattr(builtins, NOTE, ran.add)
    sys.meta_path.insert(0, TracingFinder(relative, folder))


def _read(path: str) -> types.CodeType | None:
    """Return the code kept at ``path``; None if it is missing or damaged."""
    try:
        with open(path, "rb") as stream:
            digest, data = stream.read(16), stream.read()
        if hashlib.blake2b(data, digest_size=16).digest() != digest:
            return None
        os.utime(path)
        code: types.CodeType = marshal.loads(data)
    except (OSError, ValueError, EOFError, TypeError):
        return None
    return code


def _keep(path: str, code: types.CodeType) -> None:
    """Write code whole or not at all; where nothing can be written, it is compiled each time."""
    data = marshal.dumps(code)
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=os.path.dirname(path))
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(hashlib.blake2b(data, digest_size=16).digest() + data)
        os.replace(name, path)
