"""Claims of the prose about the study's own design and lists."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.data import Words
from analysis.data.labels import COLON, COMMA, NONE, SEMICOLON, out_of
from analysis.forensics.claim_sources import ClaimSources, Item
from analysis.forensics.findings import Finding, counted, open_to, same_set
from analysis.forensics.stated import listed, recounted
from analysis.forensics.transcripts import OUTCOME
from analysis.forensics.verdicts import Basis, Consequence, Verdict

MARKS = {"core": True, "peripheral": True, "present": True, "absent": False, "irrelevant": None}
NO_DIMENSION = Words("第 2 节没有的维度：{names}", "not a dimension of section 2: {names}")
EQUATIONS = Words(
    "按公式的编号计数；公式为图片，所用文本中已缺失",
    "counted by their numbers; the equations are images that our copy lost",
)
YEAR_BEFORE = Words("年鉴报告上一年的数据", "a yearbook reports the year before")
DIFFERS = Words("不同之处：{names}", "differs: {names}")
MARKS_OF_TABLE = Words("表 5 的标记", "marks of Table 5")
MANY = Words("{paths}；多少算多，文中未说明", "{paths}; how many is many is not said")


def sample(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the number of provinces."""
    return counted(item["printed"], sources.public.sample_size, Basis.PRINTED_ONLY)


def cases(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the number of regions that the prose names for a path."""
    return counted(item["printed"], len(sources.named[item["path"]]), Basis.PRINTED_ONLY)


def left_open(item: Item, sources: ClaimSources) -> Finding:
    """Return that nothing printed or public decides, and what outside the paper would."""
    return open_to(Words.of(item["source"]))


def members(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on a count whose members the passage names."""
    return listed(item["printed"], item["listed"])


def dimension_count(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the number of dimensions of the framework."""
    names = sources.dimension_names.values()
    return recounted(item["printed"], len(names), COMMA.join(names))


def dimension_names(item: Item, sources: ClaimSources) -> Finding:
    """Return whether a passage names the dimensions as the framework does; else a wrong word."""
    finding = same_set(item["members"], sources.dimension_names.values())
    if finding.verdict is Verdict.EXACT:
        return finding
    odd = tuple(name for name in item["members"] if name not in sources.dimension_names.values())
    note = NO_DIMENSION.format(names=COMMA.join(odd))
    changed = Consequence.ARITHMETIC
    return Finding(finding.recomputed, finding.verdict, finding.basis, note, changed, odd)


def conditions_of_dimensions(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the number of conditions of some dimensions."""
    found = [key for name in item["dimensions"] for key in sources.dimensions[name]]
    return recounted(item["printed"], len(found), COMMA.join(found))


def excluded(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the provinces left out are those that the sample lacks."""
    frame = sources.provinces
    return same_set(item["members"], list(frame.loc[~frame["in_sample"], "zh"]))


def equations(item: Item, sources: ClaimSources) -> Finding:
    """Return the verdict on the number of equations of the co-agglomeration index."""
    finding = counted(item["printed"], sources.equations, Basis.PRINTED_ONLY)
    return Finding(finding.recomputed, finding.verdict, finding.basis, EQUATIONS)


def bulletin(item: Item, sources: ClaimSources) -> Finding:
    """Return whether a bulletin is of the year of the conditions."""
    return counted(item["printed"], sources.settings.condition_year, Basis.PRINTED_ONLY)


def yearbook(item: Item, sources: ClaimSources) -> Finding:
    """Return whether a yearbook is the one that reports the year of the conditions: the next."""
    finding = counted(item["printed"], sources.settings.condition_year + 1, Basis.PRINTED_ONLY)
    return Finding(finding.recomputed, finding.verdict, finding.basis, YEAR_BEFORE)


def roles(item: Item, sources: ClaimSources) -> Finding:
    """Return whether the prose gives a path the marks of Table 5: present, lacking, or blank.

    Core and peripheral both need a present mark. A condition that the prose leaves out must be
    blank. ``odd`` lists the conditions that differ.
    """
    panels = sources.tables.panels
    path = next(each for panel in panels for each in panel.paths if each.id == item["path"])
    printed = {literal.condition: literal.present for literal in path.literals}
    said = sources.roles[item["path"]]
    odd = tuple(
        key for key, role in said.items() if MARKS[role or "irrelevant"] is not printed.get(key)
    )
    told = COMMA.join(f"{'' if present else '~'}{key}" for key, present in printed.items())
    return Finding(
        told,
        Verdict.CONTRADICTED if odd else Verdict.EXACT,
        Basis.PRINTED_ONLY,
        DIFFERS.format(names=COMMA.join(odd)) if odd else MARKS_OF_TABLE,
        Consequence.CONCLUSION if odd else Consequence.NONE,
        odd,
    )


def said(roles: Mapping[str, str | None]) -> list[str]:
    """Return the conditions that the prose gives to a path, those it calls lacking with a ~."""
    signs = {key: MARKS[role or "irrelevant"] for key, role in roles.items()}
    return [f"{'' if sign else '~'}{key}" for key, sign in signs.items() if sign is not None]


def regions(item: Item, sources: ClaimSources) -> Finding:
    """Return whether most of a path's regions lie in the parts of the country that are named."""
    named = sources.named[item["path"]]
    inside = {part: [p for p in named if p in of] for part, of in item["regions"].items()}
    count = sum(map(len, inside.values()))
    told = out_of(count, len(named))
    shown = SEMICOLON.join(
        COLON.join([part, COMMA.join(of) if of else NONE]) for part, of in inside.items()
    )
    verdict = Verdict.CONSISTENT if 2 * count > len(named) else Verdict.CONTRADICTED
    return Finding(told, verdict, Basis.PRINTED_ONLY, shown)


def technology_lacking(item: Item, sources: ClaimSources) -> Finding:
    """Return whether most paths of an outcome hold the absence of a condition of technology."""
    wanted = item["outcome"] == OUTCOME
    paths = [
        p for panel in sources.tables.panels if panel.outcome_present is wanted for p in panel.paths
    ]
    held = [
        path.id
        for path in paths
        if any(not x.present and x.condition in sources.technology for x in path.literals)
    ]
    verdict = Verdict.CONSISTENT if 2 * len(held) > len(paths) else Verdict.CONTRADICTED
    told, note = out_of(len(held), len(paths)), MANY.format(paths=COMMA.join(held))
    return Finding(told, verdict, Basis.PRINTED_ONLY, note)
