"""The tables of the appendices, and what happens to a faulty list of constructs."""

from __future__ import annotations

import pytest

from analysis.data import InputError, load_catalogue, load_table
from analysis.tables import Made, data_dictionary, data_files, engine_subset, figures_and_tables
from analysis.tables.appendix import load_subset, subset_table

from .reading import bands, grid, notes


def test_every_data_file_is_listed_with_its_kind():
    rows = grid(data_files())
    entries = load_catalogue()
    assert sorted(row[0].split(" id ")[1] for row in rows) == sorted(e.id for e in entries)
    marked = [row[0] for row in rows if row[2].startswith("重构")]
    assert [name.split(" id ")[1] for name in marked] == [
        entry.id for entry in entries if entry.kind == "reconstruction"
    ]


def test_every_column_of_every_tabular_file_is_described():
    table = data_dictionary()
    files = [entry for entry in load_catalogue() if entry.is_table]
    assert [band.split(" ")[0] for band in bands(table)] == [entry.path for entry in files]
    for entry, body in zip(files, table.bodies, strict=True):
        assert [row[0].text for row in body.rows] == list(load_table(entry.id).columns)
        assert all(row[3].text for row in body.rows)


def test_units_and_allowed_words_are_told():
    rows = {row[0]: row for row in grid(data_dictionary("table2_nca"))}
    assert "ce_fdh, cr_fdh" in rows["ceiling"][1]
    rows = {row[0]: row for row in grid(data_dictionary("rd_intensity"))}
    assert rows["rd_intensity_pct"][2] != "–"


def test_the_reconstruction_is_marked_in_the_dictionary():
    band = bands(data_dictionary("memberships_reconstructed"))[0]
    assert "reconstruct" in band
    assert "重构" in band


def test_an_unknown_data_file_is_an_error_with_a_remedy():
    with pytest.raises(InputError, match="table2_nca"):
        data_dictionary("table2_nac")


def test_figures_and_tables_stand_under_their_chapters():
    made = [
        Made("fig-a", "One", "figures.a()", ("provinces", "settings")),
        Made("tbl-b", "Two", "tables.b()", ()),
    ]
    table = figures_and_tables(made)
    assert bands(table) == ["One", "Two"]
    assert grid(table) == [
        ["fig-a", "figures.a()", "provinces, settings"],
        ["tbl-b", "tables.b()", "–"],
    ]


def test_the_subset_lists_every_construct_of_its_file():
    rows = grid(engine_subset())
    assert [row[0] for row in rows] == [row["construct"]["en"] for row in load_subset()]
    options = next(row for row in rows if row[0] == "Cell options")
    assert "fig-alt" in options[3]
    assert not notes(engine_subset())


def test_constructs_without_names_have_a_dash():
    rows = [{"construct": "Text", "syntax": "words", "note": "plain", "allow": None}]
    assert grid(subset_table(rows)) == [["Text", "words", "plain", "–"]]


@pytest.mark.parametrize(
    "text", ["just words", "construct: Text", "- construct: Text\n  syntax: words", "- 3"]
)
def test_a_faulty_list_is_one_clear_error(tmp_path, text):
    (tmp_path / "analysis/book").mkdir(parents=True)
    (tmp_path / "analysis/book/subset.yaml").write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"subset\.yaml.*Remedy: give construct, syntax and note"):
        load_subset(tmp_path)


def test_a_missing_list_is_one_clear_error(tmp_path):
    with pytest.raises(InputError, match=r"subset\.yaml: file not found"):
        load_subset(tmp_path)
