"""The chart of paths of a study, with core and peripheral conditions, and its typical cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from analysis.data import Label, Words
from analysis.qca import Solution
from analysis.qca.solutions import Path
from analysis.study import Configurations, Study, configurations, study_at
from analysis.study import typical_cases as cases_of
from analysis.study.loading import At
from analysis.tables.core import (
    Body,
    Cell,
    Column,
    Content,
    Group,
    Row,
    Table,
    body,
    cell,
    num,
    on_one_line,
    table,
)
from analysis.tables.study_tables.common import (
    ABSENT,
    CONDITION,
    CONSISTENCY,
    PRESENT,
    RAW_COVERAGE,
    SMALL,
    UNIQUE_COVERAGE,
    literal,
    named_cases,
    rebuilt_notes,
    statement,
    term_words,
    three,
)
from analysis.tables.study_tables.models import NO_SOLUTION, PATH

CHARTED = 10
MARKS = Words(
    f"{PRESENT}核心条件存在；{SMALL}边缘条件存在；{ABSENT}缺失（附核心或边缘）；空白：可有可无。",
    f"{PRESENT} core, present; {SMALL} peripheral, present; {ABSENT} absent, with its rank; blank: "
    "present or absent.",
)
VALUE_MARKS = Words("数字为条件的取值；空白：任意取值。", "Figures are values; blank: any value.")
RANKS = {"core": Words("核心", "core"), "peripheral": Words("边缘", "peripheral")}
# Where more paths stand beside one another, a rank is a letter.
WORDED = 8
LETTERS = {"core": Words("核", "c"), "peripheral": Words("边", "p")}
LETTERS_MEAN = Words("核：核心；边：边缘。", "c: core; p: peripheral.")
FIRST_MODEL = Words(
    "图中为第一个模型{name}；核心条件依简约模型{short}而定。",
    "The chart shows the first model, {name}; core conditions follow the parsimonious model "
    "{short}.",
)
TYPICAL = {
    "member": Words(
        "路径隶属度大于 0.5 的案例。", "Cases with membership above one half in the path."
    ),
    "member_with_outcome": Words(
        "路径与结果的隶属度均大于 0.5 的案例。",
        "Cases with membership above one half in the path and in the outcome.",
    ),
    "only_member_with_outcome": Words(
        "路径与结果的隶属度均大于 0.5、且不属于其他路径的案例。",
        "Cases with membership above one half in the path and the outcome, and in no other path.",
    ),
}


def paths(at: At = None) -> Table:
    """Return the chart of paths of the first model for the outcome and for its negation.

    Conditions are down, paths across, with core and peripheral conditions; parameters of fit below.
    """
    study = study_at(at)
    return chart(configurations(study))


def chart(found: Configurations) -> Table:
    """Return the chart of paths of solved configurations."""
    first = [panel.reported[0] for panel in found.panels if panel.reported]
    if not first:
        return statement(CONDITION, NO_SOLUTION)
    shown = [(model, model.paths[:CHARTED]) for model in first]
    conditions = found.high.table.conditions
    ranks = RANKS if sum(len(own) for _, own in shown) <= WORDED else LETTERS
    columns = [Column(CONDITION, 3.0, row_header=True)]
    groups = [Group(None)]
    for model, own in shown:
        columns += [Column(str(place), 1.3, "center") for place in range(1, len(own) + 1)]
        groups.append(Group(literal(model.outcome, found.labels), len(own)))
    marks: list[Row] = [
        [
            on_one_line(found.labels[name]),
            *(_mark(path, name, found, ranks) for _, own in shown for path in own),
        ]
        for name in conditions
    ]
    return table(
        columns,
        bodies=[body(marks), *_fit(shown)],
        groups=groups,
        notes=_chart_notes(found, first, ranks),
    )


def _mark(path: Path, name: str, found: Configurations, ranks: Mapping[str, Words]) -> Cell:
    if found.high.is_multivalue:
        values = [
            key.removeprefix(f"{name}{{").removesuffix("}")
            for key in path.term.values
            if key.startswith(f"{name}{{")
        ]
        return cell(", ".join(values), align="center")
    role = path.role(name)
    if role is None:
        return cell("")
    kind, present = role
    if present:
        return cell(PRESENT if kind == "core" else SMALL, align="center")
    return cell([ABSENT, " ", ranks[kind]], align="center")


def _fit(shown: Sequence[tuple[Solution, tuple[Path, ...]]]) -> Iterator[Body]:
    every = [path for _, own in shown for path in own]
    rows: list[Row] = [
        [CONSISTENCY, *(_centred(path.fit.consistency) for path in every)],
        [RAW_COVERAGE, *(_centred(path.fit.coverage) for path in every)],
        [UNIQUE_COVERAGE, *(_centred(path.fit.unique_coverage) for path in every)],
    ]
    yield body(rows)
    whole: list[Row] = [
        [
            Words("总一致性", "solution consistency"),
            *(_centred(model.fit.consistency, len(own)) for model, own in shown),
        ],
        [
            Words("总覆盖度", "solution coverage"),
            *(_centred(model.fit.coverage, len(own)) for model, own in shown),
        ],
    ]
    yield body(whole)


def _centred(value: float, span: int = 1) -> Cell:
    plain = three(value)
    return cell(plain.content, align="center", classes=("num",), colspan=span)


def _chart_notes(
    found: Configurations, first: Sequence[Solution], ranks: Mapping[str, Words]
) -> list[Content]:
    notes: list[Content] = [VALUE_MARKS if found.high.is_multivalue else MARKS]
    if ranks is LETTERS and not found.high.is_multivalue:
        notes.append(LETTERS_MEAN)
    for model, panel in zip(first, [p for p in found.panels if p.reported], strict=True):
        if panel.at_least > 1 and model.parsimonious:
            notes.append(FIRST_MODEL.format(name=model.name, short=model.parsimonious))
        if len(model.paths) > CHARTED:
            left = len(model.paths) - CHARTED
            notes.append(Words(f"另有 {left} 条路径未列出。", f"{left} more paths are not shown."))
    return [*notes, *rebuilt_notes(found.origins, found.labels)]


def typical_cases(at: At = None) -> Table:
    """Return the cases that the study calls typical of each path of the first model."""
    study = study_at(at)
    return typical_table(study, configurations(study))


def typical_table(study: Study, found: Configurations) -> Table:
    """Return the typical cases of solved configurations."""
    rule = found.rule.typical_cases
    names: dict[str, Label] = {case.zh: case for case in found.cases}
    bodies = [
        body(
            [
                [
                    str(place),
                    term_words(path.term, found.labels),
                    num(f"{len(cases_of(path, rule)):,}"),
                    named_cases(cases_of(path, rule), names, study),
                ]
                for place, path in enumerate(panel.reported[0].paths, start=1)
            ],
            literal(panel.outcome, found.labels),
        )
        for panel in found.panels
        if panel.reported
    ]
    if not bodies:
        return statement(PATH, NO_SOLUTION)
    noun = study.cases.noun
    return table(
        [
            Column("", 0.5, row_header=True),
            Column(PATH, 4.4),
            Column(Words("数量", "number"), 1.0, "right"),
            Column(Words(noun.zh, noun.many), 4.4),
        ],
        bodies=bodies,
        notes=[TYPICAL[rule], *rebuilt_notes(found.origins, found.labels)],
    )
