"""REFI-QDA exports: valid against the published schemas, nothing lost, the same bytes each time."""

from __future__ import annotations

import io
import re
import uuid
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pyrefiqda import RefiCodebook, RefiProject

from analysis.casestudy import load_evidence
from analysis.casestudy.refi import (
    RefiError,
    code_guid,
    code_names,
    guid,
    qdc,
    qdpx,
    refi_files,
)
from analysis.casestudy.refi_texts import source_text
from analysis.data import Label
from analysis.data.files import find_root
from tests.casestudy.refi_reader import read_codebook, read_project

SCHEMAS = find_root() / "tests/reference/refi"
COLOURS = {"identity_empowerment": "#0072B2", "leading_role": "#CC79A7"}
NASTY = (
    "<script>alert('x')</script>",
    "&amp; & &lt; &#0; ]]> <![CDATA[",
    "\"quoted\" 'single' `tick`",
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]> &e;',
    "赋能“主导”《技术》、𠮷野家 😀",
    "  spaces  kept  ",
    "tab\there",
    "$x^2$ #strong[x] **bold** \\textbf{x}",
)
WORDS = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn"]), min_size=1),
)
LABELS = st.builds(Label, WORDS, WORDS)


def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(SCHEMAS / name))


CODEBOOK, PROJECT = schema("Codebook.xsd"), schema("Project.xsd")


@pytest.fixture(scope="session")
def evidence(structure):
    return load_evidence(structure)


@pytest.fixture(scope="session")
def book(structure):
    return qdc(structure, COLOURS)


@pytest.fixture(scope="session")
def project(structure, sources, evidence):
    return qdpx(structure, sources, evidence, COLOURS)


