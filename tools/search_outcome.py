"""Ask whether any outcome column can stand behind the printed ceilings; store every answer.

    python tools/search_outcome.py

Writes data/forensics/outcome_search.csv, row by row: a run that was stopped goes on from there.
Some minutes per question, less than an hour in all; the same tables give the same answers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from analysis.data import load_document
from analysis.forensics.outcome.question import NAMED, Question, possible_columns, question
from analysis.forensics.outcome.search import answer, variants
from analysis.forensics.outcome.stored import (
    OUTCOME_FILE,
    Asked,
    OutcomeSearch,
    stored_outcome_search,
)
from analysis.forensics.reconstruct.compiled import Ints

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Return 0 once every question has its answer."""
    parser = argparse.ArgumentParser(description="Search an outcome column for the ceilings.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the project's folder")
    parser.add_argument("--anew", action="store_true", help="forget the answers that are stored")
    given = parser.parse_args(arguments)
    effort = load_document("forensics_variants", given.root)["outcome_search"]["effort"]
    target = given.root / OUTCOME_FILE
    known = stored_outcome_search(given.root).all if target.exists() and not given.anew else ()
    answers = {_key(each): each for each in known}
    done: list[Asked] = []
    for open_question, posed in _questions(given.root):
        found = answers.get(_key(open_question))
        if found is None:
            solved = answer(posed, effort=effort)
            found = replace(open_question, status=solved.status, effort=solved.effort)
        done.append(found)
        beside = target.with_suffix(".tmp")
        OutcomeSearch(tuple(done)).to_frame().to_csv(beside, index=False, lineterminator="\n")
        beside.replace(target)
        print(*_key(found), found.status, found.effort, flush=True)
    return 0


def _key(asked: Asked) -> tuple[object, ...]:
    return asked.conditions, asked.left_out, asked.at_crossover, asked.variant


def _questions(root: Path) -> Iterator[tuple[Asked, Question]]:
    """Each condition alone; all together, every variant; and without what the text names."""
    columns = possible_columns(root)
    provinces = load_document("forensics_variants", root)["outcome_search"]["at_crossover"]
    for province in provinces:
        for name in columns:
            yield _posed({name: columns[name][0]}, province, 1, "", root)
    for province in provinces:
        for number, chosen in enumerate(variants(columns), start=1):
            yield _posed(chosen, province, number, "", root)
    for province in provinces:
        yield _posed(next(variants(columns)), province, 1, NAMED, root)


def _posed(
    columns: dict[str, Ints], province: str, number: int, left_out: str, root: Path
) -> tuple[Asked, Question]:
    posed = question(columns, province, root)
    posed = replace(posed, parts=posed.parts - {left_out})
    return Asked(tuple(columns), left_out, province, number, "open", 0.0), posed


if __name__ == "__main__":
    sys.exit(main())
