"""Summaries of the batches of a finished warehouse as small pandas frames, for the suites of expectations.

A row is a form and period, or a series of it; no frame grows with cells, reporters or areas.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from pipelines.warehouse.config import BUILD

# suite -> table -> rows. `subject` names a row from period to period, `subject_vi` for people.
FRAMES = {
    "batch": {
        "batch_structure": "select * from quality.chk_batch_structure order by subject, period_code",
        "batch_form": "select * from quality.chk_batch_form_drift order by subject, period_code",
        "batch_indicator": "select * from quality.chk_batch_indicator_drift order by subject, period_code",
    },
    "marts": {
        # from 100 slices on: below, a single held one is more than a point
        "batch_held": (
            "select c.form_code as subject, c.form_code || ' ' || c.period_code as subject_vi,"
            " c.n_held / (c.n_due - c.n_not_due) as held_share from published.slice_count as c"
            " inner join quality.chk_batch_form as b on b.form_code = c.form_code and b.period_code = c.period_code"
            " where b.is_looked_at and c.n_due - c.n_not_due >= 100 order by subject, c.period_code"
        ),
    },
}


def batch_frames(warehouse: Path) -> dict[str, dict[str, Any]]:
    """The frames of each suite by table. Any: pandas has no types among the dependencies."""
    with duckdb.connect(str(warehouse), read_only=True, config=BUILD) as con:
        return {
            suite: {table: con.sql(query).df() for table, query in tables.items()} for suite, tables in FRAMES.items()
        }
