"""The base of the results of both engines: plain data, labels, sheets."""

import io
import json
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from analysis.data.errors import InputError
from analysis.data.terminal import Labels, Result, Sheet, as_plain, labels_of, named, relabelled

NAMES = {"A": "技术", "B C": "市场", "1": "one?", "P1": "path?"}


@dataclass(frozen=True, slots=True)
class Inner(Result):
    case: str
    share: float


@dataclass(frozen=True, slots=True)
class Outer(Result):
    outcome: str
    inner: Inner
    null: np.ndarray = field(repr=False, compare=False)
    labels: Labels = field(default_factory=dict, repr=False, compare=False)


OUTER = Outer("A", Inner("B C", 0.5), np.array([1.0, 2.0]), {"zh": NAMES})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A", "技术"),
        ("A*~B C + D", "技术*~市场 + D"),
        ("B C; A", "市场; 技术"),
        ("A{1}*B C{0}", "技术{1}*市场{0}"),
        ("(A + ~A)", "(技术 + ~技术)"),
        ("AA", "AA"),
        (["A", 1, None], ["技术", 1, None]),
    ],
)
def test_keys_give_way_to_labels_between_signs(text, expected):
    assert named(text, NAMES) == expected


def test_codes_are_no_keys():
    frame = pd.DataFrame({"term": ["A*D"], "model": ["P1"], "output": ["1"]})
    assert relabelled(frame, NAMES).iloc[0].tolist() == ["技术*D", "P1", "1"]


def test_every_level_of_an_index_is_labelled():
    index = pd.MultiIndex.from_tuples([("A", "ce"), ("B C", "ce")], names=["A", "ceiling"])
    shown = relabelled(pd.DataFrame({"x": [1, 2]}, index=index), NAMES)
    assert shown.index.tolist() == [("技术", "ce"), ("市场", "ce")]
    assert list(shown.index.names) == ["技术", "ceiling"]


def test_plain_data_is_json():
    value = {"a": np.array([[1, 2]]), 3: {np.float64(0.5)}, "c": (None, True, Inner("x", 0.1))}
    assert json.loads(json.dumps(as_plain(value))) == {
        "a": [[1, 2]], "3": ["0.5"], "c": [None, True, {"case": "x", "share": 0.1}],
    }  # fmt: skip
    assert OUTER.to_dict() == {
        "outcome": "A", "inner": {"case": "B C", "share": 0.5}, "null": [1.0, 2.0],
    }  # fmt: skip


def test_long_arrays_stay_out_of_the_frame():
    assert list(OUTER.to_frame().columns) == ["outcome", "inner_case", "inner_share"]


def test_labels_are_those_of_the_result_or_of_its_table():
    @dataclass(frozen=True, slots=True)
    class Whole(Result):
        table: Outer

    assert labels_of(Whole(OUTER)) == labels_of(OUTER) == {"zh": NAMES}
    assert labels_of(Inner("x", 0.1)) == {}
    assert Inner("A", 0.1).labelled("zh", {"zh": NAMES})["case"].tolist() == ["技术"]
    with pytest.raises(InputError, match="none: give labels"):
        Inner("A", 0.1).labelled("zh")


def text_of(result, width=60):
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(result)
    return file.getvalue()


def test_the_sheet_repeats_the_index_and_marks_what_is_undefined():
    frame = pd.DataFrame(
        {f"column_{i}": [float("nan"), i / 7] for i in range(9)}, index=["first", "second"]
    )
    text = text_of(Sheet("Title", frame))
    assert text.startswith("Title\n")
    assert text.count("second") > 1 and "-" in text and f"{8 / 7:.3f}" in text
    assert max(map(len, text.splitlines())) <= 60


def test_the_title_names_the_outcome():
    assert text_of(OUTER).splitlines()[0] == "Outer: 技术"
