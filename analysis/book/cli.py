"""The command ``book``: build, check and look into the book.

Heavy parts are imported by the command that needs them, so that ``book --help`` and a build with
nothing to do answer at once.
"""

from __future__ import annotations

import shutil
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from analysis.book.command_options import Root, Verbose
from analysis.book.diff_command import add_diff
from analysis.book.errors import BookError
from analysis.book.export_command import add_export
from analysis.book.publish import add_publish
from analysis.book.reconstruct_command import add_reconstruct
from analysis.book.sensitivity_command import add_sensitivity
from analysis.book.study_command import add_study
from analysis.book.verify_command import add_verify

# The mark keeps the lines as they are.
RENDER_EXAMPLES = """\b
Examples:
  book render                        both formats; only what changed is made again
  book render --to html              the web pages alone
  book render --edition zh           the Chinese edition alone
  book render --chapter case-coding  a quick look at one chapter
  book render --engine portable      without Quarto, even where it is installed
  book render --study update-2023    the book of another study, in _studies/
"""
FAILURE, BAD_INPUT, INTERRUPTED = 1, 2, 130

app = typer.Typer(
    name="book",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Build and check this book: web pages and a PDF, recomputed from data/ and analysis/.",
    epilog="Exit codes: 0 done, 1 a build or check failed, 2 the input or the call is at fault.",
)
quarto_app = typer.Typer(no_args_is_help=True, help="Get the publisher's Quarto (optional).")
app.add_typer(quarto_app, name="quarto")


class Engine(StrEnum):
    """Which program turns chapters into pages."""

    auto = "auto"
    quarto = "quarto"
    portable = "portable"


class Format(StrEnum):
    """What to make."""

    html = "html"
    pdf = "pdf"


@app.command(epilog=RENDER_EXAMPLES)
def render(
    engine: Annotated[
        Engine,
        typer.Option(help="auto takes Quarto 1.9 or newer if it is there, else portable."),
    ] = Engine.auto,
    to: Annotated[
        Format | None,
        typer.Option(help="Make one format; the other stays if it is current. Default: both."),
    ] = None,
    edition: Annotated[
        list[str] | None,
        typer.Option(
            help="Make one edition (en or zh; repeatable); the others stay if they are current. "
            "Default: all."
        ),
    ] = None,
    study: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Make the book of this study of data/studies, in _studies/NAME/. "
            "Default: the main book.",
        ),
    ] = None,
    chapter: Annotated[
        list[str] | None,
        typer.Option(
            help="Execute only this chapter (path or name; repeatable) and write the web pages "
            "to _book.preview/. The other chapters show what they last gave."
        ),
    ] = None,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", min=1, help="Chapters at once. Default: one for each core."),
    ] = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail on any warning of the engine.")
    ] = False,
    root: Root = Path(),
    verbose: Verbose = False,
) -> None:
    """Execute what is stale and write the book to _book/, that of a study to _studies/.

    Each chapter is executed again only if its cells, a function it ran, a file it read, the
    lock file or Python changed; the reason is printed. The result is checked (links, numbers,
    fonts) and then takes the place of the old _book/ as a whole: if anything fails, the old one
    stays untouched.
    """
    from analysis.book.build import Order, build, preview
    from analysis.book.products import FORMATS
    from analysis.book.progress import shown_progress

    formats = FORMATS if to is None else (to.value,)
    editions = tuple(dict.fromkeys(edition or ()))
    order = Order(root.resolve(), engine.value, formats, jobs, strict, editions)
    if chapter and (to is Format.pdf or engine is Engine.quarto):
        raise typer.BadParameter("a look at single chapters is portable HTML", param_hint="chapter")
    with _told(verbose), shown_progress() as progress:
        if study is not None:
            from analysis.book.study_book import preview_study, render_study

            made = (
                preview_study(order, study, chapter, progress)
                if chapter
                else render_study(order, study, progress)
            )
            paths: Sequence[Path] = made
        else:
            paths = preview(order, chapter, progress) if chapter else build(order, progress).files
        elapsed, warnings = progress.elapsed, len(progress.warnings)
    for path in paths:
        typer.echo(_shown(path))
    typer.echo(f"{_count(warnings, 'warning')}, {elapsed:.1f} s")


