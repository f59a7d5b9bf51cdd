"""The compiled search: simulated annealing over the four hidden columns.

Memberships are whole thousandths in an array X (7, 28): outcome first, then the conditions in the
order of the study. A state costs what its sums miss, in steps of 0.01, plus penalties for the NCA
tables, for quartiles that no raw values can have, and for means and deviations out of reach.
"""

from __future__ import annotations

import numpy as np

from analysis.forensics.reconstruct.compiled import Floats, Ints, compiled

CASES = 28
SUMS = 41
# The penalty of means and deviations out of all reach.
FAR = 20.0


@compiled
def conjunction(row: Ints, signs: Ints, path: int) -> int:
    """Return the membership of a case in a path; 0 in a path without literals."""
    least = 2000
    for c in range(6):
        sign = signs[path, c]
        if sign == 1:
            if row[c + 1] < least:
                least = row[c + 1]
        elif sign == -1 and 1000 - row[c + 1] < least:
            least = 1000 - row[c + 1]
    return least if least < 2000 else 0


@compiled
def contributions(row: Ints, signs: Ints, out: Ints) -> None:
    """Write what one case adds to each of the 41 sums.

    ``row`` (7,) holds its memberships, ``signs`` (7, 6) the literals of the paths: H1 to H3, an
    unprinted path (all zero: none), NH1 to NH3. The order of the sums is that of ``plan.SUMS``.
    """
    y = row[0]
    no = 1000 - y
    out[0] = y
    for c in range(1, 7):
        out[3 * c - 2] = row[c]
        out[3 * c - 1] = min(row[c], y)
        out[3 * c] = min(row[c], no)
    h0 = conjunction(row, signs, 0)
    h1 = conjunction(row, signs, 1)
    h2 = conjunction(row, signs, 2)
    h3 = conjunction(row, signs, 3)
    n0 = conjunction(row, signs, 4)
    n1 = conjunction(row, signs, 5)
    n2 = conjunction(row, signs, 6)
    out[19], out[21], out[23] = h0, h1, h2
    out[20], out[22], out[24] = min(h0, y), min(h1, y), min(h2, y)
    out[30], out[32], out[34] = n0, n1, n2
    out[31], out[33], out[35] = min(n0, no), min(n1, no), min(n2, no)
    union = max(max(h0, h1), max(h2, h3))
    out[25] = union
    out[26] = min(union, y)
    out[27] = min(max(h1, max(h2, h3)), y)
    out[28] = min(max(h0, max(h2, h3)), y)
    out[29] = min(max(h0, max(h1, h3)), y)
    union = max(n0, max(n1, n2))
    out[36] = union
    out[37] = min(union, no)
    out[38] = min(max(n1, n2), no)
    out[39] = min(max(n0, n2), no)
    out[40] = min(max(n0, n1), no)


@compiled
def resort(order: Ints, x: Ints) -> None:
    """Sort positions by value in place; quick where few are out of order."""
    for a in range(1, CASES):
        i = order[a]
        b = a - 1
        while b >= 0 and x[order[b]] > x[i]:
            order[b + 1] = order[b]
            b -= 1
        order[b + 1] = i


