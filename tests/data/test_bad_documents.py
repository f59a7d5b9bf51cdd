"""Every fault of a YAML document is one problem with file, line, field, value and remedy."""

from __future__ import annotations

import pytest

from analysis.data import InputError, load_document, load_table

FILE = "data/room/coding.yaml"
YAML_REMEDY = "check indentation, quotes and colons on this line and the one above"
NUMBER = "write a number, without quotes or units"
TEXT = 'write text; put numbers that stand for text in quotes, as "0.970"'
MAPPING = "write keys and values, one 'key: value' per line"


def problems_of(project):
    with pytest.raises(InputError) as caught:
        load_document("coding", project.root)
    return [(p.file, p.row, p.column, p.value, p.message, p.remedy) for p in caught.value.problems]


def test_good_document_is_plain(project):
    document = load_document("coding", project.root)
    assert document["dimensions"][0]["themes"][0] == {"id": "t1", "printed": "0.970"}
    assert type(document) is dict
    assert type(document["share"]) is float
    assert type(document["dimensions"]) is list


def test_a_date_is_the_text_that_was_written(project):
    project.coding((project.root / FILE).read_text("utf-8").replace("A structure", "2021-01-01"))
    assert load_document("coding", project.root)["title"] == "2021-01-01"


# (old text, new text, line, field, value, message, remedy); the old text is replaced once
FIELDS = {
    "share out of range": (
        *("share: 0.5", "share: 1.50", 2, "share", "1.50", "out of range"),
        "give a value of at least 0 and of at most 1",
    ),
    "non-numeric": ("share: 0.5", "share: half", 2, "share", "half", "not a number", NUMBER),
    "quoted number": ("share: 0.5", 'share: "0.5"', 2, "share", "0.5", "not a number", NUMBER),
    "boolean for a number": (
        *("share: 0.5", "share: true", 2, "share", "true", "not a number", NUMBER),
    ),
    "NaN": ("share: 0.5", "share: .nan", 2, "share", ".nan", "not a finite number", NUMBER),
    "infinite": ("share: 0.5", "share: .inf", 2, "share", ".inf", "not a finite number", NUMBER),
    "empty": ("share: 0.5", "share:", 2, "share", "", "empty", NUMBER),
    "empty text": ("A structure", "''", 1, "title", "", "too short", "fill in the text"),
    "unquoted printed number": (
        *('"0.970"', "0.970", 8, "dimensions/0/themes/0/printed", "0.970", "not text", TEXT),
    ),
    "duplicate id in a list": (
        *("id: d2", "id: d1", 10, "dimensions/1/id", "d1"),
        *("duplicate id, already on line 5", "keep one entry per id"),
    ),
    "duplicate id across lists": (
        *("id: t2", "id: t1", 9, "dimensions/0/themes/1/id", "t1"),
        *("duplicate id, already on line 8", "keep one entry per id"),
    ),
    "theme of evidence unknown": (
        *("theme: t3", "theme: t9", 16, "evidence/1/theme", "t9"),
        "unknown reference: no such value in this file, dimensions/*/themes/*/id",
        "use one of t1, t2, t3 or add the entry it refers to",
    ),
    "place of evidence unknown": (
        *("place: 天津", "place: 火星", 17, "evidence/1/place", "火星"),
        "unknown reference: no such value in places, name",
        "use one of 北京, 天津, 河北 or add the entry it refers to",
    ),
    "choice": (
        *("kind: core", "kind: cor", 6, "dimensions/0/kind", "cor"),
        *("not an allowed value", "use one of core"),
    ),
    "unknown key": (
        *("kind: core", "knd: core", 6, "dimensions/0/knd", None),
        *("unknown key", "use one of kind"),
    ),
    "missing key": (
        *("  - id: d2\n    themes", "  - themes", 10, "dimensions/1/id", None),
        *("missing key", "add id"),
    ),
    "list for a mapping": (
        *("  - {theme: t1, place: 北京}", "  - [t1]", 15, "evidence/0", None),
        *("not a mapping", MAPPING),
    ),
    "anchors out of order": (
        *("exclusion: 1", "exclusion: 2.5", 3, "anchors/crossover", "2"),
        "out of order: crossover must be greater than exclusion",
        "order the values as exclusion < crossover < inclusion",
    ),
    "colon missing": (
        *("share: 0.5", "share 0.5", 3, None, None),
        *("malformed YAML: could not find expected ':'", YAML_REMEDY),
    ),
    "bracket open": (
        *("share: 0.5", "share: [0.5", 3, None, None),
        *("malformed YAML: expected ',' or ']', but got ':'", YAML_REMEDY),
    ),
    "tab": (
        *("share: 0.5", "\tshare: 0.5", 2, None, None),
        *("malformed YAML: found character '\\t' that cannot start any token", YAML_REMEDY),
    ),
    "indentation": (
        *("    themes:\n      - id: t3", "   themes:\n      - id: t3", 11, None, None),
        *("malformed YAML: expected <block end>, but found '<block mapping start>'", YAML_REMEDY),
    ),
    "key twice": (
        *("share: 0.5", "title: B", 2, None, None),
        'malformed YAML: found duplicate key "title" with value "B" (original value: '
        '"A structure")',
        "keep one entry of this key",
    ),
    "unknown alias": (
        *("share: 0.5", "share: *x", 2, None, None),
        *("malformed YAML: found undefined alias 'x'", YAML_REMEDY),
    ),
    "cycle": (
        *("share: 0.5", "share: &x [*x]", 2, None, None),
        *("a value contains itself", "write the value out"),
    ),
    "second document": (
        *("share: 0.5", "---\nshare: 0.5", 2, None, None),
        *("malformed YAML: but found another document", YAML_REMEDY),
    ),
    "control character": (
        *("A structure", "A\x01", 1, None, "U+0001"),
        *("a character YAML does not allow", "delete the character"),
    ),
}


