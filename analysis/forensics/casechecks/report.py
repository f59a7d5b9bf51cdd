"""All checks of the two papers that look at many things at once, with their findings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis.casestudy import (
    Sources,
    load_evidence,
    load_process_model,
    load_sources,
    load_structure,
)
from analysis.data import Label, Words, load_document
from analysis.forensics import citations as cite
from analysis.forensics import wordings
from analysis.forensics.calendar import period
from analysis.forensics.casechecks import counts, coverage
from analysis.forensics.casechecks import sources as by_source
from analysis.forensics.findings import Finding, name_of
from analysis.forensics.verdicts import Consequence, Verdict

RETURNED = Words("修返日期", "date of the returned revision")


@dataclass(frozen=True, slots=True)
class CheckReport:
    """One check of one paper: what it asks, what it found, the function that decided."""

    id: str
    document: str
    label: Label
    finding: Finding
    check: str

    @property
    def verdict(self) -> Verdict:
        """Return the verdict."""
        return self.finding.verdict

    @property
    def consequence(self) -> Consequence:
        """Return what a contradiction changes."""
        return self.finding.consequence


def paper_checks(root: Path | None = None) -> tuple[CheckReport, ...]:
    """Return the checks of both papers that look at many things at once, the case study first.

    Raises InputError for a fault in the files.
    """
    return (
        *coding_checks(root),
        *source_checks(root),
        *case_citation_checks(root),
        *study_checks(root),
    )


def coding_checks(root: Path | None = None) -> tuple[CheckReport, ...]:
    """Return the checks of the case study's coding: levels, evidence, figure, names."""
    structure = load_structure(root)
    evidence, names = load_evidence(structure, root), wordings.case_wordings(root)
    return (
        _case("dimension_labels", "维度标签", "labels in the tables' column of dimensions",
              counts.dimension_labels, structure),
        _case("parts", "每个单元的组成", "parts of every unit", counts.parts_everywhere, structure),
        _case("evidence_rows", "概念的例证", "a row of evidence for every concept",
              coverage.concepts_without_evidence, structure, evidence),
        _case("text_quotes", "正文中的概念例证", "a quotation in the text for every concept",
              coverage.quoted_concepts, structure, evidence),
        _case("evidence_tables", "各阶段的例证表", "one table of evidence per stage",
              coverage.one_table_each, structure, evidence),
        _case("figure", "过程模型中的主题", "every theme in the process model",
              coverage.missing_from_figure, structure, load_process_model(root)),
        _case("one_name", "名称一致", "one name for every unit", wordings.one_name_each, names),
        _case("one_unit", "名称不重复", "one unit for every name", wordings.one_unit_each, names),
        _case("named", "正文中的名称", "a name in the text for every unit",
              wordings.named_beyond, names),
    )  # fmt: skip


def source_checks(root: Path | None = None) -> tuple[CheckReport, ...]:
    """Return the checks of the case study's sources: codes, people, materials, authors."""
    sources, structure = load_sources(root), load_structure(root)
    evidence = load_evidence(structure, root)
    known, cited = _announced(sources), [piece.source for piece in evidence]
    said = by_source.load_attributions(root)
    kinds = {code: sources.kind_of(code).id for code in sources.codes}
    employers = [kind.short.zh for kind in sources.kinds if kind.form == "interview"]
    return (
        _case("codes_exist", "引用的编码存在", "every cited code is announced",
              by_source.cited_exist, cited, known),
        _case("codes_cited", "编码均被引用", "every announced code is cited",
              by_source.announced_cited, known, cited),
        _case("ranges", "编码与人数", "codes as many as people",
              by_source.ranges_match_people, sources.informants),
        _case("code_gaps", "编码连续", "codes without gaps", by_source.without_gaps, known),
        _case("code_letters", "编码首字母", "one first letter per kind of source",
              by_source.one_letter_per_kind, kinds),
        _case("positions", "正文中的职位", "positions in the text as in Table 1",
              by_source.positions_agree, said, sources),
        _case("attributions", "正文例证的编码", "one code per quotation of the text",
              by_source.attributed_as_coded, said, evidence),
        _case("lengths", "时长与人数", "lengths that grow with people",
              by_source.lengths_grow_with_people, sources.informants),
        _case("materials", "资料种类", "sorts of material named wherever sources are listed",
              by_source.listed_everywhere, by_source.load_materials(root)),
        _case("employers", "作者与受访机构", "authors independent of those interviewed",
              by_source.interviewed_employers, by_source.load_authors(root), employers),
    )  # fmt: skip


def case_citation_checks(root: Path | None = None) -> tuple[CheckReport, ...]:
    """Return the checks of the case study's citations and of its list of references."""
    marks, listed = cite.load_citations("case_citations", root), cite.load_references(root)
    numbers = [each.number for each in listed]
    items = {item["id"]: item for item in load_document("case_claims", root)["claims"]}
    closed = period(items["returned"]["printed"])
    late = (
        (
            _case("late", "晚于修返的文献", "no reference later than the returned revision",
                  cite.later_than, listed, closed, RETURNED),
        )
        if closed
        else ()
    )  # fmt: skip
    return (
        _case("unresolved", "未完成的引用", "every mark cites a reference",
              cite.marks_resolved, marks),
        _case("order", "引用顺序", "references numbered in order of citation",
              cite.cited_in_order, marks),
        _case("never_cited", "未引文献", "every listed reference is cited",
              cite.never_cited, marks, numbers),
        _case("not_listed", "未列文献", "every cited reference is listed",
              cite.not_listed, marks, numbers),
        _case("authors", "引用的作者", "authors named as listed",
              cite.authors_agree, marks, listed),
        _case("numbering", "文献编号", "the list numbered through", cite.numbered_through, listed),
        _case("versions", "中英文著录", "both versions of an entry agree",
              cite.versions_agree, listed),
        _case("volumes", "卷号与年份", "volumes that go with years",
              cite.volumes_follow_years, listed),
        _case("pages", "页码", "pages that rise", cite.pages_rise, listed),
        *late,
    )  # fmt: skip


def study_checks(root: Path | None = None) -> tuple[CheckReport, ...]:
    """Return the checks of the configurational study's citations and names."""
    marks, names = cite.load_citations("citations", root), wordings.study_wordings(root)
    return (
        _study("unresolved", "未完成的引用", "every mark cites a reference",
               cite.marks_resolved, marks),
        _study("order", "引用顺序", "references numbered in order of citation",
               cite.cited_in_order, marks),
        _study("gaps", "引用编号连续", "numbers cited without a gap", cite.gaps, marks),
        _study("not_listed", "未列文献", "every cited reference is listed",
               cite.not_listed, marks, ()),
        _study("one_author", "同号同作者", "one author per number", cite.one_author_each, marks),
        _study("purposes", "引用用途", "no reference for method and substance",
               cite.two_purposes, marks, cite.LIST),
        _study("one_name", "名称一致", "one name for every term", wordings.one_name_each, names),
        _study("one_unit", "名称不重复", "one term for every name", wordings.one_unit_each, names),
    )  # fmt: skip


def _case(id: str, zh: str, en: str, check: Callable[..., Finding], *given: Any) -> CheckReport:
    return CheckReport(id, "case study", Label(zh, en), check(*given), name_of(check))


def _study(id: str, zh: str, en: str, check: Callable[..., Finding], *given: Any) -> CheckReport:
    return CheckReport(id, "configurational study", Label(zh, en), check(*given), name_of(check))


def _announced(sources: Sources) -> list[str]:
    people = [code for row in sources.informants for code in by_source.announced(row.codes_printed)]
    return [*people, *(row.code for row in sources.documents)]
