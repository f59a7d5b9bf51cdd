"""Members kept in files: resumed after a kill, never half-written."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.forensics.reconstruct.ensemble import collected, ensemble, file_of
from analysis.work import session


def frame(seed):
    return pd.DataFrame({"seed": [seed], "value": [seed * 2]})


def test_a_killed_run_is_resumed_where_it_stopped(tmp_path):
    made = []

    def killed(seed):
        if seed == 3:
            raise KeyboardInterrupt
        made.append(seed)
        return frame(seed)

    with pytest.raises(KeyboardInterrupt):
        ensemble(range(1, 6), tmp_path, make=killed)
    assert made == [1, 2]
    told = []

    def again(seed):
        made.append(seed)
        return frame(seed)

    with session(told=lambda *at: told.append(at)):
        found = ensemble(range(1, 6), tmp_path, make=again)
    assert found == (1, 2, 3, 4, 5)
    assert made == [1, 2, 3, 4, 5]
    assert [done for _, done, _ in told] == [0, 1, 2, 3]
    assert collected(tmp_path)["seed"].tolist() == [1, 2, 3, 4, 5]
    assert not list(tmp_path.glob("*.tmp"))


def test_a_seed_without_a_member_is_left_out(tmp_path):
    def fails(seed):
        if seed == 2:
            raise RuntimeError("none")
        return frame(seed)

    assert ensemble([1, 2, 3], tmp_path, make=fails) == (1, 3)
    assert not file_of(tmp_path, 2).exists()


def test_no_members_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(FileNotFoundError, match="run the reconstruction first"):
        collected(tmp_path)
