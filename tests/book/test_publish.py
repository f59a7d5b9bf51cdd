"""`book publish`: what is refused, what lies where, and what an interruption leaves."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import typer
from lxml import html
from typer.testing import CliRunner

from analysis.book import publish as module
from analysis.book import swap as swap_module
from analysis.book.check import CheckError
from analysis.book.errors import BookError
from analysis.book.history import Source, source_of
from analysis.book.publish import add_publish, publish, version_name
from analysis.book.publish_changes import changed_results
from analysis.book.publish_listing import Listing, Version, page, read_listing

from .test_build import edit, run


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below ``folder``."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def git(root: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    done = subprocess.run(
        ["git", "-C", str(root), *who, *arguments], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def served(tmp_path) -> Path:
    return tmp_path / "served"


def version(name: str, **changes) -> Version:
    facts = {"title": "T", "commit": None, "date": None, "engine": "e", "pdf": "b.pdf"}
    return Version(name, **{**facts, **changes})


# --- what lies where ----------


def test_the_first_version_and_the_latest_are_the_book(sample, served):
    done = publish(sample, served, "v1")
    assert done.new and (done.folder, done.latest) == (served / "v1", served / "latest")
    assert tree(served / "v1") == tree(served / "latest") == tree(sample / "_book")
    assert sorted(path.name for path in served.iterdir()) == [
        *("latest", "v1", "versions.html", "versions.json")
    ]


def test_an_older_version_stays_as_it_was(sample, served):
    publish(sample, served, "v1")
    first = tree(served / "v1")
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    run(sample)
    publish(sample, served, "v2")
    assert tree(served / "v1") == first
    assert tree(served / "latest") == tree(served / "v2") == tree(sample / "_book") != first
    listing = read_listing(served)
    assert (listing.latest, [each.name for each in listing.versions]) == ("v2", ["v2", "v1"])


def test_publishing_the_same_again_changes_nothing(sample, served):
    publish(sample, served, "v1")
    before = tree(served)
    assert not publish(sample, served, "v1").new
    assert tree(served) == before


def test_a_page_gone_from_the_book_is_gone_from_the_latest(sample, served):
    publish(sample, served, "v1")
    (served / "latest/old.html").write_text("old")
    publish(sample, served, "v1")
    assert not (served / "latest/old.html").exists()


def test_other_files_of_the_server_are_left_alone(sample, served):
    served.mkdir()
    (served / "index.html").write_text("mine")
    (served / "robots.txt").write_text("mine too")
    publish(sample, served, "v1")
    assert (served / "index.html").read_text() == "mine"
    assert (served / "robots.txt").read_text() == "mine too"


# --- the name ----------


def test_a_version_is_named_after_its_tag_else_its_commit(sample, served):
    git(sample, "init", "-q")
    git(sample, "add", "index.qmd")
    git(sample, "commit", "-q", "-m", "x")
    with pytest.raises(BookError, match="its html is not current: the commit"):
        publish(sample, served)
    commit = git(sample, "rev-parse", "HEAD")
    run(sample)
    assert publish(sample, served).folder == served / commit[:12]
    git(sample, "tag", "v1.0")
    assert publish(sample, served).folder == served / "v1.0"
    entry = read_listing(served).versions[0]
    assert (entry.name, entry.commit) == ("v1.0", commit)
    assert entry.date == git(sample, "show", "-s", "--format=%cs")


def test_changes_without_a_commit_are_refused_file_by_file(sample):
    git(sample, "init", "-q")
    git(sample, "add", "index.qmd", "references.bib")
    git(sample, "commit", "-q", "-m", "x")
    for name in ("index.qmd", "references.bib"):
        (sample / name).write_text("changed")
    with pytest.raises(BookError) as caught:
        version_name(source_of(sample), "v1")
    assert [fault.file for fault in caught.value.faults] == ["index.qmd", "references.bib"]


def test_the_history_of_a_folder_around_the_project_is_not_its_own(sample):
    git(sample.parent, "init", "-q")
    assert source_of(sample) == Source(None, None, None)


def test_without_a_history_a_name_is_asked_for(sample, served):
    with pytest.raises(BookError, match=r"no commit to name the version after.*--as"):
        publish(sample, served)
    assert not served.exists()


@pytest.mark.parametrize(
    "name", ["../up", "a/b", ".hidden", "-x", "latest", "versions.json", "index.html", "v 1", "版"]
)
def test_a_name_that_is_no_folder_of_its_own_is_refused(name):
    with pytest.raises(BookError, match="cannot name a version"):
        version_name(Source(None, None, None), name)


def test_a_name_that_is_taken_by_another_book_is_refused(sample, served):
    publish(sample, served, "v1")
    before = tree(served)
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    run(sample)
    with pytest.raises(BookError, match="published already, with another content"):
        publish(sample, served, "v1")
    assert tree(served) == before


# --- what is refused ----------


def test_no_book_is_refused(sample, served):
    shutil.rmtree(sample / "_book")
    with pytest.raises(BookError, match=r"no book yet.*book render"):
        publish(sample, served, "v1")


def test_a_stale_book_is_refused_with_the_reason(sample, served):
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    with pytest.raises(BookError, match=r"html is not current: index\.qmd changed"):
        publish(sample, served, "v1")
    assert not served.exists()


def test_half_a_book_is_refused(sample, served):
    (sample / "_book/sample-book.pdf").unlink()
    with pytest.raises(BookError, match=r"pdf is not current.*is gone"):
        publish(sample, served, "v1")


def test_a_page_altered_by_hand_is_refused(sample, served):
    edit(sample / "_book/index.html", "A quotation.", "Another quotation.")
    with pytest.raises(BookError, match=r"index\.html was altered"):
        publish(sample, served, "v1")


def test_a_book_of_no_known_origin_is_refused(sample, served):
    (sample / ".cache/book/stamp.json").unlink()
    with pytest.raises(BookError, match="it was not built yet"):
        publish(sample, served, "v1")


def test_a_book_that_breaks_a_rule_is_refused(sample, served, monkeypatch):
    from analysis.book import check
    from analysis.book.errors import Fault

    fault = Fault("index.html", None, "a link leads nowhere", "mend it")
    monkeypatch.setattr(check, "check_output", lambda *_: [fault])
    with pytest.raises(CheckError, match="a link leads nowhere"):
        publish(sample, served, "v1")
    assert not served.exists()


def test_the_book_is_not_published_into_itself(sample):
    with pytest.raises(BookError, match="part of _book"):
        publish(sample, sample / "_book/served", "v1")


@pytest.mark.parametrize("content", ["{", "[]", '{"versions": [{"name": 1}]}', '{"latest": "x"}'])
def test_a_spoilt_list_is_refused_before_anything_is_written(sample, served, content):
    served.mkdir()
    (served / "versions.json").write_text(content)
    with pytest.raises(BookError, match="no list of published versions"):
        publish(sample, served, "v1")
    assert tree(served) == {"versions.json": content.encode()}


# --- interruptions ----------


def interrupted(*_, **__):
    raise KeyboardInterrupt


def only_whole_versions(served: Path) -> bool:
    return not [path for path in served.iterdir() if path.name.startswith(".")]


def test_an_interruption_while_copying_leaves_what_was(sample, served, monkeypatch):
    publish(sample, served, "v1")
    before = tree(served)
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    run(sample)
    copied = []

    def copy_some(source, target, **_):
        shutil.copy(source / "index.html", target)
        copied.append(target)
        raise KeyboardInterrupt

    monkeypatch.setattr(module.shutil, "copytree", copy_some)
    with pytest.raises(KeyboardInterrupt):
        publish(sample, served, "v2")
    assert copied and tree(served) == before
    assert only_whole_versions(served)


def test_an_interruption_before_the_latest_is_exchanged_leaves_it(sample, served, monkeypatch):
    publish(sample, served, "v1")
    latest = tree(served / "latest")
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    run(sample)
    with monkeypatch.context() as patch:
        patch.setattr(swap_module, "swap", interrupted)
        with pytest.raises(KeyboardInterrupt):
            publish(sample, served, "v2")
    assert tree(served / "latest") == latest
    assert only_whole_versions(served)
    assert not publish(sample, served, "v2").new
    assert tree(served / "latest") == tree(served / "v2")


def test_an_interruption_while_the_list_is_written_leaves_it(sample, served, monkeypatch):
    publish(sample, served, "v1")
    before = tree(served)
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    run(sample)
    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        publish(sample, served, "v2")
    assert {name: tree(served)[name] for name in before} == before
    assert only_whole_versions(served)


# --- the list ----------


def test_a_version_that_was_taken_off_the_server_is_not_listed(sample, served):
    publish(sample, served, "v1")
    publish(sample, served, "v2")
    shutil.rmtree(served / "v1")
    publish(sample, served, "v3")
    assert [each.name for each in read_listing(served).versions] == ["v3", "v2"]


def test_publishing_an_old_version_again_lists_it_once():
    listing = Listing("b", (version("b"), version("a"))).with_version(version("a"))
    assert (listing.latest, [each.name for each in listing.versions]) == ("a", ["a", "b"])


def test_every_link_of_the_page_leads_to_a_file(sample, served):
    publish(sample, served, "v1")
    links = html.parse(served / "versions.html").xpath("//a/@href")
    assert links == ["latest/index.html", "v1/index.html", "v1/sample-book.pdf"]
    assert all((served / link).is_file() for link in links)


def test_the_page_holds_text_not_markup_and_no_script():
    shown = page("x", [version("x", engine="<script>alert(1)</script>", commit="<b>" * 9)])
    assert "<script" not in shown and "&lt;script&gt;" in shown
    assert "default-src 'none'" in shown
    assert '(latest <span lang="zh">最新</span>)' in shown


def test_the_list_is_json_with_all_facts(sample, served):
    publish(sample, served, "v1")
    content = json.loads((served / "versions.json").read_text())
    assert content["latest"] == "v1"
    assert content["versions"][0] == {
        "name": "v1",
        "title": read_listing(served).versions[0].title,
        "commit": None,
        "date": None,
        "engine": "the portable engine",
        "pdf": "sample-book.pdf",
        "editions": {},
        "changed": None,
    }


# --- the command ----------


@contextmanager
def lines_and_exit_code(verbose):
    try:
        yield
    except BookError as error:
        print(error, file=sys.stderr)
        raise typer.Exit(2) from None


def call(told, *arguments: str):
    app = typer.Typer()
    app.callback()(lambda: None)
    add_publish(app, told)
    return CliRunner().invoke(app, ["publish", *arguments])


def test_the_command_names_both_folders(sample, served):
    done = call(lines_and_exit_code, str(served), "--as", "v1", "--root", str(sample))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [f"{served}/v1: published", f"{served}/latest: the same"]
    again = call(lines_and_exit_code, str(served), "--as", "v1", "--root", str(sample))
    assert "was published already" in again.stdout


def test_what_is_refused_is_one_line_and_exit_code_2(sample, served):
    shutil.rmtree(sample / "_book")
    done = call(lines_and_exit_code, str(served), "--root", str(sample))
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)


def test_the_given_handler_of_errors_is_used(sample, served):
    asked = []

    @contextmanager
    def told(verbose):
        asked.append(verbose)
        yield

    assert call(told, str(served), "--as", "v1", "-v", "--root", str(sample)).exit_code == 0
    assert asked == [True]


# --- what changed in the results ----------


def ledger_of(folder: Path, *rows: dict[str, str]) -> Path:
    (folder / "downloads").mkdir(parents=True, exist_ok=True)
    (folder / "downloads/ledger.json").write_text(json.dumps(rows), encoding="utf-8")
    return folder


def number(id: str, recomputed: str = "1", verdict: str = "exact") -> dict[str, str]:
    return {"id": id, "printed": "1", "recomputed": recomputed, "verdict": verdict}


def test_each_number_that_differs_from_the_version_before_gets_a_line(tmp_path):
    before = ledger_of(tmp_path / "v1", number("a"), number("b"), number("c", ""))
    after = ledger_of(tmp_path / "v2", number("a"), number("c", "2", "consistent"), number("d"))
    assert changed_results(before, after) == (
        "c: recomputed – → 2; verdict exact → consistent",
        "d: new, exact",
        "b: gone",
    )
    assert changed_results(before, before) == ()
    assert changed_results(before, tmp_path / "v3") is None


def test_the_list_tells_what_changed_in_the_results(sample, served):
    publish(sample, served, "v1")
    ledger_of(served / "v1", number("a"))
    listed = read_listing(served)
    assert listed.latest == "v1" and listed.versions[0].changed is None
    edit(sample / "index.qmd", "A quotation.", "Another quotation.")
    run(sample)
    publish(sample, served, "v2")
    assert read_listing(served).versions[0].changed is None  # the sample has no ledger
    lines = ["a: new, exact", "b: <b> & gone"]
    shown = html.fromstring(page("v2", [version("v2", changed=lines), version("v1", changed=())]))
    cells = [row.findall("td")[-1] for row in shown.iter("tr") if row.findall("td")]
    assert [item.text_content() for item in cells[0].iter("li")] == lines
    assert cells[0].find("details/summary").text_content().startswith("2")
    assert cells[1].text_content() == "none 无"
