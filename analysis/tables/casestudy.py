"""Tables of the case study: sources, coding, evidence, coverage, comparison, checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from analysis.casestudy import (
    Evidence,
    Informant,
    Sources,
    Triangulation,
    kind_totals,
    load_evidence,
    load_sources,
    load_structure,
    minutes,
    per_stage,
    triangulation,
)
from analysis.casestudy.sources import Minutes
from analysis.casestudy.structure import Block, CodingStructure, Concept, Theme
from analysis.data import Label, Words, load_document, load_table
from analysis.data.anchors import anchor
from analysis.data.locators import located
from analysis.tables.badges import BADGE_NOTE, CaseNumbers, load_case_numbers
from analysis.tables.core import (
    BREAK,
    Body,
    Cell,
    Column,
    Content,
    Group,
    Part,
    Row,
    Run,
    Table,
    body,
    cell,
    merge_down,
    num,
    on_one_line,
    runs,
    table,
)

SUBTOTAL = Label("小计", "subtotal")
TOTAL = Label("合计", "total")
NONE = "–"
STRUCTURE = "fig-data-structure"  # the figure whose parts lead to the evidence
SINGLE = "△"
STATED = ("stages", "dimensions", "themes", "concepts")
CODES_WIDTH = {"interview": 1.6, "document": 1.1}
SELECTION = Words(
    "论文刊印的是典型例证：空白并不表示没有证据。",
    "The paper prints typical examples: a blank does not mean that no evidence exists.",
)
RECALCULATED = Words("重算", "Recomputed")
STAGE, THEME, CONCEPT, SOURCE = (
    Words("阶段", "Stage"),
    Words("二阶主题", "Second-order theme"),
    Words("一阶概念", "First-order concept"),
    Words("来源", "Source"),
)
ONLY_THEME = Words("仅对应主题", "theme only")
SOURCES = Words("来源数", "Sources")


def phases(root: Path | None = None) -> Table:
    """Return the phases of data collection (section 2.3): period and aim."""
    rows = [
        [_period(item["period"]), Label.of(item)]
        for item in load_document("case_design", root)["phases"]
    ]
    columns = [Column(Words("时间", "Period"), 1, row_header=True), Column(Words("重点", "Aim"), 3)]
    return table(columns, rows)


def _period(text: str) -> Words:
    return Words(text.replace(" to ", " 至 "), text.replace(" to ", " – "))


def informants(root: Path | None = None) -> Table:
    """Return Table 1, interviewees by position, with recomputed totals."""
    sources, printed = load_sources(root), load_case_numbers(root)
    total = minutes(sources.informants)
    shares = kind_totals(sources).set_index("kind")["share"]
    bodies = []
    for kind in sources.kinds:
        rows = sources.informants_of(kind.id)
        if rows:
            share = f"{shares[kind.id]:.1%}"
            closing = _sum_of(SUBTOTAL, rows, Words(f"占总时长 {share}", f"{share} of all minutes"))
            cells = [*(_informant(row, printed) for row in rows), closing]
            bodies.append(body(cells, on_one_line(kind.label)))
    count = len(sources.informants)
    positions = Words(f"{count} 类受访者", f"{count} positions")
    everything = _sum_of(TOTAL, sources.informants, positions)
    columns = [
        Column(Words("职务", "Position"), 2.2, row_header=True),
        Column(Words("编号", "Codes"), 1.5),
        Column(Words("刊印", "Printed"), 1, "right"),
        Column(Words("计数", "Counted"), 1, "right"),
        Column(Words("话题", "Topics"), 5),
        Column(Words("时长（分钟）", "Minutes"), 1.2, "right"),
    ]
    people = Group(Words("人数", "People"), 2)
    heads = [Group(None), Group(None), people, Group(None), Group(None)]
    last = body([everything], RECALCULATED)
    notes = [_minutes_note(total), BADGE_NOTE]
    return table(columns, bodies=[*bodies, last], groups=heads, notes=notes)


def _informant(row: Informant, printed: CaseNumbers) -> Row:
    people = row.people_printed
    return [
        row.position,
        row.codes_printed,
        printed.cell(people, "table1", row.id, "people") if people else num(NONE),
        num(len(row.codes)),
        row.topics,
        printed.cell(row.minutes_printed, "table1", row.id, "minutes"),
    ]


def _sum_of(label: Label, rows: Sequence[Informant], remark: Words) -> Row:
    people = sum(len(row.codes) for row in rows)
    spoken = minutes(tuple(rows)).per_row
    return [on_one_line(label), "", num(NONE), num(people), remark, num(spoken)]


def _minutes_note(total: Minutes) -> Words:
    return Words(
        f"时长按行相加（{total.per_row}）。若刊印的时长以人计，则合计为 {total.per_person}；"
        f"原文没有说明。{NONE} 未刊印。",
        f"Minutes are added row by row ({total.per_row}). If the printed lengths are per person, "
        f"the total is {total.per_person}; the paper does not say. {NONE} not printed.",
    )


def documents(root: Path | None = None) -> Table:
    """Return Table 2, secondary data, with recomputed totals and shares."""
    sources, printed = load_sources(root), load_case_numbers(root)
    total = sum(row.items for row in sources.documents)
    rows: list[Row] = [
        [
            sources.kind_of(row.code).label,
            row.code,
            row.material,
            printed.cell(row.items_printed, "table2", row.code, "items"),
            num(f"{row.items / total:.1%}"),
        ]
        for row in sources.documents
    ]
    codes = Words(f"{len(rows)} 个编号", f"{len(rows)} codes")
    closing: Row = [on_one_line(TOTAL), codes, "", num(total), num(f"{1:.1%}")]
    columns = [
        Column(Words("类别", "Kind"), 1.8, row_header=True),
        Column(Words("编号", "Code"), 1),
        Column(Words("材料", "Material"), 5),
        Column(Words("数量", "Number"), 1.1, "right"),
        Column(Words("占比", "Share"), 1.1, "right"),
    ]
    note = Words(
        "数量如刊印，不带单位；占比与合计为重算。",
        "Number as printed, without unit; shares and total recomputed.",
    )
    bodies = [body(merge_down(rows, 1)), body([closing], RECALCULATED)]
    return table(columns, bodies=bodies, notes=[note, BADGE_NOTE])


def structure_counts(root: Path | None = None) -> Table:
    """Return the number of themes and concepts per label of Tables 3 to 5, and in all."""
    structure = load_structure(root)
    counts = structure.counts
    claims = load_document("case_claims", root)["claims"]
    printed = {item["id"]: item["printed"] for item in claims}
    numbers = load_case_numbers(root)
    badges = {name: numbers.cell(printed[name], "text", name) for name in STATED}
    rows: list[Row] = [
        [
            structure.stage(block.stage).label,
            [f"{block.id} ", *on_one_line(block.label)],
            structure.dimension(block.dimension).label,
            num(len(structure.themes_of(block.id))),
            num(_concepts_in(structure, block)),
        ]
        for block in structure.blocks
    ]
    recomputed: Row = [
        str(counts.stages),
        str(counts.blocks),
        str(counts.dimensions),
        num(counts.themes),
        num(counts.concepts),
    ]
    left = [replace(badges[name], align="left") for name in ("stages", "dimensions")]
    stated: Row = [left[0], NONE, left[1], badges["themes"], badges["concepts"]]
    columns = [
        Column(STAGE, 1.4, row_header=True),
        Column(Words("表 3 至表 5 的标签", "Label in Tables 3 to 5"), 2.4, row_header=True),
        Column(Words("理论维度", "Aggregate dimension"), 2.2),
        Column(Words("主题", "Themes"), 1, "right"),
        Column(Words("概念", "Concepts"), 1, "right"),
    ]
    return table(
        columns,
        bodies=[
            body(merge_down(rows, 1)),
            body([recomputed], RECALCULATED),
            body([stated], Words("刊印（第 2.4 节和第 3 节）", "Printed (sections 2.4 and 3)")),
        ],
        notes=[[Words(f"{NONE} 未刊印。", f"{NONE} not printed. "), BADGE_NOTE]],
    )


def _concepts_in(structure: CodingStructure, block: Block) -> int:
    return sum(len(structure.concepts_of(theme.id)) for theme in structure.themes_of(block.id))


def evidence(
    stage: str, kind: Literal["table", "text", "all"] = "all", root: Path | None = None
) -> Table:
    """Return the evidence of a stage of the coding, from its table and its section, in paraphrase.

    ``kind`` keeps the quotations of the table or of the text alone. Raises ValueError for another
    stage.
    """
    structure = load_structure(root)
    known = [item.id for item in structure.stages]
    if stage not in known:
        raise ValueError(f"stage must be one of {', '.join(known)}, not {stage!r}")
    pieces = [piece for piece in load_evidence(structure, root) if kind in ("all", piece.kind)]
    bodies = [_evidence_of(block, structure, pieces) for block in structure.blocks_of(stage=stage)]
    columns = [
        Column(THEME, 1.7, row_header=True),
        Column(CONCEPT, 1.7, row_header=True),
        Column(Words("证据（转述）", "Evidence (paraphrased)"), 5),
        Column(SOURCE, 1.3),
    ]
    note = Words("转述出自本书。来源：编号与位置。", "Paraphrases are ours. Source: code, place.")
    return table(columns, bodies=bodies, notes=[note])


def _evidence_of(block: Block, structure: CodingStructure, pieces: Sequence[Evidence]) -> Body:
    rows: list[Row] = []
    for theme in structure.themes_of(block.id):
        head = _back(theme)
        for concept in structure.concepts_of(theme.id):
            name = _back(concept)
            rows += [_piece(head, name, p) for p in _of(concept.id, pieces)]
        rows += [_piece(head, ONLY_THEME, p) for p in _of(theme.id, pieces)]
    whole = Words(f"{block.id} 整体", f"{block.id} as a whole")
    rows += [_piece(whole, NONE, p) for p in _of(block.id, pieces)]
    return body(merge_down(rows, 2), _band(block, structure))


def _band(block: Block, structure: CodingStructure) -> tuple[Part, ...]:
    """Return the name of a block as the place of its evidence, the first of a dimension for both.

    It leads nowhere: on paper it is repeated, and what is repeated may hold no link.
    """
    name, *rest = on_one_line(block.label)
    assert isinstance(name, Run)  # a name is no reference
    dimension = structure.dimension(block.dimension)
    first = next(each for each in structure.blocks if each.dimension == dimension.id)
    id = anchor("evidence", dimension.id) if first == block else ""
    return Run(f"{block.id} ", id=id), replace(name, id=anchor("evidence", block.id)), *rest


def _back(unit: Theme | Concept) -> tuple[Part, ...]:
    """Return a unit's name as the place of its evidence, and as link back to the figure."""
    name, *rest = runs(unit.label)
    assert isinstance(name, Run)
    return replace(name, id=anchor("evidence", unit.id), href=f"#{STRUCTURE}"), *rest


