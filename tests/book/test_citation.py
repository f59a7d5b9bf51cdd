from __future__ import annotations

import shutil

import pytest
from ruamel.yaml import YAML

from analysis.book import pandoc
from analysis.book.citation import FILE, citation, entry
from analysis.book.errors import BookError

from .conftest import PROJECT


def test_the_book_and_both_studies_are_read_back_as_they_are_held():
    held = YAML(typ="safe").load(PROJECT / FILE)
    read = pandoc.run(citation(PROJECT).bibtex, "--from", "bibtex", "--to", "csljson")
    found = YAML(typ="safe").load(read)
    items = [held, *held["references"]]
    assert len(found) == len(items) == 3
    for item, given in zip(items, found, strict=True):
        assert given["title"] == item["title"]
        assert given.get("DOI") == item.get("doi")
        assert given.get("container-title") == item.get("journal")
        assert given.get("issue") == item.get("issue")
        families = [one.get("family-names") or one["name"] for one in item["authors"]]
        assert [one.get("family") or one["literal"] for one in given["author"]] == families


def test_a_doi_of_the_book_takes_the_place_of_its_address():
    item = {
        "type": "software",
        "title": "100 % & {more}",
        "date-released": "2027-03-01",
        "authors": [{"name": "Those who wrote it"}],
        "repository-code": "https://example.org/book",
        "version": "1.0",
    }
    assert entry(item) == (
        "@misc{book2027,\n"
        "  author = {{Those who wrote it}},\n"
        "  title = {{100 \\% \\& \\{more\\}}},\n"
        "  year = {2027},\n"
        "  version = {1.0},\n"
        "  url = {https://example.org/book},\n}"
    )
    with_doi = entry({**item, "doi": "10.5281/zenodo.1_2"})
    assert "  doi = {10.5281/zenodo.1_2},\n" in with_doi and "url" not in with_doi


def test_what_cannot_be_cited_is_told(tmp_path):
    with pytest.raises(BookError, match=r"CITATION\.cff.*no such file"):
        citation(tmp_path)
    shutil.copy(PROJECT / FILE, tmp_path)
    text = (tmp_path / FILE).read_text("utf-8").replace("authors:", "writers:", 1)
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(BookError, match=r"CITATION\.cff.*authors"):
        citation(tmp_path)
