from analysis.forensics.literals import SetLiteral


def test_shapes(tables):
    assert len(tables.statistics) == 7 and len(tables.conditions) == 6
    assert len(tables.nca) == 60
    assert tables.levels == tuple(range(0, 101, 10))
    assert len(tables.necessity) == 24
    assert [len(panel.paths) for panel in tables.panels] == [3, 3]
    assert [panel.outcome_present for panel in tables.panels] == [True, False]
    assert set(tables.labels) == set(tables.statistics)


def test_marks_of_h3_are_those_printed(tables):
    assert tables.panels[0].paths[2].literals == (
        SetLiteral("digital_technology"),
        SetLiteral("industrial_synergy", False),
        SetLiteral("marketization"),
        SetLiteral("government_support"),
    )
