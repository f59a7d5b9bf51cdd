"""Pages and sheets of paper look as they were accepted: ``make accept-pictures`` accepts anew.

Pictures that differ are kept in ``.cache/pictures`` with their changes framed. They are of the
portable engine's book; the letters are those of the project's fonts, whatever the system has.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from . import pictures as kept_pictures
from .conftest import BOOK, chapters
from .pictures import ACCEPT, ACCEPTED, Picture, different, faults, opened_image

FONTS = BOOK.parent / "assets/fonts"
LOOKS = {
    "desktop-light": ("light", {"width": 1280, "height": 900}),
    "phone-dark": ("dark", {"width": 390, "height": 844}),
}
TALLEST = 12_000  # pixels of a page; of what is taller the beginning stands for all
BLOCK = 20  # pixels of a screen
PAPER, PAPER_BLOCK = 0.5, 4  # pixels for each point, and of each block
REMEDY = "if this is meant: make accept-pictures"
STEADY = """
@font-face { font-family: "Steady"; src: url("%s/NotoSansCJKsc-Regular.woff2"); }
:not(svg, svg *) { font-family: "Steady", sans-serif !important; letter-spacing: 0 !important; }
"""
PDFS = sorted(BOOK.rglob("*.pdf")) if BOOK.is_dir() else []
BOOKS = [path for path in PDFS if path.parent in (BOOK, BOOK / "zh")]


def name_of(page: str) -> str:
    return page.removesuffix(".html").replace("zh/chapters/zh/", "zh-").replace("/", "-")


@pytest.fixture(autouse=True)
def _portable() -> None:
    start = (BOOK / "index.html").read_text("utf-8")[:2000]
    if "portable engine" not in start:
        pytest.skip("the accepted pictures are of the portable engine's book")


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("page", chapters())
def test_a_page_looks_as_accepted(browser, page, look):
    scheme, size = LOOKS[look]
    context = browser.new_context(
        viewport=size, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
    )
    shown = context.new_page()
    shown.goto((BOOK / page).as_uri(), wait_until="load")
    shown.add_style_tag(content=STEADY % FONTS.as_uri())
    shown.evaluate("document.fonts.ready.then(() => true)")
    height = min(shown.evaluate("document.documentElement.scrollHeight"), TALLEST)
    area = {"x": 0, "y": 0, "width": size["width"], "height": height}
    pixels = opened_image(shown.screenshot(full_page=True, clip=area, caret="hide"))
    context.close()
    name = f"{look}/{name_of(page)}"
    assert faults([Picture(name, pixels, BLOCK)], name) == [], REMEDY


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.name)
def test_sheets_of_paper_look_as_accepted(path):
    name = f"paper/{'zh' if path.parent.name == 'zh' else 'en'}"
    with pypdfium2.PdfDocument(path) as pdf:
        sheets = [sheet.render(scale=PAPER).to_pil() for sheet in pdf]
    pictures = [
        Picture(f"{name}-{number:03}", sheet, PAPER_BLOCK)
        for number, sheet in enumerate(sheets, start=1)
    ]
    assert faults(pictures, name) == [], REMEDY


def test_every_accepted_picture_is_of_something_that_is_there():
    there = {f"{look}/{name_of(page)}" for look in LOOKS for page in chapters()}
    there |= {"paper/en", "paper/zh"}
    kept = {path.relative_to(ACCEPTED).with_suffix("").as_posix(): path for path in _kept()}
    gone = [path for name, path in kept.items() if name not in there]
    if os.environ.get(ACCEPT) == "1":
        for path in gone:
            path.unlink()
    else:
        assert gone == [], REMEDY


def _kept() -> list[Path]:
    return sorted(ACCEPTED.rglob("*.png"))


# What the comparison must notice, and what it must not


def page_of(lines: int, offset: float = 0, ink: int = 30, figure: bool = True) -> Picture:
    image = Image.new("L", (800, 1200), 255)
    draw = ImageDraw.Draw(image)
    for line in range(lines):
        text = f"{line}. The quick brown fox jumps over the lazy dog and all that follows from it"
        draw.text((60 + offset, 60 + 27 * line), text * 2, fill=ink, font_size=17)
    if figure:
        draw.rectangle([100, 900, 500, 1100], outline=ink, width=3)
        draw.line([100, 1100, 500, 900], fill=ink, width=4)
    return Picture("page", image, BLOCK)


def seen(before: Picture, after: Picture) -> bool:
    return bool(different(before.greys, after.greys).any())


def test_letters_drawn_otherwise_are_no_difference():
    assert not seen(page_of(25), page_of(25, offset=0.5))
    assert not seen(page_of(25), page_of(25, ink=45))
    noise = np.random.default_rng(1).normal(0, 6, (1200, 800))
    noisy = np.clip(np.asarray(page_of(25).pixels) + noise, 0, 255).astype(np.uint8)
    assert not seen(page_of(25), Picture("page", Image.fromarray(noisy), BLOCK))


def test_a_line_or_a_figure_that_is_missing_is_seen():
    assert seen(page_of(25), page_of(24))
    assert seen(page_of(25), page_of(25, figure=False))


def test_another_colour_or_height_is_seen():
    before = page_of(25)
    washed = Picture("page", before.pixels.point(lambda value: value * 0.9), BLOCK)
    taller = Image.new("L", (800, 1300), 255)
    taller.paste(before.pixels)
    assert seen(before, washed)
    assert seen(before, Picture("page", taller, BLOCK))


def test_a_difference_is_told_until_it_is_accepted(tmp_path, monkeypatch):
    monkeypatch.setattr(kept_pictures, "ACCEPTED", tmp_path / "accepted")
    monkeypatch.setattr(kept_pictures, "SEEN", tmp_path / "seen")
    monkeypatch.delenv(ACCEPT, raising=False)
    sheets = [page_of(25), page_of(12)]
    assert len(faults(sheets, "paper")) == 2
    monkeypatch.setenv(ACCEPT, "1")
    assert faults(sheets, "paper") == []
    monkeypatch.delenv(ACCEPT)
    assert faults(sheets, "paper") == []
    assert len(faults([page_of(25), page_of(11)], "paper")) == 1
    assert len(faults([page_of(25)], "paper")) == 1
    assert len(faults([*sheets, page_of(3)], "paper")) == 1
