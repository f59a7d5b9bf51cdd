"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Annotated

import typer

# Turns an error inside into its lines and the exit code; with True it shows the traceback too.
Told = Callable[[bool], AbstractContextManager[None]]

Root = Annotated[
    Path, typer.Option("--root", help="The project's folder.", file_okay=False, show_default=".")
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Show the Python traceback of what fails.")
]
