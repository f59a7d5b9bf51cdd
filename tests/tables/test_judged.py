"""How numbers and verdicts are shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.data import Label
from analysis.forensics import Consequence, PrintedNumber, Verdict
from analysis.tables.judged import (
    Findings,
    entries_note,
    load_entries,
    reconstruction_note,
    shown,
    verdict,
    verdict_note,
)


def text(content):
    return "".join(part if isinstance(part, str) else part.text for part in content)


@pytest.mark.parametrize(
    ("printed", "value", "expected"),
    [
        ("0.970", 0.97031, "0.970"),
        ("0.35", 0.34999, "0.35"),
        ("3881.000", 3881, "3881.000"),
        ("89.30%", 89.285714, "89.29%"),
        ("<0.001", 0.0, "<0.001"),
        ("<0.001", 0.0004, "<0.001"),
        ("<0.001", 0.0115, "0.012"),
        ("0.005", 0.0, "0.000"),
        ("NN", -3.0, "NN"),
        ("NN", 6.13, "6.1%"),
    ],
)
def test_a_value_is_shown_as_the_study_would_print_it(printed, value, expected):
    assert shown(PrintedNumber.read(printed), value) == expected


@pytest.mark.parametrize("found", Verdict)
def test_a_verdict_has_a_mark_a_word_and_a_class(found):
    cell = verdict(found)
    assert cell.text == f"{found.mark} {found.word}"
    assert cell.classes == ("verdict", f"verdict-{found.value}")


def test_a_remark_follows_the_word():
    assert verdict(Verdict.CONTRADICTED, remark="padded zero").text.endswith("(padded zero)")


def test_only_verdicts_in_the_table_are_explained_each_once():
    note = text(verdict_note([Verdict.EXACT, Verdict.EXACT]))
    assert note.count("exact") == 1
    assert "contradicted" not in note


def test_contradictions_are_counted_by_what_they_change():
    entries = load_entries("table4")[:3]
    wrong = [
        replace(each, verdict=Verdict.CONTRADICTED, consequence=consequence)
        for each, consequence in zip(
            entries,
            [Consequence.PRECISION, Consequence.CONCLUSION, Consequence.CONCLUSION],
            strict=True,
        )
    ]
    note = text(entries_note(wrong))
    assert "1 agree once their padded last zero is left out; 2 change a conclusion" in note


def test_a_level_at_or_below_zero_is_not_necessary_though_a_number_was_printed():
    entry = next(each for each in load_entries("table3") if each.printed == "3.5%")
    place = (entry.table, entry.row, entry.column)
    assert Findings.of([entry], {place: 0.0}).reconstruction(*place).text == "NN"
    assert Findings.of([entry], {place: 4.26}).reconstruction(*place).text == "4.3%"
    assert Findings.of([entry], {}).reconstruction(*place).text == "–"


def test_the_note_names_the_reconstructed_columns_and_no_other():
    labels = {"a": Label("甲", "Alpha"), "b": Label("乙", "Beta"), "c": Label("丙", "Gamma")}
    origins = {"a": "reconstructed", "b": "authentic", "c": "reconstructed"}
    assert "in alpha and gamma are" in text(reconstruction_note(origins, labels))


def test_an_unknown_table_is_an_error():
    with pytest.raises(ValueError, match="must be one of table1, table2"):
        load_entries("table6")
