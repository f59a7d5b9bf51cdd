"""One Python kernel for one chapter: started clean, asked to run code, ended for sure."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from analysis.book.kernel_start import FAILURE_MARK
from analysis.data.editions import PROFILES

START_TIMEOUT = 120  # seconds until a kernel answers, on a loaded machine
CELL_TIMEOUT = 600  # seconds for one cell
CODE = ".cache/book/code"  # compiled modules, below the root
INJECTED = {
    "book_instrument": Path(__file__).with_name("instrument.py"),
    "book_kernel": Path(__file__).with_name("kernel_start.py"),
}

# One thread per library, fixed hashes, no window, nothing of the user's own set-up.
ENVIRONMENT: Mapping[str, str] = {
    "PYTHONHASHSEED": "0",
    "PYTHONSTARTUP": "",
    "PYTHONUTF8": "1",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",
    "LC_ALL": "C.UTF-8",
    "TZ": "UTC",
    "COLUMNS": "80",
}
QUIET = ("--log-level=50", "--HistoryManager.enabled=False", "--InteractiveShell.colors=nocolor")

_node: Any = nbformat.from_dict  # a typed name for an untyped function


@dataclass(eq=False)
class CodeError(Exception):
    """Python code failed in the kernel.

    ``line`` is 1-based within the code, or None; ``problems`` are those of an input error, one
    line each; ``exit_code`` is 2 where the input is at fault; ``outputs`` came before it failed.
    """

    type: str
    message: str
    line: int | None = None
    traceback: str = ""
    exit_code: int = 1
    problems: tuple[str, ...] = ()
    outputs: tuple[Mapping[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.type}: {self.message}"


class Kernel:
    """A running kernel; `run` gives the outputs of a piece of code as nbformat has them."""

    def __init__(self, client: NotebookClient) -> None:
        self._client = client

    async def run(self, source: str) -> Sequence[Mapping[str, Any]]:
        """Return the outputs of ``source``; `CodeError` says how it failed."""
        cell = _code_cell(source)
        self._client.nb.cells = [cell]
        try:
            await self._client.async_execute_cell(cell, 0, store_history=False)
        except CellTimeoutError:
            reason = f"did not finish within {self._client.timeout} seconds"
            raise CodeError("Timeout", reason) from None
        except DeadKernelError:
            raise CodeError("DeadKernel", "the Python process ended unexpectedly") from None
        failed = [output for output in cell.outputs if output.output_type == "error"]
        if failed:
            error = _code_error(failed[0])
            error.outputs = tuple(cell.outputs[: cell.outputs.index(failed[0])])
            raise error
        outputs: Sequence[Mapping[str, Any]] = cell.outputs
        return outputs

    async def value(self, source: str, mime: str) -> Any:
        """Return the one output of type ``mime`` that ``source`` publishes."""
        for output in await self.run(source):
            if mime in output.get("data", {}):
                return output["data"][mime]
        raise CodeError("NoValue", f"nothing of type {mime} was published")


@asynccontextmanager
async def running_kernel(
    root: Path, cell_timeout: int = CELL_TIMEOUT, editions: Sequence[str] = ()
) -> AsyncIterator[Kernel]:
    """Give a prepared kernel whose working directory is ``root``; end it in every case.

    It shows results as each of the ``editions`` does.
    """
    with tempfile.TemporaryDirectory(prefix="book-") as folder:
        client = _client(Path(folder), cell_timeout)
        try:
            await client.async_start_new_kernel(cwd=str(root), env=_environment(folder, editions))
            await client.async_start_new_kernel_client()
            running = Kernel(client)
            await running.run(_preparation(root))
            yield running
        except RuntimeError as error:
            raise CodeError("KernelStart", str(error)) from None
        finally:
            await _end(client)


def _code_cell(source: str) -> Any:
    return _node({"cell_type": "code", "metadata": {}, "source": source, "outputs": []})


def _client(folder: Path, cell_timeout: int) -> NotebookClient:
    specs = KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True)
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=specs)
    manager.connection_file = str(folder / "kernel.json")
    if os.name == "posix":
        manager.transport = "ipc"
        manager.ip = str(folder / "kernel")
    client = NotebookClient(
        _node({"cells": [], "metadata": {}}),
        km=manager,
        timeout=cell_timeout,
        startup_timeout=START_TIMEOUT,
        allow_errors=True,
        coalesce_streams=True,
        extra_arguments=list(QUIET),
    )
    client.log.setLevel("CRITICAL")
    return client


def _environment(folder: str, editions: Sequence[str]) -> dict[str, str]:
    own = {"IPYTHONDIR": folder, "JUPYTER_CONFIG_DIR": folder, "JUPYTER_DATA_DIR": folder}
    own[PROFILES] = ",".join(editions)
    return {**os.environ, **ENVIRONMENT, **own}


def _preparation(root: Path) -> str:
    """Return code that makes the two modules of this package, apart from the package itself."""
    texts = {name: INJECTED[name].read_text(encoding="utf-8") for name in INJECTED}
    return (
        "import sys as _s, types as _t\n"
        f"for _n, _x in {texts!r}.items():\n"
        "    _m = _s.modules[_n] = _t.ModuleType(_n)\n"
        "    exec(compile(_x, f'<{_n}>', 'exec', dont_inherit=True), _m.__dict__)\n"
        f"_r = _s.modules['book_kernel'].start({str(root)!r})\n"
        f"_s.modules['book_instrument'].install(_r.relative, _r.ran, {str(root / CODE)!r})\n"
        "del _s, _t, _n, _x, _m, _r"
    )


async def _end(client: NotebookClient) -> None:
    manager: Any = client.km
    kernel_client: Any = client.kc
    if kernel_client is not None:
        kernel_client.stop_channels()
    if manager is not None:
        if manager.has_kernel:
            await manager.shutdown_kernel(now=True)
        await manager.cleanup_resources()


def _code_error(output: Mapping[str, Any]) -> CodeError:
    mark, *lines = output["traceback"]
    facts = json.loads(mark.removeprefix(FAILURE_MARK))
    return CodeError(
        output["ename"],
        facts["message"],
        facts["line"],
        "\n".join(lines),
        facts["exit_code"],
        tuple(facts["problems"]),
    )
