import pytest

from analysis.forensics.intervals import Interval
from analysis.forensics.printed import NEAREST, PrintedNumber, Rounding
from analysis.forensics.verdicts import Basis, Consequence, Verdict, judge

read = PrintedNumber.read
AUTHENTIC, PRINTED, RECONSTRUCTED = Basis.AUTHENTIC, Basis.PRINTED_ONLY, Basis.RECONSTRUCTED


@pytest.mark.parametrize(
    ("recomputed", "basis", "independent", "verdict"),
    [
        (0.9701, AUTHENTIC, True, Verdict.EXACT),
        (0.9701, PRINTED, True, Verdict.EXACT),
        (0.9701, PRINTED, False, Verdict.CONSISTENT),
        (0.9701, RECONSTRUCTED, True, Verdict.CONSISTENT),
        (0.98, AUTHENTIC, True, Verdict.CONTRADICTED),
        (0.98, PRINTED, False, Verdict.CONTRADICTED),
        (0.98, RECONSTRUCTED, True, Verdict.NOT_DETERMINED),
        (Interval.of(0.9696, 0.9704), PRINTED, True, Verdict.EXACT),
        (Interval.of(0.9, 0.98), PRINTED, True, Verdict.CONSISTENT),
        (Interval.of(0.98, 0.99), PRINTED, True, Verdict.CONTRADICTED),
        (Interval.of(0.98, 0.99), RECONSTRUCTED, True, Verdict.NOT_DETERMINED),
        (None, PRINTED, True, Verdict.NOT_DETERMINED),
    ],
)
def test_verdict(recomputed, basis, independent, verdict):
    assert judge(read("0.970"), recomputed, basis, independent=independent).verdict is verdict


def test_the_rule_under_which_it_agrees_is_named():
    assert judge(read("0.97"), 0.9749, AUTHENTIC).rule is Rounding.HALF_UP
    assert judge(read("0.97"), 0.9799, AUTHENTIC).rule is Rounding.TRUNCATION
    assert judge(read("0.97"), 0.9799, AUTHENTIC, rules=NEAREST).verdict is Verdict.CONTRADICTED
    assert judge(read("0.97"), Interval.of(0.9, 0.99), AUTHENTIC).rule is None


@pytest.mark.parametrize(
    ("printed", "recomputed", "reproduces"),
    [("0.97", 0.97, True), ("0.97", 0.99, False), ("0.97", None, None)],
)
def test_reproduces(printed, recomputed, reproduces):
    assert judge(read(printed), recomputed, RECONSTRUCTED).reproduces is reproduces
    assert judge(read("0.97"), Interval.of(0.9, 1), PRINTED).reproduces is None


@pytest.mark.parametrize(
    ("printed", "recomputed", "thresholds", "consequence"),
    [
        ("0.902", 0.889, [0.9], Consequence.CONCLUSION),
        ("0.889", 0.902, [0.9], Consequence.CONCLUSION),
        ("0.902", 0.912, [0.9], Consequence.ARITHMETIC),
        ("0.090", 0.13, [0.1], Consequence.CONCLUSION),
        ("0.350", 0.3485, [0.1], Consequence.PRECISION),
        ("0.350", 0.338, [0.1], Consequence.ARITHMETIC),
        ("0.350", 0.3504, [], Consequence.NONE),
    ],
)
def test_consequence(printed, recomputed, thresholds, consequence):
    judgement = judge(read(printed), recomputed, AUTHENTIC, thresholds=thresholds)
    assert judgement.consequence is consequence


@pytest.mark.parametrize("kind", [Verdict, Basis, Consequence])
def test_words_and_marks(kind):
    assert len({member.label for member in kind}) == len(kind)
    for member in kind:
        assert member.label.zh and member.word == member.label.en
        assert kind.of(member.value) is member
    with pytest.raises(KeyError, match="none of"):
        kind.of("perhaps")


def test_each_verdict_has_its_own_mark():
    assert len({verdict.mark for verdict in Verdict} - {""}) == 4
