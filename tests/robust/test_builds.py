"""Whatever ends a build, the book is a complete one, and the next build needs no help.

Some moments here; a hundred, and their counts, with `make test-robust`.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import stat
import sys
import time
from collections import Counter

import pytest

from tests.book.conftest import copy_sample
from tests.robust.builds import Scene, end, is_told, small_disk
from tests.robust.report import report

WHOLE = bool(os.environ.get("BOOK_ROBUST"))
KILLS = 100 if WHOLE else 4
WAYS = ["fails", "dies", "is silent", "is gone"] if WHOLE else ["dies"]
OLD, NEW, OTHER = 7, 8, 9
SIGNALS = [signal.SIGKILL, signal.SIGTERM, signal.SIGKILL, signal.SIGINT]

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc"),
]


@pytest.fixture(scope="module")
def scene(tmp_path_factory) -> Scene:
    folder = tmp_path_factory.mktemp("robust").resolve()
    (folder / "sample").mkdir()
    made = Scene(copy_sample(folder / "sample"), folder)
    made.learn(OTHER, NEW, OLD)
    return made


@pytest.fixture
def old(scene) -> Scene:
    """Return the scene with the old book built and the new datum waiting."""
    scene.set(OLD)
    code, said = scene.build()
    assert (code, scene.which()) == (0, OLD), said
    scene.set(NEW)
    scene.forget()
    return scene


def recovers(scene: Scene) -> None:
    code, said = scene.build()
    assert (code, scene.which()) == (0, NEW), said
    assert scene.leftovers() == []


def test_killed_at_any_moment(scene):
    scene.forget()
    seconds = scene.learn(NEW)
    rng, found, spared, recovered = random.Random(1), Counter(), 0, 0
    while (number := found.total()) < KILLS:
        scene.set(OLD if scene.which() == NEW else NEW)
        if number % 3 == 0:
            scene.forget()
        child = scene.start()
        time.sleep(rng.uniform(0, seconds))
        if child.poll() is not None:  # it was done before its moment came
            spared += 1
            assert spared < 3 * KILLS
            continue
        sign = SIGNALS[number % len(SIGNALS)]
        end(child, sign, group=number % 5 == 0)
        found[sign.name] += 1
        assert scene.which() in (OLD, NEW), f"kill {number} left a broken book"
        if number % 4 == 3:
            recovered += 1
            scene.set(NEW)
            recovers(scene)
    scene.set(NEW)
    recovers(scene)
    assert scene.survivors() == []
    if WHOLE:
        report(f"{KILLS} kills of a running build of up to {seconds:.1f} s: {dict(found)}")
        report(f"always a complete book; {recovered + 1} builds after kills gave the new one")


def test_a_kernel_that_is_killed(old):
    child = old.start()
    while not (kernels := old.kernels) and child.poll() is None:
        time.sleep(0.02)
    for kernel in kernels:
        os.kill(kernel, signal.SIGKILL)
    code = child.wait(120)
    assert kernels and code == 1 and is_told(old.said), old.said
    assert "the Python process ended unexpectedly" in old.said or "Kernel" in old.said
    assert old.which() == OLD and old.leftovers() == []
    recovers(old)


@pytest.mark.parametrize("way", WAYS)
def test_pandoc_failing(old, tmp_path, way):
    pandoc = tmp_path / "pandoc"
    version = '[ "$1" = --version ] && echo "pandoc 3.9" && exit 0\n'
    does = {"fails": "echo broken >&2; exit 3", "dies": "kill -9 $$", "is silent": "cat >/dev/null"}
    if way != "is gone":
        pandoc.write_text(f"#!/bin/sh\n{version}{does[way]}\n", encoding="utf-8")
        pandoc.chmod(pandoc.stat().st_mode | stat.S_IXUSR)
    code, said = old.build(PYPANDOC_PANDOC=str(pandoc))
    assert code in (1, 2) and is_told(said), said
    assert old.which() == OLD and old.leftovers() == []
    recovers(old)


@pytest.mark.skipif(not WHOLE, reason="with make test-robust")
def test_typst_failing(old):
    design = old.root / "_extensions/book/book.typ"
    good = design.read_bytes()
    design.write_bytes(good + b'\n#panic("no more")\n')
    code, said = old.build()
    assert code == 2 and is_told(said) and "no more" in said, said
    assert old.which() == OLD and old.leftovers() == []
    design.write_bytes(good)
    recovers(old)


def test_two_builds_at_once(old):
    first = old.start()
    time.sleep(0.05)
    lock = old.root / ".cache/book/lock"
    while first.poll() is None and "process" not in lock.read_text(encoding="utf-8"):
        time.sleep(0.02)
    second, said = old.build()
    assert second == 2 and "another build is running here" in said, said
    assert first.wait(300) == 0
    assert old.which() == NEW and old.leftovers() == []


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounts a file system")
@pytest.mark.skipif(not WHOLE, reason="with make test-robust")
@pytest.mark.parametrize("room", [0.0, 0.05, 0.5, 1.5])
def test_a_full_disk(scene, tmp_path, room):
    scene.set(OLD)
    scene.build()
    used = sum(p.stat().st_size for p in scene.root.rglob("*") if p.is_file()) / 2**20
    files = sum(1 for _ in scene.root.rglob("*"))
    disk = tmp_path / "disk"
    disk.mkdir()
    needed = used + files * 4 / 1024  # each file ends within a page
    try:
        with small_disk(disk, needed + room):
            root = disk / "sample"
            shutil.copytree(scene.root, root, symlinks=True)
            full = Scene(root, tmp_path, scene.known)
            full.set(NEW)
            full.forget()
            spare = shutil.disk_usage(disk).free - room * 2**20
            (disk / "ballast").write_bytes(b"x" * max(0, int(spare)))
            environment = {"TMPDIR": str(disk)}
            code, said = full.build(**environment)
            assert code == 1 and "No space left on device" in said and is_told(said), said
            assert full.which() == OLD
            (disk / "ballast").unlink()
            _enlarge(disk, needed + 200)
            recovers(full)
    except PermissionError:
        pytest.skip("no file system can be mounted here")


def _enlarge(disk, megabytes: float) -> None:
    import subprocess

    size = f"remount,size={int(megabytes)}m"
    subprocess.run(["mount", "-o", size, str(disk)], check=True)
