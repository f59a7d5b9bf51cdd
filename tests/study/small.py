"""Small studies in a project of their own, for tests that change one thing in them."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from analysis.data.files import find_root

HEAD = "case,Y,A,B,C"
ROWS = """\
甲,0.91,0.85,0.72,0.10
乙,0.83,0.92,0.64,0.35
丙,0.77,0.61,0.81,0.20
丁,0.36,0.22,0.41,0.66
戊,0.21,0.31,0.12,0.87
己,0.12,0.41,0.27,0.73
庚,0.64,0.15,0.77,0.18
辛,0.33,0.71,0.30,0.62
"""
TABLE = f"{HEAD}\n{ROWS}"


def label(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def variable(key: str, role: str = "condition", **more: Any) -> dict[str, Any]:
    own = {"key": key.lower(), **label(f"变量{key}", f"Variable {key}"), "role": role}
    return {**own, "data": {"table": "data", "column": key}, **more}


def document(**parts: Any) -> dict[str, Any]:
    """Return a study of eight cases and three conditions, all columns given as memberships."""
    plain = {
        "title": label("小研究", "A small study"),
        "cases": {"table": "data"},
        "tables": [{"id": "data", "file": "data.csv", "case": "case"}],
        "variables": [variable("Y", "outcome"), *map(variable, "ABC")],
        "calibration": {"method": "given"},
        "nca": {"permutations": 200},
        "qca": {"consistency": 0.8},
        "robustness": {"bootstraps": 20},
    }
    return copy.deepcopy({**plain, **parts})


def make_project(root: Path) -> Path:
    """Make a project without data of its own: the schemas, an empty catalogue."""
    (root / "data/catalog").mkdir(parents=True)
    (root / "data/studies").mkdir()
    shutil.copytree(find_root() / "data/schemas", root / "data/schemas")
    return root


def write_study(
    root: Path, name: str, written: dict[str, Any], tables: dict[str, str | bytes] | None = None
) -> Path:
    """Write a study with its tables; return its folder."""
    folder = root / "data/studies" / name
    folder.mkdir(parents=True)
    with (folder / "study.yml").open("w", encoding="utf-8") as stream:
        YAML(typ="safe", pure=True).dump(written, stream)
    for file, content in ({"data.csv": TABLE} if tables is None else tables).items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / file).write_bytes(raw)
    return folder
