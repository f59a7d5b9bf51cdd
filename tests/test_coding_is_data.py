"""What is added to the case study's data appears in figures, tables and counts, without code."""

from __future__ import annotations

import shutil

import pytest
from ruamel.yaml import YAML

from analysis import tables
from analysis.casestudy import load_evidence, load_process_model, load_sources, load_structure
from analysis.data.files import find_root
from analysis.figures.data_structure import data_structure
from analysis.figures.process_model import process_model
from tests.figures.conftest import run_together
from tests.tables.reading import grid

FOLDER = "data/case_study"


def label(zh, en, **more):
    return {"zh": zh, "en": en, **more, "locator": "Section 3.1"}


def edit(root, name, change):
    path, yaml = root / FOLDER / name, YAML()
    document = yaml.load(path.read_text("utf-8"))
    change(document)
    with path.open("w", encoding="utf-8") as stream:
        yaml.dump(document, stream)


def append(root, name, line):
    with (root / FOLDER / name).open("a", encoding="utf-8", newline="") as stream:
        stream.write(f"{line}\n")


def add_coding(document):
    """Add a stage with a dimension of its own, a theme in it, two concepts, and one elsewhere."""
    document["stages"].append(
        {"id": "spread", "zh": "扩散", "en": "spread", "locator": "Section 3.4", "table": "Table 7"}
    )
    document["dimensions"].append({"id": "spreading", **label("扩散赋能", "spreading power")})
    document["blocks"].append(
        {
            "id": "4A",
            **label("扩散赋能", "spreading power"),
            "dimension": "spreading",
            "stage": "spread",
            "kind": "empowerment",
        }
    )
    document["themes"].append({"id": "reach", **label("扩大产业", "wider reach", block="4A")})
    for number, theme in (("one", "reach"), ("two", "reach"), ("three", "micro_ecosystem")):
        more = label(f"扩散{number}", f"spread {number}", theme=theme)
        document["concepts"].append({"id": f"spread_{number}", **more})


def add_role(document):
    node = label("赋能扩散", "a role of its own", kind="role", stage="spread")
    document["nodes"].append({"id": "spread_role", **node})
    edge = {"source": "spread_role", "target": "industrial_innovation", "relation": "achieves"}
    document["edges"].append({**edge, "locator": "Section 3.1"})


@pytest.fixture(scope="module")
def more(tmp_path_factory):
    """Return a copy of the data with a stage, a theme, concepts, an informant and evidence."""
    root = tmp_path_factory.mktemp("more")
    shutil.copytree(find_root() / "data", root / "data")
    edit(root, "coding.yaml", add_coding)
    edit(root, "process_model.yaml", add_role)
    append(
        root, "informants.csv", "XZ,institute,新职务,New position,,XZ1 ~ XZ3,话题,Topics,45,Table 1"
    )
    for code in ("XZ1", "XZ2", "XZ3"):
        append(root, "interviewees.csv", f"{code},XZ,Table 1")
    append(root, "evidence.csv", "T5-99,spread_three,XZ2,table,Table 5,转述。,A paraphrase.")
    append(root, "evidence.csv", "T7-01,spread_one,XZ1,table,Table 7,新转述。,A new paraphrase.")
    append(root, "evidence.csv", "S3.4.2-01,spread_one,XZ3,text,Section 3.4.2,正文。,In a text.")
    return root


def test_counts_follow(more):
    before, after = load_structure().counts, load_structure(more).counts
    assert (after.concepts, after.themes, after.dimensions, after.stages) == (
        before.concepts + 3, before.themes + 1, before.dimensions + 1, before.stages + 1,
    )  # fmt: skip
    rows = grid(tables.structure_counts(more))
    assert any(row[1].startswith("4A") and row[3:] == ["1", "2"] for row in rows)
    recomputed = rows[-2]
    assert recomputed == [str(n) for n in (
        after.stages, after.blocks, after.dimensions, after.themes, after.concepts)]  # fmt: skip


def test_the_data_structure_grows_and_shows_what_was_added(more):
    before, after = data_structure(load_structure()), data_structure(load_structure(more))
    text = run_together(after)
    for said in ("扩散one", "扩散two", "扩散three", "扩大产业", "扩散赋能", "spreadingpower"):
        assert said in text and said not in run_together(before)
    assert after.height_mm > before.height_mm and after.width_mm == before.width_mm


def test_the_process_model_shows_an_added_role(more):
    assert "赋能扩散" in run_together(process_model(load_process_model(more)))


def test_the_added_informant_is_counted(more):
    before, after = load_sources(), load_sources(more)
    assert len(after.informants) == len(before.informants) + 1
    row = next(row for row in grid(tables.informants(more)) if "New position" in row[0])
    assert row[3] == "3" and row[5].startswith("45")
    totals = [grid(tables.informants(root))[-1] for root in (None, more)]
    assert int(totals[1][3]) == int(totals[0][3]) + 3
    assert int(totals[1][5]) == int(totals[0][5]) + 45


def test_the_added_evidence_stands_in_the_matrix(more):
    pieces = load_evidence(load_structure(more), more)
    assert len(pieces) == len(load_evidence(load_structure())) + 3
    row = next(row for row in grid(tables.coverage(more)) if "spread three" in row[0])
    assert "XZ2" in " ".join(row)
    none = next(row for row in grid(tables.coverage(more)) if "spread two" in row[0])
    assert "XZ2" not in " ".join(none)
    assert "A paraphrase." in tables.evidence("application", root=more).plain
    spread = tables.evidence("spread", root=more).plain
    assert "A new paraphrase." in spread and "In a text." in spread
    assert grid(tables.evidence_counts(more))[-2][1:5] == ["1", "1", "2", "2"]
