"""Many thresholds of the truth table, and the models that each gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analysis.qca import CoverOptions, Thresholds, TruthTable, sweep_thresholds
from analysis.qca.sweep import Models
from analysis.study.samples import Plain, models_of, plain_models
from analysis.study.settings import Span
from analysis.work import chunks, spread
from analysis.work.checkpoint import digest

PIECE = 250


@dataclass(frozen=True, slots=True)
class _Piece:
    table: TruthTable = field(repr=False)
    settings: tuple[Thresholds, ...]
    expectations: dict[str, bool]
    options: CoverOptions


def swept(
    table: TruthTable,
    settings: Sequence[Thresholds],
    expectations: dict[str, bool],
    options: CoverOptions,
) -> list[Models]:
    """Return the intermediate models under every setting of the thresholds, in order."""
    pieces = [
        _Piece(table, tuple(settings[i] for i in part), expectations, options)
        for part in chunks(len(settings), PIECE)
    ]
    content = digest(table.to_frame().to_csv(), str(table.conditions), str(settings))
    found = spread(_models, pieces, name="thresholds", identity=(content, expectations, options))
    return [models_of(plain) or frozenset() for piece in found for plain in piece]


def grid(frequencies: Sequence[int], consistency: Span, pri: Span) -> Iterator[Thresholds]:
    """Yield every setting of a grid over ranges of consistency and PRI."""
    for frequency in frequencies:
        for first in _steps(consistency):
            for second in _steps(pri):
                yield Thresholds(first, second, frequency)


def _models(piece: _Piece) -> list[Plain | None]:
    found = sweep_thresholds(piece.table, piece.settings, piece.expectations, piece.options)
    return [plain_models(point.models) for point in found.points]


def _steps(span: Span) -> list[float]:
    count = round((span.stop - span.start) / span.step)
    return [round(span.start + i * span.step, 10) for i in range(count + 1)]
