"""Faults in the study's own files, each as a newcomer might make it."""

from __future__ import annotations

import pytest

from analysis.data import InputError, load_document, load_table

RECONSTRUCTED = "data/configurational/memberships_reconstructed.csv"
TABLE1 = "data/configurational/table1_statistics.csv"
TABLE5 = "data/configurational/table5_configurations.yaml"
PROVINCES = "data/configurational/provinces.csv"
STUDY = "data/studies/paper/study.yml"
INTENSITY = "data/public/rd_intensity.csv"

# file, id, old text, new text, then row (or the start of the line),
# column, value and message of the one problem
FAULTS = {
    "membership above one": (
        *(RECONSTRUCTED, "memberships_reconstructed", "北京,Beijing,1.00", "北京,Beijing,9.4"),
        *(2, "breakthrough", "9.4", "out of range"),
    ),
    "membership not a number": (
        *(RECONSTRUCTED, "memberships_reconstructed", "北京,Beijing,1.00", "北京,Beijing,NaN"),
        *(2, "breakthrough", "NaN", "not a finite number"),
    ),
    "province twice": (
        *(RECONSTRUCTED, "memberships_reconstructed", "天津,Tianjin", "北京,Tianjin"),
        *(3, "province_zh", "北京", "duplicate province_zh, already on row 2"),
    ),
    "unknown province": (
        *(RECONSTRUCTED, "memberships_reconstructed", "天津,Tianjin", "天京,Tianjin"),
        *(3, "province_zh", "天京", "unknown reference: no such value in provinces, zh"),
    ),
    "anchors out of order": (
        *(TABLE1, "table1_statistics", "0.433,0.320,0.230", "0.433,0.230,0.320"),
        *(3, "crossover", "0.230", "out of order: crossover must be greater than exclusion"),
    ),
    "printed number with a space": (
        *(TABLE1, "table1_statistics", "3881.000", "3 881.000"),
        *(2, "maximum", "3 881.000", "not in the expected form"),
    ),
    "tile used twice": (
        *(PROVINCES, "provinces", "BJ,true,2,5", "BJ,true,3,6"),
        *(3, "tile_column", "3, 6", "duplicate tile_row and tile_column, already on row 2"),
    ),
    "percentage of a percentage": (
        *(INTENSITY, "rd_intensity", "北京,Beijing,2017,5.64", "北京,Beijing,2017,564"),
        *(3, "rd_intensity_pct", "564", "out of range"),
    ),
    "printed number without quotes": (
        *(TABLE5, "table5_configurations", 'coverage: "0.843490"', "coverage: 0.843490"),
        *("solution: {consistency", "panels/0/solution/coverage", "0.843490", "not text"),
    ),
    "quantiles out of order": (
        *(STUDY, "study", "exclusion: 0.25", "exclusion: 0.75"),
        *("  quantiles: {", "calibration/quantiles/crossover", "0.5"),
        "out of order: crossover must be greater than exclusion",
    ),
    "threshold above one": (
        *(STUDY, "study", "pri: 0.75", "pri: 75"),
        *("  pri: 75", "qca/pri", "75", "out of range"),
    ),
}


def line_of(path, start):
    lines = path.read_text("utf-8").splitlines()
    return next(
        i for i, line in enumerate(lines, start=1) if line.lstrip().startswith(start.strip())
    )


@pytest.mark.parametrize("case", FAULTS, ids=str)
def test_fault_is_one_problem_with_its_place(data_copy, case):
    file, name, old, new, row, column, value, message = FAULTS[case]
    path = data_copy / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    load = load_table if file.endswith(".csv") else load_document
    with pytest.raises(InputError) as caught:
        load(name, data_copy)
    (problem,) = caught.value.problems
    assert (problem.file, problem.column) == (file, column)
    assert (problem.value, problem.message) == (value, message)
    assert problem.row == (row if isinstance(row, int) else line_of(path, row))
    assert problem.remedy
