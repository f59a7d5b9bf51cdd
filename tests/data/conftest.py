"""A small project in a folder of its own: one table, one document, their schemas."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.data.files import find_root

CATALOGUE = """\
- id: scores
  path: data/room/scores.csv
  schema: scores
  kind: own
  title: {zh: 分数, en: Scores}
  provenance: [{document: test, locator: none}]
- id: places
  path: data/room/places.csv
  schema: places
  kind: own
  title: {zh: 地方, en: Places}
  provenance: [{document: test, locator: none}]
- id: coding
  path: data/room/coding.yaml
  schema: coding
  kind: own
  title: {zh: 编码, en: Coding}
  provenance: [{document: test, locator: none}]
"""

SCORES_SCHEMA = """\
type: object
x-unique: [[province], [code, year]]
x-ordered: [[exclusion, crossover, inclusion]]
properties:
  province: {type: string, x-references: {file: places, field: name, allow: [全国]}}
  code: {type: string, pattern: "^[A-Z]{2}$", description: Two capital letters.}
  year: {type: integer, minimum: 1997, maximum: 2024}
  membership: {type: number, minimum: 0, maximum: 1}
  exclusion: {type: number}
  crossover: {type: number}
  inclusion: {type: number}
  printed: {type: string}
  in_sample: {type: boolean}
  note: {type: [string, "null"]}
  rank: {type: [integer, "null"]}
"""

PLACES_SCHEMA = """\
type: object
properties:
  name: {type: string}
"""

CODING_SCHEMA = """\
type: object
additionalProperties: false
required: [dimensions, evidence]
x-unique-at: ["dimensions/*/themes/*/id"]
properties:
  title: {type: string, minLength: 1}
  share: {type: number, minimum: 0, maximum: 1}
  anchors:
    type: object
    x-ordered: [[exclusion, crossover, inclusion]]
  dimensions:
    type: array
    minItems: 1
    x-unique: [[id]]
    items:
      type: object
      additionalProperties: false
      required: [id, themes]
      properties:
        id: {type: string}
        kind: {enum: [core, peripheral]}
        themes:
          type: array
          items:
            type: object
            required: [id, printed]
            properties:
              id: {type: string}
              printed: {type: string}
  evidence:
    type: array
    items:
      type: object
      required: [theme, place]
      properties:
        theme: {type: string, x-references: {field: dimensions/*/themes/*/id}}
        place: {type: string, x-references: {file: places, field: name}}
"""

HEADER = "province,code,year,membership,exclusion,crossover,inclusion,printed,in_sample,note,rank\n"
SCORES = (
    HEADER + "北京,BJ,2021,0.94,1,2,3,0.970,true,,1\n" + "天津,TJ,2021,0.93,1,2,3,0.97,false,far,\n"
)

CODING = """\
title: A structure
share: 0.5
anchors: {exclusion: 1, crossover: 2, inclusion: 3}
dimensions:
  - id: d1
    kind: core
    themes:
      - {id: t1, printed: "0.970"}
      - {id: t2, printed: "0.98"}
  - id: d2
    themes:
      - id: t3
        printed: NN
evidence:
  - {theme: t1, place: 北京}
  - theme: t3
    place: 天津
"""


@dataclass(frozen=True, slots=True)
class Project:
    """A project root whose files can be overwritten."""

    root: Path

    def write(self, file: str, content: str | bytes) -> None:
        raw = content.encode() if isinstance(content, str) else content
        path = self.root / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)

    def scores(self, content: str | bytes) -> None:
        self.write("data/room/scores.csv", content)

    def coding(self, content: str | bytes) -> None:
        self.write("data/room/coding.yaml", content)


@pytest.fixture
def project(tmp_path) -> Project:
    made = Project(tmp_path)
    made.write("data/catalog/room.yaml", CATALOGUE)
    (tmp_path / "data/schemas").mkdir()
    shutil.copy(find_root() / "data/schemas/catalog.schema.yaml", tmp_path / "data/schemas")
    made.write("data/schemas/scores.schema.yaml", SCORES_SCHEMA)
    made.write("data/schemas/places.schema.yaml", PLACES_SCHEMA)
    made.write("data/schemas/coding.schema.yaml", CODING_SCHEMA)
    made.write("data/room/places.csv", "name\n北京\n天津\n河北\n")
    made.scores(SCORES)
    made.coding(CODING)
    return made
