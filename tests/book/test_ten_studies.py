"""Ten books, from 5 cases to 100,000: rendered whole, every sentence on their pages true.

Some minutes: ``make test-studies`` asks for it, and keeps the times in ``benchmarks/studies.csv``.
"""

from __future__ import annotations

import csv
import os
import resource
import time
from pathlib import Path

import pytest
from lxml import html

from tests.book.test_study_book import project_of, render
from tests.prose.facts import facts_of
from tests.prose.test_agreement import told
from tests.study.ten import NAMES

ASKED = "BOOK_TEST_STUDIES"
TIMES = Path(__file__).parents[2] / "benchmarks/studies.csv"
HEAD = ("study", "cases", "conditions", "seconds", "cpu_seconds", "pages_html", "megabytes_html")
pytestmark = pytest.mark.skipif(not os.environ.get(ASKED), reason=f"only with {ASKED}=1")


@pytest.fixture(scope="module")
def times():
    rows = []
    yield rows
    if len(rows) == len(NAMES):
        with TIMES.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows([HEAD, *rows])


def used() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(each.ru_utime + each.ru_stime for each in both)


def text_of(pages) -> str:
    texts = (html.parse(str(page)).getroot().text_content() for page in pages)
    return "".join("".join(texts).split())


@pytest.mark.parametrize("name", NAMES)
def test_a_book_is_made_and_says_every_sentence(tmp_path, times, name):
    base = ("a-tiny",) if name == "c-one" else ()
    project = project_of(tmp_path / "project", (*base, name))
    began, before = time.perf_counter(), used()
    done = render(project, "--study", name)
    seconds, cpu = time.perf_counter() - began, used() - before
    assert done.exit_code == 0, done.stderr
    folder = project / "_studies" / name
    assert {f"{name}.pdf", f"{name}-zh.pdf"} <= {path.name for path in folder.rglob("*.pdf")}
    facts = facts_of(name, project)
    english = [page for page in folder.rglob("*.html") if "zh" not in page.parts]
    chinese = [page for page in folder.rglob("*.html") if "zh" in page.parts]
    for pages, language in ((english, "en"), (chinese, "zh")):
        text = text_of(pages)
        for each in told(facts):
            assert "".join(each.text(language).split()) in text
    size = sum(page.stat().st_size for page in [*english, *chinese]) / 1e6
    shape = (len(facts.held.values), len(facts.held.conditions))
    pages = len(english) + len(chinese)
    times.append((name, *shape, f"{seconds:.1f}", f"{cpu:.1f}", pages, f"{size:.1f}"))
