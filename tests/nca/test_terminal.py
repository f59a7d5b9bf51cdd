"""Labels and sheets of the results of this engine; what every result can do is tested for both."""

from __future__ import annotations

import io
import json

import pandas as pd
import pytest
from rich.console import Console

from analysis import nca
from analysis.data.errors import InputError

from .samples import CONDITIONS, LABELS, study


def shown(result: object, width: int = 80) -> str:
    file = io.StringIO()
    Console(file=file, width=width, color_system=None).print(result)
    return file.getvalue()


def test_another_seed_gives_other_bytes():
    assert json.dumps(study(3).to_dict()) != json.dumps(study(4).to_dict())


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
