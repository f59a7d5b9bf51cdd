"""Kept members: which one the book uses, and files that agree with each other."""

from __future__ import annotations

import shutil

import numpy as np
import pandas as pd
import pytest

from analysis.data import find_root, load_table
from analysis.forensics.reconstruct.ensemble import file_of
from analysis.forensics.reconstruct.keeping import declared_seed, kept, memberships_file, write_kept
from analysis.forensics.reconstruct.statements import THREE_PATHS
from analysis.forensics.reconstruct.store import HIDDEN, stored_members

STORED = stored_members()


@pytest.fixture
def copied_data(tmp_path):
    shutil.copytree(find_root() / "data", tmp_path / "project" / "data")
    return tmp_path / "project"


def fits(**met):
    rows = [(int(seed[1:]), count) for seed, counts in met.items() for count in counts]
    return pd.DataFrame(rows, columns=["seed", "met"])


def three(*seeds):
    rows = [(seed, THREE_PATHS, "breakthrough") for seed in seeds]
    return pd.DataFrame(rows, columns=["seed", "kind", "statement"])


def test_the_declared_member_has_three_paths_and_meets_most():
    held = fits(s1=(5, 5), s2=(3, 4), s3=(4, 3), s4=(2, 2))
    assert declared_seed(held, three(2, 3, 4)) == 2
    assert declared_seed(held, three()) == 1


def test_the_memberships_of_the_book_are_those_of_the_declared_member():
    declared = declared_seed(
        load_table("reconstruction_fits"), load_table("reconstruction_statements")
    )
    expected = memberships_file(STORED, declared).set_index("province_zh")
    held = load_table("memberships_reconstructed").set_index("province_zh")
    assert list(held.index) == list(expected.index)
    for name in HIDDEN:
        assert np.array_equal(held[name], expected[name].astype(float))


def test_all_files_speak_of_the_same_members():
    for name in ("reconstruction_members", "reconstruction_fits", "reconstruction_statements"):
        assert tuple(sorted(load_table(name)["seed"].unique())) == STORED.seeds


def test_kept_files_are_written_whole_and_read_again(tmp_path, copied_data):
    for seed in STORED.seeds[:2]:
        own = STORED.to_frame()
        own[own["seed"] == seed].to_csv(file_of(tmp_path, seed), index=False)
    found = kept(tmp_path, 1, copied_data)
    assert found.declared == STORED.seeds[0]
    written = list(write_kept(found, copied_data))
    assert len(written) == 4 and not list(copied_data.rglob("*.tmp"))
    again = stored_members(copied_data)
    assert again.seeds == STORED.seeds[:1]
    assert again.memberships(again.seeds[0]).equals(STORED.memberships(again.seeds[0]))


def test_nothing_to_keep_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError, match="no members"):
        kept(tmp_path, 1)