@pytest.mark.parametrize("case", FIELDS, ids=str)
def test_fault_in_a_document(project, case):
    old, new, *expected = FIELDS[case]
    text = (project.root / FILE).read_text("utf-8")
    assert old in text
    project.coding(text.replace(old, new, 1))
    assert problems_of(project) == [(FILE, *expected)]


@pytest.mark.parametrize(
    ("content", "line", "value", "message", "remedy"),
    [
        (b"", 1, None, "the file is empty", "restore the file"),
        (b"# only a remark\n", 1, None, "the file is empty", "restore the file"),
        (b"- a\n", 1, None, "not a mapping", MAPPING),
        (
            "title: 结构\n".encode("gb18030"),
            1,
            "0xBD",
            "not UTF-8 text",
            "save the file as UTF-8 (it reads as GB18030: iconv -f GB18030 -t UTF-8)",
        ),
        (b"a: " + b"[" * 3000, 1, None, "nested too deeply", "flatten the document"),
    ],
    ids=["empty", "remark only", "list", "GB18030", "deep"],
)
def test_unreadable_document(project, content, line, value, message, remedy):
    project.coding(content)
    assert problems_of(project) == [(FILE, line, None, value, message, remedy)]


def test_missing_document(project):
    (project.root / FILE).unlink()
    remedy = "restore it or correct the path in data/catalog/room.yaml"
    assert problems_of(project) == [(FILE, None, None, None, "file not found", remedy)]


def test_all_problems_of_a_document_are_reported_in_the_order_of_lines(project):
    text = (project.root / FILE).read_text("utf-8")
    for old, new in {
        "share: 0.5": "share: 2",
        '"0.970"': "0.970",
        "id: d2": "id: d1",
        "theme: t3": "theme: t9",
    }.items():
        text = text.replace(old, new)
    project.coding(text)
    assert [line for _, line, *_ in problems_of(project)] == [2, 8, 10, 16]


def test_document_is_not_a_table(project):
    with pytest.raises(InputError, match=r"a document, not a table\. Remedy: use load_document"):
        load_table("coding", project.root)