def _of(id: str, pieces: Sequence[Evidence]) -> list[Evidence]:
    return [piece for piece in pieces if piece.supports == id]


def _piece(theme: Content, concept: Content, piece: Evidence) -> Row:
    source = cell([Run(piece.source, strong=True), BREAK, _short(piece.place)], classes=["code"])
    return [theme, concept, piece.paraphrase, source]


def _short(locator: str) -> Words:
    """Return a place in few letters, on one line: §3.1, Table 3."""
    place = located(locator)
    return Words(
        place.zh.replace(" ", "\u00a0"), place.en.replace("Section ", "§").replace(" ", "\u00a0")
    )


def evidence_counts(root: Path | None = None) -> Table:
    """Return the number of quotations per stage: by place and by kind of source."""
    structure, sources = load_structure(root), load_sources(root)
    frame = per_stage(load_evidence(structure, root), structure, sources)
    kinds = [kind.id for kind in sources.kinds]
    names = ["table", "text", "total", "sources", *kinds]
    rows: list[Row] = [
        [structure.stage(row["stage"]).label, *(num(row[name]) for name in names)]
        for row in frame.to_dict("records")
    ]
    sums = [NONE if name == "sources" else frame[name].sum() for name in names]
    rows.append([TOTAL, *map(num, sums)])
    heads: list[Content] = [
        Words("表格", "Table"),
        Words("正文", "Text"),
        Words("全部", "All"),
        SOURCES,
        *(kind.short for kind in sources.kinds),
    ]
    widths = [0.9, 0.8, 0.7, 1.1, *(1.5 for _ in kinds)]
    columns = [Column(STAGE, 1.9, row_header=True)]
    columns += [Column(head, width, "right") for head, width in zip(heads, widths, strict=True)]
    quotations, kind = Words("引语", "Quotations"), Words("来源类别", "Kind of source")
    groups = [Group(None), Group(quotations, 3), Group(None), Group(kind, len(kinds))]
    note = Words("来源数：引用的不同编号。", "Sources: distinct codes quoted.")
    return table(columns, rows, groups=groups, notes=[note, SELECTION])


