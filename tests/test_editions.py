"""Both editions of the book say the same: chapters, places, cells, references, literature."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from analysis.book.manuscript import Manuscript, differing, read_manuscripts
from analysis.book.qmd import Chapter, Markdown, mask_code
from analysis.book.subset import HEADING
from tests.template import template_book

ROOT = Path(__file__).parents[1]
ENGLISH, CHINESE = read_manuscripts(ROOT).values()
STUDY_BOOK = [edition.chapters for edition in read_manuscripts(template_book()).values()]
PAIRS = [
    *zip(ENGLISH.chapters, CHINESE.chapters, strict=True),
    *zip(*STUDY_BOOK, strict=True),
]
REFERENCE = re.compile(r"(?<![\w\\])-?@((?:fig|tbl|eq|sec)-[\w-]+)")
CITATION = re.compile(r"(?<![\w\\])-?@([a-z]+\d{4}[a-z]*)")
CJK = r"[\u3400-\u9fff]"
SAID = ("fig-cap", "fig-alt", "tbl-cap", "code-summary")
FACTS = ("year", "volume", "number", "pages", "doi")


def pairs(function):
    return pytest.mark.parametrize(("one", "two"), PAIRS, ids=lambda chapter: chapter.path)(
        function
    )


def prose(chapter: Chapter) -> str:
    return "\n".join(mask_code(b.text) for b in chapter.blocks if isinstance(b, Markdown))


def headings(chapter: Chapter) -> list[tuple[str, str]]:
    matches = (HEADING.match(line) for line in prose(chapter).splitlines())
    return [(match["marks"], match["attributes"]) for match in matches if match]


def test_no_chapter_exists_in_one_language_only():
    folders = {ROOT / "chapters": ENGLISH, ROOT / "chapters/zh": CHINESE}
    for folder, edition in folders.items():
        listed = {ROOT / entry.path for entry in edition.book.entries}
        assert set(folder.glob("*.qmd")) == {path for path in listed if path.parent == folder}
    assert [e.slug for e in ENGLISH.book.entries] == [e.slug for e in CHINESE.book.entries]
    assert [e.number for e in ENGLISH.book.entries] == [e.number for e in CHINESE.book.entries]


def test_the_editions_execute_the_same():
    assert [str(fault) for fault in differing(read_manuscripts(ROOT))] == []


@pairs
def test_cells_come_in_the_same_order_with_the_same_labels_and_code(one, two):
    assert [(cell.label, cell.source) for cell in one.cells] == [
        (cell.label, cell.source) for cell in two.cells
    ]


def is_chinese(text: str) -> bool:
    """Return whether most of a text is Chinese; English has Chinese originals in brackets."""
    return len(re.findall(CJK, text)) > len(re.findall("[A-Za-z]", text))


@pairs
def test_cells_say_the_same_kinds_of_things_each_in_its_own_language(one, two):
    for here, there in zip(one.cells, two.cells, strict=True):
        assert list(here.options) == list(there.options), here.label
        for option in here.options:
            english, chinese = here.options[option], there.options[option]
            if option in SAID:
                assert not is_chinese(english), (here.label, option)
                assert is_chinese(chinese), (here.label, option)
            else:
                assert english == chinese, (here.label, option)


@pairs
def test_headings_and_titles_are_translated(one, two):
    for chapter, chinese in ((one, False), (two, True)):
        titles = [m["text"] for m in map(HEADING.match, prose(chapter).splitlines()) if m]
        titles += re.findall(r'title="([^"]+)"', prose(chapter))
        assert titles
        assert [title for title in titles if is_chinese(title) != chinese] == []


@pairs
def test_inline_values_are_the_same(one, two):
    assert Counter(i.expression for i in one.inlines) == Counter(i.expression for i in two.inlines)


@pairs
def test_sections_have_the_same_levels_and_identifiers(one, two):
    assert headings(one) == headings(two)
    assert all(attributes for _, attributes in headings(one))


@pairs
def test_cross_references_and_citations_lead_to_the_same_places(one, two):
    for pattern in (REFERENCE, CITATION):
        assert set(pattern.findall(prose(one))) == set(pattern.findall(prose(two)))


@pairs
def test_formulas_have_the_same_labels(one, two):
    labels = re.compile(r"\{#(eq-[\w-]+)\}")
    assert labels.findall(prose(one)) == labels.findall(prose(two))


@pairs
def test_divisions_are_the_same(one, two):
    kinds = re.compile(r"(?m)^:::+ *\{\.([\w-]+)")
    assert kinds.findall(prose(one)) == kinds.findall(prose(two))


@pairs
def test_scripts_of_a_page_are_the_same(one, two):
    def scripts(chapter):
        return str(chapter.front_matter.get("include-after-body", "")).replace("../", "")

    assert scripts(one) == scripts(two)


# --- Chinese as it is set ----------


def spoken(chapter: Chapter) -> str:
    """Return the prose and captions of a chapter without formulas, code and attributes."""
    options = [
        str(v) for c in chapter.cells for k, v in c.options.items() if k.endswith(("cap", "alt"))
    ]
    text = re.sub(r"\$\$.*?\$\$|\$[^$]*\$|\{[^}]*\}", "", prose(chapter), flags=re.DOTALL)
    return "\n".join([re.sub(r"`[^`]*`", "", text), *options])


@pytest.mark.parametrize("chapter", CHINESE.chapters, ids=lambda chapter: chapter.path)
def test_punctuation_between_chinese_characters_is_full_width(chapter):
    assert re.findall(rf"{CJK}[,;:!?()]|[,;:!?()]{CJK}", spoken(chapter)) == []


@pytest.mark.parametrize("chapter", CHINESE.chapters, ids=lambda chapter: chapter.path)
def test_latin_and_chinese_stand_apart(chapter):
    text = re.sub(r"\[-?@[^\]]*\]", "", spoken(chapter))
    assert re.findall(rf"{CJK}[A-Za-z0-9]+|[A-Za-z0-9]+{CJK}", text) == []


# --- literature ----------


def entries(manuscript: Manuscript) -> dict[str, dict[str, str]]:
    """Return the fields of each entry of an edition's bibliography."""
    text = manuscript.book.bibliography.read_text("utf-8")
    found = {}
    for entry in re.split(r"\n(?=@)", text):
        match = re.match(r"@(\w+)\{(\w+),", entry)
        if match:
            fields = dict(re.findall(r"(?m)^  (\w+) = \{(.*)\},?$", entry))
            found[match[2]] = {"type": match[1], **fields}
    return found


def test_both_bibliographies_list_the_same_works():
    one, two = entries(ENGLISH), entries(CHINESE)
    assert list(one) == list(two)
    for key, entry in one.items():
        assert {f: entry.get(f) for f in ("type", *FACTS)} == {
            f: two[key].get(f) for f in ("type", *FACTS)
        }, key
        if not re.search(CJK, entry["title"]):
            assert entry == two[key], key


def test_a_chinese_work_keeps_its_title():
    for key, entry in entries(CHINESE).items():
        if re.search(CJK, entry["title"]):
            assert entries(ENGLISH)[key]["title"].startswith(entry["title"]), key
