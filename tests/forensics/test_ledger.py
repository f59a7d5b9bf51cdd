import shutil

import pytest

from analysis.data import InputError, find_root
from analysis.forensics import Consequence, Verdict, ledger, rebuilt_values
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import OUTCOME

STUDY = "configurational study"


def entries(book, table):
    return [each for each in book.entries if each.document == STUDY and each.table == table]


@pytest.mark.parametrize(
    ("table", "count"),
    [("table1", 49), ("table2", 60), ("table3", 66), ("table4", 48), ("table5", 22 + 2)],
)
def test_every_printed_number_has_one_entry(book, table, count):
    found = entries(book, table)
    assert len(found) == len({(each.row, each.column) for each in found}) == count


def test_the_printed_strings_are_those_of_the_tables(book, tables):
    for variable, row in tables.statistics.items():
        for name, number in row.items():
            assert book.of("table1", variable, name).printed == number.text
    for (statistic, ceiling, condition), number in tables.nca.items():
        assert book.of("table2", f"{statistic} {ceiling}", condition).printed == number.text
    for condition, column in tables.bottlenecks.items():
        for level, number in zip(tables.levels, column, strict=True):
            assert book.of("table3", f"{level}%", condition).printed == number.text
    for panel in tables.panels:
        outcome = OUTCOME if panel.outcome_present else f"~{OUTCOME}"
        assert book.of("table5", "solution_coverage", outcome).printed == panel.coverage.text
        for path in panel.paths:
            assert book.of("table5", "raw_coverage", path.id).printed == path.raw_coverage.text


def test_authentic_columns_reproduce_all_21_numbers(book):
    authentic = [each for each in entries(book, "table1") if each.basis.value == "authentic"]
    assert len(authentic) == 21
    assert {each.verdict for each in authentic} == {Verdict.EXACT}
    assert {each.rule for each in authentic} == {"half up"}


def test_verdicts_of_the_unpublished_columns_are_never_exact(book):
    for each in entries(book, "table1"):
        if each.basis.value != "authentic":
            assert each.verdict in (Verdict.CONSISTENT, Verdict.NOT_DETERMINED)


def test_what_contradicts_in_table_2_is_padding(book):
    found = [each for each in entries(book, "table2") if each.verdict is Verdict.CONTRADICTED]
    rows = {each.row for each in found}
    assert rows == {"effect_size ce_fdh", "effect_size cr_fdh", "accuracy cr_fdh"}
    assert len(found) == 18
    assert {each.consequence for each in found} == {Consequence.PRECISION}


def test_table_3_contradicts_nowhere(book):
    found = [each.verdict for each in entries(book, "table3")]
    assert set(found) == {Verdict.EXACT, Verdict.CONSISTENT}
    assert found.count(Verdict.EXACT) == 38


def test_table_4_is_exact_but_for_three_last_digits(book):
    odd = [each for each in entries(book, "table4") if each.verdict is not Verdict.EXACT]
    assert [(each.row, each.column) for each in odd] == [
        ("digital_technology", "consistency_high"),
        ("marketization", "coverage_high"),
        ("government_support", "coverage_nonhigh"),
    ]
    assert all(each.verdict is Verdict.CONSISTENT and "outside by" in each.note.en for each in odd)


def test_table_5(book):
    contradicted = [
        (each.row, each.column)
        for each in entries(book, "table5")
        if each.verdict is Verdict.CONTRADICTED
    ]
    assert contradicted == [("raw_coverage", "H3"), ("all numbers together", OUTCOME)]
    assert all(
        book.of("table5", *place).consequence is Consequence.CONCLUSION for place in contradicted
    )
    exact = {
        (each.row, each.column) for each in entries(book, "table5") if each.verdict is Verdict.EXACT
    }
    assert exact == {
        ("unique_coverage", "NH1"),
        ("raw_coverage", "NH2"),
        ("solution_coverage", f"~{OUTCOME}"),
    }
    for path in ("H1", "H2", "H3"):
        assert book.of("table5", "unique_coverage", path).verdict is Verdict.NOT_DETERMINED


def test_the_case_study_is_in_the_ledger(book):
    found = [each for each in book.entries if each.document == "case study"]
    printed = {each.row: each.printed for each in found}
    assert (printed["concepts"], printed["themes"], printed["dimensions"]) == ("28", "14", "4")
    wrong = [each.row for each in found if each.verdict is Verdict.CONTRADICTED]
    assert wrong == ["returned"]


