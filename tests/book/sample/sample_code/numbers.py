"""Numbers from the sample's data."""

import csv
from pathlib import Path

FOLDER = Path("data")


def read(name):
    """Return the values of a data file."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8") as stream:
        return [int(row["value"]) for row in csv.DictReader(stream)]


def total(name):
    """Return the sum of a data file's values."""
    return sum(read(name))
