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
SELECTION = "The paper prints typical examples: a blank does not mean that no evidence exists."


def phases(root: Path | None = None) -> Table:
    """Return the phases of data collection (section 2.3): period and aim."""
    rows = [
        [item["period"].replace(" to ", " – "), Label.of(item)]
        for item in load_document("case_design", root)["phases"]
    ]
    return table([Column("Period", 1, row_header=True), Column("Aim", 3)], rows)


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
        Column("Position", 2.2, row_header=True),
        Column("Codes", 1.5),
        Column("Printed", 1, "right"),
        Column("Counted", 1, "right"),
        Column("Topics", 5),
        Column("Minutes", 1.2, "right"),
    ]
    heads = [Group(None), Group(None), Group("People", 2), Group(None), Group(None)]
    last = body([everything], "Recomputed")
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
    closing: Row = [on_one_line(TOTAL), f"{len(rows)} codes", "", num(total), num(f"{1:.1%}")]
    columns = [
        Column("Kind", 1.8, row_header=True),
        Column("Code", 1),
        Column("Material", 5),
        Column("Number", 1.1, "right"),
        Column("Share", 1.1, "right"),
    ]
    note = "Number as printed, without unit; shares and total recomputed."
    bodies = [body(merge_down(rows, 1)), body([closing], "Recomputed")]
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
        Column("Stage", 1.4, row_header=True),
        Column("Label in Tables 3 to 5", 2.4, row_header=True),
        Column("Aggregate dimension", 2.2),
        Column("Themes", 1, "right"),
        Column("Concepts", 1, "right"),
    ]
    return table(
        columns,
        bodies=[
            body(merge_down(rows, 1)),
            body([recomputed], "Recomputed"),
            body([stated], "Printed (sections 2.4 and 3)"),
        ],
        notes=[[Words(f"{NONE} 未刊印。", f"{NONE} not printed. "), BADGE_NOTE]],
    )


def _concepts_in(structure: CodingStructure, block: Block) -> int:
    return sum(len(structure.concepts_of(theme.id)) for theme in structure.themes_of(block.id))


def evidence(
    stage: str, kind: Literal["table", "text", "all"] = "all", root: Path | None = None
) -> Table:
    """Return the evidence of a stage (Tables 3 to 5 and section 3), in paraphrase.

    ``stage`` is development, transformation or application; ``kind`` keeps the quotations of the
    table or of the text alone. Raises ValueError for another stage.
    """
    structure = load_structure(root)
    known = [item.id for item in structure.stages]
    if stage not in known:
        raise ValueError(f"stage must be one of {', '.join(known)}, not {stage!r}")
    pieces = [piece for piece in load_evidence(structure, root) if kind in ("all", piece.kind)]
    bodies = [_evidence_of(block, structure, pieces) for block in structure.blocks_of(stage=stage)]
    columns = [
        Column("Second-order theme", 1.7, row_header=True),
        Column("First-order concept", 1.7, row_header=True),
        Column("Evidence (paraphrased)", 5),
        Column("Source", 1.3),
    ]
    return table(columns, bodies=bodies, notes=["Paraphrases are ours. Source: code, place."])


def _evidence_of(block: Block, structure: CodingStructure, pieces: Sequence[Evidence]) -> Body:
    rows: list[Row] = []
    for theme in structure.themes_of(block.id):
        head = _back(theme)
        for concept in structure.concepts_of(theme.id):
            name = _back(concept)
            rows += [_piece(head, name, p) for p in _of(concept.id, pieces)]
        rows += [_piece(head, "theme only", p) for p in _of(theme.id, pieces)]
    rows += [_piece(f"{block.id} as a whole", NONE, p) for p in _of(block.id, pieces)]
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
    place = piece.place.replace("Section ", "§").replace(" ", "\u00a0")
    source = cell([Run(piece.source, strong=True), BREAK, place], classes=["code"])
    return [theme, concept, piece.paraphrase, source]


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
        "Table",
        "Text",
        "All",
        "Sources",
        *(kind.short for kind in sources.kinds),
    ]
    widths = [0.9, 0.8, 0.7, 1.1, *(1.5 for _ in kinds)]
    columns = [Column("Stage", 1.9, row_header=True)]
    columns += [Column(head, width, "right") for head, width in zip(heads, widths, strict=True)]
    groups = [Group(None), Group("Quotations", 3), Group(None), Group("Kind of source", len(kinds))]
    return table(columns, rows, groups=groups, notes=["Sources: distinct codes quoted.", SELECTION])


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
        Column("First-order concept", 4.4, row_header=True),
        *(Column(kind.short, CODES_WIDTH[kind.form], "center") for kind in sources.kinds),
        Column("Sources", 1.1, "right"),
        Column("Kinds", 0.9, "right"),
    ]
    groups = [
        Group(None),
        Group("Codes quoted, by kind of source", len(sources.kinds)),
        Group("Counts", 2),
    ]
    themes = sum(piece.level != "concept" for piece in pieces)
    notes = [
        f"XA1 quoted in Tables 3 to 5; (XA1) quoted in section 3. {SINGLE} one source only.",
        f"{themes} quotations of section 3 name only a theme or an empowerment: not counted here.",
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
        Column("Category", 1, row_header=True),
        Column(Label("技术平台企业", "Technology platform enterprise"), 2),
        Column(Label("产业主导企业", "Industry-leading enterprise"), 2),
    ]
    return table(columns, rows)


def examples(root: Path | None = None) -> Table:
    """Return the examples that close the stages in section 3, in paraphrase."""
    structure = load_structure(root)
    rows = [
        [
            structure.stage(row["stage"]).label,
            Label(row["paraphrase_zh"], row["paraphrase_en"]),
            row["source"] if isinstance(row["source"], str) else NONE,
            row["locator"].replace("Section ", "§"),
        ]
        for row in load_table("case_vignettes", root).to_dict("records")
    ]
    columns = [
        Column("Stage", 1.3, row_header=True),
        Column("Example (paraphrased)", 5),
        Column("Source", 1),
        Column("Place", 1),
    ]
    return table(columns, rows, notes=[f"{NONE} the paper names no source."])
