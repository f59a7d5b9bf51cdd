"""Ten studies, from 5 cases to 100,000: no solution, one path and many, values, gaps, ties."""

from __future__ import annotations

import io
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import openpyxl
import pandas as pd

from tests.study.small import document, label, variable, write_study

GIVEN = {"method": "given", "crossover_value": 0.501}
QUARTILES = {"method": "fsqca", "decimals": 2, "crossover_value": 0.501}
QUICK = {"anchor_steps": 4, "dropped": 1, "bootstraps": 20, "seed": 3}
NCA = {"permutations": 60, "seed": 1}
EXPLORER = {
    "frequency": {"from": 1, "to": 2, "step": 1},
    "consistency": {"from": 0.7, "to": 1, "step": 0.01},
    "pri": {"from": 0, "to": 1, "step": 0.01},
}


def study(frame: pd.DataFrame, **parts: Any) -> dict[str, Any]:
    conditions = [key for key in frame if key != "Y"]
    variables = [variable("Y", "outcome")]
    variables += [variable(key, expected="present") for key in conditions]
    plain = {"variables": variables, "calibration": GIVEN, "nca": NCA, "robustness": QUICK}
    return document(**{**plain, **parts})


def crisp(frame: pd.DataFrame, **parts: Any) -> dict[str, Any]:
    written = study(frame, **{"calibration": {}, **parts})
    for item in written["variables"]:
        item["kind"] = "crisp"
    return written


