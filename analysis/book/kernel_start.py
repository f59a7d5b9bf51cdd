# An audit hook runs on every open(): plain strings, no Path objects.
# ruff: noqa: PTH100, PTH118
"""What a chapter's kernel runs before its first cell; self-contained, standard library only.

The text of this file is executed inside the kernel as the module ``book_kernel``: it must not
import anything of this project, so that it traces what a chapter uses without adding to it.
`Recorder` also serves in the building process itself, for the files that templates read.
"""

from __future__ import annotations

import inspect
import os
import sys
import types
from collections.abc import Iterable
from typing import Any

TRACE_MIME = "application/x-book-trace+json"
INLINE_MIME = "application/x-book-inline+json"
FAILURE_MARK = "book-failure:"
MARKDOWN = "text/markdown"
SHOWN_MIME = "application/x-book-editions+json"  # that of `analysis.data.editions`

# Quarto escapes the first group in an inline value that is a string, and overlooks the second.
ESCAPED = frozenset("\\`*_{}[]()>#+,-.!") | frozenset("~^$@<|&\"'")
INLINE_TYPES = (str, int, float, bool)
PYTHON_POOLS = ("multiprocessing.popen_fork", "multiprocessing.popen_spawn_posix",
                "multiprocessing.popen_forkserver", "multiprocessing.popen_spawn_win32",
                "joblib.externals.loky.process_executor")  # fmt: skip
TRACING_LOADER = "TracingLoader"
LOOKUPS = ("<frozen importlib", f"{os.sep}importlib{os.sep}", f"{os.sep}pkgutil.py")
NEVER_INPUTS = ("__pycache__", "_book")


_recorders: list[Recorder] = []


class Recorder:
    """Records the files, folder listings and functions below one folder that a process uses.

    ``ran`` is filled by the functions themselves, see `instrument`.
    """

    def __init__(self, root: str, active: bool = True) -> None:
        self.roots = tuple(dict.fromkeys(os.path.join(path, "") for path in _spellings(root)))
        self.environment = os.path.join(os.path.realpath(sys.prefix), "")
        self.active = active
        self.files: set[str] = set()
        self.listings: set[str] = set()
        self.written: set[str] = set()
        self.documented: set[str] = set()
        self.ran: set[str] = set()

    def relative(self, path: Any) -> str | None:
        """Return ``path`` relative to the root with forward slashes; None if it is no input."""
        if isinstance(path, int):
            return None
        full = os.path.abspath(os.fsdecode("." if path is None else path))
        base = next((root for root in self.roots if f"{full}{os.sep}".startswith(root)), None)
        if base is None or full.startswith(self.environment) or full.endswith(".pyc"):
            return None
        name = full[len(base) :].replace(os.sep, "/") or "."
        return name if is_input(name) else None

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note what an audit event says was read, written or listed."""
        if not self.active:
            return
        if event == "open":
            self._opened(*arguments)
        elif event in ("os.listdir", "os.scandir"):
            self._listed(arguments[0])

    def _opened(self, path: Any, mode: str | None, flags: int) -> None:
        name = self.relative(path)
        if name is None or name == ".":
            return
        if (mode or "r")[0] != "r" or (mode is None and flags & (os.O_WRONLY | os.O_RDWR)):
            self.written.add(name)
        elif name not in self.written and not (name.endswith(".py") and _is_lookup()):
            self.files.add(name)

    def _listed(self, path: Any) -> None:
        name = self.relative(path)
        if name is not None and not _is_lookup():
            self.listings.add(name)

    def trace_documentation(self) -> None:
        """Count a module as read in full when one of its docstrings is asked for."""
        original = inspect.getdoc

        def getdoc(object: Any) -> str | None:
            name = _source_file(object)
            relative = None if name is None else self.relative(name)
            if relative is not None:
                self.files.add(relative)
            return original(object)

        inspect.getdoc = getdoc

    def report(self) -> dict[str, list[str]]:
        """Return what was used: files, listings, modules, and functions as ``file::name``."""
        modules: set[str] = set()
        files = set(self.files)
        for module in list(sys.modules.values()):
            name = self._module_file(module)
            if name is not None:
                modules.add(name)
                if type(getattr(module, "__loader__", None)).__name__ != TRACING_LOADER:
                    files.add(name)
        if any(name in sys.modules for name in PYTHON_POOLS):
            files.update(modules)
        return {
            "files": sorted(files),
            "listings": sorted(self.listings),
            "modules": sorted(modules),
            "functions": sorted(self.ran),
        }

    def _module_file(self, module: Any) -> str | None:
        path = getattr(module, "__file__", None)
        name = self.relative(path) if isinstance(path, str) else None
        return name if name and name.endswith(".py") else None


def is_input(name: str) -> bool:
    """Return whether a path relative to the root can be something a chapter depends on."""
    parts = name.split("/")
    hidden = parts[0].startswith(".") and name != "."
    derived = parts[0].startswith("_book") or any(part in NEVER_INPUTS for part in parts)
    return not (hidden or derived)


def _spellings(root: str) -> Iterable[str]:
    return os.path.realpath(root), os.path.abspath(root)


def _is_lookup() -> bool:
    """Whether the import system, not the chapter, is the one reading."""
    frame: types.FrameType | None = sys._getframe(3)
    return frame is not None and any(part in frame.f_code.co_filename for part in LOOKUPS)


def _source_file(described: Any) -> str | None:
    try:
        return inspect.getsourcefile(inspect.unwrap(described))
    except (TypeError, ValueError):
        return getattr(sys.modules.get(type(described).__module__), "__file__", None)


def escaped(text: str) -> str:
    """Return ``text`` with Markdown's special characters escaped."""
    return "".join(f"\\{character}" if character in ESCAPED else character for character in text)


