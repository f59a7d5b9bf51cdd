"""The list of published versions beside them: ``versions.json`` and ``versions.html``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from analysis.book.errors import BookError
from analysis.book.whole_file import write_whole

LISTING = "versions.json"
PAGE = "versions.html"
LATEST = "latest"
TEMPLATES = Path(__file__).parent / "templates"
LANGUAGES = {"en": "English", "zh": "中文"}


@dataclass(frozen=True, slots=True)
class Version:
    """A published version: the name of its folder, and what it was made from.

    ``commit`` and ``date`` (of the commit, ISO 8601) are None where the project has no history;
    ``pdf`` is the name of the PDF in the folder, ``editions`` that of each further edition by the
    name of the edition, which is that of its folder as well. ``changed`` is a line for each number
    of the ledger that differs from the version before; None where there was none.
    """

    name: str
    title: str
    commit: str | None
    date: str | None
    engine: str
    pdf: str
    editions: Mapping[str, str] = field(default_factory=dict)
    changed: Sequence[str] | None = None


@dataclass(frozen=True, slots=True)
class Listing:
    """All published versions, newest first; ``latest`` is the one that readers get first."""

    latest: str
    versions: tuple[Version, ...]

    def named(self, name: str) -> Version | None:
        """Return the version of a name, None if it is not listed."""
        return next((each for each in self.versions if each.name == name), None)

    def before(self, name: str) -> Version | None:
        """Return the newest version of another name, None if there is no other."""
        return next((each for each in self.versions if each.name != name), None)

    def with_version(self, version: Version) -> Listing:
        """Return a listing where ``version`` comes first and is the latest."""
        others = tuple(each for each in self.versions if each.name != version.name)
        return Listing(version.name, (version, *others))


def read_listing(folder: Path) -> Listing:
    """Return the versions listed in ``folder`` that are still there; `BookError` if unreadable."""
    path = folder / LISTING
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        versions = tuple(Version(**entry) for entry in content["versions"])
        latest = str(content["latest"])
    except FileNotFoundError:
        return Listing("", ())
    except (ValueError, TypeError, KeyError) as error:
        message = f"this is no list of published versions ({type(error).__name__}: {error})"
        remedy = "correct it or move it away; the versions themselves stay where they are"
        raise BookError.at(str(path), None, message, remedy) from None
    return Listing(latest, tuple(each for each in versions if (folder / each.name).is_dir()))


def write_listing(folder: Path, listing: Listing) -> None:
    """Write both files; a reader sees each as it was or as it is."""
    content = {"latest": listing.latest, "versions": [asdict(each) for each in listing.versions]}
    text = json.dumps(content, ensure_ascii=False, indent=1)
    write_whole(folder / LISTING, f"{text}\n".encode())
    write_whole(folder / PAGE, page(listing.latest, listing.versions).encode())


def page(latest: str, versions: Sequence[Version]) -> str:
    """Return the page that lists ``versions``, without any script."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    return environment.get_template("versions.html.j2").render(
        latest=latest, versions=versions, languages=LANGUAGES
    )
