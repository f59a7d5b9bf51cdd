"""Pictures of pages as small grey fingerprints: kept in ``accepted``, compared as an eye would.

A fingerprint is the mean grey of each square block of pixels. How a system draws the edges of
letters is lost in it; a figure, line of text, colour or column that is missing or moved is not.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw
from scipy.ndimage import uniform_filter

ACCEPTED = Path(__file__).parent / "accepted"
SEEN = Path(__file__).parents[2] / ".cache/pictures"
ACCEPT = "BOOK_ACCEPT_PICTURES"

Greys = npt.NDArray[np.uint8]

# Of 255 greys, over three by three blocks. Another way to draw the same letters changes up to 4, a
# line of text that is missing 12 or more; tests below hold both ends.
NOTICED = 8
FEWEST = 3  # blocks: less is a letter, not a line
WHITE = 255


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as it looks now: its name, its pixels, and how many of them a block is wide."""

    name: str
    pixels: Image.Image
    block: int

    @property
    def greys(self) -> Greys:
        """Return the mean grey of each block; what is left at the edges is white."""
        grey = np.asarray(self.pixels.convert("L"), dtype=float)
        high, wide = (-(-side // self.block) for side in grey.shape)
        whole = np.full((high * self.block, wide * self.block), float(WHITE))
        whole[: grey.shape[0], : grey.shape[1]] = grey
        blocks = whole.reshape(high, self.block, wide, self.block)
        return blocks.mean(axis=(1, 3)).round().astype(np.uint8)


def different(before: Greys, after: Greys) -> npt.NDArray[np.bool_]:
    """Return which blocks a reader would see changed; all of them where the width is another."""
    if before.shape[1] != after.shape[1]:
        return np.ones(after.shape, dtype=bool)
    high = max(len(before), len(after))
    if abs(len(before) - len(after)) <= 1:  # of a block: letters of another system
        high = min(len(before), len(after))
    paper = 0 if np.median(after) > WHITE / 2 else WHITE
    first, second = (_of_height(one, high, paper) for one in (before, after))
    changes = np.abs(uniform_filter(first, 3) - uniform_filter(second, 3)) > NOTICED
    return changes if changes.sum() >= FEWEST else np.zeros_like(changes)


def _of_height(greys: Greys, high: int, other: int) -> npt.NDArray[np.float64]:
    """Return greys of as many rows; those that they lack are of a grey that the page is not."""
    more = np.full((max(0, high - len(greys)), greys.shape[1]), other)
    return np.vstack([greys[:high].astype(float), more])


def faults(pictures: Sequence[Picture], name: str) -> list[str]:
    """Return the pictures that differ from those accepted as ``name``, which hold one by one.

    Each is kept in ``SEEN`` with its changes framed. Where changes are accepted there are none.
    """
    now = [picture.greys for picture in pictures]
    before = read(name, [len(greys) for greys in now])
    changed = [
        (picture, changes)
        for picture, old, new in zip(pictures, before, now, strict=True)
        if (changes := different(old, new)).any()
    ]
    if changed and os.environ.get(ACCEPT) == "1":
        write(name, now)
        return []
    return [_told(picture, changes) for picture, changes in changed]


def read(name: str, heights: Sequence[int]) -> list[Greys]:
    """Return the accepted fingerprints, one below the other in a file; empty where there are none.

    The last takes what is left, so that a single one may have another height than now.
    """
    path = ACCEPTED / f"{name}.png"
    if not path.is_file():
        return [np.zeros((0, 0), dtype=np.uint8)] * len(heights)
    with Image.open(path) as image:
        whole = np.asarray(image)
    return np.split(whole, np.cumsum(heights)[:-1])


def write(name: str, greys: Sequence[Greys]) -> None:
    """Keep fingerprints as those accepted."""
    path = ACCEPTED / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.vstack(greys)).save(path, optimize=True)


def _told(picture: Picture, changes: npt.NDArray[np.bool_]) -> str:
    marked = picture.pixels.convert("RGB")
    draw, side = ImageDraw.Draw(marked), picture.block
    for y, x in np.argwhere(changes):
        draw.rectangle([x * side, y * side, (x + 1) * side, (y + 1) * side], outline=(230, 0, 80))
    path = SEEN / f"{picture.name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    marked.save(path)
    return f"{picture.name}: {int(changes.sum())} of {changes.size} parts changed, see {path}"


def opened_image(data: bytes) -> Image.Image:
    """Return the image that bytes hold."""
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB")
