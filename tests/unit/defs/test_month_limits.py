"""A month that has not ended is refused with the months that can be run."""

from __future__ import annotations

from datetime import date

import pytest

from pipelines.codebook.load import load
from pipelines.defs.messages import DagsterStepError
from pipelines.defs.month_limits import check_ended
from pipelines.settings import seeds_root


def test_the_month_that_ends_today_is_refused_and_tomorrow_it_is_not() -> None:
    codebook = load(seeds_root())
    with pytest.raises(DagsterStepError) as refused:
        check_ended(codebook, "2026-11", date(2026, 11, 14))
    assert str(refused.value).startswith("Kỳ 2026-11 đến hết ngày 14/11/2026 mới kết thúc, hôm nay là 14/11/2026")
    assert "đến 2026-10" in str(refused.value)
    check_ended(codebook, "2026-11", date(2026, 11, 15))
    check_ended(codebook, "2026-08", date(2026, 11, 15))
