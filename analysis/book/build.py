"""A build of the book: what is stale is made aside, checked, and put in the old one's place."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.book.buildlock import only_build
from analysis.book.errors import Fault
from analysis.book.fingerprint import Fingerprints
from analysis.book.progress import Progress, because
from analysis.book.stamp import (
    FORMATS,
    OUTPUT,
    PORTABLE,
    Built,
    Stamp,
    outputs_of,
    read_stamp,
    snapshot,
    stale_formats,
    write_stamp,
)
from analysis.book.swap import built_aside, carry_over, swap

if TYPE_CHECKING:
    from analysis.book.quarto import Quarto

PREVIEW = "_book.preview"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    ``formats`` are of "html" and "pdf"; ``engine`` is "auto", "quarto" or "portable"; ``jobs``
    chapters run at once (None: one for each core); ``strict`` makes a warning a failure.
    """

    root: Path
    engine: str = "auto"
    formats: tuple[str, ...] = FORMATS
    jobs: int | None = None
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gave: the first page and the PDF (None: not there), and what was made new."""

    page: Path | None
    pdf: Path | None
    made: tuple[str, ...]


def build(order: Order, progress: Progress) -> Outcome:
    """Return the outcome of the build; on any failure ``_book`` stays as it was.

    `BookError` where the input is at fault, `ExecutionError` where a cell fails, `CheckError`
    where the finished book breaks a rule.
    """
    with only_build(order.root):
        quarto = _engine(order, progress)
        name = quarto.name if quarto is not None else PORTABLE
        stamp = read_stamp(order.root)
        reasons = stale_formats(order.root, stamp, name)
        stale = tuple(one for one in order.formats if reasons[one])
        if not stale:
            progress.note("nothing changed since the last build")
            return _outcome(order.root, stamp, ())
        for one in stale:
            progress.note(f"{one}: building, because {because(reasons[one])}")
        kept = stamp.only(one for one in FORMATS if one not in stale and not reasons[one])
        for one in stamp.formats.keys() - kept.formats.keys() - set(stale):
            progress.note(f"{one}: removed, because {because(reasons[one])}; build it again")
        stamp = _make(order, quarto, stale, kept, progress)
        return _outcome(order.root, stamp, stale)


def preview(order: Order, chapters: Sequence[str], progress: Progress) -> list[Path]:
    """Return the pages of ``chapters``, written with the rest of the book to a folder aside."""
    from analysis.book import portable

    target = order.root / PREVIEW
    with only_build(order.root), built_aside(order.root / OUTPUT) as aside:
        pages = portable.preview(order.root, chapters, aside, progress, order.jobs)
        relative = [page.relative_to(aside) for page in pages]
        swap(aside, target)
    return [target / page for page in relative]


def _engine(order: Order, progress: Progress) -> Quarto | None:
    """Return the Quarto to use; None for the portable engine."""
    if order.engine == "portable":
        return None
    from analysis.book.quarto import find_quarto, required

    quarto = find_quarto()
    if order.engine == "quarto":
        return required(quarto)
    if quarto is not None and not quarto.usable:
        progress.note(f"{quarto.complaint}; until then {PORTABLE} builds the book")
        return None
    return quarto


def _make(
    order: Order, quarto: Quarto | None, stale: tuple[str, ...], kept: Stamp, progress: Progress
) -> Stamp:
    """Build the formats ``stale``, carry over those of ``kept``, check all, swap."""
    from analysis.book import portable
    from analysis.book.check import CheckError, check_output

    root, target, began = order.root, order.root / OUTPUT, time.time()
    with built_aside(target) as aside:
        if quarto is None:
            inputs = portable.render(root, stale, aside, progress, order.jobs)
        else:
            from analysis.book import quarto as publisher

            inputs = publisher.render(quarto, root, stale, aside, progress)
        made = _outputs(aside)
        for built in kept.formats.values():
            carry_over(built.outputs, target, aside)
        progress.stage("Checking links, numbers and glyphs")
        faults = check_output(aside, portable.read_manuscript(root), (*stale, *kept.formats))
        if order.strict:
            faults += _as_faults(progress.warnings)
        if faults:
            raise CheckError(faults)
        swap(aside, target)
    name = quarto.name if quarto is not None else PORTABLE
    present = _settled(root, inputs, began)
    if not present:
        progress.note("an input changed during the build: build again to take it in")
    for one in stale:
        kept = kept.with_format(one, Built(name, present, outputs_of(target, _of(one, made))))
    write_stamp(root, kept)
    return kept


def _settled(root: Path, inputs: set[str], began: float) -> dict[str, str]:
    """Return the fingerprints of the inputs; nothing if one changed since the build began."""
    present = snapshot(root, inputs)
    files = [key for key in present if key.startswith(("file:", "listing:"))]
    return present if Fingerprints(root).newest(files) < began else {}


def _outputs(folder: Path) -> list[str]:
    return [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]


def _of(one: str, names: Sequence[str]) -> list[str]:
    """Return the files that belong to a format: the PDF is the one at the top."""
    return [name for name in names if ("/" not in name and name.endswith(".pdf")) == (one == "pdf")]


def _as_faults(warnings: Sequence[str]) -> list[Fault]:
    remedy = "remove its cause, or build without --strict"
    return [Fault("warning", None, text, remedy) for text in warnings]


def _outcome(root: Path, stamp: Stamp, made: tuple[str, ...]) -> Outcome:
    html, pdf = stamp.formats.get("html"), stamp.formats.get("pdf")
    return Outcome(
        root / OUTPUT / "index.html" if html else None,
        root / OUTPUT / next(iter(pdf.outputs)) if pdf else None,
        made,
    )
