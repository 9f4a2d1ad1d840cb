"""A fixed sample of the campaign `edits`: 12 communes, four months across Tết, one seed."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import edit_score, edit_trial

FOUR_MONTHS = edit_trial.Size("2026-12", 4, 12)


@pytest.mark.slow
def test_what_matters_is_found_and_right_figures_are_published(tmp_path: Path) -> None:
    trial = edit_trial.run(FOUR_MONTHS, 16, tmp_path)
    print("\n".join(edit_score.lines(trial)))
    shares = edit_score.summary(trial)
    assert shares["n_errors"] > 20
    assert shares["honest_held"] <= 0.005
    assert shares["twin_held"] <= 0.005
