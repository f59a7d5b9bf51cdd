"""Fingerprints of what a chapter depends on, fine enough to say which input changed.

An input is named ``kind:detail``, for instance ``file:data/provinces.csv`` or
``function:analysis/qca/fit.py::consistency``; its fingerprint is a short digest. Of a module two
things count apart: each function by its syntax tree, and the module's skeleton, which is the tree
without the bodies of functions. Comments and docstrings are part of neither.
"""

from __future__ import annotations

import ast
import hashlib
import json
import platform
import re
import sys
import sysconfig
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from analysis.book.instrument import FunctionNode, outermost_functions, traced_functions
from analysis.book.kernel_start import is_input
from analysis.book.parsing import parsed

ABSENT = "absent"
LOCK_FILE = "requirements.lock"
EXECUTOR = (
    "executed.py",
    "execute.py",
    "fingerprint.py",
    "instrument.py",
    "kernel.py",
    "kernel_start.py",
)


def digest(data: bytes | str) -> str:
    """Return a short hexadecimal digest of ``data``."""
    raw = data.encode() if isinstance(data, str) else data
    return hashlib.blake2b(raw, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True)
class Code:
    """The fingerprints of one Python file: its skeleton, and its outermost functions by name."""

    skeleton: str
    functions: Mapping[str, str]


def code_of(source: str) -> Code:
    """Return the fingerprints of Python source; of its text as it is where it has no syntax."""
    try:
        tree = parsed(source)
    except SyntaxError:
        return Code(digest(source), {})
    _drop_docstrings(tree)
    functions: dict[str, str] = {}
    for name, node in outermost_functions(tree):
        functions[name] = digest(functions.get(name, "") + ast.dump(node))
    for _, node in traced_functions(tree):
        node.body = []
    return Code(digest(ast.dump(tree)), functions)


def _drop_docstrings(tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | FunctionNode):
            first = node.body[0] if node.body else None
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                node.body = node.body[1:]


class CodeMemory:
    """Fingerprints of Python sources by the digest of their text, kept in a file between builds.

    They hold for one version of Python and of this module.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._used: dict[str, Code] = {}
        self._kept = self._read()

    def code_of(self, source: str) -> Code:
        """Return the fingerprints of ``source``, computed only if its text is new."""
        key = digest(_salt() + source)
        if key not in self._used:
            self._used[key] = self._kept.get(key) or code_of(source)
        return self._used[key]

    def keep(self) -> None:
        """Write what was used, if any of it is new."""
        if self._used.keys() <= self._kept.keys():
            return
        content = {key: [code.skeleton, dict(code.functions)] for key, code in self._used.items()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        aside = self._path.with_suffix(".tmp")
        aside.write_text(json.dumps(content), encoding="utf-8")
        aside.replace(self._path)

    def _read(self) -> dict[str, Code]:
        try:
            content = json.loads(self._path.read_text(encoding="utf-8"))
            return {key: Code(str(one[0]), dict(one[1])) for key, one in content.items()}
        except (OSError, ValueError, TypeError, AttributeError, IndexError, KeyError):
            return {}


@cache
def _salt() -> str:
    files = (Path(__file__).with_name(name) for name in ("fingerprint.py", "instrument.py"))
    return digest(sys.version.encode() + b"".join(file.read_bytes() for file in files))


class Fingerprints:
    """The present fingerprints of inputs below one root, each computed once."""

    def __init__(self, root: Path, memory: CodeMemory | None = None) -> None:
        self._root = root
        self._values: dict[str, str] = {}
        self._code: dict[str, Code | None] = {}
        self._fingerprint = code_of if memory is None else memory.code_of
        self._kinds: Mapping[str, Callable[[str], str]] = {
            "file": self._file,
            "listing": self._listing,
            "module": self._module,
            "function": self._function,
        }

    def __contains__(self, key: str) -> bool:
        return key.partition(":")[0] in self._kinds

    def value(self, key: str) -> str:
        """Return the fingerprint of the input ``key``; "absent" where it does not exist."""
        if key not in self._values:
            kind, _, detail = key.partition(":")
            self._values[key] = self._kinds[kind](detail)
        return self._values[key]

    def newest(self, keys: Sequence[str]) -> float:
        """Return when the last of the files behind ``keys`` was changed (seconds, as time())."""
        names = {key.partition(":")[2].partition("::")[0] for key in keys}
        paths = (self._root / name for name in names)
        return max((path.stat().st_mtime for path in paths if path.exists()), default=0.0)

    def _file(self, name: str) -> str:
        try:
            return digest((self._root / name).read_bytes())
        except OSError:
            return ABSENT

    def _listing(self, name: str) -> str:
        try:
            found = sorted(path.name for path in (self._root / name).iterdir())
        except OSError:
            return ABSENT
        base = "" if name == "." else f"{name}/"
        return digest("\n".join(entry for entry in found if is_input(base + entry)))

    def _module(self, name: str) -> str:
        code = self._code_of(name)
        return ABSENT if code is None else code.skeleton

    def _function(self, detail: str) -> str:
        name, _, function = detail.partition("::")
        code = self._code_of(name)
        return ABSENT if code is None else code.functions.get(function, ABSENT)

    def _code_of(self, name: str) -> Code | None:
        if name not in self._code:
            try:
                source = (self._root / name).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                self._code[name] = None
            else:
                self._code[name] = self._fingerprint(source)
        return self._code[name]


def environment_inputs(root: Path) -> dict[str, str]:
    """Return the inputs that all chapters share: Python, the lock file, what is installed."""
    lock = root / LOCK_FILE
    pinned = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    python = f"{platform.python_implementation()} {sys.version} {platform.machine()}"
    return {
        "python:": digest(python),
        "lock:": digest(pinned) if pinned else ABSENT,
        "packages:": digest("\n".join(_installed(pinned))),
        "executor:": digest(
            b"".join(Path(__file__).with_name(one).read_bytes() for one in EXECUTOR)
        ),
    }


def _installed(pinned: str) -> list[str]:
    """Return name-version of the installed packages that the lock file names."""
    names = {_normalised(name) for name in re.findall(r"(?m)^([\w.-]+)==", pinned)}
    folder = Path(sysconfig.get_path("purelib"))
    stems = (path.name.removesuffix(".dist-info") for path in folder.glob("*.dist-info"))
    return sorted(stem for stem in stems if _normalised(stem.rpartition("-")[0]) in names)


def _normalised(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def describe(key: str, before: str | None, now: str | None) -> str:
    """Return in words what happened to an input, for instance "data/provinces.csv changed"."""
    if before in (None, ABSENT):
        happened = "is new"
    elif now in (None, ABSENT):
        happened = "is gone"
    else:
        happened = "changed"
    return f"{_subject(key)} {happened}"


def _subject(key: str) -> str:
    kind, _, detail = key.partition(":")
    file, _, function = detail.partition("::")
    module = file.removesuffix("/__init__.py").removesuffix(".py").replace("/", ".")
    return {
        "file": detail,
        "listing": f"the list of files in {detail}/",
        "module": f"the module-level code of {module}",
        "function": f"{module}.{function}",
        "cell": f"cell {detail}",
        "inline": f"inline expression {detail}",
        "order": "the order of cells",
        "python": "the Python version",
        "lock": LOCK_FILE,
        "packages": "an installed package",
        "executor": "the book's executor",
        "commit": "the commit, or whether all changes are in one,",
        "editions": "the list of editions",
    }.get(kind, key)
