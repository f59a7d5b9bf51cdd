"""How many changed digits each check notices: the power of the checks on random tables.

One digit of one printed number of a random valid table is changed; a check notices when one of its
findings is then contradicted. On unchanged tables none is, so what is noticed is the change.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.forensics.checks.calibration import CalibrationRow, PublicColumn
from analysis.forensics.checks.configuration import ConfigurationTable
from analysis.forensics.checks.descriptive import DescriptiveRow
from analysis.forensics.checks.nca import NcaTable
from analysis.forensics.checks.necessity import PARAMETERS, NecessityTable
from analysis.forensics.checks.random_tables import RANDOM
from analysis.forensics.checks.regions import SOLUTION, Name
from analysis.forensics.checks.registry import KINDS, checks_of
from analysis.forensics.printed import NEAREST, PrintedNumber
from analysis.forensics.verdicts import Verdict

ANY = "any"
Key = Any
Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Detection:
    """How many changes of one digit a check noticed.

    ``cell`` is what the number claims to be, ``digit`` the power of ten of the changed digit
    (-3: the third decimal), ``check`` the key of the check, or ``any`` for all checks together.
    """

    kind: str
    cell: str
    digit: int
    check: str
    changes: int
    detected: int

    @property
    def share(self) -> float:
        """Return the share of changes that were noticed."""
        return self.detected / self.changes


def measure_power(
    takes: type, seed: int, tables: int, only: Iterable[Cell] | None = None
) -> tuple[Detection, ...]:
    """Return what the checks of one kind of table notice of changed digits.

    ``tables`` random tables; in each, one random number of every cell (or of those in ``only``)
    has one digit changed, one digit after the other. The same seed gives the same counts, and
    every cell its own, whichever others are measured. Checks that notice nothing of a cell are
    left out.
    """
    wanted = None if only is None else set(only)
    changes: Counter[Cell] = Counter()
    noticed: Counter[tuple[Cell, str]] = Counter()
    for number in range(tables):
        for cell, changed in _changes(takes, seed, number, wanted):
            found = _noticing(changed)
            changes[cell] += 1
            noticed.update((cell, check) for check in (*found, *([ANY] if found else [])))
    kind = KINDS[takes].en
    return tuple(
        Detection(kind, *cell, check, changes[cell], noticed[cell, check])
        for cell in sorted(changes, key=lambda each: (each[0], -each[1]))
        for check in (ANY, *(each.key for each in _checks(takes)))
        if check == ANY or noticed[cell, check]
    )


def power_frame(found: Iterable[Detection]) -> pd.DataFrame:
    """Return one row per detection: kind, cell, digit, check, changes, detected."""
    return pd.DataFrame(
        {
            "kind": each.kind,
            "cell": each.cell,
            "digit": each.digit,
            "check": each.check,
            "changes": each.changes,
            "detected": each.detected,
        }
        for each in found
    )


def _checks(takes: type) -> tuple[Any, ...]:
    return checks_of(RANDOM[takes](np.random.default_rng(0), NEAREST[0]))


def _noticing(table: object) -> list[str]:
    return [
        check.key
        for check in checks_of(table)
        if any(finding.verdict is Verdict.CONTRADICTED for finding in check.run(table))
    ]


def _changes(
    takes: type, seed: int, number: int, wanted: set[Cell] | None
) -> Iterator[tuple[Cell, object]]:
    """Yield the random table of this number with one digit of one cell changed, per cell."""
    rng = np.random.default_rng([seed, zlib.crc32(takes.__name__.encode()), number])
    table = RANDOM[takes](rng, NEAREST[number % len(NEAREST)])
    numbers = NUMBERS[takes](table)
    for cell in sorted({cell for name, found in numbers for cell in _digits(name, found)}):
        if wanted is not None and cell not in wanted:
            continue
        own = np.random.default_rng([seed, number, zlib.crc32(repr(cell).encode())])
        fitting = [key for key, (name, found) in enumerate(numbers) if cell in _digits(name, found)]
        key = int(own.choice(fitting))
        yield cell, CHANGED[takes](table, key, with_digit(numbers[key][1], cell[1], own))


def _digits(name: str, number: PrintedNumber) -> list[Cell]:
    if number.kind != "number":
        return []
    whole = len(number.text.removesuffix("%").partition(".")[0].removeprefix("-"))
    return [(name, digit) for digit in range(-number.decimals, whole)]


def with_digit(number: PrintedNumber, digit: int, rng: np.random.Generator) -> PrintedNumber:
    """Return a printed number with the digit at a power of ten changed to another one."""
    text = number.text
    point = text.index(".") if "." in text else len(text.removesuffix("%"))
    place = point - 1 - digit if digit >= 0 else point - digit
    others = [each for each in "0123456789" if each != text[place]]
    return PrintedNumber.read(f"{text[:place]}{rng.choice(others)}{text[place + 1 :]}")


Numbers = list[tuple[str, PrintedNumber]]


def _of_row(row: DescriptiveRow) -> Numbers:
    return list(row.numbers.items())


def _change_row(row: DescriptiveRow, key: int, number: PrintedNumber) -> DescriptiveRow:
    name = list(row.numbers)[key]
    return replace(row, numbers={**row.numbers, name: number})


def _of_calibration(table: CalibrationRow) -> Numbers:
    scope = [] if table.scope is None else [("scope", table.scope)]
    return [*_of_row(table.row), *scope]


def _change_calibration(table: CalibrationRow, key: int, number: PrintedNumber) -> CalibrationRow:
    if key == len(table.row.numbers):
        return replace(table, scope=number)
    return replace(table, row=_change_row(table.row, key, number))


def _of_column(table: PublicColumn) -> Numbers:
    return [("sum of memberships", PrintedNumber.of(table.target, 3))]


def _change_column(table: PublicColumn, key: int, number: PrintedNumber) -> PublicColumn:
    return replace(table, target=number.number)


def _of_nca(table: NcaTable) -> Numbers:
    levels = [("bottleneck", each) for column in table.bottlenecks.values() for each in column]
    return [(f"{name} {c}", number) for (name, c, _), number in table.numbers.items()] + levels


def _change_nca(table: NcaTable, key: int, number: PrintedNumber) -> NcaTable:
    if key < len(table.numbers):
        place = list(table.numbers)[key]
        return replace(table, numbers={**table.numbers, place: number})
    row, rows = key - len(table.numbers), len(table.levels)
    condition = list(table.bottlenecks)[row // rows]
    column = list(table.bottlenecks[condition])
    column[row % rows] = number
    return replace(table, bottlenecks={**table.bottlenecks, condition: tuple(column)})


def _of_necessity(table: NecessityTable) -> Numbers:
    return [(name, getattr(cell, name)) for cell in table.cells for name in PARAMETERS]


def _change_necessity(table: NecessityTable, key: int, number: PrintedNumber) -> NecessityTable:
    row, name = divmod(key, len(PARAMETERS))
    cells = list(table.cells)
    parts: Mapping[str, Any] = {PARAMETERS[name]: number}
    cells[row] = replace(cells[row], **parts)
    return replace(table, cells=tuple(cells))


def _of_configuration(table: ConfigurationTable) -> Numbers:
    return [(_written(name), number) for name, number in table.numbers()]


def _written(name: Name) -> str:
    return f"solution {name[0]}" if name[1] == SOLUTION else name[0].replace("_", " ")


def _change_configuration(
    table: ConfigurationTable, key: int, number: PrintedNumber
) -> ConfigurationTable:
    (parameter, path), _ = list(table.numbers())[key]
    parts: Mapping[str, Any] = {parameter: number}
    if path == SOLUTION:
        return replace(table, panel=replace(table.panel, **parts))
    paths = tuple(replace(p, **parts) if p.id == path else p for p in table.panel.paths)
    return replace(table, panel=replace(table.panel, paths=paths))


NUMBERS: Mapping[type, Callable[[Any], Numbers]] = {
    DescriptiveRow: _of_row,
    CalibrationRow: _of_calibration,
    PublicColumn: _of_column,
    NcaTable: _of_nca,
    NecessityTable: _of_necessity,
    ConfigurationTable: _of_configuration,
}
CHANGED: Mapping[type, Callable[[Any, int, PrintedNumber], object]] = {
    DescriptiveRow: _change_row,
    CalibrationRow: _change_calibration,
    PublicColumn: _change_column,
    NcaTable: _change_nca,
    NecessityTable: _change_necessity,
    ConfigurationTable: _change_configuration,
}