def qde(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("project.qde")


def renamed(structure, labels, units=("dimensions", "themes", "concepts", "blocks")):
    """Return the structure with each unit under the next of ``labels``."""
    names = iter(labels)
    changed = {
        name: tuple(replace(unit, label=next(names)) for unit in getattr(structure, name))
        for name in units
    }
    return replace(structure, **changed)


# --- the standard ----------


def test_the_codebook_is_valid(book):
    CODEBOOK.assertValid(etree.fromstring(book))


def test_the_project_is_valid(project):
    PROJECT.assertValid(etree.fromstring(qde(project)))


def test_the_schemas_refuse_what_is_not_of_the_standard(book, project):
    assert not CODEBOOK.validate(etree.fromstring(book.replace(b' isCodable="true"', b"", 1)))
    assert not PROJECT.validate(etree.fromstring(qde(project).replace(b"startPosition", b"start")))


def test_every_guid_is_used_once_and_every_reference_leads_somewhere(project):
    root = etree.fromstring(qde(project))
    guids = [each.get("guid") for each in root.iter() if each.get("guid")]
    assert len(guids) == len(set(guids))
    assert {uuid.UUID(each).version for each in guids} == {5}
    targets = {value for each in root.iter() if (value := each.get("targetGUID"))}
    users = {value for each in root.iter() if (value := each.get("creatingUser"))}
    assert targets | users <= set(guids)


def test_internal_sources_lie_flat_under_a_guid(project):
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        names = archive.namelist()
    assert names[0] == "project.qde"
    for name in names[1:]:
        folder, file = name.split("/")
        assert folder == "sources"
        assert str(uuid.UUID(file.removesuffix(".txt"))) + ".txt" == file


def test_the_library_reads_its_own_files(book, project, structure, evidence, tmp_path):
    (tmp_path / "x.qdc").write_bytes(book)
    (tmp_path / "x.qdpx").write_bytes(project)
    read = RefiProject.load(tmp_path / "x.qdpx", str(tmp_path / "x"))
    codes = RefiCodebook.load(tmp_path / "x.qdc").codes.code
    assert [code.name for code in codes] == [each.label.zh for each in structure.dimensions]
    selections = [s for source in read.sources.text_source for s in source.plain_text_selection]
    assert len(selections) == len(evidence)


# --- nothing is lost ----------


def assert_codes_are_those_of(codes, sets, structure, colours=COLOURS):
    """Rebuild every unit from what was read, and compare it with the structure."""
    by_guid = {code.guid: code for code in codes}
    expected = [*structure.dimensions, *structure.themes, *structure.concepts]
    assert sorted(by_guid) == sorted(map(code_guid, expected))
    assert all(code.codable for code in codes)
    names = code_names(structure)
    for unit in expected:
        read = by_guid[code_guid(unit)]
        assert (read.name, read.english) == (names[code_guid(unit)], unit.label.en)
        assert read.told("id") == unit.id
        assert read.told("place") == unit.locator
        wordings = [line for line in read.description.split("\n") if line.startswith("also: ")]
        assert all(
            f"also: {each.text} ({each.locator}" in "\n".join(wordings) for each in unit.variants
        )
    for concept in structure.concepts:
        assert by_guid[code_guid(concept)].parent == code_guid(structure.theme(concept.theme))
    for theme in structure.themes:
        block = structure.block(theme.block)
        dimension = structure.dimension(block.dimension)
        read = by_guid[code_guid(theme)]
        assert read.parent == code_guid(dimension)
        assert read.told("label") == f"{block.id} {block.label}"
        assert read.colour == colours.get(dimension.id)
    for dimension in structure.dimensions:
        assert by_guid[code_guid(dimension)].parent is None
    assert_sets_are_the_blocks(sets, structure)


def assert_sets_are_the_blocks(sets, structure):
    assert list(sets) == [f"{block.id} {block.label.zh}" for block in structure.blocks]
    for block, (note, members) in zip(structure.blocks, sets.values(), strict=True):
        assert note.split("\n")[0] == block.label.en
        assert f"stage: {structure.stage(block.stage).label}" in note.split("\n")
        assert members == tuple(map(code_guid, structure.themes_of(block.id)))


def assert_passages_are_the_evidence(passages, evidence, structure):
    assert len(passages) == len(evidence)
    read = {passage.id: passage for passage in passages}
    for piece in evidence:
        passage = read[piece.id]
        supported = piece.supports
        if piece.level == "block":
            block = structure.block(supported)
            supported = block.dimension
            assert f"supports: {block.id} {block.label}" in passage.note.split("\n")
        level = "dimension" if piece.level == "block" else piece.level
        assert passage.codes == (guid(level, supported),)
        assert passage.source == piece.source
        assert f"place: {piece.place}" in passage.note.split("\n")
        text = f"{piece.paraphrase.zh}\n{piece.paraphrase.en}"
        assert passage.text == re.sub("\r\n?", "\n", text)


def test_the_codebook_holds_the_coding_structure(book, structure):
    codes, sets = read_codebook(book)
    assert len(codes) == sum(
        (structure.counts.dimensions, structure.counts.themes, structure.counts.concepts)
    )
    assert_codes_are_those_of(codes, sets, structure)


def test_the_project_holds_structure_and_evidence(project, structure, evidence):
    read = read_project(project)
    assert_codes_are_those_of(read.codes, read.sets, structure)
    assert_passages_are_the_evidence(read.passages, evidence, structure)


def test_codebook_and_project_hold_the_same_codes(book, project):
    assert read_codebook(book)[0] == read_project(project).codes


def test_every_source_is_there_with_its_kind_and_numbers(project, sources):
    read = read_project(project)
    assert list(read.texts) == list(sources.codes)
    for code, told in read.properties.items():
        assert told["来源类别 kind of source"] == str(sources.kind_of(code).label)
    items = {d.code: d.items_printed for d in sources.documents}
    assert {
        c: t["资料份数 number of items"] for c, t in read.properties.items() if c in items
    } == items


def test_cases_are_the_rows_of_table_1(project, sources):
    cases = read_project(project).cases
    assert len(cases) == len(sources.informants)
    for row, (name, (codes, told)) in zip(sources.informants, cases.items(), strict=True):
        assert name == f"{row.id} {row.position}"
        assert codes == row.codes
        assert told["访谈时长（分钟） minutes of interview"] == row.minutes_printed
        assert told.get("受访人数 interviewees") == row.people_printed


def test_texts_say_that_they_are_paraphrases(project):
    for text in read_project(project).texts.values():
        assert "并非论文的引文" in text and "not quotations" in text


# --- whatever the data hold ----------


@settings(max_examples=25, deadline=None)
@given(labels=st.lists(LABELS, min_size=52, max_size=52))
def test_any_name_survives_the_codebook(structure, labels):
    changed = renamed(structure, labels)
    content = qdc(changed, COLOURS)
    root = etree.fromstring(content)
    CODEBOOK.assertValid(root)
    assert root.getroottree().docinfo.doctype == ""
    assert_codes_are_those_of(*read_codebook(content), changed)


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_evidence_survives_the_project(structure, sources, evidence, data):
    ends = st.sampled_from(["", "\r", "\n", "\r\n"])
    text = st.builds("{}{}{}".format, WORDS, ends, WORDS)
    labels = data.draw(st.lists(st.builds(Label, text, text), min_size=3, max_size=3))
    pieces = [
        replace(piece, paraphrase=labels[index % len(labels)])
        for index, piece in enumerate(evidence)
    ]
    content = qdpx(structure, sources, pieces)
    PROJECT.assertValid(etree.fromstring(qde(content)))
    assert_passages_are_the_evidence(read_project(content).passages, pieces, structure)


@pytest.mark.parametrize("nasty", NASTY)
def test_markup_stays_text(structure, nasty):
    changed = renamed(structure, [Label(f"{nasty} {n}", nasty) for n in range(52)])
    codes, _ = read_codebook(qdc(changed))
    assert all(code.name.startswith(nasty) and code.english == nasty for code in codes)
    elements = {each.tag for each in etree.fromstring(qdc(changed)).iter()}
    assert {etree.QName(tag).localname for tag in elements} == {
        *("CodeBook", "Codes", "Code", "Description", "Sets", "Set", "MemberCode")
    }


def test_positions_count_code_points(structure, sources, evidence):
    text = "𠮷😀" * 3
    pieces = [replace(piece, paraphrase=Label(text, text)) for piece in evidence]
    written = source_text("XA1", sources, pieces)
    assert all(
        written.content[start:end] == f"{text}\n{text}" for _, start, end in written.selections
    )
    assert [piece.id for piece, _, _ in written.selections] == [
        piece.id for piece in evidence if piece.source == "XA1"
    ]


def test_a_source_without_evidence_is_still_there(structure, sources, evidence):
    read = read_project(qdpx(structure, sources, [p for p in evidence if p.source != "XB"]))
    assert "XB" in read.texts
    assert "XB" not in {passage.source for passage in read.passages}


def test_names_that_two_codes_share_stay_apart(structure):
    changed = renamed(structure, [Label("同名", "same")] * 52)
    codes, _ = read_codebook(qdc(changed))
    assert len({code.name for code in codes}) == len(codes)
    assert {code.english for code in codes} == {"same"}


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"])
def test_what_xml_cannot_hold_is_refused(structure, character):
    changed = renamed(structure, [Label(f"a{character}b", "x")] * 52)
    with pytest.raises(RefiError, match=rf"added_rd_services.*U\+{ord(character):04X}"):
        qdc(changed)


# --- the same bytes ----------


def test_the_same_input_gives_the_same_bytes(structure, sources, evidence, monkeypatch):
    first = refi_files(structure, sources, evidence, COLOURS)
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    monkeypatch.setattr("time.time", lambda: 4e9)
    assert refi_files(structure, sources, evidence, COLOURS) == first


def test_no_date_and_no_machine_is_written(book, project):
    with zipfile.ZipFile(io.BytesIO(project)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {each.compress_type for each in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {each.create_system for each in archive.infolist()} == {3}
    assert b"DateTime" not in book + qde(project)


def test_a_guid_outlives_a_change_of_name(structure):
    changed = renamed(structure, [Label(f"名{n}", f"name {n}") for n in range(52)])
    before, after = (read_codebook(qdc(each))[0] for each in (structure, changed))
    assert [code.guid for code in before] == [code.guid for code in after]
    assert before[0].guid == "2a7314f4-6186-5c7a-9ccd-7ac29b2835cd"


def test_files_have_names_and_media_types(structure, sources, evidence):
    files = refi_files(structure, sources, evidence)
    assert [(file.name, file.media_type) for file in files] == [
        ("case-study.qdc", "application/xml"),
        ("case-study.qdpx", "application/zip"),
    ]
    assert b" color=" not in files[0].content
