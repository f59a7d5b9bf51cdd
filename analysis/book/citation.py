"""How to cite the book and what it recomputes: ``CITATION.cff`` as BibTeX.

A format for reference managers; the fields are those of the Citation File Format 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill
from typing import Any

from analysis.book.errors import BookError
from analysis.book.yamlfile import parse_yaml
from analysis.data.files import find_root

FILE = "CITATION.cff"
KINDS = {"article": "article", "book": "book", "conference-paper": "inproceedings"}
FIELDS = ("title", "journal", "publisher", "year", "volume", "number", "pages", "version", "doi",
          "url")  # fmt: skip
WIDTH = 68  # columns, what the text of a page has room for
SPECIAL = re.compile(r"([\\{}%&$#_^~])")


@dataclass(frozen=True, slots=True)
class Citation:
    """Entries of BibTeX, shown as code that can be copied."""

    bibtex: str

    def _repr_markdown_(self) -> str:
        return f"```bibtex\n{self.bibtex}```\n"


def citation(root: Path | None = None) -> Citation:
    """Return the entries of this book and of the two studies; `BookError` for a faulty file."""
    folder = root if root is not None else find_root()
    try:
        source = (folder / FILE).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BookError.at(FILE, None, "there is no such file", "write it, see cff 1.2") from None
    held = parse_yaml(source, FILE)
    try:
        found = [held, *held.get("references", [])]
        return Citation("\n".join(f"{entry(one)}\n" for one in found))
    except (KeyError, TypeError, AttributeError) as error:
        message = f"an entry lacks what it is cited by ({type(error).__name__}: {error})"
        raise BookError.at(FILE, None, message, "give title, authors and a year or date") from None


def entry(item: Mapping[str, Any]) -> str:
    """Return an entry of CITATION.cff as one of BibTeX."""
    fields = {"author": _authors(item["authors"]), **_fields(item)}
    lines = "".join(f"{_line(name, value)}\n" for name, value in fields.items())
    return f"@{KINDS.get(item['type'], 'misc')}{{{_key(item)},\n{lines}}}"


def _line(name: str, value: str) -> str:
    """Return a field; what is longer than a line goes on in the next, which is a space."""
    line = f"  {name} = {{{value}}},"
    return fill(
        line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False
    )


def _fields(item: Mapping[str, Any]) -> dict[str, str]:
    given = {
        **item,
        "year": _year(item),
        "number": item.get("issue"),
        "pages": "--".join(str(item[end]) for end in ("start", "end") if end in item),
        "url": item.get("url") or item.get("repository-code"),
    }
    given |= {} if "doi" not in item else {"url": None}
    return {name: _value(name, str(given[name])) for name in FIELDS if given.get(name)}


def _value(name: str, text: str) -> str:
    """Return a value in the marks of BibTeX; braces keep the capitals of a title."""
    if name in ("doi", "url"):
        return text
    return f"{{{_escaped(text)}}}" if name == "title" else _escaped(text)


def _year(item: Mapping[str, Any]) -> str:
    return str(item["year"] if "year" in item else str(item["date-released"])[:4])


def _authors(people: Sequence[Mapping[str, str]]) -> str:
    """Return the authors; braces keep a name that has no parts whole."""
    return " and ".join(_escaped_name(each) for each in people)


def _escaped_name(each: Mapping[str, str]) -> str:
    if "name" in each:
        return f"{{{_escaped(each['name'])}}}"
    return ", ".join(_escaped(part) for part in _parts(each))


def _parts(each: Mapping[str, str]) -> Iterator[str]:
    yield each["family-names"]
    if "given-names" in each:
        yield each["given-names"]


def _key(item: Mapping[str, Any]) -> str:
    first = item["authors"][0]
    name = first.get("family-names") or "book"
    return re.sub(r"[^a-z0-9]", "", name.lower()) + _year(item)


def _escaped(text: str) -> str:
    return SPECIAL.sub(r"\\\1", text)
