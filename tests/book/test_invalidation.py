"""The promise of the cache: a change executes exactly the chapters that use what changed."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest

from analysis.book.cache import Cache
from analysis.book.execute import execute_chapters
from analysis.book.fingerprint import Fingerprints, environment_inputs
from analysis.book.progress import PlainProgress
from analysis.book.qmd import read_chapter
from analysis.book.trace import chapter_inputs

FILES = {
    "requirements.lock": "numpy==1\n",
    "data/a.csv": "1\n2\n",
    "data/b.csv": "3\n",
    "data/at-import.csv": "5\n",
    "data/many/one.csv": "7\n",
    "code/__init__.py": '"""The project\'s code."""\n',
    "code/read.py": '''"""Reading."""
from pathlib import Path

UNIT = 1


def values(name):
    """Return the values of a file."""
    lines = Path(f"data/{name}.csv").read_text().split()
    return [parsed(line) for line in lines]


def parsed(text):
    return UNIT * int(text)


def never_called():
    return "nothing"
''',
    "code/work.py": '''"""Working."""
from code_of_book.read import values
from code_of_book.constants import SHIFT


def total(name):
    """Return a total."""
    # of all values
    return sum(values(name)) + SHIFT


def largest(name):
    return max(values(name))


class Study:
    """A study."""

    def __init__(self, name):
        self.name = name

    def size(self):
        return len([value for value in values(self.name)])

    def unused(self):
        return 0
''',
    "code/constants.py": '''"""Constants."""
from pathlib import Path

SHIFT = int(Path("data/at-import.csv").read_text())
''',
    "code/folder.py": '''"""Folders."""
from pathlib import Path


def files():
    return sorted(path.name for path in Path("data/many").iterdir())
''',
    "code/documented.py": '''"""For the appendix."""
import inspect

from code_of_book import work


def about():
    return inspect.getdoc(work.total)
''',
    "totals.qmd": "# Totals\n\nWords.\n\n```{python}\nfrom code_of_book.work import total\n"
    'total("a")\n```\n',
    "largest.qmd": "# Largest\n\n```{python}\nfrom code_of_book.work import largest, Study\n"
    'largest("b"), Study("b").size()\n```\n',
    "folder.qmd": "# Folder\n\n```{python}\nfrom code_of_book.folder import files\nfiles()\n```\n",
    "documented.qmd": "# About\n\n```{python}\nfrom code_of_book.documented import about\n"
    "about()\n```\n",
    "alone.qmd": "# Alone\n\n`{python} 1 + 1`\n",
}
CHAPTERS = tuple(name for name in FILES if name.endswith(".qmd"))
ALL = set(CHAPTERS)
WORK = {"totals.qmd", "largest.qmd", "documented.qmd"}


