import pytest

from analysis.qca import Term, compare_models, threshold_test
from analysis.qca.minimization import Model

from .test_truth_table import reference_table

EXPECTED = "DIG,RD,ORG,IND,MKT,GOV"


def model(*texts):
    return Model("M", tuple(map(Term.parse, texts)))


@pytest.mark.parametrize(
    ("initial", "tested", "rows", "paths"),
    [
        (["DIG", "RD"], ["RD", "DIG"], "equal", "equal"),
        (["DIG"], ["DIG*RD"], "subset", "disjoint"),
        (["DIG*RD"], ["DIG*RD", "ORG"], "superset", "superset"),
        (["DIG", "RD"], ["DIG"], "subset", "subset"),
        (["DIG"], ["RD"], "overlapping", "disjoint"),
        (["DIG"], ["~DIG*RD"], "disjoint", "disjoint"),
        (["DIG"], ["DIG*RD", "DIG*~RD"], "equal", "disjoint"),
    ],
)
def test_relation_of_two_models(initial, tested, rows, paths):
    table = reference_table("provinces", "pos")
    found = compare_models(table, model(*initial), model(*tested))
    assert (found.rows, found.paths) == (rows, paths)


def test_containing_paths_and_fit_differences():
    table = reference_table("provinces", "pos")
    found = compare_models(table, model("DIG", "ORG*MKT"), model("DIG*ORG*MKT", "RD"))
    assert dict(found.inside) == {
        Term.parse("DIG*ORG*MKT"): (Term.parse("DIG"), Term.parse("ORG*MKT")),
        Term.parse("RD"): (),
    }
    assert found.coverage_difference == pytest.approx(
        found.tested.fit.coverage - found.initial.fit.coverage
    )


def test_the_same_thresholds_change_nothing():
    found = threshold_test(reference_table("provinces", "pos"), EXPECTED, consistency=0.85)
    assert any(c.rows == c.paths == "equal" for c in found.comparisons)
    for c in found.comparisons:
        if c.paths == "equal":
            assert c.consistency_difference == c.coverage_difference == 0


def test_a_stricter_threshold_and_an_impossible_one():
    table = reference_table("provinces", "pos")
    stricter = threshold_test(table, EXPECTED, consistency=0.9)
    assert stricter.tested.consistency == 0.9 and stricter.tested.pri == table.thresholds.pri
    assert len(stricter.to_frame()) == len(stricter.comparisons) > 0
    assert threshold_test(table, EXPECTED, frequency=20).no_solution
    assert stricter.to_dict()["tested"]["consistency"] == 0.9