@app.command()
def check(root: Root = Path(), verbose: Verbose = False) -> None:
    """Check the finished _book/ again.

    Every link and anchor leads somewhere, nothing is fetched from another machine, every image
    has a text alternative, no reference is unresolved; in the PDF every chapter has a bookmark,
    every font is embedded, no glyph is missing, and figures and tables have the numbers of the
    web pages. Every edition has the same chapters, cells and places, to which the switch between
    languages leads.
    """
    with _told(verbose):
        from analysis.book.check import CheckError, check_book, check_switch, found_formats
        from analysis.book.manuscript import differing, read_manuscripts
        from analysis.book.products import OUTPUT

        folder, written = root.resolve() / OUTPUT, read_manuscripts(root.resolve())
        found = found_formats(folder, tuple(written.values()))
        if not found:
            raise BookError.at(OUTPUT, None, "there is no book yet", "run 'book render'")
        every = tuple(written.values())
        faults = [*differing(written), *check_switch(folder, every, found)]
        faults += check_book(folder, every, found)
        if faults:
            raise CheckError(faults)
    for edition, formats in found.items():
        where = f"{OUTPUT}/{written[edition].book.folder}".removesuffix("/")
        typer.echo(f"{where}: {' and '.join(formats)} checked, no fault")


@app.command()
def doctor(root: Root = Path(), verbose: Verbose = False) -> None:
    """Say which engines and versions are here, what is missing, and whether the data are valid."""
    with _told(verbose):
        from analysis.book.doctor import examine, show

        findings = examine(root.resolve())
        show(findings)
    bad = {finding.subject for finding in findings if finding.bad}
    if bad:
        raise typer.Exit(BAD_INPUT if bad == {"Data"} else FAILURE)


@app.command()
def clean(
    everything: Annotated[
        bool, typer.Option("--all", help="Also forget the results of executed chapters.")
    ] = False,
    root: Root = Path(),
    verbose: Verbose = False,
) -> None:
    """Remove _book/, _studies/ and what unfinished builds left; with --all the cache too."""
    with _told(verbose):
        from analysis.book.buildlock import only_build

        base = root.resolve()
        with only_build(base):
            found = [*base.glob("_book"), *base.glob("_book.*"), *base.glob(".cache/book/stamp.*")]
            found += base.glob("_studies")
            if everything:
                found += base.glob(".cache/studies")
                found += [path for path in base.glob(".cache/book/*") if path.name != "lock"]
            for path in found:
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    typer.echo(f"removed {_count(len(found), 'item')}")


@quarto_app.command("install")
def quarto_install(verbose: Verbose = False) -> None:
    """Install Quarto into this environment, or say why that is not possible here."""
    with _told(verbose):
        from analysis.book.quarto import install

        quarto = install()
    typer.echo(f"{quarto.name} is installed: {quarto.program}")


def main() -> None:
    """Run the command line."""
    app()


@contextmanager
def _told(verbose: bool) -> Iterator[None]:
    """Turn an error into its lines and the exit code; with ``verbose`` show where it arose."""
    previous = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except (typer.Exit, typer.BadParameter):
        raise
    except KeyboardInterrupt:
        _say("stopped; the book is as it was")
        raise typer.Exit(INTERRUPTED) from None
    except Exception as error:
        if verbose:
            _say(_traceback(error))
        for line in _lines(error):
            _say(line)
        raise typer.Exit(_exit_code(error)) from None
    finally:
        signal.signal(signal.SIGTERM, previous)


add_verify(app, _told)
add_publish(app, _told)
add_export(app, _told)
add_reconstruct(app, _told)
add_study(app, _told)
add_diff(app, _told)
add_sensitivity(app, _told)


def _interrupt(*_: object) -> NoReturn:
    raise KeyboardInterrupt


def _exit_code(error: Exception) -> int:
    if isinstance(error, BookError):
        return BAD_INPUT
    return int(getattr(error, "exit_code", FAILURE))


def _lines(error: Exception) -> list[str]:
    if isinstance(error, BookError) or hasattr(error, "exit_code"):
        return str(error).splitlines()
    reason = f"{type(error).__name__}: {error}"
    if isinstance(error, OSError):
        return [reason]
    return [f"unexpected {reason}", "This is a fault of the program; --verbose shows where."]


def _traceback(error: Exception) -> str:
    import traceback

    own = "".join(traceback.format_exception(error))
    of_cells = [failure.error.traceback for failure in getattr(error, "failures", ())]
    return "\n".join([*of_cells, own])


def _say(text: str) -> None:
    print(text, file=sys.stderr)


def _shown(path: Path) -> str:
    try:
        return str(path.relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
