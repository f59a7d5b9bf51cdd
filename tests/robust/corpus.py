"""The corpus of damaged inputs, made from good ones by rules; the same each time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.robust.csvs import damaged_csvs
from tests.robust.huge import huge_files
from tests.robust.inputs import STUDY, Damaged, Expected
from tests.robust.sheets import damaged_sheets
from tests.robust.studies import damaged_studies
from tests.robust.texts import damaged_texts
from tests.robust.yamls import damaged_yamls

# A file of each loader, whose text is damaged.
TEXTS = {
    "catalogue": "data/catalog/public.yaml",
    "study": f"{STUDY}/study.yml",
    "coding structure": "data/case_study/coding.yaml",
    "evidence": "data/case_study/evidence.csv",
    "sources": "data/case_study/informants.csv",
    "process model": "data/case_study/process_model.yaml",
    "printed tables": "data/configurational/table2_nca.csv",
    "certificates": "data/forensics/certificates.json",
    "settings of the book": "_quarto.yml",
    "chapter": "chapters/sample.qmd",
    "table": "data/configurational/provinces.csv",
    "public table": "data/public/rd_intensity.csv",
    "reconstruction": "data/configurational/memberships_reconstructed.csv",
    "document": "data/configurational/claims.yaml",
    "schema": "data/schemas/provinces.schema.yaml",
}
YAMLS = ("study", "coding structure", "document", "settings of the book")
# These hold text of any kind: what stands there is read as it stands, or refused.
FREE = ("chapter", "settings of the book", "schema", "certificates")


def corpus(root: Path, *, whole: bool) -> Iterator[Damaged]:
    """Yield every damaged input; ``root`` holds the good ones. A part of them unless ``whole``."""
    for place, (loader, file) in enumerate(TEXTS.items()):
        good = (root / file).read_bytes()
        for number, (name, raw, expected) in enumerate(damaged_texts(good, 6 if whole else 1)):
            if whole or not (place + number) % 4:
                yield _of_text(loader, file, name, raw, expected)
    yield from damaged_csvs()
    yield from damaged_studies()
    for place, loader in enumerate(YAMLS):
        good = (root / TEXTS[loader]).read_bytes()
        for number, (name, raw, expected) in enumerate(damaged_yamls(good)):
            if whole or not (place + number) % len(YAMLS):
                yield _of_text(loader, TEXTS[loader], name, raw, expected)
    yield from damaged_sheets(24 if whole else 4)
    yield from huge_files(root, 10**6 if whole else 10**5)


def _of_text(loader: str, file: str, name: str, raw: bytes, expected: Expected) -> Damaged:
    kind, _, said = name.partition(": ")
    if loader in FREE and expected != "read":
        expected = "either"
    return Damaged(kind, said, loader, {file: raw}, expected)
