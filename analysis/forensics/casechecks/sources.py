"""Sources of a case study: codes, the people behind them, what is cited and what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.casestudy import Evidence, Informant, Sources
from analysis.casestudy.sources import Document
from analysis.data import Words, load_table
from analysis.data.labels import COLON, COMMA, SEMICOLON, bracketed, ranged
from analysis.data.locators import located
from analysis.forensics.findings import Finding, none_odd, open_to, remarkable
from analysis.forensics.verdicts import Basis, Consequence, Verdict

CODE = re.compile(r"(?P<stem>[A-Z]+)(?P<number>\d*)")
RANGE = re.compile(r"(?P<first>[A-Z]+\d+)\s*[~～-]\s*(?P<last>[A-Z]+\d+)")
LIST_MARK = "、"
RECORDINGS = Words("访谈录音", "the recordings")
PER_PERSON = Words(
    "若为全行合计，则人均 {minutes} 分钟", "{minutes} per person if it covers the row"
)
ONE_PERSON = Words("一人", "one person")
ROUNDED = Words(
    "全部 {rows} 个时长都是 {step} 的倍数", "all {rows} lengths are multiples of {step}"
)
SAME_PEOPLE = Words("各行人数相同", "all rows have the same number of people")
LENGTHS = Words(
    "{most} 人的行为 {long}，人数较少的行为 {short}", "{long} with {most}, {short} with fewer"
)
COVERS = Words("时长为全行合计", "a length covers its row")
SORTS = Words(
    "该行列出 {named} 种；须由资料清单判定",
    "{named} sorts named in the row; decided by: the list of items",
)
AT_LEAST = Words("至少 {named}", "at least {named}")
ABSENT = Words("{text}（{own}），{other}中没有", "{text} ({own}), not in {other}")
LACKING = Words("封闭清单中缺的资料种类", "sorts of material that a closed list lacks")
EMPLOYED = Words("受雇于受访机构的作者", "authors employed where interviews were held")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who a quotation in the text is said to be by: code, kind of source, position as printed."""

    evidence: str
    code: str
    kind: str
    position: str


@dataclass(frozen=True, slots=True)
class Material:
    """A sort of material that a place names as used, under a key that is the same everywhere.

    ``open_list``: the place's list of this kind ends in 等, so it does not claim to be full.
    """

    key: str
    kind: str
    place: str
    text: str
    open_list: bool


@dataclass(frozen=True, slots=True)
class Author:
    """An author with one affiliation as printed."""

    name: str
    affiliation: str


def announced(codes_printed: str) -> tuple[str, ...]:
    """Return the codes a printed range announces: ``XA1 ~ XA2`` gives XA1 and XA2.

    Raises ValueError where the ends of a range do not belong together.
    """
    match = RANGE.fullmatch(codes_printed)
    if match is None:
        return (codes_printed,)
    ends = [CODE.fullmatch(match[name]) for name in ("first", "last")]
    (stem, low), (other, high) = ((end["stem"], int(end["number"])) for end in ends if end)
    if stem != other or high < low:
        raise ValueError(f"no range of codes: '{codes_printed}' (write XA1 ~ XA2)")
    return tuple(f"{stem}{number}" for number in range(low, high + 1))


def cited_exist(cited: Iterable[str], announced_codes: Iterable[str]) -> Finding:
    """Return whether every cited code is announced by a row of the source tables."""
    codes, known = tuple(dict.fromkeys(cited)), set(announced_codes)
    odd = [code for code in codes if code not in known]
    note = Words("引用而未列出", "cited, not announced")
    return none_odd(odd, len(codes), note, Consequence.CONCLUSION)


def announced_cited(announced_codes: Iterable[str], cited: Iterable[str]) -> Finding:
    """Return the announced codes that are never cited.

    Papers print a selection of their evidence, so a code never cited contradicts nothing.
    """
    codes, used = tuple(announced_codes), set(cited)
    odd = [code for code in codes if code not in used]
    return remarkable(odd, len(codes), Words("从未引用", "never cited"))