def fuzzy(seed: int, n: int, k: int, noise: float = 0.04) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    x = rng.beta(0.4, 0.4, (n, k))
    y = np.maximum(x[:, : max(2, k // 2)].min(axis=1), 0.9 * x[:, -1] * (1 - x[:, 0]))
    frame = pd.DataFrame(x, columns=[f"C{i + 1}" for i in range(k)])
    return frame.assign(Y=np.clip(y + rng.normal(0, noise, n), 0, 1)).round(2)


def named(frame: pd.DataFrame, stem: str = "案例") -> pd.DataFrame:
    return frame.set_axis([f"{stem}{i + 1}" for i in range(len(frame))])


def rows(formula: Any, k: int, repeats: int = 1) -> pd.DataFrame:
    """Return every combination of k crisp conditions, with the outcome that a formula gives."""
    held = [values for values in product((0, 1), repeat=k) for _ in range(repeats)]
    frame = pd.DataFrame(held, columns=[f"C{i + 1}" for i in range(k)])
    return frame.assign(Y=[int(formula(*values)) for values in held])


def csv(frame: pd.DataFrame) -> bytes:
    return frame.to_csv(index_label="case").encode()


def xlsx(frame: pd.DataFrame) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["case", *frame.columns])
    for case, values in zip(frame.index, frame.to_numpy().tolist(), strict=True):
        book.active.append([case, *values])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def parquet(frame: pd.DataFrame, folder: Path) -> bytes:
    path = folder / "made.parquet"
    with duckdb.connect() as writer:
        writer.from_df(frame.rename_axis("case").reset_index()).write_parquet(str(path))
    content = path.read_bytes()
    path.unlink()
    return content


def at(file: str) -> list[dict[str, str]]:
    return [{"id": "data", "file": file, "case": "case"}]


def values() -> tuple[dict[str, Any], pd.DataFrame]:
    rng = np.random.default_rng(5)
    frame = pd.DataFrame(
        {"C1": rng.integers(0, 3, 30), "C2": rng.integers(0, 2, 30), "C3": rng.integers(0, 4, 30)}
    )
    frame["Y"] = ((frame["C1"] == 2) | ((frame["C2"] == 1) & (frame["C3"] == 3))).astype(int)
    levels = [label(zh, en) for zh, en in (("低", "low"), ("中", "middle"), ("高", "high"))]
    variables = [
        variable("Y", "outcome", kind="crisp"),
        variable("C1", kind="values", levels=levels),
        variable("C2", kind="crisp"),
        variable("C3", kind="values"),
    ]
    written = document(variables=variables, calibration={}, nca=NCA, robustness=QUICK)
    return written, named(frame)


def gaps() -> tuple[dict[str, Any], pd.DataFrame]:
    """Return a study of raw values, some missing, one column reconstructed, one carried over."""
    frame = named(fuzzy(23, 40, 4, 0.08), "地区") * 100
    frame.loc[["地区3", "地区17"], "C2"] = np.nan
    frame.loc["地区30", "Y"] = np.nan
    why = label("尚未公布", "not published yet")
    variables = [
        variable("Y", "outcome", unit=label("件", "pieces"), year=2023),
        variable("C1", expected="present", year=2022, carried_over={"from": 2022, "why": why}),
        variable("C2", expected="absent", calibration={"method": "logistic"}),
        variable("C3", expected="present", origin="reconstructed"),
        variable("C4", calibration={"method": "linear", "anchors": [5, 48, 95]}),
    ]
    written = document(
        variables=variables,
        cases={"table": "data", "missing": "listwise",
               "noun": {"zh": "地区", "one": "region", "many": "regions"}},
        tables=[{"id": "data", "file": "data.parquet", "case": "case"}],
        calibration=QUARTILES,
        left_out=[{"key": "c9", **label("旧变量", "Old variable"), "why": why}],
        nca=NCA,
        qca={"consistency": 0.75, "pri": 0.5},
        robustness={**QUICK, "consistency": 0.85},
        explorer=EXPLORER,
    )  # fmt: skip
    return written, frame


def tiny(root: Path) -> None:
    frame = named(fuzzy(3, 5, 2))
    write_study(root, "a-tiny", study(frame, qca=USUAL), {"data.csv": csv(frame)})


def none(root: Path) -> None:
    frame = named(fuzzy(4, 12, 3, 0.2))
    strict = {"consistency": 1, "pri": 1}
    write_study(root, "b-none", study(frame, qca=strict), {"data.csv": csv(frame)})


def one(root: Path) -> None:
    frame = named(fuzzy(6, 24, 4), "企业")
    written = study(frame, qca=USUAL, tables=at("data.xlsx"), base="a-tiny", explorer=EXPLORER)
    write_study(root, "c-one", written, {"data.xlsx": xlsx(frame)})


def many(root: Path) -> None:
    frame = named(rows(lambda *v: sum(v) % 2, 6))
    quick = {"anchor_steps": 0, "dropped": 0, "bootstraps": 5}
    written = crisp(frame, qca={"consistency": 0.8}, robustness=quick)
    write_study(root, "d-many", written, {"data.csv": csv(frame)})


def contradictory(root: Path) -> None:
    frame = named(rows(lambda a, b, c: a and b, 3, repeats=4))
    frame.loc[["案例29", "案例30", "案例26", "案例5"], "Y"] = [0, 0, 0, 1]
    written = crisp(frame, qca={"consistency": 0.8, "contradiction": 0.4})
    write_study(root, "e-ties", written, {"data.csv": csv(frame)})


def tied(root: Path) -> None:
    frame = named(rows(lambda a, b, c: (a and not b) or (b and not c) or (c and not a), 3))
    written = crisp(frame, qca={"consistency": 0.8})
    write_study(root, "f-models", written, {"data.csv": csv(frame)})


def incomplete(root: Path) -> None:
    written, frame = gaps()
    write_study(root, "g-gaps", written, {"data.parquet": parquet(frame, root)})


def valued(root: Path) -> None:
    written, frame = values()
    write_study(root, "h-values", written, {"data.csv": csv(frame)})


def wide(root: Path) -> None:
    frame = named(fuzzy(8, 60, 20))
    written = study(frame, qca={**USUAL, "models": 3}, robustness=STILL)
    write_study(root, "i-wide", written, {"data.csv": csv(frame)})


def huge(root: Path) -> None:
    frame = named(fuzzy(9, 100_000, 10), "c")
    rule = {"permutations": 20, "seed": 1}
    written = study(frame, qca={**USUAL, "frequency": 20}, robustness=STILL, nca=rule)
    write_study(root, "j-huge", written, {"data.csv": csv(frame)})


USUAL = {"consistency": 0.8, "pri": 0.4}
STILL = {"anchor_steps": 0, "dropped": 0, "bootstraps": 0}
MAKERS = {
    "a-tiny": tiny,
    "b-none": none,
    "c-one": one,
    "d-many": many,
    "e-ties": contradictory,
    "f-models": tied,
    "g-gaps": incomplete,
    "h-values": valued,
    "i-wide": wide,
    "j-huge": huge,
}
NAMES = tuple(MAKERS)


def make_ten(root: Path, names: tuple[str, ...] = NAMES) -> Path:
    """Write studies below a project; return the project."""
    for name in names:
        MAKERS[name](root)
    return root