def coverage(root: Path | None = None) -> Table:
    """Return the concept-by-source matrix: codes per kind of source, triangulation counts."""
    structure, sources = load_structure(root), load_sources(root)
    pieces = load_evidence(structure, root)
    support = {row.concept: row for row in triangulation(pieces, structure, sources)}
    bodies = []
    for block in structure.blocks:
        concepts = [
            c for theme in structure.themes_of(block.id) for c in structure.concepts_of(theme.id)
        ]
        rows = [[c.label, *_support(support[c.id], sources)] for c in concepts]
        bodies.append(body(rows, [f"{block.id} ", *on_one_line(block.label)]))
    columns = [
        Column(CONCEPT, 4.4, row_header=True),
        *(Column(kind.short, CODES_WIDTH[kind.form], "center") for kind in sources.kinds),
        Column(SOURCES, 1.1, "right"),
        Column(Words("类别数", "Kinds"), 0.9, "right"),
    ]
    groups = [
        Group(None),
        Group(
            Words("引用的编号，按来源类别", "Codes quoted, by kind of source"), len(sources.kinds)
        ),
        Group(Words("计数", "Counts"), 2),
    ]
    themes = sum(piece.level != "concept" for piece in pieces)
    notes = [
        Words(
            f"XA1：引语见表 3 至表 5；(XA1)：引语见第 3 节。{SINGLE}：仅一个来源。",
            f"XA1 quoted in Tables 3 to 5; (XA1) quoted in section 3. {SINGLE} one source only.",
        ),
        Words(
            f"第 3 节有 {themes} 条引语只对应一个主题或一种赋能，不计入本表。",
            f"{themes} quotations of section 3 name only a theme or an empowerment: not counted "
            "here.",
        ),
        SELECTION,
    ]
    return table(columns, bodies=bodies, groups=groups, notes=notes)


