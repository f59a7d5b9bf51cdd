"""Sources: Tables 1 and 2 as printed, totals under both readings, and what is refused."""

from __future__ import annotations

import pytest

from analysis.casestudy import kind_totals, load_sources, minutes
from analysis.data import InputError

# Table 1 as printed: position, codes, length.
TABLE_1 = """\
副总经理(2人)|XA1 ~ XA2|130分钟
运营部经理|XB|100分钟
业务部经理(2人)|XC1 ~ XC2|150分钟
研发总监(2人)|XD1 ~ XD2|140分钟
销售主管|XE|70分钟
CEO(2人)|EA1 ~ EA2|110分钟
研发总监(2人)|EB1 ~ EB2|120分钟
联合创始人|ZA|50分钟
投资部经理(2人)|ZB1 ~ ZB2|90分钟"""

# Table 2 as printed: number, code.
TABLE_2 = ["18 O1", "22 N1", "12 S1", "56 S2", "9 S3"]


def test_table_1_is_as_printed(sources):
    rows = [
        f"{row.position.zh}{f'({row.people_printed}人)' if row.people_printed else ''}"
        f"|{row.codes_printed}|{row.minutes_printed}分钟"
        for row in sources.informants
    ]
    assert rows == TABLE_1.split("\n")


def test_table_2_is_as_printed(sources):
    assert [f"{row.items_printed} {row.code}" for row in sources.documents] == TABLE_2


def test_ranges_of_codes_are_written_out(sources):
    printed = " ".join(row.split("|")[1] for row in TABLE_1.split("\n"))
    assert [code for code in sources.interviewees if code not in printed] == []
    assert len(sources.interviewees) == len(set(sources.interviewees)) == 15
    assert len(sources.codes) == 20


def test_minutes_under_both_readings(sources):
    total = minutes(sources.informants)
    assert total.per_row == 130 + 100 + 150 + 140 + 70 + 110 + 120 + 50 + 90
    assert total.per_person == 2 * (130 + 150 + 140 + 110 + 120 + 90) + 100 + 70 + 50


def test_totals_per_kind(sources):
    frame = kind_totals(sources).set_index("kind")
    assert frame["sources"].to_dict() == {
        "institute": 8,
        "startup": 4,
        "group_firm": 3,
        "observation": 1,
        "internal": 1,
        "external": 3,
    }
    assert frame["minutes"].tolist() == [590, 230, 140, 0, 0, 0]
    assert frame["items"].tolist() == [0, 0, 0, 18, 22, 77]
    assert frame.groupby("form")["share"].sum().tolist() == pytest.approx([1.0, 1.0])
    assert frame.loc["startup", "share"] == pytest.approx(230 / 960)


@pytest.mark.parametrize(
    ("code", "kind"),
    [("XE", "institute"), ("EB2", "startup"), ("ZA", "group_firm"), ("S1", "external")],
)
def test_kind_of_a_code(sources, code, kind):
    assert sources.kind_of(code).id == kind


def test_kind_of_an_unknown_code_is_a_key_error(sources):
    with pytest.raises(KeyError, match="QQ"):
        sources.kind_of("QQ")


# (file, old, new, file of the problem, column, value)
BAD = {
    "minutes not a number": (
        "informants.csv",
        "110,Table 1",
        "abc,Table 1",
        "informants.csv",
        "minutes",
        "abc",
    ),
    "people not a number": (
        "informants.csv",
        "CEO,CEO,2",
        "CEO,CEO,two",
        "informants.csv",
        "people",
        "two",
    ),
    "unknown kind": (
        "informants.csv",
        "ZA,group_firm",
        "ZA,family",
        "informants.csv",
        "kind",
        "family",
    ),
    "interviewee of a document kind": (
        *("informants.csv", "ZA,group_firm", "ZA,external"),
        *("informants.csv", "kind", "external"),
    ),
    "document of an interviewed kind": (
        *("documents.csv", "N1,internal", "N1,startup"),
        *("documents.csv", "kind", "startup"),
    ),
    "position without interviewee": (
        *("interviewees.csv", "XB,XB,", "XB,XA,"),
        *("informants.csv", "id", "XB"),
    ),
    "unknown position": (
        "interviewees.csv",
        "XB,XB,",
        "XB,XQ,",
        "interviewees.csv",
        "informant",
        "XQ",
    ),
    "duplicate interviewee": (
        "interviewees.csv",
        "EA2,EA",
        "EA1,EA",
        "interviewees.csv",
        "code",
        "EA1",
    ),
    "duplicate document": ("documents.csv", "\nS3,", "\nS2,", "documents.csv", "code", "S2"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_sources_are_refused(copy, case):
    spoilt, old, new, file, column, value = BAD[case]
    copy.edit(spoilt, old, new)
    with pytest.raises(InputError) as caught:
        load_sources(copy.root)
    [problem] = caught.value.problems
    assert (problem.file, problem.column, problem.value) == (
        f"data/case_study/{file}",
        column,
        value,
    )
    assert problem.row is not None and problem.remedy
