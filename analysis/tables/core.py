"""Tables as chapters show them: one frozen object and one plain HTML form for both engines.

The HTML uses only what Pandoc turns into a native table: column widths in ``colgroup``, spans,
row and column headers with ``scope``, one ``tbody`` per panel, notes in ``tfoot``. Classes carry
meaning, style sheets give them looks: ``num`` (figures), ``code``, ``zh``, ``notes``, ``band``
(heading of a panel), ``stub`` (first column, where it heads the rows), ``verdict verdict-<key>``,
``ledger-badge`` (a link into the ledger).

A table holds what both editions of the book show. A `Label` reads in English as the Chinese term
beside the English one, in Chinese as the Chinese alone; `Words` read in either language alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import Any, Literal, TypeAlias

from analysis.data import Label
from analysis.data.editions import Edition, bundle
from analysis.data.labels import Text
from analysis.tables.parts import (
    BREAK,
    Content,
    Inline,
    Part,
    Reference,
    Run,
    either,
    on_one_line,
    runs,
    shown_in,
    text_in,
    zh,
)

__all__ = [
    "BREAK",
    "Align",
    "Body",
    "Cell",
    "Column",
    "Content",
    "Group",
    "Inline",
    "Part",
    "Reference",
    "Row",
    "Run",
    "Table",
    "body",
    "cell",
    "either",
    "marked",
    "merge_down",
    "num",
    "on_one_line",
    "positions",
    "runs",
    "shown_in",
    "table",
    "text_in",
    "zh",
]
Align: TypeAlias = Literal["left", "center", "right"]
STUB = "stub"


@dataclass(frozen=True, slots=True)
class Cell:
    """Content of a cell; ``align`` None means that of the column."""

    content: tuple[Part, ...]
    align: Align | None = None
    classes: tuple[str, ...] = ()
    rowspan: int = 1
    colspan: int = 1

    @property
    def text(self) -> str:
        """Return the English content as text, without raised marks."""
        return self.text_in("en")

    def text_in(self, edition: Edition) -> str:
        """Return the content as an edition shows it, as text, without raised marks."""
        return text_in(self.content, edition)


Row: TypeAlias = Sequence[Content | Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width relative to the others, how its cells are set.

    Leading columns with ``row_header`` hold the headers of their rows.
    """

    head: Content
    width: float = 1.0
    align: Align = "left"
    row_header: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A head over ``span`` columns; without ``head`` the columns' own heads take its place."""

    head: Content | None
    span: int = 1


@dataclass(frozen=True, slots=True)
class Body:
    """Rows under one ``band`` (the heading of a panel, may be None)."""

    rows: tuple[tuple[Cell, ...], ...]
    band: tuple[Part, ...] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A finished table; make one with `table`.

    ValueError when spans leave a gap or overlap, or when row headers are not the first columns.
    """

    columns: tuple[Column, ...]
    bodies: tuple[Body, ...]
    groups: tuple[Group, ...] = ()
    notes: tuple[tuple[Part, ...], ...] = ()
    classes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a table whose cells do not tile it."""
        flags = [column.row_header for column in self.columns]
        if flags != sorted(flags, reverse=True):
            raise ValueError("row headers must be the first columns")
        if self.groups and sum(group.span for group in self.groups) != len(self.columns):
            raise ValueError(f"groups do not add to {len(self.columns)} columns")
        if any(group.head is None and group.span > 1 for group in self.groups):
            raise ValueError("a group without head spans one column")
        for body in self.bodies:
            tuple(positions(body.rows, len(self.columns)))

    @property
    def html(self) -> str:
        """Return the table as HTML, as the English edition shows it."""
        return self.html_in("en")

    def html_in(self, edition: Edition) -> str:
        """Return the table as HTML, as an edition shows it."""
        page = _Page(edition)
        parts = [_colgroup(self.columns), page.head(self.columns, self.groups)]
        parts += [page.body(body, self.columns) for body in self.bodies]
        parts += [page.foot(self.notes, len(self.columns))] if self.notes else []
        classes = _attribute("class", " ".join(("book-table", *self.classes)))
        return f"<table{classes}>\n" + "\n".join(parts) + "\n</table>\n"

    @property
    def plain(self) -> str:
        """Return the English table as text, as `plain_in` does."""
        return self.plain_in("en")

    def plain_in(self, edition: Edition) -> str:
        """Return the table as text, one line per row; a spanned cell stands on its first row."""

        def line(cells: Iterable[Cell]) -> str:
            return " | ".join(" ".join(found.text_in(edition).split()) for found in cells)

        lines = [line(_cells(column.head for column in self.columns))]
        for body in self.bodies:
            lines += [line([Cell(body.band)])] if body.band else []
            lines += [line(row) for row in _grid(body.rows, len(self.columns))]
        return "\n".join([*lines, *(line([Cell(note)]) for note in self.notes)])

    def _repr_mimebundle_(
        self, include: Iterable[str] | None = None, exclude: Iterable[str] | None = None
    ) -> dict[str, Any]:
        """Return what a notebook shows: the HTML, or text where only text can be shown."""
        return bundle(self._shown)

    def _shown(self, edition: Edition) -> dict[str, str]:
        raw = f"```{{=html}}\n{self.html_in(edition)}\n```\n"
        return {"text/markdown": raw, "text/plain": self.plain_in(edition)}


