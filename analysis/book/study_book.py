"""The book of one study: a project of its own, made from ``studybook/``, built as any other.

The project below ``.cache/studies/NAME`` has the chapters of ``studybook/`` that apply to the
study, its title in their configuration, the name of the study in ``_study.yml``, and links to all
else of the project. Both engines build it as they build the main book; the finished book is then
put into ``_studies/NAME``, never into ``_book``.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

from analysis.book.errors import BookError
from analysis.book.products import OUTPUT
from analysis.study import Study, load_study
from analysis.study.loading import NAMED

if TYPE_CHECKING:
    from analysis.book.build import Order
    from analysis.book.progress import Progress

SOURCE = "studybook"
DERIVED = ".cache/studies"
PUBLISHED = "_studies"
# Configurations and the language they are in.
EDITIONS = {"_quarto-en.yml": "en", "_quarto-zh.yml": "zh"}
# What a chapter of the study book asks of a study.
THRESHOLDS, CHANGES = "study-thresholds", "study-changes"
OWN = (".", "_", SOURCE, "index", "chapters", "tests", "build", "dist", "downloads")


def render_study(order: Order, name: str, progress: Progress) -> tuple[Path, ...]:
    """Return the first pages and PDFs of the book of a study, built below ``_studies/NAME``.

    The published study's is the main book. Raises InputError for a fault of the study, else as a
    build of the main book does.
    """
    from analysis.book.build import build
    from analysis.book.swap import built_aside, carry_over, swap

    root, study = order.root, load_study(name, order.root)
    if study.printed:
        return build(order, progress).files
    project = derive(root, study)
    outcome = build(replace(order, root=project), progress)
    built, target = project / OUTPUT, root / PUBLISHED / name
    target.parent.mkdir(exist_ok=True)
    files = [path.relative_to(built).as_posix() for path in built.rglob("*") if path.is_file()]
    with built_aside(target) as aside:
        carry_over(files, built, aside)
        swap(aside, target)
    return tuple(target / path.relative_to(built) for path in outcome.files)


def preview_study(
    order: Order, name: str, chapters: Sequence[str], progress: Progress
) -> Sequence[Path]:
    """Return the pages of some chapters of the book of a study, executed and written aside."""
    from analysis.book.build import preview

    study = load_study(name, order.root)
    project = order.root if study.printed else derive(order.root, study)
    return preview(replace(order, root=project), chapters, progress)


def derive(root: Path, study: Study) -> Path:
    """Return the project of a study's book, made or brought up to date.

    Files whose content is right are left alone, so that a build sees what really changed.
    """
    source, project = root / SOURCE, root / DERIVED / study.name
    if not source.is_dir():
        remedy = f"restore the folder {SOURCE}, which holds the chapters"
        raise BookError.at(SOURCE, None, "not found", remedy)
    project.mkdir(parents=True, exist_ok=True)
    wanted = dict(_written(source, study))
    for name, content in wanted.items():
        _write(project / name, content)
    for path in project.rglob("*.qmd"):
        if path.relative_to(project).as_posix() not in wanted:
            path.unlink()
    for name in _linked(root):
        _link(root / name, project / name)
    return project


def applies(chapter: str, study: Study) -> bool:
    """Return whether a chapter of the study book has something to say of a study."""
    stem = Path(chapter).stem
    if stem == THRESHOLDS:
        return study.settings.explorer is not None and not study.variables.multivalue
    return stem != CHANGES or study.base is not None


def _written(source: Path, study: Study) -> Iterator[tuple[str, str]]:
    yield NAMED, f"study: {study.name}\n"
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.is_file() and (path.suffix != ".qmd" or applies(name, study)):
            text = path.read_text(encoding="utf-8")
            yield name, _configured(text, study, EDITIONS[name]) if name in EDITIONS else text


def _configured(text: str, study: Study, language: str) -> str:
    """Return a configuration with the study's title and the chapters that apply to it."""
    yaml = YAML(typ="rt")
    yaml.width = 4096
    settings: Any = yaml.load(text)
    book = settings["book"]
    book["title"] = study.title.zh if language == "zh" else study.title.en
    if study.summary is not None:
        told = study.summary.zh if language == "zh" else study.summary.en
        book["description"] = " ".join(told.split())
    book["output-file"] = study.name if language == "en" else f"{study.name}-{language}"
    book["chapters"] = [each for each in book["chapters"] if applies(each, study)]
    stream = io.StringIO()
    yaml.dump(settings, stream)
    return stream.getvalue()


def _linked(root: Path) -> list[str]:
    """Return the entries of the project that the study's book shares with it."""
    names = [path.name for path in root.iterdir() if not path.name.startswith(OWN)]
    return [*names, "_extensions"] if (root / "_extensions").is_dir() else names


def _write(path: Path, content: str) -> None:
    if path.is_file() and path.read_text(encoding="utf-8") == content:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def _link(target: Path, link: Path) -> None:
    """Make ``link`` lead to ``target``; a copy where the system makes no links."""
    if link.is_symlink() or link.exists():
        if link.is_symlink() and link.readlink() == target:
            return
        if link.is_symlink() or link.is_file():
            link.unlink()
        else:
            shutil.rmtree(link)
    try:
        link.symlink_to(target, target_is_directory=target.is_dir())
    except OSError:
        copy: Mapping[bool, Any] = {True: shutil.copytree, False: shutil.copy2}
        copy[target.is_dir()](target, link)
