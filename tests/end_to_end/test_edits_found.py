"""A fixed sample of the campaign `edits`: a part of a province with careless senders, month by month."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import edit_score, edit_trial

PART, SEED = edit_trial.Size("2026-12", 4, 16), 2


@pytest.mark.slow
def test_what_matters_is_found_and_what_is_right_is_not_held(tmp_path: Path) -> None:
    trial = edit_trial.run(PART, SEED, tmp_path)
    shares = edit_score.summary(trial)
    assert len(edit_score.Score(trial).found) >= 20  # a sample without errors would prove nothing
    assert shares["first"] >= 0.95
    assert shares["later"] >= 0.95
    assert shares["clean_held"] <= 0.005
    assert shares["twin_held"] <= 0.005
    assert shares["reviewed"] >= 0.8
