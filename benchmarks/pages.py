"""Measures what each page of the finished book weighs, and when its first text can be read.

Run with ``make benchmark-pages`` after ``make book``: writes ``pages.csv``. Pages are opened from
disk in a fresh Chromium profile, as a desktop sees them, with nothing unfolded or enlarged.
"""

from __future__ import annotations

import csv
import shutil
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, sync_playwright

BOOK = Path(__file__).resolve().parents[1] / "_book"
WRITTEN = Path(__file__).with_name("pages.csv")
HEAVIEST, SLOWEST = 1_000_000, 1.0  # bytes of a page, seconds until its first text
FONT = "site/book-sans.woff2"  # of the page's edition; asked for where the system has no Chinese
RUNS = 5
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PAINTED = """() => new Promise(resolve => {
    const found = () => performance.getEntriesByName('first-contentful-paint')[0];
    const wait = () => found() ? resolve(found().startTime / 1000) : requestAnimationFrame(wait);
    wait();
})"""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page as opened once: the sizes of the files it needs, in bytes, and seconds.

    The Chinese font counts always, though it is asked for only where the system has none.
    ``readable`` is when its first text was painted, by the clock; ``worked`` what a processor
    spent on the page until all was loaded, which no other program changes.
    """

    page: str
    sizes: dict[str, int]
    readable: float
    worked: float

    @property
    def weight(self) -> int:
        """Return the bytes of the page with all it needs."""
        return sum(self.sizes.values())


def pages(book: Path = BOOK) -> list[str]:
    """Return the addresses of the chapters' pages of all editions."""
    found = (path.relative_to(book).as_posix() for path in book.rglob("*.html"))
    return sorted(name for name in found if "source/" not in name)


def opened(browser: Browser, name: str, book: Path = BOOK) -> Opened:
    """Return what opening a page from disk took, with nothing kept from before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    inspector = context.new_cdp_session(page)
    inspector.send("Performance.enable", {"timeDomain": "threadTicks"})
    page.on("request", lambda request: asked.append(request.url))
    page.goto((book / name).as_uri(), wait_until="networkidle")
    readable = page.evaluate(PAINTED)
    metrics = {
        one["name"]: one["value"] for one in inspector.send("Performance.getMetrics")["metrics"]
    }
    context.close()
    files = {Path(unquote(urlsplit(url).path)) for url in asked if url.startswith("file:")}
    if font := _font(book / name, book):
        files.add(font)
    return Opened(
        name, {str(path): path.stat().st_size for path in files}, readable, metrics["TaskDuration"]
    )


def _font(page: Path, book: Path) -> Path | None:
    """Return the Chinese font of the page's edition, if it has one."""
    folders = [folder for folder in page.parents if folder.is_relative_to(book)]
    return next((font for folder in folders if (font := folder / FONT).is_file()), None)


def _times(one: Opened) -> tuple[float, float]:
    return one.readable, one.worked


def rows(browser: Browser, runs: int = RUNS) -> Iterator[Sequence[str | int | float]]:
    """Yield a row of the file for each page: kilobytes, files, seconds (median of the runs)."""
    for name in pages():
        seen = [opened(browser, name) for _ in range(runs)]
        seconds = (statistics.median(times) for times in zip(*map(_times, seen), strict=True))
        html = (BOOK / name).stat().st_size
        first = seen[0]
        files = len(first.sizes)
        yield (
            name,
            round(html / 1000),
            round(first.weight / 1000),
            files,
            *(round(one, 2) for one in seconds),
        )


def main() -> None:
    """Write the measured numbers, and say which page is the heaviest and which the slowest."""
    program = next((path for name in NAMES if (path := shutil.which(name))), None)
    if program is None or not pages():
        raise SystemExit("this needs the finished book (make book) and a Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, args=["--no-sandbox", "--disable-gpu"]
        )
        opened(browser, "index.html")  # the program itself is read from disk
        found = list(rows(browser))
        browser.close()
    with WRITTEN.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(
            ["page", "html_kB", "with_all_files_kB", "files", "readable_after_s", "processor_s"]
        )
        writer.writerows(found)
    heaviest, slowest = max(found, key=lambda row: row[2]), max(found, key=lambda row: row[4])
    print(f"{len(found)} pages; heaviest {heaviest[0]}, {heaviest[2]} kB (at most 1000);")
    print(f"slowest {slowest[0]}, readable after {slowest[4]} s (at most {SLOWEST:g} s)")


if __name__ == "__main__":
    main()
