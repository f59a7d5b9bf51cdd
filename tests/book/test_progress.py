from __future__ import annotations

import io
import re

import pytest

from analysis.book.progress import (
    LiveProgress,
    PlainProgress,
    Progress,
    because,
    done,
    shown_progress,
)


class Terminal(io.StringIO):
    def isatty(self):
        return True


def tell(progress: Progress) -> None:
    """Tell ``progress`` all that a build tells."""
    progress.stage("Executing 1 chapters")
    progress.chapter("a.qmd", ["data/x.csv changed"])
    progress.cell("a.qmd", 1, 2, "cell [fig-x]")
    progress.chapter_done("a.qmd", 1.25)
    progress.chapter_done("b.qmd", None)
    progress.warning("beware")


def test_plain_lines_carry_the_time():
    stream = io.StringIO()
    tell(PlainProgress(stream))
    lines = stream.getvalue().splitlines()
    assert all(re.match(r"\[ *\d+\.\d s\] ", line) for line in lines)
    assert [line.split("] ", 1)[1] for line in lines] == [
        "Executing 1 chapters",
        "a.qmd: executing, because data/x.csv changed",
        "a.qmd: 1/2 cell [fig-x]",
        "a.qmd: done in 1.2 s",
        "b.qmd: nothing changed",
        "warning: beware",
    ]


def test_live_lines_show_chapter_and_cell(capsys):
    progress = LiveProgress()
    progress.stage("Executing 1 chapters")
    progress.chapter("a.qmd", ["data/x.csv changed"])
    progress.cell("a.qmd", 1, 2, "cell fig-x")
    shown = [task.description for task in progress.bars.tasks]
    assert shown == ["[bold]Executing 1 chapters", "  a.qmd  1/2 cell fig-x"]
    progress.chapter_done("a.qmd", 1.25)
    assert [task.description for task in progress.bars.tasks] == ["[bold]Executing 1 chapters"]
    progress.chapter_done("b.qmd", None)
    told = capsys.readouterr().err.splitlines()
    assert told == [
        "a.qmd: executing, because data/x.csv changed",
        "a.qmd: done in 1.2 s",
        "b.qmd: nothing changed",
    ]


def test_the_base_class_is_silent_and_counts_warnings(capsys):
    progress = Progress()
    tell(progress)
    assert capsys.readouterr() == ("", "")
    assert progress.warnings == ["beware"]


def test_lines_or_a_live_display_by_where_they_go():
    with shown_progress(io.StringIO()) as progress:
        assert isinstance(progress, PlainProgress)
    with shown_progress(Terminal()) as progress:
        assert isinstance(progress, LiveProgress)


@pytest.mark.parametrize(
    ("reasons", "expected"),
    [
        (["a changed"], "a changed"),
        (["a", "b", "c"], "a, b, c"),
        (["a", "b", "c", "d", "e"], "a, b, c and 2 more"),
    ],
)
def test_reasons(reasons, expected):
    assert because(reasons) == expected


def test_how_a_chapter_ended():
    assert (done(None), done(2.0)) == ("nothing changed", "done in 2.0 s")
