"""Every decimal that the warehouse casts a figure to holds the sum of a thousand of the largest figures."""

from __future__ import annotations

import re
from pathlib import Path

from pipelines.submissions.value.numbers import LARGEST

DECIMAL = re.compile(r"decimal\((\d+), (\d+)\)")
SHARES = (7, 6)  # shares of areas and people, from 0 to 1: no figures
N_ADDED = 999


def test_no_decimal_is_narrower_than_the_range_of_figures(repo: Path) -> None:
    found = {
        (path.name, int(precision), int(scale))
        for path in (repo / "dbt_project").glob("m*/**/*.sql")  # macros, models
        for precision, scale in DECIMAL.findall(path.read_text(encoding="utf-8"))
        if (int(precision), int(scale)) != SHARES
    }
    assert ("fct_border_sum.sql", 24, 6) in found
    assert [row for row in found if 10 ** (row[1] - row[2]) <= N_ADDED * LARGEST] == []
