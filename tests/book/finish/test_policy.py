from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from analysis.book.finish.policy import policy, with_policy

OWN = '<!DOCTYPE html>\n<html><head>\n<meta charset="utf-8">\n<title>T</title></head><body></body>'
QUARTOS = (
    '<head><meta charset="utf-8"><meta name="generator" content="quarto-1.9.38">'
    '<script src="a.js"></script><script>start()</script>'
    '<script type="application/json">{"a": 1}</script><style>p {}</style></head>'
    '<body><a href="" onclick="toggle(); return false;">x</a></body>'
)


def digest(text):
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_a_page_may_load_only_what_lies_beside_it():
    found = policy(OWN)
    assert found["default-src"] == "'none'"
    assert found["script-src"] == found["style-src"] == found["font-src"] == "'self'"
    assert "unsafe" not in " ".join(found.values())


def test_the_policy_comes_before_everything_that_is_loaded():
    page = with_policy(OWN)
    assert page.index("Content-Security-Policy") < page.index("<title>")
    assert page.index("charset") < page.index("Content-Security-Policy")
    assert page.count("Content-Security-Policy") == 1


def test_quartos_own_scripts_and_handlers_are_allowed_by_digest():
    found = policy(QUARTOS)
    assert found["script-src"].split() == [
        "'self'",
        digest("start()"),
        "'unsafe-hashes'",
        digest("toggle(); return false;"),
    ]
    assert found["connect-src"] == "'self'"
    assert "unsafe-inline" not in found["script-src"] and "*" not in " ".join(found.values())
