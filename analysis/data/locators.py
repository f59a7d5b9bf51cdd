"""Places in the papers in both languages; data name them in English: ``Section 3.1; Table 3``."""

from __future__ import annotations

import re

from analysis.data.labels import Words

NUMBER = r"\d[\d.]*(?: \(\d+\))?"
LISTED = rf"(?:{NUMBER})(?:(?:, | and | to )(?:{NUMBER}))*"
SECTIONS = re.compile(rf"\b[Ss]ections? (?P<listed>{LISTED})")
OTHERS = re.compile(rf"\b(?P<word>Table|Figure|Note|table|figure)s? (?P<listed>{LISTED})")
ITEMS = re.compile(r"\bitem (?P<number>\d+)")
NAMES = {
    "Introduction to ": "引言：",
    "English abstract page": "英文摘要页",
    "Chinese abstract": "中文摘要",
    "English abstract": "英文摘要",
    "Abstract": "摘要",
    "abstracts": "摘要",
    "abstract": "摘要",
    "Chinese caption": "中文标题",
    "English caption": "英文标题",
    "English title": "英文题名",
    "English keywords": "英文关键词",
    "First page": "首页",
    "next sentence": "次句",
    "last sentence": "末句",
    "on transformation": "论转化处",
    "heading": "标题",
    "notes": "注释",
    "References": "参考文献",
    "whole text": "全文",
}
KINDS = {"Table": "表", "Figure": "图", "Section": "节"}
WORDS = {"table": "表", "figure": "图", "note": "注"}
BETWEEN = {", ": "、", " and ": " 和 ", " to ": " 至 "}


def located(locator: str) -> Words:
    """Return a place of a paper in Chinese and English; what it does not know stays as it is."""
    text = SECTIONS.sub(lambda match: f"第 {_listed(match['listed'])} 节", locator)
    text = ITEMS.sub(lambda match: f"第 {match['number']} 条", text)
    text = OTHERS.sub(
        lambda match: f"{WORDS[match['word'].lower()]} {_listed(match['listed'])}", text
    )
    for english, chinese in NAMES.items():
        text = text.replace(english, chinese)
    text = re.sub(r"(?<=[0-9A-Za-z]) and ", " 和", text).replace(" and ", "和")
    text = re.sub(r" \((\d+)\) ?", r"（\1）", text)
    return Words(text.replace("; ", "；").replace(", ", "，"), locator)


def _listed(text: str) -> str:
    for english, chinese in BETWEEN.items():
        text = text.replace(english, chinese)
    return text
