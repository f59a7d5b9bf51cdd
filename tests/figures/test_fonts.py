"""The shipped fonts cover the project's text, and the subsetting tool is reproducible."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

from analysis.figures import fonts

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "subset_fonts.py"
SOURCE = Path("/usr/share/fonts/opentype/noto")
SUFFIXES = {".csv", ".md", ".qmd", ".yaml", ".yml", ".bib"}
REMEDY = (
    "Remedy: write a character the fonts have (assets/fonts/README.md lists some), or make the "
    "subsets again: .venv/bin/python tools/subset_fonts.py --source <directory of Noto CJK .ttc>"
)


def texts() -> list[Path]:
    found = [p for p in ROOT.glob("*") if p.suffix in SUFFIXES]
    for folder in ("data", "chapters"):
        found += [p for p in (ROOT / folder).rglob("*") if p.suffix in SUFFIXES]
    return sorted(found)


def test_every_character_of_data_and_chapters_has_a_glyph() -> None:
    gaps = {
        str(path.relative_to(ROOT)): sorted(lacking)
        for path in texts()
        if (lacking := fonts.missing(path.read_text(encoding="utf-8")))
    }
    assert not gaps, f"no glyph in the shipped fonts: {gaps}. {REMEDY}"


def test_every_recorded_character_has_a_glyph() -> None:
    record = (fonts.DIRECTORY / "characters.txt").read_text(encoding="utf-8")
    assert fonts.missing(record) == set()


def test_missing_names_the_characters_without_glyph() -> None:
    assert fonts.missing("● • ⊗ ✓ × ⚠ → ↔ ≥ ≤ ~ 关键核心技术") == set()
    assert fonts.missing("⨂ and ⊗ but ✘\n") == {"✘"}


@pytest.mark.parametrize(("key", "file"), sorted(fonts.FILES.items()))
def test_family_names_stay_and_sizes_are_modest(key: tuple[str, str], file: str) -> None:
    family, weight = key
    path = fonts.DIRECTORY / file
    with TTFont(path, lazy=True) as font:
        assert font["name"].getDebugName(1) == family
        assert font["name"].getDebugName(2).lower() == weight
    assert path.stat().st_size < 2.5e6
    assert path.with_suffix(".woff2").is_file()


def test_widths_are_those_of_the_typeface() -> None:
    widths = fonts.advances()
    assert widths["技"] == 1.0
    assert widths["i"] < widths["m"] < 1.0


def load_tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("subset_fonts", TOOL)
    assert spec is not None and spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    return tool


def run_tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, TOOL, *arguments], capture_output=True, text=True)


def test_tool_names_a_source_that_is_not_there(tmp_path: Path) -> None:
    done = run_tool("--source", str(tmp_path), "--target", str(tmp_path / "out"), "--text", "技")
    assert done.returncode == 2
    assert "NotoSansCJK-Regular.ttc" in done.stderr
    assert "Remedy" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(not SOURCE.is_dir(), reason="the full Noto CJK collections are not installed")
class TestWithSource:
    def test_tool_names_a_glyph_the_source_lacks(self, tmp_path: Path) -> None:
        done = run_tool("--source", str(SOURCE), "--target", str(tmp_path), "--text", "技✘")
        assert done.returncode == 2
        assert "✘ (U+2718)" in done.stderr
        assert "× for ✘" in done.stderr
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.slow
    def test_same_source_and_record_give_the_shipped_bytes(self) -> None:
        tool = load_tool()
        record = (fonts.DIRECTORY / "characters.txt").read_text(encoding="utf-8")
        face = tool.FACES[0]
        reduced = tool.cut(tool.open_face(SOURCE, face), tool.printable(record) | tool.symbols())
        shipped = fonts.DIRECTORY / f"{face.name}.otf"
        assert tool.encode(reduced, None) == shipped.read_bytes()