def write(root: Path, name: str, text: str) -> None:
    path = root / name.replace("code/", "code_of_book/")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def execute(root: Path) -> tuple[dict, str]:
    log = io.StringIO()
    chapters = [read_chapter(root, name) for name in CHAPTERS]
    cache = Cache(root / ".cache/book")
    return execute_chapters(
        chapters, root, progress=PlainProgress(log), cache=cache
    ), log.getvalue()


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return a project whose chapters were all executed once."""
    root = tmp_path_factory.mktemp("project").resolve()
    for name, text in FILES.items():
        write(root, name, text)
    execute(root)
    return root


def stale(root: Path) -> dict[str, tuple[str, ...]]:
    """Return the reasons of every chapter that would be executed now."""
    found = {}
    shared = environment_inputs(root)
    for name in CHAPTERS:
        own = {**shared, **chapter_inputs(read_chapter(root, name), {})}
        looked = Cache(root / ".cache/book").lookup(name, own, Fingerprints(root))
        if looked.executed is None:
            found[name] = looked.reasons
    return found


@pytest.fixture
def change(project):
    """Return a function that replaces text in a file until the test ends."""
    touched = []

    def replace(name, old, new):
        touched.append(name)
        text = FILES.get(name, "")
        assert old in text
        write(project, name, text.replace(old, new, 1))

    yield replace
    for name in touched:
        if name in FILES:
            write(project, name, FILES[name])
        else:
            (project / name).unlink()


def test_nothing_is_stale_after_an_execution(project):
    assert stale(project) == {}


@pytest.mark.parametrize(
    ("file", "old", "new", "reason", "expected"),
    [
        ("data/a.csv", "2", "4", "data/a.csv changed", {"totals.qmd"}),
        ("data/b.csv", "3", "6", "data/b.csv changed", {"largest.qmd"}),
        ("data/at-import.csv", "5", "6", "data/at-import.csv changed", WORK),
        ("data/many/two.csv", "", "8", "the list of files in data/many/ changed", {"folder.qmd"}),
        ("code/work.py", "+ SHIFT", "- SHIFT", "code_of_book.work.total changed",
         {"totals.qmd", "documented.qmd"}),
        ("code/work.py", "max(", "min(", "code_of_book.work.largest changed",
         {"largest.qmd", "documented.qmd"}),
        ("code/work.py", "len([", "1 + len([", "code_of_book.work.Study.size changed",
         {"largest.qmd", "documented.qmd"}),
        ("code/read.py", "UNIT * int", "int", "code_of_book.read.parsed changed",
         {"totals.qmd", "largest.qmd"}),
        ("code/read.py", "UNIT = 1", "UNIT = 2",
         "the module-level code of code_of_book.read changed", WORK),
        ("code/constants.py", "SHIFT = int", "SHIFT = 1 + int",
         "the module-level code of code_of_book.constants changed", WORK),
        ("totals.qmd", 'total("a")', 'total("b")', "cell cell-1 changed", {"totals.qmd"}),
        ("alone.qmd", "1 + 1", "1 + 2", "inline expression 1 changed", {"alone.qmd"}),
        ("requirements.lock", "numpy==1", "numpy==2", "requirements.lock changed", ALL),
    ],
)  # fmt: skip
def test_a_change_makes_stale_what_uses_it(project, change, file, old, new, reason, expected):
    change(file, old, new)
    found = stale(project)
    assert set(found) == expected
    shared = {one for reasons in found.values() for one in reasons}
    assert reason in shared


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("code/read.py", '"""Return the values of a file."""', '"""Give them."""'),
        ("code/read.py", '"""Reading."""', '"""Reading files."""'),
        ("code/read.py", "UNIT = 1", "UNIT = 1  # thousand"),
        ("code/read.py", 'return "nothing"', 'return "something"'),
        ("code/read.py", "\n\n\ndef never", "\n\n\n# a comment\ndef never"),
        ("data/unused.csv", "", "1"),
        ("totals.qmd", "Words.", "Better words."),
    ],
)
def test_a_change_that_cannot_matter_makes_nothing_stale(project, change, file, old, new):
    change(file, old, new)
    assert stale(project) == {}


def test_a_docstring_matters_to_the_chapter_that_shows_it(project, change):
    change("code/work.py", "Return a total", "Return the total")
    assert set(stale(project)) == {"documented.qmd"}


def test_a_missing_file_that_was_read_makes_its_reader_stale(project):
    (project / "data/b.csv").unlink()
    found = stale(project)
    write(project, "data/b.csv", FILES["data/b.csv"])
    assert found == {"largest.qmd": ("data/b.csv is gone",)}
    assert stale(project) == {}


def test_only_stale_chapters_are_executed_and_their_numbers_change(project, change):
    before, _ = execute(project)
    change("data/a.csv", "2", "20")
    after, log = execute(project)
    assert {name for name in ALL if before[name] != after[name]} == {"totals.qmd"}
    assert after["totals.qmd"].outputs[1][0].data["text/plain"] == "26"
    assert re.findall(r"(\S+): executing, because (.*)", log) == [
        ("totals.qmd", "data/a.csv changed")
    ]
    assert log.count("nothing changed") == len(ALL) - 1


def test_an_input_that_changes_meanwhile_is_not_trusted(tmp_path):
    """A chapter that takes its datum and then changes it cannot be taken from the cache."""
    (tmp_path / "x.csv").write_text("1")
    (tmp_path / "racing.qmd").write_text(
        "# R\n\n```{python}\nimport subprocess\nvalue = open('x.csv').read()\n"
        "subprocess.run(['sh', '-c', 'echo 2 > x.csv'], check=True)\nvalue\n```\n"
    )
    log = io.StringIO()
    chapter = read_chapter(tmp_path, "racing.qmd")
    cache = Cache(tmp_path / ".cache/book")
    execute_chapters([chapter], tmp_path, progress=PlainProgress(log), cache=cache)
    assert "an input changed meanwhile" in log.getvalue()
    own = {**environment_inputs(tmp_path), **chapter_inputs(chapter, {})}
    assert cache.lookup("racing.qmd", own, Fingerprints(tmp_path)).executed is None
