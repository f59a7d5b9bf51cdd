"""An independent reader of REFI-QDA files: only lxml and zipfile, nothing of the exporter."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)


@dataclass(frozen=True)
class ReadCode:
    guid: str
    name: str
    colour: str | None
    codable: bool
    description: str
    parent: str | None

    @property
    def english(self) -> str:
        return self.description.split("\n")[0]

    def told(self, key: str) -> str | None:
        lines = self.description.split("\n")[1:]
        found = [line for line in lines if line.startswith(f"{key}: ")]
        return found[0].removeprefix(f"{key}: ") if found else None


@dataclass(frozen=True)
class ReadPassage:
    id: str
    source: str
    note: str
    text: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class ReadProject:
    codes: list[ReadCode]
    sets: dict[str, tuple[str, tuple[str, ...]]]
    passages: list[ReadPassage]
    texts: dict[str, str]
    cases: dict[str, tuple[tuple[str, ...], dict[str, str]]]
    properties: dict[str, dict[str, str]]


def _local(element) -> str:
    return etree.QName(element).localname


def _parts(element, *names: str) -> list:
    return [part for part in element if _local(part) in names]


def _note(element) -> str:
    return next((part.text or "" for part in _parts(element, "Description")), "")


def _codes(element, parent: str | None = None) -> list[ReadCode]:
    found = []
    for part in _parts(element, "Code"):
        guid = part.get("guid")
        found.append(
            ReadCode(
                guid,
                part.get("name"),
                part.get("color"),
                part.get("isCodable") == "true",
                _note(part),
                parent,
            )
        )
        found += _codes(part, guid)
    return found


def _sets(root) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {
        each.get("name"): (
            _note(each),
            tuple(m.get("guid") or m.get("targetGUID") for m in each if _local(m) == "MemberCode"),
        )
        for holder in _parts(root, "Sets")
        for each in holder
    }


def read_codebook(content: bytes) -> tuple[list[ReadCode], dict[str, tuple[str, tuple[str, ...]]]]:
    """Return the codes, parents first, and the sets by name: description, members."""
    root = etree.fromstring(content, PARSER)
    (codes,) = _parts(root, "Codes")
    return _codes(codes), _sets(root)


def _values(element, names: dict[str, str]) -> dict[str, str]:
    return {
        names[value[0].get("targetGUID")]: value[1].text
        for value in _parts(element, "VariableValue")
    }


def read_project(content: bytes) -> ReadProject:
    """Return what a project archive holds; every internal path must lead to a file in it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(files["project.qde"], PARSER)
    (codes,) = _parts(_parts(root, "CodeBook")[0], "Codes")
    variables = {v.get("guid"): v.get("name") for v in _parts(root, "Variables")[0]}
    texts, passages, guids, properties = {}, [], {}, {}
    for source in _parts(root, "Sources")[0]:
        name = source.get("name")
        guids[source.get("guid")] = name
        path = source.get("plainTextPath").removeprefix("internal://")
        text = files[f"sources/{path}"].decode("utf-8")
        texts[name], properties[name] = text, _values(source, variables)
        for piece in _parts(source, "PlainTextSelection"):
            start, end = int(piece.get("startPosition")), int(piece.get("endPosition"))
            coded = tuple(
                coding[0].get("targetGUID") for coding in piece if _local(coding) == "Coding"
            )
            passages.append(
                ReadPassage(piece.get("name"), name, _note(piece), text[start:end], coded)
            )
    cases = {
        case.get("name"): (
            tuple(guids[ref.get("targetGUID")] for ref in _parts(case, "SourceRef")),
            _values(case, variables),
        )
        for holder in _parts(root, "Cases")
        for case in holder
    }
    return ReadProject(_codes(codes), _sets(root), passages, texts, cases, properties)
