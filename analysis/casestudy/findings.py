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
from analysis.data import Label, load_table


@dataclass(frozen=True, slots=True)
class Finding:
    """A computed ``value`` (text) of a ``topic``, and what it means in one sentence."""

    id: str
    topic: Label
    value: str
    reading: str


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
            "One code per interviewee; the paper prints no total.",
        ),
        Finding(
            "minutes",
            Label("访谈总时长（分钟）", "Minutes in all"),
            f"{total.per_row} / {total.per_person}",
            "Not determined: the first if a printed length covers its row, the second if it is "
            "per person.",
        ),
        Finding(
            "items",
            Label("二手资料总数", "Secondary items in all"),
            str(sum(row.items for row in sources.documents)),
            f"Under {len(sources.documents)} codes; the paper prints neither total nor unit.",
        ),
        Finding(
            "uncited",
            Label("从未援引的来源", "Sources never quoted"),
            f"{len(never)} of {len(sources.codes)}",
            "Every code is quoted at least once." if not never else f"Never: {', '.join(never)}.",
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
            Label("表3至表5的维度标签", "Labels in the dimension column of Tables 3 to 5"),
            f"{structure.counts.blocks} for {structure.counts.dimensions}",
            "The tables print each leading role as a dimension of its own; section 2.4 counts "
            "them as one.",
        ),
        Finding(
            "quotations",
            Label("例证总数", "Quotations in all"),
            str(len(evidence)),
            f"{len(evidence) - len(text)} in Tables 3 to 5, {len(text)} in section 3.",
        ),
        Finding(
            "levels",
            Label("正文例证的层次", "What the quotations of section 3 support"),
            " / ".join(str(levels.count(level)) for level in ("concept", "theme", "block")),
            "A concept / only a theme / only an empowerment: the sections on leading roles name "
            "no concept.",
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
    return (
        Finding(
            "single_source",
            Label("仅一个来源的概念", "Concepts with a single source"),
            f"{len(single)} of {len(support)}",
            f"{len(roles)} of them among the {len(all_roles)} concepts of the leading roles.",
        ),
        Finding(
            "single_kind",
            Label("仅一类来源的概念", "Concepts with a single kind of source"),
            f"{len(one_kind)} of {len(support)}",
            f"{sum(row.kinds == ('institute',) for row in one_kind)} of them rest on the case "
            "organisation's own staff alone.",
        ),
    )


def stages_without(
    kind: str, structure: CodingStructure, sources: Sources, evidence: Sequence[Evidence]
) -> Finding:
    """Return the stages in which no source of a kind is quoted."""
    frame = per_stage(evidence, structure, sources)
    silent = [structure.stage(id).label.en for id in frame.loc[frame[kind] == 0, "stage"]]
    label = next(item.label for item in sources.kinds if item.id == kind)
    counts = ", ".join(str(count) for count in frame[kind])
    return Finding(
        f"stages_without_{kind}",
        Label(f"没有{label.zh}例证的阶段", f"Stages that quote no {label.en}"),
        f"{len(silent)} of {len(frame)}",
        f"Quotations per stage: {counts}. Without any: {', '.join(silent) or 'none'}.",
    )


def silent_actors(value_logic: Diagram) -> Finding:
    """Return the actors of value co-creation for which no interviewee speaks."""
    actors = value_logic.nodes_of("actor")
    silent = [actor for actor in actors if actor.source_kind is None]
    return Finding(
        "silent_actors",
        Label("无受访者的价值共创主体", "Actors of value co-creation not interviewed"),
        f"{len(silent)} of {len(actors)}",
        f"Not interviewed: {', '.join(actor.label.both for actor in silent) or 'none'}.",
    )


def unsourced_examples(root: Path | None = None) -> Finding:
    """Return how many examples that close a stage name no source."""
    frame = load_table("case_vignettes", root)
    unnamed = frame.loc[frame["source"].isna(), "locator"]
    return Finding(
        "unsourced_examples",
        Label("未注明来源的实例", "Closing examples without a source code"),
        f"{len(unnamed)} of {len(frame)}",
        f"In: {'; '.join(unnamed) or 'none'}.",
    )
