from __future__ import annotations

import os

import pytest

from analysis.book.buildlock import only_build
from analysis.book.errors import BookError


def test_a_second_build_is_refused_and_told_who_builds(tmp_path):
    with only_build(tmp_path), pytest.raises(BookError) as caught, only_build(tmp_path):
        pass
    expected = f"another build is running here (process {os.getpid()}, since "
    assert expected in str(caught.value)


def test_the_next_build_may_begin(tmp_path):
    with only_build(tmp_path):
        pass
    with only_build(tmp_path):
        pass


def test_a_failed_build_frees_the_lock(tmp_path):
    with pytest.raises(RuntimeError), only_build(tmp_path):
        raise RuntimeError
    with only_build(tmp_path):
        pass


def test_different_projects_do_not_wait_for_one_another(tmp_path):
    with only_build(tmp_path / "one"), only_build(tmp_path / "two"):
        pass
