"""Faults of the catalogue and of schemas are problems too."""

from __future__ import annotations

import pytest

from analysis.data import InputError, find_root, load_catalogue, load_document, load_table

ROOM = "data/catalog/room.yaml"


def problems_of(call):
    with pytest.raises(InputError) as caught:
        call()
    return [(p.file, p.row, p.column, p.value, p.message, p.remedy) for p in caught.value.problems]


def edit(project, old, new):
    text = (project.root / ROOM).read_text("utf-8")
    assert old in text
    project.write(ROOM, text.replace(old, new, 1))


def test_unknown_id_names_the_nearest(project):
    assert problems_of(lambda: load_table("score", project.root)) == [
        (
            *("data/catalog", None, "id", "score", "no data file of this id"),
            "use one of scores, or add an entry",
        )
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "id: places",
            "id: scores",
            (7, "1/id", "scores", "duplicate id, already on line 1", "keep one entry per id"),
        ),
        (
            "kind: own",
            "kind: guess",
            (
                *(4, "0/kind", "guess", "not an allowed value"),
                "use one of own, public, reconstruction, transcribed",
            ),
        ),
        (
            "  schema: places\n",
            "",
            (7, "1/schema", None, "missing key", "add schema"),
        ),
    ],
    ids=["id twice", "kind", "no schema"],
)
def test_fault_in_a_catalogue(project, old, new, expected):
    edit(project, old, new)
    (found,) = problems_of(lambda: load_catalogue(project.root))
    assert found == (ROOM, *expected)


def test_id_twice_in_two_rooms(project):
    text = (project.root / ROOM).read_text("utf-8")
    project.write("data/catalog/second.yaml", text[: text.index("- id: places")])
    assert problems_of(lambda: load_catalogue(project.root)) == [
        (
            *("data/catalog/second.yaml", None, "id", "scores"),
            *("duplicate id (also in data/catalog/room.yaml)", "give each file its own id"),
        )
    ]


def test_missing_schema(project):
    (project.root / "data/schemas/coding.schema.yaml").unlink()
    assert problems_of(lambda: load_document("coding", project.root)) == [
        (
            *("data/schemas/coding.schema.yaml", None, None, None, "file not found"),
            "add the schema or correct its name in data/catalog/room.yaml",
        )
    ]


def test_schema_that_is_none(project):
    project.write("data/schemas/places.schema.yaml", "type: object\nproperties:\n  name: 3\n")
    (found,) = problems_of(lambda: load_table("places", project.root))
    assert found[:4] == ("data/schemas/places.schema.yaml", 3, "properties/name", None)
    assert found[4].startswith("not a valid JSON Schema")


def test_no_project_root(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.data.files.__file__", str(tmp_path / "files.py"))
    with pytest.raises(InputError, match="no project root here"):
        find_root(tmp_path)


def test_root_is_found_from_a_folder_inside(project):
    assert find_root(project.root / "data" / "room") == project.root
