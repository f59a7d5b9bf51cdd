"""The sums of a state in plain numpy, to check the compiled ones by."""

from __future__ import annotations

import numpy as np

from analysis.forensics.reconstruct.compiled import Ints


def plain_sums(X: Ints, signs: Ints) -> Ints:
    """Return the 41 sums of a state (7, 28) under the literals ``signs`` (7, 6)."""
    y, conditions = X[0], X[1:]
    no = 1000 - y
    sums = [y.sum()]
    for x in conditions:
        sums += [x.sum(), np.minimum(x, y).sum(), np.minimum(x, no).sum()]
    paths = [_path(conditions, own) for own in signs]
    for own, side in ((paths[:4], y), (paths[4:], no)):
        for path in own[:3]:
            sums += [path.sum(), np.minimum(path, side).sum()]
        union = np.maximum.reduce(own)
        sums += [union.sum(), np.minimum(union, side).sum()]
        for p in range(3):
            rest = np.maximum.reduce(own[:p] + own[p + 1 :])
            sums.append(np.minimum(rest, side).sum())
    return np.array(sums, dtype=np.int64)


def _path(conditions: Ints, signs: Ints) -> Ints:
    chosen = [
        x if sign > 0 else 1000 - x for x, sign in zip(conditions, signs, strict=True) if sign
    ]
    return np.minimum.reduce(chosen) if chosen else np.zeros(conditions.shape[1], dtype=np.int64)
