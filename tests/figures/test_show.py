"""Figures show in Typst with the shipped fonts only, and their Chinese text can be extracted."""

import io
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from analysis.figures.fonts import DIRECTORY
from tests.figures.conftest import DIAGRAMS, diagram

EXPECTED = {
    "data_structure": "一阶概念",
    "process_model": "赋能过程",
    "value_logic": "价值共识",
    "toe_framework": "数字化技术",
}


def pdf_of(name: str, folder: Path) -> PdfReader:
    made = diagram(name)
    (folder / "figure.svg").write_text(made.svg, encoding="utf-8")
    page = f"#set page(width: {made.width_mm}mm, height: {made.height_mm}mm, margin: 0mm)\n"
    (folder / "page.typ").write_text(page + '#image("figure.svg")', encoding="utf-8")
    pdf = typst.compile(folder / "page.typ", font_paths=[DIRECTORY], ignore_system_fonts=True)
    return PdfReader(io.BytesIO(pdf))


@pytest.mark.parametrize("name", sorted(DIAGRAMS))
def test_pdf_holds_chinese_text_in_the_shipped_fonts(name: str, tmp_path: Path) -> None:
    reader = pdf_of(name, tmp_path)
    assert len(reader.pages) == 1
    text = reader.pages[0].extract_text()
    assert EXPECTED[name] in text.replace(" ", "").replace("\n", "")
    fonts = reader.pages[0]["/Resources"]["/Font"].get_object()  # type: ignore[index]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts.values()}
    assert names
    assert all("NotoSansCJKsc" in base for base in names)
