"""Ten studies of every kind, written and solved once."""

from __future__ import annotations

from functools import lru_cache

import pytest

from tests.prose.facts import facts_of
from tests.study.small import make_project
from tests.study.ten import make_ten


@pytest.fixture(scope="session")
def facts(tmp_path_factory):
    """Return a function from the name of one of the ten to its results."""
    project = make_project(tmp_path_factory.mktemp("ten"))

    @lru_cache
    def solved(name):
        make_ten(project, (name,))
        return facts_of(name, project)

    return solved
