"""The coding of the case study as REFI-QDA 1.5: a codebook (.qdc) and a project (.qdpx).

Codes are dimension > theme > concept, all codable. The labels of Tables 3 to 5 (1A to 3a), which
are no level of their own, are sets of themes. Each source code is a text of paraphrases; a
selection there is one piece of evidence, coded with what it supports. The same input gives the
same bytes: GUIDs are derived from ids, and no date is written.
"""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyrefiqda import models  # type: ignore[import-untyped]
from xsdata.formats.dataclass.serializers.config import SerializerConfig
from xsdata_pydantic.bindings import XmlSerializer

from analysis.casestudy.evidence import Evidence
from analysis.casestudy.refi_texts import (
    LEVELS,
    PARAPHRASED,
    SourceText,
    block_note,
    case_name,
    case_note,
    code_note,
    selection_note,
    source_text,
)
from analysis.casestudy.sources import Informant, Sources
from analysis.casestudy.structure import Block, CodingStructure, Concept, Dimension, Theme
from analysis.data import Label

ORIGIN = "key-core-technology-book"
NAME = "case-study"
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_OID, f"{ORIGIN}/{NAME}")
CODEBOOK, PROJECT = "urn:QDA-XML:codebook:1.0", "urn:QDA-XML:project:1.0"
EARLIEST = (1980, 1, 1, 0, 0, 0)  # the oldest date a ZIP archive can hold
NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Code = Dimension | Theme | Concept


@dataclass(frozen=True, slots=True)
class Variable:
    """A property of sources or of cases; ``type`` is Text or Integer."""

    id: str
    label: Label
    type: str


KIND = Variable("kind", Label("来源类别", "kind of source"), "Text")
POSITION = Variable("position", Label("受访者职位", "position interviewed"), "Text")
ITEMS = Variable("items", Label("资料份数", "number of items"), "Integer")
MINUTES = Variable("minutes", Label("访谈时长（分钟）", "minutes of interview"), "Integer")
PEOPLE = Variable("people", Label("受访人数", "interviewees"), "Integer")
VARIABLES = (KIND, POSITION, ITEMS, MINUTES, PEOPLE)


@dataclass(frozen=True, slots=True)
class RefiFile:
    """A file to download: its name, its media type and its bytes."""

    name: str
    media_type: str
    content: bytes


class RefiError(Exception):
    """Something cannot be written as REFI-QDA; the text says what and why."""

    exit_code = 2


def refi_files(
    structure: CodingStructure,
    sources: Sources,
    evidence: Sequence[Evidence],
    colours: Mapping[str, str] | None = None,
) -> tuple[RefiFile, RefiFile]:
    """Return the codebook and the project as files.

    colours: "#RRGGBB" by id of dimension, for its themes and concepts too; none if not given.
    Raises RefiError where a text holds a character that XML has no means to write.
    """
    project = qdpx(structure, sources, evidence, colours)
    return (
        RefiFile(f"{NAME}.qdc", "application/xml", qdc(structure, colours)),
        RefiFile(f"{NAME}.qdpx", "application/zip", project),
    )


