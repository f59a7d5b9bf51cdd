"""The Content-Security-Policy of a page: it loads nothing but what lies beside it.

The policy stands in the page, as a folder that is opened without a server has no headers. A page
of the portable engine holds no script, style or handler of its own, so that text which became
markup by mistake could do nothing. Quarto's own pages do: each of their scripts is allowed by its
digest, their styles as they are.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html import escape

from analysis.book.finish.markup import attribute, rewritten

STRICT: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# Quarto searches a file that it fetches, and sets styles while it shows a page.
OF_QUARTO: Mapping[str, str] = {
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
}
CHARSET = re.compile(r"<meta\s+charset=[^>]*>", re.IGNORECASE)
SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<text>.*?)</script>", re.DOTALL)
GENERATOR = re.compile(r"<meta\s+name=\"generator\"\s+content=\"quarto-")
DATA = re.compile(r"type=[\"']?(application/(ld\+)?json|text/(plain|template))")


def with_policy(page: str) -> str:
    """Return a page with its policy, before anything that the page loads."""
    content = "; ".join(f"{name} {value}" for name, value in policy(page).items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{escape(content)}">'
    return CHARSET.sub(lambda found: f"{found[0]}\n{meta}", page, count=1)


def policy(page: str) -> Mapping[str, str]:
    """Return the directives for a page by name."""
    if not GENERATOR.search(page):
        return STRICT
    allowed = [*STRICT["script-src"].split(), *_digests(page)]
    return {**STRICT, **OF_QUARTO, "script-src": " ".join(dict.fromkeys(allowed))}


def _digests(page: str) -> Iterator[str]:
    """Yield what allows the scripts and event handlers that stand in a page."""
    for script in SCRIPT.finditer(page):
        if " src=" not in script["attributes"] and not DATA.search(script["attributes"]):
            yield _digest(script["text"])
    handlers = sorted(_handlers(page))
    if handlers:
        yield "'unsafe-hashes'"
        yield from map(_digest, handlers)


def _handlers(page: str) -> set[str]:
    found: set[str] = set()

    def look(tag: str) -> str:
        for name in re.findall(r"\s(on[a-z]+)\s*=", tag):
            found.add(attribute(tag, name) or "")
        return tag

    rewritten(page, look)
    return found - {""}


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode('utf-8')).digest()).decode('ascii')}'"
