"""Every state has a tone and a word."""

from __future__ import annotations

from pipelines import vocabulary
from pipelines.site.content.marks import TONES

LISTS = {
    "progress_class": vocabulary.PROGRESS_CLASS,
    "task_status": vocabulary.TASK_STATUS,
    "slice_state": vocabulary.SLICE_STATE,
    "duty_state": vocabulary.DUTY_STATE,
}


def test_every_code_has_a_tone_and_no_tone_lacks_its_code() -> None:
    assert set(TONES) == set(LISTS)
    for name, codes in LISTS.items():
        assert set(TONES[name]) == set(codes.codes), name
