from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from analysis.book import build as module
from analysis.book import portable
from analysis.book.build import Order, build, preview
from analysis.book.buildlock import only_build
from analysis.book.check import CheckError
from analysis.book.errors import BookError, Fault
from analysis.book.execute import ExecutionError
from analysis.book.fingerprint import digest
from analysis.book.progress import PlainProgress


def order(root: Path, **changes) -> Order:
    return Order(root, engine="portable", **changes)


def run(root: Path, **changes) -> tuple[object, str]:
    log = io.StringIO()
    return build(order(root, **changes), PlainProgress(log)), log.getvalue()


def files(root: Path) -> dict[str, str]:
    """Return the fingerprint of every file of the book."""
    folder = root / "_book"
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in found}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def beside(root: Path) -> list[str]:
    """Return the output folders of the project."""
    return sorted(path.name for path in root.glob("_book*"))


def test_a_build_writes_both_formats_and_leaves_nothing_beside(built_once):
    assert (built_once / "_book/index.html").is_file()
    assert (built_once / "_book/sample-book.pdf").read_bytes().startswith(b"%PDF")
    assert beside(built_once) == ["_book"]


def test_nothing_is_made_when_nothing_changed(sample, monkeypatch):
    before = files(sample)
    monkeypatch.setattr(portable, "render", None)
    outcome, log = run(sample)
    assert outcome.made == ()
    assert outcome.files == (sample / "_book/index.html", sample / "_book/sample-book.pdf")
    assert "nothing changed" in log
    assert files(sample) == before


def test_building_again_gives_the_same_bytes(sample):
    before = files(sample)
    (sample / ".cache/book/stamp.json").unlink()
    outcome, log = run(sample)
    assert outcome.made == ("html", "pdf")
    assert "executing, because" not in log
    assert files(sample) == before


def test_a_changed_sentence_executes_nothing(sample):
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    _, log = run(sample)
    assert "html: building, because index.qmd changed" in log
    assert "executing, because" not in log
    assert "Another quotation." in (sample / "_book/index.html").read_text()


def test_a_changed_datum_changes_what_shows_it(sample):
    before = files(sample)
    edit(sample / "data/others.csv", "7", "8")
    _, log = run(sample)
    after = files(sample)
    executed = re.findall(r"(\S+): executing, because (.*)", log)
    assert sorted(executed) == [
        ("chapters/extra.qmd", "data/others.csv changed"),
        ("chapters/figures.qmd", "data/others.csv changed"),
    ]
    assert {name for name in after if after[name] != before.get(name)} == {
        "chapters/extra.html",
        "chapters/figures_files/figure-html/fig-other-output-1.pdf",
        "chapters/figures_files/figure-html/fig-other-output-1.svg",
        "sample-book.pdf",
        "site/search-data.js",
    }


@pytest.mark.parametrize("name", ["index.html", "sample-book.pdf", "site/book.css"])
def test_an_output_that_was_altered_or_lost_is_made_again(sample, name):
    before = files(sample)
    (sample / "_book" / name).unlink()
    _, log = run(sample)
    assert f"_book/{name} is gone" in log
    assert files(sample) == before


def fail_in_a_cell(root):
    edit(root / "chapters/extra.qmd", 'frame("others")', 'frame("no-such-file")')


def leave_the_subset(root):
    edit(root / "chapters/extra.qmd", "## Rows", "{{< video x >}}\n\n## Rows")


def break_a_link(root):
    edit(root / "chapters/extra.qmd", "## Rows", "[nowhere](nowhere.html)\n\n## Rows")


def break_the_yaml(root):
    edit(root / "_quarto.yml", "title: ", "title: [")


@pytest.mark.parametrize(
    ("damage", "error", "message"),
    [
        (fail_in_a_cell, ExecutionError, r"chapters/extra.qmd:10: cell tbl-others failed: FileNot"),
        (leave_the_subset, BookError, r"chapters/extra.qmd:3: the shortcode 'video'"),
        (break_a_link, CheckError, r"chapters/extra.html:\d+: the link nowhere.html leads nowhere"),
        (break_the_yaml, BookError, r"_quarto.yml:\d+: malformed YAML"),
    ],
)
def test_a_failed_build_leaves_the_book_as_it_was(sample, damage, error, message):
    before = files(sample)
    damage(sample)
    with pytest.raises(error, match=message):
        run(sample)
    assert files(sample) == before
    assert beside(sample) == ["_book"]


