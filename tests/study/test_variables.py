"""Variables and settings of the study as objects."""

from __future__ import annotations

import pytest

from analysis.data import Label, load_document
from analysis.study import load_settings, load_variables


def test_outcome_and_conditions_in_the_order_of_the_paper():
    variables = load_variables()
    assert variables.outcome.label == Label("关键核心技术水平", "Key and core technology level")
    assert [v.label.zh for v in variables.conditions] == [
        *("数字化技术", "R&D投入强度", "组织集聚化"),
        *("产业协同化", "市场化环境", "政府支持度"),
    ]


def test_two_conditions_per_dimension():
    variables = load_variables()
    assert [d.key for d in variables.dimensions] == ["technology", "organisation", "environment"]
    for dimension in variables.dimensions:
        assert sum(v.dimension == dimension for v in variables.conditions) == 2
    assert variables.outcome.dimension is None


def test_three_variables_are_authentic():
    keys = [variable.key for variable in load_variables().authentic]
    assert keys == ["rd_intensity", "marketization", "government_support"]


def test_a_variable_is_found_by_its_key():
    assert load_variables()["marketization"].unit.en == "index points"
    with pytest.raises(KeyError):
        load_variables()["market"]


def test_settings_hold_the_stated_thresholds():
    settings = load_settings()
    rule = settings.qca
    assert (rule.frequency, rule.consistency, rule.pri) == (1, 0.85, 0.75)
    assert (settings.robustness.consistency, rule.necessity_consistency) == (0.9, 0.9)
    assert settings.nca.effect_size_threshold == 0.1
    assert settings.calibration.quantiles == (0.25, 0.5, 0.75)
    assert (settings.size, settings.outcome_year, settings.condition_year) == (28, 2022, 2021)


def test_every_assumption_has_a_reason():
    document = load_document("study")
    assumed = [a for part in ("calibration", "nca", "qca") for a in document[part]["assumed"]]
    assert len(assumed) == len({item["what"] for item in assumed}) == 9
    assert all(item["why"] for item in assumed)