def _support(row: Triangulation, sources: Sources) -> Row:
    printed = [(code, code) for code in row.in_table] + [
        (code, f"({code})") for code in row.in_text
    ]
    cells: list[Content | Cell] = []
    for kind in sources.kinds:
        shown = [text for code, text in printed if sources.kind_of(code).id == kind.id]
        cells.append(cell(" ".join(shown), classes=["code"]))
    count = len(row.sources)
    return [*cells, num(f"{SINGLE} {count}" if count == 1 else count), num(len(row.kinds))]


def comparison(root: Path | None = None) -> Table:
    """Return Table 6, functions of the platform and of the industry-leading enterprise."""
    rows = [
        [
            Label(row["category_zh"], row["category_en"]),
            Label(row["platform_zh"], row["platform_en"]),
            Label(row["leader_zh"], row["leader_en"]),
        ]
        for row in load_table("case_comparison", root).to_dict("records")
    ]
    columns = [
        Column(Words("类别", "Category"), 1, row_header=True),
        Column(Label("技术平台企业", "Technology platform enterprise"), 2),
        Column(Label("产业主导企业", "Industry-leading enterprise"), 2),
    ]
    return table(columns, rows)


def examples(root: Path | None = None) -> Table:
    """Return the examples that close the stages in section 3, in paraphrase."""
    structure = load_structure(root)
    rows: list[Row] = [
        [
            structure.stage(row["stage"]).label,
            Label(row["paraphrase_zh"], row["paraphrase_en"]),
            row["source"] if isinstance(row["source"], str) else NONE,
            _short(row["locator"]),
        ]
        for row in load_table("case_vignettes", root).to_dict("records")
    ]
    columns = [
        Column(STAGE, 1.3, row_header=True),
        Column(Words("实例（转述）", "Example (paraphrased)"), 5),
        Column(SOURCE, 1),
        Column(Words("位置", "Place"), 1),
    ]
    note = Words(f"{NONE} 论文未注明来源。", f"{NONE} the paper names no source.")
    return table(columns, rows, notes=[note])
