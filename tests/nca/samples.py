"""One of every public result, with labels, made from random cases."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd

from analysis import nca
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
        "Outlier": nca.find_outliers(frame, "marketization", "breakthrough", labels=LABELS)[0],
        "Purity": nca.ceiling_purity(whole, "marketization"),
        "Power": nca.power(10, repetitions=3, permutations=20),
        "Difference": nca.compare_conditions(
            frame,
            ("marketization", "government_support"),
            "breakthrough",
            permutations=20,
            labels=LABELS,
        ),
    }


PUBLIC = [name for name in nca.__all__ if dataclasses.is_dataclass(getattr(nca, name))]


RESULTS = everything()
