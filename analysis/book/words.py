"""What pages and PDF say of themselves, in the language of an edition.

Names of references are those of Quarto (``crossref-…`` in its ``_language-zh.yml``), so that both
engines print the same.
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.data import Words
from analysis.data.editions import Edition

LANGUAGES: Mapping[Edition, str] = {"en": "English", "zh": "中文"}
NAMES: Mapping[str, Words] = {
    "fig": Words("图", "Figure"),
    "tbl": Words("表", "Table"),
    "eq": Words("式", "Equation"),
    "sec": Words("小节", "Section"),
    "ch": Words("章节", "Chapter"),
    "apx": Words("附录", "Appendix"),
}
CALLOUTS: Mapping[str, Words] = {
    "note": Words("注记", "Note"),
    "tip": Words("提示", "Tip"),
    "warning": Words("警告", "Warning"),
    "important": Words("重要", "Important"),
    "caution": Words("注意", "Caution"),
}
CODE = Words("代码", "Code")
REFERENCES = Words("参考文献", "References")
APPENDICES = Words("附录", "Appendices")
LINK_TO = Words("链接到{name}", "Link to {name}")
THIS_SECTION = Words("本节", "this section")
PAGE: Mapping[str, Words] = {
    "skip": Words("跳到正文", "Skip to the text"),
    "contents": Words("全书目录", "Contents of the book"),
    "search": Words("检索", "Search"),
    "theme": Words("切换浅色与深色", "Switch between light and dark"),
    "chapters": Words("各章", "Chapters"),
    "pager": Words("上一章与下一章", "Previous and next chapter"),
    "previous": Words("上一章", "Previous"),
    "next": Words("下一章", "Next"),
    "outline": Words("本页内容", "On this page"),
}


def language_of(lang: str) -> Edition:
    """Return the language that a tag such as ``zh-Hans`` means here; English for all others."""
    return "zh" if lang.partition("-")[0] == "zh" else "en"


def said(words: Mapping[str, Words], language: Edition) -> dict[str, str]:
    """Return words by their names in one language."""
    return {name: each.text(language) for name, each in words.items()}
