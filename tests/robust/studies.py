"""Damages of a study's file: names of files, anchors, calibrations, numbers, shapes."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tests.robust.inputs import STUDY, Damaged, Expected
from tests.study.small import TABLE, document, variable

FILE = f"{STUDY}/study.yml"
SECRET = "data/studies/secret.csv"

NAMES = {
    "above the folder": "../secret.csv",
    "to the root of the system": "../../../../../../../etc/passwd.csv",
    "an absolute path": "/etc/passwd.csv",
    "a path of Windows": r"..\secret.csv",
    "a drive": r"C:\data.csv",
    "down and up": "x/../../secret.csv",
    "a NUL": "data\0.csv",
    "a newline": "data.csv\n",
    "a URL": "https://example.org/data.csv",
    "a file scheme": "file:///etc/passwd.csv",
    "a pattern": "*.parquet",
    "an encoded slash": "..%2fsecret.csv",
    "a script": "data.py",
    "a pickle": "data.pickle",
    "no ending": "data",
    "only an ending": ".csv",
    "very long": "x" * 5_000 + ".csv",
    "a tilde": "~root.csv",
    "empty": "",
    "a list": ["data.csv"],
    "a number": 5,
}


def study_file(**parts: Any) -> bytes:
    """Return the file of the small study, with some parts replaced."""
    out = io.StringIO()
    YAML(typ="safe", pure=True).dump(document(**{"robustness": {"bootstraps": 0}, **parts}), out)
    return out.getvalue().encode()


def damaged_studies() -> Iterator[Damaged]:
    """Yield the file of the small study, wrong in what it says."""
    yield from _names()
    yield from _things()
    yield from _anchors()
    yield from _settings()


def _names() -> Iterator[Damaged]:
    for name, file in NAMES.items():
        raw = study_file(tables=[{"id": "data", "file": file, "case": "case"}])
        files = {FILE: raw, SECRET: TABLE.encode()}
        yield Damaged("path traversal", name, "study", files, "refused")
    for name in ("../../x", "/etc/x", "..", "x.yaml", "data\0"):
        entry = f"- {{id: x, path: {name!r}, schema: provinces, kind: own, " \
                "title: {zh: x, en: x}, provenance: [{document: d, locator: l}]}\n"  # fmt: skip
        files = {"data/catalog/extra.yaml": entry.encode()}
        yield Damaged("path traversal", f"catalogue {name!r}", "catalogue", files, "refused")


def _things() -> Iterator[Damaged]:
    """Yield what stands where the table should, and is no file of the project."""

    def is_folder(path: Path) -> None:
        path.mkdir()

    def is_pipe(path: Path) -> None:
        os.mkfifo(path)

    def to_endless(path: Path) -> None:
        path.symlink_to("/dev/zero")

    def to_outside(path: Path) -> None:
        path.symlink_to("/etc/passwd")

    def to_itself(path: Path) -> None:
        path.symlink_to(path.name)

    for make in (is_folder, is_pipe, to_endless, to_outside, to_itself):
        name = make.__name__.replace("_", " ")
        yield Damaged("path traversal", name, "study", {f"{STUDY}/data.csv": make}, "refused")
    yield Damaged("path traversal", "no file", "study", {f"{STUDY}/data.csv": None}, "refused")


def _anchors() -> Iterator[Damaged]:
    for name, anchors in {
        "equal": [0.5, 0.5, 0.5],
        "two equal": [0.2, 0.2, 0.8],
        "out of order": [0.2, 0.8, 0.5],
        "two": [0.2, 0.8],
        "four": [0.1, 0.2, 0.3, 0.4],
        "text": ["low", "mid", "high"],
        "infinite": [0.1, 0.5, float("inf")],
        "no number": [0.1, float("nan"), 0.9],
        "empty": [],
        "one number": 0.5,
    }.items():
        yield _calibrated("anchors", name, {"method": "fsqca", "anchors": anchors}, "refused")
    reversed_ = {"method": "fsqca", "anchors": [0.9, 0.55, 0.1], "crossover_value": 0.501}
    yield _calibrated("anchors", "reversed: a decreasing set", reversed_, "changed")
    outside = {"method": "fsqca", "anchors": [10, 20, 30]}
    yield _calibrated("anchors", "beyond all values", outside, "changed")
    half = {"method": "fsqca", "anchors": [0.1, 0.61, 0.9], "crossover_value": None}
    yield _calibrated("memberships of 0.5", "of a column calibrated", half, "refused")
    same = {"method": "fsqca", "quantiles": {"exclusion": 0.5, "crossover": 0.5, "inclusion": 0.5}}
    yield _calibrated("anchors", "quantiles that are equal", same, "refused")


def _settings() -> Iterator[Damaged]:
    for name, parts in {
        "a share above one": {"qca": {"consistency": 80}},
        "a share of text": {"qca": {"consistency": "0.8"}},
        "a share without a number": {"qca": {"consistency": float("nan")}},
        "no permutation": {"nca": {"permutations": -1}},
        "a seed below zero": {"nca": {"permutations": 10, "seed": -1}},
        "a million million permutations": {"nca": {"permutations": 10**12}},
        "an unknown key": {"colour": "red"},
        "a key twice removed": {"qca": None},
        "no conditions": {"variables": [variable("Y", "outcome")]},
        "two outcomes": {"variables": [variable("Y", "outcome"), variable("A", "outcome"),
                                       *map(variable, "BC")]},
        "a column that is not there": {"variables": [variable("Y", "outcome"),
                                                     *map(variable, "ABQ")]},
        "the title a list": {"title": ["x"]},
        "the title empty": {"title": {"zh": "", "en": ""}},
        "a table twice": {"tables": [{"id": "data", "file": "data.csv", "case": "case"}] * 2},
        "22 variables": {"variables": [variable("Y", "outcome"),
                                       *(variable(f"V{i}") for i in range(21))]},
    }.items():  # fmt: skip
        yield Damaged("settings", name, "study", {FILE: study_file(**parts)}, "refused")


def _calibrated(kind: str, name: str, calibration: dict[str, Any], expected: Expected) -> Damaged:
    first = variable("A", calibration=calibration)
    raw = study_file(variables=[variable("Y", "outcome"), first, *map(variable, "BC")])
    return Damaged(kind, name, "study", {FILE: raw}, expected)
