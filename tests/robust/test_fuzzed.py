"""Parsers fed with what Hypothesis makes up: a value or a refusal, never a traceback."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.robust.parsers import PARSERS, feed

EXAMPLES = 3000 if os.environ.get("BOOK_ROBUST") else 60
SIGNS = st.sampled_from(
    list('{}[],:&*!|>\'"%@`#?-<=.\n\r\t \\~01e+_ nulltrueNaNinf零０，"\ufeff\x00\u2028')
)
CELLS = st.one_of(st.text(max_size=12), st.floats().map(str), st.integers().map(str), SIGNS)
ROWS = st.lists(st.lists(CELLS, min_size=1, max_size=5).map(",".join), max_size=8).map("\n".join)
TEXTS = st.one_of(st.lists(SIGNS, max_size=60).map("".join), st.text(max_size=200), ROWS)
BYTES = st.one_of(TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass")), st.binary())


@pytest.mark.parametrize("name", PARSERS)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(raw=BYTES)
def test_any_bytes(name, raw):
    feed(name, raw)
