"""Damages of any text file: its bytes, its encoding, its lines."""

from __future__ import annotations

import random
from collections.abc import Iterator

from tests.robust.inputs import Expected

Damage = tuple[str, bytes, Expected]


def damaged_texts(good: bytes, flips: int) -> Iterator[Damage]:
    """Yield a text file damaged in every way that needs no knowledge of what it says."""
    text = good.decode()
    yield from _encodings(good, text)
    yield from _cuts(good)
    yield from _signs(good, text)
    yield from _flips(good, flips)


def _encodings(good: bytes, text: str) -> Iterator[Damage]:
    chinese = any(ord(sign) > 127 for sign in text)
    other: Expected = "refused" if chinese else "either"
    yield "encoding: UTF-8 with BOM", b"\xef\xbb\xbf" + good, "read"
    yield "encoding: CRLF", good.replace(b"\n", b"\r\n"), "read"
    yield "encoding: UTF-16", text.encode("utf-16"), "refused"
    yield "encoding: UTF-16 without BOM", text.encode("utf-16-le"), "refused"
    yield "encoding: UTF-32", text.encode("utf-32"), "refused"
    yield "encoding: GBK, not declared", text.encode("gbk", "replace"), other
    yield "encoding: GB18030, not declared", text.encode("gb18030"), other
    yield "encoding: Big5, not declared", text.encode("big5", "replace"), other
    yield "encoding: decoded twice", good.decode("latin-1").encode(), "either"
    yield "encoding: surrogates", good + b"\xed\xa0\x80", "refused"


def _cuts(good: bytes) -> Iterator[Damage]:
    yield "truncated: empty", b"", "refused"
    yield "truncated: first byte", good[:1], "either"
    for share in (0.25, 0.5, 0.9):
        yield f"truncated: at {share}", good[: int(len(good) * share)], "either"
    inside = next((i for i, byte in enumerate(good) if byte > 127), None)
    if inside is not None:
        yield "truncated: within a character", good[: inside + 1], "refused"


def _signs(good: bytes, text: str) -> Iterator[Damage]:
    middle = len(text) // 2
    yield "signs: NUL bytes", good + b"\0" * 64, "refused"
    yield "signs: a NUL within", (text[:middle] + "\0" + text[middle:]).encode(), "either"
    yield "signs: zero-width space at the start", b"\xe2\x80\x8b" + good, "either"
    yield "signs: escape sequence", good + b"\x1b[31m", "refused"
    yield "signs: only blanks", b" \n" * 50, "refused"
    yield "signs: carriage returns alone", good.replace(b"\n", b"\r"), "either"
    yield "signs: written twice", good + good, "either"
    yield "signs: a very long line", good + b"x" * 2_000_000 + b"\n", "refused"


def _flips(good: bytes, count: int) -> Iterator[Damage]:
    for seed in range(count):
        rng = random.Random(seed)
        raw = bytearray(good)
        for _ in range(1 + seed % 5):
            raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        yield f"bytes flipped: seed {seed}", bytes(raw), "either"
