"""A build of the book: what is stale is made aside, checked, and put in the old one's place."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.book.buildlock import only_build
from analysis.book.editions import edition_names
from analysis.book.errors import Fault
from analysis.book.fingerprint import Fingerprints
from analysis.book.products import FORMATS, OUTPUT, Product, owned, products
from analysis.book.progress import Progress, because
from analysis.book.stamp import (
    PORTABLE,
    Built,
    Stamp,
    outputs_of,
    read_stamp,
    snapshot,
    stale_formats,
    write_stamp,
)
from analysis.book.swap import built_aside, carry_over, clear_leftovers, swap

if TYPE_CHECKING:
    from analysis.book.quarto import Quarto

PREVIEW = "_book.preview"


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built.

    ``formats`` are of "html" and "pdf"; ``engine`` is "auto", "quarto" or "portable"; ``jobs``
    chapters run at once (None: one for each core); ``strict`` makes a warning a failure;
    ``editions`` are names of editions (none: all).
    """

    root: Path
    engine: str = "auto"
    formats: tuple[str, ...] = FORMATS
    jobs: int | None = None
    strict: bool = False
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build gave: first pages and PDFs that are there, and the products that it made."""

    files: tuple[Path, ...]
    made: tuple[str, ...]


def build(order: Order, progress: Progress) -> Outcome:
    """Return the outcome of the build; on any failure ``_book`` stays as it was.

    `BookError` where the input is at fault, `ExecutionError` where a cell fails, `CheckError`
    where the finished book breaks a rule.
    """
    with only_build(order.root):
        clear_leftovers(order.root / OUTPUT)
        quarto = _engine(order, progress)
        name = quarto.name if quarto is not None else PORTABLE
        editions = edition_names(order.root)
        whole = products(editions)
        wanted = products(editions, order.editions, order.formats)
        stamp = read_stamp(order.root)
        reasons = stale_formats(order.root, stamp, name, (one.name for one in whole))
        stale = tuple(one for one in wanted if reasons[one.name])
        if not stale:
            progress.note("nothing changed since the last build")
            return _outcome(order.root, stamp, wanted, ())
        for one in stale:
            progress.note(f"{one.name}: building, because {because(reasons[one.name])}")
        kept = tuple(one for one in whole if one not in stale and not reasons[one.name])
        lost = stamp.formats.keys() - {one.name for one in (*stale, *kept)}
        for gone in sorted(lost):
            progress.note(f"{gone}: removed, because {because(reasons.get(gone, ()))}; "
                          "build it again")  # fmt: skip
        stamp = _make(order, quarto, Plan(editions, stale, kept), stamp, progress)
        return _outcome(order.root, stamp, wanted, stale)


@dataclass(frozen=True, slots=True)
class Plan:
    """Which products of the book's ``editions`` are made, and which are kept as they are."""

    editions: tuple[str, ...]
    stale: tuple[Product, ...]
    kept: tuple[Product, ...]

    @property
    def wanted(self) -> dict[str, tuple[str, ...]]:
        """Return the formats to be made by edition."""
        names = dict.fromkeys(one.edition for one in self.stale)
        return {
            name: tuple(one.format for one in self.stale if one.edition == name) for name in names
        }

    @property
    def present(self) -> dict[str, tuple[str, ...]]:
        """Return the formats that are there when all is made, by edition."""
        every = (*self.stale, *self.kept)
        return {
            name: tuple(one.format for one in every if one.edition == name)
            for name in self.editions
            if any(one.edition == name for one in every)
        }


def preview(order: Order, chapters: Sequence[str], progress: Progress) -> list[Path]:
    """Return the pages of ``chapters``, written with the rest of the book to a folder aside."""
    from analysis.book import portable

    target = order.root / PREVIEW
    with only_build(order.root), built_aside(order.root / OUTPUT) as aside:
        edition = next(iter(order.editions), None)
        pages = portable.preview(order.root, chapters, aside, progress, order.jobs, edition)
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
    order: Order, quarto: Quarto | None, plan: Plan, stamp: Stamp, progress: Progress
) -> Stamp:
    """Build what is stale, carry over what is kept, check all, swap."""
    from analysis.book import portable
    from analysis.book.check import CheckError, check_book, check_switch
    from analysis.book.manuscript import differing, read_manuscripts

    root, target, began = order.root, order.root / OUTPUT, time.time()
    with built_aside(target) as aside:
        if quarto is None:
            inputs = portable.render(root, plan.wanted, aside, progress, order.jobs)
        else:
            from analysis.book import quarto as publisher

            inputs = publisher.render(quarto, root, plan.wanted, aside, progress)
        made = _outputs(aside)
        for one in plan.kept:
            carry_over(stamp.formats[one.name].outputs, target, aside)
        progress.stage("Checking links, numbers and glyphs")
        written = read_manuscripts(root)
        every = tuple(written.values())
        for fault in (*differing(written), *check_switch(aside, every, plan.present)):
            progress.warning(f"{fault.file}: {fault.message}")
        faults = check_book(aside, every, plan.present)
        if order.strict:
            faults += _as_faults(progress.warnings)
        if faults:
            raise CheckError(faults)
        swap(aside, target)
    name = quarto.name if quarto is not None else PORTABLE
    kept = stamp.only(one.name for one in plan.kept)
    settled = {edition: _settled(root, keys, began) for edition, keys in inputs.items()}
    if not all(settled.values()):
        progress.note("an input changed during the build: build again to take it in")
    for one in plan.stale:
        outputs = outputs_of(target, owned(one, plan.editions, made))
        kept = kept.with_format(one.name, Built(name, settled[one.edition], outputs))
    write_stamp(root, kept)
    return kept


def _settled(root: Path, inputs: set[str], began: float) -> dict[str, str]:
    """Return the fingerprints of the inputs; nothing if one changed since the build began."""
    present = snapshot(root, inputs)
    files = [key for key in present if key.startswith(("file:", "listing:"))]
    return present if Fingerprints(root).newest(files) < began else {}


def _outputs(folder: Path) -> list[str]:
    return [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]


def _as_faults(warnings: Sequence[str]) -> list[Fault]:
    remedy = "remove its cause, or build without --strict"
    return [Fault("warning", None, text, remedy) for text in warnings]


def _outcome(
    root: Path, stamp: Stamp, wanted: Sequence[Product], made: Sequence[Product]
) -> Outcome:
    files = []
    for one in wanted:
        built = stamp.formats.get(one.name)
        if built is not None:
            is_page = one.format == "html"
            first = Path(one.folder, "index.html") if is_page else next(iter(built.outputs))
            files.append(root / OUTPUT / first)
    return Outcome(tuple(files), tuple(one.name for one in made))
