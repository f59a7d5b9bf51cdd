"""Sources of the case study: interviewees and documents, with totals per kind of source."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from analysis.casestudy.places import Fault, refuse
from analysis.data import Label, load_document, load_table


@dataclass(frozen=True, slots=True)
class SourceKind:
    """A group of sources: an organisation interviewed, or a kind of document.

    ``short`` is a label for narrow columns.
    """

    id: str
    label: Label
    short: Label
    form: Literal["interview", "document"]
    locator: str


@dataclass(frozen=True, slots=True)
class Informant:
    """A row of Table 1: the interviewees of one position.

    ``people_printed`` (persons), ``codes_printed`` and ``minutes_printed`` are the strings that
    were printed; ``codes`` lists one code per interviewee.
    """

    id: str
    kind: str
    position: Label
    people_printed: str | None
    codes_printed: str
    codes: tuple[str, ...]
    topics: Label
    minutes_printed: str
    locator: str

    @property
    def minutes(self) -> int:
        """Return the printed length in minutes."""
        return int(self.minutes_printed)


@dataclass(frozen=True, slots=True)
class Document:
    """A row of Table 2: secondary material under one code; ``items_printed`` as printed."""

    code: str
    kind: str
    material: Label
    items_printed: str
    locator: str

    @property
    def items(self) -> int:
        """Return the printed number of items."""
        return int(self.items_printed)


@dataclass(frozen=True, slots=True)
class Sources:
    """All sources, in the order of Tables 1 and 2."""

    kinds: tuple[SourceKind, ...]
    informants: tuple[Informant, ...]
    documents: tuple[Document, ...]

    @property
    def interviewees(self) -> tuple[str, ...]:
        """Return the codes of all interviewees."""
        return tuple(code for informant in self.informants for code in informant.codes)

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of all sources: interviewees, then documents."""
        return (*self.interviewees, *(document.code for document in self.documents))

    def kind_of(self, code: str) -> SourceKind:
        """Return the kind of a source; KeyError for an unknown code."""
        kinds = {code: row.kind for row in self.informants for code in row.codes}
        kinds |= {row.code: row.kind for row in self.documents}
        return next(kind for kind in self.kinds if kind.id == kinds[code])

    def informants_of(self, kind: str) -> tuple[Informant, ...]:
        """Return the rows of Table 1 of one kind."""
        return tuple(row for row in self.informants if row.kind == kind)

    def documents_of(self, kind: str) -> tuple[Document, ...]:
        """Return the rows of Table 2 of one kind."""
        return tuple(row for row in self.documents if row.kind == kind)


@dataclass(frozen=True, slots=True)
class Minutes:
    """Total length in minutes under the two readings of the printed column.

    ``per_row``: the printed length covers all interviewees of a row; ``per_person``: each of them.
    """

    per_row: int
    per_person: int


def load_sources(root: Path | None = None) -> Sources:
    """Return all sources: the interviewees of Table 1 and the documents of Table 2."""
    kinds = load_kinds(root)
    return Sources(kinds, load_informants(kinds, root), load_documents(kinds, root))


def load_kinds(root: Path | None = None) -> tuple[SourceKind, ...]:
    """Return the kinds of source, in the order of Tables 1 and 2."""
    return tuple(
        SourceKind(
            item["id"], Label.of(item), Label.of(item["short"]), item["form"], item["locator"]
        )
        for item in load_document("case_design", root)["source_kinds"]
    )


def load_informants(
    kinds: tuple[SourceKind, ...], root: Path | None = None
) -> tuple[Informant, ...]:
    """Return the rows of Table 1 with their interviewees.

    Raises InputError for a row without interviewees or of a kind that is not interviewed.
    """
    rows = load_table("case_informants", root).to_dict("records")
    people = load_table("case_interviewees", root).to_dict("records")
    codes = {
        row["id"]: tuple(p["code"] for p in people if p["informant"] == row["id"]) for row in rows
    }
    faults = [
        Fault(
            (index, "id"),
            row["id"],
            "no interviewee belongs to this position",
            "add its codes to data/case_study/interviewees.csv, or remove the row",
        )
        for index, row in enumerate(rows)
        if not codes[row["id"]]
    ]
    faults += _wrong_form(rows, kinds, "interview")
    refuse("case_informants", faults, root)
    return tuple(_informant(row, codes[row["id"]]) for row in rows)


def load_documents(kinds: tuple[SourceKind, ...], root: Path | None = None) -> tuple[Document, ...]:
    """Return the rows of Table 2; InputError for a row of a kind that is interviewed."""
    rows = load_table("case_documents", root).to_dict("records")
    refuse("case_documents", _wrong_form(rows, kinds, "document"), root)
    return tuple(
        Document(
            row["code"],
            row["kind"],
            Label(row["material_zh"], row["material_en"]),
            row["items"],
            row["locator"],
        )
        for row in rows
    )


def minutes(informants: tuple[Informant, ...]) -> Minutes:
    """Return the total length of interviews under both readings of Table 1."""
    return Minutes(
        per_row=sum(row.minutes for row in informants),
        per_person=sum(row.minutes * len(row.codes) for row in informants),
    )


def kind_totals(sources: Sources) -> pd.DataFrame:
    """Return totals per kind of source, one row per kind.

    Columns: kind, form, sources (codes), interviewees, minutes (per-row reading), items
    (documents), share (of all minutes for interviews, of all items for documents).
    """
    all_minutes = minutes(sources.informants).per_row
    all_items = sum(row.items for row in sources.documents)
    rows: list[dict[str, Any]] = []
    for kind in sources.kinds:
        informants, documents = sources.informants_of(kind.id), sources.documents_of(kind.id)
        spoken = minutes(informants).per_row
        items = sum(row.items for row in documents)
        part, whole = (spoken, all_minutes) if kind.form == "interview" else (items, all_items)
        rows.append(
            {
                "kind": kind.id,
                "form": kind.form,
                "sources": sum(len(row.codes) for row in informants) + len(documents),
                "interviewees": sum(len(row.codes) for row in informants),
                "minutes": spoken,
                "items": items,
                "share": part / whole if whole else 0.0,
            }
        )
    return pd.DataFrame(rows)


def _informant(row: dict[Any, Any], codes: tuple[str, ...]) -> Informant:
    return Informant(
        id=row["id"],
        kind=row["kind"],
        position=Label(row["position_zh"], row["position_en"]),
        people_printed=None if pd.isna(row["people"]) else str(row["people"]),
        codes_printed=row["codes"],
        codes=codes,
        topics=Label(row["topics_zh"], row["topics_en"]),
        minutes_printed=row["minutes"],
        locator=row["locator"],
    )


def _wrong_form(
    rows: list[dict[Any, Any]], kinds: tuple[SourceKind, ...], form: str
) -> list[Fault]:
    allowed = [kind.id for kind in kinds if kind.form == form]
    return [
        Fault(
            (index, "kind"),
            row["kind"],
            f"not a kind of {form}",
            f"use one of {', '.join(allowed)}",
        )
        for index, row in enumerate(rows)
        if row["kind"] not in allowed
    ]
