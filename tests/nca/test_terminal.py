"""What every result of the engine can do: plain data, frames, labels, the terminal."""

from __future__ import annotations

import dataclasses
import io
import json

import numpy as np
import pandas as pd
import pytest
from rich.cells import cell_len
from rich.console import Console

from analysis import nca
from analysis.data.errors import InputError
from analysis.data.terminal import Result

CONDITIONS = ("digital_technology", "marketization", "government_support")
LABELS = {
    "zh": {
        "digital_technology": "数字化技术",
        "marketization": "市场化环境",
        "government_support": "政府支持度",
        "breakthrough": "关键核心技术水平",
        "p1": "北京",
    },
    "en": {"digital_technology": "Digital technology", "breakthrough": "Breakthrough"},
}


def cases() -> pd.DataFrame:
    rng = np.random.default_rng(7)
    values = rng.random((20, 4)).round(3)
    index = [f"p{i}" for i in range(1, 21)]
    return pd.DataFrame(values, index=index, columns=[*CONDITIONS, "breakthrough"])


def study(seed: int = 3) -> nca.NcaResult:
    return nca.analyse(
        cases(), CONDITIONS, "breakthrough", permutations=50, seed=seed, labels=LABELS
    )


def everything() -> dict[str, Result]:
    whole, frame = study(), cases()
    table = nca.bottleneck_table(whole)
    first = whole.results[0]
    assert first.test is not None
    return {
        "NcaResult": whole,
        "CeilingResult": first,
        "Peer": first.peers[0],
        "Inefficiency": first.inefficiency,
        "PermutationTest": first.test,
        "Scope": first.scope,
        "BottleneckTable": table,
        "BottleneckColumn": table.columns[0],
        "Outlier": nca.find_outliers(frame, "marketization", "breakthrough")[0],
        "Power": nca.power(10, repetitions=3, permutations=20),
        "Difference": nca.compare_conditions(
            frame, ("marketization", "government_support"), "breakthrough", permutations=20
        ),
    }


PUBLIC = [name for name in nca.__all__ if dataclasses.is_dataclass(getattr(nca, name))]


def shown(result: object, width: int = 80) -> str:
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(result)
    return file.getvalue()


def test_every_public_result_is_here():
    assert set(everything()) == set(PUBLIC)


@pytest.mark.parametrize("name", PUBLIC)
def test_results_are_frozen_and_slotted(name: str):
    item = getattr(nca, name)
    assert item.__dataclass_params__.frozen
    assert "__slots__" in vars(item) and not hasattr(everything()[name], "__dict__")


@pytest.mark.parametrize("name", PUBLIC)
def test_results_give_frames_and_the_same_bytes_each_time(name: str):
    result, again = everything()[name], everything()[name]
    frame = result.to_frame()
    assert isinstance(frame, pd.DataFrame) and len(frame)
    assert json.dumps(result.to_dict(), ensure_ascii=False) == json.dumps(
        again.to_dict(), ensure_ascii=False
    )


def test_another_seed_gives_other_bytes():
    assert json.dumps(study(3).to_dict()) != json.dumps(study(4).to_dict())


@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize("width", [80, 120])
def test_the_terminal_shows_whole_values_within_its_width(name: str, width: int):
    text = shown(everything()[name], width)
    assert max(map(cell_len, text.splitlines())) <= width
    assert "…" not in text


def test_every_number_of_the_analysis_is_shown_with_its_label():
    text = shown(study())
    for value in study().to_frame()["effect_size"]:
        assert f"{value:.3f}" in text
    for name in CONDITIONS:
        assert LABELS["zh"][name] in text and name not in text
    assert "关键核心技术水平" in text.splitlines()[0]


def test_labels_stand_in_for_keys():
    table = nca.bottleneck_table(study())
    assert list(table.labelled("zh").columns) == [LABELS["zh"][name] for name in CONDITIONS]
    frame = study().labelled("en")
    assert "Digital technology" in frame.index.get_level_values("condition")
    assert "marketization" in frame.index.get_level_values("condition")
    assert study().to_frame().index[0][0] == "digital_technology"


def test_labels_can_be_given_at_the_end():
    peer = nca.Peer("p1", 0.1, 0.2)
    frame = peer.labelled("zh", LABELS)
    assert frame["case"].tolist() == ["北京"] and isinstance(frame.index, pd.RangeIndex)


def test_an_unknown_language_is_told():
    with pytest.raises(InputError, match=r"language.*fr.*zh, en"):
        study().labelled("fr")


def test_a_long_frame_is_cut_with_a_note():
    table = nca.bottleneck_table(study(), steps=60)
    assert "… 21 more rows: see to_frame()" in shown(table)
