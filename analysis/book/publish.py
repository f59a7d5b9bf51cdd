"""``book publish``: the finished book into the folder of a static server, beside older versions.

``DIR/NAME/`` is the book as it was published under that name, never changed again;
``DIR/latest/`` is the newest, file by file; ``versions.json`` and ``versions.html`` list all.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analysis.book.command_options import Root, Told, Verbose
from analysis.book.errors import BookError, Fault
from analysis.book.history import Source, source_of

if TYPE_CHECKING:
    from analysis.book.publish_listing import Listing

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")
ASIDE = ".publish"
SHORT = 12  # digits of a commit that name a version without a tag

Folder = Annotated[
    Path,
    typer.Argument(
        metavar="DIR", help="The folder that is served; made if missing.", file_okay=False
    ),
]
As = Annotated[
    str | None,
    typer.Option(
        "--as",
        metavar="NAME",
        help="The version's name. Default: the tag of the commit, or the commit.",
    ),
]


@dataclass(frozen=True, slots=True)
class Published:
    """Where a version lies, and whether it was copied now or had been there already."""

    folder: Path
    latest: Path
    new: bool


def publish(root: Path, folder: Path, name: str | None = None) -> Published:
    """Return where the book of ``root`` was published below ``folder``.

    `BookError` where there is no book, it is stale, its name is taken by another content or it
    has changes without a commit; `CheckError` where it breaks a rule. An interruption at any
    point leaves what readers saw before.
    """
    from analysis.book.buildlock import only_build
    from analysis.book.config import load_book
    from analysis.book.editions import edition_names
    from analysis.book.products import OUTPUT
    from analysis.book.publish_listing import LATEST, Version, read_listing, write_listing
    from analysis.book.stamp import read_stamp
    from analysis.book.swap import built_aside, carry_over, swap

    with only_build(root):
        _refuse_unfinished(root)
        _refuse_inside(root / OUTPUT, folder)
        source = source_of(root)
        called = version_name(source, name)
        book, *others = (load_book(root, edition) for edition in edition_names(root))
        engine = read_stamp(root).formats["html"].engine
        folder.mkdir(parents=True, exist_ok=True)
        listing = read_listing(folder)
        target, names = folder / called, _names(root / OUTPUT)
        new = not target.exists()
        if new:
            with built_aside(folder / ASIDE) as aside:
                shutil.copytree(root / OUTPUT, aside, dirs_exist_ok=True)
                aside.rename(target)
        else:
            _refuse_other_content(root / OUTPUT, target)
    pdfs = {other.folder: other.pdf for other in others}
    changed = _changed(folder, listing, called)
    version = Version(
        called, book.title, source.commit, source.date, engine, book.pdf, pdfs, changed
    )
    write_listing(folder, listing.with_version(version))
    with built_aside(folder / ASIDE) as aside:
        carry_over(names, target, aside)
        swap(aside, folder / LATEST)
    return Published(target, folder / LATEST, new)


def _changed(folder: Path, listing: Listing, name: str) -> Sequence[str] | None:
    """Return what results of a version differ from the version before, found when it is new."""
    known, before = listing.named(name), listing.before(name)
    if known is not None:
        return known.changed
    from analysis.book.publish_changes import changed_results

    return None if before is None else changed_results(folder / before.name, folder / name)


def version_name(source: Source, name: str | None) -> str:
    """Return the name of a version: ``name``, else the tag, else the commit's first digits."""
    if source.changed:
        message = "it has changes that no commit holds"
        faults = [Fault(file, None, message, "commit or revert them") for file in source.changed]
        raise BookError(faults)
    chosen = name or source.tag or (source.commit or "")[:SHORT]
    if not chosen:
        message = "there is no commit to name the version after"
        raise BookError.at(".", None, message, "name it with --as")
    from analysis.book.publish_listing import LATEST, LISTING, PAGE

    if not NAME.fullmatch(chosen) or chosen in (LATEST, LISTING, PAGE, "index.html"):
        message = f"'{chosen}' cannot name a version"
        remedy = "use letters, digits and . _ + - with --as, for instance --as v1.0"
        raise BookError.at("--as", None, message, remedy)
    return chosen


def _refuse_unfinished(root: Path) -> None:
    """Stop unless the whole book is there, current and without a fault."""
    from analysis.book.check import CheckError, check_book
    from analysis.book.editions import edition_names
    from analysis.book.manuscript import read_manuscripts
    from analysis.book.products import FORMATS, OUTPUT, products
    from analysis.book.stamp import read_stamp, stale_formats

    if not (root / OUTPUT / "index.html").is_file():
        raise BookError.at(OUTPUT, None, "there is no book yet", "run 'book render'")
    stamp = read_stamp(root)
    engine = next((built.engine for built in stamp.formats.values()), "")
    names = [one.name for one in products(edition_names(root))]
    reasons = stale_formats(root, stamp, engine, names)
    faults = [
        Fault(OUTPUT, None, f"its {name} is not current: {reason}", "run 'book render'")
        for name in names
        for reason in reasons[name]
    ]
    if faults:
        raise BookError(faults)
    written = read_manuscripts(root)
    broken = check_book(root / OUTPUT, tuple(written.values()), dict.fromkeys(written, FORMATS))
    if broken:
        raise CheckError(broken)


def _refuse_inside(output: Path, folder: Path) -> None:
    if folder.resolve().is_relative_to(output.resolve()):
        remedy = "name a folder outside it"
        raise BookError.at(str(folder), None, f"this folder is part of {output.name}", remedy)


def _refuse_other_content(output: Path, target: Path) -> None:
    from analysis.book.stamp import outputs_of

    if not target.is_dir() or outputs_of(output, _names(output)) != outputs_of(
        target, _names(target)
    ):
        message = "this version is published already, with another content, and stays as it is"
        raise BookError.at(str(target), None, message, "choose another name with --as")


def _names(folder: Path) -> list[str]:
    found = (path for path in folder.rglob("*") if path.is_file())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def add_publish(app: typer.Typer, told: Told) -> None:
    """Add the command ``publish`` to ``app``; ``told`` turns errors into lines and exit codes."""

    @app.command("publish")
    def publish_command(
        folder: Folder, name: As = None, root: Root = Path(), verbose: Verbose = False
    ) -> None:
        """Copy the finished book into the folder of a static server, beside older versions.

        DIR/NAME/ holds it for good, DIR/latest/ is the newest, DIR/versions.html and
        versions.json list all. Nothing is published that is stale or breaks a rule, no older
        version is touched, and an interruption leaves all as it was.
        """
        with told(verbose):
            done = publish(root.resolve(), folder.resolve(), name)
        typer.echo(f"{done.folder}: {'published' if done.new else 'was published already'}")
        typer.echo(f"{done.latest}: the same")
