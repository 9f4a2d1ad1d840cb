"""A minute of the real daemon: 40 files, one in five half-written, the daemon killed once. The hour: campaigns/."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.daemon_trial import Trial, run_trial


@pytest.mark.slow
def test_each_file_is_received_once_though_the_daemon_is_killed(tmp_path: Path) -> None:
    outcome = run_trial(Trial(tmp_path, 40, 45.0, 3, 3.0, (20.0,)))
    print("\n".join(outcome.lines()))
    assert outcome.received == outcome.expected
    assert outcome.expected.total() == 44  # every tenth is corrected later
    assert outcome.kinds["half"] and outcome.kinds["reserved"] and outcome.n_kills == 1
    assert outcome.runs["intake SUCCESS"] >= 2