def test_summary_counts_every_entry(book):
    summary = book.summary()
    assert summary["total"].sum() == len(book.entries)
    assert (summary[[verdict.value for verdict in Verdict]].sum(axis=1) == summary["total"]).all()
    assert summary.loc[(STUDY, "table2"), "padded"] == 18
    assert summary.loc[(STUDY, "table5"), "conclusion"] == 2
    for _, tables in summary.groupby(level=0):
        parts = list(tables.index.get_level_values(1))
        assert parts == [*sorted(parts[:-1], key=lambda name: int(name[-1])), "text"]


def test_the_reconstruction_stands_beside_and_decides_nothing(book):
    rebuilt = rebuilt_values()
    with_values = ledger(rebuilt=rebuilt)
    assert with_values.entries == book.entries
    frame = with_values.to_frame()
    shown = frame[frame["reconstructed"].notna()]
    assert set(shown["table"]) == {"table2", "table3", "table4", "table5"}
    assert len(shown) == len(rebuilt) == 60 - 12 + 66 + 48 + 22
    for row in shown.itertuples():
        agrees = bool(PrintedNumber.read(row.printed).agrees(row.reconstructed))
        assert bool(row.reconstruction_agrees) is agrees
    assert book.to_frame()["reconstructed"].isna().all()


@pytest.fixture
def copy(tmp_path):
    shutil.copytree(find_root() / "data", tmp_path / "data")
    (tmp_path / "pyproject.toml").touch()
    return tmp_path


def change(root, file, old, new):
    path = root / "data" / "configurational" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


DIGITAL = "digital_technology"


@pytest.mark.parametrize(
    ("file", "old", "new", "places"),
    [
        ("table1_statistics.csv", "9.179", "9.178", [("table1", "marketization", "mean")]),
        ("table2_nca.csv", "0.338", "0.339", [("table2", "ceiling_zone cr_fdh", DIGITAL)]),
        (
            "table2_nca.csv",
            "ce_fdh,0.970",
            "ce_fdh,0.990",
            [("table2", "scope ce_fdh", DIGITAL), ("table2", "ceiling_zone ce_fdh", DIGITAL)],
        ),
        ("table3_bottleneck.csv", "43.6%", "43.9%", [("table3", "60%", DIGITAL)]),
        (
            "table4_necessity.csv",
            "0.864418",
            "0.864518",
            [
                ("table4", "rd_intensity", "coverage_high"),
                ("table4", "rd_intensity", "consistency_high"),
            ],
        ),
        ("table5_configurations.yaml", "0.665894", "0.865894", [("table5", "raw_coverage", "H1")]),
        (
            "table5_configurations.yaml",
            "0.822593",
            "0.832593",
            [("table5", "solution_coverage", f"~{OUTCOME}")],
        ),
    ],
)
def test_a_changed_number_is_contradicted_and_no_other_number_of_its_kind(
    book, copy, file, old, new, places
):
    change(copy, file, old, new)
    changed = ledger(copy)
    for place in places:
        assert changed.of(*place).verdict is Verdict.CONTRADICTED
    before = {(e.table, e.row, e.column) for e in book.with_verdict(Verdict.CONTRADICTED)}
    after = {(e.table, e.row, e.column) for e in changed.with_verdict(Verdict.CONTRADICTED)}
    beside = {place for place in after - before - set(places) if place[0] != "table5"}
    assert not beside


def test_the_wrong_number_of_cases_leaves_table_4_undecided(copy):
    change(copy, "../studies/paper/study.yml", "size: 28", "size: 30")
    provinces = copy / "data" / "configurational" / "provinces.csv"
    text = provinces.read_text(encoding="utf-8").replace("false", "true", 2)
    provinces.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        ledger(copy)


def test_organisation_for_synergy_in_h3_leaves_only_the_joint_contradiction(copy):
    printed = (
        "          organisation_agglomeration: irrelevant\n          industrial_synergy: absent\n"
    )
    read = (
        "          organisation_agglomeration: present\n          industrial_synergy: irrelevant\n"
    )
    change(copy, "table5_configurations.yaml", printed, read)
    mended = ledger(copy)
    found = mended.of("table5", "raw_coverage", "H3")
    assert found.check == "forensics.checks.configuration.inclusion_exclusion"
    assert found.verdict is Verdict.NOT_DETERMINED
    assert mended.of("table5", "all numbers together", OUTCOME).verdict is Verdict.CONTRADICTED


def test_an_unknown_place_is_a_key_error(book):
    with pytest.raises(KeyError):
        book.of("table9", "a", "b")
