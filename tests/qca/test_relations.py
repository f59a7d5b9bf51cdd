import numpy as np
import pytest

from analysis.data.errors import InputError
from analysis.qca.relations import relation_fit

from .reference import ATOL, SETS, SIDES, data, load, numbers

COLUMNS = {
    "suf": {"inclS": "consistency", "PRI": "pri", "covS": "coverage", "covU": "unique_coverage"},
    "nec": {"inclN": "consistency", "RoN": "ron", "covN": "coverage"},
}


@pytest.mark.parametrize("stored", ["suf_1", "suf_2", "nec_1", "nec_2"])
@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_stated_relations_agree_with_the_reference(name, side, stored):
    reference = load(name, "pof")[side][f"expr_{stored}"]
    found = relation_fit(data(name), reference["expr"]).to_frame()
    assert list(found.index) == reference["res"]["row"]
    for theirs, ours in COLUMNS[stored[:3]].items():
        np.testing.assert_allclose(found[ours], numbers(reference["res"][theirs]), atol=ATOL)


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize("name", SETS)
def test_all_terms_of_tied_models_together_agree_with_the_reference(name, side):
    for kind in ("complex", "parsimonious", "intermediate"):
        for variant in ("", "_allsol", "_rowdom"):
            fit = load(name, f"min_{side}")[kind + variant]["IC"]
            if "overall" not in fit:
                continue
            terms, whole = fit["overall"]["terms"], fit["overall"]["solution"]
            arrow = "Y" if side == "pos" else "~Y"
            found = relation_fit(data(name), f"{' + '.join(terms['row'])} -> {arrow}").to_frame()
            for theirs, ours in COLUMNS["suf"].items():
                if theirs in terms:
                    np.testing.assert_allclose(
                        found[ours].iloc[:-1], numbers(terms[theirs]), atol=ATOL
                    )
            np.testing.assert_allclose(
                found.loc["expression", ["consistency", "pri", "coverage"]].astype(float),
                [whole["inclS"], whole["PRI"], whole["covS"]],
                atol=ATOL,
            )


@pytest.mark.parametrize(
    ("text", "said"),
    [("A + B", "no arrow"), ("A -> B*C", "no single set"), ("A -> Q", "missing"),
     ("A + -> Y", "condition is missing"), ("A*~A -> Y", "expression is empty")],
)  # fmt: skip
def test_malformed_relations(text, said):
    with pytest.raises(InputError, match=said):
        relation_fit(data("synth_a"), text)


def test_plain_data():
    plain = relation_fit(data("synth_a"), "A*B + ~C -> Y").to_dict()
    assert plain["relation"] == "sufficiency" and set(plain["terms"]) == {"A*B", "~C"}
