"""What each output in ``_book`` was made from, so that nothing is made twice or left stale.

Reads no chapter and imports no engine: asking whether anything changed is a matter of hashing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from analysis.book.fingerprint import (
    ABSENT,
    Fingerprints,
    describe,
    digest,
    environment_inputs,
)
from analysis.book.history import source_of
from analysis.book.kernel_start import is_input
from analysis.book.products import OUTPUT

STAMP = ".cache/book/stamp.json"
PORTABLE = "the portable engine"
COMMIT = "commit:"  # every page tells it
TREES = ("analysis", "assets", "_extensions")
NOT_BUILT = "it was not built yet"
CHANGED_MEANWHILE = "an input changed while it was built"


@dataclass(frozen=True, slots=True)
class Built:
    """One product as it was built: engine with version, input and output fingerprints.

    No inputs at all stand for inputs that changed during the build.
    ``inputs`` are named as in `fingerprint`; ``outputs`` by path below the output folder.
    """

    engine: str
    inputs: Mapping[str, str]
    outputs: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What was built, by the name of the product: a format, of some edition."""

    formats: Mapping[str, Built]

    def with_format(self, name: str, built: Built) -> Stamp:
        """Return a stamp that holds ``built`` for the format ``name``."""
        return replace(self, formats={**self.formats, name: built})

    def only(self, names: Iterable[str]) -> Stamp:
        """Return a stamp that holds the formats ``names`` alone."""
        wanted = set(names)
        return Stamp({name: built for name, built in self.formats.items() if name in wanted})


def read_stamp(root: Path) -> Stamp:
    """Return the stamp of the last build; an empty one if there is none that can be read."""
    try:
        content = json.loads((root / STAMP).read_text(encoding="utf-8"))
        return Stamp({name: Built(**built) for name, built in content.items()})
    except (OSError, ValueError, TypeError, AttributeError):
        return Stamp({})


def write_stamp(root: Path, stamp: Stamp) -> None:
    """Keep ``stamp`` for the next build."""
    path = root / STAMP
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {name: asdict(built) for name, built in stamp.formats.items()}
    aside = path.with_suffix(".tmp")
    aside.write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    aside.replace(path)


def snapshot(root: Path, keys: Iterable[str] = ()) -> dict[str, str]:
    """Return the present fingerprints of ``keys``, of code, assets, Python and the commit."""
    present = Fingerprints(root)
    names = {*keys, *(f"file:{name}" for tree in TREES for name in _files(root, tree))}
    traced = {key: present.value(key) for key in sorted(names) if key in present}
    return {**environment_inputs(root), COMMIT: _commit(root), **traced}


def _commit(root: Path) -> str:
    source = source_of(root)
    return digest(f"{source.commit} {source.date} {bool(source.changed)}")


def stale_formats(
    root: Path, stamp: Stamp, engine: str, names: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return for each product what makes it stale, in words; empty where it is current."""
    now = snapshot(root, (key for built in stamp.formats.values() for key in built.inputs))
    return {name: _changes(root, stamp.formats.get(name), engine, now) for name in names}


def outputs_of(folder: Path, names: Iterable[str]) -> dict[str, str]:
    """Return the fingerprints of files below ``folder``."""
    present = Fingerprints(folder)
    return {name: present.value(f"file:{name}") for name in sorted(names)}


def _changes(
    root: Path, built: Built | None, engine: str, now: Mapping[str, str]
) -> tuple[str, ...]:
    if built is None:
        return (NOT_BUILT,)
    if built.engine != engine:
        return (f"it was built by {built.engine}",)
    if not built.inputs:
        return (CHANGED_MEANWHILE,)
    told = [
        describe(key, built.inputs.get(key), now.get(key))
        for key in {**built.inputs, **{key: "" for key in now if _concerns_all(key)}}
        if built.inputs.get(key) != now.get(key)
    ]
    found = outputs_of(root / OUTPUT, built.outputs)
    for name, value in built.outputs.items():
        if found[name] != value:
            happened = "is gone" if found[name] == ABSENT else "was altered"
            told.append(f"{OUTPUT}/{name} {happened}")
    return tuple(told)


def _concerns_all(key: str) -> bool:
    """Whether an input counts for every format, not only for one whose build used it."""
    kind, _, name = key.partition(":")
    return kind not in ("file", "listing") or name.split("/")[0] in TREES


def _files(root: Path, tree: str) -> Iterator[str]:
    for path in (root / tree).rglob("*"):
        name = path.relative_to(root).as_posix()
        if is_input(name) and path.is_file():
            yield name
