"""The ledger in the terminal, and what happens when it is not as agreed upon."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML
from typer.testing import CliRunner

from analysis.book import verify
from analysis.book.cli import app
from analysis.data import Words
from analysis.forensics import Verdict
from analysis.forensics.changes import Moved, load_changes
from analysis.forensics.ledger import Ledger, ledger

from .conftest import PROJECT

VERDICTS = "data/forensics/verdicts.csv"
CHANGES = "data/forensics/changes.yaml"


@cache
def present() -> Ledger:
    return ledger(PROJECT)


def call(root: Path, *arguments: str):
    return CliRunner().invoke(app, ["verify", "--root", str(root), *arguments])


@pytest.fixture
def agreed(tmp_path, monkeypatch) -> Path:
    """Return the root of a project whose verdicts are agreed upon."""
    monkeypatch.setattr(verify, "ledger", lambda root: present())
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    assert call(tmp_path, "--accept").exit_code == 0
    return tmp_path


def change(root: Path, edit) -> None:
    """Let ``edit`` change the rows of the verdicts agreed upon, the heads first."""
    path = root / VERDICTS
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    edit(rows)
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def test_the_whole_ledger_is_printed_and_agreed_upon(agreed):
    result = call(agreed)
    assert result.exit_code == 0, result.output
    entries = present().entries
    assert f"{len(entries)} numbers; " in result.stdout
    assert "no verdict differs" in result.stdout
    assert sum("Table 4" in line for line in result.stdout.splitlines()) >= 48


def test_options_choose_what_is_printed(agreed):
    result = call(agreed, "--document", "configurational", "--table", "table4", "--json")
    numbers = json.loads(result.stdout)["numbers"]
    assert result.exit_code == 0
    assert len(numbers) == 48
    assert {number["document"] for number in numbers} == {"configurational study"}


def test_a_verdict_can_be_chosen(agreed):
    numbers = json.loads(call(agreed, "--verdict", "not-determined", "--json").stdout)["numbers"]
    wanted = [e.id for e in present().entries if e.verdict is Verdict.NOT_DETERMINED]
    assert [number["id"] for number in numbers] == wanted


def test_json_follows_the_published_schema(agreed):
    schema = YAML(typ="safe").load(PROJECT / "data/schemas/ledger.schema.yaml")
    numbers = json.loads(call(agreed, "--json").stdout)["numbers"]
    jsonschema.Draft202012Validator(schema).validate(numbers)
    assert len(numbers) == len(present().entries)


def test_every_kind_of_difference_gets_a_line_and_exit_code_1(agreed):
    def edit(rows):
        rows[1][2] = "contradicted" if rows[1][2] != "contradicted" else "exact"
        rows[2][1] = "1.5"
        rows[3][0] = "not-there"

    first, second, third = present().entries[:3]
    change(agreed, edit)
    result = call(agreed)
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert lines[0].startswith(f"{first.id}: ")
    assert f"-> {first.verdict.word}; decided by {first.check or first.method}" in lines[0]
    assert lines[1].startswith(f"{second.id}: printed '1.5' -> '{second.printed}'")
    assert lines[2].startswith(f"{third.id}: new, {third.verdict.word}")
    assert lines[3].startswith("not-there: ") and lines[3].endswith("missing from the ledger")
    assert "book verify --accept" in lines[4]
    assert "no verdict differs" not in result.stdout


def test_differences_count_for_numbers_that_are_not_shown(agreed):
    change(agreed, lambda rows: rows.pop())
    assert call(agreed, "--document", "configurational", "--table", "table1").exit_code == 1
    found = call(agreed, "--json")
    assert found.exit_code == 1
    assert len(json.loads(found.stdout)["differences"]) == 1


def test_accepting_takes_the_present_verdicts(agreed):
    change(agreed, lambda rows: rows.pop())
    gone = list(present().entries)[-1]
    before = (agreed / CHANGES).read_text("utf-8")
    result = call(agreed, "--accept", "--because", 'It "was" so.', "--because-zh", "理由：如此")
    assert result.exit_code == 0
    assert "1 of them new or changed" in result.stdout
    *earlier, last = load_changes(agreed)
    assert (agreed / CHANGES).read_text("utf-8").startswith(before) and earlier
    assert last.because == Words("理由：如此", 'It "was" so.')
    assert last.moved == (Moved(None, gone.verdict, (gone.id,)),)
    assert call(agreed, "--verdict", "exact").exit_code == 0
    assert [path.name for path in (agreed / VERDICTS).parent.glob(".*")] == []


@pytest.mark.parametrize("said", [(), ("--because", "So."), ("--because-zh", "如此")])
def test_no_verdict_changes_without_a_reason_in_both_languages(agreed, said):
    change(agreed, lambda rows: rows.pop())
    before = {path: path.read_bytes() for path in (agreed / "data/forensics").iterdir()}
    result = call(agreed, "--accept", *said)
    assert result.exit_code == 2
    assert "--because" in result.stderr and "why verdicts change (1)" in result.stderr
    assert {path: path.read_bytes() for path in (agreed / "data/forensics").iterdir()} == before


def test_a_changed_consequence_is_a_difference(agreed, monkeypatch):
    entries = present().entries
    place = next(i for i, e in enumerate(entries) if e.consequence.value == "precision")
    other = replace(entries[place], consequence=type(entries[place].consequence).CONCLUSION)
    changed = Ledger((*entries[:place], other, *entries[place + 1 :]), {})
    monkeypatch.setattr(verify, "ledger", lambda root: changed)
    result = call(agreed)
    assert result.exit_code == 1
    assert "(padded zeros) -> contradicted (changes a conclusion)" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [("--table", "table99"), ("--document", "other"), ("--verdict", "wrong")],
)
def test_a_wrong_option_is_bad_input(agreed, arguments):
    result = call(agreed, *arguments)
    assert result.exit_code == 2
    assert "Traceback" not in result.output


def test_a_fault_in_the_file_is_bad_input(agreed):
    change(agreed, lambda rows: rows[1].__setitem__(2, "perhaps"))
    result = call(agreed)
    assert result.exit_code == 2
    assert "verdicts.csv" in result.stderr and "perhaps" in result.stderr


def test_a_certificate_that_proves_nothing_gets_a_line(agreed):
    path = agreed / "data/forensics/certificates.json"
    document = json.loads(path.read_text("utf-8"))
    assert f"all {len(document['certificates'])} certificates hold" in call(agreed).stdout
    first = document["certificates"][0]
    first["gap"] = str(Fraction(first["gap"]) + 1)
    (agreed / "other").mkdir()
    shutil.copytree(agreed / "data", agreed / "other/data")
    changed = agreed / "other/data/forensics/certificates.json"
    changed.write_text(json.dumps(document), encoding="utf-8")
    result = call(agreed / "other")
    assert result.exit_code == 1
    assert result.stderr.startswith(f"certificate {first['key']}: the numbers miss by ")
    assert "certificates hold" not in result.stdout


def test_the_project_is_as_agreed_upon():
    assert verify.compared(PROJECT).differences == ()
