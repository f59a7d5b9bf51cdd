"""Numbers from the sample's data."""

import csv

FOLDER = "data"


def read(name):
    """Return the values of a data file."""
    with open(f"{FOLDER}/{name}.csv", encoding="utf-8") as stream:
        return [int(row["value"]) for row in csv.DictReader(stream)]


def total(name):
    """Return the sum of a data file's values."""
    return sum(read(name))
