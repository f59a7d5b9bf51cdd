"""What a repair of one cell would do to the paper's story."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from analysis.data import Words, load_document
from analysis.data.labels import SEMICOLON
from analysis.forensics.certificates.cells import MARKS, PrintedCell
from analysis.forensics.certificates.reading_search import WANTED
from analysis.forensics.certificates.repairs import Repair
from analysis.forensics.intervals import exact
from analysis.forensics.literals import Conjunction, SetLiteral
from analysis.forensics.printed import PrintedNumber
from analysis.forensics.transcripts import load_transcripts
from analysis.study import load_settings

WEIGHTS = ("raw_coverage", "unique_coverage", "solution_coverage")


@dataclass(frozen=True, slots=True)
class Story:
    """What the paper makes of its tables: marks, roles of conditions, the necessity threshold.

    ``paths``: path -> literals; ``panels``: path -> outcome it belongs to; ``roles``: path ->
    condition -> (role, section) as section 5 states them; ``words``: templates of the stories.
    """

    paths: Mapping[str, Conjunction]
    panels: Mapping[str, bool]
    roles: Mapping[str, Mapping[str, Mapping[str, str] | None]]
    threshold: Fraction
    words: Mapping[str, Any]

    @classmethod
    def load(cls, root: Path | None = None) -> Story:
        """Return the story of the study."""
        panels = load_transcripts(root).panels
        return cls(
            {path.id: path.literals for panel in panels for path in panel.paths},
            {path.id: panel.outcome_present for panel in panels for path in panel.paths},
            {path["id"]: path["roles"] for path in load_document("paths", root)["paths"]},
            exact(load_settings(root).qca.necessity_consistency),
            load_document("forensics_contradictions", root)["stories"],
        )

    def told(self, key: str, **values: str) -> Words:
        """Return one story in both languages."""
        return Words.of(self.words[key]).format(**values)


def story_of(repair: Repair, story: Story) -> Words:
    """Return what a repair would do: to paths and their description, thresholds, or digits."""
    cell = repair.cell
    if cell.is_mark:
        return _of_mark(cell, repair.nearest, story)
    if cell.table == "table4" and cell.column.startswith("consistency") and repair.nearest:
        before, after = cell.number.number, Fraction(repair.nearest)
        if (before >= story.threshold) != (after >= story.threshold):
            key = "gains" if after > before else "loses"
            return story.told(key, threshold=f"{float(story.threshold):g}")
    if cell.row in WEIGHTS:
        return story.told("weight")
    return story.told("digit" if _is_last_digit(repair) else "number")


def _is_last_digit(repair: Repair) -> bool:
    """Whether the change is below ten steps of the last printed decimal."""
    if not repair.nearest:
        return False
    before, after = repair.cell.number, PrintedNumber.read(repair.nearest)
    return abs(after.number - before.number) < 10 * before.unit


def _of_mark(cell: PrintedCell, mark: str, story: Story) -> Words:
    signs = {x.condition: x.present for x in story.paths[cell.column]} | {
        cell.condition: MARKS[mark]
    }
    own = {SetLiteral(c, sign) for c, sign in signs.items() if sign is not None}
    parts = []
    for path, literals in story.paths.items():
        if path == cell.column or story.panels[path] is not story.panels[cell.column]:
            continue
        if own <= set(literals):
            parts.append(story.told("nested", inner=path, outer=cell.column))
        elif set(literals) <= own:
            parts.append(story.told("nested", inner=cell.column, outer=path))
    said = story.roles.get(cell.column, {}).get(cell.condition)
    if said and WANTED[said["role"]] is not MARKS[mark]:
        parts.append(story.told("role", section=said["section"]))
    parts = parts or [story.told("mark")]
    return SEMICOLON.join(parts)