def ranges_match_people(informants: Sequence[Informant]) -> Finding:
    """Return whether each row's codes are as many as its people: one where it prints no number."""
    odd = []
    for row in informants:
        people = int(row.people_printed or 1)
        codes = len(announced(row.codes_printed))
        if people != codes:
            odd.append(
                Words(
                    f"{row.id}：{people} 人，{codes} 个编码",
                    f"{row.id}: {people} people, {codes} codes",
                )
            )
    note = Words("编码数与人数不合的行", "rows whose codes are not their people")
    return none_odd(odd, len(informants), note)


def people(row: Informant) -> Finding:
    """Return the verdict on the printed number of people of one row, by its codes."""
    codes = announced(row.codes_printed)
    fits = row.people_printed is not None and int(row.people_printed) == len(codes)
    verdict = Verdict.EXACT if fits else Verdict.CONTRADICTED
    changed = Consequence.NONE if fits else Consequence.ARITHMETIC
    note = SEMICOLON.join([COMMA.join(codes), Words(row.position.zh, row.position.both)])
    return Finding(str(len(codes)), verdict, Basis.PRINTED_ONLY, note, changed)


def without_gaps(codes: Sequence[str]) -> Finding:
    """Return whether codes run without gap: 1, 2, 3 … behind a stem, A, B, C … within a kind."""
    numbers: dict[str, list[int]] = {}
    letters: dict[str, list[str]] = {}
    for code in codes:
        match = CODE.fullmatch(code)
        if match is None:
            continue
        stem = match["stem"]
        if match["number"]:
            numbers.setdefault(stem, []).append(int(match["number"]))
        if len(stem) == 2 and stem[1] not in letters.setdefault(stem[0], []):
            letters[stem[0]].append(stem[1])
    odd = [stem for stem, of in numbers.items() if sorted(of) != list(range(1, len(of) + 1))]
    odd += [kind for kind, of in letters.items() if sorted(of) != _alphabet(len(of))]
    return none_odd(odd, len(numbers) + len(letters), Words("有间断的序列", "sequences with a gap"))


def one_letter_per_kind(kinds: Mapping[str, str]) -> Finding:
    """Return whether the first letter of a code tells its kind; ``kinds`` maps codes to kinds."""
    letters: dict[str, set[str]] = {}
    for code, kind in kinds.items():
        letters.setdefault(code[0], set()).add(kind)
    odd = [
        COLON.join([letter, COMMA.join(sorted(of))])
        for letter, of in letters.items()
        if len(of) > 1
    ]
    return none_odd(odd, len(letters), Words("用于两类来源的字母", "letters of two kinds"))


def positions_agree(attributions: Sequence[Attribution], sources: Sources) -> Finding:
    """Return whether the text gives each code the position and kind that the source table gives."""
    rows = {code: row for row in sources.informants for code in announced(row.codes_printed)}
    odd = []
    for each in attributions:
        row = rows.get(each.code)
        if row is None or (row.kind, row.position.zh) != (each.kind, each.position):
            odd.append(COLON.join([each.evidence, bracketed(each.position, each.code)]))
    note = Words("与来源表不同的职位", "positions other than in the source table")
    return none_odd(odd, len(attributions), note)


def attributed_as_coded(
    attributions: Sequence[Attribution], evidence: Sequence[Evidence]
) -> Finding:
    """Return whether each quotation of the text carries one code, the one in its brackets."""
    codes = {piece.id: piece.source for piece in evidence}
    odd = [each.evidence for each in attributions if codes.get(each.evidence) != each.code]
    note = Words("归于另一编码的引语", "quotations under another code")
    return none_odd(odd, len(attributions), note)


def length(row: Informant, rows: Sequence[Informant]) -> Finding:
    """Return the verdict on one printed length of interviews: open, with what the table shows.

    The table does not say whether a length covers all people of its row or each of them; lengths
    that are all multiples of ten were rounded.
    """
    step = 10 if all(each.minutes % 10 == 0 for each in rows) else 1
    count = len(announced(row.codes_printed))
    told = PER_PERSON.format(minutes=f"{row.minutes / count:g}") if count > 1 else ONE_PERSON
    parts = [RECORDINGS, told]
    parts += [ROUNDED.format(rows=len(rows), step=step)] if step > 1 else []
    return open_to(SEMICOLON.join(parts))