def test_all_faults_of_all_chapters_are_told_at_once(sample):
    leave_the_subset(sample)
    (sample / "chapters/tables.qmd").write_bytes(b"# T\xff")
    (sample / "index.qmd").write_text("# A\n\n```{python}\n")
    with pytest.raises(BookError) as caught:
        run(sample)
    told = {fault.file for fault in caught.value.faults}
    assert told == {"chapters/extra.qmd", "chapters/tables.qmd", "index.qmd"}


def test_an_interrupted_build_leaves_the_book_as_it_was(sample, monkeypatch):
    before = files(sample)
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "swap", interrupted)
    with pytest.raises(KeyboardInterrupt):
        run(sample)
    assert files(sample) == before
    assert beside(sample) == ["_book"]


def test_one_format_alone_keeps_the_other_if_it_is_current(sample):
    before = files(sample)
    (sample / "_book/sample-book.pdf").unlink()
    outcome, _ = run(sample, formats=("pdf",))
    assert outcome.made == ("pdf",)
    assert files(sample) == before


def test_one_format_alone_removes_the_other_if_it_is_stale(sample):
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    outcome, log = run(sample, formats=("html",))
    assert outcome.made == ("html",)
    assert outcome.files == (sample / "_book/index.html",)
    assert "pdf: removed, because index.qmd changed; build it again" in log
    assert "sample-book.pdf" not in files(sample)
    outcome, _ = run(sample)
    assert outcome.made == ("pdf",)


def test_a_warning_is_a_failure_where_that_is_wanted(sample, monkeypatch):
    before = files(sample)
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    original = portable.render

    def warned(*arguments):
        arguments[3].warning("the engine says so")
        return original(*arguments)

    monkeypatch.setattr(portable, "render", warned)
    with pytest.raises(CheckError, match="the engine says so"):
        run(sample, strict=True)
    assert files(sample) == before
    run(sample)


def test_an_input_that_changes_during_the_build_is_built_again(sample, monkeypatch):
    original = portable.render

    def racing(*arguments):
        inputs = original(*arguments)
        edit(sample / "index.qmd", "A quotation.", "Another quotation.")
        return inputs

    (sample / ".cache/book/stamp.json").unlink()
    with monkeypatch.context() as patch:
        patch.setattr(portable, "render", racing)
        _, log = run(sample)
    assert "an input changed during the build: build again to take it in" in log
    outcome, log = run(sample)
    assert "html: building, because an input changed while it was built" in log
    assert outcome.made == ("html", "pdf")
    assert "Another quotation." in (sample / "_book/index.html").read_text()
    assert run(sample)[0].made == ()


def test_two_builds_at_once_are_refused(sample):
    with only_build(sample), pytest.raises(BookError, match="another build is running"):
        run(sample)


def test_a_preview_executes_the_chapter_alone_and_touches_no_book(sample):
    before = files(sample)
    edit(sample / "data/others.csv", "7", "8")
    log = io.StringIO()
    (page,) = preview(order(sample), ["extra"], PlainProgress(log))
    assert page == sample / "_book.preview/chapters/extra.html"
    assert re.findall(r"(\S+): executing", log.getvalue()) == ["chapters/extra.qmd"]
    text = page.read_text(encoding="utf-8")
    assert "Table\u00a0A.1" in text or "Table&nbsp;A.1" in text
    assert "<td>8</td>" in text
    figures = (sample / "_book.preview/chapters/figures.html").read_text(encoding="utf-8")
    assert "fig-curve-output-1.svg" in figures
    assert files(sample) == before


def test_a_preview_of_a_book_that_never_ran(sample):
    edit(sample / "chapters/extra.qmd", "## Rows", "## Some rows")
    for path in (sample / ".cache/book").rglob("*.json"):
        path.unlink()
    (page,) = preview(order(sample), ["chapters/extra.qmd"], PlainProgress(io.StringIO()))
    assert "Some rows" in page.read_text(encoding="utf-8")


def test_a_preview_of_no_chapter_names_those_there_are(sample):
    with pytest.raises(BookError, match=r"no chapter 'nothing'.*take one of index\.qmd, chapters/"):
        preview(order(sample), ["nothing"], PlainProgress(io.StringIO()))


def test_faults_of_the_check_are_lines():
    faults = [Fault("a.html", 3, "x", "y"), Fault("b.html", None, "x", "y")]
    assert str(CheckError(faults)).splitlines() == [
        "a.html:3: x. Remedy: y.",
        "b.html: x. Remedy: y.",
    ]