@compiled
def nca_misfit(x: Ints, y: Ints, order: Ints, wanted: Floats, levels: Floats) -> float:
    """Return by how much CE-FDH and CR-FDH miss Tables 2 and 3 for one condition.

    ``order`` sorts x; ``wanted``: xmin, xmax, ymin, ymax, then the ends of the CE zone and of the
    CR zone, then the number of cases above the line; ``levels`` (11, 3): outcome level, least and
    greatest required level in percent.
    """
    xmin, xmax, ymin, ymax = wanted[0], wanted[1], wanted[2], wanted[3]
    height, width = ymax - ymin, xmax - xmin
    highest = -1
    at = xmin
    area = n = sx = sy = sxx = sxy = 0.0
    a = 0
    while a < CASES:
        v = x[order[a]]
        top, many, b = -1, 0, a
        while b < CASES and x[order[b]] == v:
            t = y[order[b]]
            if t > top:
                top, many = t, 1
            elif t == top:
                many += 1
            b += 1
        if top > highest:
            area += (v - at) * (height if highest < 0 else ymax - highest)
            at, highest = v, top
            n += many
            sx += many * v
            sy += many * top
            sxx += many * v * v
            sxy += many * v * top
        a = b
    area = (area + (xmax - at) * (ymax - highest)) / 1e6
    misfit = 300.0 * max(wanted[4] - area, 0.0, area - wanted[5])
    spread = n * sxx - sx * sx
    slope = (n * sxy - sx * sy) / spread if spread > 0 else 0.0
    if slope < 0.05:
        return float(misfit + 100.0)
    start = (sy - slope * sx) / n
    enters = min(max((ymin - start) / slope, xmin), xmax)
    leaves = min(max((ymax - start) / slope, xmin), xmax)
    depth_in = min(max(ymax - start - slope * enters, 0.0), height)
    depth_out = min(max(ymax - start - slope * leaves, 0.0), height)
    zone = ((enters - xmin) * height + (leaves - enters) * (depth_in + depth_out) / 2) / 1e6
    misfit += 300.0 * max(wanted[6] - zone, 0.0, zone - wanted[7])
    for r in range(levels.shape[0]):
        required = 100 * ((ymin + levels[r, 0] * height - start) / slope - xmin) / width
        misfit += 0.5 * max(levels[r, 1] - required, 0.0, required - levels[r, 2])
    above = 0
    for i in range(CASES):
        if y[i] - (start + slope * x[i]) > 1e-4:
            above += 1
    return float(misfit + 2.0 * abs(above - wanted[8]))


