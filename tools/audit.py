"""Asks pip-audit whether a locked package has a known weakness.

    python tools/audit.py PIP_AUDIT LOCK...

Ends with 0 where there is none, 1 where there is one, 3 where the database was not reached:
that is no answer, and is said so.
"""

from __future__ import annotations

import subprocess
import sys

NO_ANSWER = 3
# What pip-audit says of connections that fail.
UNREACHED = ("ConnectionError", "Connection", "ServiceError", "timed out", "Max retries", "resolve",
             "Failed to", "HTTPError", "proxy", "404", "403", "503")  # fmt: skip


def main() -> int:
    """Audit every lock file and return the worst of the exit codes."""
    program, *locks = sys.argv[1:]
    codes = [audit(program, lock) for lock in locks]
    return max(codes, key=(0, NO_ANSWER, 1).index)


def audit(program: str, lock: str) -> int:
    """Return the exit code for one lock file, having told its outcome."""
    command = [program, "--requirement", lock, "--require-hashes", "--disable-pip",
               "--progress-spinner", "off"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = f"{done.stdout}\n{done.stderr}".strip()
    if done.returncode == 0:
        print(f"{lock}: no known weakness")
        return 0
    if "vulnerabilit" not in done.stderr and any(sign in said for sign in UNREACHED):
        print(f"{lock}: NOT audited, the database of weaknesses was not reached from here:")
        print(f"  {said.splitlines()[-1][:300]}")
        return NO_ANSWER
    print(said)
    return 1


if __name__ == "__main__":
    sys.exit(main())
