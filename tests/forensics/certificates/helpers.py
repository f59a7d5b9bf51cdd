"""Whether printed cells can hold together, by an evaluation that the search does not share."""

from itertools import product

import numpy as np
from scipy.optimize import linprog

from analysis.forensics.certificates.verify import FULL, HALVES, quotient, span


def can_hold(cells, marks, paths, conditions, outcome="breakthrough"):
    """Least violation of the numbers over weights of patterns, evaluated by the verifier's code."""
    if not cells:
        return True
    known = {path: sum(m.column == path for m in marks) for path in paths}
    free = [path for path in paths if known[path] < len(conditions)]
    names = [*conditions, outcome, *free]
    record = {"paths": paths, "marks": [m.to_dict() for m in marks], "outcome": outcome}
    rows = []
    patterns = [dict(zip(names, each, strict=True)) for each in product(HALVES, repeat=len(names))]
    patterns = [at | {f"~{k}": FULL - v for k, v in at.items()} for at in patterns]
    for cell in cells:
        low, high = span(cell.printed)
        pairs = [quotient(cell.to_dict(), at, record) for at in patterns]
        width = high - low
        rows.append([float((a - low * b) / width) for a, b in pairs])
        rows.append([float((high * b - a) / width) for a, b in pairs])
    columns = np.unique(np.vstack([rows, [float(at[outcome]) for at in patterns]]), axis=1)
    matrix, present = columns[:-1], columns[-1]
    slack = np.ones((len(rows), 1))
    found = linprog(
        np.append(np.zeros(matrix.shape[1]), 1.0),
        A_ub=-np.hstack([matrix, slack]),
        b_ub=np.zeros(len(rows)),
        A_eq=np.append(present, 0.0)[None],
        b_eq=[1.0],
        bounds=(0, None),
    )
    return bool(found.fun < 1e-6)