def inline_markdown(value: Any) -> str:
    """Return the Markdown of an inline value.

    TypeError where Quarto would print Python's own notation (``np.float64(0.9)``).
    """
    as_markdown = getattr(value, "_repr_markdown_", None)
    if as_markdown is not None:
        return str(as_markdown())
    if type(value) not in INLINE_TYPES:
        raise TypeError(
            f"an inline value must be text, a Python number or a Markdown object, "
            f"not {type(value).__module__}.{type(value).__qualname__}; format it in the expression"
        )
    return escaped(value) if isinstance(value, str) else str(value)


def start(root: str) -> Recorder:
    """Prepare this kernel to say where a cell fails; return what records its inputs."""
    recorder = Recorder(root)
    _recorders.append(recorder)
    _tell_failures(_shell())
    recorder.trace_documentation()
    sys.addaudithook(recorder.hook)
    return recorder


def inline(expression: str) -> None:
    """Evaluate an inline expression in the chapter's namespace and publish its Markdown.

    A value that reads differently in the editions of the book is published for each.
    """
    code = compile(expression.strip(), "<inline>", "eval")
    value = eval(code, _shell().user_ns)
    bundled: Any = getattr(value, "_repr_mimebundle_", dict)()
    shown = bundled.get(SHOWN_MIME, {}) if isinstance(bundled, dict) else {}
    texts = {edition: own[MARKDOWN] for edition, own in shown.items()}
    _shell().display_pub.publish({INLINE_MIME: texts or inline_markdown(value)})


def publish_trace() -> None:
    """Publish what this kernel used so far, as JSON."""
    import json

    recorder = _recorders.pop()
    recorder.active = False
    _shell().display_pub.publish({TRACE_MIME: json.dumps(recorder.report())})


def _shell() -> Any:
    from IPython.core.getipython import get_ipython

    return get_ipython()


def _tell_failures(shell: Any) -> None:
    """Let the first entry of every published traceback tell the facts of the failure."""
    import json

    publish = shell._showtraceback

    def published(kind: type, value: BaseException, lines: list[str]) -> None:
        facts = {
            "line": _cell_line(shell, value),
            "message": getattr(value, "msg", None) or str(value),
            "exit_code": getattr(value, "exit_code", 1),
            "problems": [str(problem) for problem in getattr(value, "problems", ())],
        }
        publish(kind, value, [FAILURE_MARK + json.dumps(facts), *lines])

    shell._showtraceback = published


def _cell_line(shell: Any, error: BaseException) -> int | None:
    """Return the line of the cell that was running, or that is no Python at all."""
    trace = error.__traceback__
    while trace is not None:
        frame = trace.tb_frame
        if frame.f_globals is shell.user_ns and frame.f_code.co_name == "<module>":
            return trace.tb_lineno
        trace = trace.tb_next
    return error.lineno if isinstance(error, SyntaxError) else None
