"""What results of both engines can do: plain data, a frame, labels, a sheet for the terminal.

Labels are a mapping from language to key to label, such as ``{"zh": {"rd_intensity": "…"}}``; keys
are the names of conditions, cases and outcomes. They travel with an analysis and what is made
from it; a part of a result takes the labels of the whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, cast

import numpy as np
import pandas as pd
from rich import box
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderableType
from rich.table import Column, Table
from rich.text import Text

from analysis.data.errors import InputError, Problem

Labels = Mapping[str, Mapping[str, str]]

# Columns of frames whose cells hold names of conditions or cases; the others hold codes or words.
NAMED = frozenset(
    {"case", "cases", "choice", "condition", "conditions",
     "contrast", "core", "deviant", "deviant_cases",
     "excluded", "expression", "first", "focal", "group", "inside", "literal", "outcome", "path",
     "set", "term", "terms", "typical", "uniquely", "with_outcome", "without_outcome"}
)  # fmt: skip
# What stands between keys in an expression or a list: signs, and values such as {2}.
BETWEEN = re.compile(r"(\s*(?:\{[^}]*\}|[~*+;:()])+\s*)")
HEAD_WIDTH = 14
TEXT_WIDTH = 30
LONGEST = 40


class Result:
    """The base of every result: its fields as a dict and a frame, and how it looks in a terminal.

    A class with a richer form of its own overrides ``to_dict`` or ``to_frame``.
    """

    __slots__ = ()

    def to_dict(self) -> Mapping[str, object]:
        """Return the fields by name as plain data; NaN marks what is not defined."""
        names = [part.name for part in fields(cast(Any, self)) if part.name != "labels"]
        return {name: as_plain(getattr(self, name)) for name in names}

    def to_frame(self) -> pd.DataFrame:
        """Return one row with a column per field, those of a nested result beside the others.

        Long arrays, which the representation leaves out as well, stay in ``to_dict``.
        """
        shown = {part.name for part in fields(cast(Any, self)) if part.repr}
        row: dict[str, Any] = {key: item for key, item in self.to_dict().items() if key in shown}
        return pd.json_normalize(row, sep="_")

    def labelled(self, language: str, labels: Labels | None = None) -> pd.DataFrame:
        """Return the frame with labels of ``language`` in place of keys.

        ``labels`` default to those that travel with the result. Raises InputError for a language
        that they lack.
        """
        given = labels_of(self) if labels is None else labels
        if language not in given:
            listed = ", ".join(given) or "none: give labels to the analysis"
            problem = Problem(
                "options", None, "language", language, "no labels in it", f"there are {listed}"
            )
            raise InputError([problem])
        return relabelled(self.to_frame(), given[language])

    def __rich__(self) -> Sheet:
        """Return the sheet for the terminal, with the labels of the first language there is."""
        names = next(iter(labels_of(self).values()), {})
        title = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(self).__name__).capitalize()
        outcome = getattr(getattr(self, "table", self), "outcome", None)
        heading = f"{title}: {named(outcome, names)}" if isinstance(outcome, str) else title
        return Sheet(heading, relabelled(self.to_frame(), names))


def labels_of(result: object) -> Labels:
    """Return the labels that travel with a result: its own, else those of its truth table."""
    own = getattr(result, "labels", None)
    if own is None and hasattr(result, "table"):
        return labels_of(result.table)
    return own or {}


def as_plain(value: object) -> object:
    """Return ``value`` in JSON's own types; a term or expression becomes its text."""
    if isinstance(value, Result):
        return as_plain(value.to_dict())
    if isinstance(value, Mapping):
        return {str(key): as_plain(item) for key, item in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(str(item) for item in value)
    if isinstance(value, np.ndarray):
        return as_plain(value.tolist())
    if isinstance(value, (list, tuple)):
        return [as_plain(item) for item in value]
    if isinstance(value, np.generic):
        return value.item()
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


def relabelled(frame: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Return the frame with labels for keys in heads, in the index and in columns of names."""
    if not names:
        return frame
    result = frame.copy()
    for column in NAMED.intersection(map(str, frame.columns)):
        result[column] = [named(cell, names) for cell in frame[column]]
    result.columns = pd.Index([named(head, names) for head in frame.columns])
    if isinstance(frame.index, pd.RangeIndex):
        return result
    heads = [named(name, names) for name in frame.index.names]
    if isinstance(frame.index, pd.MultiIndex):
        keys = [tuple(named(part, names) for part in key) for key in frame.index]
        result.index = pd.MultiIndex.from_tuples(keys, names=heads)
    else:
        result.index = pd.Index([named(key, names) for key in frame.index], name=heads[0])
    return result


def named(value: Any, names: Mapping[str, str]) -> Any:
    """Return a text with its keys replaced; keys stand between the signs of an expression."""
    if isinstance(value, list):
        return [named(item, names) for item in value]
    if not isinstance(value, str):
        return value
    if value in names:
        return names[value]
    return "".join(names.get(part, part) for part in BETWEEN.split(value))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A frame as the terminal shows it, its columns in as many blocks as the width asks for."""

    title: str
    frame: pd.DataFrame

    def __rich_console__(
        self, console: Console, options: ConsoleOptions
    ) -> Iterator[RenderableType]:
        """Yield the title and the blocks, each with the index in front."""
        yield Text(self.title, style="bold")
        shown = self.frame.head(LONGEST)
        heads = [str(name or "") for name in shown.index.names]
        leading = 0 if isinstance(shown.index, pd.RangeIndex) else len(heads)
        if leading:
            shown = shown.reset_index(names=heads, allow_duplicates=True)
        columns = [
            _text_column(console, head, shown.iloc[:, place])
            for place, head in enumerate(shown.columns)
        ]
        width = options.max_width - sum(map(_width, columns[:leading]))
        for block in _blocks(columns[leading:], width):
            yield _table([*columns[:leading], *block])
        if len(shown) < len(self.frame):
            yield Text(f"… {len(self.frame) - len(shown)} more rows: see to_frame()")


Cells = tuple[str, ...]


def _text_column(console: Console, head: object, values: pd.Series) -> Cells:
    """Return a column as text, its head first, broken into short lines."""
    cells = [_shown(value) for value in values]
    broad = max([HEAD_WIDTH, *(min(TEXT_WIDTH, cell_len(cell)) for cell in cells)])
    lines = Text(str(head).replace("_", " ")).wrap(console, broad)
    return ("\n".join(line.plain.strip() for line in lines), *cells)


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return "; ".join(map(_shown, value))
    if isinstance(value, (bool, np.bool_)):
        return "x" if value else ""
    if isinstance(value, (float, np.floating)):
        return "-" if np.isnan(value) else f"{value:.3f}"
    return str(value).replace("*", " * ")


def _width(column: Cells) -> int:
    """Return the width of a column in character cells, with the space beside it."""
    return 3 + max(min(TEXT_WIDTH, cell_len(line)) for cell in column for line in cell.split("\n"))


def _blocks(columns: list[Cells], width: int) -> Iterator[list[Cells]]:
    block: list[Cells] = []
    for column in columns:
        if block and sum(map(_width, [*block, column])) > width:
            yield block
            block = []
        block.append(column)
    yield block


def _table(columns: list[Cells]) -> Table:
    heads = [Column(Text(column[0]), overflow="fold") for column in columns]
    table = Table(*heads, box=box.SIMPLE_HEAD, pad_edge=False)
    for row in zip(*(column[1:] for column in columns), strict=True):
        table.add_row(*map(Text, row))
    return table
