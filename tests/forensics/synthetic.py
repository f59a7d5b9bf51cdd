"""Fuzzy data of ours, and the tables that a study of them would print."""

from fractions import Fraction

from hypothesis import strategies as st

from analysis.forensics.literals import SetLiteral
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import OUTCOME, NecessityCell, Panel, PathRow

CONDITIONS = ("a", "b", "c")


def membership():
    """A two-decimal membership as fsQCA writes it, 0.5 moved to 0.501."""
    return st.integers(1, 99).map(lambda k: Fraction(501, 1000) if k == 50 else Fraction(k, 100))


def fuzzy_data(conditions=CONDITIONS, cases=28):
    column = st.lists(membership(), min_size=cases, max_size=cases)
    return st.fixed_dictionaries(dict.fromkeys((OUTCOME, *conditions), column))


def values(data, literals):
    rows = zip(*(side(data[x.condition], x.present) for x in literals), strict=True)
    return [min(row) for row in rows]


def side(column, present):
    return [x if present else 1 - x for x in column]


def overlap(data, literals, outcome_present):
    outcome = side(data[OUTCOME], outcome_present)
    return sum(map(min, values(data, literals), outcome))


def printed(value, decimals=6):
    return PrintedNumber.read(PrintedNumber.read(f"{0:.{decimals}f}").shown(value))


def necessity_cells(data, conditions=CONDITIONS):
    cells = []
    for condition in conditions:
        for literal in (SetLiteral(condition), SetLiteral(condition, False)):
            for outcome_present in (True, False):
                shared = overlap(data, [literal], outcome_present)
                whole = sum(side(data[OUTCOME], outcome_present))
                own = sum(values(data, [literal]))
                cells.append(
                    NecessityCell(
                        literal, outcome_present, printed(shared / whole), printed(shared / own)
                    )
                )
    return cells


def panel(data, paths, outcome_present=True):
    """The panel a study would print for paths given as conjunctions by name."""
    outcome = side(data[OUTCOME], outcome_present)
    whole = sum(outcome)
    columns = {name: values(data, literals) for name, literals in paths.items()}

    def union(names):
        if not names:
            return [Fraction(0)] * len(outcome)
        return [max(row) for row in zip(*(columns[name] for name in names), strict=True)]

    def covered(names):
        return sum(map(min, union(names), outcome))

    rows = tuple(
        PathRow(
            name,
            tuple(literals),
            printed(covered([name]) / sum(columns[name])),
            printed(covered([name]) / whole),
            printed((covered(list(paths)) - covered([k for k in paths if k != name])) / whole),
        )
        for name, literals in paths.items()
    )
    everything = covered(list(paths))
    return Panel(
        outcome_present,
        rows,
        printed(everything / sum(union(list(paths)))),
        printed(everything / whole),
    )
