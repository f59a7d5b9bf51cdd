from __future__ import annotations

import os

import pytest

from analysis.data.errors import InputError
from analysis.work import Backend, active, chunks, session, spread, using
from analysis.work.checkpoint import Checkpoint, digest
from tests.work.pieces import broken, drawn

PIECES = [(3, place) for place in range(20)]
EXPECTED = [drawn(piece) for piece in PIECES]


@pytest.mark.parametrize("backend", [Backend(), Backend("processes", 2)], ids=["serial", "two"])
def test_results_come_in_order_whoever_makes_them(backend):
    assert spread(drawn, PIECES, name="drawn", backend=backend) == EXPECTED


def test_nothing_to_do():
    assert spread(drawn, [], name="none") == []


def test_a_finished_piece_is_not_done_again(tmp_path):
    heard = []

    def told(name, done, total):
        heard.append((name, done, total))

    with session(tmp_path, told), pytest.raises(ValueError, match="piece 7"):
        spread(broken, PIECES, name="work", identity=1)
    kept = heard[-1][1]
    assert 0 < kept < 8
    with session(tmp_path, told):
        heard.clear()
        assert spread(drawn, PIECES, name="work", identity=1) == EXPECTED
    assert heard[0] == ("work", kept, 20) and heard[-1] == ("work", 20, 20)
    with session(tmp_path):
        assert spread(broken, PIECES, name="work", identity=1) == EXPECTED


def test_pieces_of_another_work_do_not_count(tmp_path):
    with session(tmp_path):
        spread(drawn, PIECES, name="work", identity="these data")
        with pytest.raises(ValueError, match="piece 7"):
            spread(broken, PIECES, name="work", identity="other data")


def test_nothing_is_kept_without_a_session(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    spread(drawn, PIECES, name="work")
    assert list(tmp_path.iterdir()) == []


def test_a_line_that_was_cut_off_or_altered_counts_as_missing(tmp_path):
    kept = Checkpoint(tmp_path, "work", "x")
    kept.add({0: [0.1], 1: [1 / 3], 2: "三"})
    assert kept.read() == {0: [0.1], 1: [1 / 3], 2: "三"}
    text = kept.path.read_text("utf-8")
    kept.path.write_text(text[:-6], "utf-8")
    assert kept.read() == {0: [0.1], 1: [1 / 3]}
    kept.add({3: None})
    assert kept.read() == {0: [0.1], 1: [1 / 3], 3: None}
    kept.path.write_text(text.replace("0.1", "0.2"), "utf-8")
    assert kept.read() == {1: [1 / 3], 2: "三"}
    kept.path.write_bytes(b"\xff\x00[[[[\n" * 9 + b'[0, 1]\n"x"\n[1, "", "["]\n')
    assert kept.read() == {}
    kept.remove()
    assert kept.read() == {}


def test_chunks_make_up_the_whole():
    assert [list(part) for part in chunks(7, 3)] == [[0, 1, 2], [3, 4, 5], [6]]
    assert chunks(0, 3) == []


def test_a_digest_tells_where_a_part_ends():
    assert digest("ab", "c") != digest("a", "bc")


def test_the_environment_names_the_backend(monkeypatch):
    assert active() == Backend()
    with using(Backend("processes", 3)) as given:
        assert active() == given and os.environ["BOOK_JOBS"] == "3"
    assert active() == Backend() and "BOOK_JOBS" not in os.environ


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"BOOK_BACKEND": "threads"}, "use one of serial, processes, dask"),
        ({"BOOK_BACKEND": "processes", "BOOK_JOBS": "0"}, "give a whole number from 1"),
        ({"BOOK_BACKEND": "processes", "BOOK_JOBS": "many"}, "give a whole number from 1"),
        ({"BOOK_BACKEND": "dask"}, "go together"),
        ({"BOOK_SCHEDULER": "tcp://127.0.0.1:1"}, "go together"),
    ],
)
def test_a_backend_that_cannot_be(monkeypatch, variables, said):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(InputError, match=said):
        active()
