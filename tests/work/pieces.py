"""Functions that the tests spread; workers import them from here."""

from __future__ import annotations

import time

import numpy as np


def drawn(piece: tuple[int, int]) -> list[float]:
    """Return numbers that follow from seed and place of a piece."""
    seed, place = piece
    return np.random.default_rng([seed, place]).normal(size=5).tolist()


def slow(piece: tuple[int, int]) -> list[float]:
    """Return what `drawn` does, after a while."""
    time.sleep(0.05)
    return drawn(piece)


def broken(piece: tuple[int, int]) -> list[float]:
    """Fail at one piece."""
    if piece[1] == 7:
        raise ValueError("piece 7")
    return drawn(piece)
