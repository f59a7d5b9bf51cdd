"""The rules of the house: which room may import which, and what chapters may hold."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from analysis.book.manuscript import read_manuscripts
from analysis.book.qmd import Chapter, Markdown, mask_code
from tests.template import template_book

ROOT = Path(__file__).parents[1]
ROOMS = {
    "data": set(),
    "work": {"data"},
    "qca": {"data"},
    "nca": {"data"},
    "casestudy": {"data"},
    "study": {"data", "work", "qca", "nca"},
    "forensics": {"data", "work", "qca", "nca", "casestudy", "study"},
    "changes": {"data", "qca", "nca", "study", "forensics"},
    "prose": {"data", "qca", "nca", "study", "changes"},
    "figures": {"data", "qca", "nca", "casestudy", "study", "forensics", "changes"},
    "tables": {"data", "qca", "nca", "casestudy", "study", "forensics", "changes", "figures"},
}
ROOMS["book"] = {*ROOMS}
# What both engines have from the data layer: errors, checks of frames, the base of their results.
SHARED = {"analysis.data.errors", "analysis.data.frames", "analysis.data.terminal"}
MODULES = sorted((ROOT / "analysis").rglob("*.py"))
BOOKS = (ROOT, template_book())
EDITIONS = [edition for book in BOOKS for edition in read_manuscripts(book).values()]
CHAPTERS = [chapter for edition in EDITIONS for chapter in edition.chapters]


def imported_rooms(module: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("analysis"):
            inside = (node.module or "").split(".")[1:]
            names |= {inside[0]} if inside else {alias.name for alias in node.names}
        if isinstance(node, ast.Import):
            parts = [alias.name.split(".") for alias in node.names]
            names |= {part[1] for part in parts if part[0] == "analysis" and len(part) > 1}
    return names


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(module):
    inside = module.relative_to(ROOT / "analysis").parts
    if len(inside) == 1:
        return
    assert imported_rooms(module) <= ROOMS[inside[0]] | {inside[0]}


def test_nothing_that_is_made_is_kept_with_the_sources():
    if not shutil.which("git") or not (ROOT / ".git").exists():
        pytest.skip("this copy has no history")
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == []


@pytest.mark.parametrize("room", ["qca", "nca"])
def test_engines_know_only_what_they_share_of_the_data_layer(room):
    for module in (ROOT / "analysis" / room).rglob("*.py"):
        text = module.read_text("utf-8")
        assert set(re.findall(r"analysis\.data[\w.]*", text)) <= SHARED, module


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.path)
def test_a_cell_is_a_sentence(chapter: Chapter):
    for cell in chapter.cells:
        lines = [line for line in cell.source.splitlines() if line.strip()]
        assert 1 <= len(lines) <= 5, f"{chapter.path}:{cell.line}"
        assert "label" in cell.options, f"{chapter.path}:{cell.line}"


NUMBER = re.compile(r"(?<![\w.@#{/-])\d+(?:[.,]\d+)?(?![\w}]|-[a-z])")
# Years, places in the papers (Table 1, section 2.4, chap. 5) and names of versions are not results.
PLACES = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:Tables?|Figures?|[Ss]ections?|chap\.)\s+[\d.]+"
    r"(?:(?:,| and| to| or) [\d.]+)*|CC BY 4\.0|WCAG 2\.2|Font License 1\.1|\bH\d\b"
    r"|(?:图|表|第) \d+(?:\.\d+)*|(?:19|20)\d\d 年"
)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.path)
def test_no_number_is_typed_into_the_prose(chapter: Chapter):
    for block in chapter.blocks:
        if not isinstance(block, Markdown):
            continue
        text = re.sub(r"\$\$.*?\$\$", "", mask_code(block.text), flags=re.DOTALL)
        text = re.sub(r"\$[^$]*\$|`[^`]*`|\[[^\]]*@[^\]]*\]|\{[^}]*\}", "", text)
        typed = NUMBER.findall(PLACES.sub("", text))
        assert not typed, f"{chapter.path} near line {block.line}: {typed}"


def test_the_project_names_no_registry():
    hosts = re.compile(
        "|".join(["pypi" + r"\.org", "registry" + r"\.npmjs", "files" + r"\.pythonhosted"])
    )
    tracked = [*ROOT.glob("requirements*.lock"), ROOT / "pyproject.toml", ROOT / "Makefile"]
    assert not [path.name for path in tracked if hosts.search(path.read_text("utf-8"))]
