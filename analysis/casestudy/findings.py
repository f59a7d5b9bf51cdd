"""What the printed tables of the case study show and its text does not say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.casestudy.evidence import (
    Evidence,
    load_evidence,
    per_stage,
    single_source,
    triangulation,
    uncited,
)
from analysis.casestudy.models import Diagram, load_value_logic
from analysis.casestudy.sources import Sources, load_sources, minutes
from analysis.casestudy.structure import CodingStructure, load_structure
from analysis.data import Label, Words, load_table
from analysis.data.labels import COMMA, NONE, SEMICOLON, Text, out_of
from analysis.data.locators import located


@dataclass(frozen=True, slots=True)
class Finding:
    """A computed ``value`` (text) of a ``topic``, and what it means in one sentence."""

    id: str
    topic: Label
    value: Text
    reading: Words


def load_findings(root: Path | None = None) -> tuple[Finding, ...]:
    """Return all findings, computed from the data files of the case study."""
    structure, sources = load_structure(root), load_sources(root)
    evidence = load_evidence(structure, root)
    return (
        *source_findings(sources, evidence),
        *coding_findings(structure, evidence),
        *support_findings(structure, sources, evidence),
        stages_without("startup", structure, sources, evidence),
        silent_actors(load_value_logic(root)),
        unsourced_examples(root),
    )


def source_findings(sources: Sources, evidence: Sequence[Evidence]) -> tuple[Finding, ...]:
    """Return totals the paper does not print, and the sources it never quotes."""
    total = minutes(sources.informants)
    never = uncited(evidence, sources)
    return (
        Finding(
            "interviewees",
            Label("受访者总数", "Interviewees in all"),
            str(len(sources.interviewees)),
            Words(
                "每位受访者一个编号；论文未刊印合计。",
                "One code per interviewee; the paper prints no total.",
            ),
        ),
        Finding(
            "minutes",
            Label("访谈总时长（分钟）", "Minutes in all"),
            f"{total.per_row} / {total.per_person}",
            Words(
                "无法判定：刊印的时长若对应一行则为前者，若对应一人则为后者。",
                "Not determined: the first if a printed length covers its row, the second if it is "
                "per person.",
            ),
        ),
        Finding(
            "items",
            Label("二手资料总数", "Secondary items in all"),
            str(sum(row.items for row in sources.documents)),
            Words(
                f"分属 {len(sources.documents)} 个编号；论文既未刊印合计，也未刊印单位。",
                f"Under {len(sources.documents)} codes; the paper prints neither total nor unit.",
            ),
        ),
        Finding(
            "uncited",
            Label("从未援引的来源", "Sources never quoted"),
            out_of(len(never), len(sources.codes)),
            Words("每个编号都至少援引一次。", "Every code is quoted at least once.")
            if not never
            else Words(f"从未援引：{'、'.join(never)}。", f"Never: {', '.join(never)}."),
        ),
    )


def coding_findings(
    structure: CodingStructure, evidence: Sequence[Evidence]
) -> tuple[Finding, ...]:
    """Return how the tables label dimensions, and what the quotations of the text support."""
    text = [piece for piece in evidence if piece.kind == "text"]
    levels = [piece.level for piece in text]
    return (
        Finding(
            "dimension_labels",
            Label("表 3 至表 5 的维度标签", "Labels in the dimension column of Tables 3 to 5"),
            Words(
                f"{structure.counts.blocks} 对 {structure.counts.dimensions}",
                f"{structure.counts.blocks} for {structure.counts.dimensions}",
            ),
            Words(
                "表格把每个主导角色各印作一个维度，第 2.4 节则合计为一个。",
                "The tables print each leading role as a dimension of its own; section 2.4 counts "
                "them as one.",
            ),
        ),
        Finding(
            "quotations",
            Label("例证总数", "Quotations in all"),
            str(len(evidence)),
            Words(
                f"表 3 至表 5 中 {len(evidence) - len(text)} 条，第 3 节中 {len(text)} 条。",
                f"{len(evidence) - len(text)} in Tables 3 to 5, {len(text)} in section 3.",
            ),
        ),
        Finding(
            "levels",
            Label("正文例证的层次", "What the quotations of section 3 support"),
            " / ".join(str(levels.count(level)) for level in ("concept", "theme", "block")),
            Words(
                "对应概念、仅对应主题、仅对应一种赋能：论主导角色的各节没有提到任何概念。",
                "A concept / only a theme / only an empowerment: the sections on leading roles "
                "name no concept.",
            ),
        ),
    )


def support_findings(
    structure: CodingStructure, sources: Sources, evidence: Sequence[Evidence]
) -> tuple[Finding, ...]:
    """Return how many concepts rest on one source or on one kind of source."""
    support = triangulation(evidence, structure, sources)
    single = single_source(support)
    roles = [id for id in single if structure.block_of(id).kind == "leading_role"]
    all_roles = [c for c in structure.concepts if structure.block_of(c.id).kind == "leading_role"]
    one_kind = [row for row in support if len(row.kinds) < 2]
    own = sum(row.kinds == ("institute",) for row in one_kind)
    return (
        Finding(
            "single_source",
            Label("仅一个来源的概念", "Concepts with a single source"),
            out_of(len(single), len(support)),
            Words(
                f"其中 {len(roles)} 个属于主导角色的 {len(all_roles)} 个概念。",
                f"{len(roles)} of them among the {len(all_roles)} concepts of the leading roles.",
            ),
        ),
        Finding(
            "single_kind",
            Label("仅一类来源的概念", "Concepts with a single kind of source"),
            out_of(len(one_kind), len(support)),
            Words(
                f"其中 {own} 个只依据案例组织自己的人员。",
                f"{own} of them rest on the case organisation's own staff alone.",
            ),
        ),
    )


def stages_without(
    kind: str, structure: CodingStructure, sources: Sources, evidence: Sequence[Evidence]
) -> Finding:
    """Return the stages in which no source of a kind is quoted."""
    frame = per_stage(evidence, structure, sources)
    silent = [structure.stage(id).label for id in frame.loc[frame[kind] == 0, "stage"]]
    label = next(item.label for item in sources.kinds if item.id == kind)
    counts = COMMA.join(str(count) for count in frame[kind])
    return Finding(
        f"stages_without_{kind}",
        Label(f"没有{label.zh}例证的阶段", f"Stages that quote no {label.en}"),
        out_of(len(silent), len(frame)),
        Words(
            "各阶段的例证数：{counts}。没有例证的阶段：{silent}。",
            "Quotations per stage: {counts}. Without any: {silent}.",
        ).format(counts=counts, silent=COMMA.join(silent) or NONE),
    )


def silent_actors(value_logic: Diagram) -> Finding:
    """Return the actors of value co-creation for which no interviewee speaks."""
    actors = value_logic.nodes_of("actor")
    silent = [actor for actor in actors if actor.source_kind is None]
    return Finding(
        "silent_actors",
        Label("无受访者的价值共创主体", "Actors of value co-creation not interviewed"),
        out_of(len(silent), len(actors)),
        Words("未受访：{silent}。", "Not interviewed: {silent}.").format(
            silent=COMMA.join(Words(a.label.zh, a.label.both) for a in silent) or NONE
        ),
    )


def unsourced_examples(root: Path | None = None) -> Finding:
    """Return how many examples that close a stage name no source."""
    frame = load_table("case_vignettes", root)
    unnamed = frame.loc[frame["source"].isna(), "locator"]
    return Finding(
        "unsourced_examples",
        Label("未注明来源的实例", "Closing examples without a source code"),
        out_of(len(unnamed), len(frame)),
        Words("见{places}。", "In: {places}.").format(
            places=SEMICOLON.join(map(located, unnamed)) or NONE
        ),
    )
