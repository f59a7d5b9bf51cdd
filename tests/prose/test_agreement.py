"""Ten studies from 5 to 100,000 cases: every sentence is a known claim, and what it says is so."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest

from analysis import prose
from analysis.data import Words
from tests.prose.claims import CLAIMS
from tests.prose.reading import claims_in
from tests.study.ten import NAMES

BY_NCA = (prose.necessary_by_nca, prose.strongest_effect, prose.bottlenecks)
BY_QCA = (prose.rows_found, prose.leads, prose.reported_models, prose.shared_core)
BY_MOVES = (prose.nearest_change, prose.tolerated, prose.dropped, prose.redrawn)


def told(facts):
    """Return every text of the book of a study."""
    study, held, found, moved = facts.study, facts.held, facts.found, facts.moved
    return [
        *(say(study) for say in (prose.asks, prose.origins, prose.carried_over, prose.left_out)),
        *(say(study, held) for say in (prose.compares, prose.complete, prose.split)),
        *(say(facts.nca, study.variables) for say in BY_NCA),
        prose.necessary_alone(facts.alone),
        *(say(found) for say in BY_QCA),
        prose.covered(study, found),
        *(say(moved) for say in BY_MOVES),
    ]


def false_claims(facts, text):
    return [
        claim.en
        for claim, said in claims_in(text, CLAIMS, facts.labels)
        if not claim.holds(facts, said)
    ]


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_agrees_with_the_results(facts, name):
    texts = list(told(facts(name)))
    assert [found for text in texts for found in false_claims(facts(name), text)] == []
    assert len(texts) == 20


def spoilt(text: str):
    """Yield the text with one whole number in it changed."""
    for found in re.finditer(r"(?<![\w.,%-])\d+(?![\w.,%]|-)", text):
        yield text[: found.start()] + str(int(found[0]) + 1) + text[found.end() :]


def test_a_number_that_is_not_so_is_noticed(facts):
    """Otherwise the test above would say nothing."""
    held, tried = facts("g-gaps"), 0
    for text in told(held):
        for wrong in spoilt(text.en):
            with suppress(ValueError):  # a level that the table does not have
                assert false_claims(held, Words(text.zh, wrong)), wrong
            tried += 1
    assert tried >= 20


def test_a_name_that_is_not_so_is_noticed(facts):
    held = facts("g-gaps")
    one, other = (held.held.labels[key].en for key in held.held.conditions[:2])
    swapped = {one: other, other: one}
    tried = 0
    for function in (prose.necessary_alone, prose.leads, prose.strongest_effect):
        text = function(*{
            prose.necessary_alone: (held.alone,), prose.leads: (held.found,),
            prose.strongest_effect: (held.nca, held.study.variables),
        }[function])  # fmt: skip
        wrong = re.sub(f"{one}|{other}", lambda found: swapped[found[0]], text.en)
        if wrong != text.en:
            assert false_claims(held, Words(text.zh, wrong)), wrong
            tried += 1
    assert tried


def test_what_is_no_claim_is_refused(facts):
    held = facts("a-tiny")
    with pytest.raises(AssertionError, match="no claim is known"):
        false_claims(held, Words("完全不同。", "Something else."))