def table(
    columns: Sequence[Column],
    rows: Iterable[Row] = (),
    *,
    bodies: Sequence[Body] = (),
    groups: Sequence[Group] = (),
    notes: Sequence[Content] = (),
    classes: Sequence[str] = (),
) -> Table:
    """Return a table of rows, or of panels made with `body`.

    ``groups`` is a row of heads above the columns', ``notes`` go below, one line each. Raises
    ValueError when the cells do not tile the columns.
    """
    return Table(
        columns=tuple(columns),
        bodies=tuple(bodies) or (body(rows),),
        groups=tuple(groups),
        notes=tuple(held for note in notes if (held := runs(note))),
        classes=tuple(classes),
    )


def body(rows: Iterable[Row], band: Content | None = None) -> Body:
    """Return a panel: rows, under a heading over all columns when ``band`` is given."""
    return Body(tuple(tuple(_cells(row)) for row in rows), None if band is None else runs(band))


def cell(
    content: Content,
    *,
    align: Align | None = None,
    classes: Sequence[str] = (),
    rowspan: int = 1,
    colspan: int = 1,
) -> Cell:
    """Return a cell with its settings."""
    return Cell(runs(content), align, tuple(classes), rowspan, colspan)


def num(text: object) -> Cell:
    """Return a right-aligned figure, printed as it is given."""
    return Cell(runs(text if isinstance(text, Label) else str(text)), "right", ("num",))


def marked(key: str, mark: str, word: Text) -> Cell:
    """Return a verdict: a mark and a word, with the class ``verdict-<key>``."""
    return Cell(runs([f"{mark} ", word]), "left", ("verdict", f"verdict-{key}"))


def merge_down(rows: Iterable[Row], columns: int) -> tuple[tuple[Cell, ...], ...]:
    """Return the rows with equal cells in the first ``columns`` columns joined downwards.

    A cell joins the one above only where all cells to its left do so too.
    """
    full = [tuple(_cells(row)) for row in rows]
    spans: dict[tuple[int, int], int] = {}
    for column in range(columns):
        numbered = groupby(enumerate(full), key=lambda item: item[1][: column + 1])
        for _, members in numbered:
            indices = [index for index, _ in members]
            spans |= {(index, column): 0 for index in indices} | {
                (indices[0], column): len(indices)
            }
    return tuple(
        tuple(
            replace(found, rowspan=spans.get((index, column), 1))
            for column, found in enumerate(row)
            if spans.get((index, column), 1)
        )
        for index, row in enumerate(full)
    )


def positions(rows: Sequence[Sequence[Cell]], width: int) -> Iterator[tuple[int, int, Cell]]:
    """Yield (row, first column, cell) for every cell; ValueError where cells do not tile."""
    taken: set[tuple[int, int]] = set()
    for index, row in enumerate(rows):
        for found in row:
            column = next((c for c in range(width) if (index, c) not in taken), width)
            area = [
                (index + down, column + right)
                for down in range(found.rowspan)
                for right in range(found.colspan)
            ]
            outside = column + found.colspan > width or index + found.rowspan > len(rows)
            if outside or not taken.isdisjoint(area):
                raise ValueError(f"row {index + 1}: cell '{found.text}' does not fit")
            taken.update(area)
            yield index, column, found
        free = [c for c in range(width) if (index, c) not in taken]
        if free:
            raise ValueError(f"row {index + 1}: no cell in column {free[0] + 1}")


def _cells(items: Iterable[Content | Cell]) -> list[Cell]:
    return [item if isinstance(item, Cell) else Cell(runs(item)) for item in items]


def _attribute(name: str, value: str) -> str:
    return f' {name}="{escape(value)}"' if value else ""


