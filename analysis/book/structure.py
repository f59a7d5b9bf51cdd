"""Quarto's block syntax brought into one plain form, before anything is numbered.

Callouts, tabsets and labelled equations become marked divisions and spans:
``book-callout`` (kind, collapse) around ``book-title`` and content; ``book-tabset`` around
``book-tab`` divisions, each with its ``book-title``; ``book-equation`` around its formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import panflute as pf

from analysis.book.words import CALLOUTS
from analysis.data.editions import Edition

CALLOUT, TABSET, TAB, TITLE, EQUATION = (
    "book-callout",
    "book-tabset",
    "book-tab",
    "book-title",
    "book-equation",
)
EQUATION_LABEL = re.compile(r"^\{#(?P<label>eq-[\w-]+)\}(?P<rest>.*)$")


def normalise(document: pf.Doc, language: Edition = "en") -> pf.Doc:
    """Return the document with callouts, tabsets and equations in the plain form.

    A callout without a title gets the name of its kind, in a language.
    """
    document.walk(lambda element, _: _blocks(element, language))
    document.walk(_equations)
    return document


def _blocks(element: pf.Element, language: Edition) -> pf.Element | None:
    if not isinstance(element, pf.Div):
        return None
    if "panel-tabset" in element.classes:
        return _tabset(element)
    kinds = [kind for kind in CALLOUTS if f"callout-{kind}" in element.classes]
    return _callout(element, kinds[0], language) if kinds else None


def _callout(element: pf.Div, kind: str, language: Edition) -> pf.Div:
    content = list(element.content)
    title: Sequence[pf.Element] = [pf.Str(CALLOUTS[kind].text(language))]
    if "title" in element.attributes:
        title = [pf.Str(element.attributes["title"])]
    elif content and isinstance(content[0], pf.Header):
        title = list(content.pop(0).content)
    collapse = element.attributes.get("collapse", "")
    return pf.Div(
        _title(title),
        *content,
        identifier=element.identifier,
        classes=[CALLOUT],
        attributes={"kind": kind, "collapse": collapse},
    )


def _tabset(element: pf.Div) -> pf.Div:
    tabs: list[pf.Div] = []
    for block in element.content:
        if isinstance(block, pf.Header):
            tabs.append(pf.Div(_title(list(block.content)), classes=[TAB]))
        elif tabs:
            tabs[-1].content.append(block)
    return pf.Div(*tabs, classes=[TABSET])


def _title(inlines: Sequence[pf.Element]) -> pf.Div:
    return pf.Div(pf.Plain(*inlines), classes=[TITLE])


def _equations(element: pf.Element, _: pf.Doc) -> pf.Element | None:
    if not isinstance(element, pf.Para):
        return None
    found: list[pf.Element] = []
    for inline in element.content:
        match = EQUATION_LABEL.match(inline.text) if isinstance(inline, pf.Str) else None
        formula = next((i for i in reversed(found) if not isinstance(i, pf.Space)), None)
        if match is None or not isinstance(formula, pf.Math):
            found.append(inline)
            continue
        del found[found.index(formula) :]
        found.append(pf.Span(formula, identifier=match["label"], classes=[EQUATION]))
        if match["rest"]:
            found.append(pf.Str(match["rest"]))
    element.content = found
    return element
