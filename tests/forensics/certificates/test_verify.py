import ast
import json
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest

from analysis.forensics.certificates import verify as module
from analysis.forensics.certificates.store import FILE, load_certificates
from analysis.forensics.certificates.verify import main, span, verify

ROOT = Path(__file__).parents[3]
CERTIFICATES = {each.key: each.to_dict() for each in load_certificates()}
PATTERNS = [key for key, each in CERTIFICATES.items() if each["law"] == "patterns"]
LAWS = [key for key in CERTIFICATES if key not in PATTERNS]


@pytest.mark.parametrize("key", CERTIFICATES)
def test_every_stored_certificate_holds(key):
    assert verify(CERTIFICATES[key]) > 0


def test_the_verifier_needs_the_standard_library_alone():
    tree = ast.parse(Path(module.__file__).read_text("utf-8"))
    names = {
        (node.module if isinstance(node, ast.ImportFrom) else node.names[0].name).split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
    }
    assert names <= sys.stdlib_module_names


def misprinted(text):
    first = next(place for place, digit in enumerate(text) if digit in "123456789")
    return f"{text[:first]}{(int(text[first]) + 3) % 10}{text[first + 1 :]}"


def mutations(certificate):
    for place in range(len(certificate["numbers"])):
        changed = deepcopy(certificate)
        del changed["numbers"][place]
        yield f"number {place} left out", changed
        changed = deepcopy(certificate)
        number = changed["numbers"][place]
        number["printed"] = misprinted(number["printed"])
        yield f"number {place} misprinted", changed
        if "multiplier" in number:
            changed = deepcopy(certificate)
            changed["numbers"][place]["multiplier"] = "7/5"
            yield f"multiplier {place}", changed
            changed = deepcopy(certificate)
            changed["numbers"][place]["multiplier"] = f"-{number['multiplier']}"
            yield f"negative multiplier {place}", changed
            changed = deepcopy(certificate)
            side = number["side"]
            changed["numbers"][place]["side"] = "low" if side == "high" else "high"
            yield f"side {place}", changed
    for place, mark in enumerate(certificate.get("marks", ())):
        changed = deepcopy(certificate)
        del changed["marks"][place]
        yield f"mark {place} left out", changed
        changed = deepcopy(certificate)
        changed["marks"].append(mark)
        yield f"mark {place} twice", changed
        if mark["printed"] != "irrelevant":
            changed = deepcopy(certificate)
            other = "absent" if mark["printed"] == "present" else "present"
            changed["marks"][place]["printed"] = other
            yield f"mark {place} turned", changed
    yield "gap", {**certificate, "gap": "1/3"}
    yield "no gap", {**certificate, "gap": "0"}
    yield "law", {**certificate, "law": "of my own"}
    if "reference" in certificate:
        yield "reference", {**certificate, "reference": "marketization"}


CASES = [
    pytest.param(changed, id=f"{key}: {name}")
    for key in (*PATTERNS[:2], LAWS[0], LAWS[12], LAWS[-1])
    for name, changed in mutations(CERTIFICATES[key])
]


@pytest.mark.parametrize("changed", CASES)
def test_a_changed_certificate_is_refused(changed):
    with pytest.raises((ValueError, KeyError, TypeError)):
        verify(changed)


def test_intervals_hold_what_rounds_and_what_is_cut_off_to_a_string():
    low, high = span("0.350")
    assert (float(low), float(high)) == (0.3495, 0.351)
    low, high = span("89.30%")
    assert (float(low), float(high)) == (89.295, 89.31)


def test_the_command_verifies_the_file_of_the_project(capsys):
    assert main([str(ROOT / FILE)]) == 0
    assert (
        f"{len(CERTIFICATES)} of {len(CERTIFICATES)} certificates hold" in capsys.readouterr().out
    )


def test_the_command_runs_alone_without_the_project(tmp_path):
    script = tmp_path / "verify.py"
    script.write_text(Path(module.__file__).read_text("utf-8"), "utf-8")
    few = tmp_path / "few.json"
    few.write_text(json.dumps({"certificates": [CERTIFICATES[PATTERNS[0]]]}), "utf-8")
    done = subprocess.run(
        [sys.executable, "-I", script, few], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_exit_codes(tmp_path, capsys):
    bad = tmp_path / "bad.json"
    changed = {**CERTIFICATES[PATTERNS[0]], "gap": "1/3"}
    bad.write_text(json.dumps({"certificates": [changed]}), "utf-8")
    assert main([str(bad)]) == 1
    assert "NOT PROVEN" in capsys.readouterr().out
    bad.write_text("{", "utf-8")
    assert main([str(bad)]) == 2
    assert main([str(tmp_path / "none.json")]) == 2
    assert main([]) == 2
