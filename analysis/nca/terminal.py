"""What every result can do: plain data, a frame, a frame with labels, a sheet for the terminal.

Labels are a mapping from language to key to label, such as ``{"zh": {"rd_intensity": "…"}}``; keys
are the names of conditions, cases and outcomes. They travel with the analysis and its tables.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

import numpy as np
import pandas as pd
from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Table
from rich.text import Text

from analysis.nca.validation import check_choice

Labels = Mapping[str, Mapping[str, str]]

HEAD_WIDTH = 14
LONGEST = 40


class Result:
    """Base of every result: its fields as a dict and a frame, and how it looks in a terminal.

    A class with a richer form of its own overrides `to_dict` or `to_frame`.
    """

    __slots__ = ()

    def to_dict(self) -> dict[str, object]:
        """Fields by name as plain data."""
        names = [part.name for part in fields(cast(Any, self)) if part.name != "labels"]
        return {name: as_plain(getattr(self, name)) for name in names}

    def to_frame(self) -> pd.DataFrame:
        """One row with a column per field, those of a nested result beside the others.

        Long arrays, which the representation leaves out as well, stay in `to_dict`.
        """
        shown = {part.name for part in fields(cast(Any, self)) if part.repr}
        row: dict[str, Any] = {k: v for k, v in self.to_dict().items() if k in shown}
        return pd.json_normalize(row, sep="_")

    def labelled(self, language: str, labels: Labels | None = None) -> pd.DataFrame:
        """Frame with labels of a language in place of keys.

        `labels` default to those that travel with the result. Raises InputError for a language
        that they lack.
        """
        given = getattr(self, "labels", {}) if labels is None else labels
        check_choice("language", language, given)
        return relabelled(self.to_frame(), given[language])

    def __rich__(self) -> Sheet:
        """Sheet for the terminal, with the labels of the first language there is."""
        labels: Labels = getattr(self, "labels", {})
        names = next(iter(labels.values()), {})
        title = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(self).__name__).capitalize()
        outcome = getattr(self, "outcome", None)
        heading = f"{title}: {names.get(outcome, outcome)}" if isinstance(outcome, str) else title
        return Sheet(heading, relabelled(self.to_frame(), names))


def as_plain(value: object) -> object:
    """Value in JSON's own types."""
    if isinstance(value, Result):
        return value.to_dict()
    if isinstance(value, (list, tuple)):
        return [as_plain(item) for item in value]
    return value.tolist() if isinstance(value, (np.ndarray, np.generic)) else value


def relabelled(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Frame with labels for the keys in its heads, its index and its texts."""
    if not names:
        return frame
    renamed = frame.map(lambda cell: names.get(cell, cell) if isinstance(cell, str) else cell)
    renamed = renamed.rename(columns=names)
    if isinstance(frame.index, pd.RangeIndex):
        return renamed
    return renamed.rename(index=names).rename_axis(index=lambda name: names.get(name, name))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Frame as the terminal shows it, its columns in as many blocks as the width asks for."""

    title: str
    frame: pd.DataFrame

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        """Title and blocks, each with the index in front."""
        yield Text(self.title, style="bold")
        is_counted = isinstance(self.frame.index, pd.RangeIndex)
        leading = 0 if is_counted else self.frame.index.nlevels
        shown = self.frame.head(LONGEST)
        shown = shown if is_counted else shown.reset_index()
        columns = [[str(head), *map(_shown, shown[head])] for head in shown.columns]
        width = options.max_width - sum(map(_width, columns[:leading]))
        for block in _blocks(columns[leading:], width):
            yield _table([*columns[:leading], *block])
        if len(shown) < len(self.frame):
            yield Text(f"… {len(self.frame) - len(shown)} more rows: see to_frame()")


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_shown, value))
    if isinstance(value, float):
        return "-" if math.isnan(value) else f"{value:.3f}"
    return str(value)


def _width(column: list[str]) -> int:
    """Width of a column in character cells, with the space beside it."""
    head = max(min(HEAD_WIDTH, cell_len(word)) for word in re.split("[_ ]", column[0]))
    return 3 + max([head, *map(cell_len, column[1:])])


def _blocks(columns: list[list[str]], width: int) -> Iterator[list[list[str]]]:
    block: list[list[str]] = []
    for column in columns:
        if block and sum(map(_width, [*block, column])) > width:
            yield block
            block = []
        block.append(column)
    yield block


def _table(columns: list[list[str]]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in columns:
        width = _width(column) - 3
        table.add_column(Text(column[0].replace("_", " ")), max_width=width, overflow="fold")
    for row in zip(*(column[1:] for column in columns), strict=True):
        table.add_row(*map(Text, row))
    return table
