"""The data dictionary describes every field of every file."""

from __future__ import annotations

import pytest

from analysis.data import Words, data_dictionary, load_catalogue, load_table

FILES = {found.entry.id: found for found in data_dictionary()}


def test_every_file_is_described():
    assert list(FILES) == [entry.id for entry in load_catalogue()]


@pytest.mark.parametrize("found", FILES.values(), ids=lambda found: found.entry.id)
def test_every_field_has_title_and_description(found):
    assert found.description
    bare = [field.name for field in found.fields if not (field.title and field.description)]
    assert bare == []


@pytest.mark.parametrize(
    "found", [f for f in FILES.values() if f.entry.is_table], ids=lambda found: found.entry.id
)
def test_fields_of_a_table_are_its_columns(found):
    assert [field.name for field in found.fields] == list(load_table(found.entry.id).columns)


def test_units_types_and_values():
    fields = {field.name: field for field in FILES["rd_intensity"].fields}
    assert fields["rd_intensity_pct"].unit == "%"
    assert fields["rd_expenditure_100m_yuan"].unit == Words("亿元", "100 million yuan")
    assert fields["year"].type == "integer"
    ceiling = {field.name: field for field in FILES["table2_nca"].fields}["ceiling"]
    assert ceiling.values == ("ce_fdh", "cr_fdh")
    index = {field.name: field for field in FILES["marketization_index"].fields}
    assert index["marketization_index"].optional
    assert not index["year"].optional


def test_fields_inside_lists_and_definitions_are_found():
    fields = {field.name: field for field in FILES["table5_configurations"].fields}
    assert fields["panels[].paths[].raw_coverage"].description == "原始覆盖度."
    assert fields["panels[].paths[].marks.marketization"].values == (
        "present",
        "absent",
        "irrelevant",
    )
