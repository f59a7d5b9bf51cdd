"""Sources of a case study: codes, the people behind them, what is cited and what is listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.casestudy import Evidence, Informant, Sources
from analysis.casestudy.sources import Document
from analysis.data import load_table
from analysis.forensics.findings import Finding, none_odd, open_to, remarkable
from analysis.forensics.verdicts import Basis, Consequence, Verdict

CODE = re.compile(r"(?P<stem>[A-Z]+)(?P<number>\d*)")
RANGE = re.compile(r"(?P<first>[A-Z]+\d+)\s*[~～-]\s*(?P<last>[A-Z]+\d+)")
LIST_MARK = "、"


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
    return none_odd(odd, len(codes), "cited, not announced", Consequence.CONCLUSION)


def announced_cited(announced_codes: Iterable[str], cited: Iterable[str]) -> Finding:
    """Return the announced codes that are never cited.

    Papers print a selection of their evidence, so a code never cited contradicts nothing.
    """
    codes, used = tuple(announced_codes), set(cited)
    return remarkable([code for code in codes if code not in used], len(codes), "never cited")


def ranges_match_people(informants: Sequence[Informant]) -> Finding:
    """Return whether each row's codes are as many as its people: one where it prints no number."""
    odd = []
    for row in informants:
        people = int(row.people_printed or 1)
        codes = len(announced(row.codes_printed))
        if people != codes:
            odd.append(f"{row.id}: {people} people, {codes} codes")
    return none_odd(odd, len(informants), "rows whose codes are not their people")


def people(row: Informant) -> Finding:
    """Return the verdict on the printed number of people of one row, by its codes."""
    codes = announced(row.codes_printed)
    fits = row.people_printed is not None and int(row.people_printed) == len(codes)
    verdict = Verdict.EXACT if fits else Verdict.CONTRADICTED
    changed = Consequence.NONE if fits else Consequence.ARITHMETIC
    note = f"{', '.join(codes)}; {row.position.zh} {row.position.en}"
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
    return none_odd(odd, len(numbers) + len(letters), "sequences with a gap")


def one_letter_per_kind(kinds: Mapping[str, str]) -> Finding:
    """Return whether the first letter of a code tells its kind; ``kinds`` maps codes to kinds."""
    letters: dict[str, set[str]] = {}
    for code, kind in kinds.items():
        letters.setdefault(code[0], set()).add(kind)
    odd = [f"{letter}: {', '.join(sorted(of))}" for letter, of in letters.items() if len(of) > 1]
    return none_odd(odd, len(letters), "letters of two kinds")


def positions_agree(attributions: Sequence[Attribution], sources: Sources) -> Finding:
    """Return whether the text gives each code the position and kind that the source table gives."""
    rows = {code: row for row in sources.informants for code in announced(row.codes_printed)}
    odd = []
    for each in attributions:
        row = rows.get(each.code)
        if row is None or (row.kind, row.position.zh) != (each.kind, each.position):
            odd.append(f"{each.evidence}: {each.position} ({each.code})")
    return none_odd(odd, len(attributions), "positions other than in the source table")


def attributed_as_coded(
    attributions: Sequence[Attribution], evidence: Sequence[Evidence]
) -> Finding:
    """Return whether each quotation of the text carries one code, the one in its brackets."""
    codes = {piece.id: piece.source for piece in evidence}
    odd = [each.evidence for each in attributions if codes.get(each.evidence) != each.code]
    return none_odd(odd, len(attributions), "quotations under another code")


def length(row: Informant, rows: Sequence[Informant]) -> Finding:
    """Return the verdict on one printed length of interviews: open, with what the table shows.

    The table does not say whether a length covers all people of its row or each of them; lengths
    that are all multiples of ten were rounded.
    """
    step = 10 if all(each.minutes % 10 == 0 for each in rows) else 1
    count = len(announced(row.codes_printed))
    share = (
        f"{row.minutes / count:g} per person if it covers the row" if count > 1 else "one person"
    )
    rounded = f"; all {len(rows)} lengths are multiples of {step}" if step > 1 else ""
    return open_to(f"the recordings; {share}{rounded}")


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
        return open_to("the recordings", "all rows have the same number of people")
    told = f"{min(long)} to {max(long)} with {most}, {min(short)} to {max(short)} with fewer"
    if min(long) > max(short):
        return Finding(told, Verdict.CONSISTENT, Basis.PRINTED_ONLY, "a length covers its row")
    return open_to("the recordings", told)


def at_least_named(row: Document) -> Finding:
    """Return the verdict on a printed number of items: no less than the sorts its row names.

    Formula: names separated by 、 are distinct items or sorts of items, each at least one.
    """
    named = len([name for name in row.material.zh.removesuffix("等").split(LIST_MARK) if name])
    note = f"{named} sorts named in the row; decided by: the list of items"
    if row.items >= named:
        return Finding(f"at least {named}", Verdict.CONSISTENT, Basis.PRINTED_ONLY, note)
    told, changed = f"at least {named}", Consequence.ARITHMETIC
    return Finding(told, Verdict.CONTRADICTED, Basis.PRINTED_ONLY, note, changed)


def listed_everywhere(materials: Sequence[Material]) -> Finding:
    """Return whether every sort of material is named in every place that lists its kind in full.

    A list that ends in 等 (and others) is open and leaves nothing out; one whose rows are closed
    does. ``odd`` lists the sorts that a closed list lacks.
    """
    odd = [
        f"{own.text} ({own.place}), not in {place}"
        for own, place, is_open in left_out(materials)
        if not is_open
    ]
    total = len({(each.kind, each.key) for each in materials})
    return none_odd(odd, total, "sorts of material that a closed list lacks")


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
        f"{author.name}: {author.affiliation}"
        for author in authors
        if any(name in author.affiliation for name in names)
    ]
    return remarkable(odd, len(authors), "authors employed where interviews were held")


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
