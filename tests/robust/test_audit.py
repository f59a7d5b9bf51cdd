"""`make audit` never takes silence for an answer."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

AUDIT = Path(__file__).parents[2] / "tools/audit.py"
GOOD = {"name": "a", "version": "1", "vulns": []}
SKIPPED = {"name": "b", "skip_reason": "not found"}
WEAK = {"name": "c", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}


def answers(*packages) -> str:
    return json.dumps({"dependencies": packages})


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (answers(GOOD), 0, "no known weakness in 1 packages"),
        (answers(GOOD, WEAK), 1, "c 2: PYSEC-1, mended in 3"),
        (answers(GOOD, SKIPPED), 3, "NOT audited: 1 of 2 packages"),
        (answers(WEAK, SKIPPED), 1, "NOT audited: 1 of 2 packages"),
        (answers(), 3, "NOT audited"),
        ("", 3, "gave no answer"),
        ("<html>", 3, "gave no answer"),
    ],
)
def test_what_is_told(tmp_path, answer, code, said):
    program = tmp_path / "pip-audit"
    program.write_text(f"#!/bin/sh\ncat <<'END'\n{answer}\nEND\n", encoding="utf-8")
    program.chmod(0o755)
    command = [sys.executable, str(AUDIT), str(program), "requirements.lock"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout
