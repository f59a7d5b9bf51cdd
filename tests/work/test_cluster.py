"""The same results on a cluster as in one process, also where a worker is killed in the middle."""

from __future__ import annotations

import pytest

from analysis.data.errors import InputError
from analysis.study import load_study, memberships
from analysis.study.configurations import expectations_of, truth_table_of
from analysis.study.necessity import nca_necessity
from analysis.study.sensitivity import sensitivity
from analysis.study.settings import Span
from analysis.study.sweeps import grid, swept
from analysis.work import Backend, session, spread, using
from tests.study.small import document, make_project, write_study
from tests.work.cluster import cluster
from tests.work.pieces import slow

pytest.importorskip("distributed")
pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]
PIECES = [(5, place) for place in range(120)]


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    root = make_project(tmp_path_factory.mktemp("study"))
    write_study(root, "small", document(robustness={"bootstraps": 300, "dropped": 2}))
    return load_study("small", root)


@pytest.fixture
def running(tmp_path):
    with cluster(tmp_path) as found:
        yield found


def everything(study):
    qca = study.settings.qca
    table, options = truth_table_of(memberships(study), qca, False), qca.cover
    settings = list(grid((1, 2), Span(0.5, 1, 0.05), Span(0, 1, 0.05)))
    found = nca_necessity(study).result
    return (
        sensitivity(study).panels,
        str([found.to_dict(), [each.test.effects.tolist() for each in found.results]]),
        swept(table, settings, expectations_of(qca, False), options),
    )


def test_a_worker_is_killed_in_the_middle(running, tmp_path):
    expected = spread(slow, PIECES, name="slow")

    def told(name, done, total):
        if done >= total / 3 and not running.lost:
            running.kill_one()

    backend = Backend("dask", scheduler=running.address)
    with session(tmp_path / "kept", told):
        assert spread(slow, PIECES, name="slow", backend=backend) == expected
    assert running.lost == 1


def test_a_study_on_a_cluster_that_loses_a_worker(running, study):
    expected = everything(study)
    heard = []

    def told(name, done, total):
        heard.append(name)
        if name == "bootstrap" and done and not running.lost:
            running.kill_one()

    with using(Backend("dask", scheduler=running.address)), session(None, told):
        assert everything(study) == expected
    assert running.lost == 1
    assert {"bootstrap", "cases-left-out", "permutations", "thresholds"} <= set(heard)


def test_a_scheduler_that_does_not_answer(monkeypatch):
    monkeypatch.setattr("analysis.work.backend.PATIENCE", 1)
    with pytest.raises(InputError, match="does not answer"):
        spread(slow, PIECES, name="slow", backend=Backend("dask", scheduler="tcp://127.0.0.1:9"))


def test_a_scheduler_without_workers(tmp_path, monkeypatch):
    monkeypatch.setattr("analysis.work.backend.PATIENCE", 1)
    with cluster(tmp_path, workers=0) as alone, pytest.raises(InputError, match="has no worker"):
        spread(slow, PIECES, name="slow", backend=Backend("dask", scheduler=alone.address))
