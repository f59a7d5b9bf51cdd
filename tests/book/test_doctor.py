from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from analysis.book import doctor, quarto
from analysis.book.doctor import Finding, examine, show
from analysis.book.quarto import Quarto

PROJECT = Path(__file__).parents[2]


def of(root: Path, subject: str) -> list[Finding]:
    return [finding for finding in examine(root) if finding.subject == subject]


@pytest.fixture(scope="module")
def findings():
    return examine(PROJECT)


def test_this_environment_can_build_the_book(findings):
    assert [finding for finding in findings if finding.bad] == []
    (engine,) = (finding for finding in findings if finding.subject == "Portable engine")
    assert engine.text.startswith("Pandoc 3.")


def test_every_subject_is_looked_at(findings):
    subjects = {"Python", "Packages", "Portable engine", "Quarto", "Fonts", "Data", "Browser"}
    assert {finding.subject for finding in findings} == subjects


def test_a_package_of_another_version_is_named(tmp_path):
    lock = "lxml==0.1\nnot-there==2.0 ; python_version < '3'\nabsent-package==1.0 \\\n"
    (tmp_path / "requirements.lock").write_text(lock)
    (packages,) = of(tmp_path, "Packages")
    assert packages.bad
    assert "2 of 2 are not as locked" in packages.text
    assert "(locked: 0.1)" in packages.text
    assert "absent-package missing (locked: 1.0)" in packages.text


def test_a_project_without_lock_file_and_fonts(tmp_path):
    assert of(tmp_path, "Packages")[0].bad
    assert of(tmp_path, "Fonts")[0].text == "assets/fonts lacks NotoSansCJKsc, NotoSerifCJKsc"


@pytest.mark.parametrize(
    ("found", "text", "remedy"),
    [
        (None, "not found; the portable engine builds the book", True),
        (Quarto(Path("/x/quarto"), "1.4.550"), "1.4.550 at /x/quarto is older than 1.9", True),
        (Quarto(Path("/x/quarto"), "1.9.38"), "1.9.38 at /x/quarto; it builds the book", False),
    ],
)
def test_quarto_is_optional(monkeypatch, tmp_path, found, text, remedy):
    monkeypatch.setattr(quarto, "find_quarto", lambda: found)
    (finding,) = of(tmp_path, "Quarto")
    assert (finding.text, bool(finding.remedy), finding.bad) == (text, remedy, False)


def test_a_missing_part_of_the_engine(monkeypatch, tmp_path):
    monkeypatch.setattr(doctor, "_version", lambda name: None if name == "typst" else "1")
    (finding,) = of(tmp_path, "Portable engine")
    assert (finding.bad, finding.text) == (True, "without typst it cannot build the book")


def test_bad_data_are_told_problem_by_problem(tmp_path):
    shutil.copytree(PROJECT / "data", tmp_path / "data")
    path = next((tmp_path / "data/public").glob("*.csv"))
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0], lines[1] + ",more", *lines[2:]]), encoding="utf-8")
    (finding,) = of(tmp_path, "Data")
    assert finding.bad
    assert finding.text.startswith(f"data/public/{path.name}, row 2")


def test_the_table_says_how_each_finding_is_in_a_word(capsys):
    show([Finding("A", "x"), Finding("B", "y", "do this"), Finding("C", "z", "do that", bad=True)])
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[:2] for line in lines] == [["ok", "A"], ["note", "B"], ["fault", "C"]]
    assert lines[1][2:] == ["y.", "Remedy:", "do", "this."]
