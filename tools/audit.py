"""Asks pip-audit whether a locked package has a known weakness.

    python tools/audit.py PIP_AUDIT LOCK...

Ends with 0 where there is none, 1 where there is one, 3 where the database of weaknesses was not
reached for a package: that is no answer, and is said so.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

NONE, FOUND, NO_ANSWER = 0, 1, 3


def main() -> int:
    """Audit every lock file and return the worst of the exit codes."""
    program, *locks = sys.argv[1:]
    codes = [audit(program, lock) for lock in locks]
    return max(codes, key=(NONE, NO_ANSWER, FOUND).index)


def audit(program: str, lock: str) -> int:
    """Return the exit code for one lock file, having told its outcome."""
    command = [program, "--requirement", lock, "--require-hashes", "--disable-pip",
               "--progress-spinner", "off", "--format", "json"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        packages: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        print(f"{lock}: NOT audited, pip-audit gave no answer: {last[:300]}")
        return NO_ANSWER
    return _told(lock, packages)


def _told(lock: str, packages: list[dict[str, Any]]) -> int:
    weak = [one for one in packages if one.get("vulns")]
    skipped = [one["name"] for one in packages if "skip_reason" in one]
    for one in weak:
        for each in one["vulns"]:
            fixed = ", ".join(each.get("fix_versions", ())) or "no version yet"
            print(f"{lock}: {one['name']} {one['version']}: {each['id']}, mended in {fixed}")
    if skipped or not packages:
        names = ", ".join(skipped[:5]) + (", …" if len(skipped) > 5 else "")
        print(f"{lock}: NOT audited: {len(skipped)} of {len(packages)} packages, which the "
              f"database did not answer for from here ({names})")  # fmt: skip
    elif not weak:
        print(f"{lock}: no known weakness in {len(packages)} packages")
    return FOUND if weak else NO_ANSWER if skipped or not packages else NONE


if __name__ == "__main__":
    sys.exit(main())
