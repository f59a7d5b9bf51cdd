"""Terms over named conditions as cubes of bit masks, and back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from analysis.qca.expressions import Literal, Term
from analysis.qca.implicants import Cubes


def cubes_of(terms: Iterable[Term], conditions: Sequence[str]) -> Cubes:
    """Return the terms as cubes; the first condition is the most significant bit."""
    bit = {name: 1 << (len(conditions) - 1 - j) for j, name in enumerate(conditions)}
    masks = [
        (
            sum(bit[literal.condition] for literal in term.literals),
            sum(bit[literal.condition] for literal in term.literals if literal.present),
        )
        for term in terms
    ]
    pairs = np.array(masks, dtype=np.int64).reshape(-1, 2)
    return Cubes(pairs[:, 0], pairs[:, 1], len(conditions))


def terms_of(cubes: Cubes, conditions: Sequence[str]) -> tuple[Term, ...]:
    """Return the cubes as terms whose literals follow the order of ``conditions``."""
    last = len(conditions) - 1
    return tuple(
        Term(
            tuple(
                Literal(name, bool(value >> (last - j) & 1))
                for j, name in enumerate(conditions)
                if care >> (last - j) & 1
            )
        )
        for care, value in zip(cubes.care.tolist(), cubes.value.tolist(), strict=True)
    )