def guid(kind: str, id: str) -> str:
    """Return the GUID of a thing: the same whenever and wherever it is exported."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}/{id}"))


def code_guid(code: Code) -> str:
    """Return the GUID of a dimension, theme or concept."""
    return guid(type(code).__name__.lower(), code.id)


def code_names(structure: CodingStructure) -> dict[str, str]:
    """Return the names of all codes by GUID: the Chinese term, with the id where two share it.

    Programs that import a codebook merge codes of one name.
    """
    codes: tuple[Code, ...] = (*structure.dimensions, *structure.themes, *structure.concepts)
    uses = Counter(code.label.zh for code in codes)
    return {
        code_guid(code): code.label.zh
        if uses[code.label.zh] == 1
        else f"{code.label.zh} ({LEVELS[type(code)].zh} {code.id})"
        for code in codes
    }


def qdc(structure: CodingStructure, colours: Mapping[str, str] | None = None) -> bytes:
    """Return the codebook exchange file (XML, UTF-8)."""
    codes = _codes(structure, colours or {}, models.CodebookCodeType)
    sets = [_codebook_set(structure, block) for block in structure.blocks]
    book = models.CodeBook(
        origin=ORIGIN,
        codes=models.CodebookCodesType(code=codes),
        sets=models.CodebookSetsType(set=sets),
    )
    return _rendered(book, CODEBOOK)


def qdpx(
    structure: CodingStructure,
    sources: Sources,
    evidence: Sequence[Evidence],
    colours: Mapping[str, str] | None = None,
) -> bytes:
    """Return the project exchange file: a ZIP archive of project.qde and the sources' texts.

    The archive is not compressed: how compression comes out depends on the machine.
    """
    texts = [source_text(code, sources, evidence) for code in sources.codes]
    document = _project(structure, sources, texts, colours or {})
    files = {"project.qde": _rendered(document, PROJECT)}
    for text in texts:
        files[f"sources/{guid('file', text.code)}.txt"] = text.content.encode("utf-8")
    return _archive(files)


def _project(
    structure: CodingStructure,
    sources: Sources,
    texts: Sequence[SourceText],
    colours: Mapping[str, str],
) -> Any:
    user = models.UserType(guid=guid("user", ORIGIN), name=ORIGIN)
    codes = models.ProjectCodesType(code=_codes(structure, colours, models.ProjectCodeType))
    cases = [_case(row) for row in sources.informants]
    return models.Project(
        name=NAME,
        origin=ORIGIN,
        creating_user_guid=user.guid,
        users=models.UsersType(user=[user]),
        code_book=models.ProjectCodeBookType(codes=codes),
        variables=models.VariablesType(variable=[_variable(each) for each in VARIABLES]),
        cases=models.CasesType(case=cases) if cases else None,
        sources=models.SourcesType(text_source=[_source(t, structure, sources) for t in texts]),
        sets=models.ProjectSetsType(set=[_set(structure, block) for block in structure.blocks]),
        description=str(PARAPHRASED),
    )


def _codes(structure: CodingStructure, colours: Mapping[str, str], type: Any) -> list[Any]:
    """Return the tree of codes, made of the code ``type`` of a codebook or of a project."""
    names = code_names(structure)

    def made(code: Code, colour: str | None, parts: list[Any]) -> Any:
        return type(
            guid=code_guid(code),
            name=_xml(names[code_guid(code)], code.id),
            is_codable=True,
            color=colour,
            description=_xml(code_note(structure, code), code.id),
            code=parts,
        )

    def theme(unit: Theme, colour: str | None) -> Any:
        parts = [made(concept, colour, []) for concept in structure.concepts_of(unit.id)]
        return made(unit, colour, parts)

    return [
        made(unit, colours.get(unit.id), [theme(t, colours.get(unit.id)) for t in themes])
        for unit in structure.dimensions
        for themes in [[*_themes_of(structure, unit)]]
    ]


def _themes_of(structure: CodingStructure, dimension: Dimension) -> Iterator[Theme]:
    for block in structure.blocks:
        if block.dimension == dimension.id:
            yield from structure.themes_of(block.id)


def _codebook_set(structure: CodingStructure, block: Block) -> Any:
    themes = structure.themes_of(block.id)
    return models.CodebookSetType(
        guid=guid("block", block.id),
        name=_set_name(block),
        description=_xml(block_note(structure, block), block.id),
        member_code=[models.MemberCodeType(guid=code_guid(theme)) for theme in themes],
    )


def _set_name(block: Block) -> str:
    return _xml(f"{block.id} {block.label.zh}", block.id)


def _set(structure: CodingStructure, block: Block) -> Any:
    themes = structure.themes_of(block.id)
    return models.ProjectSetType(
        guid=guid("block", block.id),
        name=_set_name(block),
        description=_xml(block_note(structure, block), block.id),
        member_code=[models.CodeRefType(target_guid=code_guid(theme)) for theme in themes],
    )


def _variable(variable: Variable) -> Any:
    return models.VariableType(
        guid=guid("variable", variable.id),
        name=variable.label.both,
        type_of_variable=models.TypeOfVariableType(variable.type),
    )


def _value(variable: Variable, value: str) -> Any:
    written: dict[str, Any] = (
        {"integer_value": int(value)} if variable.type == "Integer" else {"text_value": value}
    )
    reference = models.VariableRefType(target_guid=guid("variable", variable.id))
    return models.VariableValueType(variable_ref=reference, **written)


def _case(row: Informant) -> Any:
    values = [_value(MINUTES, row.minutes_printed)]
    if row.people_printed is not None:
        values.append(_value(PEOPLE, row.people_printed))
    return models.CaseType(
        guid=guid("case", row.id),
        name=_xml(case_name(row), row.id),
        description=_xml(case_note(row), row.id),
        variable_value=values,
        source_ref=[models.SourceRefType(target_guid=guid("source", code)) for code in row.codes],
    )


def _source(text: SourceText, structure: CodingStructure, sources: Sources) -> Any:
    return models.TextSourceType(
        guid=guid("source", text.code),
        name=_xml(text.code, text.code),
        plain_text_path=f"internal://{guid('file', text.code)}.txt",
        creating_user=guid("user", ORIGIN),
        description=_xml(text.note, text.code),
        plain_text_selection=[
            _selection(piece, start, end, structure) for piece, start, end in text.selections
        ],
        variable_value=[*_source_values(text.code, sources)],
    )


def _source_values(code: str, sources: Sources) -> Iterator[Any]:
    yield _value(KIND, _xml(sources.kind_of(code).label.both, code))
    for row in sources.informants:
        if code in row.codes:
            yield _value(POSITION, _xml(case_name(row), code))
    for document in sources.documents:
        if code == document.code:
            yield _value(ITEMS, document.items_printed)


def _selection(piece: Evidence, start: int, end: int, structure: CodingStructure) -> Any:
    coding = models.CodingType(
        guid=guid("coding", piece.id),
        creating_user=guid("user", ORIGIN),
        code_ref=models.CodeRefType(target_guid=code_guid(coded_as(piece, structure))),
    )
    return models.PlainTextSelectionType(
        guid=guid("evidence", piece.id),
        name=_xml(piece.id, piece.id),
        start_position=start,
        end_position=end,
        creating_user=guid("user", ORIGIN),
        description=_xml(selection_note(piece, structure), piece.id),
        coding=[coding],
    )


def coded_as(piece: Evidence, structure: CodingStructure) -> Code:
    """Return the code a piece of evidence gets: for a label such as 1A, its dimension."""
    if piece.level == "concept":
        return structure.concept(piece.supports)
    if piece.level == "theme":
        return structure.theme(piece.supports)
    return structure.dimension(structure.block(piece.supports).dimension)


def _xml(text: str, owner: str) -> str:
    """Return ``text``; RefiError if it has a character that XML cannot hold."""
    found = NOT_XML.search(text)
    if found is not None:
        raise RefiError(
            f"{owner}: its text holds the character U+{ord(found[0]):04X}, which no REFI-QDA file "
            "can carry. Remedy: remove it below data/case_study/."
        )
    return text


def _rendered(document: Any, namespace: str) -> bytes:
    config = SerializerConfig(encoding="UTF-8", xml_declaration=True, indent="  ")
    text: str = XmlSerializer(config=config).render(document, ns_map={None: namespace})
    return text.encode("utf-8")


def _archive(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive that depends on nothing but names and contents."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, EARLIEST)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
