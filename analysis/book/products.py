"""What a build makes: each format of each edition of the book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from analysis.book.errors import BookError

OUTPUT = "_book"
FORMATS = ("html", "pdf")


@dataclass(frozen=True, slots=True)
class Product:
    """One format of one edition.

    ``edition`` is empty in a book without editions, ``folder`` where the edition lies below the
    output folder: empty for the main one.
    """

    edition: str
    folder: str
    format: str

    @property
    def name(self) -> str:
        """What stamp and log call it: ``html``, ``zh/pdf``."""
        return f"{self.folder}/{self.format}" if self.folder else self.format


def products(
    editions: Sequence[str], chosen: Sequence[str] = (), formats: Iterable[str] = FORMATS
) -> tuple[Product, ...]:
    """Return the products of the ``chosen`` editions (all if none) in some formats.

    ``editions`` are the book's, the main one first. `BookError` for one that it has not.
    """
    unknown = [name for name in chosen if name not in editions]
    if unknown:
        held = ", ".join(filter(None, editions)) or "none: it has one language"
        message = f"the book has no edition '{unknown[0]}'"
        raise BookError.at("--edition", None, message, f"its editions are {held}")
    return tuple(
        Product(name, "" if name == editions[0] else name, each)
        for name in editions
        if not chosen or name in chosen
        for each in formats
    )


def owned(product: Product, editions: Sequence[str], files: Iterable[str]) -> Iterator[str]:
    """Yield those of the output's ``files`` that belong to a product.

    The PDF is the file at the top of the edition's folder; all else there is of the web pages.
    """
    others = tuple(f"{name}/" for name in editions[1:])
    prefix = f"{product.folder}/" if product.folder else ""
    for file in files:
        if file.startswith(prefix) and (product.folder or not file.startswith(others)):
            own = file.removeprefix(prefix)
            is_pdf = "/" not in own and own.endswith(".pdf")
            if is_pdf == (product.format == "pdf"):
                yield file