@dataclass(frozen=True, slots=True)
class _Page:
    """Writes parts of a table as HTML for the pages of an edition."""

    edition: Edition

    def run(self, run: Part) -> str:
        if isinstance(run, Reference):
            return f'<span data-qmd="{escape(run.text)}"></span>'
        text = escape(run.text, quote=False).replace("\n", "<br>")
        text = f"<strong>{text}</strong>" if run.strong else text
        text = f"<sup>{text}</sup>" if run.raised else text
        own = run.lang == self.edition
        classes = [name for name in run.classes if not (own and name == run.lang)]
        attributes = _attribute("lang", "" if own else run.lang or "")
        attributes += _attribute("class", " ".join(classes))
        if run.href:
            said = run.said if isinstance(run.said, str) else run.said.text(self.edition)
            link = _attribute("href", run.href) + _attribute("aria-label", said)
            text, attributes = f"<a{link}{attributes}>{text}</a>", ""
        attributes = _attribute("id", run.id) + attributes
        return f"<span{attributes}>{text}</span>" if attributes else text

    def tag(self, name: str, found: Cell, align: Align, scope: str | None = None) -> str:
        attributes = "".join(
            [
                _attribute("scope", scope or ""),
                _attribute("colspan", str(found.colspan) if found.colspan > 1 else ""),
                _attribute("rowspan", str(found.rowspan) if found.rowspan > 1 else ""),
                _attribute("class", " ".join(found.classes)),
                _attribute("style", f"text-align: {found.align or align}"),
            ]
        )
        content = "".join(self.run(run) for run in shown_in(found.content, self.edition))
        return f"<{name}{attributes}>{content}</{name}>"

    def head(self, columns: Sequence[Column], groups: Sequence[Group]) -> str:
        heads = [Cell(runs(column.head), column.align) for column in columns]
        heads[0] = _stub(heads[0], columns)
        if not groups:
            only = _row(self.tag("th", head, "left", "col") for head in heads)
            return f"<thead>\n{only}\n</thead>"
        upper, lower, start = [], [], 0
        for group in groups:
            own = heads[start : start + group.span]
            start += group.span
            if group.head is None:
                upper.append(self.tag("th", replace(own[0], rowspan=2), "left", "col"))
            else:
                over = Cell(runs(group.head), "center", colspan=group.span)
                upper.append(self.tag("th", over, "center", "colgroup"))
                lower += [self.tag("th", head, "left", "col") for head in own]
        return f"<thead>\n{_row(upper)}\n{_row(lower)}\n</thead>"

    def body(self, panel: Body, columns: Sequence[Column]) -> str:
        lines: list[list[str]] = [[] for _ in panel.rows]
        for index, column, found in positions(panel.rows, len(columns)):
            align = columns[column].align
            if columns[column].row_header:
                found = found if column else _stub(found, columns)
                scope = "rowgroup" if found.rowspan > 1 else "row"
                lines[index].append(self.tag("th", found, align, scope))
            else:
                lines[index].append(self.tag("td", found, align))
        band = Cell(panel.band or (), classes=("band",), colspan=len(columns))
        first = [] if panel.band is None else [_row([self.tag("th", band, "left", "colgroup")])]
        return "\n".join(["<tbody>", *first, *(_row(line) for line in lines), "</tbody>"])

    def foot(self, notes: Sequence[tuple[Part, ...]], width: int) -> str:
        cells = [Cell(note, classes=("notes",), colspan=width) for note in notes]
        rows = [_row([self.tag("td", found, "left")]) for found in cells]
        return "\n".join(["<tfoot>", *rows, "</tfoot>"])


def _stub(found: Cell, columns: Sequence[Column]) -> Cell:
    """Return a cell of the first column, which stays in sight where it heads the rows."""
    return replace(found, classes=(*found.classes, STUB)) if columns[0].row_header else found


def _colgroup(columns: Sequence[Column]) -> str:
    total = sum(column.width for column in columns)
    widths = [f'<col style="width: {100 * column.width / total:.2f}%">' for column in columns]
    return f"<colgroup>{''.join(widths)}</colgroup>"


def _row(cells: Iterable[str]) -> str:
    return f"<tr>{''.join(cells)}</tr>"


def _grid(rows: Sequence[Sequence[Cell]], width: int) -> list[list[Cell]]:
    grid = [[Cell(())] * width for _ in rows]
    for index, column, found in positions(rows, width):
        grid[index][column] = found
    return grid