def lengths_grow_with_people(informants: Sequence[Informant]) -> Finding:
    """Return whether rows with more people are longer: then lengths look like those of rows.

    Formula: smallest length of the rows with most people against the largest of the others. No
    overlap makes the reading per row consistent; an overlap leaves it open.
    """
    counts = [len(announced(row.codes_printed)) for row in informants]
    most = max(counts, default=0)
    long = [row.minutes for row, count in zip(informants, counts, strict=True) if count == most]
    short = [row.minutes for row, count in zip(informants, counts, strict=True) if count < most]
    if not short:
        return open_to(RECORDINGS, SAME_PEOPLE)
    told = LENGTHS.format(
        long=ranged(str(min(long)), str(max(long))),
        most=most,
        short=ranged(str(min(short)), str(max(short))),
    )
    if min(long) > max(short):
        return Finding(told, Verdict.CONSISTENT, Basis.PRINTED_ONLY, COVERS)
    return open_to(RECORDINGS, told)


def at_least_named(row: Document) -> Finding:
    """Return the verdict on a printed number of items: no less than the sorts its row names.

    Formula: names separated by 、 are distinct items or sorts of items, each at least one.
    """
    named = len([name for name in row.material.zh.removesuffix("等").split(LIST_MARK) if name])
    note, told = SORTS.format(named=named), AT_LEAST.format(named=named)
    if row.items >= named:
        return Finding(told, Verdict.CONSISTENT, Basis.PRINTED_ONLY, note)
    changed = Consequence.ARITHMETIC
    return Finding(told, Verdict.CONTRADICTED, Basis.PRINTED_ONLY, note, changed)


def listed_everywhere(materials: Sequence[Material]) -> Finding:
    """Return whether every sort of material is named in every place that lists its kind in full.

    A list that ends in 等 (and others) is open and leaves nothing out; one whose rows are closed
    does. ``odd`` lists the sorts that a closed list lacks.
    """
    odd = [
        ABSENT.format(text=own.text, own=located(own.place), other=located(place))
        for own, place, is_open in left_out(materials)
        if not is_open
    ]
    total = len({(each.kind, each.key) for each in materials})
    return none_odd(odd, total, LACKING)


def left_out(materials: Sequence[Material]) -> tuple[tuple[Material, str, bool], ...]:
    """Return each sort that a list of its kind lacks: the sort, the place, if the list is open."""
    open_lists: dict[tuple[str, str], bool] = {}
    for each in materials:
        key = each.kind, each.place
        open_lists[key] = open_lists.get(key, False) or each.open_list
    first: dict[tuple[str, str], Material] = {}
    named: dict[tuple[str, str], set[str]] = {}
    for each in materials:
        first.setdefault((each.kind, each.key), each)
        named.setdefault((each.kind, each.key), set()).add(each.place)
    return tuple(
        (own, place, is_open)
        for (kind, key), own in first.items()
        for (other, place), is_open in open_lists.items()
        if other == kind and place not in named[kind, key]
    )


def interviewed_employers(authors: Sequence[Author], organisations: Iterable[str]) -> Finding:
    """Return the authors who belong to an organisation that was interviewed.

    ``organisations`` are names as the source table prints them. Nothing printed denies such a
    tie, so it is no contradiction; it is an interest that a reader should know.
    """
    names = tuple(name for name in organisations if name)
    odd = [
        COLON.join([author.name, author.affiliation])
        for author in authors
        if any(name in author.affiliation for name in names)
    ]
    return remarkable(odd, len(authors), EMPLOYED)


def load_attributions(root: Path | None = None) -> tuple[Attribution, ...]:
    """Return who each quotation of the text is said to be by (``case_attributions``)."""
    return tuple(
        Attribution(row["evidence"], row["code"], row["kind"], row["position"])
        for row in load_table("case_attributions", root).to_dict("records")
    )


def load_materials(root: Path | None = None) -> tuple[Material, ...]:
    """Return the sorts of material that each place names (``case_materials``)."""
    return tuple(
        Material(row["material"], row["kind"], row["place"], row["text"], row["open_list"])
        for row in load_table("case_materials", root).to_dict("records")
    )


def load_authors(root: Path | None = None) -> tuple[Author, ...]:
    """Return the authors with their affiliations (``case_authors``)."""
    return tuple(
        Author(row["author"], row["affiliation"])
        for row in load_table("case_authors", root).to_dict("records")
    )


def _alphabet(count: int) -> list[str]:
    return [chr(ord("A") + place) for place in range(count)]
