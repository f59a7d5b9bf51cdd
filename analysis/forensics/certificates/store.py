"""The certificates as a file that others can verify: data/forensics/certificates.json."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from analysis.data import InputError, Problem, find_root
from analysis.data.errors import shown
from analysis.data.files import read_text
from analysis.forensics.certificates.certificate import Certificate

FILE = "data/forensics/certificates.json"
SCHEMA = "data/forensics/certificates.schema.json"
REMEDY = "make the file again with tools/search_certificates.py"


def load_certificates(root: Path | None = None) -> tuple[Certificate, ...]:
    """Return the stored certificates. Raises InputError with every problem of the file."""
    return _load(root if root is not None else find_root())


@lru_cache(maxsize=4)
def _load(root: Path) -> tuple[Certificate, ...]:
    document = _json(root, FILE)
    validator = Draft202012Validator(_json(root, SCHEMA))
    problems = [
        Problem(
            FILE,
            None,
            "/".join(map(str, error.absolute_path)),
            None,
            shown(error.message, 200),
            REMEDY,
        )
        for error in validator.iter_errors(document)
    ]
    if problems:
        raise InputError(problems)
    return tuple(Certificate.of(record) for record in document["certificates"])


def as_json(certificates: Sequence[Certificate]) -> str:
    """Return the file's text: one record per certificate, stable from run to run."""
    document = {
        "$schema": Path(SCHEMA).name,
        "certificates": [each.to_dict() for each in certificates],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _json(root: Path, path: str) -> Any:
    text = read_text(root, path, REMEDY)
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line, reason = getattr(error, "lineno", 1), getattr(error, "msg", "not readable")
        problem = Problem(path, line, None, None, f"no JSON: {reason}", REMEDY)
        raise InputError([problem]) from None
