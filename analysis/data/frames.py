"""What can be wrong with a data frame of cases before any of its values is read."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.data.errors import Problem


def frame_problems(data: object, columns: Sequence[str], source: str) -> list[Problem]:
    """Return every problem of ``data`` as a frame with these columns and one row per case.

    ``source`` stands where the name of a file would. No frame, no case, a column that is missing
    or there twice, a case that occurs more than once.
    """
    if not isinstance(data, pd.DataFrame):
        remedy = "give a pandas DataFrame with one row per case"
        return [Problem(source, None, None, type(data).__name__, "this is no data frame", remedy)]
    if not len(data):
        return [Problem(source, None, None, None, "there is no case", "give at least one row")]
    present = f"the frame has {', '.join(map(str, data.columns))}"
    problems = []
    for name in dict.fromkeys(columns):
        if name not in data.columns:
            problems.append(Problem(source, None, name, None, "missing column", present))
        elif not isinstance(data[name], pd.Series):
            message = "two columns share this name"
            problems.append(Problem(source, None, name, None, message, "rename one of them"))
    for case in data.index[data.index.duplicated()].unique():
        remedy = "give every case its own name"
        message = "the case occurs more than once"
        problems.append(Problem(source, None, None, str(case), message, remedy))
    return problems
