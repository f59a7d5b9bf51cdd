"""What flips between two results, one thing at a time: that is told, and nothing else."""

from __future__ import annotations

import pytest

from analysis.changes import compare, lines_of, sections
from tests.changes.made import part, results


def told(found):
    """Return the lines of every kind that has some, in English."""
    return {
        each.key: [f"{one.subject.en}: {one.before.en} -> {one.after.en}" for one in each.lines]
        for each in sections(found)
        if each.lines
    }


def after(name, change):
    return told(compare(results(), results(**part(name, change))))


def test_nothing_flips_between_equal_results():
    found = compare(results(), results())
    assert (found.count, told(found)) == (0, {})
    assert found.memberships_compared == 9
    assert sum("no change" in line for line in lines_of(found)) == len(sections(found))


def test_a_membership_flips_only_when_it_crosses_one_half():
    def change(held):
        held["a"][2] = 0.51
        held["y"][0] = 0.51

    assert after("memberships", change) == {"crossings": ["丙, Variable a: 0.49 -> 0.51"]}


def test_one_half_itself_is_not_inside():
    assert after("memberships", lambda held: held["b"].__setitem__(2, 0.501)) == {
        "crossings": ["丙, Variable b: 0.5 -> 0.501"]
    }


def test_memberships_compare_by_case_whatever_their_order():
    other = results(
        cases={case: {"zh": case, "en": case} for case in "丙甲乙"},
        memberships={"y": [0.6, 0.9, 0.2], "a": [0.49, 0.8, 0.3], "b": [0.5, 0.1, 0.7]},
    )
    assert told(compare(results(), other)) == {}


def test_cases_and_variables_that_come_and_go():
    other = results(
        conditions=["b"],
        cases={case: {"zh": case, "en": case} for case in "甲乙丁"},
        memberships={"y": [0.9, 0.2, 0.6], "b": [0.1, 0.7, 0.5]},
    )
    assert told(compare(results(), other)) == {
        "variables": ["Variable a: condition -> left out"],
        "cases": ["丙: in the sample -> not in it", "丁: not in it -> in the sample"],
    }


def test_rows_with_another_output_and_rows_that_come_and_go():
    def change(held):
        held["y"]["a*~b"]["output"] = "C"
        held["y"]["a*b"] = held["y"].pop("~a*b")

    assert after("rows", change)["rows"] == [
        "Variable y, Variable a * ~Variable b: sufficient -> contradictory",
        "Variable y, ~Variable a * Variable b: not sufficient -> no case",
        "Variable y, Variable a * Variable b: no case -> not sufficient",
    ]


@pytest.mark.parametrize(
    ("models", "line"),
    [
        ([["a*~b"], ["b"]], "Variable y, gained: – -> Variable b"),
        ([["a"]], "Variable y, changed: Variable a * ~Variable b -> Variable a"),
        ([["a*b"]], "Variable y, changed: Variable a * ~Variable b -> Variable a * Variable b"),
        ([], "Variable y, lost: Variable a * ~Variable b -> –"),
    ],
)
def test_paths_gained_changed_and_lost(models, line):
    assert told(compare(results(), results(models={"y": models}))) == {"paths": [line]}


def test_a_path_far_from_the_lost_one_is_another_path():
    found = told(compare(results(), results(models={"y": [["b"]]})))
    assert [line.split(":")[0] for line in found["paths"]] == [
        "Variable y, gained",
        "Variable y, lost",
    ]


def test_a_path_with_other_core_conditions_is_re_marked():
    marked = results(paths={"y": {"a*~b": ["a", "~b"]}})
    assert told(compare(results(), marked)) == {
        "paths": [
            "Variable y, Variable a * ~Variable b, re-marked: Variable a -> Variable a, ~Variable b"
        ]
    }


def test_necessary_conditions():
    def change(held):
        held["y"]["a"].update(consistency=0.88, necessary=False)

    assert after("necessity", change) == {
        "necessity": ["Variable y, Variable a: necessary (0.920) -> not necessary (0.880)"]
    }


def test_effect_sizes_by_class_and_by_judgement():
    def change(held):
        held["a"]["ce_fdh"].update({"effect_size": 0.29, "class": "medium"})
        held["a"]["cr_fdh"].update({"p_value": 0.01, "necessary": True})

    assert after("effects", change)["effects"] == [
        "Variable a, CE-FDH: large (d = 0.320, necessary) -> medium (d = 0.290, necessary)",
        "Variable a, CR-FDH: medium (d = 0.200, not necessary) -> medium (d = 0.200, necessary)",
    ]


def test_a_level_flips_between_needed_and_not_and_the_rest_are_shifts():
    def change(held):
        held["cr_fdh"]["a"] = {"50": 5.0, "90": 22.0, "100": 25.0}

    found = compare(results(), results(**part("levels", change)))
    assert told(found) == {"levels": ["Variable a, CR-FDH, outcome at 50%: NN -> 5.0%"]}
    (shift,) = found.shifts
    assert (shift.level, shift.before, shift.after) == ("100", 30.0, 25.0)


def test_verdicts_compare_where_both_have_a_ledger():
    def change(held):
        held["t1-a"] = "not_determined"
        del held["t1-b"]

    assert after("verdicts", change) == {
        "verdicts": ["t1-a: exact -> not determined", "t1-b: consistent -> not in the ledger"]
    }
    assert told(compare(results(), results(verdicts={}))) == {}


def test_the_count_is_that_of_the_lines_and_of_the_json():
    def change(held):
        held["a"] = [0.2, 0.6, 0.6]

    found = compare(results(), results(**part("memberships", change), models={"y": []}))
    plain = found.to_dict()
    assert found.count == plain["count"] == sum(map(len, told(found).values())) == 4
    assert len(plain["crossings"]) == 3 and plain["paths"][0]["kind"] == "lost"


def test_the_order_of_the_conditions_is_no_change():
    other = results(
        conditions=["b", "a"],
        rows={"y": {"~b*a": {"output": "1"}, "b*~a": {"output": "0"}}},
        models={"y": [["~b*a"]]},
        paths={"y": {"~b*a": ["a"]}},
    )
    assert told(compare(results(), other)) == {}


def test_rows_of_other_conditions_are_not_compared():
    """A row without a condition is not a row that no case is in."""
    found = compare(results(), results(conditions=["a"], rows={"y": {"a": {"output": "1"}}}))
    assert "rows" not in told(found) and found.not_compared == ("rows",)
    assert "Truth-table rows: not compared: the two have other conditions" in list(lines_of(found))


def test_another_value_of_a_condition_with_several_is_a_flip():
    labels = {**results().labels, "b{0}": {"zh": "低", "en": "low"}}
    one = results(labels=labels, memberships={"b": [0, 1, 1]})
    two = results(labels=labels, memberships={"b": [0, 2, 1]})
    assert told(compare(one, two)) == {"crossings": ["乙, Variable b: 1 -> 2"]}