@compiled
def quartile_misfit(x: Ints, order: Ints, reach: Floats) -> float:
    """Return how far the middle pairs at the three quartiles are from pairs raw values allow."""
    total = 0.0
    for q in range(3):
        total += reach[q, x[order[6 + 7 * q]] // 10, x[order[7 + 7 * q]] // 10]
    return total


@compiled
def moment_misfit(total: float, square: float, full: int, wanted: Floats) -> float:
    """Return by how much mean and deviation are out of reach of the raw values.

    ``total`` and ``square`` are sums over the cases below full membership; the ``full`` others lie
    anywhere from ``wanted[2]`` to the maximum ``wanted[3]``, one of them on it.
    """
    low, high, by_sum, by_square = wanted[2], wanted[3], wanted[4], wanted[5]
    n = full - 1
    if n < 1:
        return FAR
    rest, squares = wanted[0] - total - high, wanted[1] - square - high * high
    misfit = max(n * low - rest, 0.0, rest - n * high) / by_sum / 2
    rest = min(max(rest, n * low), n * high)
    many = min(int((rest - n * low) / (high - low)), n - 1)
    odd = rest - many * high - (n - 1 - many) * low
    greatest = many * high * high + (n - 1 - many) * low * low + odd * odd
    below = rest * rest / n - by_square - squares
    misfit += max(below, 0.0, squares - greatest - by_square) / by_square / 2
    return float(min(misfit, FAR))


@compiled
def case_moments(x: Ints, middle: Floats) -> tuple[float, float, int]:
    """Return sum, sum of squares and count of full memberships of a column's raw values."""
    total = square = 0.0
    full = 0
    for i in range(CASES):
        if x[i] == 1000:
            full += 1
        else:
            total += middle[x[i]]
            square += middle[x[i]] ** 2
    return total, square, full


@compiled
def column_misfit(
    c: int, x: Ints, order: Ints, reach: Floats, middle: Floats, moments: Floats
) -> float:
    """Return how far one hidden column is from the printed minimum, quartiles and moments."""
    total, square, full = case_moments(x, middle[c])
    least = 0.3 * (x[order[0]] - moments[c, 6])
    middle_pairs = quartile_misfit(x, order, reach[c])
    return float(least + middle_pairs + moment_misfit(total, square, full, moments[c]))


@compiled
def total_sums(X: Ints, signs: Ints) -> Ints:
    """Return the 41 sums of a state."""
    sums = np.zeros(SUMS, np.int64)
    out = np.zeros(SUMS, np.int64)
    for i in range(CASES):
        contributions(X[:, i].copy(), signs, out)
        sums += out
    return sums


@compiled
def anneal(
    seed: int,
    X: Ints,
    index: Ints,
    values: Ints,
    low: Ints,
    high: Ints,
    signs: Ints,
    target: Ints,
    weights: Floats,
    wanted: Floats,
    levels: Floats,
    nca_weight: float,
    reach: Floats,
    middle: Floats,
    moments: Floats,
    hidden: Ints,
    steps: int,
    hot: float,
    cold: float,
) -> tuple[float, Ints]:
    """Return the least cost found and its state, from ``X`` (changed in place).

    ``index`` (7, 28) says which of the column's ``values`` each entry is; it moves between ``low``
    and ``high``. Moves change one entry, or two of a column by opposite steps.
    """
    np.random.seed(seed)
    order = np.empty((7, CASES), np.int64)
    for c in range(7):
        order[c] = np.arange(CASES)
        resort(order[c], X[c])
    added = np.zeros((CASES, SUMS), np.int64)
    sums = np.zeros(SUMS, np.int64)
    for i in range(CASES):
        contributions(X[:, i].copy(), signs, added[i])
        sums += added[i]
    nca = np.zeros(7)
    own = np.zeros(7)
    for c in range(1, 7):
        nca[c] = nca_weight * nca_misfit(X[c], X[0], order[c], wanted[c], levels[c])
    for c in hidden:
        own[c] = column_misfit(c, X[c], order[c], reach, middle, moments)
    cost = np.sum(weights * np.abs(sums - target)) / 10 + nca.sum() + own.sum()
    best, kept = cost, X.copy()
    new = np.zeros((2, SUMS), np.int64)
    row = np.zeros(7, np.int64)
    moved = np.zeros(SUMS, np.int64)
    new_nca = np.zeros(7)
    cases = np.zeros(2, np.int64)
    to = np.zeros(2, np.int64)
    was = np.zeros(2, np.int64)
    cooling = (cold / hot) ** (1.0 / steps)
    heat = hot
    for _ in range(steps):
        heat *= cooling
        c = hidden[np.random.randint(len(hidden))]
        i = np.random.randint(CASES)
        if low[c, i] == high[c, i]:
            continue
        draw = np.random.random()
        if draw < 0.2:
            to[0] = low[c, i] + np.random.randint(high[c, i] - low[c, i] + 1)
        else:
            step = 1 + int(np.random.random() ** 3 * 8)
            to[0] = index[c, i] + (step if np.random.random() < 0.5 else -step)
        count = 2 if draw > 0.6 else 1
        cases[0] = i
        if count == 2:
            cases[1] = np.random.randint(CASES)
            to[1] = index[c, cases[1]] - (to[0] - index[c, i])
        allowed = count == 1 or cases[1] != i
        for m in range(count):
            allowed = allowed and low[c, cases[m]] <= to[m] <= high[c, cases[m]]
        if not allowed or to[0] == index[c, i]:
            continue
        moved[:] = sums
        for m in range(count):
            j = cases[m]
            was[m] = X[c, j]
            X[c, j] = values[c, to[m]]
            for q in range(7):
                row[q] = X[q, j]
            contributions(row, signs, new[m])
            for k in range(SUMS):
                moved[k] += new[m, k] - added[j, k]
        limit = cost - heat * np.log(np.random.random())
        total = 0.0
        for k in range(SUMS):
            total += weights[k] * abs(moved[k] - target[k]) / 10
        mine = own[c]
        if total <= limit:
            resort(order[c], X[c])
            mine = column_misfit(c, X[c], order[c], reach, middle, moments)
            total += own.sum() - own[c] + mine
            new_nca[:] = nca
            for q in range(1, 7):
                if (c == 0 or q == c) and total <= limit:
                    fresh = nca_misfit(X[q], X[0], order[q], wanted[q], levels[q])
                    new_nca[q] = nca_weight * fresh
                    total += new_nca[q]
                elif not (c == 0 or q == c):
                    total += nca[q]
        if total > limit:
            for m in range(count):
                X[c, cases[m]] = was[m]
            resort(order[c], X[c])
            continue
        cost = total
        sums[:] = moved
        own[c] = mine
        nca[:] = new_nca
        for m in range(count):
            index[c, cases[m]] = to[m]
            added[cases[m]] = new[m]
        if cost < best - 1e-9:
            best = cost
            kept[:] = X
            if best < 1e-6:
                break
    return best, kept
