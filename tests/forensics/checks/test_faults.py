"""Every check finds the fault it is for: one table per check that it alone must contradict."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from analysis.forensics.bounds import necessity_consistencies
from analysis.forensics.checks import (
    CHECKS,
    CalibrationRow,
    ConfigurationTable,
    DescriptiveRow,
    NcaTable,
    PublicColumn,
    check_named,
    necessity,
)
from analysis.forensics.checks.study import (
    calibration_rows,
    configuration_tables,
    descriptive_rows,
    nca_table,
    necessity_table,
    public_columns,
)
from analysis.forensics.entries.entry import load_sources
from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import PathRow
from analysis.forensics.verdicts import Verdict

read = PrintedNumber.read
SOURCES = load_sources()
ROWS = {row.variable: row for row in descriptive_rows(SOURCES)}
PATENTS, RD = ROWS["breakthrough"], ROWS["rd_intensity"]
CALIBRATED = {table.row.variable: table for table in calibration_rows(SOURCES)}
NCA, NECESSITY = nca_table(SOURCES), necessity_table(SOURCES)
NONHIGH = list(configuration_tables(SOURCES))[1]
DIGITAL = "digital_technology"


def row(base: DescriptiveRow, **numbers: str) -> DescriptiveRow:
    return replace(base, numbers={**base.numbers, **{k: read(v) for k, v in numbers.items()}})


def nca(place: tuple[str, str, str], text: str) -> NcaTable:
    return replace(NCA, numbers={**NCA.numbers, place: read(text)})


def column(*texts: str) -> NcaTable:
    return replace(NCA, bottlenecks={**NCA.bottlenecks, DIGITAL: tuple(map(read, texts))})


def cell(number: int, **numbers: str):
    cells = list(NECESSITY.cells)
    cells[number] = replace(cells[number], **{k: read(v) for k, v in numbers.items()})
    return replace(NECESSITY, cells=tuple(cells))


def path(place: int, **parts) -> ConfigurationTable:
    paths = list(NONHIGH.panel.paths)
    read_parts = {k: read(v) if isinstance(v, str) else v for k, v in parts.items()}
    paths[place] = replace(paths[place], **read_parts)
    return replace(NONHIGH, panel=replace(NONHIGH.panel, paths=tuple(paths)))


def joinable() -> ConfigurationTable:
    one = NONHIGH.panel.paths[0]
    first, *rest = one.literals
    twin = replace(one, id="NH9", literals=(first.negated, *rest))
    return replace(NONHIGH, kind="complex", panel=replace(NONHIGH.panel, paths=(one, twin)))


LEVELS = [number.text for number in NCA.bottlenecks[DIGITAL]]
SLOWER = [*LEVELS[:6], "31.0%", *LEVELS[7:]]
FAULTS = {
    "descriptive.public_values": row(RD, mean="0.031"),
    "descriptive.grim": row(PATENTS, mean="723.690"),
    "descriptive.grimmer": replace(
        row(PATENTS, mean="2.00", sd="1.30"), n=3, ddofs=(0,), methods=("linear",)
    ),
    "descriptive.order": row(PATENTS, exclusion="536.000"),
    "descriptive.mean_bounds": row(PATENTS, mean="1723.679"),
    "descriptive.sd_bounds": row(PATENTS, sd="95.132"),
    "descriptive.quartile_grid": row(PATENTS, inclusion="895.760"),
    "descriptive.quartile_methods": row(PATENTS, inclusion="895.760"),
    "descriptive.implied_bounds": row(PATENTS, maximum="9881.000"),
    "calibration.anchor_order": CalibrationRow(row(RD, crossover="0.031")),
    "calibration.end_memberships": CalibrationRow(row(RD, maximum="0.021")),
    "calibration.ends_of_scope": replace(
        CALIBRATED[DIGITAL], row=row(ROWS[DIGITAL], minimum="0.225")
    ),
    "calibration.middle_values": replace(
        CALIBRATED["breakthrough"],
        row=row(PATENTS, exclusion="435.250", crossover="435.500", inclusion="435.750"),
        at_half=2,
    ),
    "calibration.authenticity": PublicColumn(
        pd.Series([1.0, 2.0, 4.0, 8.0, 16.0], name="x"),
        Fraction(1, 7),
        next(public_columns(SOURCES)).family[:4],
        SOURCES.settings.calibration,
    ),
    "nca.admissible": nca(("effect_size", "ce_fdh", DIGITAL), "1.410"),
    "nca.scope_of_extremes": nca(("scope", "ce_fdh", DIGITAL), "0.990"),
    "nca.one_scope": nca(("scope", "ce_fdh", DIGITAL), "0.980"),
    "nca.effect_of_zone": nca(("effect_size", "ce_fdh", DIGITAL), "0.51"),
    "nca.zone_of_effect": nca(("ceiling_zone", "ce_fdh", DIGITAL), "0.495"),
    "nca.zone_of_bottleneck": nca(("ceiling_zone", "cr_fdh", DIGITAL), "0.339"),
    "nca.effect_of_bottleneck": nca(("effect_size", "cr_fdh", DIGITAL), "0.36"),
    "nca.bottleneck_line": column(*LEVELS[:6], "43.9%", *LEVELS[7:]),
    "nca.bottleneck_steps": replace(column(*SLOWER), bottleneck_ceiling="ce_fdh"),
    "nca.accuracy_grid": nca(("accuracy", "cr_fdh", DIGITAL), "88.0%"),
    "nca.p_value_grid": replace(nca(("p_value", "cr_fdh", DIGITAL), "0.001"), permutations=(500,)),
    "nca.named_conditions": replace(NCA, named=frozenset({DIGITAL})),
    "necessity.sibling_numbers": cell(4, consistency="0.910179"),
    "necessity.sums_agree": cell(4, consistency="0.910179"),
    "necessity.two_decimals": replace(NECESSITY, n=27),
    "necessity.complements": cell(4, consistency="0.810079", coverage="0.769435"),
    "necessity.admissible": cell(4, coverage="1.864418"),
    "necessity.named_necessary": replace(NECESSITY, named={True: frozenset({SetLiteral(DIGITAL)})}),
    "configuration.admissible": path(0, consistency="1.994186"),
    "configuration.literal_bounds": path(0, raw_coverage="0.420431"),
    "configuration.coverage_order": path(0, unique_coverage="0.160568"),
    "configuration.inclusion_exclusion": path(0, unique_coverage="0.061568"),
    "configuration.remaining_coverage": path(0, unique_coverage="0.061568"),
    "configuration.path_sizes": path(2, consistency="0.597906"),
    "configuration.solution_consistency": replace(
        NONHIGH, panel=replace(NONHIGH.panel, consistency=read("0.976587"))
    ),
    "configuration.two_decimals": path(0, consistency="0.994286"),
    "configuration.minimal_marks": joinable(),
    "configuration.core_marks": replace(NONHIGH, parsimonious=((SetLiteral(DIGITAL),),)),
    "configuration.claimed_threshold": replace(NONHIGH, claimed=Fraction(995, 1000)),
    "configuration.jointly_possible": path(0, raw_coverage="0.420431"),
}


@pytest.mark.parametrize("key", FAULTS)
def test_a_check_finds_its_fault(key):
    found = list(check_named(key).run(FAULTS[key]))
    wrong = [finding for finding in found if finding.verdict is Verdict.CONTRADICTED]
    assert wrong
    assert all(finding.check == key and finding.places and finding.line for finding in wrong)


def test_every_check_has_a_fault_of_its_own():
    # Contradicted crossover patterns need a whole table made wrong on the grid: see below.
    assert {check.key for check in CHECKS} - set(FAULTS) == {"necessity.crossover_cases"}


def test_third_decimals_that_no_cases_at_the_crossover_leave_are_noticed(monkeypatch):
    sums = NECESSITY.sums
    shifted = {
        key: replace(
            each, interval=type(each.interval)(each.interval.low + s, each.interval.high + s)
        )
        if key == (SetLiteral(DIGITAL), True)
        else each
        for key, each in sums.sums.items()
        for s in [Fraction(5, 1000)]
    }
    wrong = replace(sums, sums=shifted)
    monkeypatch.setattr(necessity.NecessityTable, "sums", property(lambda self: wrong))
    found = {f.line.en.split(":")[0]: f.verdict for f in necessity.crossover_cases(NECESSITY)}
    assert found.pop(DIGITAL) is Verdict.CONTRADICTED
    assert set(found.values()) == {Verdict.CONSISTENT}


def test_marks_one_inside_the_other_are_noticed():
    one, two, three = NONHIGH.panel.paths
    inner = replace(one, literals=(*two.literals, SetLiteral(DIGITAL)))
    table = replace(NONHIGH, panel=replace(NONHIGH.panel, paths=(inner, two, three)))
    found = list(check_named("configuration.minimal_marks").run(table))
    assert [each.verdict for each in found].count(Verdict.CONTRADICTED) == 1
    assert "inside the other" in found[0].line.en


def test_core_marks_are_the_parsimonious_terms_around_a_path():
    a, b, c = (SetLiteral(name) for name in "abc")
    numbers = [read("0.900000")] * 3
    panel = replace(NONHIGH.panel, paths=(PathRow("P", (a, b, c), *numbers),))
    run = check_named("configuration.core_marks").run
    for core, verdict in (((a, b), Verdict.CONSISTENT), ((a,), Verdict.CONTRADICTED)):
        table = ConfigurationTable(panel, core={"P": core}, parsimonious=((a,), (b,), (c.negated,)))
        assert [each.verdict for each in run(table)] == [verdict]
    alone = ConfigurationTable(panel, core={"P": (c.negated,)})
    assert [each.verdict for each in run(alone)] == [Verdict.CONTRADICTED]


def test_joinable_paths_of_an_intermediate_solution_are_left_open():
    table = replace(joinable(), kind="intermediate")
    (found,) = check_named("configuration.minimal_marks").run(table)
    assert found.verdict is Verdict.NOT_DETERMINED


def test_an_envelope_gives_its_effect_size_by_sums_of_areas():
    steps = ["NN"] * 4 + ["10.0%"] * 2 + ["40.0%"] * 3 + ["80.0%"] * 2
    base = replace(column(*steps), bottleneck_ceiling="ce_fdh")
    run = check_named("nca.effect_of_bottleneck").run
    place = ("effect_size", "ce_fdh", DIGITAL)
    for text, verdict in (("0.25", Verdict.CONSISTENT), ("0.35", Verdict.CONTRADICTED)):
        table = replace(base, numbers={**base.numbers, place: read(text)})
        found = {each.subject: each for each in run(table)}["effect_size ce_fdh", DIGITAL]
        assert found.verdict is verdict
    assert (found.recomputed.low, found.recomputed.high) == (
        Fraction("0.2197"),
        Fraction("0.30035"),
    )


def test_necessity_cells_without_negations_are_checked_as_far_as_they_go():
    half = replace(NECESSITY, cells=tuple(c for c in NECESSITY.cells if c.literal.present))
    assert half.sums is None
    for check in CHECKS:
        if check.takes is type(half):
            assert all(f.verdict is not Verdict.CONTRADICTED for f in check.run(half))


def test_the_study_names_what_contradicts(tables):
    table = necessity_consistencies(tables.necessity, True)
    high = ConfigurationTable(tables.panels[0], table)
    (wrong,) = [
        f
        for f in check_named("configuration.literal_bounds").run(high)
        if f.verdict is Verdict.CONTRADICTED
    ]
    assert wrong.subject == ("raw_coverage", "H3")
    assert wrong.recomputed.high < wrong.printed.low
